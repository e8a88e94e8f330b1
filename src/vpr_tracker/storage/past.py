"""The state of an earlier moment, rebuilt from the journal in a database in memory."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.engine import Engine

from vpr_tracker.storage.engine import open_engine, reading, writing
from vpr_tracker.storage.journal import dump, replay
from vpr_tracker.storage.jsontext import from_json
from vpr_tracker.storage.migrate import upgrade


def rebuild(source: Connection, *, until: int | None = None) -> Engine:
    """A new database in memory with the state up to an entry, inclusive; to be disposed of by the caller.

    :param until: the number of the entry; ``None`` for all.
    """
    engine = open_engine("sqlite:///:memory:")
    try:
        fill(engine, source, until=until)
    except BaseException:
        engine.dispose()
        raise
    return engine


def fill(engine: Engine, source: Connection, *, until: int | None = None) -> int:
    """Make the tables in an empty database and replay a journal into it; gives the number of entries."""
    upgrade(engine)
    with writing(engine) as target:
        return replay(source, target, until=until)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that the tables hold otherwise than the journal says."""

    table: str
    id: str


def differences(connection: Connection) -> list[Difference]:
    """The rows in which the tables differ from what the journal gives when it is replayed, by table and identifier."""
    engine = rebuild(connection)
    try:
        with reading(engine) as target:
            unlike = set(dump(connection)) ^ set(dump(target))
    finally:
        engine.dispose()
    return [Difference(*place) for place in sorted({(table, row["id"]) for table, row in map(from_json, unlike)})]
