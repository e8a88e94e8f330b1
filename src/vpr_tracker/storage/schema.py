"""Which schema a database has, asked through the DB-API alone: the read side must not wait for Alembic to load."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

SchemaState: TypeAlias = Literal["empty", "current", "outdated", "newer"]

VERSION_TABLE: Final = "vpr_tracker_version"
REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005")
"""The core's revisions, oldest first; a test holds them against the migration files."""


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
    return version_in(connection, VERSION_TABLE)


def version_in(connection: Any, table: str) -> str | None:  # noqa: ANN401 -- any DB-API connection
    """The revision that a distribution's version table says, ``None`` where there is none."""
    cursor = connection.cursor()
    try:
        if not _has_table(connection, cursor, table):
            return None
        cursor.execute(f"SELECT version_num FROM {table}")
        row = cursor.fetchone()
        return None if row is None else str(row[0])
    finally:
        cursor.close()


def _has_table(connection: Any, cursor: Any, table: str) -> bool:  # noqa: ANN401 -- any DB-API connection and cursor
    if type(connection).__module__.partition(".")[0] == "sqlite3":
        cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
        return cursor.fetchone() is not None
    cursor.execute(f"SELECT to_regclass('{table}')")
    row = cursor.fetchone()
    return row is not None and row[0] is not None
