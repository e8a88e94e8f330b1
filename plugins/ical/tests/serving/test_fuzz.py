"""Any bytes at all against the real server: never an error of ours, and the feed is still there afterwards."""

from __future__ import annotations

import logging
import re
import socket
from contextlib import suppress

import pytest
from feed_world import read_all, running
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vpr_tracker_ical.serving.server import BoundedProtocol


class Hurried(BoundedProtocol):
    """Ends what is not finished soon."""

    request_seconds = 0.3
    answer_seconds = 1.0


@pytest.fixture
def there(place):
    feed = place.add()
    with running(place.app(), Hurried) as site:
        yield site, place.path(feed)


TOKEN = b"<token>"
WORDS = st.sampled_from(
    [
        TOKEN,
        *(
            b"GET",
            b"HEAD",
            b"POST",
            b"OPTIONS",
            b"get",
            b"/feed/",
            b"/",
            b"//",
            b"..",
            b"%2e%2e",
            b"%00",
            b"%",
            b"\\",
            b"?",
        ),
        *(
            b" HTTP/1.1\r\n",
            b" HTTP/1.0\r\n",
            b"HTTP/2",
            b"\r\n",
            b"\n",
            b"\r\n\r\n",
            b" ",
            b"\t",
            b"\0",
            b":",
            b";",
            b",",
        ),
        *(
            b"Host: x\r\n",
            b"Content-Length: 5\r\n",
            b"Content-Length: 99999999999\r\n",
            b"Transfer-Encoding: chunked\r\n",
        ),
        *(
            b"If-None-Match: ",
            b'"',
            b"W/",
            b"*",
            b"If-Modified-Since: ",
            b"Thu, 99 Jan 99999 00:00:00 GMT",
            b"Range: bytes=0-",
        ),
        *(
            b"Accept-Encoding: gzip;q=",
            b"Connection: close\r\n",
            b"Upgrade: websocket\r\n",
            b"Expect: 100-continue\r\n",
        ),
        *(b"school-4.ics", b"health", b"0\r\n\r\n", b"\xd0\xb6", b"\xff", b"a" * 2000, b"X-Forwarded-For: 1.2.3.4\r\n"),
    ]
)
REQUESTS = st.one_of(
    st.binary(max_size=300),
    st.lists(WORDS, max_size=25).map(b"".join),
    st.builds(
        lambda method, path, headers: method + b" " + path + b" HTTP/1.1\r\nHost: x\r\n" + b"".join(headers) + b"\r\n",
        st.sampled_from([b"GET", b"HEAD", b"POST", b"PUT"]),
        st.lists(WORDS, min_size=1, max_size=6).map(lambda parts: b"/feed/" + TOKEN + b"/" + b"".join(parts)),
        st.lists(st.tuples(WORDS, st.binary(max_size=30)).map(lambda pair: pair[0] + pair[1] + b"\r\n"), max_size=4),
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(REQUESTS, min_size=1, max_size=4))
def test_no_bytes_make_the_server_fail(there, caplog, requests):
    site, path = there
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        with suppress(OSError):
            for each in requests:
                connection.sendall(each.replace(TOKEN, path.split("/")[2].encode()))
            connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)
    assert not [status for status in re.findall(rb"HTTP/1\.1 (\d\d\d) ", answer) if status >= b"500"]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert site.get(path).status == 200
