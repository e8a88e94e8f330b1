"""Plans: importing, listing, exporting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection
from sqlmodel import Session

from vpr_tracker.errors import RuleBroken
from vpr_tracker.i18n import _
from vpr_tracker.plans.draft import PlanDraft, TaskDraft
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.drafts import plan_info, remark_draft, task_draft
from vpr_tracker.storage.edition_reading import plan_of_edition
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.tables import Organisation, Plan
from vpr_tracker.tracker import plan_settings
from vpr_tracker.tracker.companions import CompanionWriter, read_companions
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_plan
from vpr_tracker.tracker.generation import derive
from vpr_tracker.tracker.importing import PlanWriter, check_draft, committee_for
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import ImportResult, PlanView


class PlanCases(TrackerCore):
    """Use cases about whole plans."""

    def import_plan(self, draft: PlanDraft, *, note: str | None = None) -> ImportResult:
        """Start tracking a plan: its tasks, remarks and obligations, in one transaction.

        The same document again (by the hash of its source), or the same plan file, changes nothing.

        :raises BadInput: the draft cannot be tracked as it is.
        :raises RuleBroken: a plan with this identifier is tracked already, and differs.
        """
        check_draft(draft)
        known = plan_settings.known(draft.plan.settings)
        with self.unit() as unit:
            row = _tracked(unit.connection, draft)
            if row is not None:
                return _result(row, draft, created=False)
            return _result(self._write(unit, draft, known, note), draft, created=True)

    def _write(self, unit: Unit, draft: PlanDraft, known: plan_settings.Known, note: str | None) -> Row:
        identifier = draft.plan.uid or unit.writer.new_id()
        with unit.entry("import", plan=identifier, subject=draft.plan.title, note=note):
            committee = committee_for(
                unit.connection,
                unit.writer,
                draft.plan.approval.body,
                known.companions.committee or derived_id("committee", identifier),
            )
            rows = PlanWriter(unit.writer, draft, committee)
            rows.plan(identifier, offset_minutes=self.utc_offset(draft.plan.time_zone), settings=known)
            rows.remarks(identifier, rows.tasks(identifier, draft.tasks))
            plan = plan_row(unit.connection, identifier)
            CompanionWriter(unit.writer, plan, known.companions).write()
            derive(unit.writer, plan)
        unit.load_extra(identifier, draft.extras)
        return plan

    def plans(self) -> list[PlanView]:
        """The tracked plans in the order of their import; none in a database that holds none."""
        with self.reading() as connection:
            return [_plan_view(connection, row) for row in reading.plans(connection)]

    def resolve_plan(self, which: str | None = None) -> str:
        """The identifier of the plan named by place in the list, part of its title or identifier.

        :raises UsageError: several fit, or none is named and there are several; they are listed.
        """
        with self.reading() as connection:
            return str(find_plan(connection, which)["id"])

    def plan(self, plan: str | None = None) -> PlanDraft:
        """The plan as it stands, with permanent identifiers and the parts of plugins, for a plan file."""
        with self.reading() as connection:
            row = find_plan(connection, plan)
            draft = read_draft(connection, row)
            if self._hooks is None:
                return draft
            with Session(bind=connection) as session:
                dumped = self._hooks.dump_extra(session, row["id"])
        return draft.model_copy(update={"extras": {**draft.extras, **dumped}})


def _tracked(connection: Connection, draft: PlanDraft) -> Row | None:
    """The plan that this draft is tracked as already."""
    uid = draft.plan.uid
    row = reading.one(connection, Plan, uid) if uid is not None else None
    if row is not None:
        if read_draft(connection, row).model_copy(update={"extras": draft.extras}) == draft:
            return row
        raise RuleBroken(
            _("the plan «{title}» is tracked already, and differs from this file").format(title=row["title"]),
            hint=_("correct the tracked plan: vpr set TASK …; without its uid the file is another plan"),
        )
    sha256 = (draft.plan.source or {}).get("sha256")
    if uid is not None or not sha256:
        return None
    return reading.plan_of_source(connection, sha256) or plan_of_edition(connection, sha256)


def _result(row: Row, draft: PlanDraft, *, created: bool) -> ImportResult:
    return ImportResult(
        plan_id=row["id"],
        title=row["title"],
        tasks=len(draft.tasks),
        remarks=len(draft.remarks),
        created=created,
    )


def plan_row(connection: Connection, identifier: str) -> Row:
    """The row of a plan that is known to be there."""
    row = reading.one(connection, Plan, identifier)
    if row is None:
        raise LookupError(identifier)
    return row


def _plan_view(connection: Connection, row: Row) -> PlanView:
    committee = reading.one(connection, Organisation, row["committee_id"])
    return PlanView(
        plan_id=row["id"],
        position=row["position"],
        title=row["title"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        approved_on=row["approved_on"],
        committee=committee["name"] if committee else "",
        schools=len(reading.plan_schools(connection, row["id"])),
        tasks=len(reading.tasks(connection, row["id"])),
        open_remarks=sum(remark["settled"] is None for remark in reading.remarks(connection, row["id"])),
        imported_at=row["imported_at"],
        source_file=(row["source"] or {}).get("file"),
    )


def read_draft(connection: Connection, plan: Row) -> PlanDraft:
    """A plan as its file holds it."""
    return PlanDraft(
        plan=plan_info(plan, plan_settings.stated(plan, read_companions(connection, plan))),
        tasks=tuple(read_tasks(connection, reading.tasks(connection, plan["id"]))),
        remarks=tuple(remark_draft(row) for row in reading.remarks(connection, plan["id"])),
        extras=plan["extras"],
    )


def read_tasks(connection: Connection, tasks: Iterable[Row]) -> list[TaskDraft]:
    """Tasks with their terms, owners and deliverables."""
    rows = list(tasks)
    identifiers = [row["id"] for row in rows]
    parts: list[dict[str, list[Row]]] = []
    for ask in (reading.terms, reading.owners, reading.deliverables):
        found: dict[str, list[Row]] = defaultdict(list)
        for row in ask(connection, identifiers):
            found[row["task_id"]].append(row)
        parts.append(found)
    terms, owners, deliverables = parts
    return [
        task_draft(
            row,
            terms[row["id"]],
            owners[row["id"]],
            (each for each in deliverables[row["id"]] if each["source"] is None),
        )
        for row in rows
    ]
