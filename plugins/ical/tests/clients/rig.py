"""Real calendar programs around one feed: vdirsyncer fetches it over HTTP, khal and todoman show what came.

Each program runs as its users run it, as a process of its own, with a home and a time zone that the test names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

PROGRAMS = ("vdirsyncer", "khal", "todo")
FOLDER = Path(sys.executable).parent
"""Where the programs are: beside the Python that runs the tests."""


def missing() -> list[str]:
    """The programs that are not installed."""
    return [name for name in PROGRAMS if not (FOLDER / name).is_file()]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = self.server.feed.body  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nothing: what is asked is no news."""


@dataclass
class Feed:
    """What the server gives; the test puts another body there."""

    body: bytes = b""
    url: str = ""


@contextmanager
def served() -> Iterator[Feed]:
    """A feed on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    feed = Feed(url=f"http://127.0.0.1:{server.server_address[1]}/feed.ics")
    server.feed = feed  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield feed
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


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
