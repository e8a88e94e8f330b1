"""From feeds to files: written where they differ, removed where a feed was revoked, touched nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from vpr_tracker import RuleBroken
from vpr_tracker_ical.content.build import PlanSnapshot
from vpr_tracker_ical.feeds.model import Feed
from vpr_tracker_ical.feeds.service import FeedBook
from vpr_tracker_ical.feeds.tokens import FeedKey, looks_like_token
from vpr_tracker_ical.i18n import _
from vpr_tracker_ical.pages.landing import landing_page
from vpr_tracker_ical.publishing.manifest import Manifest
from vpr_tracker_ical.publishing.target import Target
from vpr_tracker_ical.writing.ics import PRODID, to_ics

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_ical.feeds.places import Addresses

GUARD: Final = "feed/index.html"
"""An empty page in the folder of feeds: most web servers then list nothing there."""
Progress = Callable[[Sequence[Feed]], AbstractContextManager[Iterable[Feed]]]


@dataclass(slots=True)
class Published:
    """What was done, or would be: feeds whose files were written, were right already, or were removed.

    ``foreign`` are folders that look like feeds of another key; ``pruned`` of them were removed. ``problems`` are lines
    about other plugins that could not add their entries.
    """

    written: list[Feed] = field(default_factory=list)
    unchanged: list[Feed] = field(default_factory=list)
    removed: list[Feed] = field(default_factory=list)
    foreign: int = 0
    pruned: int = 0
    problems: list[str] = field(default_factory=list)


class Publisher:
    """Publishes the feeds of a database to one place.

    :param dry_run: find out what would be done, and do nothing.
    """

    def __init__(
        self, tracker: Tracker, key: FeedKey, addresses: Addresses, target: Target, *, dry_run: bool = False
    ) -> None:
        self._tracker = tracker
        self._key = key
        self._addresses = addresses
        self._target = target
        self._dry_run = dry_run

    def publish(self, *, prune: bool = False, progress: Progress = nullcontext) -> Published:
        """Bring the files to what the database says.

        What is stopped goes first, so that an interruption leaves no revoked feed behind; each file is there whole.

        :param prune: also remove files of feeds that this key and database do not know.
        :raises RuleBroken: addresses of some feeds were made with another key.
        :raises BadInput: the place cannot be used.
        """
        feeds = FeedBook(self._tracker).feeds()
        active = [feed for feed in feeds if feed.revoked_at is None]
        self._check_key(active)
        done, present = Published(), self._target.sizes("feed")
        manifest = Manifest(self._key, self._target)
        try:
            self._remove(feeds, present, done)
            self._prune(feeds, present, done, really=prune)
            manifest.keep_only(active)
            if present.get(GUARD) is None and active:
                self._put(GUARD, b"")
            with progress(active) as each:
                self._write(each, present, manifest, done)
        finally:
            if not self._dry_run:
                manifest.save()
        return done

    def _check_key(self, active: Sequence[Feed]) -> None:
        others = [f"{feed.number}: {feed.name}" for feed in active if feed.key_mark != self._key.mark]
        if others:
            raise RuleBroken(
                _("some feeds were made with another key"),
                problems=others[:20],
                hint=_("restore that key, or give the feeds new addresses: vpr ical feed rotate"),
            )

    def _folder(self, feed: Feed, generation: int | None = None) -> str:
        return f"feed/{self._key.token(feed.feed_id, generation or feed.generation)}"

    def _remove(self, feeds: Sequence[Feed], present: dict[str, int], done: Published) -> None:
        """Remove the files of revoked feeds and of earlier addresses: those names that we give, no others."""
        for feed in feeds:
            stopped = feed.generation if feed.revoked_at is None else feed.generation + 1
            folders = [self._folder(feed, generation) for generation in range(1, stopped)]
            paths = [f"{each}/{name}" for each in folders for name in (f"{feed.slug}.ics", "index.html")]
            there = [path for path in paths if path in present]
            for path in there:
                if not self._dry_run:
                    self._target.remove(path)
            if there:
                done.removed.append(feed)

    def _prune(self, feeds: Sequence[Feed], present: dict[str, int], done: Published, *, really: bool) -> None:
        known = {self._folder(feed, number) for feed in feeds for number in range(1, feed.generation + 1)}
        strange: dict[str, list[str]] = {}
        for path in present:
            parts = path.split("/")
            if len(parts) == 3 and looks_like_token(parts[1]) and "/".join(parts[:2]) not in known:
                strange.setdefault(parts[1], []).append(path)
        done.foreign = len(strange)
        for paths in strange.values() if really else ():
            ours = [path for path in paths if self._is_ours(path)]
            for path in ours:
                if not self._dry_run:
                    self._target.remove(path)
            done.pruned += bool(ours)

    def _is_ours(self, path: str) -> bool:
        data = self._target.get(path) or b""
        if path.endswith("/index.html"):
            return b'<meta name="generator" content="vpr-tracker-ical">' in data[:4096]
        return path.endswith(".ics") and f"PRODID:{PRODID}".encode() in data[:4096]

    def _write(self, feeds: Iterable[Feed], present: dict[str, int], manifest: Manifest, done: Published) -> None:
        snapshot, today = PlanSnapshot.read(self._tracker), self._tracker.today()
        for feed in feeds:
            content = snapshot.content(feed.scope, feed.options, today, strict=False)
            done.problems += [line for line in content.problems if line not in done.problems]
            token = self._key.token(feed.feed_id, feed.generation)
            page = landing_page(content, feed, self._addresses, token, today)
            different = False
            for kind, name, data in (("ics", f"{feed.slug}.ics", to_ics(content)), ("page", "index.html", page)):
                path, digest = f"feed/{token}/{name}", manifest.digest(data)
                if manifest.has(feed, kind, digest) and present.get(path) == len(data):
                    continue
                different = True
                self._put(path, data)
                manifest.set(feed, kind, digest)
            (done.written if different else done.unchanged).append(feed)

    def _put(self, path: str, data: bytes) -> None:
        if not self._dry_run:
            self._target.put(path, data)


def numbers(feeds: Iterable[Feed]) -> Iterator[int]:
    """What feeds are called by; their paths are secret."""
    return (feed.number for feed in feeds)
