"""From the text of a template's TOML file to the template, or to everything that is wrong with it."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast, get_args

from vpr_tracker import BadInput, toml_problem
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates import expressions
from vpr_tracker_checklists.templates.checking import (
    check_choices,
    check_expressions,
    check_fit,
    check_names,
    check_use,
)
from vpr_tracker_checklists.templates.fields import LONGEST, Fault, Fields
from vpr_tracker_checklists.templates.lines import Path
from vpr_tracker_checklists.templates.model import By, Choice, Item, ItemType, Per, Section, Template

SCHEMA: Final = "vpr-tracker/checklist-template/1"
KEYS: Final = ("schema", "name", "title", "description", "version", "per", "by", "tasks", "sections")
SECTION_KEYS: Final = ("name", "label", "items")
ITEM_KEYS: Final = (
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "choices",
    "bad",
    "unit",
    "threshold",
    "evidence",
    "weight",
    "finding",
    "total",
)
CHOICE_KEYS: Final = ("name", "label", "finding")
YES_NO: Final = {"yes_no": ("yes", "no"), "yes_no_na": ("yes", "no", "na")}
"""Shorthands of ``select_one``, by the choices that they stand for."""
YES_NO_LABELS: Final = {"yes": "да", "no": "нет", "na": "не применимо"}
TYPES: Final = (*YES_NO, *get_args(ItemType))
MOST_ITEMS: Final = 500
HEAVIEST: Final = 10
_NAME: Final = re.compile(r"[^\W\d][\w.-]{0,59}")
_TEMPLATE_NAME: Final = re.compile(r"[^\W_][\w-]{0,59}")


def template_of(body: str, where: str, *, kept: bool = False) -> Template:
    """The template that the text of a file holds.

    :param where: the file, for the message.
    :param kept: the text was taken before, with a run or a form: what makes it useless for new ones (nothing to answer,
        answers that no CSV form brings back) keeps nobody from reading those.
    :raises BadInput: it holds none; ``problems`` names every fault with its line, place and cure.
    """
    template, faults = examined(body, kept=kept)
    if template is None:
        raise BadInput(
            _("«{where}» is no template of a checklist").format(where=where),
            problems=[str(fault) for fault in faults],
            hint=_("correct what is named above; look with: vpr checklist template check FILE"),
            where=where,
        )
    return template


def examined(body: str, *, kept: bool = False) -> tuple[Template | None, list[Fault]]:
    """The template, or ``None`` and its faults, in the order of their lines; ``kept`` as for :func:`template_of`."""
    try:
        body.encode()
        data: dict[str, Any] = tomllib.loads(body)
    except UnicodeEncodeError as error:
        line = body.count("\n", 0, error.start) + 1
        return None, [Fault(line, "", _("holds half a character"), _("save the file as UTF-8"))]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line ([0-9]+)", str(error))
        number = int(found[1]) if found else body.count("\n") + 1
        return None, [Fault(number, "", _("this is no TOML: {reason}").format(reason=toml_problem(error)))]
    reading = _Reading(body, data)
    template = reading.template(kept=kept)
    faults = sorted(reading.fields.faults, key=lambda fault: fault.line)
    return (None, faults) if faults else (template, [])


class _Reading:
    def __init__(self, body: str, data: Mapping[str, Any]) -> None:
        self.fields = Fields(body, data)
        self._body, self._data = body, data
        self._items: list[tuple[Path, Item]] = []

    def template(self, *, kept: bool) -> Template:
        fields, data = self.fields, self._data
        fields.known(data, (), KEYS)
        fields.one_of(data, (), "schema", (SCHEMA,), SCHEMA)
        tables = fields.tables(data, (), "sections")
        sections = [self._section(path, table) for path, table in tables]
        if not self._items:
            fields.fault((), _("asks nothing"), _("write [[sections]] and [[sections.items]]"))
        if len(self._items) > MOST_ITEMS:
            fields.fault((), _("has more than {limit} items").format(limit=MOST_ITEMS), _("make two of it"))
        check_names(fields, self._items)
        check_names(fields, [(path, section) for (path, _table), section in zip(tables, sections, strict=True)])
        check_expressions(fields, self._items)
        if not kept:
            check_use(fields, self._items)
        return Template(
            name=self._name(data, (), _TEMPLATE_NAME, _("letters, digits and «-»: site-sections")),
            title=fields.text(data, (), "title", needed=True),
            description=fields.text(data, (), "description", several_lines=True, longest=4 * LONGEST),
            version=fields.whole(data, (), "version", 10_000),
            per=cast(Per, fields.one_of(data, (), "per", get_args(Per), "occurrence")),
            by=cast(By, fields.one_of(data, (), "by", get_args(By), "inspector")),
            tasks=fields.words(data, (), "tasks"),
            sections=tuple(sections),
            body=self._body,
            digest=hashlib.sha256(self._body.encode()).hexdigest(),
        )

    def _section(self, path: Path, table: Mapping[str, Any]) -> Section:
        self.fields.known(table, path, SECTION_KEYS)
        items = [self._item(place, item) for place, item in self.fields.tables(table, path, "items")]
        if not items:
            self.fields.fault(path, _("the section is empty"), _("write [[sections.items]] below it, or take it out"))
        name = f"section{cast(int, path[-1]) + 1}"
        if "name" in table:
            name = self._name(table, path, _NAME, _("letters, digits, «_», beginning with a letter"))
        return Section(name=name, label=self.fields.text(table, path, "label", needed=True), items=tuple(items))

    def _item(self, path: Path, table: Mapping[str, Any]) -> Item:
        fields = self.fields
        fields.known(table, path, ITEM_KEYS)
        written = fields.one_of(table, path, "type", TYPES, "")
        item = Item(
            name=self._name(table, path, _NAME, _("letters, digits, «_», beginning with a letter")),
            type=cast(ItemType, "select_one" if written in YES_NO else written or "text"),
            label=fields.text(table, path, "label", needed=True),
            hint=fields.text(table, path, "hint"),
            required=fields.flag(table, path, "required"),
            relevant=fields.text(table, path, "relevant", longest=expressions.LONGEST),
            constraint=fields.text(table, path, "constraint", longest=expressions.LONGEST),
            constraint_message=fields.text(table, path, "constraint_message"),
            choices=self._choices(table, path, written),
            unit=fields.text(table, path, "unit"),
            threshold=fields.text(table, path, "threshold", longest=expressions.LONGEST),
            evidence=fields.flag(table, path, "evidence"),
            weight=fields.whole(table, path, "weight", HEAVIEST),
            finding=fields.text(table, path, "finding"),
            total=fields.flag(table, path, "total"),
        )
        if written:
            check_fit(fields, path, table, item)
        self._items.append((path, item))
        return item

    def _name(self, table: Mapping[str, Any], path: Path, pattern: re.Pattern[str], cure: str) -> str:
        name = unicodedata.normalize("NFC", self.fields.text(table, path, "name", needed=True))
        if name and pattern.fullmatch(name) is None:
            said = _("«{name}» is no name").format(name=name)
            self.fields.fault((*path, "name"), said, _("use {allowed}").format(allowed=cure))
        return name

    def _choices(self, table: Mapping[str, Any], path: Path, written: str) -> tuple[Choice, ...]:
        if written in YES_NO:
            return self._yes_no(table, path, YES_NO[written])
        if "bad" in table:
            said = _("«bad» belongs to yes_no and yes_no_na")
            self.fields.fault((*path, "bad"), said, _("mark choices with finding = true"))
        choices = []
        for place, choice in self.fields.tables(table, path, "choices"):
            self.fields.known(choice, place, CHOICE_KEYS)
            choices.append(
                Choice(
                    name=self._name(choice, place, re.compile(r"[\w.-]{1,60}"), _("letters, digits and «_»")),
                    label=self.fields.text(choice, place, "label", needed=True),
                    finding=self.fields.flag(choice, place, "finding"),
                )
            )
        check_choices(self.fields, path, written, choices)
        return tuple(choices)

    def _yes_no(self, table: Mapping[str, Any], path: Path, names: Sequence[str]) -> tuple[Choice, ...]:
        if "choices" in table:
            said = _("yes_no has its choices already")
            self.fields.fault((*path, "choices"), said, _("take them out, or make it a select_one"))
        bad = table.get("bad", ["no"])
        bad = [bad] if isinstance(bad, str) else bad
        if not isinstance(bad, list) or any(name not in names for name in bad):
            words = ", ".join(f'"{name}"' for name in names)
            self.fields.fault(
                (*path, "bad"), _("must name answers that are findings"), _("of: {words}").format(words=words)
            )
            bad = []
        return tuple(Choice(name=name, label=YES_NO_LABELS[name], finding=name in bad) for name in names)
