"""When feeds were fetched: counted in memory, told to the database in batches."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from vpr_tracker import VprError

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_ical.feeds.service import Fetched

EVERY: Final = 60.0
"""Seconds between two batches."""


class FetchLog:
    """What was fetched since the database was last told."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[datetime, int]] = {}

    def __bool__(self) -> bool:
        return bool(self._seen)

    def note(self, feed_id: str) -> None:
        """One more."""
        _last, count = self._seen.get(feed_id, (None, 0))
        self._seen[feed_id] = (datetime.now(UTC), count + 1)

    def take(self) -> dict[str, Fetched]:
        """All that was noted, which then counts as told."""
        from vpr_tracker_ical.feeds.service import Fetched

        seen, self._seen = self._seen, {}
        return {feed_id: Fetched(last, count) for feed_id, (last, count) in seen.items()}

    def put_back(self, batch: dict[str, Fetched]) -> None:
        """The database could not be told: it will be with the next batch."""
        for feed_id, fetched in batch.items():
            last, count = self._seen.get(feed_id, (fetched.last, 0))
            self._seen[feed_id] = (max(last, fetched.last), count + fetched.count)


def tell(tracker: Tracker, log: FetchLog, batch: dict[str, Fetched]) -> None:
    """Tell the database of a batch; what it does not take now is put back."""
    from vpr_tracker_ical.feeds.service import FeedBook

    try:
        FeedBook(tracker).note_fetches(batch)
    except VprError:
        log.put_back(batch)
