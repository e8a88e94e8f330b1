"""Postponements, and what requires evidence: their parts of a plan file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading, record_reading
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.record_tables import Postponement
from vpr_tracker.storage.tables import Deliverable
from vpr_tracker.storage.writer import Writer
from vpr_tracker.tracker.companion_drafts import Companions, EvidenceRuleDraft, PostponementDraft


def postponement_id(task: str, key: str, organisation: str | None) -> str:
    """A due time is put off once for all, and once for each organisation; a new decision replaces the old one."""
    return derived_id("postponement", task, key, organisation or "")


def read_rules(connection: Connection, tasks: Sequence[str]) -> tuple[EvidenceRuleDraft, ...]:
    """The results that say for themselves whether they require evidence."""
    return tuple(
        EvidenceRuleDraft(deliverable=row["id"], required=row["requires_evidence"])
        for row in reading.deliverables(connection, tasks)
        if row["requires_evidence"] is not None and row["source"] is None
    )


def read_postponements(
    connection: Connection, tasks: Sequence[str], schools: set[str]
) -> tuple[PostponementDraft, ...]:
    """The postponements of tasks; of organisations, those of the plan's own schools."""
    return tuple(
        PostponementDraft(
            task=row["task_id"],
            key=row["key"],
            school=row["organisation_id"],
            due=row["due_on"],
            was=row["was_on"],
            reason=row["reason"],
            act=row["act"],
            by=row["made_by"],
            at=row["made_at"],
        )
        for row in record_reading.postponements(connection, tasks)
        if row["organisation_id"] is None or row["organisation_id"] in schools
    )


def write_records(writer: Writer, plan: str, companions: Companions, place: Callable[[str | None], str | None]) -> None:
    """Take both into the database.

    :param place: the identifier here of a school that the file names.
    :raises BadInput: they refer to a result or task that the plan does not have.
    """
    tasks = {row["id"] for row in reading.tasks(writer.connection, plan)}
    results = {row["id"]: row for row in reading.deliverables(writer.connection, tasks)}
    for rule in companions.evidence_rules:
        if rule.deliverable not in results:
            raise _unknown(rule.deliverable)
        writer.change(Deliverable, results[rule.deliverable], requires_evidence=rule.required)
    for each in companions.postponements:
        if each.task not in tasks:
            raise _unknown(each.task)
        organisation = place(each.school)
        writer.insert(
            Postponement,
            [
                {
                    "id": postponement_id(each.task, each.key, organisation),
                    "plan_id": plan,
                    "task_id": each.task,
                    "key": each.key,
                    "organisation_id": organisation,
                    "due_on": each.due,
                    "was_on": each.was,
                    "reason": each.reason,
                    "act": each.act,
                    "made_at": each.at,
                    "made_by": each.by,
                }
            ],
        )


def _unknown(uid: str) -> BadInput:
    return BadInput(_("the settings of the plan name «{uid}», which it does not have").format(uid=uid))
