"""The tables of plugins: made by the first change, upgraded on demand, never in the way of the core."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from sqlalchemy.engine import Engine

from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.guard import describe, foreign_code
from vpr_tracker.storage import engine as engines
from vpr_tracker.storage.migrate import CORE, MigrationSource, newest, upgrade, version_in
from vpr_tracker.tracker.hooks import Hooks


def plugin_sources(hooks: Hooks | None) -> tuple[MigrationSource, ...]:
    """The migrations of plugins, by name. A plugin whose tables cannot be loaded is told of and left out."""
    found = []
    for spec in sorted(hooks.storage(), key=lambda each: each.name) if hooks is not None else ():
        try:
            with foreign_code():
                import_module(spec.tables)
                import_module(spec.migrations)
        except Exception as error:  # the plugin boundary: anything may happen in foreign code
            line = _("the tables of plugin «{name}» cannot be loaded: {reason}").format(
                name=spec.name, reason=describe(error)
            )
            logging.getLogger("vpr_tracker").warning("%s", line)
            continue
        found.append(
            MigrationSource(
                name=spec.name, package=spec.migrations, version_table=spec.version_table, prefix=spec.prefix
            )
        )
    return tuple(found)


def make_tables(engine: Engine, hooks: Hooks | None, place: str) -> None:
    """Make the tables of plugins that the database does not know yet.

    :raises StorageError: those of a plugin are of another version.
    """
    sources = plugin_sources(hooks)
    if not sources:
        return
    with engines.reading(engine) as connection:
        driver: Any = connection.connection.driver_connection
        versions = {source.name: version_in(driver, source.version_table) for source in sources}
    stale = [source.name for source in sources if versions[source.name] not in (None, newest(source))]
    if stale:
        raise StorageError(
            _("the tables of plugins are of another version: {names}").format(names=", ".join(stale)),
            hint=_("upgrade the database (a backup is made first): vpr db upgrade"),
            where=place,
        )
    new = [source for source in sources if versions[source.name] is None]
    if new:
        upgrade(engine, (CORE, *new))
