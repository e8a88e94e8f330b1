"""How the plan is carried out on a day: figures and facts; no school is ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_documents.drawing.canvas import PRESSING
from vpr_tracker_documents.drawing.grid import grids
from vpr_tracker_documents.drawing.timeline import Bar, Line, timelines
from vpr_tracker_documents.kinds import report_tables as tables
from vpr_tracker_documents.making.choosing import in_section
from vpr_tracker_documents.making.facts import gather
from vpr_tracker_documents.making.kinds import Context, DocumentData
from vpr_tracker_documents.making.shared import shared_values
from vpr_tracker_documents.making.wording import unbroken

if TYPE_CHECKING:
    from vpr_tracker import DatedObligation, TaskDraft
    from vpr_tracker_documents.making.facts import Facts

_BEGUN: Final = frozenset({"overdue", "due_soon", "in_review", "open", "done", "waived"})
_WORDS: Final = {"ongoing": "постоянно", "undated": "без даты"}
_MOST_LINES: Final = 112
"""Tasks that are drawn; a plan of more is told by its tables alone."""


def data(context: Context) -> Iterator[DocumentData]:
    """One report, or one for each section."""
    facts = gather(context)
    if context.options.each == "section":
        titles = dict.fromkeys(task.section for task in facts.plan.tasks if task.section)
        for title in titles:
            yield _report(context, facts, title)
    else:
        yield _report(context, facts, context.options.section)


def _report(context: Context, facts: Facts, section: str | None) -> DocumentData:
    wanted = in_section(facts, section)
    tasks = [task for task in facts.plan.tasks if task.uid in wanted]
    obligations = [each for each in facts.obligations if each.task_id in wanted]
    title = next((task.section for task in tasks if task.section), "") if section is not None else ""
    values = {
        **shared_values(context, facts),
        "of_section": unbroken(title or ""),
        "summary": tables.summary(facts, tasks, obligations),
        **_sections(facts, tasks),
        **_schools(facts, obligations, context.on),
        **_late_and_next(facts, obligations, context.on),
        **_pictures(facts, tasks, obligations, context.on),
    }
    name = f"справка – {title}" if title else "справка"
    return DocumentData(name=name, title=f"Справка об исполнении: {title or facts.title}", values=values)


def _sections(facts: Facts, tasks: Sequence[TaskDraft]) -> dict[str, Any]:
    rows = []
    for title, group in groupby(tasks, key=lambda task: task.section):
        own = list(group)
        obligations = [each for task in own for each in facts.of_task.get(str(task.uid), ())]
        rows.append(
            {
                "title": unbroken(title or ""),
                "has_title": bool(title),
                **tables.with_ahead(obligations),
                "tasks": [tables.task_row(facts, task) for task in own],
            }
        )
    return {"sections": rows, "has_sections": any(row["has_title"] for row in rows)}


def _schools(facts: Facts, obligations: Sequence[DatedObligation], on: date) -> dict[str, Any]:
    by_school: dict[str, list[DatedObligation]] = {}
    for each in obligations:
        by_school.setdefault(each.organisation_id, []).append(each)
    rows = [tables.school_row(school, by_school.get(school.organisation_id, ()), on) for school in facts.schools]
    return {"schools": rows, "has_schools": bool(rows)}


def _late_and_next(facts: Facts, obligations: Sequence[DatedObligation], on: date) -> dict[str, Any]:
    overdue = tables.overdue_rows(facts, obligations, on)
    coming = tables.coming_rows(facts, obligations, on)
    return {"overdue": overdue, "has_overdue": bool(overdue), "coming": coming, "has_coming": bool(coming)}


def _pictures(
    facts: Facts, tasks: Sequence[TaskDraft], obligations: Sequence[DatedObligation], on: date
) -> dict[str, Any]:
    shown = timelines([_line(facts, task) for task in tasks[:_MOST_LINES]], **_span(facts, obligations, on), on=on)
    labels, cells = _cells(facts, obligations)
    names = [tables.place(each) for each in _first_of_each_school(facts, obligations)]
    drawn = grids(names, list(labels), cells, on) if cells else []
    return {
        "timelines": shown,
        "grids": drawn,
        "has_grids": bool(drawn),
        "columns": [{"label": label, "title": unbroken(title)} for label, title in labels.items()] if drawn else [],
    }


def _span(facts: Facts, obligations: Sequence[DatedObligation], on: date) -> dict[str, date]:
    """From when to when: the plan's period, widened to its due times."""
    period = facts.plan.plan.period
    days = [day for each in obligations for day in (each.start, each.end) if day is not None]
    days += [period.start, period.end] if period else []
    return {"first": min(days, default=on), "last": max(days, default=on)}


def _line(facts: Facts, task: TaskDraft) -> Line:
    own = facts.of_task.get(str(task.uid), ())
    pressing: dict[tuple[date | None, date], str] = {}
    for each in own:
        if each.end is not None and each.kind == "dated":
            key = (each.start, each.end)
            pressing[key] = min(pressing.get(key, each.condition), each.condition, key=PRESSING.__getitem__)
    words = [_WORDS[each.condition] for each in own if each.condition in _WORDS]
    bars = tuple(Bar(start, end, condition) for (start, end), condition in pressing.items())
    return Line(f"{task.number}. {task.title}", bars, "" if bars else next(iter(words), ""))


def _first_of_each_school(facts: Facts, obligations: Sequence[DatedObligation]) -> list[DatedObligation]:
    """One obligation of each school that owes anything, in the order of the registry."""
    seen = {each.organisation_id: each for each in reversed(obligations) if each.school is not None}
    return [seen[school.organisation_id] for school in facts.schools if school.organisation_id in seen]


def _cells(facts: Facts, obligations: Sequence[DatedObligation]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """The columns (label → result) that have begun, and the most pressing condition of each school in each."""
    labels: dict[str, str] = {}
    known: dict[tuple[str, int, str], str] = {}
    ranks: Counter[str] = Counter()
    cells: dict[tuple[str, str], str] = {}
    for each in obligations:
        if each.school is None or each.condition not in _BEGUN:
            continue
        key = (each.task_id, each.deliverable_position, each.deliverable)
        if key not in known:
            ranks[each.task] += 1  # by the printed number: two tasks that share one share the count
            known[key] = f"{each.task} ({ranks[each.task]})"
            labels[known[key]] = tables.result_words(facts, each)
        cell = (tables.place(each), known[key])
        cells[cell] = min(cells.get(cell, each.condition), each.condition, key=PRESSING.__getitem__)
    return labels, cells
