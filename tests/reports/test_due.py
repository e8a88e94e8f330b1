"""What is due soon, by date."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reports.worlds import TODAY, World

from vpr_tracker.reports.due import due


@pytest.fixture
def world():
    world = World()
    for number in ("1", "2"):
        world.school(number)
    return world


def days(report):
    return [entry["date"] for entry in report["dates"]]


def test_only_what_is_not_handed_in_and_due_in_these_days_is_listed(world, opened):
    world.due_task("1", date(2023, 2, 9))
    world.due_task("2", date(2023, 2, 10))
    world.due_task("3", date(2023, 2, 24), state="returned")
    world.due_task("4", date(2023, 2, 25))
    world.due_task("5", date(2023, 2, 20), state="submitted")
    world.due_task("6", None)

    report = due(opened(world), on=TODAY)

    assert days(report) == ["2023-02-10", "2023-02-24"]
    assert (report["today"], report["until"]) == ("2023-02-10", "2023-02-24")
    assert report["totals"] == {"dates": 2, "tasks": 2, "obligations": 4, "overdue": 2}


def test_a_due_day_off_shows_the_working_day_before_it(world, opened):
    world.due_task("1", date(2023, 2, 25))
    world.due_task("2", date(2023, 2, 22))

    working, weekend = due(opened(world), on=TODAY, within_days=15)["dates"]

    assert (working["date"], working["working_day"], working["effective"]) == ("2023-02-22", True, "2023-02-22")
    assert (weekend["date"], weekend["working_day"], weekend["effective"]) == ("2023-02-25", False, "2023-02-22")
    assert weekend["days"] == 15


def test_a_task_names_what_is_missing_from_whom_and_who_answers(world, opened):
    task = world.task("12", "Направить наблюдателей", section="Контроль")
    world.owner(task, "Директор", "role", level="school", duty="executes")
    occurrence = world.occurrence(task, date(2023, 2, 17), date(2023, 2, 1))
    observers = world.deliverable(task, "Наблюдатели", quantity=50)
    order = world.deliverable(task, "Приказ")
    world.obligation(task, occurrence, world.schools["1"], observers)
    world.obligation(task, occurrence, world.schools["2"], observers)
    world.obligation(task, occurrence, world.schools["2"], order)

    (entry,) = due(opened(world), on=TODAY)["dates"]

    (found,) = entry["tasks"]
    assert (found["number"], found["section"], found["start"], found["obligations"]) == (
        "12",
        "Контроль",
        "2023-02-01",
        3,
    )
    assert found["deliverables"] == [
        {"title": "Наблюдатели", "kind": "document", "quantity": 50, "missing": 2},
        {"title": "Приказ", "kind": "document", "quantity": None, "missing": 1},
    ]
    assert [school["number"] for school in found["organisations"]] == ["1", "2"]
    assert found["owners"] == [
        {"name": "Директор", "kind": "role", "level": "school", "duty": "executes", "role": None}
    ]


def test_it_is_narrowed_to_a_school_and_to_an_owner(world, opened):
    world.owner(world.due_task("1", date(2023, 2, 17)), "Директор", "role")
    world.owner(world.due_task("2", date(2023, 2, 17)), "Соколов И. И.")
    world.assign("директор", "Ёлкина А. С.", world.schools["2"])
    db = opened(world)

    assert due(db, on=TODAY, school="1")["totals"]["obligations"] == 2
    assert due(db, on=TODAY, owner="елкина")["totals"]["obligations"] == 1
    assert due(db, on=TODAY, owner="соколов", school="2")["totals"]["obligations"] == 1


def test_what_ended_before_the_approval_is_not_due(opened):
    world = World(approved_on=date(2023, 3, 1))
    world.due_task("1", date(2023, 2, 17), level="municipality")

    report = due(opened(world), on=TODAY)

    assert report["dates"] == []
    assert report["totals"]["overdue"] == 0


def test_the_last_days_of_the_calendar_do_not_break_it(opened):
    assert due(opened(World()), on=date(9999, 12, 31), within_days=9999)["until"] == "9999-12-31"
