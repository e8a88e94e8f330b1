"""The tables of the execution report, as lists of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_documents.drawing.canvas import MARKS, PRESSING
from vpr_tracker_documents.kinds.due_words import window
from vpr_tracker_documents.kinds.people import listed
from vpr_tracker_documents.making.facts import counts
from vpr_tracker_documents.making.wording import capitalised, lines, unbroken
from vpr_tracker_documents.russian import NO_BREAK_SPACE, counted, number_sign

if TYPE_CHECKING:
    from vpr_tracker import DatedObligation, SchoolView, TaskDraft
    from vpr_tracker_documents.making.facts import Facts

SOON: Final = 14
"""Days that «what is due next» looks ahead."""
TOGETHER: Final = 4
"""Results that share a row: more would make a row that is longer than what is left of a page."""
_AHEAD: Final = ("due_soon", "open", "upcoming", "undated", "ongoing")


def with_ahead(obligations: Iterable[DatedObligation]) -> dict[str, int]:
    """The counts, and how many are not due yet."""
    found = counts(obligations)
    return {**found, "ahead": sum(found[name] for name in _AHEAD)}


def summary(facts: Facts, tasks: Sequence[TaskDraft], obligations: Sequence[DatedObligation]) -> dict[str, Any]:
    """The whole in figures."""
    found = with_ahead(obligations)
    return {
        **found,
        "tasks": counted(len(tasks), "мероприятие", "мероприятия", "мероприятий"),
        "results": counted(found["total"], "результат", "результата", "результатов"),
        "schools": counted(len(facts.schools), "школа", "школы", "школ"),
        "lines": [{"name": MARKS[name].word, "count": found[name]} for name in MARKS if found[name]],
    }


def task_row(facts: Facts, task: TaskDraft) -> dict[str, Any]:
    """A task with its most pressing condition."""
    own = facts.of_task.get(str(task.uid), ())
    pressing = min((each.condition for each in own), key=PRESSING.__getitem__, default=None)
    return {
        "number": task.number,
        "title": unbroken(task.title),
        "deadline": lines(task.deadline.printed),
        "state": MARKS[pressing].word if pressing else "–",
        "done": f"{sum(each.condition == 'done' for each in own)} из {len(own)}" if own else "–",
    }


def school_row(school: SchoolView, obligations: Iterable[DatedObligation], on: date) -> dict[str, Any]:
    """A school in figures."""
    own = [each for each in obligations if each.organisation_id == school.organisation_id]
    coming = [each for each in own if each.condition in _AHEAD and each.end is not None and each.end >= on]
    following = min(coming, key=lambda each: each.end or date.max, default=None)
    return {
        **with_ahead(own),
        "name": unbroken(school.name),
        "next": f"{following.end:%d.%m.%Y}" if following else "–",
    }


def overdue_rows(facts: Facts, obligations: Iterable[DatedObligation], on: date) -> list[dict[str, Any]]:
    """What is overdue: results of one task and due time that the same ones owe share a row, with the notes about them.

    Due times of one task that the same ones let pass, result by result, share a row too.
    """
    late = _groups(facts, (each for each in obligations if each.condition == "overdue"))
    rows: dict[tuple[Any, ...], list[list[DatedObligation]]] = {}
    for group in late:
        key = (group[0].task_id, whose(facts, group), tuple(_titles(facts, group)), tuple(_reasons(facts, group)))
        rows.setdefault(key, []).append(group)
    return [_overdue(facts, groups, on) for groups in rows.values()]


def _groups(facts: Facts, obligations: Iterable[DatedObligation]) -> list[list[DatedObligation]]:
    """Obligations of one task and due time whose results are owed by the same organisations."""
    by_result: dict[tuple[Any, ...], list[DatedObligation]] = {}
    for each in obligations:
        key = (each.task_id, each.start, each.end, each.deliverable_position, each.deliverable)
        by_result.setdefault(key, []).append(each)
    joined: dict[tuple[Any, ...], list[list[DatedObligation]]] = {}
    for (task, start, end, *_result), group in by_result.items():
        joined.setdefault((task, start, end, whose(facts, group)), []).append(group)
    return [
        list(chain.from_iterable(groups[start : start + TOGETHER]))
        for groups in joined.values()
        for start in range(0, len(groups), TOGETHER)
    ]


def _titles(facts: Facts, group: Iterable[DatedObligation]) -> list[str]:
    return list(dict.fromkeys(result_words(facts, each) for each in group))


def _reasons(facts: Facts, group: Sequence[DatedObligation]) -> list[str]:
    """The notes, each with whose it is, and which result is meant where there are several."""
    several = len(_titles(facts, group)) > 1
    return [
        f"{place(each)}, «{result_words(facts, each)}»: {each.note}" if several else f"{place(each)}: {each.note}"
        for each in group
        if each.note
    ]


def _overdue(facts: Facts, groups: Sequence[list[DatedObligation]], on: date) -> dict[str, Any]:
    first, last = groups[0][0], groups[-1][0]
    reasons = _reasons(facts, groups[0])
    due = window(first.start, first.end)
    if len(groups) > 1:
        times = counted(len(groups), "срок", "срока", "сроков")
        due = f"{times}: с {first.end:%d.%m.%Y} по {last.end:%d.%m.%Y}"
    return {
        "task": first.task,
        "titles": [unbroken(title) for title in _titles(facts, groups[0])],
        "due": due,
        "days": counted((on - (first.end or on)).days, "день", "дня", "дней"),
        "who": whose(facts, groups[0]),
        "reasons": [unbroken(each) for each in reasons],
        "has_reasons": bool(reasons),
    }


def coming_rows(facts: Facts, obligations: Iterable[DatedObligation], on: date) -> list[dict[str, Any]]:
    """What is not handed in and due within two weeks, by date."""
    until = on + timedelta(days=SOON) if on < date.max - timedelta(days=SOON) else date.max
    due = [
        each
        for each in obligations
        if each.condition in ("due_soon", "open", "upcoming") and each.end is not None and on <= each.end <= until
    ]
    due.sort(key=lambda each: each.end or date.max)
    return [
        {
            "due": window(group[0].start, group[0].end),
            "task": group[0].task,
            "titles": [unbroken(title) for title in _titles(facts, group)],
            "who": whose(facts, group),
        }
        for group in _groups(facts, due)
    ]


def result_words(facts: Facts, each: DatedObligation) -> str:
    """What is to be handed in; of a task without results, the task itself."""
    if each.deliverable == "исполнение":
        return facts.tasks[each.task_id].title
    return capitalised(each.deliverable)


def place(each: DatedObligation) -> str:
    """«№ 4», the name of a school without a number, or «комитет»."""
    if each.school is None:
        return "комитет"
    return number_sign(each.school) if each.school != each.school_name else each.school


def whose(facts: Facts, group: Sequence[DatedObligation]) -> str:
    """«школы № 1, 2, 4», «школа № 4», names of schools without numbers, or the owners at the committee."""
    parts = []
    schools = {each.organisation_id: each for each in group if each.school is not None}.values()
    numbered = [each.school for each in schools if each.school != each.school_name]
    if numbered:
        word = "школа" if len(numbered) == 1 else "школы"
        parts.append(f"{word} №{NO_BREAK_SPACE}" + ", ".join(map(str, numbered)))
    parts += [str(each.school_name) for each in schools if each.school == each.school_name]
    if any(each.school is None for each in group):
        owners = listed(
            (owner for owner in facts.tasks[group[0].task_id].owners if owner.level != "school"), within=True
        )
        parts.append(f"комитет ({owners})" if owners else "комитет")
    return unbroken("; ".join(parts))
