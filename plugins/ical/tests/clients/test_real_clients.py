"""A feed in real clients: the printed day in every time zone, the same count at every refresh, one change as one."""

from __future__ import annotations

from datetime import date

import pytest
from rig import Client, served
from tests.factories import deadline, deliverable, make_draft, make_task, reference, standard_tasks

from vpr_tracker_ical.content.scope import Options, Scope

pytestmark = pytest.mark.clients

ZONES = ["America/Los_Angeles", "UTC", "Europe/Moscow", "Asia/Barnaul", "Pacific/Kiritimati"]
BOTH = Options(entries="both", done_days=None)


@pytest.fixture
def feed(tmp_path):
    with served(tmp_path) as feed:
        yield feed


@pytest.fixture
def plan(tracker):
    """One task of every kind, and one that hangs on an event."""
    tasks = [
        *standard_tasks(),
        make_task("20", "Сверка", due=deadline("На ВПР", reference("ВПР 2023")), level="school"),
    ]
    tracker.import_plan(make_draft(tasks))
    tracker.import_schools([{"number": "1"}, {"number": "4"}])
    tracker.set_event("ВПР 2023", date(2023, 3, 15))
    tracker.link_event("20", None, "ВПР 2023")
    return tracker


def publish(feed, tracker, scope=None, options=BOTH):
    """See that the server has the feed; gives what is in it now."""
    return feed.offer(tracker, scope or Scope(plan_id="1"), options)


def events_of(content):
    found = [(each.title, each.end) for each in content.entries if each.shape == "event"]
    return sorted(found, key=lambda each: (each[1], each[0]))


def todos_of(content):
    found = [(each.title, each.end) for each in content.entries if each.shape == "todo"]
    return sorted(found, key=lambda each: (each[1] or date.max, each[0]))


def shown(client):
    return [(row["summary"], row["due"]) for row in client.todos()]


@pytest.mark.parametrize("zone", ZONES)
def test_each_deadline_is_on_its_printed_day(zone, plan, feed, tmp_path):
    content = publish(feed, plan)
    client = Client.subscribed(tmp_path / "home", feed, zone)

    client.refresh()
    assert client.events() == events_of(content)
    assert shown(client) == todos_of(content)


def test_three_refreshes_give_the_same_count_and_copy_nothing(plan, feed, tmp_path):
    content = publish(feed, plan)
    client = Client.subscribed(tmp_path / "home", feed)

    assert client.refresh() == {"Copying": len(content.entries)}
    for _again in range(3):
        publish(feed, plan)
        assert client.refresh() == {}
        assert len(client.events()) + len(client.todos()) == len(content.entries)


CHANGES = (
    ("moved", lambda tracker: tracker.set_event("ВПР 2023", date(2023, 4, 3))),
    ("renamed", lambda tracker: tracker.set_task("20", title="Сверка списков")),
    ("lost its date", lambda tracker: tracker.unlink_event("20")),
    ("dated again", lambda tracker: tracker.link_event("20", None, "ВПР 2023")),
    ("waived", lambda tracker: tracker.waive("20", school="4", note="нет классов")),
    ("restored", lambda tracker: tracker.restore("20", school="4")),
    ("handed in", lambda tracker: tracker.submit("20", school="4")),
    ("done", lambda tracker: tracker.accept("20", school="4")),
)
AFTER = (
    ("Сверка — школа № 4", date(2023, 3, 15)),
    ("Сверка — школа № 4", date(2023, 4, 3)),
    ("Сверка списков — школа № 4", date(2023, 4, 3)),
    ("Отменено: Сверка списков — школа № 4", date(2023, 4, 3)),
    ("Сверка списков — школа № 4", date(2023, 4, 3)),
    ("Отменено: Сверка списков — школа № 4", date(2023, 4, 3)),
    ("Сверка списков — школа № 4", date(2023, 4, 3)),
    ("Сверка списков — школа № 4 (на проверке)", date(2023, 4, 3)),
    ("✓ Сверка списков — школа № 4", date(2023, 4, 3)),
)
"""What the client shows at first, and after each change."""


def test_each_change_comes_through_as_one_change(plan, feed, tmp_path):
    school = Scope(school="4")
    only = Options(done_days=None)
    publish(feed, plan, school, only)
    client = Client.subscribed(tmp_path / "home", feed)
    client.refresh()
    now = client.events()
    assert AFTER[0] in now

    for (what, change), before, after in zip(CHANGES, AFTER[:-1], AFTER[1:], strict=True):
        then = now
        change(plan)
        publish(feed, plan, school, only)
        # What vdirsyncer fetches over HTTP it knows by content: a change is one item for another.
        assert client.refresh() == {"Copying": 1, "Deleting": 1}, what
        now = client.events()
        assert (sorted(set(then) - set(now)), sorted(set(now) - set(then))) == ([before], [after]), what
        assert len(now) == len(then), what
    assert client.refresh() == {}


def test_todos_change_their_state_and_nothing_else(plan, feed, tmp_path):
    school = Scope(school="4")
    publish(feed, plan, school, Options(entries="todo", done_days=None))
    client = Client.subscribed(tmp_path / "home", feed)
    client.refresh()
    first = client.todos()

    plan.submit("20", school="4")
    plan.accept("20", school="4")
    publish(feed, plan, school, Options(entries="todo", done_days=None))
    assert client.refresh() == {"Copying": 1, "Deleting": 1}
    second = client.todos()
    assert len(second) == len(first)
    assert [(row["summary"], row["completed"], row["percent"]) for row in second if row["completed"]] == [
        ("✓ Сверка — школа № 4", True, 100)
    ]


@pytest.mark.parametrize("done", ["keep", "hide"])
def test_a_plan_that_is_all_done_breaks_no_client(done, tracker, feed, tmp_path):
    tracker.import_plan(
        make_draft([make_task("1", "Отчёт"), make_task("2", "Сводка", results=(deliverable("Письмо"),))])
    )
    options = Options(done=done, done_days=None)
    publish(feed, tracker, options=options)
    client = Client.subscribed(tmp_path / "home", feed)
    client.refresh()
    assert len(client.events()) == 2

    for task in ("1", "2"):
        tracker.submit(task)
        tracker.accept(task)
    content = publish(feed, tracker, options=options)
    client.refresh()
    assert client.events() == events_of(content)
    assert len(client.events()) == {"keep": 2, "hide": 1}[done]
    assert client.refresh() == {}
