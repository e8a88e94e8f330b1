"""Feeds in the database, on both kinds: each change one entry of the journal, fetches none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories import make_draft, standard_tasks

from vpr_tracker import NotFound, RuleBroken, StorageError, Tracker, UsageError
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.feeds.service import FeedBook, Fetched

FULL = Options(
    entries="both",
    alarms=(timedelta(days=1), timedelta(days=3)),
    reminders=True,
    done="hide",
    done_days=30,
    back_days=60,
    detail="full",
    name="Мои сроки",
    colour="steelblue",
)


def test_a_feed_is_kept_as_it_was_made(world):
    made = world.add(options=FULL)
    (found,) = world.book.feeds()

    assert found == made
    assert found.options == FULL
    assert (found.number, found.generation, found.slug, found.name) == (1, 1, "school-4", "Мои сроки")
    assert (found.last_fetch, found.fetches, found.revoked_at) == (None, 0, None)
    assert found.scope.school not in (None, "4"), "a school is kept by its identity"


def test_each_change_is_an_entry_of_the_journal(world):
    world.add()
    world.book.rotate(["1"], world.key)
    world.book.revoke(["1"])

    assert [entry.action for entry in world.tracker.log()][-3:] == ["feed_add", "feed_rotate", "feed_revoke"]
    assert world.tracker.log()[-1].subject == "Сроки: школа № 4"
    assert world.tracker.verify_journal().ok


def test_a_rotated_feed_has_another_address_and_a_revoked_one_stays_so(world):
    feed = world.add()
    (rotated,) = world.book.rotate(["школа № 4"], world.key)
    assert rotated.generation == 2
    assert world.path(rotated) != world.path(feed)

    world.book.revoke([feed.feed_id])
    for change in (lambda: world.book.revoke(["1"]), lambda: world.book.rotate(["1"], world.key)):
        with pytest.raises(RuleBroken):
            change()
    assert world.book.rotate(None, world.key) == []


def test_several_are_changed_together_or_not_at_all(world):
    world.add("1")
    world.add("4")
    with pytest.raises(NotFound):
        world.book.revoke(["1", "5"])
    assert [feed.revoked_at for feed in world.book.feeds()] == [None, None]
    assert len(world.book.revoke(["1", "2", "1"])) == 2


def test_fetches_are_kept_without_the_journal(world):
    feed = world.add()
    mark = world.tracker.mark()
    early, late = datetime(2023, 2, 1, tzinfo=UTC), datetime(2023, 2, 3, tzinfo=UTC)
    world.book.note_fetches({feed.feed_id: Fetched(late, 2)})
    world.book.note_fetches({feed.feed_id: Fetched(early, 5)})

    (found,) = world.book.feeds()
    assert (found.last_fetch, found.fetches) == (late, 7)
    assert world.tracker.mark() == mark


def test_the_mark_changes_with_every_change_and_with_nothing_else(world):
    first = world.tracker.mark()
    world.tracker.status("2023-02-10")
    assert world.tracker.mark() == first
    world.tracker.submit("1", school="4")
    second = world.tracker.mark()
    assert (second.seq > first.seq, second.at >= first.at) == (True, True)


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        (Scope(), UsageError),
        (Scope(school="99"), NotFound),
        (Scope(owner="Никто"), NotFound),
        (Scope(role="никто"), NotFound),
        (Scope(plan_id="иной"), NotFound),
    ],
)
def test_what_nobody_knows_is_refused(place, scope, error):
    with pytest.raises(error):
        place.book.add(scope, Options(), place.key)
    assert place.book.feeds() == []


def test_a_feed_for_each_school_that_has_none(place):
    place.add("4")
    made = place.book.add_for_each_school(Options(), place.key)
    assert [feed.slug for feed in made] == ["school-1"]
    assert place.book.add_for_each_school(Options(), place.key) == []
    place.book.revoke(["1"])
    assert [feed.slug for feed in place.book.add_for_each_school(Options(), place.key, plan="1")] == ["school-4"]


def test_a_plan_is_kept_by_its_identity(place):
    feed = place.book.add(Scope(plan_id="1"), Options(), place.key)
    assert feed.scope.plan_id == place.tracker.records()[0].plan_id
    assert feed.slug == "plan-1"


def test_of_two_committees_with_a_school_4_the_plan_says_which(place):
    other = make_draft(standard_tasks(), title="План соседей", source="other.docx")
    approval = other.plan.approval.model_copy(update={"body": "Комитет соседей"})
    place.tracker.import_plan(other.model_copy(update={"plan": other.plan.model_copy(update={"approval": approval})}))
    place.tracker.add_school("4", plan="2")
    with pytest.raises(UsageError, match="4") as caught:
        place.add("4")
    assert "--plan" in caught.value.hint
    assert place.book.add(Scope(school="4", plan_id="2"), Options(), place.key).slug == "school-4"


def test_a_feed_goes_on_when_what_it_was_made_for_gets_another_name(place):
    owner = place.tracker.records()[0].tasks[0].owners[0]
    feed = place.book.add(Scope(owner=owner.name), Options(), place.key)
    assert feed.scope.owner == (owner.person or owner.name)


def test_a_feed_is_found_by_number_identifier_or_name(place):
    one, four = place.add("1"), place.add("4")
    book = place.book
    assert book.find("2") == book.find("№ 2") == book.find(four.feed_id[:8]) == book.find("школа № 4") == four
    assert book.find("Сроки: школа № 1") == one
    with pytest.raises(RuleBroken, match="школа"):
        book.find("школа")
    with pytest.raises(NotFound):
        book.find("школа № 5")


def test_a_tracker_without_plugins_says_what_is_missing(tmp_path, place):
    with Tracker.open(tmp_path / "bare.sqlite3") as bare:
        bare.import_plan(make_draft())
        bare.add_school("4")
        assert FeedBook(bare).feeds() == []
        with pytest.raises(StorageError, match="подписок") as caught:
            FeedBook(bare).add(Scope(school="4"), Options(), place.key)
    assert "load_registry" in caught.value.hint


def test_addresses_are_not_taken_back_by_undo_and_the_journal_replays_without_them(world):
    world.add()

    with pytest.raises(RuleBroken, match="ical_feed"):
        world.tracker.undo()
    assert len(world.book.feeds()) == 1
    assert world.tracker.verify_journal(state=True).rows == ()
