"""A database with feeds and a key, an application over it that is asked directly or through the real server."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from tests.factories import make_draft, standard_tasks

from vpr_tracker import Tracker
from vpr_tracker.plugins import load_registry
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.feeds.keyfile import make_key
from vpr_tracker_ical.feeds.model import Feed
from vpr_tracker_ical.feeds.service import FeedBook
from vpr_tracker_ical.feeds.tokens import FeedKey
from vpr_tracker_ical.serving.app import FeedApp, create_app
from vpr_tracker_ical.serving.server import BoundedProtocol, server

BASE = "https://kalendar.example.org/vpr"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class World:
    """A committee with a plan and two schools."""

    folder: Path
    url: str
    tracker: Tracker
    key: FeedKey
    apps: list[FeedApp] = field(default_factory=list)

    @classmethod
    def make(cls, folder: Path, url: str | None = None, tasks: Any = None, **options: Any) -> World:
        """With the plan of the factories, or another."""
        made = cls.open(folder, url, **options)
        made.tracker.import_plan(make_draft(tasks or standard_tasks()))
        made.tracker.import_schools([{"number": "1"}, {"number": "4"}])
        return made

    @classmethod
    def open(cls, folder: Path, url: str | None = None, **options: Any) -> World:
        """As it is in the folder."""
        url = url or str(folder / "plans.sqlite3")
        tracker = Tracker.open(url, actor="Координатор", registry=load_registry(("ical",)), **options)
        return cls(folder, url, tracker, make_key(folder / "keys" / "ical.key"))

    @property
    def key_file(self) -> Path:
        return self.folder / "keys" / "ical.key"

    @property
    def book(self) -> FeedBook:
        return FeedBook(self.tracker)

    def add(self, school: str = "4", options: Options | None = None) -> Feed:
        return self.book.add(Scope(school=school), options or Options(), self.key)

    def path(self, feed: Feed, name: str | None = None) -> str:
        """Where a feed is, below the prefix."""
        token = self.key.token(feed.feed_id, feed.generation)
        return f"/feed/{token}/{feed.slug + '.ics' if name is None else name}"

    def app(self, **options: Any) -> FeedApp:
        """The application, which looks at the database for each request."""
        given = {"registry": load_registry(("ical",)), "look_every": 0.0, **options}
        made = create_app(self.url, key=self.key_file, **given)
        self.apps.append(made)
        return made

    def close(self) -> None:
        for app in self.apps:
            app.finish()
        self.tracker.close()


def ask(app: Any, path: str, method: str = "GET", headers: Any = None, **scope: Any) -> Answer:
    """One request, without a server; headers by name, or as ASGI has them."""
    return asyncio.run(asking(app, path, method, headers, **scope))


async def asking(app: Any, path: str, method: str = "GET", headers: Any = None, **scope: Any) -> Answer:
    """The same inside a loop."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    whole = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8765),
        "client": ("127.0.0.1", 1),
        "root_path": "",
        "headers": headers
        if isinstance(headers, list)
        else [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        **scope,
    }
    await app(whole, receive, send)
    begin, *rest = sent
    named = {name.decode(): value.decode() for name, value in begin["headers"]}
    assert len(named) == len(begin["headers"]), "a header stands there twice"
    return Answer(begin["status"], named, b"".join(part["body"] for part in rest))


@dataclass
class Running:
    """A server that listens."""

    port: int

    def raw(self, data: bytes, timeout: float = 10.0) -> bytes:
        """Everything that comes back for some bytes, until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(data)
            return read_all(connection)

    def get(self, path: str, *headers: str, method: str = "GET") -> Answer:
        """One request on a connection of its own."""
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
        head, _blank, body = self.raw("\r\n".join(lines).encode()).partition(b"\r\n\r\n")
        status, *named = head.decode("latin-1").split("\r\n")
        found = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in named)}
        return Answer(int(status.split()[1]), found, body)


def read_all(connection: socket.socket) -> bytes:
    """What comes until the other side closes; a reset is an end as well."""
    found = b""
    try:
        while part := connection.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


@contextmanager
def running(app: Any, protocol: type[BoundedProtocol] = BoundedProtocol) -> Iterator[Running]:
    """The real server on loopback, in a thread."""
    made = server(app, "127.0.0.1", 0, protocol=protocol)
    loop = asyncio.new_event_loop()
    thread = Thread(target=lambda: loop.run_until_complete(made.serve()))
    thread.start()
    try:
        while not made.started:
            assert thread.is_alive(), "the server did not begin"
            thread.join(0.02)
        yield Running(made.servers[0].sockets[0].getsockname()[1])
    finally:
        made.should_exit = True
        thread.join(30)
        loop.close()
