"""The unit of work: one transaction, its journal entries, and what plugins are told of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from vpr_tracker.domain.texts import check_texts
from vpr_tracker.errors import PluginError, RuleBroken, VprError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.facts import ChangeSpec
from vpr_tracker.plugins.guard import describe, foreign_code
from vpr_tracker.storage.writer import Writer
from vpr_tracker.tracker.hooks import Hooks


class Unit:
    """Everything that one call of the Tracker changes, all or nothing.

    ``writer`` changes rows, inside ``entry``; ``session`` is for plugins and their own
    tables, on the same transaction (``session.info["unit"]`` leads back here).
    """

    def __init__(
        self, writer: Writer, hooks: Hooks | None, *, today: Callable[[str | None], date], dry_run: bool = False
    ) -> None:
        self.writer = writer
        self.hooks = hooks
        self.today = today
        """The day that it is in a time zone, by name; ``None`` is the setting's."""
        self.dry_run = dry_run
        self.told: list[ChangeSpec] = []
        self._at_end: dict[Hashable, Callable[[], None]] = {}

    @property
    def connection(self) -> Connection:
        """The open transaction."""
        return self.writer.connection

    @property
    def actor(self) -> str:
        """Who makes the changes."""
        return self.writer.actor

    @property
    def at(self) -> datetime:
        """The instant that everything in this unit carries, aware UTC."""
        return self.writer.at

    @cached_property
    def session(self) -> Session:
        """A session on this transaction."""
        session = Session(bind=self.connection, expire_on_commit=False)
        session.info["unit"] = self
        return session

    @contextmanager
    def entry(
        self,
        action: str,
        *,
        changes: Sequence[ChangeSpec] = (),
        **about: Any,  # noqa: ANN401 -- see Writer.entry
    ) -> Iterator[None]:
        """One journal entry. When it closes, plugins are told of ``changes``, without any of the entry itself.

        :raises BadInput: the note holds control characters.
        """
        check_texts(note=about.get("note"))
        with self.writer.entry(action, **about):
            yield
        for change in changes or (self.spec(action, **about),):
            self.tell(change)

    @contextmanager
    def entry_if_changed(
        self,
        action: str,
        **about: Any,  # noqa: ANN401 -- see Writer.entry
    ) -> Iterator[None]:
        """As :meth:`entry`, but where nothing changes inside nothing is written and nobody told."""
        check_texts(note=about.get("note"))
        before = len(self.writer.entries)
        with self.writer.entry(action, needless=True, **about):
            yield
        if len(self.writer.entries) > before:
            self.tell(self.spec(action, **about))

    def spec(self, action: str, **about: Any) -> ChangeSpec:  # noqa: ANN401 -- fields of ChangeSpec and Writer.entry
        """A change as plugins see it."""
        return ChangeSpec(
            action=action,
            actor=about.get("actor") or self.actor,
            at=self.at,
            plan_id=about.get("plan"),
            task_id=about.get("task"),
            obligation_id=about.get("obligation"),
            organisation_id=about.get("organisation"),
            subject=about.get("subject") or None,
            note=about.get("note"),
            source=about.get("source"),
            before=about.get("before"),
            after=about.get("after"),
        )

    def ask(self, changes: Sequence[ChangeSpec]) -> None:
        """Ask every rule about state changes that are about to happen.

        :raises RuleBroken: with all problems of all rules.
        :raises PluginError: a plugin that holds rules does not work.
        """
        if self.hooks is None:
            return
        problems = list(dict.fromkeys(problem for change in changes for problem in self.hooks.problems(change)))
        if problems:
            raise RuleBroken(_("a rule does not allow this"), problems=problems)

    def tell(self, change: ChangeSpec) -> None:
        """Tell plugins of a change, inside the transaction; what they add to their tables is stored with it."""
        self.told.append(change)
        if self.hooks is not None and not self.dry_run:
            self.hooks.on_change(self.session, change)
            self.session.flush()

    def at_end(self, key: Hashable, do: Callable[[], None]) -> None:
        """Do something once all else of this unit is done, still inside the transaction; once for each key.

        For plugins whose own work follows from the whole of a change, told of in parts.
        """
        self._at_end.setdefault(key, do)

    def come_to_end(self) -> None:
        """Do what waited for the end, also what that adds."""
        while self._at_end:
            do = self._at_end.pop(next(iter(self._at_end)))
            try:
                with foreign_code():
                    do()
            except VprError:
                raise
            except Exception as error:  # the plugin boundary: anything may happen in foreign code
                raise PluginError(_("a plugin failed: {reason}").format(reason=describe(error))) from error

    def load_extra(self, plan: str, extras: Mapping[str, Any]) -> None:
        """Give plugins their parts of a plan file."""
        if self.hooks is not None and extras and not self.dry_run:
            self.hooks.load_extra(self.session, plan, extras)
            self.session.flush()


def day_of(moment: datetime, zone: Any) -> date:  # noqa: ANN401 -- a tzinfo, or None for the machine's zone
    """The day that it is in a time zone; ``None`` is the machine's."""
    return moment.astimezone(zone).date()


def offset_minutes(moment: datetime, zone: Any) -> int:  # noqa: ANN401 -- as above
    """How many minutes a zone is ahead of UTC at a moment."""
    offset = moment.astimezone(zone).utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)
