"""How rows and their changes are written down in the journal, and read back.

``journal.changes`` is a JSON list of ``[table, id, before, after]``:

- an insertion has ``before`` ``null`` and the whole row after; a deletion the whole row before and ``after`` ``null``;
- an update has the changed columns only, on both sides;
- many rows at once (``id`` is ``null``) are a *batch*, column by column:
  ``{"n": rows, "same": {column: value}, "each": {column: [value, …]}, "coded": {column: [[distinct …], [index, …]]}}``.

Days are ``YYYY-MM-DD``, instants RFC 3339 in UTC with microseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import Date, DateTime, Table
from sqlmodel.sql.sqltypes import UTCDateTime

Row: TypeAlias = Mapping[str, Any]
"""A row as it was read, by column name."""
Values: TypeAlias = dict[str, Any]
"""Columns to be written."""
Change: TypeAlias = tuple[str, str | None, Any, Any]
"""Table, identifier, before, after; both as they are written."""

_WRITTEN_AS_TEXT: Final = frozenset({date, datetime})
_NOT_HASHABLE: Final = frozenset({dict, list})
BATCH: Final = 8
"""From so many rows on, insertions and deletions are written as a batch."""


def instant(value: datetime) -> str:
    """An aware instant as the journal writes it: UTC with microseconds and ``Z``, so that texts sort as times do."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def plain(value: object) -> Any:  # noqa: ANN401 -- any JSON value
    """A column's value as JSON knows it."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def plain_row(row: Row) -> Values:
    """A whole row as JSON knows it."""
    return {name: plain(value) for name, value in row.items()}


def typed(table: Table, row: Mapping[str, Any]) -> Values:
    """Turn texts of a written row back into days and instants, by the types of the table's columns."""
    values: Values = {}
    for name, value in row.items():
        kind = table.columns[name].type
        if isinstance(value, str) and isinstance(kind, DateTime | UTCDateTime):
            values[name] = datetime.fromisoformat(value)
        elif isinstance(value, str) and isinstance(kind, Date):
            values[name] = date.fromisoformat(value)
        else:
            values[name] = value
    return values


def batch(rows: Sequence[Row]) -> Values:
    """Many rows of one table, which all have the same columns, as a batch."""
    same: Values = {}
    each: dict[str, list[Any]] = {}
    coded: dict[str, list[list[Any]]] = {}
    for name in rows[0]:
        values = [row[name] for row in rows]
        kinds = set(map(type, values))
        if kinds & _WRITTEN_AS_TEXT:
            values = [plain(value) for value in values]
        if kinds & _NOT_HASHABLE:
            each[name] = values
            continue
        place = {value: index for index, value in enumerate(dict.fromkeys(values))}
        if len(place) == 1:
            same[name] = values[0]
        elif len(place) * 2 <= len(values):
            coded[name] = [list(place), [place[value] for value in values]]
        else:
            each[name] = values
    return {"n": len(rows), "same": same, "each": each, "coded": coded}


def unbatch(written: Mapping[str, Any]) -> Iterator[Values]:
    """The rows of a batch, in their order."""
    for index in range(written["n"]):
        row: Values = dict(written["same"])
        row.update((name, values[index]) for name, values in written["each"].items())
        row.update((name, distinct[at[index]]) for name, (distinct, at) in written["coded"].items())
        yield row


def inserted(table: str, rows: Sequence[Row]) -> Iterator[Change]:
    """The changes that insert these rows."""
    if len(rows) >= BATCH:
        yield (table, None, None, batch(rows))
    else:
        yield from ((table, str(row["id"]), None, plain_row(row)) for row in rows)


def deleted(table: str, rows: Sequence[Row]) -> Iterator[Change]:
    """The changes that delete these rows."""
    if len(rows) >= BATCH:
        yield (table, None, batch(rows), None)
    else:
        yield from ((table, str(row["id"]), plain_row(row), None) for row in rows)


def changed(table: str, identifier: str, before: Row, after: Row) -> Change:
    """The change of some columns of one row."""
    return (table, identifier, plain_row(before), plain_row(after))
