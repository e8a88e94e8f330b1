"""The application, asked as an ASGI server asks it."""

from __future__ import annotations

import asyncio
import gzip
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from feed_world import BASE, ask
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from vpr_tracker import Tracker, VprError
from vpr_tracker_ical.content.scope import Options
from vpr_tracker_ical.serving import http
from vpr_tracker_ical.serving import library as libraries

NOW = datetime(2023, 2, 10, 5, tzinfo=UTC)


def test_a_feed_is_a_calendar_that_says_how_to_keep_it(place, feed, app):
    answer = ask(app, place.path(feed))

    assert answer.status == 200
    assert len(Calendar.from_ical(answer.body).subcomponents) > 1
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["cache-control"].startswith("private, max-age=")
    assert answer.headers["etag"].startswith('"')
    assert parsedate_to_datetime(answer.headers["last-modified"]) <= datetime.now(UTC)
    for name, value in {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "vary": "accept-encoding",
    }.items():
        assert answer.headers[name] == value
    assert "noindex" in answer.headers["x-robots-tag"]


def test_head_says_the_same_without_the_body(place, feed, app):
    for name in (None, ""):
        whole, head = ask(app, place.path(feed, name)), ask(app, place.path(feed, name), "HEAD")
        assert (head.status, head.headers, head.body) == (200, whole.headers, b"")


def test_who_has_it_gets_no_body(place, feed, app):
    first = ask(app, place.path(feed))
    for headers in (
        {"If-None-Match": first.headers["etag"]},
        {"If-None-Match": f'"other", W/{first.headers["etag"]}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        answer = ask(app, place.path(feed), headers=headers)
        assert (answer.status, answer.body) == (304, b""), headers
        assert answer.headers["etag"] == first.headers["etag"]
        assert "cache-control" in answer.headers
        assert "content-length" not in answer.headers
    for headers in (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": first.headers["last-modified"]},
        {"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": ""},
    ):
        assert ask(app, place.path(feed), headers=headers).status == 200, headers


def test_a_packed_answer_has_a_tag_of_its_own(place, feed, app):
    plain = ask(app, place.path(feed))
    packed = ask(app, place.path(feed), headers={"Accept-Encoding": "deflate, gzip;q=0.5"})

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    headers = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}
    assert ask(app, place.path(feed), headers=headers).status == 304
    headers["If-None-Match"] = plain.headers["etag"]
    assert ask(app, place.path(feed), headers=headers).status == 200


@pytest.mark.parametrize(
    ("encodings", "taken"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("br, gzip;q=1.0", True),
        ("*", True),
        ("*;q=0, gzip", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*, gzip;q=0", False),
        ("*;q=0", False),
        ("xgzip", False),
        ("gzip;q=0.001", True),
    ],
)
def test_gzip_is_given_to_who_takes_it(encodings, taken):
    assert http.takes_gzip(encodings.encode()) is taken


def test_a_change_comes_with_the_next_request_and_a_change_elsewhere_does_not(place, feed, app):
    first = ask(app, place.path(feed))
    place.tracker.submit("1", school="1")
    again = ask(app, place.path(feed), headers={"If-None-Match": first.headers["etag"]})
    assert again.status == 304
    place.tracker.submit("1", school="4")
    changed = ask(app, place.path(feed), headers={"If-None-Match": first.headers["etag"]})
    assert changed.status == 200
    assert changed.body != first.body


def test_a_date_of_seconds_never_hides_a_change(place, feed, app):
    """Whatever date a client was given, after a change it gets the new calendar with it."""
    with Tracker.open(place.url) as now:
        now.submit("1", school="4")
        dates = {ask(app, place.path(feed)).headers.get("last-modified")}
        now.accept("1", school="4")
        dates.add(ask(app, place.path(feed)).headers.get("last-modified"))
        now.submit("6", school="4")
    for date in dates - {None}:
        assert ask(app, place.path(feed), headers={"If-Modified-Since": date}).status == 200
    assert "last-modified" not in ask(app, place.path(feed)).headers, "the change is less than a second old"


def test_what_ages_leaves_at_midnight_also_for_who_asks_by_date(place, app, clock):
    short = place.add(options=Options(back_days=30, done_days=None))
    clock.moment = datetime(2023, 2, 23, 10, tzinfo=UTC)
    first = ask(app, place.path(short))
    date = first.headers.get("last-modified") or "Thu, 23 Feb 2023 10:00:00 GMT"
    clock.moment = datetime(2030, 1, 1, 10, tzinfo=UTC)
    later = ask(app, place.path(short), headers={"If-None-Match": first.headers["etag"]})
    assert later.status == 200
    assert ask(app, place.path(short), headers={"If-Modified-Since": date}).status == 200


def test_a_rotated_or_revoked_address_stops_at_once(place, feed, app):
    assert ask(app, place.path(feed)).status == 200
    (rotated,) = place.book.rotate(["1"], place.key)
    assert ask(app, place.path(feed)).status == 404
    assert ask(app, place.path(rotated)).status == 200
    place.book.revoke(["1"])
    for path in (place.path(rotated), place.path(rotated, ""), place.path(feed)):
        assert ask(app, path).status == 404


def test_the_database_is_looked_at_once_in_an_interval(place, feed, clock, monkeypatch):
    app = place.app(clock=clock, look_every=3600.0)
    looks = []
    look = app.library.look
    monkeypatch.setattr(app.library, "look", lambda: (looks.append(1), look())[1])
    for _number in range(5):
        assert ask(app, place.path(feed)).status == 200
    place.book.revoke(["1"])
    assert ask(app, place.path(feed)).status == 200
    assert len(looks) == 1


def test_all_that_is_not_there_is_answered_alike(place, feed, app):
    (rotated,) = place.book.rotate(["1"], place.key)
    revoked = place.add("1")
    place.book.revoke(["2"])
    token = place.path(rotated).split("/")[2]
    paths = [
        "/feed/" + "a" * 32 + "/school-4.ics",
        place.path(feed),
        place.path(revoked),
        place.path(revoked, ""),
        f"/feed/{token.upper()}/school-4.ics",
        f"/feed/{token}/other.ics",
        f"/feed/{token}/school-4.ics/",
        f"/feed/{token}/../{token}/school-4.ics",
        f"/feed/{token}//school-4.ics",
        f"/feed/{token}\0/school-4.ics",
        f"/feed/{token}/school-4.ics\0",
        f"/feed/\\{token}/school-4.ics",
        f"//feed/{token}/school-4.ics",
        f"/x/feed/{token}/school-4.ics",
        "/feed/",
        "/feed",
        "/",
        "",
        "/feed/короткий/",
        "/feed/../../../../etc/passwd",
        "/robots.txt",
        "/favicon.ico",
    ]
    answers = [ask(app, path, raw_path=b"") for path in paths]
    assert {answer.status for answer in answers} == {404}
    assert {tuple(answer.headers.items()) for answer in answers} == {tuple(answers[0].headers.items())}
    assert {answer.body for answer in answers} == {b""}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_other_methods_are_not_allowed(place, feed, app, method):
    for path in (place.path(feed), "/feed/unknown/", "/"):
        answer = ask(app, path, method)
        assert (answer.status, answer.headers["allow"], answer.body) == (405, "GET, HEAD", b"")


@pytest.mark.parametrize(
    ("status", "changes"),
    [
        (413, {"headers": [(b"content-length", b"5")]}),
        (413, {"headers": [(b"transfer-encoding", b"chunked")]}),
        (413, {"headers": [(b"content-length", b"nonsense")]}),
        (200, {"headers": [(b"content-length", b"0")]}),
        (431, {"headers": [(b"x-long", b"x" * 20_000)]}),
        (431, {"headers": [(b"x", b"y" * 100)] * 200}),
        (414, {"query_string": b"x" * 2000}),
        (414, {"raw_path": b"/feed/" + b"%41" * 1000}),
        (200, {"query_string": b"utm_source=mail"}),
    ],
)
def test_everything_is_bounded(place, feed, app, status, changes):
    assert ask(app, place.path(feed), **changes).status == status


@pytest.mark.parametrize("root", ["/vpr", "/vpr/", "/a/b"])
@pytest.mark.parametrize("whole", [True, False])
def test_it_can_be_mounted_under_a_prefix(place, feed, app, root, whole):
    """Servers differ in whether the path has the prefix."""
    prefix = root.rstrip("/") if whole else ""
    assert ask(app, prefix + place.path(feed), root_path=root).status == 200
    assert ask(app, prefix + "/health", root_path=root).status == 200
    page = ask(app, prefix + place.path(feed, ""), root_path=root, headers={"Host": "example.org"})
    assert f"http://example.org{root.rstrip('/')}{place.path(feed)}".encode() in page.body


def test_an_address_without_its_last_slash_leads_to_the_page(place, feed, app):
    path = place.path(feed, "").rstrip("/")
    answer = ask(app, path)
    assert (answer.status, answer.body) == (308, b"")
    assert answer.headers["location"] == path.rpartition("/")[2] + "/"


def test_the_page_shows_the_configured_address_whatever_the_request_says(place, feed):
    app = place.app(base=BASE)
    page = ask(app, place.path(feed, ""), headers={"Host": "evil.example"})
    assert f"{BASE}{place.path(feed)}".encode() in page.body
    assert b"evil" not in page.body


@pytest.mark.parametrize("host", ['"><script>', "a b", "a/b", "", "a" * 300, "x:99999999", "пример"])
def test_a_host_that_is_none_is_not_shown(place, feed, app, host):
    page = ask(app, place.path(feed, ""), headers={"Host": host} if host.isascii() else {})
    assert page.status == 200
    assert b"http://127.0.0.1:8765/feed/" in page.body


def test_what_is_held_in_memory_is_bounded(place, feed, app, monkeypatch):
    body = len(ask(app, place.path(feed)).body)
    library = libraries.Library(app.library.tracker, place.key, max_age=1, cache_bytes=5 * body)
    for _number in range(6):
        place.add()
    view = library.look()
    for each in place.book.feeds():
        library.calendar(view, each)
    assert len(library._held) == 2
    assert library._bytes <= 5 * body


def test_fetches_are_told_in_batches_and_at_the_end(place, feed, app, monkeypatch):
    from vpr_tracker_ical.serving import app as module

    etag = ask(app, place.path(feed)).headers["etag"]
    ask(app, place.path(feed), headers={"If-None-Match": etag})
    ask(app, place.path(feed), "HEAD")
    ask(app, place.path(feed, ""))
    assert place.book.feeds()[0].fetches == 0, "no request writes"
    monkeypatch.setattr(module, "EVERY", 0.0)
    ask(app, place.path(feed))
    app.finish()
    (found,) = place.book.feeds()
    assert found.fetches == 3
    assert datetime.now(UTC) - found.last_fetch < timedelta(minutes=1)


def test_fetches_that_the_database_does_not_take_are_told_later(place, feed, app, monkeypatch):
    from vpr_tracker_ical.feeds.service import FeedBook
    from vpr_tracker_ical.serving.fetches import FetchLog, tell

    log = FetchLog()
    log.note(feed.feed_id)

    def refuse(*_arguments):
        raise VprError("busy")

    with monkeypatch.context() as patched:
        patched.setattr(FeedBook, "note_fetches", refuse)
        tell(place.tracker, log, log.take())
    log.note(feed.feed_id)
    tell(place.tracker, log, log.take())
    assert place.book.feeds()[0].fetches == 2
    assert not log


def test_the_lifespan_is_answered_and_other_protocols_are_closed(place, app):
    sent = []

    async def live():
        messages = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

        async def receive():
            return next(messages)

        async def send(message):
            sent.append(message["type"])

        await app({"type": "websocket", "path": "/"}, receive, send)
        await app({"type": "lifespan"}, receive, send)

    asyncio.run(live())
    assert sent == ["websocket.close", "lifespan.startup.complete", "lifespan.shutdown.complete"]


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_header_breaks_the_reading_of_headers(none_match, encodings):
    found = http.asked(
        [(b"if-none-match", none_match), (b"accept-encoding", encodings), (b"content-length", encodings)]
    )
    http.takes_gzip(found.encodings)
    http.same_tag(none_match, b'"tag"')
    http.not_since(none_match, NOW)


@given(st.integers(0, 4_000_000_000))
def test_a_date_is_read_as_it_was_written(second):
    moment = datetime.fromtimestamp(second, UTC)
    written = http.http_date(moment)
    assert http.not_since(written, moment)
    assert not http.not_since(written, moment + timedelta(seconds=1))
