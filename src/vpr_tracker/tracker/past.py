"""The plan as it stood: questions about any moment, answered from the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy.engine import Engine

from vpr_tracker.errors import BadInput, NotFound, StorageError, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.settings import parse_moment
from vpr_tracker.storage import journal, past, reading
from vpr_tracker.storage.engine import open_engine
from vpr_tracker.storage.tables import Journal
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_plan
from vpr_tracker.tracker.unit import day_of
from vpr_tracker.tracker.views import JournalReport

if TYPE_CHECKING:
    from vpr_tracker.tracker import Tracker


class PastCases(TrackerCore):
    """Use cases about the journal and what it says of the past."""

    @contextmanager
    def as_of(self, moment: date | datetime | str, *, plan: str | None = None) -> Iterator[Tracker]:
        """Everything as it was known at a moment: a Tracker that answers questions and changes nothing.

        ::

            with tracker.as_of("2023-02-20") as then:
                print(then.status()["totals"])

        Its today is that day. What it answers is what the reports said then: the journal is replayed up to the last
        entry that bears an instant of that moment or before.

        :param moment: a day means its end, in the plan's time zone; an instant without a zone is of that zone too.
        :param plan: whose time zone; where all plans of the database have the same, it need not be named.
        :raises NotFound: nothing had been recorded yet.
        :raises BadInput: the day is still to come.
        :raises UsageError: the moment is not understood.
        """
        with self.reading() as connection:
            rows = reading.plans(connection) if plan is None else [find_plan(connection, plan)]
            zone = rows[0]["time_zone"] if rows else None
            until = moment_of(moment, self.zone(zone))
            self._not_to_come(moment, until, zone)
            last = journal.last_before(connection, until)
            if last == 0:
                raise NotFound(
                    _("nothing had been recorded by {moment}").format(moment=_as_asked(moment)),
                    hint=_("see since when there is a journal: vpr log --all"),
                )
            engine = past.rebuild(connection, until=last)
        try:
            yield cast("Tracker", self._then(engine, until))
        finally:
            engine.dispose()

    def _not_to_come(self, moment: date | datetime | str, until: datetime, plan_zone: str | None) -> None:
        """Refuse a day after today: what will have been recorded by then is not known.

        Of what counts as today and what the clock says the later one: the journal bears the clock's instants.
        """
        zone = self.zone(plan_zone)
        today = max(self.today(plan_zone), day_of(self.now(), zone))
        if until > moment_of(today, zone):
            raise BadInput(
                _("«{moment}» is still to come: today is {today}").format(
                    moment=_as_asked(moment), today=f"{today:%d.%m.%Y}"
                ),
                hint=_("name a day that has been; for how things stand now, leave it out"),
                where="--as-of",
            )

    def _then(self, engine: Engine, moment: datetime) -> TrackerCore:
        then = type(self)(
            "sqlite:///:memory:",
            actor=self.actor,
            clock=lambda: moment,
            registry=None,
            evidence=self._evidence,
        )
        then.engine.dispose()
        then.engine = engine
        then._past = self.place
        return then

    def verify_journal(self, *, state: bool = False) -> JournalReport:
        """Whether every entry of the journal is there, in its place, and as it was written.

        :param state: replay it too, and see whether the tables hold what it says.
        """
        with self.reading() as connection:
            breaks = [(each.seq, each.message) for each in journal.verify(connection)]
            entries = reading.count(connection, Journal)
            unlike: list[past.Difference] = []
            if state and not breaks:
                unlike = past.differences(connection)
        return JournalReport(
            entries=entries,
            problems=tuple(breaks),
            state_checked=state and not breaks,
            rows=tuple((each.table, each.id) for each in unlike),
        )

    def replay_journal(self, into: str | Path, *, until: int | None = None) -> int:
        """Rebuild the state from the journal in a new SQLite file, journal and all.

        :param until: only up to the entry with this number.
        :returns: how many entries were replayed.
        :raises BadInput: the file exists already.
        :raises StorageError: the journal was altered, or the file cannot be written.
        """
        target = Path(into)
        if target.exists():
            raise BadInput(
                _("the file «{path}» exists already").format(path=target),
                hint=_("choose another name"),
                where=str(target),
            )
        with self.reading() as connection:
            breaks = journal.verify(connection)
            if breaks:
                raise StorageError(
                    _("the journal was altered"), problems=[f"{each.seq}: {each.message}" for each in breaks[:20]]
                )
            unfinished = target.with_name(f"{target.name}.part")
            unfinished.unlink(missing_ok=True)
            engine = open_engine(f"sqlite:///{unfinished}")
            try:
                count = past.fill(engine, connection, until=until)
            except BaseException:
                _remove(engine, unfinished)
                raise
            engine.dispose()
        _finish(unfinished, target)
        return count

    def dump(self) -> Iterator[str]:
        """The tracked state as lines of JSON, the same for equal states, whatever database they are in."""
        with self.reading() as connection:
            yield from journal.dump(connection)


def _as_asked(moment: date | datetime | str) -> str:
    """A moment in the words in which it was asked for."""
    if isinstance(moment, datetime):
        return f"{moment:%d.%m.%Y %H:%M}"
    return moment.strip() if isinstance(moment, str) else f"{moment:%d.%m.%Y}"


def moment_of(moment: date | datetime | str, zone: tzinfo | None) -> datetime:
    """An instant; a day means its last microsecond.

    :param zone: of days, and of instants that name none; ``None`` is the machine's.
    :raises UsageError: it is not understood.
    """
    try:
        value = parse_moment(moment) if isinstance(moment, str) else moment
    except ValueError as error:
        raise UsageError(str(error)) from error
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.max)
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone) if zone is not None else value.astimezone()
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise UsageError(_("«{text}» is too far away").format(text=moment)) from error


def _finish(unfinished: Path, target: Path) -> None:
    """One file by itself: without this the copy would want a log beside it."""
    import sqlite3

    connection = sqlite3.connect(unfinished)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
    unfinished.replace(target)


def _remove(engine: Engine, unfinished: Path) -> None:
    engine.dispose()
    for suffix in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
