"""Writing rows so that the journal knows: no row changes outside an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlmodel import SQLModel

from vpr_tracker.errors import Conflict
from vpr_tracker.i18n import _
from vpr_tracker.storage.base import defaults_of, table_of
from vpr_tracker.storage.changes import Change, Row, changed, deleted, inserted, instant
from vpr_tracker.storage.journal import entry_hash
from vpr_tracker.storage.jsontext import to_json
from vpr_tracker.storage.tables import Journal, JournalHead

CHUNK: Final = 5_000
"""Rows sent to the database, and kept in one entry, at once: an entry that grows past it is continued by another."""
GUARDS: Final = frozenset({"state", "settled"})
"""Columns that must still be what was read when they are changed."""


def new_id() -> str:
    """A new permanent identifier: 32 hexadecimal digits."""
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a journal entry says besides its changes. ``seq`` is 0 until it is written."""

    action: str
    actor: str
    at: datetime
    unit: str
    plan_id: str | None = None
    task_id: str | None = None
    organisation_id: str | None = None
    subject: str = ""
    note: str | None = None
    seq: int = 0


@dataclass(slots=True)
class _Open:
    entry: Entry
    changes: list[Change] = field(default_factory=list)
    weight: int = 0


class Writer:
    """One unit of changes over an open writing transaction.

    :param connection: from :func:`vpr_tracker.storage.engine.writing`.
    :param actor: who makes the changes.
    :param at: the instant that all its entries carry.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        actor: str,
        at: datetime,
        identifier: Callable[[], str] = new_id,
    ) -> None:
        self.connection = connection
        self.actor = actor
        self.at = at
        self.new_id = identifier
        self.unit = identifier()
        self.entries: list[Entry] = []
        self._open: _Open | None = None
        head = connection.execute(select(table_of(JournalHead))).mappings().one()
        self._seq: int = head["seq"]
        self._hash: str = head["hash"]

    def name_unit(self, unit: str) -> None:
        """Give the unit another identifier than the one it got; only while nothing is written."""
        if self.entries or self._open is not None:
            raise RuntimeError("the unit has entries already")
        self.unit = unit

    @contextmanager
    def entry(
        self,
        action: str,
        *,
        plan: str | None = None,
        task: str | None = None,
        organisation: str | None = None,
        subject: str = "",
        note: str | None = None,
        actor: str | None = None,
        needless: bool = False,
    ) -> Iterator[None]:
        """Everything written inside belongs to one journal entry, which is written even when nothing changed.

        :param needless: then it is not written.
        """
        if self._open is not None:
            raise RuntimeError("an entry of the journal is already open")
        self._open = _Open(
            Entry(
                action=action,
                actor=actor or self.actor,
                at=self.at,
                unit=self.unit,
                plan_id=plan,
                task_id=task,
                organisation_id=organisation,
                subject=subject,
                note=note,
            )
        )
        try:
            yield
            if self._open.changes or not needless:
                self._write(self._open)
        finally:
            self._open = None

    def insert(self, model: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows; columns that are not given get the model's defaults."""
        table, defaults = table_of(model), defaults_of(model)
        pending: list[dict[str, Any]] = []
        for row in rows:
            pending.append({**defaults, **row})
            if len(pending) == CHUNK:
                self._insert(table, pending)
                pending = []
        if pending:
            self._insert(table, pending)

    def _insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        self.connection.execute(insert(table), rows)
        self._record(inserted(table.name, rows), len(rows))

    def change(self, model: type[SQLModel], row: Row, **values: Any) -> bool:  # noqa: ANN401 -- column values
        """Change columns of a row that was read in this unit; whether anything differed.

        :raises Conflict: the row is gone, or is no longer in the state that was read.
        """
        return self.change_all(model, [(row, values)]) == 1

    def change_all(self, model: type[SQLModel], pairs: Iterable[tuple[Row, Mapping[str, Any]]]) -> int:
        """Change many rows, as :meth:`change`; how many differed."""
        table = table_of(model)
        differing = []
        for row, values in pairs:
            after = {name: value for name, value in values.items() if row[name] != value}
            if after:
                differing.append((row, after))
        for names, group in groupby(differing, key=lambda pair: tuple(pair[1])):
            self._update(table, names, list(group))
        return len(differing)

    def _update(self, table: Table, names: tuple[str, ...], pairs: Sequence[tuple[Row, dict[str, Any]]]) -> None:
        guards = [name for name in names if name in GUARDS and all(row[name] is not None for row, _after in pairs)]
        statement = update(table).where(table.c.id == bindparam("b_id"))
        for name in guards:
            statement = statement.where(table.c[name] == bindparam(f"b_{name}"))
        statement = statement.values({name: bindparam(f"a_{name}") for name in names})
        parameters = [
            {
                "b_id": row["id"],
                **{f"b_{name}": row[name] for name in guards},
                **{f"a_{name}": value for name, value in after.items()},
            }
            for row, after in pairs
        ]
        if self.connection.execute(statement, parameters).rowcount != len(pairs):
            raise Conflict(_("somebody else changed the same thing"), hint=_("nothing was written; try again"))
        self._record(
            (changed(table.name, row["id"], {name: row[name] for name in names}, after) for row, after in pairs),
            len(pairs),
        )

    def delete(self, model: type[SQLModel], rows: Sequence[Row]) -> None:
        """Delete rows that were read in this unit; only such as nothing was recorded on."""
        table = table_of(model)
        for start in range(0, len(rows), CHUNK):
            some = rows[start : start + CHUNK]
            statement = delete(table).where(table.c.id == bindparam("b_id"))
            self.connection.execute(statement, [{"b_id": row["id"]} for row in some])
            self._record(deleted(table.name, some), len(some))

    def _record(self, changes: Iterable[Change], weight: int) -> None:
        if self._open is None:
            raise RuntimeError("a change was made outside an entry of the journal")
        self._open.changes.extend(changes)
        self._open.weight += weight
        if self._open.weight >= CHUNK:
            self._write(self._open)
            self._open.changes, self._open.weight = [], 0

    def _write(self, pending: _Open) -> None:
        if not pending.changes and self.entries and _continues(self.entries[-1], pending.entry):
            return
        entry = pending.entry
        row: dict[str, Any] = {
            "seq": self._seq + 1,
            "at": instant(entry.at),
            "actor": entry.actor,
            "unit": entry.unit,
            "action": entry.action,
            "plan_id": entry.plan_id,
            "task_id": entry.task_id,
            "organisation_id": entry.organisation_id,
            "subject": entry.subject,
            "note": entry.note,
            "changes": to_json(pending.changes),
            "previous_hash": self._hash,
        }
        row["hash"] = entry_hash(row)
        self.connection.execute(insert(table_of(Journal)), row)
        self._seq, self._hash = row["seq"], row["hash"]
        self.connection.execute(update(table_of(JournalHead)).values(seq=self._seq, hash=self._hash))
        self.entries.append(_numbered(entry, self._seq))


def _numbered(entry: Entry, seq: int) -> Entry:
    from dataclasses import replace

    return replace(entry, seq=seq)


def _continues(last: Entry, entry: Entry) -> bool:
    """Whether ``last`` is the written beginning of ``entry``, which then needs no empty end."""
    return _numbered(last, 0) == entry
