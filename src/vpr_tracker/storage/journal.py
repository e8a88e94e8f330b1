"""The journal: entries chained by hashes, verification, and replay into an empty database."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update

from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import _
from vpr_tracker.storage.base import TableBase, defaults_of, table_of
from vpr_tracker.storage.changes import Row, Values, instant, plain_row, typed, unbatch
from vpr_tracker.storage.jsontext import from_json, to_json
from vpr_tracker.storage.tables import IN_ORDER, MODELS, Journal, JournalHead

HASHED: Final = (
    "seq",
    "at",
    "actor",
    "unit",
    "action",
    "plan_id",
    "task_id",
    "organisation_id",
    "subject",
    "note",
    "changes",
    "previous_hash",
)
"""The fields under an entry's hash, in this order; ``changes`` is hashed as the text that it is stored as."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the journal does not hold: the entry's number and what is wrong with it."""

    seq: int
    message: str


def entry_hash(entry: Row) -> str:
    """SHA-256, hexadecimal, over the entry's other fields as a JSON list without spaces, UTF-8, not escaped."""
    return sha256(to_json([entry[name] for name in HASHED]).encode("utf-8")).hexdigest()


def _holds(entry: Row) -> bool:
    """Whether an entry has the hash that it says; one whose fields are no texts any more has not."""
    try:
        return bool(entry_hash(entry) == entry["hash"])
    except (TypeError, ValueError):
        return False


@contextmanager
def _whatever_bytes(connection: Connection) -> Iterator[None]:
    """Read also texts that are no UTF-8: SQLite stores any bytes, and a damaged entry has to be named, not to fail."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = driver.text_factory
    driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = usual


def entries(connection: Connection) -> Generator[dict[str, Any], None, None]:
    """Every entry in order, one at a time."""
    table = table_of(Journal)
    query = select(table).order_by(table.c.seq).execution_options(yield_per=200)
    with connection.execute(query) as result:
        for row in result.mappings():
            yield dict(row)


def head(connection: Connection) -> Row:
    """The number, hash and instant (``at``) of the last entry; ``at`` is ``None`` where there is no entry."""
    end, table = table_of(JournalHead), table_of(Journal)
    query = select(end.c.seq, end.c.hash, table.c.at).select_from(end.outerjoin(table, table.c.seq == end.c.seq))
    return dict(connection.execute(query).mappings().one())


def verify(connection: Connection) -> list[Break]:
    """Every place where an entry was altered, is missing or stands in the wrong place; empty where all is well."""
    with _whatever_bytes(connection):
        return _breaks(connection)


def _breaks(connection: Connection) -> list[Break]:
    breaks: list[Break] = []
    expected, previous = 1, ""
    for entry in entries(connection):
        seq = entry["seq"]
        if seq != expected:
            breaks.append(
                Break(expected, _("entries {first} to {last} are missing").format(first=expected, last=seq - 1))
            )
        elif entry["previous_hash"] != previous:
            breaks.append(Break(seq, _("entry {seq} does not follow the one before it").format(seq=seq)))
        if not _holds(entry):
            breaks.append(Break(seq, _("entry {seq} was altered").format(seq=seq)))
        expected, previous = seq + 1, entry["hash"]
    head = connection.execute(select(table_of(JournalHead))).mappings().first()
    if head is None or (head["seq"], head["hash"]) != (expected - 1, previous):
        breaks.append(Break(expected, _("the journal does not end where its head says")))
    return breaks


def apply(connection: Connection, changes: str) -> None:
    """Make the changes of one entry in a database that stands where they began.

    Rows of plugins' own tables are passed over: the tracked state is what the tables of the core hold.
    """
    for name, identifier, before, after in from_json(changes):
        if name not in MODELS:
            continue
        table = TableBase.metadata.tables[name]
        if identifier is None:
            _apply_batch(connection, table, before, after)
        elif before is None:
            connection.execute(insert(table), _whole(table, after))
        elif after is None:
            connection.execute(delete(table).where(table.c.id == identifier))
        else:
            connection.execute(update(table).where(table.c.id == identifier).values(typed(table, after)))


def _apply_batch(connection: Connection, table: Table, before: Any, after: Any) -> None:  # noqa: ANN401 -- JSON
    if after is not None:
        connection.execute(insert(table), [_whole(table, row) for row in unbatch(after)])
    if before is not None:
        connection.execute(
            text(f"DELETE FROM {table.name} WHERE id = :id"), [{"id": row["id"]} for row in unbatch(before)]
        )


def _whole(table: Table, row: Row) -> Values:
    """A row that an entry inserts; columns that came with a later release have what new rows have there."""
    return {**_defaults(table.name), **typed(table, row)}


@cache
def _defaults(name: str) -> Values:
    return defaults_of(MODELS[name])


def last_before(connection: Connection, moment: datetime) -> int:
    """The number of the last entry that was written up to an instant, inclusive; 0 where there is none.

    By the instants that the entries bear. Where the clock of a machine was wrong, an entry that bears a later instant
    than the one after it belongs to what was there before that one.
    """
    table = table_of(Journal)
    query = select(func.max(table.c.seq)).where(table.c.at <= instant(moment))
    return int(connection.execute(query).scalar_one() or 0)


def replay(source: Connection, target: Connection, *, until: int | None = None) -> int:
    """Rebuild the state from a journal in an empty database of the same schema, journal and all.

    :param until: stop after this entry, to see what was then.
    :returns: how many entries were replayed.
    :raises StorageError: the target is not empty.
    """
    table = table_of(Journal)
    tables: list[type[TableBase]] = [*IN_ORDER, Journal]
    if any(target.execute(select(table_of(model)).limit(1)).first() for model in tables):
        raise StorageError(_("a journal can be replayed only into an empty database"))
    count, last = 0, ""
    with closing(entries(source)) as found:
        for entry in found:
            if until is not None and entry["seq"] > until:
                break
            apply(target, entry["changes"])
            target.execute(insert(table), entry)
            count, last = entry["seq"], entry["hash"]
    target.execute(update(table_of(JournalHead)).values(seq=count, hash=last))
    return count


def dump(connection: Connection) -> Iterator[str]:
    """The tracked state as lines of JSON, the same for equal states on any database: table, then row, by identifier."""
    for model in IN_ORDER:
        table = table_of(model)
        for row in sorted(connection.execute(select(table)).mappings(), key=lambda each: str(each["id"])):
            yield to_json([table.name, plain_row(dict(row))])
