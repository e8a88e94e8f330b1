"""Questions about evidence and postponements, and about what the journal says of single rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, func, select

from vpr_tracker.storage.base import table_of
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.jsontext import from_json
from vpr_tracker.storage.reading import portions
from vpr_tracker.storage.record_tables import Evidence, Postponement
from vpr_tracker.storage.tables import Journal, Obligation
from vpr_tracker.storage.unwinding import effective

_ID_PART: Final = 6
"""So many characters of an identifier are enough to name something by it."""


def evidence_of(connection: Connection, obligations: Collection[str], *, lapsed: bool = False) -> list[Row]:
    """The evidence of obligations in the order it came; also what lapsed, on demand."""
    table = table_of(Evidence)
    rows: list[Row] = []
    for some in portions(obligations):
        query = select(table).where(table.c.obligation_id.in_(some))
        rows += map(dict, connection.execute(query if lapsed else query.where(~table.c.lapsed)).mappings())
    return sorted(rows, key=lambda row: (row["added_at"], row["name"], row["id"]))


def evidence_of_plan(connection: Connection, plan: str) -> list[Row]:
    """All evidence of a plan with ``task_id`` and ``organisation_id``, in the order it came."""
    table, obligation = table_of(Evidence), table_of(Obligation)
    query = (
        select(table, obligation.c.task_id, obligation.c.organisation_id)
        .join(obligation, obligation.c.id == table.c.obligation_id)
        .where(table.c.plan_id == plan)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(rows, key=lambda row: (row["added_at"], row["name"], row["id"]))


def kept_files(connection: Connection) -> list[Row]:
    """Every file that any evidence refers to: ``location``, ``sha256``, ``size`` and one ``name`` that it has."""
    table = table_of(Evidence)
    query = select(table.c.location, table.c.sha256, table.c.size, table.c.name).where(table.c.kind == "file")
    found: dict[tuple[Any, ...], Row] = {}
    for row in connection.execute(query.order_by(table.c.location, table.c.name)).mappings():
        found.setdefault((row["location"], row["sha256"], row["size"]), dict(row))
    return list(found.values())


def postponements(connection: Connection, tasks: Collection[str]) -> list[Row]:
    """The postponements of tasks, those of everybody before those of single organisations."""
    table = table_of(Postponement)
    rows: list[Row] = []
    for some in portions(tasks):
        rows += map(dict, connection.execute(select(table).where(table.c.task_id.in_(some))).mappings())
    return sorted(rows, key=lambda row: (row["task_id"], row["key"], row["organisation_id"] or ""))


def history(connection: Connection, task: str) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """The recorded changes of a task's obligations, the newest first: identifier, columns before, columns after.

    Without what was taken back, and the taking back of it: that never was.
    """
    table = table_of(Journal)
    query = select(table.c.unit, table.c.changes).where(table.c.task_id == task).order_by(table.c.seq.desc())
    units = [str(row[0]) for row in connection.execute(query.with_only_columns(table.c.unit))]
    standing = effective(list(dict.fromkeys(reversed(units))))
    with connection.execute(query.execution_options(yield_per=50)) as result:
        for unit, changes in result:
            if unit not in standing:
                continue
            for name, identifier, before, after in reversed(from_json(changes)):
                if name == "obligation" and identifier is not None and before is not None and after is not None:
                    yield identifier, before, after


def count_links(connection: Connection) -> int:
    """How many links were handed in."""
    table = table_of(Evidence)
    return int(connection.execute(select(func.count()).select_from(table).where(table.c.kind == "link")).scalar_one())


def one_evidence(connection: Connection, identifier: str) -> Row | None:
    """The evidence with this identifier, or with one that begins so, if it is the only one."""
    table = table_of(Evidence)
    if len(identifier) < _ID_PART:
        return None
    query = select(table).where(table.c.id.startswith(identifier, autoescape=True)).limit(2)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    exact = [row for row in rows if row["id"] == identifier]
    return exact[0] if exact else (rows[0] if len(rows) == 1 else None)
