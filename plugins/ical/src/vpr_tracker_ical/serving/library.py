"""What a server knows of the database: read in threads, held in memory for as long as nothing was recorded."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from threading import Lock
from typing import TYPE_CHECKING, Final

from vpr_tracker import StateMark, VprError
from vpr_tracker_ical.feeds.model import Feed
from vpr_tracker_ical.feeds.tokens import FeedKey, TokenTable
from vpr_tracker_ical.i18n import _
from vpr_tracker_ical.serving.accesslog import logger
from vpr_tracker_ical.serving.http import COMMON, Header, Item

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_ical.content.build import PlanSnapshot
    from vpr_tracker_ical.content.model import CalendarContent
    from vpr_tracker_ical.feeds.places import Addresses

CACHE_BYTES: Final = 128 * 1024 * 1024
"""Bytes of calendars and pages that are held at most."""


class UnavailableError(Exception):
    """The database cannot be asked now; a line for the log."""


@dataclass(frozen=True, slots=True)
class View:
    """The feeds as they stood when the database was last looked at, and the state that it was in."""

    mark: StateMark
    day: date
    modified: datetime
    table: TokenTable[Feed]
    other_key: int
    """How many feeds have an address that was made with another key."""


class Library:
    """Feeds, their calendars and their pages.

    :param max_age: seconds for which a client may keep what it got.
    """

    def __init__(self, tracker: Tracker, key: FeedKey, *, max_age: int, cache_bytes: int = CACHE_BYTES) -> None:
        self.tracker = tracker
        self._caching: tuple[Header, ...] = (
            (b"cache-control", f"private, max-age={max_age}".encode()),
            (b"vary", b"accept-encoding"),
        )
        self._key = key
        self._cache_bytes = cache_bytes
        self._view: View | None = None
        self._snapshot: tuple[StateMark, PlanSnapshot] | None = None
        self._held: OrderedDict[tuple[str, ...], tuple[View, Item]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def look(self) -> View:
        """Look at the database: a few cheap questions where nothing changed.

        :raises UnavailableError: it is absent, locked, of another version, or cannot be reached.
        """
        try:
            state = self.tracker.database().state
            if state != "current":
                raise UnavailableError(_("the database is not ready: {state}").format(state=state))
            mark, day = self.tracker.mark(), self.tracker.today()
            if self._view is None or (self._view.mark, self._view.day) != (mark, day):
                self._view = self._read(mark, day)
        except VprError as error:
            raise UnavailableError(error.message) from error
        return self._view

    def _read(self, mark: StateMark, day: date) -> View:
        from vpr_tracker_ical.feeds.service import FeedBook

        feeds = [feed for feed in FeedBook(self.tracker).feeds() if feed.revoked_at is None]
        ours = [feed for feed in feeds if feed.key_mark == self._key.mark]
        # What ages leaves the calendar at midnight, without anything being recorded.
        midnight = datetime.combine(day, time(), self.tracker.zone()).astimezone(UTC)
        return View(
            mark=mark,
            day=day,
            modified=max(midnight, mark.at) if mark.at is not None else midnight,
            table=TokenTable((self._key.token(feed.feed_id, feed.generation), feed) for feed in ours),
            other_key=len(feeds) - len(ours),
        )

    def held(self, view: View, *key: str) -> Item | None:
        """What was made before, if it still holds."""
        found = self._held.get(key)
        if found is None or found[0] is not view:
            return None
        return found[1]

    def calendar(self, view: View, feed: Feed) -> Item:
        """The calendar of a feed.

        :raises UnavailableError: the database cannot be asked now.
        """
        from vpr_tracker_ical.writing.ics import to_ics

        content = self._content(view, feed)
        headers = (
            (b"content-type", b"text/calendar; charset=utf-8"),
            *self._caching,
            *COMMON,
        )
        return self._hold(view, (feed.feed_id, "ics"), Item(to_ics(content), headers, self._caching))

    def page(self, view: View, feed: Feed, addresses: Addresses) -> Item:
        """The page of a feed.

        :raises UnavailableError: the database cannot be asked now.
        """
        from vpr_tracker_ical.pages.landing import POLICY, landing_page

        token = self._key.token(feed.feed_id, feed.generation)
        body = landing_page(self._content(view, feed), feed, addresses, token, view.day)
        headers = (
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-security-policy", f"{POLICY}; frame-ancestors 'none'".encode()),
            *self._caching,
            *COMMON,
        )
        return self._hold(view, (feed.feed_id, "page", addresses.base), Item(body, headers, self._caching))

    def _content(self, view: View, feed: Feed) -> CalendarContent:
        try:
            content = self._plans(view).content(feed.scope, feed.options, view.day, strict=False)
        except VprError as error:
            raise UnavailableError(error.message) from error
        for problem in content.problems:
            logger.warning("%s", problem)
        return content

    def _plans(self, view: View) -> PlanSnapshot:
        from vpr_tracker_ical.content.build import PlanSnapshot

        if self._snapshot is None or self._snapshot[0] != view.mark:
            self._snapshot = view.mark, PlanSnapshot.read(self.tracker)
        return self._snapshot[1]

    def _hold(self, view: View, key: tuple[str, ...], item: Item) -> Item:
        with self._lock:
            before = self._held.pop(key, None)
            if before is not None:
                self._bytes -= before[1].size
                if before[1].etag == item.etag and before[1].headers == item.headers:
                    item = before[1]  # packed already, perhaps
            self._held[key] = view, item
            self._bytes += item.size
            while self._bytes > self._cache_bytes and len(self._held) > 1:
                _key, (_view, dropped) = self._held.popitem(last=False)
                self._bytes -= dropped.size
        return item
