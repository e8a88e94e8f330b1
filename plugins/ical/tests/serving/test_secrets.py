"""Nothing that is kept or logged lets one fetch a feed: the bytes of all of it are searched."""

from __future__ import annotations

import base64
import json
import logging

import pytest
import uvicorn
from feed_world import BASE, running
from tests.factories import make_draft

from vpr_tracker.cli import main
from vpr_tracker_ical.content.scope import Scope
from vpr_tracker_ical.serving.accesslog import hide
from vpr_tracker_ical.serving.server import BoundedServer


def secrets_of(place):
    """Everything that would give a feed away, as it might be written."""
    found = set()
    for feed in place.book.feeds():
        for generation in range(1, feed.generation + 1):
            token = place.key.token(feed.feed_id, generation)
            raw = base64.b32decode(token.upper())
            found |= {token, token.upper(), raw, raw.hex(), base64.b64encode(raw).rstrip(b"=").decode()}
            found.add(base64.urlsafe_b64encode(raw).rstrip(b"=").decode())
    key = bytes.fromhex(place.key_file.read_text())
    found |= {key, key.hex(), key.hex().upper(), base64.b64encode(key).rstrip(b"=").decode(), *_parts(key.hex())}
    return [each if isinstance(each, bytes) else each.encode() for each in found]


def _parts(text):
    return [text[start : start + 16] for start in range(0, len(text), 16)]


def search(place, *texts):
    """Look for them in all files but the key, and in texts."""
    wanted = secrets_of(place)
    files = [path for path in place.folder.rglob("*") if path.is_file() and path != place.key_file]
    assert any(path.suffix == ".sqlite3" for path in files)
    for where, data in [*((path, path.read_bytes()) for path in files), *(("text", text.encode()) for text in texts)]:
        for each in wanted:
            assert each not in data, where


def test_nothing_in_the_database_its_copies_or_the_logs_lets_one_fetch_a_feed(place, caplog, monkeypatch, capsys):
    caplog.set_level(logging.DEBUG)
    one, four = place.add("1"), place.add("4")
    place.book.rotate(["1"], place.key)
    place.book.revoke(["2"])
    third = place.book.add(Scope(plan_id="1"), one.options, place.key)
    with running(place.app(look_every=0.0)) as site:
        for feed in (one, four, third):
            for path in (
                place.path(feed),
                place.path(feed, ""),
                place.path(feed, "").rstrip("/"),
                place.path(feed, "x"),
            ):
                site.get(path)
        site.raw(b"GET " + place.path(third).encode() + b" HTTP/9\r\n\r\n")
        place.tracker.file.rename(place.folder / "away")
        assert site.get(place.path(third)).status == 503
        (place.folder / "away").rename(place.tracker.file)
    place.tracker.backup(place.folder / "copy.bak")
    monkeypatch.setenv("VPR_DB", place.url)
    assert main(["log", "--all", "--json"]) == 0
    assert main(["ical", "feed", "list", "--json"]) == 0
    assert main(["export", "-o", str(place.folder / "plan.toml")]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out.split("\n{\n")[0])["schema"] == "vpr-tracker/log/1"
    assert any(record.name == "vpr_tracker_ical.access" for record in caplog.records)
    search(place, caplog.text, printed.out, printed.err)


def test_the_access_log_of_a_server_that_prints_paths_is_kept_from_it(place, caplog):
    caplog.set_level(logging.INFO)
    feed = place.add()
    app = place.app()
    config = uvicorn.Config(app, host="127.0.0.1", port=0, access_log=True, log_config=None, ws="none")
    made = BoundedServer(config)
    import asyncio
    from threading import Thread

    from feed_world import Running

    loop = asyncio.new_event_loop()
    thread = Thread(target=lambda: loop.run_until_complete(made.serve()))
    thread.start()
    while not made.started:
        thread.join(0.02)
    site = Running(made.servers[0].sockets[0].getsockname()[1])
    assert site.get(place.path(feed)).status == 200
    made.should_exit = True
    thread.join(20)
    loop.close()

    assert [record for record in caplog.records if record.name == "uvicorn.access"]
    assert "/feed/…/school-4.ics" in caplog.text
    search(place, caplog.text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GET /feed/abc/school-4.ics HTTP/1.1", "GET /feed/…/school-4.ics HTTP/1.1"),
        ("/vpr/feed/abc", "/vpr/feed/…"),
        ("/feed/abc?x=y", "/feed/…?x=y"),
        ('"/feed/a%2fb"', '"/feed/…"'),
        ("/feed/", "/feed/"),
        ("/health", "/health"),
    ],
)
def test_what_stands_where_tokens_stand_is_hidden(text, shown):
    assert hide(text) == shown


def test_an_error_names_no_address(place, capsys, monkeypatch):
    place.add()
    monkeypatch.setenv("VPR_DB", place.url)
    monkeypatch.setenv("VPR_DEBUG", "1")
    place.tracker.import_plan(make_draft(title="Другой", source="other.docx"))
    assert main(["ical", "publish", "--to", "nowhere://x", "--base", BASE, "--key", str(place.key_file)]) == 4
    assert main(["ical", "publish", "--to", str(place.key_file), "--base", BASE, "--key", str(place.key_file)]) == 4
    search(place, "".join(capsys.readouterr()))
