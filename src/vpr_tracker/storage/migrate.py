"""Which schema a database has, and how it gets the newest one.

Importing this module is light: the read side asks :func:`schema_state` through the DB-API; Alembic is loaded only
when something has to be migrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

SchemaState: TypeAlias = Literal["empty", "current", "outdated", "newer"]

VERSION_TABLE: Final = "vpr_tracker_version"
REVISIONS: Final = ("0001", "0002")
"""The core's revisions, oldest first; a test holds them against the migration files."""


class MigrationSource(NamedTuple):
    """One distribution's migrations: the package that holds ``versions/`` and the table that holds its version.

    ``prefix`` starts the names of the distribution's tables; the core has none.
    """

    name: str
    package: str
    version_table: str
    prefix: str = ""


CORE: Final = MigrationSource(name="vpr-tracker", package="vpr_tracker.storage.migrations", version_table=VERSION_TABLE)


def state_of(version: str | None) -> SchemaState:
    """What a version row means for this release; ``None`` where there is none."""
    if version is None:
        return "empty"
    if version == REVISIONS[-1]:
        return "current"
    return "outdated" if version in REVISIONS else "newer"


def schema_state(connection: Any) -> SchemaState:  # noqa: ANN401 -- any DB-API connection
    """Whether a database can be read: ``current``, ``outdated`` (needs upgrading), ``newer`` than this release
    or ``empty`` (no table of ours).

    :param connection: an open DB-API connection (``sqlite3`` or ``psycopg``); nothing is written.
    """
    return state_of(schema_version(connection))


def schema_version(connection: Any) -> str | None:  # noqa: ANN401 -- any DB-API connection
    """The core's revision in a database, ``None`` where the core never was."""
    cursor = connection.cursor()
    try:
        if not _has_version_table(connection, cursor):
            return None
        cursor.execute(f"SELECT version_num FROM {VERSION_TABLE}")
        row = cursor.fetchone()
        return None if row is None else str(row[0])
    finally:
        cursor.close()


def _has_version_table(connection: Any, cursor: Any) -> bool:  # noqa: ANN401 -- any DB-API connection and cursor
    if type(connection).__module__.partition(".")[0] == "sqlite3":
        cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (VERSION_TABLE,))
        return cursor.fetchone() is not None
    cursor.execute(f"SELECT to_regclass('{VERSION_TABLE}')")
    row = cursor.fetchone()
    return row is not None and row[0] is not None


def upgrade(engine: Engine, sources: Sequence[MigrationSource] = (CORE,)) -> list[str]:
    """Bring a database to the newest schema of every source, all in one transaction, the core first.

    Safe to call at any time and by several processes at once; the caller makes the backup.

    :returns: what was applied, ``name revision`` each; empty where nothing was to do.
    :raises StorageError: the database is newer than this release, or the migration failed (nothing is changed then).
    """
    from vpr_tracker.storage.runner import run

    return run(engine, sources)
