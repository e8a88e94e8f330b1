"""Questions about later editions of plans."""

from __future__ import annotations

from sqlalchemy import Connection, select

from vpr_tracker.storage.base import table_of
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.edition_tables import Amendment
from vpr_tracker.storage.tables import Deliverable, Obligation, Occurrence, Plan, Task


def amendments(connection: Connection, plan: str) -> list[Row]:
    """The later editions of a plan, in order."""
    table = table_of(Amendment)
    query = select(table).where(table.c.plan_id == plan).order_by(table.c.position)
    return [dict(row) for row in connection.execute(query).mappings()]


def plan_of_edition(connection: Connection, sha256: str) -> Row | None:
    """The plan that a document was an edition of, also an earlier one."""
    table, plan = table_of(Amendment), table_of(Plan)
    found = (table.c.source_sha256 == sha256) | (table.c.replaced_sha256 == sha256)
    query = select(plan).join(table, table.c.plan_id == plan.c.id).where(found, ~plan.c.removed)
    row = connection.execute(query.order_by(plan.c.position)).mappings().first()
    return dict(row) if row is not None else None


def withdrawn_tasks(connection: Connection, plan: str) -> list[Row]:
    """The tasks that an edition no longer had."""
    table = table_of(Task)
    query = select(table).where(table.c.plan_id == plan, table.c.removed).order_by(table.c.position, table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def withdrawn_deliverables(connection: Connection, task: str) -> list[Row]:
    """The results of a task that an edition no longer had."""
    table = table_of(Deliverable)
    query = select(table).where(table.c.task_id == task, table.c.removed, table.c.source.is_(None))
    return [dict(row) for row in connection.execute(query.order_by(table.c.position, table.c.id)).mappings()]


def recorded(connection: Connection, plan: str) -> dict[str, Row]:
    """The obligations of a plan that somebody recorded work on and that still count, with ``key`` of their due time."""
    table, due = table_of(Obligation), table_of(Occurrence)
    query = (
        select(table, due.c.key)
        .join(due, due.c.id == table.c.occurrence_id)
        .where(table.c.plan_id == plan, table.c.touched, ~table.c.removed)
        .order_by(table.c.id)
    )
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}


def owed(connection: Connection, task: str) -> list[Row]:
    """The obligations of a task that count, with ``key`` of their due time."""
    table, due = table_of(Obligation), table_of(Occurrence)
    query = (
        select(table, due.c.key)
        .join(due, due.c.id == table.c.occurrence_id)
        .where(table.c.task_id == task, ~table.c.removed)
        .order_by(table.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]
