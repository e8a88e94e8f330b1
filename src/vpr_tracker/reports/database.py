"""Read-only access to the views: one small door over SQLite and PostgreSQL.

SQL is written once, with ``:named`` parameters. Dates go in as ``date`` and come out as ISO strings, which sort and
print as they are.
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from vpr_tracker.errors import NotFound, StorageError, UsageError
from vpr_tracker.i18n import _, system_reason
from vpr_tracker.settings import sqlite_address, sqlite_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from pathlib import Path

Dialect: TypeAlias = Literal["sqlite", "postgresql"]
Row: TypeAlias = tuple[Any, ...]

_POSTGRES_SCHEMES = ("postgresql+psycopg://", "postgresql://", "postgres://")


class Database:
    """A DB-API connection that reports read from; closing it is the business of whoever made the connection.

    :param connection: an open ``sqlite3`` or ``psycopg`` connection.
    :param dialect: which of the two.
    """

    __slots__ = ("connection", "dialect")

    def __init__(self, connection: Any, dialect: Dialect) -> None:  # noqa: ANN401 -- two libraries, no common type
        self.connection = connection
        self.dialect = dialect

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[Row]:
        """All rows of a query with ``:named`` parameters; dates in them are ISO strings.

        :raises StorageError: the database refuses (locked, damaged, a view is missing).
        """
        if self.dialect == "postgresql":
            return _postgres_rows(self.connection, sql, params or {})
        return _sqlite_rows(self.connection, sql, params or {})

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def connect(url: str | Path) -> Database:
    """Open a database for reading only; nothing is created or changed.

    All that is read until it is closed is one state of the database, whatever others write meanwhile.

    :param url: a path, ``sqlite:///path`` or ``postgresql+psycopg://…``.
    :raises NotFound: there is no such file, or nothing was ever imported into it.
    :raises StorageError: it is no database of ours, or its schema is of another version.
    """
    text = str(url)
    if text.startswith(_POSTGRES_SCHEMES):
        database = Database(_open_postgres(text), "postgresql")
    elif "://" in text and not text.startswith("sqlite://"):
        raise UsageError(
            _("the database address {url} is not understood").format(url=f"«{_without_password(text)}»"),
            hint=_("use a path, sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME"),
        )
    else:
        database = Database(_open_sqlite(sqlite_file(text)), "sqlite")
    try:
        _check_schema(database, _without_password(text))
    except BaseException:
        database.close()
        raise
    return database


def _open_sqlite(path: str) -> sqlite3.Connection:
    import sqlite3

    if not os.path.isfile(path):
        raise NotFound(
            _("there is no database {path}").format(path=f"«{path}»"),
            hint=_("import a plan first: vpr import FILE.docx"),
            where=path,
        )
    uri = _file_uri(path)
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True)
    try:
        _begin(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        unwritable = error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
        if not unwritable or os.path.exists(f"{path}-wal"):
            raise _unusable(path, error) from error
        # A database in WAL mode inside a folder that we may not write: SQLite cannot make its shared memory there.
        # Without a log beside it the file is complete, so it can be read as one that does not change.
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True)
        _begin(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _unusable(path, error) from error
    return connection


def _begin(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None
    connection.execute("BEGIN")
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")


def _file_uri(path: str) -> str:
    full = sqlite_address(os.path.abspath(path).replace(os.sep, "/")).removeprefix("sqlite:///")
    return f"file://{'' if full.startswith('/') else '/'}{full}"


def _open_postgres(url: str) -> Any:  # noqa: ANN401 -- psycopg is optional, so its type cannot be named here
    try:
        import psycopg
    except ImportError as error:
        raise StorageError(
            _("the PostgreSQL driver is not installed"), hint=_("pip install 'vpr-tracker[postgres]'")
        ) from error
    scheme, _separator, rest = url.partition("://")
    try:
        connection = psycopg.connect(f"{scheme.partition('+')[0]}://{rest}", connect_timeout=10)
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    except psycopg.OperationalError as error:
        raise StorageError(
            _("the database server cannot be reached: {error}").format(error=str(error).strip().splitlines()[0]),
            hint=_("look at the address in VPR_DB and whether the server runs"),
            where=_without_password(url),
        ) from error
    except psycopg.Error as error:
        raise _unusable(_without_password(url), error) from error
    return connection


def _check_schema(database: Database, name: str) -> None:
    from vpr_tracker.storage.schema import schema_state

    state = schema_state(database.connection)
    if state == "empty":
        raise NotFound(
            _("there is no plan in the database {path} yet").format(path=f"«{name}»"),
            hint=_("import a plan first: vpr import FILE.docx"),
            where=name,
        )
    if state == "outdated":
        raise StorageError(
            _("the database {path} was made by an older version").format(path=f"«{name}»"),
            hint=_("upgrade it (a backup is made first): vpr db upgrade"),
            where=name,
        )
    if state == "newer":
        raise StorageError(
            _("the database {path} was made by a newer version").format(path=f"«{name}»"),
            hint=_("update vpr-tracker"),
            where=name,
        )


def _sqlite_rows(connection: Any, sql: str, params: Mapping[str, object]) -> list[Row]:  # noqa: ANN401
    import sqlite3

    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in params.items()}
    try:
        rows: list[Row] = connection.execute(sql, values).fetchall()
    except sqlite3.DatabaseError as error:
        raise _unusable(None, error) from error
    return rows


def _postgres_rows(connection: Any, sql: str, params: Mapping[str, object]) -> list[Row]:  # noqa: ANN401
    import re

    import psycopg

    query = re.sub(r"(?<!:):([a-z_][a-z0-9_]*)", r"%(\1)s", sql.replace("%", "%%"))
    try:
        fetched = connection.execute(query, params).fetchall()
    except psycopg.Error as error:
        raise _unusable(None, error) from error
    return [tuple(value.isoformat() if isinstance(value, date) else value for value in row) for row in fetched]


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    login, at, host = rest.rpartition("@")
    return f"{scheme}{separator}{login.partition(':')[0]}{at}{host}" if at else url


def _unusable(name: str | None, error: Exception) -> StorageError:
    reason = system_reason(error)
    if name is None:
        message = _("the database cannot be read: {error}").format(error=reason)
    else:
        message = _("the database {path} cannot be read: {error}").format(path=f"«{name}»", error=reason)
    if "locked" in str(error):
        return StorageError(message, hint=_("another program is writing to it; try again"), where=name)
    return StorageError(message, hint=_("see what is wrong with it: vpr db status"), where=name)
