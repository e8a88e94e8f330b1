"""When the database cannot be asked, and when many ask at once: nobody gets an empty calendar."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3

import pytest
from feed_world import ask, asking


def broken_absent(place):
    place.tracker.file.rename(place.folder / "moved")


def broken_older(place):
    with sqlite3.connect(place.tracker.file) as connection:
        connection.execute("UPDATE vpr_tracker_version SET version_num = '0001'")
    connection.close()


def broken_newer(place):
    with sqlite3.connect(place.tracker.file) as connection:
        connection.execute("UPDATE vpr_tracker_version SET version_num = '9999'")
    connection.close()


def broken_damaged(place):
    for path in place.folder.glob("plans.sqlite3-*"):
        path.unlink()
    place.tracker.file.write_bytes(b"no database" * 1000)


@pytest.mark.parametrize("damage", [broken_absent, broken_older, broken_newer, broken_damaged])
def test_without_its_database_it_asks_to_come_back_and_then_goes_on(place, feed, app, damage):
    first = ask(app, place.path(feed))
    copy = place.folder / "copy"
    place.tracker.backup(copy)
    damage(place)
    for path in (place.path(feed), place.path(feed, ""), "/health", "/feed/unknown/"):
        answer = ask(app, path)
        assert (answer.status, answer.body) == (503, b""), path
        assert int(answer.headers["retry-after"]) > 0
    for path in place.folder.glob("plans.sqlite3-*"):
        path.unlink()
    shutil.copyfile(copy, place.folder / "plans.sqlite3")
    again = ask(app, place.path(feed))
    assert (again.status, again.body) == (200, first.body)


def test_a_database_that_keeps_us_waiting_is_not_waited_for(place, feed, app, monkeypatch):
    from threading import Event

    from vpr_tracker_ical.serving import app as module

    over = Event()
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.05)
    monkeypatch.setattr(app.library, "look", over.wait)
    try:
        assert ask(app, place.path(feed)).status == 503
    finally:
        over.set()


def test_it_begins_without_a_database_that_comes_later(place, feed, tmp_path):
    moved = place.tracker.file.rename(tmp_path / "moved")
    app = place.app()
    assert ask(app, "/health").status == 503
    moved.rename(tmp_path / "plans.sqlite3")
    assert ask(app, "/health").status == 200
    assert ask(app, place.path(feed)).status == 200


def test_many_who_ask_at_once_wait_for_one_calendar(place, feed, clock, monkeypatch):
    app = place.app(clock=clock, look_every=3600.0)
    made = []
    calendar = app.library.calendar
    monkeypatch.setattr(app.library, "calendar", lambda *asked: (made.append(1), calendar(*asked))[1])

    async def all_at_once():
        return await asyncio.gather(*(asking(app, place.path(feed)) for _number in range(40)))

    answers = asyncio.run(all_at_once())
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == len(made) == 1


def test_more_than_can_wait_are_sent_away_for_a_moment(place, feed, app, monkeypatch):
    from vpr_tracker_ical.serving import app as module

    monkeypatch.setattr(module, "MOST_AT_ONCE", 5)

    async def all_at_once():
        return await asyncio.gather(*(asking(app, place.path(feed)) for _number in range(40)))

    assert {answer.status for answer in asyncio.run(all_at_once())} == {200, 503}
    assert ask(app, place.path(feed)).status == 200
