"""Keeping the database itself: its version, upgrades, backups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vpr_tracker.errors import BadInput, NotFound, StorageError, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.storage import backups, engine
from vpr_tracker.storage.migrate import (
    CORE,
    REVISIONS,
    MigrationSource,
    SchemaState,
    newest,
    schema_version,
    state_of,
    upgrade,
    version_in,
)
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.plugin_tables import PluginTables, plugin_sources, plugin_versions


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseView:
    """What kind of database it is and whether it can be used."""

    place: str
    dialect: str
    exists: bool
    state: SchemaState
    version: str | None
    newest: str
    size: int | None
    """Bytes of the SQLite file."""
    plugins: tuple[PluginTables, ...] = ()
    """The tables of plugins; where one is of another version, the state says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeResult:
    """What an upgrade applied («vpr-tracker 0002»), and the copy of the database as it was before."""

    applied: tuple[str, ...]
    backup: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreResult:
    """Where a copy was put, and the file that keeps what was there; ``None`` where nothing was."""

    place: str
    replaced: Path | None


class UpkeepCases(TrackerCore):
    """Use cases about the database."""

    def database(self) -> DatabaseView:
        """Where the database is, and its version; also of one that is missing, outdated or newer."""
        missing = self._missing()
        version = None if missing else self._version()
        state = state_of(version)
        plugins = plugin_versions(self.engine, self._hooks) if state == "current" else ()
        if not all(each.is_current for each in plugins):
            state = "outdated"
        return DatabaseView(
            place=self.place,
            dialect=self.engine.dialect.name,
            exists=not missing,
            state=state,
            version=version,
            newest=REVISIONS[-1],
            size=self.file.stat().st_size if self.file is not None and not missing else None,
            plugins=plugins,
        )

    def upgrade(self) -> UpgradeResult:
        """Bring the database to this release's schema and that of its plugins, with a copy beside it first (SQLite).

        :raises StorageError: it is newer than this release, or the upgrade failed: then nothing is changed.
        """
        version = None if self._missing() else self._version()
        if state_of(version) == "newer":
            raise StorageError(
                _("the database {path} was made by a newer version").format(path=f"«{self.place}»"),
                hint=_("update vpr-tracker"),
                where=self.place,
            )
        backup = None
        sources = (CORE, *plugin_sources(self._hooks))
        if self.file is not None and version is not None and self._pending(sources):
            backup = backups.copy(self.file, backups.free_name(self.file, str(version)))
        applied = upgrade(self.engine, sources)
        return UpgradeResult(applied=tuple(applied), backup=backup)

    def backup(self, path: str | Path) -> Path:
        """Copy the database as it stands, also while others use it (SQLite).

        :raises StorageError: the file exists already or cannot be written.
        :raises UsageError: the database is PostgreSQL, which has its own tool.
        """
        if self.file is None:
            raise UsageError(
                _("only an SQLite file can be copied"),
                hint=_("PostgreSQL has a tool for this: pg_dump"),
                where=self.place,
            )
        if self._missing():
            raise NotFound(_("there is no database {path}").format(path=f"«{self.place}»"), where=self.place)
        return backups.copy(self.file, Path(path))

    def restore_backup(self, path: str | Path, *, replace: bool = False) -> RestoreResult:
        """Put a copy in the place of the database (SQLite), also while others use it; what was there is kept beside.

        The copy is looked through first: every page, every entry of its journal. The files of evidence are apart: they
        stay where they are.

        :param replace: really replace a database that is there.
        :raises BadInput: there is a database, and ``replace`` is not said.
        :raises StorageError: the copy is damaged, altered, no database of ours, or of a newer version.
        :raises UsageError: the database is PostgreSQL, which has its own tool.
        """
        if self.file is None:
            raise UsageError(
                _("only an SQLite file can be put back"),
                hint=_("PostgreSQL has a tool for this: pg_restore"),
                where=self.place,
            )
        source = Path(path)
        backups.check(source)
        if source.absolute() == self.file.absolute():
            raise UsageError(_("this is the database itself"), where=str(source))
        if self.file.exists() and not replace:
            raise BadInput(
                _("there is a database {path} already").format(path=f"«{self.place}»"),
                hint=_("what is there is kept beside it: repeat with --yes"),
                where=self.place,
            )
        self.engine.dispose()
        aside = backups.restore(source, self.file)
        self._ready = False
        return RestoreResult(place=self.place, replaced=aside)

    def _pending(self, sources: Sequence[MigrationSource]) -> bool:
        """Whether a source that the database knows has newer revisions."""
        with engine.reading(self.engine) as connection:
            driver: Any = connection.connection.driver_connection
            versions = [(version_in(driver, source.version_table), newest(source)) for source in sources]
        return any(version is not None and version != last for version, last in versions)

    def _version(self) -> str | None:
        with engine.reading(self.engine) as connection:
            driver: Any = connection.connection.driver_connection
            return schema_version(driver)
