"""The reports through the Tracker, on both databases: the situation of a committee in February."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import (
    by,
    deadline,
    deliverable,
    during,
    every,
    make_draft,
    make_task,
    on,
    ongoing,
    reference,
    relative,
)


@pytest.fixture
def committee(tracker):
    """Thirteen results of each of four schools, and a deadline of every kind."""
    tasks = [
        make_task("1", level="school", results=[f"Результат {number}" for number in range(1, 14)]),
        make_task("2", due=deadline("До 17.02.2023", by(date(2023, 2, 17))), results=("Справка",)),
        make_task("3", due=deadline("17.02.2023", on(date(2023, 2, 17))), results=("Совещание",)),
        make_task("8", due=deadline("Согласно Плану-графику", reference("Плану-графику")), results=("Акты",)),
        make_task("9.1", due=deadline("Раз в четверть", every("term")), results=("Справка",)),
        make_task("10", due=deadline("Круглогодично", ongoing())),
        make_task("11", due=deadline("По мере события", relative("события")), results=("Заметка",)),
        make_task("15", level="both", due=deadline("Постоянно", ongoing()), results=("Консультации",)),
        make_task(
            "18",
            due=deadline(
                "По планам ММО Май, август",
                reference("планам ММО"),
                during(date(2023, 5, 1), date(2023, 5, 31)),
                during(date(2023, 8, 1), date(2023, 8, 31)),
            ),
            results=(deliverable("Доклад"),),
        ),
    ]
    tracker.import_plan(make_draft(tasks))
    tracker.import_schools([{"number": number} for number in ("1", "2", "4", "7")])
    return tracker


def by_number(report) -> dict:
    return {task["number"]: task for task in report["tasks"]}


def test_the_status_says_what_is_late_near_standing_and_waiting(committee):
    report = committee.status()

    assert report["today"] == "2023-02-10"
    tasks = by_number(report)
    assert tasks["1"]["obligations"]["overdue"] == 52
    assert [tasks[number]["days"] for number in ("2", "3")] == [7, 7]
    assert [tasks[number]["condition"] for number in ("2", "3", "10", "15")] == ["due_soon"] * 2 + ["ongoing"] * 2
    assert [each["key"] for each in tasks["9.1"]["occurrences"]] == [
        "2022/23-III",
        "2022/23-IV",
        "2023/24-I",
        "2023/24-II",
    ]
    assert {number for number, task in tasks.items() if task["waits_for"]} == {"8", "11", "18"}


def test_events_date_what_waits_and_move_it(committee):
    for name, task in (("План-график", "8"), ("Событие", "11"), ("Планы ММО", "18")):
        committee.set_event(name, date(2023, 4, 3), date(2023, 4, 28))
        committee.link_event(task, None, name)
    tasks = by_number(committee.status())
    assert not any(task["waits_for"] for task in tasks.values())
    assert tasks["8"]["due"] == "2023-04-28"

    committee.set_event("План-график", date(2023, 5, 3), date(2023, 5, 5))
    assert by_number(committee.status())["8"]["due"] == "2023-05-05"


def test_the_check_is_quiet_when_all_is_recorded(committee):
    assert committee.check().code == 11
    for number in ("1", "2", "3"):
        committee.submit(number)
    assert committee.check(date(2023, 3, 1)).code == 0


def test_due_and_matrix_answer_for_the_same_day(committee):
    committee.submit("1", school="4")

    assert committee.due(7)["today"] == "2023-02-10"
    matrix = committee.matrix(task="1")
    assert matrix["today"] == "2023-02-10"
    assert len(matrix["columns"]) == 13
