"""What all use cases stand on: the engine, the clock, who acts, and the two kinds of transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from vpr_tracker import settings
from vpr_tracker.domain.texts import check_texts
from vpr_tracker.errors import NotFound, StorageError, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.storage import engine as engines
from vpr_tracker.storage.migrate import schema_state, upgrade
from vpr_tracker.storage.writer import Writer
from vpr_tracker.tracker.hooks import Hooks
from vpr_tracker.tracker.plugin_tables import make_tables, see_versions
from vpr_tracker.tracker.unit import Unit, day_of, offset_minutes

Clock = Callable[[], datetime]


class TrackerCore:
    """Opens the database on first use: a missing one is created by the first change, never by a question."""

    def __init__(
        self,
        url: str,
        *,
        actor: str | None,
        clock: Clock | None,
        registry: Hooks | None,
        evidence: str | Path | None = None,
    ) -> None:
        self.url = url
        self.engine = engines.open_engine(url)
        self.actor = actor or settings.actor()
        self._evidence = str(evidence) if evidence is not None else None
        self._clock = clock
        self._hooks = registry
        self._ready = False
        self._past: str | None = None
        """Where this is a state of the past: the database that it was rebuilt from."""

    @classmethod
    def open(
        cls,
        url: str | Path | None = None,
        *,
        actor: str | None = None,
        clock: Clock | None = None,
        registry: Hooks | None = None,
        evidence: str | Path | None = None,
    ) -> Self:
        """Open a database; use it as a context manager, or call :meth:`close`.

        :param url: a path, ``sqlite:///path`` or ``postgresql+psycopg://user@host/name``; without it, the setting.
        :param actor: who makes the changes, for the journal; without it, ``VPR_ACTOR`` or the login name.
        :param clock: gives the present instant (aware); without it, the machine's clock and ``VPR_TODAY``.
        :param registry: plugins to ask and to tell; without it, none.
        :param evidence: where the files are kept that are handed in, a folder or an address; without it, the setting,
            else a folder beside an SQLite file.
        :raises StorageError: the place cannot hold a database, or PostgreSQL's driver is missing.
        """
        text = settings.database_url() if url is None else settings.as_url(str(url))
        return cls(text, actor=actor, clock=clock, registry=registry, evidence=evidence)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        moment = datetime.now(UTC) if self._clock is None else self._clock()
        return moment.astimezone(UTC)

    def today(self, plan_zone: str | None = None) -> date:
        """The day that it is in a plan's time zone; ``VPR_TODAY`` where no clock was given."""
        if self._clock is None:
            return settings.today(plan_zone)
        return day_of(self.now(), self.zone(plan_zone))

    def zone(self, plan_zone: str | None = None) -> tzinfo | None:
        """A plan's time zone, else the setting's; ``None`` is the machine's."""
        return settings.zone(plan_zone) if plan_zone else settings.time_zone()

    def utc_offset(self, plan_zone: str | None) -> int:
        """Minutes that the zone is ahead of UTC now."""
        return offset_minutes(self.now(), self.zone(plan_zone))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout.

        :raises NotFound: there is no database yet.
        :raises StorageError: the database needs upgrading or cannot be used.
        """
        if not self._ready:
            self._look(create=False)
        with engines.reading(self.engine) as connection:
            yield connection

    @contextmanager
    def unit(self, actor: str | None = None, *, dry_run: bool = False) -> Iterator[Unit]:
        """A unit of work for plugins and use cases: one transaction, journal entries inside, all or nothing.

        Everything that is written goes through ``unit.writer`` within ``with unit.entry("action", …)``. Plugins are
        told after the commit.

        :param dry_run: roll back at the end: everything is checked and computed, nothing is written, and plugins are
            asked but not told.
        :raises BadInput: the actor's name, or a note, holds control characters.
        :raises Conflict: another writer was faster or keeps the database busy; nothing was written.
        """
        check_texts(actor=actor or self.actor)
        if self._past is not None:
            raise UsageError(_("the past cannot be changed"), where=self._past)
        if not self._ready:
            self._look(create=not dry_run)
        with engines.writing(self.engine, keep=not dry_run) as connection:
            writer = Writer(connection, actor=actor or self.actor, at=self.now())
            unit = Unit(writer, self._hooks, today=self.today, dry_run=dry_run)
            yield unit
            unit.come_to_end()
        if self._hooks is not None and unit.told and not dry_run:
            self._hooks.after_commit(tuple(unit.told))

    def _look(self, *, create: bool) -> None:
        """See that the schema, and that of plugins, is of this release; create it in an empty database."""
        if not create and self._missing():
            raise self._nothing()
        with engines.reading(self.engine) as connection:
            driver: Any = connection.connection.driver_connection
            state = schema_state(driver)
        if state == "empty" and create:
            upgrade(self.engine)
        elif state == "empty":
            raise self._nothing()
        elif state == "outdated":
            raise StorageError(
                _("the database {path} was made by an older version").format(path=f"«{self.place}»"),
                hint=_("upgrade it (a backup is made first): vpr db upgrade"),
                where=self.place,
            )
        elif state == "newer":
            raise StorageError(
                _("the database {path} was made by a newer version").format(path=f"«{self.place}»"),
                hint=_("update vpr-tracker"),
                where=self.place,
            )
        if create:
            engines.ensure_log(self.engine)
            make_tables(self.engine, self._hooks, self.place)
        elif self._hooks is not None:
            see_versions(self.engine, self._hooks, self.place)
        self._ready = create or self._hooks is None

    @property
    def file(self) -> Path | None:
        """The SQLite file; ``None`` for memory and for PostgreSQL."""
        name = self.engine.url.database
        if self.engine.dialect.name != "sqlite" or name in (None, "", ":memory:"):
            return None
        return Path(str(name))

    @property
    def place(self) -> str:
        """Where the database is, without a password."""
        return str(self.file) if self.file else self.engine.url.render_as_string(hide_password=True)

    def _missing(self) -> bool:
        return self.file is not None and not self.file.is_file()

    def _nothing(self) -> NotFound:
        if self._missing():
            message = _("there is no database {path}").format(path=f"«{self.place}»")
        else:
            message = _("there is no plan in the database {path} yet").format(path=f"«{self.place}»")
        return NotFound(message, hint=_("import a plan first: vpr import FILE.docx"), where=self.place)
