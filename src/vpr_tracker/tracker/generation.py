"""Occurrences and obligations of tasks, made to agree with terms, events, calendars and schools.

What is there already keeps its identifier and its state. What falls away is deleted while nobody has touched it, and
marked removed where work was recorded; it comes back as it was when the plan asks for it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from vpr_tracker.deadlines.resolution import resolve
from vpr_tracker.domain import obligations as rule
from vpr_tracker.domain.events import EventDate
from vpr_tracker.domain.occurrences import Occurrence as Due
from vpr_tracker.domain.postponements import Postponement, postponed
from vpr_tracker.domain.school_year import SchoolCalendar, TermDates
from vpr_tracker.storage import reading, record_reading
from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.drafts import term_draft
from vpr_tracker.storage.tables import Obligation, Occurrence
from vpr_tracker.storage.writer import Writer

DERIVED = ("term_id", "kind", "start_on", "end_on", "unconfirmed", "postponed_from", "removed")
"""Columns of an occurrence that follow anew every time."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A due time that got other days; ``None`` where there was, or is, no such due time."""

    task_id: str
    key: str
    organisation_id: str | None
    before: tuple[date | None, date | None] | None
    after: tuple[date | None, date | None] | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all tasks of a plan are derived in."""

    plan: Row
    organisations: tuple[rule.Organisation, ...]
    calendar: SchoolCalendar
    own: Mapping[str, SchoolCalendar]
    only: str | None

    @property
    def period(self) -> tuple[date, date] | None:
        start, end = self.plan["period_start"], self.plan["period_end"]
        return (start, end) if start and end else None


def derive(writer: Writer, plan: Row, tasks: Sequence[Row] | None = None, *, only: str | None = None) -> list[Moved]:
    """Make occurrences and obligations agree with the plan, inside an open journal entry.

    :param tasks: the tasks to look at; ``None`` for all of the plan.
    :param only: an organisation that just joined: nobody else's obligations are looked at.
    :returns: the due times that moved, came or went.
    """
    connection = writer.connection
    rows = reading.tasks(connection, plan["id"]) if tasks is None else tasks
    frame = _frame(connection, plan, only)
    identifiers = [row["id"] for row in rows]
    terms = _by_task(reading.terms(connection, identifiers))
    deliverables = _by_task(reading.deliverables(connection, identifiers))
    dates = _event_dates(connection, (term for some in terms.values() for term in some))
    present = _by_task(reading.occurrences(connection, identifiers))
    put_off = _by_task(record_reading.postponements(connection, identifiers))
    moved: list[Moved] = []
    for row in rows:
        due = resolve(
            [term_draft(term).term() for term in terms[row["id"]]],
            period=frame.period,
            printed=row["printed"],
            calendar=frame.calendar,
            events={term["position"]: dates[term["event_id"]] for term in terms[row["id"]] if term["event_id"]},
            school_calendars=frame.own,
        )
        due = postponed(due, map(_postponement, put_off[row["id"]]))
        moved += _task(writer, frame, row, due, terms[row["id"]], deliverables[row["id"]], present[row["id"]])
    return moved


def _frame(connection: Connection, plan: Row, only: str | None) -> _Frame:
    schools = reading.plan_schools(connection, plan["id"])
    members = [plan["committee_id"], *(school["id"] for school in schools)]
    set_terms: dict[str, list[TermDates]] = defaultdict(list)
    for row in reading.school_terms(connection, members):
        set_terms[row["organisation_id"]].append(TermDates(row["key"], row["start_on"], row["end_on"]))
    common = SchoolCalendar.of(set_terms.get(plan["committee_id"], ()))
    organisations = [rule.Organisation(key=plan["committee_id"], kind="committee")]
    organisations += [rule.Organisation(key=school["id"], kind="school") for school in schools]
    return _Frame(
        plan=plan,
        organisations=tuple(organisations),
        calendar=common,
        own={
            school["id"]: common.with_dates(set_terms[school["id"]]) for school in schools if school["id"] in set_terms
        },
        only=only,
    )


def _postponement(row: Row) -> Postponement:
    return Postponement(key=row["key"], due_on=row["due_on"], was_on=row["was_on"], organisation=row["organisation_id"])


def _by_task(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["task_id"]].append(row)
    return found


def _event_dates(connection: Connection, terms: Iterable[Row]) -> dict[str, list[EventDate]]:
    linked = {term["event_id"] for term in terms if term["event_id"]}
    found: dict[str, list[EventDate]] = defaultdict(list)
    for row in reading.event_dates(connection, linked):
        found[row["event_id"]].append(
            EventDate(
                start=row["start_on"], end=row["end_on"], organisation=row["organisation_id"], repeat=row["repeat"]
            )
        )
    return found


def _task(
    writer: Writer,
    frame: _Frame,
    task: Row,
    due: Sequence[Due],
    terms: Sequence[Row],
    deliverables: Sequence[Row],
    present: Sequence[Row],
) -> list[Moved]:
    """One task: occurrences first, then obligations, then occurrences that nothing needs any more."""
    own = [row for row in present if row["source"] is None]
    wanted = {row["id"]: row for row in _occurrence_rows(frame, task, due, terms)}
    moved = _put_occurrences(writer, own, wanted)
    fallen = [] if frame.only else [row for row in own if row["id"] not in wanted]
    kept = _put_obligations(writer, frame, task, due, deliverables, fallen)
    gone = [row for row in fallen if row["id"] not in kept]
    writer.delete(Occurrence, gone)
    writer.change_all(Occurrence, [(row, {"removed": True, "term_id": None}) for row in fallen if row["id"] in kept])
    moved += [
        Moved(row["task_id"], row["key"], row["organisation_id"], (row["start_on"], row["end_on"]), None)
        for row in fallen
        if not row["removed"]
    ]
    return moved


def _occurrence_rows(frame: _Frame, task: Row, due: Sequence[Due], terms: Sequence[Row]) -> Iterator[Values]:
    members = {organisation.key for organisation in frame.organisations}
    for each in due:
        if each.organisation is not None and each.organisation not in members:
            continue
        yield {
            "id": rule.occurrence_key(task=task["id"], key=each.key, organisation=each.organisation),
            "plan_id": task["plan_id"],
            "task_id": task["id"],
            "term_id": terms[each.term_position]["id"] if each.term_position is not None else None,
            "key": each.key,
            "organisation_id": each.organisation,
            "kind": each.kind,
            "start_on": each.start,
            "end_on": each.end,
            "unconfirmed": each.unconfirmed,
            "postponed_from": each.postponed_from,
            "removed": False,
        }


def _put_occurrences(writer: Writer, present: Sequence[Row], wanted: Mapping[str, Values]) -> list[Moved]:
    known = {row["id"]: row for row in present}
    new = [row for identifier, row in wanted.items() if identifier not in known]
    writer.insert(Occurrence, new)
    moved = [Moved(row["task_id"], row["key"], row["organisation_id"], None, _days(row)) for row in new]
    pairs = [
        (known[identifier], {name: row[name] for name in DERIVED})
        for identifier, row in wanted.items()
        if identifier in known
    ]
    for before, after in pairs:
        was = None if before["removed"] else _days(before)
        if was != _days(after):
            moved.append(Moved(before["task_id"], before["key"], before["organisation_id"], was, _days(after)))
    writer.change_all(Occurrence, pairs)
    return moved


def _days(row: Mapping[str, Any]) -> tuple[date | None, date | None]:
    return row["start_on"], row["end_on"]


def _put_obligations(
    writer: Writer,
    frame: _Frame,
    task: Row,
    due: Sequence[Due],
    deliverables: Sequence[Row],
    fallen: Sequence[Row],
) -> set[str]:
    """Make the obligations of a task agree; gives the fallen occurrences that some recorded work still hangs on."""
    wanted = {row["id"]: row for row in _obligation_rows(frame, task, due, deliverables)}
    present = reading.obligations(writer.connection, task["id"], organisation=frame.only)
    lapsed = [row for row in present if row["source"] is None and row["id"] not in wanted]
    known = {row["id"] for row in present}
    writer.insert(Obligation, (row for identifier, row in wanted.items() if identifier not in known))
    writer.change_all(
        Obligation,
        [
            (row, {"occurrence_id": wanted[row["id"]]["occurrence_id"], "removed": False})
            for row in present
            if row["id"] in wanted
        ],
    )
    writer.delete(Obligation, [row for row in lapsed if not row["touched"]])
    kept = [row for row in lapsed if row["touched"]]
    writer.change_all(Obligation, [(row, {"removed": True}) for row in kept])
    needed = {row["occurrence_id"] for row in kept}
    needed |= {row["occurrence_id"] for row in present if row["source"] is not None}
    return needed


def _obligation_rows(frame: _Frame, task: Row, due: Sequence[Due], deliverables: Sequence[Row]) -> Iterator[Values]:
    organisations = [each for each in frame.organisations if frame.only in (None, each.key)]
    derived = rule.derive(
        task=task["id"],
        level=task["level"],
        deliverables=[
            rule.Deliverable(key=row["id"], level=row["level"]) for row in deliverables if row["source"] is None
        ],
        organisations=organisations,
        occurrences=due,
    )
    occurrence_ids: dict[tuple[str, str | None], str] = {}
    for each in derived:
        place = (each.occurrence.key, each.occurrence.organisation)
        if place not in occurrence_ids:
            occurrence_ids[place] = rule.occurrence_key(task=task["id"], key=place[0], organisation=place[1])
        yield {
            "id": each.key,
            "plan_id": task["plan_id"],
            "task_id": task["id"],
            "deliverable_id": each.deliverable,
            "occurrence_id": occurrence_ids[place],
            "organisation_id": each.organisation,
        }
