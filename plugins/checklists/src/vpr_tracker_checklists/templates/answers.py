"""Answers to a template: reading one from what a person wrote, checking a whole sheet, what it finds wanting.

Values in JSON: a choice is its name (``"yes"``), several choices a list of names, numbers are numbers, a day is
``"YYYY-MM-DD"``, a text is a text. What is not answered is not there. An answer to an item that is not asked
(``relevant`` is false) does not count: it makes no problem, nothing follows from it, and other items take it as empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.evaluating import holds
from vpr_tracker_checklists.templates.model import Item, Template
from vpr_tracker_checklists.templates.values import AnswerError, read_answer, show_answer

__all__ = [
    "AnswerError",
    "Problem",
    "Sheet",
    "Wanting",
    "asked",
    "problems",
    "read_answer",
    "show_answer",
    "wanting",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one visit or form says.

    :ivar answers: item → JSON value; ``notes``: item → remark; ``evidence``: item → names of files, and links.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one item of a sheet, for people; the message does not repeat the item's label."""

    item: str
    message: str


@dataclass(frozen=True, slots=True)
class Wanting:
    """That an answer is a finding, and what the finding says: Russian, in the template's words."""

    item: Item
    text: str


def asked(template: Template, answers: Mapping[str, Any], *, on: date | None = None) -> list[Item]:
    """The items that are asked with these answers, in their order, notes (``type`` ``note``) among them.

    :param on: the day that ``today()`` means: the run's. Without it, the machine's.
    """
    return [item for item, counts in _gone_through(template, answers, on) if counts]


def counted(template: Template, answers: Mapping[str, Any], *, on: date | None = None) -> dict[str, Any]:
    """The answers that count: to items that are asked."""
    return {
        item.name: answers[item.name] for item in asked(template, answers, on=on) if answers.get(item.name) is not None
    }


def problems(template: Template, sheet: Sheet, *, complete: bool, on: date | None = None) -> list[Problem]:
    """What keeps a sheet from being taken.

    Of what is there: items that the template does not have, values that are no answers, broken constraints. When
    ``complete``, also required items without an answer and answers without their evidence; evidence is wanted where
    an answer says that something is as it should be, not for a finding or «not applicable».

    :param on: the day that ``today()`` means: the run's. Without it, the machine's.
    """
    found = list(_unknown(template, sheet))
    counting = counted(template, sheet.answers, on=on)
    for item in asked(template, sheet.answers, on=on):
        value = counting.get(item.name)
        if value is None:
            if complete and item.required:
                found.append(Problem(item.name, _("is not answered")))
            continue
        wrong = _wrong(item, value, counting, on)
        if wrong is not None:
            found.append(Problem(item.name, wrong))
        elif (
            complete and item.evidence and not sheet.evidence.get(item.name) and _speaks_well(item, value, counting, on)
        ):
            found.append(Problem(item.name, _("names no evidence: give a file or a link")))
    return found


def wanting(template: Template, answers: Mapping[str, Any], *, on: date | None = None) -> list[Wanting]:
    """What the answers find wanting, in the template's order: a choice that is a finding, a missed threshold.

    :param on: the day that ``today()`` means: the run's. Without it, the machine's.
    """
    counting = counted(template, answers, on=on)
    return [
        Wanting(item, _finding_text(item, counting[item.name]))
        for item in template.items
        if item.name in counting and _is_finding(item, counting[item.name], counting, on)
    ]


def can_be_wanting(item: Item) -> bool:
    """Whether some answer to it is a finding."""
    return bool(item.threshold) or any(choice.finding for choice in item.choices)


def silent_answers(item: Item) -> tuple[str, ...] | None:
    """The answers that say nothing of whether all is well («not applicable»); ``None``: all, for none is a finding."""
    if not can_be_wanting(item):
        return None
    return tuple(choice.name for choice in item.choices if choice.name == "na")


def mends(item: Item, value: Any) -> bool:  # noqa: ANN401 -- a JSON value
    """Whether an answer that is no finding says that all is well."""
    silent = silent_answers(item)
    return silent is not None and value not in silent


def _gone_through(template: Template, answers: Mapping[str, Any], on: date | None) -> Iterator[tuple[Item, bool]]:
    """Each item with whether it is asked; an expression looks only at items before its own (the reading sees to it)."""
    counting: dict[str, Any] = {}
    for item in template.items:
        counts = not item.relevant or holds(item.relevant, counting, on=on)
        if counts and item.name in answers:
            counting[item.name] = answers[item.name]
        yield item, counts


def _unknown(template: Template, sheet: Sheet) -> Iterator[Problem]:
    known = {item.name for item in template.items if item.type != "note"}
    for name in dict.fromkeys([*sheet.answers, *sheet.notes, *sheet.evidence]):
        if name not in known:
            yield Problem(name, _("the template «{template}» does not ask this").format(template=template.name))


def _wrong(item: Item, value: Any, counting: Mapping[str, Any], on: date | None) -> str | None:  # noqa: ANN401
    try:
        same = read_answer(item, value) == value
    except AnswerError as error:
        return str(error)
    if not same:
        return _("«{value}» is not written as an answer is kept").format(value=str(value)[:60])
    if item.constraint and not holds(item.constraint, counting, value, on=on):
        shown = show_answer(item, value)
        if item.constraint_message:
            return _("«{value}»: {message}").format(value=shown, message=item.constraint_message)
        return _("«{value}» does not fulfil «{constraint}»").format(value=shown, constraint=item.constraint)
    return None


def _speaks_well(item: Item, value: Any, counting: Mapping[str, Any], on: date | None) -> bool:  # noqa: ANN401
    return value != "na" and not _is_finding(item, value, counting, on)


def _is_finding(item: Item, value: Any, counting: Mapping[str, Any], on: date | None) -> bool:  # noqa: ANN401
    if item.threshold:
        return not holds(item.threshold, counting, value, on=on)
    chosen = value if isinstance(value, list) else [value]
    return any(choice.finding and choice.name in chosen for choice in item.choices)


def _finding_text(item: Item, value: Any) -> str:  # noqa: ANN401
    """«No sign on the door» as the template says it; with the answer where the words alone do not give it."""
    plain = item.type == "select_one" and {choice.name for choice in item.choices} <= {"yes", "no", "na"}
    if item.finding and plain:
        return item.finding
    return f"{item.finding or item.label}: {show_answer(item, value)}"
