"""The ASGI application: ``/feed/<token>/<name>.ics``, the page of a feed, ``/health``, and nothing else.

It can be mounted under any prefix (``root_path``). Unknown, revoked and malformed addresses are answered alike.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from vpr_tracker_ical.feeds.model import Feed
from vpr_tracker_ical.feeds.places import HOST, Addresses
from vpr_tracker_ical.feeds.tokens import FeedKey
from vpr_tracker_ical.serving.accesslog import guard_access_logs, logger
from vpr_tracker_ical.serving.fetches import EVERY, FetchLog, tell
from vpr_tracker_ical.serving.http import (
    COMMON,
    LONGEST_HEADERS,
    LONGEST_PATH,
    Asked,
    Header,
    Item,
    asked,
    http_date,
    not_since,
    same_tag,
    takes_gzip,
)
from vpr_tracker_ical.serving.library import Library, UnavailableError, View

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker.plugins import Registry

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
T = TypeVar("T")

LOOK_EVERY: Final = 1.0
"""Seconds between two looks at the database: so soon a revoked address stops."""
MAX_AGE: Final = 900
"""Seconds for which a client may keep a calendar without asking."""
MOST_AT_ONCE: Final = 256
"""Requests that may wait for the database or a calendar; more are sent away for a moment."""
LONGEST_WAIT: Final = 20.0
"""Seconds that a request waits for them."""
RETRY_AFTER: Final = b"60"


class FeedApp:
    """Serves the feeds of one database; make it with :func:`create_app`.

    :param tracker: the database; the application closes it.
    :param addresses: where it is found from outside; without it, where each request says that it came.
    """

    def __init__(
        self,
        tracker: Tracker,
        key: FeedKey,
        *,
        addresses: Addresses | None = None,
        look_every: float = LOOK_EVERY,
        max_age: int = MAX_AGE,
        access_log: bool = True,
    ) -> None:
        self.library = Library(tracker, key, max_age=max_age)
        self._tracker = tracker
        self._addresses = addresses
        self._look_every = look_every
        self._access_log = access_log
        self._fetches = FetchLog()
        self._told = monotonic()
        self._view: View | None = None
        self._reason = ""
        self._until = 0.0
        self._jobs: dict[tuple[str, ...], asyncio.Future[Any]] = {}
        self._waiting = 0
        # Looking must not queue behind the making of calendars, and neither behind telling of fetches.
        self._lookers = ThreadPoolExecutor(1, "vpr-feeds-look")
        self._makers = ThreadPoolExecutor(1, "vpr-feeds-make")
        self._tellers = ThreadPoolExecutor(1, "vpr-feeds-tell")
        guard_access_logs()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def close(self) -> None:
        """Tell the database what is left to tell, and let go of it. A server does so by itself (lifespan)."""
        await asyncio.to_thread(self.finish)

    def finish(self) -> None:
        """The same without an event loop."""
        self._tellers.shutdown(wait=True)
        if self._fetches:
            tell(self._tracker, self._fetches, self._fetches.take())
        for pool in (self._lookers, self._makers):
            pool.shutdown(wait=False, cancel_futures=True)
        self._tracker.close()

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Scope, send: Send) -> None:
        """Find out what is asked, answer it, note it."""
        method: str = scope["method"]
        what = "-"
        headers = asked(scope["headers"])
        try:
            status, head, body, what = await self._found(method, scope, headers)
        except UnavailableError:
            status, head, body = 503, (*_plain(0), (b"retry-after", RETRY_AFTER)), b""
        await send({"type": "http.response.start", "status": status, "headers": list(head)})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
        if self._access_log:
            client = (scope.get("client") or ("-",))[0]
            shown = method if method in ("GET", "HEAD") else "?"
            logger.info("%s %s %s %d %d", client, shown, what, status, len(body))

    async def _found(self, method: str, scope: Scope, headers: Asked) -> tuple[int, tuple[Header, ...], bytes, str]:
        """Status, headers, body, and a word for the log."""
        path = _below(scope)
        refused = _refused(method, path, scope, headers)
        if refused is not None:
            return *refused, b"", "-"
        if path == "/health":
            await self._look()
            return 200, _plain(3), b"ok\n", "health"
        feed, name = None, ""
        if path.startswith("/feed/"):
            token, slash, name = path.removeprefix("/feed/").partition("/")
            view = await self._look()
            feed = view.table.find(token)
        if feed is None:
            return 404, _plain(0), b"", "-"
        if not slash:
            # A link that lost its last character when it was copied; relative, for any prefix.
            location = f"{feed_folder(scope)}/".encode()
            return 308, (*_plain(0), (b"location", location)), b"", f"{feed.number} page"
        if name == f"{feed.slug}.ics":
            item = await self._calendar(view, feed)
            if method == "GET":
                self._note(feed)
        elif name == "":
            item = await self._page(view, feed, scope, headers)
        else:
            return 404, _plain(0), b"", "-"
        return *_conditional(item, view.modified, headers), f"{feed.number} {'ics' if name else 'page'}"

    async def _look(self) -> View:
        """The feeds as they are, or as they were a moment ago."""
        if monotonic() >= self._until:
            await self._once(("look",), self._lookers, self._see)
        if self._view is None:
            raise UnavailableError(self._reason)
        return self._view

    def _see(self) -> None:
        try:
            self._view, self._reason = self.library.look(), ""
        except UnavailableError as error:
            if str(error) != self._reason:
                logger.warning("%s", error)
            self._view, self._reason = None, str(error)
        self._until = monotonic() + self._look_every

    async def _calendar(self, view: View, feed: Feed) -> Item:
        held = self.library.held(view, feed.feed_id, "ics")
        if held is not None:
            return held
        return await self._once((feed.feed_id, "ics"), self._makers, partial(self.library.calendar, view, feed))

    async def _page(self, view: View, feed: Feed, scope: Scope, headers: Asked) -> Item:
        addresses = self._addresses or _told_by(scope, headers)
        held = self.library.held(view, feed.feed_id, "page", addresses.base)
        if held is not None:
            return held
        job = partial(self.library.page, view, feed, addresses)
        return await self._once((feed.feed_id, "page", addresses.base), self._makers, job)

    async def _once(self, name: tuple[str, ...], pool: ThreadPoolExecutor, job: Callable[[], T]) -> T:
        """Do a job in a thread; whoever wants the same meanwhile waits for the same.

        :raises UnavailableError: too many wait, or it takes too long.
        """
        if self._waiting >= MOST_AT_ONCE:
            raise UnavailableError("too many requests wait")
        future: asyncio.Future[T] | None = self._jobs.get(name)
        if future is None:
            future = asyncio.get_running_loop().run_in_executor(pool, job)
            self._jobs[name] = future
            future.add_done_callback(partial(self._done, name))
        self._waiting += 1
        try:
            # Shielded: one who goes away must not stop what others wait for.
            return await asyncio.wait_for(asyncio.shield(future), LONGEST_WAIT)
        except TimeoutError:
            raise UnavailableError("the database keeps us waiting") from None
        finally:
            self._waiting -= 1

    def _done(self, name: tuple[str, ...], future: asyncio.Future[Any]) -> None:
        self._jobs.pop(name, None)
        if not future.cancelled():
            future.exception()  # seen, also where nobody waits any more

    def _note(self, feed: Feed) -> None:
        self._fetches.note(feed.feed_id)
        if monotonic() - self._told >= EVERY:
            self._told = monotonic()
            with contextlib.suppress(RuntimeError):  # we are being closed
                self._tellers.submit(tell, self._tracker, self._fetches, self._fetches.take())


def _below(scope: Scope) -> str:
    """The path below the prefix that the application is mounted under."""
    path, prefix = str(scope["path"]), str(scope.get("root_path", "")).rstrip("/")
    # Servers differ in whether the path has the prefix.
    return path[len(prefix) :] if prefix and path.startswith(prefix + "/") else path


def feed_folder(scope: Scope) -> str:
    """The last part of the path, to begin a relative address with."""
    return _below(scope).rpartition("/")[2]


def _refused(method: str, path: str, scope: Scope, headers: Asked) -> tuple[int, tuple[Header, ...]] | None:
    """What is not even looked at: status and headers."""
    closing = ((b"connection", b"close"),) if scope.get("http_version", "1.1") < "2" else ()
    if method not in ("GET", "HEAD"):
        return 405, (*_plain(0), (b"allow", b"GET, HEAD"), *(closing if headers.body else ()))
    if headers.size > LONGEST_HEADERS:
        return 431, (*_plain(0), *closing)
    if max(len(path), len(scope.get("raw_path") or b""), len(scope.get("query_string") or b"")) > LONGEST_PATH:
        return 414, (*_plain(0), *closing)
    if headers.body:
        return 413, (*_plain(0), *closing)
    return None


def _plain(length: int) -> tuple[Header, ...]:
    kind = ((b"content-type", b"text/plain; charset=utf-8"),) if length else ()
    return *kind, (b"content-length", b"%d" % length), (b"cache-control", b"no-store"), *COMMON


def _conditional(item: Item, modified: datetime, headers: Asked) -> tuple[int, tuple[Header, ...], bytes]:
    """The whole of it, or that the client has it."""
    packed = item.packs() and takes_gzip(headers.encodings)
    etag = item.packed_etag if packed else item.etag
    own: tuple[Header, ...] = ((b"etag", etag),)
    # A date of seconds must not stand for two states of one second: it is left out until that is over.
    if datetime.now(UTC) - modified >= timedelta(seconds=1):
        own += ((b"last-modified", http_date(modified)),)
    if headers.none_match is not None:
        same = same_tag(headers.none_match, etag)
    else:
        same = headers.modified_since is not None and not_since(headers.modified_since, modified)
    if same:
        return 304, (*own, *item.again), b""
    body = item.packed() if packed else item.body
    if packed:
        own += ((b"content-encoding", b"gzip"),)
    return 200, (*own, *item.headers, (b"content-length", b"%d" % len(body))), body


def _told_by(scope: Scope, headers: Asked) -> Addresses:
    """Where the request says that it came: to be shown to nobody but who asks."""
    host = (headers.host or b"").decode("latin-1")
    if not HOST.fullmatch(host):
        server = scope.get("server") or ("localhost", None)
        host = f"{server[0]}:{server[1]}" if server[1] is not None else "localhost"
    scheme = "https" if scope.get("scheme") == "https" else "http"
    return Addresses(f"{scheme}://{host}{str(scope.get('root_path', '')).rstrip('/')}")


def create_app(
    database: str | Path | None = None,
    *,
    key: str | Path | None = None,
    base: str | None = None,
    registry: Registry | None = None,
    clock: Callable[[], datetime] | None = None,
    look_every: float = LOOK_EVERY,
    max_age: int = MAX_AGE,
    access_log: bool = True,
) -> FeedApp:
    """The feeds of a database as an ASGI application::

        uvicorn --factory vpr_tracker_ical.serving:create_app

    :param database: a path or address; without it, ``VPR_DB`` and the other settings.
    :param key: the key file; without it, ``VPR_ICAL_KEY`` and the other settings.
    :param base: where feeds are found, «https://example.org/vpr»; without it ``VPR_ICAL_BASE``, else what each
        request says.
    :param registry: the plugins, which may add entries; without it, all that are installed.
    :param clock: gives the present instant, aware.
    :param look_every: seconds between two looks at the database.
    :param max_age: seconds for which a client may keep what it got.
    :param access_log: whether each request is a line in the log ``vpr_tracker_ical.access``, without its address.
    :raises NotFound: there is no key file.
    :raises BadInput: the key file or the address cannot be used.
    """
    from vpr_tracker import Tracker
    from vpr_tracker.cli.kit import App
    from vpr_tracker.plugins import load_registry
    from vpr_tracker_ical.feeds.keyfile import read_key
    from vpr_tracker_ical.feeds.places import configured_addresses, key_file

    app = App()
    secret = read_key(key_file(app, str(key) if key is not None else None))
    addresses = configured_addresses(app, base)
    plugins = load_registry(app.settings.plugin_selection()) if registry is None else registry
    url = app.database_url if database is None else database
    tracker = Tracker.open(url, clock=clock, registry=plugins)
    return FeedApp(tracker, secret, addresses=addresses, look_every=look_every, max_age=max_age, access_log=access_log)
