"""Real calendar programs around one feed: our server gives it, vdirsyncer fetches it over HTTP, khal and todoman
show what came.

Each program runs as its users run it, as a process of its own, with a home and a time zone that the test names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from feed_world import running

from vpr_tracker import Tracker
from vpr_tracker.plugins import load_registry
from vpr_tracker_ical.content.build import build
from vpr_tracker_ical.content.model import CalendarContent
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.feeds.keyfile import make_key
from vpr_tracker_ical.feeds.service import FeedBook
from vpr_tracker_ical.serving.app import create_app

PROGRAMS = ("vdirsyncer", "khal", "todo")
FOLDER = Path(sys.executable).parent
"""Where the programs are: beside the Python that runs the tests."""


def missing() -> list[str]:
    """The programs that are not installed."""
    return [name for name in PROGRAMS if not (FOLDER / name).is_file()]


@dataclass
class Feed:
    """A feed on a real server, which looks at the database for each request."""

    folder: Path
    stack: ExitStack
    url: str = ""
    scope: Scope | None = None

    def offer(self, tracker: Tracker, scope: Scope, options: Options) -> CalendarContent:
        """See that there is a feed of this kind; gives what it holds now."""
        if not self.url:
            key_file, database = self.folder / "ical.key", tracker.place
            key = make_key(key_file)
            with Tracker.open(database, registry=load_registry(("ical",))) as writer:
                feed = FeedBook(writer).add(scope, options, key)
            app = create_app(database, key=key_file, registry=load_registry(("ical",)), look_every=0.0)
            site = self.stack.enter_context(running(app))
            self.scope = feed.scope
            token = key.token(feed.feed_id, feed.generation)
            self.url = f"http://127.0.0.1:{site.port}/feed/{token}/{feed.slug}.ics"
        assert self.scope is not None
        return build(tracker, self.scope, options)


@contextmanager
def served(folder: Path) -> Iterator[Feed]:
    """A place for a feed on loopback."""
    with ExitStack() as stack:
        yield Feed(folder, stack)


_SYNC = """
[general]
status_path = "{home}/status"
[pair feed]
a = "remote"
b = "local"
collections = null
[storage remote]
{remote}
[storage local]
type = "filesystem"
path = "{home}/local"
fileext = ".ics"
"""
_KHAL = """
[calendars]
[[feed]]
path = {home}/local
[locale]
local_timezone = {zone}
default_timezone = {zone}
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
timeformat = %H:%M
[sqlite]
path = {home}/khal.db
"""
_TODO = """
path = "{home}/local"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "local"
cache_path = "{home}/todo.db"
"""
_LINE = "{start-date}|{end-date}|{start-time}|{title}"


@dataclass
class Client:
    """A person's machine: a folder of its own, a time zone, the three programs."""

    home: Path
    zone: str = "UTC"
    remote: str = ""
    uploaded: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.home / "local").mkdir(parents=True)
        for name, text in (("sync", _SYNC), ("khal", _KHAL), ("todo.py", _TODO)):
            (self.home / name).write_text(text.format(home=self.home, zone=self.zone, remote=self.remote))

    @classmethod
    def subscribed(cls, home: Path, feed: Feed, zone: str = "UTC") -> Client:
        """A client of a feed."""
        client = cls(home, zone, f'type = "http"\nurl = "{feed.url}"')
        client.run("vdirsyncer", "-c", "sync", "discover")
        return client

    @classmethod
    def of_file(cls, home: Path, file: Path) -> Client:
        """A client that took one file."""
        client = cls(home, "UTC", f'type = "singlefile"\npath = "{file}"')
        client.run("vdirsyncer", "-c", "sync", "discover")
        return client

    def run(self, name: str, *arguments: str) -> str:
        """What a program prints; anything but success, and anything it complains of, fails the test."""
        done = subprocess.run(
            [str(FOLDER / name), *arguments],
            cwd=self.home,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.home),
                "TZ": self.zone,
                "LC_ALL": "C.UTF-8",
                "PYTHONWARNINGS": "ignore",  # theirs are no business of ours
            },
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"{name} {arguments}: {said}"
        for complaint in ("error", "critical", "Traceback", "warning"):
            assert complaint not in done.stderr.lower(), f"{name} {arguments}: {said}"
        return done.stdout + (done.stderr if name == "vdirsyncer" else "")

    def refresh(self) -> Counter[str]:
        """Fetch the feed; how many items vdirsyncer copied and deleted."""
        lines = self.run("vdirsyncer", "-c", "sync", "sync").splitlines()
        return Counter(line.split()[0] for line in lines if line.startswith(("Copying", "Deleting")))

    def events(self) -> list[tuple[str, date]]:
        """Title and day of each event that khal lists, all-day ones alone; the same event twice is there twice."""
        lines = self.run(
            "khal", "-c", "khal", "list", "--once", "--format", _LINE, "--day-format", "", "2000-01-01", "2060-01-01"
        ).splitlines()
        found = []
        for line in filter(None, lines):
            start, end, time, title = line.split("|", 3)
            assert (start, time) == (end, ""), f"an entry is not of one whole day: {line}"
            found.append((title.strip(), date.fromisoformat(start)))
        return sorted(found, key=lambda each: (each[1], each[0]))

    def todos(self) -> list[dict[str, object]]:
        """What todoman lists, of every status; ``due`` as the day that it is in the client's zone."""
        rows = json.loads(self.run("todo", "--config", "todo.py", "--porcelain", "list", "--status", "ANY"))
        for row in rows:
            if row["due"] is not None:
                row["due"] = datetime.fromtimestamp(row["due"], UTC).astimezone(ZoneInfo(self.zone)).date()
        return sorted(rows, key=lambda row: (row["due"] or date.max, row["summary"]))
