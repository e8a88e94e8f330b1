"""The state of every task on a date: ``vpr-tracker/status/1``.

The database counts; here the counts are only put together. Without a filter they come from ``v_tally``, which the
covering index of obligations answers alone, so that a hundred thousand of them cost a few hundredths of a second.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.domain.words import CONDITIONS
from vpr_tracker.reports import filters
from vpr_tracker.reports.plans import find_plan, today_for
from vpr_tracker.reports.text import contains, fold
from vpr_tracker.storage.conditions import CONDITION_SQL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vpr_tracker.reports.database import Database, Row
    from vpr_tracker.reports.filters import Filter

SCHEMA: Final = "vpr-tracker/status/1"
COUNTED: Final = (
    "done",
    "in_review",
    "overdue",
    "due_soon",
    "open",
    "upcoming",
    "undated",
    "ongoing",
    "before_approval",
    "waived",
)
"""The conditions in the order in which counts are printed."""

_PRESSING: Final[dict[str, int]] = {condition: rank for rank, condition in enumerate(CONDITIONS)}

_TASKS: Final = """SELECT task_id, number, title, section, level, printed FROM v_task WHERE plan_id = :plan
 ORDER BY position, task_id"""
_OCCURRENCES: Final = """SELECT task_id, occurrence_id, key, start_on, end_on, kind, organisation_id, unconfirmed,
 postponed_from
 FROM v_occurrence WHERE plan_id = :plan"""
_WAITS: Final = """SELECT task_id, anchor FROM v_waits WHERE plan_id = :plan ORDER BY task_id, term_position"""
TALLY: Final = f"""SELECT occurrence_id, {CONDITION_SQL} AS condition, n
 FROM (SELECT t.occurrence_id, t.state, t.n, c.kind, c.start_on, c.end_on, p.approved_on, p.period_start
  FROM v_tally t JOIN v_occurrence c ON c.occurrence_id = t.occurrence_id JOIN v_plan p ON p.plan_id = t.plan_id
  WHERE t.plan_id = :plan) AS counted"""
"""Counts without a filter."""


def filtered_tally(sql: str) -> str:
    """Counts of the obligations that a filter leaves."""
    return f"""SELECT occurrence_id, condition, count(*) AS n FROM (
 SELECT occurrence_id, {CONDITION_SQL} AS condition
 FROM (SELECT o.occurrence_id, o.task_id, o.organisation_id, o.state, o.kind, o.start_on, o.end_on, p.approved_on,
   p.period_start FROM v_obligation o JOIN v_plan p ON p.plan_id = o.plan_id WHERE o.plan_id = :plan) AS obligations
 WHERE 1 = 1{sql}) AS judged GROUP BY occurrence_id, condition"""


def status(
    db: Database,
    *,
    plan: str | None = None,
    on: date | None = None,
    owner: str | None = None,
    school: str | None = None,
    level: str | None = None,
    section: str | None = None,
    overdue: bool = False,
) -> dict[str, Any]:
    """The state of every task on a day, as ``vpr status --json`` prints it.

    :param plan: number, part of the title or id; needed where the database holds several.
    :param on: the day; default ``VPR_TODAY``, else today in the plan's time zone.
    :param owner: part of a name, any case: the tasks of that person or role; where a person holds a role at some
        schools, only the obligations of those schools count.
    :param school: number or part of a name: only the obligations of those schools count.
    :param level: ``municipality``, ``school`` or ``both``: only tasks of exactly that level.
    :param section: name of a section, or a part of it.
    :param overdue: only tasks that have an overdue obligation.
    :return: days as ISO strings; a task's ``condition`` and ``due`` are ``None`` where it has no obligation;
        ``days`` counts from today to ``due`` and is negative when late.
    :raises NotFound: plan, owner or school does not exist.
    :raises UsageError: several plans, and none was named.
    """
    chosen = find_plan(db, plan)
    today = today_for(chosen, on)
    narrowed = filters.build(db, chosen.plan_id, owner=owner, school=school)
    params = chosen.params(today)
    tasks = _in_section(db.rows(_TASKS, params), section)
    occurrences = _occurrences(db, params, narrowed)
    waits = _waits(db, params)
    reports = []
    for row in tasks:
        if level is not None and row[4] != level:
            continue
        own = occurrences.get(row[0], [])
        if narrowed.sql and not own and (school is not None or row[0] not in (narrowed.whole or ())):
            continue
        report = _task(row, own, waits.get(row[0], []), today)
        if not overdue or report["obligations"]["overdue"]:
            reports.append(report)
    return {
        "schema": SCHEMA,
        "plan": chosen.to_json(),
        "today": today.isoformat(),
        "tasks": reports,
        "totals": _totals(reports),
    }


class _Occurrence:
    """An occurrence and how many of its obligations are in which condition."""

    __slots__ = ("counts", "end", "key", "kind", "postponed_from", "school", "start", "unconfirmed")

    def __init__(self, row: Row, school: str | None) -> None:
        self.key, self.start, self.end, self.kind, _organisation, unconfirmed, self.postponed_from = row[2:]
        self.unconfirmed = bool(unconfirmed)
        self.school = school
        self.counts: dict[str, int] = {}

    def order(self) -> tuple[str, str, str, str]:
        """By date, what has none at the end; then by key."""
        return (self.end or "~", self.start or "", self.key, self.school or "")


def _occurrences(db: Database, params: dict[str, object], narrowed: Filter) -> dict[str, list[_Occurrence]]:
    """The occurrences of each task with their counts; under a filter only those that have a count."""
    rows = db.rows(_OCCURRENCES, params)
    numbers: dict[str, str] = {}
    if any(row[6] is not None for row in rows):
        numbers = {row[0]: row[1] or row[2] for row in filters.schools(db, str(params["plan"]))}
    found = {row[1]: _Occurrence(row, numbers.get(row[6])) for row in rows}
    sql = filtered_tally(narrowed.sql) if narrowed.sql else TALLY
    for occurrence_id, condition, n in db.rows(sql, {**params, **narrowed.params}):
        counts = found[occurrence_id].counts
        counts[condition] = counts.get(condition, 0) + n
    by_task: dict[str, list[_Occurrence]] = {}
    for row in rows:
        occurrence = found[row[1]]
        if occurrence.counts or not narrowed.sql:
            by_task.setdefault(row[0], []).append(occurrence)
    for own in by_task.values():
        own.sort(key=_Occurrence.order)
    return by_task


def _waits(db: Database, params: dict[str, object]) -> dict[str, list[str]]:
    waits: dict[str, list[str]] = {}
    for task_id, anchor in db.rows(_WAITS, {"plan": params["plan"]}):
        anchors = waits.setdefault(task_id, [])
        if anchor is not None and anchor not in anchors:
            anchors.append(anchor)
    return waits


def _in_section(rows: list[Row], section: str | None) -> list[Row]:
    if section is None:
        return rows
    exact = [row for row in rows if row[3] is not None and fold(row[3]) == fold(section)]
    return exact or [row for row in rows if contains(row[3], section)]


def most_pressing(counts: dict[str, int]) -> str | None:
    """The first of ``CONDITIONS`` that is counted."""
    return min(counts, key=_PRESSING.__getitem__, default=None)


def _task(row: Row, occurrences: Sequence[_Occurrence], waits: list[str], today: date) -> dict[str, Any]:
    task_id, number, title, section, level, printed = row
    counts: dict[str, int] = {}
    for occurrence in occurrences:
        for name, n in occurrence.counts.items():
            counts[name] = counts.get(name, 0) + n
    condition = most_pressing(counts)
    ends = [each.end for each in occurrences if condition in each.counts and each.end is not None]
    due = min(ends, default=None)
    return {
        "id": task_id,
        "number": number,
        "title": title,
        "section": section,
        "level": level,
        "deadline": printed,
        "condition": condition,
        "due": due,
        "days": None if due is None else (date.fromisoformat(due) - today).days,
        "occurrences": [
            {
                "key": each.key,
                "start": each.start,
                "end": each.end,
                "condition": most_pressing(each.counts),
                "school": each.school,
                "unconfirmed": each.unconfirmed,
                "postponed_from": each.postponed_from,
            }
            for each in occurrences
        ],
        "obligations": {"total": sum(counts.values()), **{name: counts.get(name, 0) for name in COUNTED}},
        "waits_for": waits,
    }


def _totals(reports: Sequence[dict[str, Any]]) -> dict[str, int]:
    names = ("total", *COUNTED)
    return {
        "tasks": len(reports),
        **{name: sum(report["obligations"][name] for report in reports) for name in names},
    }
