"""Questions about kits: what a school owes, and what came back."""

from __future__ import annotations

from sqlalchemy import Connection, select

from vpr_tracker.storage.base import table_of
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.edition_tables import KitReturn
from vpr_tracker.storage.tables import Deliverable, Obligation, Occurrence, Task


def obligations_of(connection: Connection, plan: str, organisation: str) -> list[Row]:
    """What an organisation has to hand in, with its task, result and due time; in the order of the plan."""
    table, task, result, due = (table_of(each) for each in (Obligation, Task, Deliverable, Occurrence))
    query = (
        select(
            table,
            task.c.number,
            task.c.title,
            task.c.printed,
            task.c.position.label("task_position"),
            result.c.title.label("result"),
            result.c.quantity,
            result.c.position.label("result_position"),
            due.c.key,
            due.c.kind.label("due_kind"),
            due.c.start_on,
            due.c.end_on,
        )
        .join(task, task.c.id == table.c.task_id)
        .join(due, due.c.id == table.c.occurrence_id)
        .outerjoin(result, result.c.id == table.c.deliverable_id)
        .where(table.c.plan_id == plan, table.c.organisation_id == organisation, ~table.c.removed, ~task.c.removed)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(rows, key=lambda row: (row["task_position"], row["key"], row["result_position"] or 0, row["id"]))


def kit_returns(connection: Connection, plan: str) -> list[Row]:
    """The kits that came back, as they are known."""
    table = table_of(KitReturn)
    return [dict(row) for row in connection.execute(select(table).where(table.c.plan_id == plan)).mappings()]
