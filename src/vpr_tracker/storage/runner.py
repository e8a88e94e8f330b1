"""Alembic driven in-process: no ini file, no env.py, one version table per distribution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import _
from vpr_tracker.storage.base import TableBase
from vpr_tracker.storage.engine import migration_connection
from vpr_tracker.storage.migrate import MigrationSource


def script_of(source: MigrationSource) -> ScriptDirectory:
    """The revision files of one distribution."""
    config = Config()
    config.set_main_option("script_location", str(files(source.package)).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def run(engine: Engine, sources: Sequence[MigrationSource]) -> list[str]:
    """See :func:`vpr_tracker.storage.migrate.upgrade`."""
    applied: list[str] = []
    try:
        with migration_connection(engine) as connection:
            for source in sources:
                applied += _run_source(connection, source)
            _check_references(connection)
    except (SQLAlchemyError, CommandError) as error:
        raise StorageError(
            _("the database cannot be upgraded: {error}").format(error=str(error).strip().splitlines()[0]),
            hint=_("nothing was changed; see the version of the database: vpr db status"),
        ) from error
    return applied


def _run_source(connection: Connection, source: MigrationSource) -> list[str]:
    script = script_of(source)
    applied: list[str] = []

    def steps(revision: Any, _context: Any) -> Iterable[Any]:  # noqa: ANN401 -- Alembic's own protocol
        for step in script._upgrade_revs("head", revision):
            applied.append(f"{source.name} {step.revision.revision}")
            yield step

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(
            connection=connection,
            version_table=source.version_table,
            target_metadata=TableBase.metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        environment.run_migrations()
    return applied


def _check_references(connection: Connection) -> None:
    """Foreign keys are off while SQLite tables are rebuilt: look that every row still has its parents."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise StorageError(
            _("the upgrade would break {count} references, first in table «{table}»").format(
                count=len(broken), table=broken[0][0]
            ),
            hint=_("nothing was changed; please report this"),
        )
