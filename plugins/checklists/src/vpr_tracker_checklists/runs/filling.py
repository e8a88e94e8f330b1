"""Putting what a person wrote into a sheet: everything that is wrong is named at once, and then nothing is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from vpr_tracker import BadInput, without_refused
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.answers import AnswerError, Problem, Sheet, counted, problems, read_answer
from vpr_tracker_checklists.templates.model import Item, Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person wrote, as it was written: item → answer, remark, names of files and links.

    An empty answer, remark or list takes away what stood there. ``places`` says where an item was written («line 3»).
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, Sequence[str]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return bool(self.answers or self.notes or self.evidence)


def filled(template: Template, sheet: Sheet, written: Written, on: date) -> Sheet:
    """The sheet with what was written.

    :param on: the day of the run.
    :raises BadInput: items that there are not, answers that cannot be read or that the template refuses; all of them.
    """
    items = {item.name: item for item in template.items if item.type != "note"}
    answers, notes, evidence = dict(sheet.answers), dict(sheet.notes), dict(sheet.evidence)
    wrong = [
        _line(written, name, _unknown(name, items))
        for name in dict.fromkeys([*written.answers, *written.notes, *written.evidence])
        if name not in items
    ]
    unread = []
    for name, value in written.answers.items():
        if name in items:
            try:
                _put(answers, name, _clean(read_answer(items[name], value)))
            except AnswerError as error:
                unread.append(name)
                wrong.append(_line(written, name, str(error)))
    for name, text in written.notes.items():
        _put(notes, name, without_refused(text.strip()) or None)
    for name, files in written.evidence.items():
        names = tuple(dict.fromkeys(without_refused(each.strip()) for each in files if each.strip()))
        _put(evidence, name, names or None)
    found = Sheet(answers=answers, notes=notes, evidence=evidence)
    wrong += [
        _line(written, problem.item, problem.message)
        for problem in problems(template, found, complete=False, on=on)
        if problem.item in written.answers and problem.item in items and not _doubtful(items[problem.item], unread)
    ]
    if wrong:
        raise BadInput(
            _("these answers cannot be taken, so nothing was written"),
            problems=wrong,
            hint=_("put them right and give all of them again"),
        )
    return found


def as_asked(template: Template, sheet: Sheet, on: date) -> Sheet:
    """A sheet as it is finished: without answers to what is not asked; remarks and evidence stay."""
    return Sheet(answers=counted(template, sheet.answers, on=on), notes=sheet.notes, evidence=sheet.evidence)


def lacks(template: Template, sheet: Sheet, *, held_on: date, inspector: str, today: date) -> list[Problem]:
    """What keeps a run from being finished: its day, who looked, its answers."""
    return [*unready(held_on, inspector, today), *problems(template, sheet, complete=True, on=held_on)]


def unready(held_on: date, inspector: str, today: date) -> list[Problem]:
    """What keeps a run from being finished besides its answers (items ``held_on`` and ``inspector``)."""
    found = []
    if held_on > today:
        found.append(Problem("held_on", _("the day is yet to come")))
    if not inspector:
        found.append(Problem("inspector", _("nobody is named who looked")))
    return found


def in_words(template: Template, found: Iterable[Problem]) -> list[str]:
    """Problems as lines, each with the label of its item."""
    labels = {"held_on": _("Day"), "inspector": _("Inspector"), **{item.name: item.label for item in template.items}}
    return [f"{labels.get(each.item, each.item)}: {each.message}" for each in found]


def _doubtful(item: Item, unread: Sequence[str]) -> bool:
    """Whether it cannot be said what is wrong with an item, as itself or what it is held against was not read."""
    return item.name in unread or any(f"${{{name}}}" in item.constraint for name in unread)


def _put(into: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401 -- any JSON value
    if value is None:
        into.pop(name, None)
    else:
        into[name] = value


def _clean(value: Any) -> Any:  # noqa: ANN401 -- any JSON value
    if isinstance(value, str):
        return without_refused(value)
    return [_clean(each) for each in value] if isinstance(value, list) else value


def _line(written: Written, name: str, message: str) -> str:
    place = written.places.get(name)
    return f"{place}: {name}: {message}" if place else f"{name}: {message}"


def _unknown(name: str, items: Mapping[str, Item]) -> str:
    close = get_close_matches(name, items, n=1)
    if close:
        return _("the template has no such item; is it «{name}»?").format(name=close[0])
    return _("the template has no such item")
