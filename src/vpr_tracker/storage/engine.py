"""Engines and transactions: the one place that knows how each database wants to be spoken to.

SQLite: write-ahead log, foreign keys, a long busy timeout, and transactions begun in words (the driver's own habit of
beginning late leaves half-made tables behind a failed migration). Writers begin with ``IMMEDIATE``, so that nobody
changes what they have read; the longer they have waited for that, the sooner they look again, so that everybody gets
a turn (SQLite's own wait looks the more rarely the longer it lasts: of many, some starve). PostgreSQL: writers queue
on the row of ``journal_head``.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool, StaticPool

from vpr_tracker.errors import Conflict, StorageError, UsageError
from vpr_tracker.i18n import _, system_reason
from vpr_tracker.settings import sqlite_file
from vpr_tracker.storage import places
from vpr_tracker.storage.jsontext import from_json, to_json

DRIVERS: Final = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
BUSY_SECONDS: Final = 30
"""How long a writer waits for another before it gives up with a conflict."""
_LOOK_AGAIN: Final = 0.02
"""About how many seconds pass until a writer of SQLite looks again whether it is its turn, at first."""
CACHE_KIB: Final = 65_536
"""SQLite's page cache: bulk insertions go to random places of the indexes and crawl where these do not fit."""
_LOCK_KEY: Final = 0x76_70_72
"""The advisory lock that keeps two processes from creating the tables of one PostgreSQL database at once."""


def open_engine(url: str, *, probe: places.Probe = places.probe) -> Engine:
    """An engine for ``sqlite:///path`` or ``postgresql+psycopg://…``; the folder of an SQLite file is created.

    :param probe: tells what file system a folder is on (an argument so that it can be replaced).
    :raises StorageError: the place cannot hold a database, or the driver is not installed.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        # SQLAlchemy leaves the path of an address quoted.
        return _sqlite(parsed.set(database=sqlite_file(url)), probe)
    try:
        engine = create_engine(
            parsed,
            json_serializer=to_json,
            json_deserializer=from_json,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10},
        )
    except ImportError as error:
        raise StorageError(
            _("the PostgreSQL driver is not installed"), hint=_("pip install 'vpr-tracker[postgres]'")
        ) from error

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a psycopg connection
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        connection.commit()

    return engine


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        if parsed.drivername not in DRIVERS:
            raise ArgumentError(parsed.drivername)
    except ArgumentError as error:
        raise UsageError(
            _("the database address «{url}» is not understood").format(url=url.rpartition("@")[2]),
            hint=_("use sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME"),
        ) from error
    return parsed


def _sqlite(url: URL, probe: places.Probe) -> Engine:
    memory = url.database in (None, "", ":memory:")
    if not memory:
        places.prepare(Path(str(url.database)), probe)
    engine = create_engine(
        url,
        json_serializer=to_json,
        json_deserializer=from_json,
        poolclass=StaticPool if memory else NullPool,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": not memory},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a sqlite3 connection
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("vpr_begin") == "IMMEDIATE":
            _begin_writing(connection.connection.driver_connection)
        else:
            connection.exec_driver_sql("BEGIN DEFERRED")

    return engine


def _begin_writing(connection: Any) -> None:  # noqa: ANN401 -- a sqlite3 connection
    """Wait for one's turn to write, up to ``BUSY_SECONDS``."""
    began = time.monotonic()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - began
                if "locked" not in str(error) or waited > BUSY_SECONDS:
                    raise
            time.sleep(random.uniform(0.1, 1) * _LOOK_AGAIN / (1 + waited))
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def ensure_log(engine: Engine) -> None:
    """See that an SQLite file has its write-ahead log: a copy that was put in its place has none."""
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return
    with _translated(engine), engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if driver.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            driver.execute("PRAGMA journal_mode = WAL")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database throughout and writes nothing."""
    with _translated(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, *, keep: bool = True) -> Iterator[Connection]:
    """A transaction that no other writer overlaps; commits at the end, rolls back on any error.

    :param keep: false rolls back at the end too: to see what would happen.
    :raises Conflict: another writer kept the database for too long.
    :raises StorageError: the database cannot be written.
    """
    with _translated(engine), engine.connect() as connection:
        connection = connection.execution_options(vpr_begin="IMMEDIATE")
        with connection.begin() as transaction:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT seq FROM journal_head WHERE id = 1 FOR UPDATE"))
            yield connection
            if not keep:
                transaction.rollback()


@contextmanager
def migration_connection(engine: Engine) -> Iterator[Connection]:
    """A transaction for changes of the schema, alone in the database.

    SQLite's foreign keys are off in it, since rebuilding a table would otherwise delete every row that refers to it;
    and renaming does not look into the views, which have no table to read for a moment.
    """
    with _translated(engine), engine.connect() as connection:
        connection = connection.execution_options(vpr_begin="IMMEDIATE")
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            _pragma(connection, "journal_mode = WAL")
            _pragma(connection, "foreign_keys = OFF")
            _pragma(connection, "legacy_alter_table = ON")
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
                yield connection
        finally:
            if sqlite:
                _pragma(connection, "legacy_alter_table = OFF")
                _pragma(connection, "foreign_keys = ON")


def _pragma(connection: Connection, words: str) -> None:
    """Set a pragma outside any transaction, where alone it counts."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA {words}")


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    """Turn what the driver says of the place or of other writers into our errors; bugs stay what they are."""
    try:
        yield
    except DBAPIError as error:
        known = _known(error.orig or error, engine)
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = _known(error, engine)
        if known is None:
            raise
        raise known from error


def _known(error: BaseException, engine: Engine) -> StorageError | Conflict | None:
    said = str(error)
    place = engine.url.render_as_string(hide_password=True)
    if any(words in said for words in ("database is locked", "lock timeout", "could not serialize", "deadlock")):
        return Conflict(_("another writer holds the database"), hint=_("nothing was written; try again"), where=place)
    if any(words in said for words in ("readonly database", "read-only", "unable to open", "permission denied")):
        return StorageError(
            _("the database cannot be written: {error}").format(error=system_reason(error)),
            hint=_("choose a folder that you may write to: --db PATH or VPR_DB"),
            where=place,
        )
    if any(words in said for words in ("not a database", "malformed", "disk I/O", "disk is full", "database or disk")):
        return StorageError(
            _("the database cannot be used: {error}").format(error=system_reason(error)),
            hint=_("restore a backup, or choose another file: --db PATH or VPR_DB"),
            where=place,
        )
    if any(words in said for words in ("connection failed", "could not connect", "server closed", "does not exist")):
        return StorageError(
            _("the database server cannot be reached: {error}").format(error=said.strip().splitlines()[0]),
            hint=_("look at the address in VPR_DB and whether the server runs"),
            where=place,
        )
    return None
