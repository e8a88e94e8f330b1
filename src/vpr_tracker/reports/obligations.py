"""Every obligation of a plan on a day, one by one: what reports on paper are put together from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from vpr_tracker.reports import filters
from vpr_tracker.reports.plans import find_plan, today_for
from vpr_tracker.storage.conditions import CONDITION_SQL

if TYPE_CHECKING:
    from vpr_tracker.reports.database import Database, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedObligation:
    """What one organisation has to hand in once, as it stood at the end of the day that was asked about.

    What was submitted or accepted after that day is not yet so here; ``recorded_later`` says that there is such a
    record. (Returning and waiving have no day of their own: they count at once.) ``position`` is the task's place in
    the plan, ``deliverable`` is «исполнение» where the task names no result.
    ``school`` and ``school_name`` are ``None`` for the committee's own. ``late``: it was submitted after its end.
    """

    obligation_id: str
    task_id: str
    task: str
    position: int
    deliverable: str
    deliverable_position: int
    deliverable_kind: str
    quantity: int | None
    progress: int | None
    organisation_id: str
    school: str | None
    school_name: str | None
    key: str
    start: date | None
    end: date | None
    kind: str
    state: str
    condition: str
    note: str | None
    submitted: date | None
    accepted: date | None
    late: bool
    recorded_later: bool


_ON_THE_DAY: Final = """CASE
 WHEN state = 'accepted' AND accepted_on > :today THEN
  CASE WHEN submitted_on <= :today THEN 'submitted' ELSE 'expected' END
 WHEN state = 'submitted' AND submitted_on > :today THEN 'expected'
 ELSE state END"""
_ALL: Final = f"""SELECT obligation_id, task_id, number, position, deliverable, deliverable_position, deliverable_kind,
 quantity, progress, organisation_id, key, start_on, end_on, kind, state, {CONDITION_SQL} AS condition, note,
 submitted_on, accepted_on, late, recorded_later
 FROM (SELECT obligation_id, task_id, number, position, deliverable, deliverable_position, deliverable_kind, quantity,
  progress, organisation_id, key, start_on, end_on, kind, note, submitted_on, accepted_on, late, approved_on,
  period_start, {_ON_THE_DAY} AS state, CASE WHEN {_ON_THE_DAY} = state THEN 0 ELSE 1 END AS recorded_later
  FROM (SELECT v.*, t.number, t.position, p.approved_on, p.period_start FROM v_obligation v
   JOIN v_plan p ON p.plan_id = v.plan_id JOIN v_task t ON t.task_id = v.task_id WHERE v.plan_id = :plan) AS o) AS d
 WHERE 1 = 1"""


def obligations(
    db: Database,
    *,
    plan: str | None = None,
    on: date | None = None,
    owner: str | None = None,
    school: str | None = None,
) -> list[DatedObligation]:
    """The obligations in the order of the plan, then of due time, of the schools' list, of the results.

    The parameters are those of :func:`vpr_tracker.reports.status.status`. The conditions too follow the same rule, but
    from what had been recorded by the end of the day, where the status takes all that is recorded.

    :raises NotFound: plan, owner or school does not exist.
    :raises UsageError: several plans, and none was named.
    """
    chosen = find_plan(db, plan)
    narrowed = filters.build(db, chosen.plan_id, owner=owner, school=school)
    places = {row[0]: (place, row) for place, row in enumerate(filters.schools(db, chosen.plan_id))}
    rows = db.rows(_ALL + narrowed.sql, {**chosen.params(today_for(chosen, on)), **narrowed.params})
    listed = [row for row in rows if row[9] in places]
    listed.sort(key=lambda row: (row[3], row[1], row[12] or "~", row[10], places[row[9]][0], row[5], row[0]))
    return [_dated(row, places[row[9]][1]) for row in listed]


def _dated(row: Row, organisation: Row) -> DatedObligation:
    _id, number, name, kind = organisation
    of_school = kind == "school"
    return DatedObligation(
        obligation_id=row[0],
        task_id=row[1],
        task=row[2],
        position=row[3],
        deliverable=row[4],
        deliverable_position=row[5],
        deliverable_kind=row[6],
        quantity=row[7],
        progress=row[8],
        organisation_id=row[9],
        school=(number or name) if of_school else None,
        school_name=name if of_school else None,
        key=row[10],
        start=_day(row[11]),
        end=_day(row[12]),
        kind=row[13],
        state=row[14],
        condition=row[15],
        note=row[16],
        submitted=_day(row[17]),
        accepted=_day(row[18]),
        late=bool(row[19]),
        recorded_later=bool(row[20]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
