"""What must hold inside a template: names that differ, keys that fit the type, expressions that can be worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.expressions import (
    LEVELS,
    LONGEST,
    Answer,
    Call,
    ExpressionError,
    Node,
    Operation,
    Reference,
    Text,
    looks_at_answer,
    parse,
    parts,
    references,
)
from vpr_tracker_checklists.templates.fields import Fields, alike
from vpr_tracker_checklists.templates.lines import Path
from vpr_tracker_checklists.templates.model import Choice, Item, Section
from vpr_tracker_checklists.templates.values import is_formula, normal

EXPRESSIONS: Final = ("relevant", "constraint", "threshold")
_SELECTS: Final = ("select_one", "select_multiple")
_NUMBERS: Final = ("integer", "decimal")
_ONLY_FOR: Final = {
    "choices": _SELECTS,
    "unit": _NUMBERS,
    "total": _NUMBERS,
    "threshold": (*_NUMBERS, "date"),
    "finding": (*_SELECTS, *_NUMBERS, "date"),
    "constraint": (*_SELECTS, *_NUMBERS, "date", "text"),
    "required": (*_SELECTS, *_NUMBERS, "date", "text"),
    "evidence": (*_SELECTS, *_NUMBERS, "date", "text"),
    "weight": (*_SELECTS, *_NUMBERS, "date"),
}
"""Keys that make sense for some types only."""
_SHOWN: Final = 40
"""Characters of a long expression that are quoted on either side of what is wrong in it."""
_ORDERED: Final = (*LEVELS[3], *LEVELS[4], *LEVELS[5])
"""Operators that take numbers and days."""


def check_fit(fields: Fields, path: Path, table: Mapping[str, Any], item: Item) -> None:
    """Keys that do not go with the item's type or with each other."""
    for key, types in _ONLY_FOR.items():
        if key in table and item.type not in types:
            cure = _("it belongs to {types}").format(types=", ".join(types))
            if key == "threshold" and item.type in _SELECTS:
                cure = _("mark the choices that are findings: finding = true, or bad = … of a yes_no")
            fields.fault((*path, key), _("«{key}» does not go with {type}").format(key=key, type=item.type), cure)
    if item.constraint_message and not item.constraint:
        fields.fault((*path, "constraint_message"), _("there is no constraint"), _("write one, or take it out"))
    if item.finding and not item.threshold and not any(choice.finding for choice in item.choices):
        said = _("nothing in this item is a finding")
        fields.fault((*path, "finding"), said, _("write a threshold, or mark a choice with finding = true"))


def check_choices(fields: Fields, path: Path, written: str, choices: Sequence[Choice]) -> None:
    """That there is something to choose, and that every way to write a choice means one."""
    if written in _SELECTS and len(choices) < 2:
        fields.fault((*path, "choices"), _("needs two choices at least"), 'choices = [{name = "a", label = "…"}, …]')
    taken: dict[str, int] = {}
    for position, choice in enumerate(choices):
        place = (*path, "choices", position)
        for said in {normal(choice.name), normal(choice.label)} - {""}:
            if taken.setdefault(said, position) != position:
                fields.fault(place, _("«{said}» means two choices").format(said=said), _("rename one of them"))
        if written == "select_multiple" and ";" in choice.label:
            fields.fault(place, _("holds «;», which parts several answers"), _("use a comma"))


def check_use(fields: Fields, items: Sequence[tuple[Path, Item]]) -> None:
    """That something can be answered, and that every answer can come back on a form."""
    if items and all(item.type == "note" for _path, item in items):
        fields.fault(items[0][0], _("the template has only notes: nothing can be answered"), _("add an item"))
    for path, item in items:
        labels = [choice.label for choice in item.choices] if item.type == "select_multiple" else []
        for position, choice in enumerate(item.choices):
            if is_formula("; ".join([choice.label, *labels])):
                said = _("«{label}» is a formula to programs: a CSV form that comes back with it is refused")
                cure = _("begin it with a letter, a digit or a quotation mark")
                fields.fault((*path, "choices", position, "label"), said.format(label=choice.label[:60]), cure)


def check_names(fields: Fields, named: Sequence[tuple[Path, Item | Section]]) -> None:
    """Every name is there once, among the items and among the sections."""
    first: dict[str, Path] = {}
    for path, each in named:
        name = each.name.casefold()
        if name and name in first:
            said = _("the name «{name}» is taken, see line {line}")
            line = fields.line((*first[name], "name"))
            fields.fault((*path, "name"), said.format(name=each.name, line=line), _("rename one of them"))
        first.setdefault(name, path)


def check_expressions(fields: Fields, items: Sequence[tuple[Path, Item]]) -> None:
    """Every expression can be read, and looks only at what is asked before it."""
    _Expressions(fields, items).check()


class _Expressions:
    def __init__(self, fields: Fields, items: Sequence[tuple[Path, Item]]) -> None:
        self._fields = fields
        self._items = items
        self._by_name = {item.name: item for _path, item in items}
        self._relevant = {item.name: _references(item.relevant) for _path, item in items}

    def check(self) -> None:
        before: set[str] = set()
        for path, item in self._items:
            for key in EXPRESSIONS:
                if text := getattr(item, key):
                    self._expression((*path, key), key, text, item, before)
            before.add(item.name)

    def _expression(self, path: Path, key: str, text: str, item: Item, before: set[str]) -> None:
        if len(text) > LONGEST:  # said already, where the text was taken
            return
        try:
            node = parse(text)
        except ExpressionError as error:
            said = _("«{text}», character {position}: {message}")
            self._fields.fault(
                path, said.format(text=_near(text, error), position=error.position, message=error.message)
            )
            return
        for name in references(node):
            self._reference(path, key, name, item, before)
        if key == "relevant" and looks_at_answer(node):
            said = _("«.» is the item's own answer, which is not there yet")
            self._fields.fault(path, said, _("name another item: ${name}"))
        elif key != "relevant" and not looks_at_answer(node):
            self._fields.fault(path, _("does not look at the answer"), _("write «.» for it: . >= 2"))
        for part in parts(node):
            self._meant(path, part, item)

    def _reference(self, path: Path, key: str, name: str, item: Item, before: set[str]) -> None:
        fault = self._fields.fault
        other = self._by_name.get(name)
        if other is None:
            known = [each for each in self._by_name if each]
            fault(path, _("there is no item «{name}»").format(name=name), alike(name, known))
        elif name == item.name:
            fault(path, _("the item looks at itself"), _("write «.» for its answer, in constraint or threshold"))
        elif other.type == "note":
            fault(path, _("«{name}» is a note, it has no answer").format(name=name))
        elif name not in before:
            circle = self._way(name, item.name) if key == "relevant" else None
            if circle:
                way = " → ".join([item.name, *circle])
                fault(path, _("goes round in a circle: {way}").format(way=way), _("take one of these out"))
            else:
                said = _("«{name}» is asked only later").format(name=name)
                fault(path, said, _("move it before this item"))

    def _way(self, start: str, goal: str) -> list[str] | None:
        """The items from ``start`` to ``goal`` along what they are relevant by."""
        ways, seen = [[start]], {start}
        for way in ways:
            if way[-1] == goal:
                return way
            for name in self._relevant.get(way[-1], ()):
                if name not in seen:
                    seen.add(name)
                    ways.append([*way, name])
        return None

    def _meant(self, path: Path, node: Node, item: Item) -> None:
        """Texts that are no choice of what they are compared with; choices and texts compared by size."""
        match node:
            case Call("selected", (left, Text(text))):
                self._choice(path, self._item(left, item), text)
            case Operation("=" | "!=", left, Text(text)) | Operation("=" | "!=", Text(text), left):
                compared = self._item(left, item)
                if compared is not None and compared.type == "select_multiple" and text:
                    cure = f"selected(${{{compared.name}}}, '{text}')"
                    self._fields.fault(path, _("«{name}» may have several answers").format(name=compared.name), cure)
                self._choice(path, compared, text)
            case Operation(operator, left, right) if operator in _ORDERED:
                for side in (left, right):
                    compared = self._item(side, item)
                    if compared is not None and compared.type in (*_SELECTS, "text"):
                        said = _("«{name}» is neither number nor day").format(name=compared.name)
                        self._fields.fault(path, said, _("compare it with = or selected()"))
            case _:
                pass

    def _item(self, node: Node, item: Item) -> Item | None:
        if isinstance(node, Answer):
            return item
        return self._by_name.get(node.name) if isinstance(node, Reference) else None

    def _choice(self, path: Path, item: Item | None, text: str) -> None:
        if item is None or item.type not in _SELECTS or not text:
            return
        names = [choice.name for choice in item.choices]
        if text not in names:
            said = _("«{text}» is no choice of «{name}»").format(text=text, name=item.name)
            self._fields.fault(path, said, alike(text, names))


def _near(text: str, error: ExpressionError) -> str:
    """An expression, or of a long one the part around what is wrong in it."""
    if len(text) <= 2 * _SHOWN:
        return text
    start = max(0, min(error.position - 1 - _SHOWN, len(text) - 2 * _SHOWN))
    end = start + 2 * _SHOWN
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _references(text: str) -> list[str]:
    try:
        return references(parse(text)) if text else []
    except ExpressionError:
        return []
