"""How a database gets the newest schema; Alembic is loaded only when something has to be migrated.

Which schema a database has is asked in ``storage.schema``, whose names are handed on here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from vpr_tracker.storage.schema import (
    REVISIONS,
    VERSION_TABLE,
    SchemaState,
    schema_state,
    schema_version,
    state_of,
    version_in,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

__all__ = [
    "CORE",
    "REVISIONS",
    "VERSION_TABLE",
    "MigrationSource",
    "SchemaState",
    "newest",
    "newest_in",
    "schema_state",
    "schema_version",
    "state_of",
    "upgrade",
    "version_in",
]


class MigrationSource(NamedTuple):
    """One distribution's migrations: the package that holds ``versions/`` and the table that holds its version.

    ``prefix`` starts the names of the distribution's tables; the core has none.
    """

    name: str
    package: str
    version_table: str
    prefix: str = ""


CORE: Final = MigrationSource(name="vpr-tracker", package="vpr_tracker.storage.migrations", version_table=VERSION_TABLE)


def newest(source: MigrationSource) -> str | None:
    """The newest revision that a distribution ships."""
    return newest_in(source.package)


def newest_in(package: str) -> str | None:
    """The newest revision that a package of migrations holds, by the names of its files, ``NNNN_verb_noun.py``."""
    from importlib.resources import files

    names = [entry.name for entry in (files(package) / "versions").iterdir()]
    return max(
        (name.partition("_")[0] for name in names if name[:4].isdecimal() and name.endswith(".py")), default=None
    )


def upgrade(engine: Engine, sources: Sequence[MigrationSource] = (CORE,)) -> list[str]:
    """Bring a database to the newest schema of every source, all in one transaction, the core first.

    Safe to call at any time and by several processes at once; the caller makes the backup.

    :returns: what was applied, ``name revision`` each; empty where nothing was to do.
    :raises StorageError: the database is newer than this release, or the migration failed (nothing is changed then).
    """
    from vpr_tracker.storage.runner import run

    return run(engine, sources)
