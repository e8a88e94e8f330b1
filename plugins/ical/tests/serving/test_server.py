"""The real server: whoever sends nonsense, sends slowly, or keeps connections open holds up nobody else."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from feed_world import read_all, running

from vpr_tracker_ical.serving.server import BoundedProtocol


class Hurried(BoundedProtocol):
    """Everything happens sooner, so that tests need not wait."""

    most_connections = 20
    request_seconds = 0.5
    answer_seconds = 1.5


@pytest.fixture
def feed(place):
    return place.add()


@pytest.fixture
def site(place, feed):
    with running(place.app(look_every=0.1), Hurried) as there:
        yield there


@pytest.fixture
def works(place, feed, site):
    """Asks for the feed as a calendar does; everything else must leave that as it is."""

    def ask():
        answer = site.get(place.path(feed))
        assert (answer.status, answer.body[:15]) == (200, b"BEGIN:VCALENDAR")

    ask()
    yield ask
    ask()


def begin(site, text=b""):
    connection = socket.create_connection(("127.0.0.1", site.port), timeout=10)
    connection.sendall(text)
    return connection


def test_a_calendar_page_and_health_come_over_http(place, feed, site, works):
    page = site.get(place.path(feed, ""))
    assert page.status == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert site.get("/health").body == b"ok\n"
    assert site.get(place.path(feed), method="HEAD").body == b""
    assert "server" not in site.get("/health").headers


def test_a_revoked_feed_stops_in_a_running_server(place, feed, site):
    assert site.get(place.path(feed)).status == 200
    place.book.revoke(["1"])
    time.sleep(0.15)
    assert site.get(place.path(feed)).status == 404


def test_who_sends_nothing_or_a_little_at_a_time_is_dropped(site, works):
    connections = [begin(site, text) for text in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")]
    start = time.monotonic()
    for connection in connections[1:]:
        with contextlib.suppress(OSError):
            while time.monotonic() - start < 8:
                connection.sendall(b"a")
                time.sleep(0.1)
    assert time.monotonic() - start < 6, "sending a byte now and then keeps a connection"
    for connection in connections:
        assert read_all(connection) == b""
        connection.close()


def test_who_reads_nothing_is_dropped(place, feed, site, works):
    wanted = 5_000
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(10)
        connection.connect(("127.0.0.1", site.port))
        request = f"GET {place.path(feed)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        with contextlib.suppress(OSError):
            for _number in range(wanted // 50):
                connection.sendall(request * 50)
        time.sleep(3)
        assert read_all(connection).count(b"HTTP/1.1 200 OK") < wanted


def test_many_open_connections_leave_room_for_a_calendar(site, works):
    idle = [begin(site, b"GET /") for _number in range(60)]
    for _number in range(5):
        works()
    for connection in idle:
        connection.close()


def test_a_flood_of_unknown_addresses_leaves_the_feed_served(site, works):
    def guess(number):
        return site.get(f"/feed/{'abcdefgh'[number % 8] * 32}/school-4.ics").status

    with ThreadPoolExecutor(10) as pool:
        flood = pool.map(guess, range(300))
        for _number in range(5):
            works()
        assert set(flood) == {404}


def test_a_token_cannot_be_guessed_by_its_beginning(place, feed, site, works):
    token = place.path(feed).split("/")[2]
    for length in range(len(token)):
        for tail in ("", "a" * (len(token) - length), "%00", "*", "%2e%2e"):
            answer = site.get(f"/feed/{token[:length]}{tail}/school-4.ics")
            assert answer.status == (200 if token[:length] + tail == token else 404)


TRAVERSALS = [
    "/feed/../feed/{token}/school-4.ics/../../../etc/passwd",
    "/feed/%2e%2e/%2e%2e/etc/passwd",
    "/feed/{token}/..%2f..%2fetc%2fpasswd",
    "/feed/{token}/%2e%2e%5c%2e%2e%5cetc",
    "/feed/{token}\\..\\..\\x",
    "/feed/{token}/school-4.ics%00.html",
    "/feed/{token}/%c0%ae%c0%ae/x",
    "/feed/{token}/school-4.ics;x=y",
    "//{token}//",
    "/FEED/{token}/school-4.ics",
    "http://other.example/feed/{token}/..",
    "*",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_anywhere_else(place, feed, site, works, path):
    answer = site.get(path.format(token=place.path(feed).split("/")[2]))
    assert (answer.status in (400, 404), answer.body in (b"", b"Invalid HTTP request received.")) == (True, True)


MALFORMED = [
    b"\0" * 100,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nabcde",
    b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /" + b"a" * 100_000,
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000,
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\n\0\0\0nonsense after it\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
]


@pytest.mark.parametrize("data", MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_and_oversized_requests_are_refused(site, works, caplog, data):
    with begin(site) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(data)
        answer = read_all(connection)
    for status in re.findall(rb"HTTP/1\.1 (\d+)", answer):
        assert 400 <= int(status) < 500
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_requests_one_behind_the_other_are_all_answered(place, feed, site, works):
    one = f"GET {place.path(feed)} HTTP/1.1\r\nHost: x\r\n".encode()
    answer = site.raw((one + b"\r\n") * 5 + one + b"Connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 OK") == 6
    assert answer.count(b"END:VCALENDAR") == 6
