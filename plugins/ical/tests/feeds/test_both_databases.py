"""Served and published from either kind of database."""

from __future__ import annotations

import pytest
from feed_world import BASE, ask
from icalendar import Calendar

from vpr_tracker_ical.feeds.keyfile import make_key
from vpr_tracker_ical.feeds.places import Addresses
from vpr_tracker_ical.publishing.publish import Publisher
from vpr_tracker_ical.publishing.target import Target
from vpr_tracker_ical.serving import create_app


def test_a_feed_is_served_from_either_database(world):
    feed, app = world.add(), world.app()
    first = ask(app, world.path(feed))
    assert first.status == 200
    assert Calendar.from_ical(first.body).subcomponents

    world.tracker.submit("1", school="4")
    changed = ask(app, world.path(feed), headers={"If-None-Match": first.headers["etag"]})
    assert changed.status == 200
    ask(app, world.path(feed))
    world.book.revoke(["1"])
    assert ask(app, world.path(feed)).status == 404
    app.finish()
    assert world.book.feeds()[0].fetches == 3


def test_feeds_are_published_from_either_database(world, tmp_path):
    feed = world.add()
    target = Target(str(tmp_path / "site"))
    publisher = Publisher(world.tracker, world.key, Addresses(BASE), target)
    assert len(publisher.publish().written) == 1
    assert target.get(world.path(feed)[1:]) == ask(world.app(), world.path(feed)).body
    assert len(publisher.publish().unchanged) == 1


@pytest.mark.postgres
def test_a_server_that_is_not_there_is_waited_for(tmp_path):
    make_key(tmp_path / "ical.key")
    app = create_app("postgresql+psycopg://nobody@127.0.0.1:1/none", key=tmp_path / "ical.key")
    try:
        answer = ask(app, "/health")
        assert (answer.status, answer.body) == (503, b"")
        assert int(answer.headers["retry-after"]) > 0
    finally:
        app.finish()
