"""uvicorn with bounds: who sends slowly, reads slowly or keeps many connections open holds up nobody else."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from vpr_tracker_ical.serving.app import FeedApp
from vpr_tracker_ical.serving.http import LONGEST_HEADERS

MOST_CONNECTIONS: Final = 400
"""Connections that are open at once; for one more, the one that has waited longest for its request is dropped."""
REQUEST_SECONDS: Final = 10.0
"""From the opening of a connection, or the end of an answer, to the last byte of the next request."""
ANSWER_SECONDS: Final = 60.0
"""From a request to the last byte of its answer, in the client's hands."""
KEEP_ALIVE_SECONDS: Final = 5


class BoundedProtocol(H11Protocol):
    """A connection that knows until when it may take."""

    most_connections = MOST_CONNECTIONS
    request_seconds = REQUEST_SECONDS
    answer_seconds = ANSWER_SECONDS
    deadline = float("inf")
    idle = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait(self.request_seconds, idle=True)
        if len(self.connections) > self.most_connections:
            self._make_room()

    def _wait(self, seconds: float, *, idle: bool) -> None:
        self.deadline = self.loop.time() + seconds
        self.idle = idle

    def _make_room(self) -> None:
        others: list[Any] = [each for each in self.connections if each is not self]
        # Those who are being answered are left alone as long as there is anybody else.
        victim = min(others, key=lambda each: (not each.idle, each.deadline))
        victim.drop()

    def drop(self) -> None:
        """End the connection at once, whatever is still to be read or written."""
        self.connections.discard(self)
        self.transport.abort()

    def handle_events(self) -> None:
        super().handle_events()
        if self.idle and self.cycle is not None and not self.cycle.response_complete:
            self._wait(self.answer_seconds, idle=False)

    def on_response_complete(self) -> None:
        # What the client has not read yet stays under the bound of the answer.
        if self.transport.get_write_buffer_size() == 0:
            self._wait(self.request_seconds, idle=True)
        else:
            self.idle = True
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            # What is being made is an answer to a request that turned out to be none.
            self.cycle.disconnected = True
        try:
            super().send_400_response(msg)
        except h11.LocalProtocolError:  # an answer has begun already: there is no place for another
            self.transport.abort()


class BoundedServer(uvicorn.Server):
    """Looks once a second for connections whose time is over."""

    async def on_tick(self, counter: int) -> bool:
        if counter % 10 == 0:
            now = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                if isinstance(connection, BoundedProtocol) and connection.deadline < now:
                    connection.drop()
        return await super().on_tick(counter)


def server(app: Any, host: str, port: int, *, protocol: type[BoundedProtocol] = BoundedProtocol) -> BoundedServer:  # noqa: ANN401 -- any ASGI application
    """A server of an application, to be run with ``run()``; logs of its own hold no address of a feed."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=protocol,
        ws="none",
        lifespan="on" if isinstance(app, FeedApp) else "auto",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=5,
        backlog=1024,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
    )
    return BoundedServer(config)


class _Formatter(logging.Formatter):
    """Writes the time of each line, and works it out once a second: that is most of what a line costs."""

    _second = -1
    _shown = ""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        if int(record.created) != self._second:
            self._second, self._shown = int(record.created), super().formatTime(record, datefmt)
        return self._shown


def log_to_stderr(level: int = logging.INFO) -> None:
    """Print what the server and the application log on stderr, each with its time."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    for name in ("vpr_tracker_ical", "vpr_tracker", "uvicorn.error"):
        log = logging.getLogger(name)
        log.addHandler(handler)
        log.setLevel(level)
        log.propagate = False
