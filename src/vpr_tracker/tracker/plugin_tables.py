"""The tables of plugins: made by the first change, upgraded on demand, never in the way of the core."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sqlalchemy.engine import Engine

from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.guard import describe, foreign_code
from vpr_tracker.storage import engine as engines
from vpr_tracker.storage.migrate import CORE, MigrationSource, newest_in, upgrade, version_in
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
    see_versions(engine, hooks, place)
    sources = plugin_sources(hooks)
    if not sources:
        return
    with engines.reading(engine) as connection:
        driver: Any = connection.connection.driver_connection
        new = [source for source in sources if version_in(driver, source.version_table) is None]
    if new:
        upgrade(engine, (CORE, *new))


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginTables:
    """The tables of a plugin in a database: their version, ``None`` where there are none, and the newest there is."""

    name: str
    version: str | None
    newest: str | None

    @property
    def is_current(self) -> bool:
        """Whether they can be used, or made."""
        return self.version in (None, self.newest)


def plugin_versions(engine: Engine, hooks: Hooks | None) -> tuple[PluginTables, ...]:
    """The versions of the plugins' tables; nothing of a plugin but the names of its migrations is looked at."""
    specs = sorted(hooks.storage(), key=lambda each: each.name) if hooks is not None else []
    found = []
    with engines.reading(engine) as connection:
        driver: Any = connection.connection.driver_connection
        for spec in specs:
            try:
                last = newest_in(spec.migrations)
            except (ImportError, TypeError, OSError):  # what is wrong with it is told where its tables are made
                continue
            version = version_in(driver, spec.version_table)
            found.append(PluginTables(name=spec.name, version=version, newest=last))
    return tuple(found)


def see_versions(engine: Engine, hooks: Hooks | None, place: str) -> None:
    """See that the tables of plugins are of this release where the database has them.

    :raises StorageError: those of a plugin are of another version.
    """
    stale = [each.name for each in plugin_versions(engine, hooks) if not each.is_current]
    if stale:
        raise StorageError(
            _("the tables of plugins are of another version: {names}").format(names=", ".join(stale)),
            hint=_("upgrade the database (a backup is made first): vpr db upgrade"),
            where=place,
        )
