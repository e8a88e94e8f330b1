"""Serving feeds to 64 clients at once, against the same server with an application that answers a constant.

    python benchmarks/ical_serving.py [--seconds 3] [--rounds 3] [--strict]

The server is a process of its own, the one that «vpr ical serve» runs, its access log on, written to nowhere. Clients
are 64 connections that ask again as soon as they have their answer. Four subjects take turns: a conditional request for
a feed (304), a constant 304 without any header but a tag, a whole feed, and a constant body of the same size.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import multiprocessing
import os
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

CLIENTS: Final = 64
LIMIT: Final = 0.5


class Client(asyncio.Protocol):
    """Asks the same again and again; an answer is known by its length."""

    def __init__(self, request: bytes, length: int) -> None:
        self.request = request
        self.length = length
        self.answers = 0
        self._got = 0
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self._got += len(data)
        if self._got >= self.length:
            self._got -= self.length
            self.answers += 1
            self._transport.write(self.request)

    def stop(self) -> None:
        self._transport.abort()


class Constant:
    """An application that answers the same to everybody."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        self.headers = [(b"content-length", b"%d" % len(body))] if status == 200 else [(b"etag", b'"constant"')]
        self.body = body

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 -- ASGI
        if scope["type"] != "http":
            return
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def serve(app: Any, port: int) -> None:  # noqa: ANN401 -- any ASGI application
    """Run a server until it is ended."""
    from vpr_tracker_ical.serving.server import log_to_stderr, server

    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 -- as long as the process lives
    log_to_stderr(logging.INFO)
    server(app, "127.0.0.1", port).run()


def serve_feeds(database: str, key: str, port: int) -> None:
    """Run the real one."""
    from vpr_tracker_ical.serving import create_app

    serve(create_app(database, key=key), port)


async def rate(port: int, request: bytes, seconds: float) -> float:
    """Answers in a second, of all clients together."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    # An answer that closes says so in a header that the others do not have.
    length = len(await reader.read()) - len(b"Connection: close\r\n")
    writer.close()
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Client(request, length), "127.0.0.1", port) for _number in range(CLIENTS)
    ]
    clients = [client for _transport, client in made]
    await asyncio.sleep(0.3)
    before, start = sum(client.answers for client in clients), time.perf_counter()
    await asyncio.sleep(seconds)
    count, passed = sum(client.answers for client in clients) - before, time.perf_counter() - start
    for client in clients:
        client.stop()
    return count / passed


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def started(target: Any, *arguments: Any) -> tuple[multiprocessing.Process, int]:  # noqa: ANN401 -- a function
    """A server in a process of its own, when it listens; and its port."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(target=target, args=(*arguments, port), daemon=True)
    process.start()
    for _attempt in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process, port
        time.sleep(0.1)
    raise TimeoutError("the server does not listen")


def request(path: str, *headers: str) -> bytes:
    """A request as clients of calendars send it."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", "User-Agent: bench", *headers, "", ""]).encode()


def fetched(port: int, path: str) -> tuple[str, bytes]:
    """Tag and body."""
    from http.client import HTTPConnection

    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, answer.status
    return str(answer.headers["ETag"]), body


def main(seconds: float, rounds: int, *, strict: bool) -> int:
    """Print the figures; 1 where a limit is passed and that matters."""
    from ical_publishing import filled

    from vpr_tracker_ical.content.scope import Options, Scope
    from vpr_tracker_ical.feeds.keyfile import make_key
    from vpr_tracker_ical.feeds.service import FeedBook

    with tempfile.TemporaryDirectory() as name:
        database, key_file = Path(name, "plans.sqlite3"), Path(name, "ical.key")
        with filled(database, 1) as tracker:
            key = make_key(key_file)
            feed = FeedBook(tracker).add(Scope(school="1"), Options(), key)
        path = f"/feed/{key.token(feed.feed_id, feed.generation)}/{feed.slug}.ics"
        servers = [started(serve_feeds, str(database), str(key_file))]
        etag, body = fetched(servers[0][1], path)
        servers += [started(serve, Constant(304, b"")), started(serve, Constant(200, body))]
        real, not_modified, whole = (port for _process, port in servers)
        subjects = {
            "feed, 304": (real, request(path, f"If-None-Match: {etag}")),
            "constant 304": (not_modified, request(path, f"If-None-Match: {etag}")),
            f"feed, {len(body)} bytes": (real, request(path)),
            f"constant, {len(body)} bytes": (whole, request(path)),
        }
        rates: dict[str, list[float]] = {name: [] for name in subjects}
        for _round in range(rounds):
            for subject, (port, asked) in subjects.items():
                rates[subject].append(asyncio.run(rate(port, asked, seconds)))
        for process, _port in servers:
            process.terminate()
            process.join(10)
    medians = {subject: statistics.median(found) for subject, found in rates.items()}
    for subject, found in medians.items():
        print(f"{subject:<24} {found:>7.0f} a second")
    feed_304, constant_304, feed_200, constant_200 = medians.values()
    ratios = {"conditional": feed_304 / constant_304, "full": feed_200 / constant_200}
    for what, ratio in ratios.items():
        print(f"{what}: {ratio:.0%} of the constant one's rate (limit {LIMIT:.0%})")
    return int(strict and min(ratios.values()) < LIMIT)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--strict", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.seconds, given.rounds, strict=given.strict))
