"""Looking back and looking closely: the journal, and one task with everything about it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlalchemy import Connection

from vpr_tracker.storage import reading, record_reading
from vpr_tracker.storage.changes import Row, instant
from vpr_tracker.storage.jsontext import from_json
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.evidence_views import evidence_view
from vpr_tracker.tracker.finding import find_organisation, find_plan, find_task, label
from vpr_tracker.tracker.orders import needs_evidence
from vpr_tracker.tracker.planbook import read_tasks
from vpr_tracker.tracker.postponing import postponement_views
from vpr_tracker.tracker.remarks import remark_views
from vpr_tracker.tracker.selection import Asked, candidates
from vpr_tracker.tracker.views import EvidenceView, LogEntry, ObligationView, TaskView

ALL = Asked()


class LookingCases(TrackerCore):
    """Use cases that only look."""

    def show(self, task: str, plan: str | None = None) -> TaskView:
        """A task as it stands: where each thing was read, what is asked of whom, what happened to it."""
        with self.reading() as connection:
            row = find_plan(connection, plan)
            task_row = find_task(connection, row, task)
            (draft,) = read_tasks(connection, [task_row])
            return TaskView(
                plan_id=row["id"],
                task_id=task_row["id"],
                draft=draft,
                obligations=tuple(_obligations(connection, row, task_row)),
                remarks=tuple(
                    view
                    for view in remark_views(connection, row)
                    if view.task is not None and view.task == task_row["number"]
                ),
                log=tuple(log_entries(connection, reading.Wanted(task=task_row["id"]))),
                postponements=tuple(postponement_views(connection, task_row)),
            )

    def log(
        self,
        *,
        plan: str | None = None,
        task: str | None = None,
        school: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        since: date | datetime | None = None,
        until: date | datetime | None = None,
        limit: int | None = None,
    ) -> list[LogEntry]:
        """The journal, oldest first; with ``limit`` the last entries of it.

        :param action: only what was done so: ``submit``, ``accept``, ``import`` …
        :param since: from this instant, or from the beginning of this day, on.
        :param until: before this instant, or to the end of this day.
        """
        with self.reading() as connection:
            row = find_plan(connection, plan) if plan or task or school else None
            zone = self.zone(row["time_zone"] if row else None)
            wanted = reading.Wanted(
                plan=row["id"] if row else None,
                task=find_task(connection, row, task)["id"] if row and task else None,
                organisation=find_organisation(connection, row, school)["id"] if row and school else None,
                actor=actor,
                action=action,
                since=_moment(since, zone, days=0),
                until=_moment(until, zone, days=1),
                limit=limit,
            )
            return log_entries(connection, wanted)


def _moment(value: date | datetime | None, zone: tzinfo | None, *, days: int) -> str | None:
    """An instant, or the beginning of a day so many days later, as the journal writes instants."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return instant(value if value.tzinfo else value.replace(tzinfo=UTC))
    start = datetime.combine(value + timedelta(days=days), time())
    # Without a zone of the plan's, a naive instant is the machine's own.
    return instant(start.replace(tzinfo=zone) if zone is not None else start.astimezone())


def log_entries(connection: Connection, wanted: reading.Wanted) -> list[LogEntry]:
    """Entries of the journal as callers see them, oldest first."""
    rows = reading.log(connection, wanted)
    return [
        LogEntry(
            seq=row["seq"],
            at=datetime.fromisoformat(row["at"]),
            actor=row["actor"],
            unit=row["unit"],
            action=row["action"],
            plan_id=row["plan_id"],
            task=row["number"],
            school=row["school_number"] or row["school_name"],
            subject=row["subject"],
            note=row["note"],
            changes=tuple(from_json(row["changes"])),
        )
        for row in rows
    ]


def _obligations(connection: Connection, plan: Row, task: Row) -> list[ObligationView]:
    if not reading.obligations(connection, task["id"], removed=False):
        return []
    found = candidates(connection, plan, task, ALL)
    evidence: dict[str, list[EvidenceView]] = defaultdict(list)
    shown = {each.row["id"]: each for each in found}
    for row in record_reading.evidence_of(connection, list(shown), lapsed=True):
        evidence[row["obligation_id"]].append(evidence_view(task, shown[row["obligation_id"]], row))
    return [
        ObligationView(
            obligation_id=each.row["id"],
            deliverable=each.deliverable["title"] if each.deliverable is not None else None,
            organisation_id=each.organisation["id"],
            school=label(each.organisation) if each.organisation["kind"] == "school" else None,
            occurrence=each.occurrence["key"],
            start=each.occurrence["start_on"],
            end=each.occurrence["end_on"],
            kind=each.occurrence["kind"],
            state=each.row["state"],
            quantity=each.quantity,
            progress=each.row["progress"],
            note=each.row["note"],
            submitted_at=each.row["submitted_at"],
            submitted_by=each.row["submitted_by"],
            accepted_at=each.row["accepted_at"],
            accepted_by=each.row["accepted_by"],
            postponed_from=each.occurrence["postponed_from"],
            requires_evidence=needs_evidence(plan, each),
            evidence=tuple(evidence[each.row["id"]]),
        )
        for each in found
    ]
