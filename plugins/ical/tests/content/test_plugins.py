"""Entries of other plugins stand in the calendars they belong to; one that fails takes nothing with it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.factories import make_draft, make_task

from vpr_tracker import Tracker
from vpr_tracker.plugins import CalendarEntry
from vpr_tracker.plugins.registry import Registry
from vpr_tracker_ical.content.build import PlanSnapshot
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.writing.ics import to_ics

OPTIONS = Options(entries="both", done_days=None)
VISIT = CalendarEntry(
    uid="visit-1\r\nEND:VEVENT", title="Выезд\r\nATTACH:x", start=date(2023, 3, 1), end=date(2023, 3, 2)
)


class Visits(Registry):
    """A registry whose plugins add what the test says."""

    given = ([("visits", VISIT)], [])

    def __init__(self):
        super().__init__()
        self.asked = []

    def calendar_entries(self, tracker, *, plan_id, school, person):
        self.asked.append((plan_id, school, person))
        return self.given


@pytest.fixture
def registry():
    return Visits()


@pytest.fixture
def plan(tmp_path, clock, registry):
    with Tracker.open(tmp_path / "plans.sqlite3", clock=clock, registry=registry) as tracker:
        tracker.import_plan(make_draft([make_task("1", level="school")]))
        tracker.import_schools([{"number": "4"}])
        yield tracker


def content(tracker, scope=None):
    return PlanSnapshot.read(tracker).content(scope or Scope(), OPTIONS)


def test_they_stand_beside_the_plans_own(plan):
    visits = sorted((each for each in content(plan).entries if "Выезд" in each.title), key=lambda each: each.shape)

    assert [(each.shape, each.title, each.start, each.end) for each in visits] == [
        ("event", "Выезд ATTACH:x", date(2023, 3, 1), date(2023, 3, 2)),
        ("todo", "Выезд ATTACH:x", date(2023, 3, 1), date(2023, 3, 2)),
    ]
    lines = to_ics(content(plan)).split(b"\r\n")
    assert b"ATTACH:x" not in lines
    assert lines.count(b"DTEND;VALUE=DATE:20230303") == 1


def test_they_are_asked_for_whom_the_calendar_is(plan, registry):
    (record,) = plan.records()
    school = record.organisations[1].organisation_id

    for scope in (Scope(), Scope(school="4"), Scope(owner="муравлёва")):
        content(plan, scope)
    assert registry.asked == [
        (record.plan_id, None, None),
        (record.plan_id, school, None),
        (record.plan_id, None, "Муравлёва К. Д."),
    ]


def test_what_is_done_or_off_says_so_and_keeps_its_count(plan, registry):
    moment = datetime(2023, 3, 3, tzinfo=UTC)
    registry.given = (
        [("visits", CalendarEntry(**{**vars_of(VISIT), "done": True, "sequence": 7, "modified": moment}))],
        [],
    )

    event, todo = sorted((each for each in content(plan).entries if "Выезд" in each.title), key=lambda each: each.shape)
    assert event.title.startswith("✓ ")
    assert (event.sequence, event.modified, todo.state, todo.completed) == (7, moment, "done", moment)


def vars_of(entry):
    return {name: getattr(entry, name) for name in CalendarEntry.__dataclass_fields__}


def test_what_failed_is_told_and_the_rest_stands(plan, registry):
    registry.given = ([], ["plugin «visits» failed"])
    found = content(plan)

    assert found.problems == ("plugin «visits» failed",)
    assert len(found.entries) == 2
