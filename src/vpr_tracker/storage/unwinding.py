"""The changes of a unit turned back: what the journal says in before and after, written the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

from sqlalchemy import Connection, Table, select

from vpr_tracker.storage.base import TableBase, loaded_models, table_of
from vpr_tracker.storage.changes import Row, plain_row, typed, unbatch
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.jsontext import from_json
from vpr_tracker.storage.reading import portions
from vpr_tracker.storage.tables import MODELS, Journal
from vpr_tracker.storage.writer import Writer

Kind: TypeAlias = Literal["insert", "delete", "update"]
Place: TypeAlias = tuple[str, str]
"""Table and identifier of a row."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happened to one row; columns as the journal has them."""

    table: str
    id: str
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> Kind:
        """Whether it came, went or was changed."""
        if self.before is None:
            return "insert"
        return "delete" if self.after is None else "update"


@dataclass(slots=True)
class Group:
    """Changes of one kind to different rows of one table, one after the other: they are turned back together."""

    table: str
    kind: Kind
    changes: dict[str, RowChange] = field(default_factory=dict)


class Mismatch(Exception):
    """A row is not as the unit that is turned back left it: ``table`` and ``id``."""

    def __init__(self, table: str, identifier: str) -> None:
        super().__init__(table, identifier)
        self.table = table
        self.id = identifier


class Stays(Exception):
    """A row is of a plugin whose tables do not go back, or are not there: ``table``."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def undo_id(unit: str) -> str:
    """What the unit that takes another back is called: by its name it is known whose undoing it is."""
    return derived_id("undo", unit)


def taken_back_by(unit: str, units: Iterable[str]) -> list[str]:
    """What a unit took back, what that had taken back, and so on; empty where it took back nothing.

    :param units: all units of the journal.
    """
    undoing = {undo_id(each): each for each in units}
    found: list[str] = []
    while (unit := undoing.get(unit, "")) and unit not in found:
        found.append(unit)
    return found


def effective(units: Sequence[str]) -> set[str]:
    """Of units in their order those that stand: not taken back, and not the taking back of one of the others."""
    undoing = {undo_id(unit): unit for unit in units}
    void: set[str] = set()
    for unit in reversed(units):
        if unit not in void and unit in undoing:
            void |= {unit, undoing[unit]}
    return set(units) - void


def row_changes(changes: str) -> Iterator[RowChange]:
    """The changes of one entry, batches taken apart, in their order."""
    for table, identifier, before, after in from_json(changes):
        if identifier is not None:
            yield RowChange(table, identifier, before, after)
        elif before is None:
            yield from (RowChange(table, row["id"], None, row) for row in unbatch(after))
        else:
            yield from (RowChange(table, row["id"], row, None) for row in unbatch(before))


def groups_backwards(changes: Iterable[RowChange]) -> Iterator[Group]:
    """Changes from the last to the first, in groups."""
    current: Group | None = None
    for change in reversed(list(changes)):
        fits = current is not None and (current.table, current.kind) == (change.table, change.kind)
        if current is None or not fits or change.id in current.changes:
            if current is not None:
                yield current
            current = Group(change.table, change.kind)
        current.changes[change.id] = change
    if current is not None:
        yield current


def turn_back(writer: Writer, changes: Iterable[RowChange]) -> None:
    """Write the changes of one entry the other way round, inside an open entry.

    :raises Mismatch: a row is not as they left it.
    :raises Stays: a row is of a plugin's table that does not go back.
    """
    for group in groups_backwards(changes):
        model = _that_goes_back(group.table)
        table = table_of(model)
        present = _present(writer.connection, table, list(group.changes))
        for change in group.changes.values():
            _see(change, present.get(change.id))
        # The other way round also within a group: of rows that refer to each other the later one goes first.
        if group.kind == "insert":
            writer.delete(model, [present[identifier] for identifier in group.changes])
        elif group.kind == "delete":
            writer.insert(model, [typed(table, change.before or {}) for change in group.changes.values()])
        else:
            writer.change_all(
                model,
                [(present[change.id], typed(table, change.before or {})) for change in group.changes.values()],
            )


def _that_goes_back(name: str) -> type[TableBase]:
    model = MODELS.get(name) or loaded_models().get(name)
    if model is None or not (name in MODELS or model.goes_back):
        raise Stays(name)
    return model


def _see(change: RowChange, present: Row | None) -> None:
    if change.after is None:
        agrees = present is None
    elif present is None:
        agrees = False
    else:
        found = plain_row(present)
        agrees = all(found.get(name) == value for name, value in change.after.items())
    if not agrees:
        raise Mismatch(change.table, change.id)


def _present(connection: Connection, table: Table, identifiers: Sequence[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for some in portions(identifiers):
        for row in connection.execute(select(table).where(table.c.id.in_(some))).mappings():
            found[row["id"]] = dict(row)
    return found


@cache
def references(name: str) -> tuple[tuple[str, str], ...]:
    """The columns of a table that refer to others, each with the table that it refers to; none where it is unknown."""
    table = TableBase.metadata.tables.get(name)
    if table is None:
        return ()
    return tuple((key.parent.name, key.column.table.name) for key in table.foreign_keys)


def builds_on(
    change: RowChange, rows: set[tuple[str, str]], came: set[tuple[str, str]], went: Sequence[RowChange]
) -> bool:
    """Whether a later change builds on a unit.

    :param rows: every row that the unit touched.
    :param came: the rows that it inserted, which would go.
    :param went: the rows that it deleted, which would come back and want the rows that they refer to.
    """
    if (change.table, change.id) in rows:
        return True
    if change.after is not None:
        return any((parent, change.after.get(column)) in came for column, parent in references(change.table))
    return any(
        (parent, gone.before[column]) == (change.table, change.id)
        for gone in went
        if gone.before is not None
        for column, parent in references(gone.table)
        if column in gone.before
    )


def entries_of(connection: Connection, unit: str) -> list[Row]:
    """The entries of a unit in their order."""
    table = table_of(Journal)
    query = select(table).where(table.c.unit == unit).order_by(table.c.seq)
    return [dict(row) for row in connection.execute(query).mappings()]


def redone(connection: Connection, unit: str) -> str:
    """The unit by which a unit holds now: itself, or the last one that did it again after it was taken back.

    Taking that one back is taking back the first one, under a name of its own.
    """
    table = table_of(Journal)
    while True:
        again = undo_id(undo_id(unit))
        if connection.execute(select(table.c.seq).where(table.c.unit == again).limit(1)).first() is None:
            return unit
        unit = again


def entries_after(connection: Connection, seq: int) -> Iterator[Row]:
    """The entries after a number, in their order."""
    table = table_of(Journal)
    query = select(table).where(table.c.seq > seq).order_by(table.c.seq).execution_options(yield_per=200)
    with connection.execute(query) as result:
        for row in result.mappings():
            yield dict(row)


def units_backwards(connection: Connection) -> Iterator[Row]:
    """Number, unit and actor of every entry, the newest first."""
    table = table_of(Journal)
    query = select(table.c.seq, table.c.unit, table.c.actor).order_by(table.c.seq.desc())
    with connection.execute(query.execution_options(yield_per=200)) as result:
        for row in result.mappings():
            yield dict(row)
