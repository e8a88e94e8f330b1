"""A plan as it stands with how it came to stand so: what calendars and other pictures of a whole plan are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from vpr_tracker.plugins.facts import CalendarEntry
from vpr_tracker.storage import history as histories
from vpr_tracker.storage import journal, reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.history import Gone, History, Trace
from vpr_tracker.storage.tables import Organisation
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_plan
from vpr_tracker.tracker.records import (
    DeliverableRecord,
    DueRecord,
    OrganisationRecord,
    OwnerRecord,
    PlanRecord,
    Revision,
    StateMark,
    TaskRecord,
    WorkRecord,
)


class SnapshotCases(TrackerCore):
    """Use cases that look at whole plans."""

    def mark(self) -> StateMark:
        """Where the journal ends: a cheap way to see whether anything was recorded since one looked.

        :raises NotFound: there is no database yet.
        """
        with self.reading() as connection:
            row = journal.head(connection)
        return StateMark(seq=row["seq"], hash=row["hash"], at=_moment(row["at"]) if row["at"] else None)

    def records(self, plan: str | None = None) -> list[PlanRecord]:
        """Plans with all tasks, due times and work, also what was cancelled, and how often each changed.

        It reads the whole journal, once: meant for pictures of a whole plan, not for a question about one task.

        :param plan: the plan; without it, every plan of the database.
        :raises NotFound: there is no such plan, or none at all.
        """
        with self.reading() as connection:
            rows = reading.plans(connection) if plan is None else [find_plan(connection, plan)]
            if not rows:
                rows = [find_plan(connection, None)]
            known = histories.history(connection)
            return [_plan(connection, row, known) for row in rows]

    def calendar_entries(
        self, *, plan_id: str, school: str | None = None, person: str | None = None
    ) -> tuple[list[tuple[str, CalendarEntry]], list[str]]:
        """What plugins add to the calendar of a school or person: pairs of plugin and entry; and what went wrong.

        :param school: the school's identifier.
        :returns: also a line for each plugin that failed: a calendar is made without it.
        """
        if self._hooks is None:
            return [], []
        return self._hooks.calendar_entries(self, plan_id=plan_id, school=school, person=person)


def _plan(connection: Connection, plan: Row, known: History) -> PlanRecord:
    committee = reading.one(connection, Organisation, plan["committee_id"])
    members = ([committee] if committee is not None else []) + reading.plan_schools(connection, plan["id"])
    tasks = reading.tasks(connection, plan["id"], removed=True)
    identifiers = [row["id"] for row in tasks]
    persons = {row["id"]: row["name"] for row in reading.persons(connection, plan["committee_id"])}
    owners = _by(reading.owners(connection, identifiers), "task_id")
    dues = _dues(connection, plan, identifiers, known)
    deliverables = _by(reading.deliverables(connection, identifiers), "task_id")
    trace = known.of(("plan", plan["id"]))
    return PlanRecord(
        plan_id=plan["id"],
        position=plan["position"],
        title=plan["title"],
        approval_body=plan["approval_body"],
        approval_act=plan["approval_act"],
        approval_number=plan["approval_number"],
        approved_on=plan["approved_on"],
        time_zone=plan["time_zone"],
        imported_at=plan["imported_at"],
        revision=_revision(trace, plan),
        organisations=tuple(
            OrganisationRecord(organisation_id=row["id"], kind=row["kind"], number=row["number"], name=row["name"])
            for row in members
        ),
        assignments=tuple(
            (row["organisation_id"], row["role"], row["person"])
            for row in reading.assignments(connection, [row["id"] for row in members])
        ),
        tasks=tuple(
            TaskRecord(
                task_id=row["id"],
                number=row["number"],
                title=row["title"],
                section=row["section"],
                level=row["level"],
                printed=row["printed"],
                removed=row["removed"],
                owners=tuple(_owner(each, persons) for each in owners[row["id"]]),
                deliverables=tuple(_deliverable(each) for each in deliverables[row["id"]]),
                dues=tuple(dues[row["id"]]),
            )
            for row in tasks
        ),
    )


def _owner(row: Row, persons: Mapping[str, str]) -> OwnerRecord:
    return OwnerRecord(
        name=row["name"],
        kind=row["kind"],
        level=row["level"],
        duty=row["duty"],
        role=row["role"],
        person=persons.get(row["person_id"]),
    )


def _deliverable(row: Row) -> DeliverableRecord:
    return DeliverableRecord(
        deliverable_id=row["id"], title=row["title"], kind=row["kind"], quantity=row["quantity"], level=row["level"]
    )


def _dues(connection: Connection, plan: Row, tasks: Sequence[str], known: History) -> dict[str, list[DueRecord]]:
    """By task: its due times in the order of their terms and keys, the cancelled ones among them."""
    terms = {row["id"]: row for row in reading.terms(connection, tasks)}
    work = _by(reading.plan_obligations(connection, plan["id"]), "occurrence_id")
    found: dict[str, list[DueRecord]] = defaultdict(list)
    for row in reading.occurrences(connection, tasks):
        term = terms.get(row["term_id"]) or {}
        done = [_work(each) for each in work[row["id"]]]
        found[row["task_id"]].append(_due(row, plan, known, done, term=term, cancelled=row["removed"]))
    for gone in known.gone():
        if gone.row["plan_id"] == plan["id"]:
            found[gone.row["task_id"]].append(_due(gone.row, plan, known, list(_gone_work(gone)), cancelled=True))
    for several in found.values():
        several.sort(key=lambda each: (each.position, each.key, each.organisation_id or ""))
    return found


def _due(
    row: Row, plan: Row, known: History, work: Sequence[WorkRecord], *, cancelled: bool, term: Row | None = None
) -> DueRecord:
    task, key, own = row["task_id"], row["key"], row["organisation_id"]
    by_organisation: dict[str, list[WorkRecord]] = defaultdict(list)
    for each in work:
        by_organisation[each.organisation_id].append(each)
    term = term or {}
    return DueRecord(
        key=key,
        position=term.get("position", 0),
        organisation_id=own,
        kind=row["kind"],
        start=row["start_on"],
        end=row["end_on"],
        recurring=term.get("every") is not None,
        anchor=term.get("anchor"),
        cancelled=cancelled,
        lost=known.lost.get((task, key, own)),
        # What is gone is known from the journal, which is older than postponements.
        postponed_from=row.get("postponed_from"),
        work={organisation: tuple(some) for organisation, some in by_organisation.items()},
        revisions={
            each: _revision(known.of(*histories.places(task, key, [each])), plan)
            for each in {None, own, *by_organisation}
        },
    )


def _work(row: Row) -> WorkRecord:
    return WorkRecord(
        organisation_id=row["organisation_id"],
        deliverable_id=row["deliverable_id"],
        state=row["state"],
        progress=row["progress"],
        submitted_at=row["submitted_at"],
        accepted_at=row["accepted_at"],
        removed=row["removed"],
    )


def _gone_work(gone: Gone) -> Iterator[WorkRecord]:
    """The work of a deleted due time, as far as it matters: nothing had been recorded on it."""
    for organisation in sorted(gone.organisations):
        yield WorkRecord(
            organisation_id=organisation,
            deliverable_id=None,
            state="expected",
            progress=None,
            submitted_at=None,
            accepted_at=None,
            removed=True,
        )


def _revision(trace: Trace | None, plan: Row) -> Revision:
    if trace is None:
        return Revision(created=plan["imported_at"], modified=plan["imported_at"], changes=0)
    return Revision(created=_moment(trace.first), modified=_moment(trace.last), changes=trace.changes)


@lru_cache(maxsize=1000)
def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found
