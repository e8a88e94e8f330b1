"""Every obligation one by one: the same as the status counts."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from tests.factories import by, deadline, make_draft, make_task


@pytest.fixture
def plan(tracker):
    """Two school tasks and one of the committee, three schools; school 1 handed one thing in."""
    tracker.import_plan(
        make_draft(
            [
                make_task("1", level="school", results=("справка", "приказ")),
                make_task("2", due=deadline("до 20.02.2023", by(date(2023, 2, 20)))),
            ]
        )
    )
    for number in ("7", "1", "4"):
        tracker.add_school(number)
    tracker.submit("1", school="1", deliverable="1", note="письмо")
    return tracker


def test_they_are_as_many_and_in_the_conditions_that_the_status_counts(plan):
    for day in ("2023-02-10", "2023-02-11", "2023-03-01"):
        found = Counter(each.condition for each in plan.obligations(day))
        totals = plan.status(day)["totals"]
        assert found == {name: count for name, count in totals.items() if name in found}
        assert sum(found.values()) == totals["total"]


def test_what_was_recorded_after_the_day_is_not_yet_so(plan, clock):
    clock.moment += timedelta(days=5)
    plan.accept("1", school="1", deliverable="1")

    def told(day):
        (found,) = (each for each in plan.obligations(day, school="1") if each.deliverable == "справка")
        return found.state, found.condition, found.recorded_later

    assert told("2023-02-09") == ("expected", "overdue", True)
    assert told("2023-02-10") == ("submitted", "in_review", True)
    assert told("2023-02-14") == ("submitted", "in_review", True)
    assert told("2023-02-15") == ("accepted", "done", False)


def test_they_come_in_the_order_of_the_plan_and_of_its_schools(plan):
    found = plan.obligations("2023-02-10")

    assert [(each.task, each.school, each.deliverable) for each in found[:6]] == [
        ("1", school, title) for school in ("7", "1", "4") for title in ("справка", "приказ")
    ]
    assert (found[-1].task, found[-1].school, found[-1].school_name) == ("2", None, None)


def test_what_was_recorded_is_told(plan):
    (done,) = (each for each in plan.obligations("2023-02-10", school="1") if each.state == "submitted")

    assert (done.deliverable, done.note, done.end, done.late) == ("справка", "письмо", date(2023, 1, 25), True)
    assert done.submitted == date(2023, 2, 10)


def test_the_committee_of_a_plan_tells_its_name_and_roles(plan):
    name = plan.committee().name
    plan.assign("Председатель", "Кедрова А. Б.", school=name)

    assert plan.committee().kind == "committee"
    assert plan.committee().assignments == (("Председатель", "Кедрова А. Б."),)


def test_owners_are_those_of_the_command(plan):
    assert plan.owners()["schema"] == "vpr-tracker/owners/1"
