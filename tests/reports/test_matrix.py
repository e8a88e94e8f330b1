"""Schools × deliverables."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reports.worlds import TODAY, World

from vpr_tracker.errors import NotFound
from vpr_tracker.reports.matrix import matrix


@pytest.fixture
def world():
    world = World()
    for number in ("1", "2"):
        world.school(number)
    return world


def table(report):
    return {row["school"]["number"]: [cell and cell["condition"] for cell in row["cells"]] for row in report["rows"]}


def test_a_row_has_a_cell_for_each_deliverable_and_due_time(world, opened):
    task = world.task("1", "Провести анализ")
    deliverables = [world.deliverable(task, title) for title in ("Приказ", "Справка")]
    for key, end in (("2023-02", date(2023, 2, 28)), ("2023-01", date(2023, 1, 31))):
        occurrence = world.occurrence(task, end, key=key)
        for deliverable in deliverables:
            world.obligation(task, occurrence, world.schools["1"], deliverable)
        world.obligation(task, occurrence, world.schools["2"], deliverables[0], state="accepted")

    report = matrix(opened(world), on=TODAY)

    assert [(column["deliverable"], column["key"]) for column in report["columns"]] == [
        ("Приказ", "2023-01"),
        ("Приказ", "2023-02"),
        ("Справка", "2023-01"),
        ("Справка", "2023-02"),
    ]
    assert table(report) == {"1": ["overdue", "open", "overdue", "open"], "2": ["done", "done", None, None]}
    assert [row["missing"] for row in report["rows"]] == [4, 0]
    assert (report["totals"]["total"], report["totals"]["overdue"], report["totals"]["done"]) == (6, 2, 2)


def test_the_committees_part_shows_only_in_its_own_task(world, opened):
    world.due_task("1", date(2023, 2, 17))
    world.due_task("2", date(2023, 2, 17), level="municipality")
    db = opened(world)

    assert [column["task"] for column in matrix(db, on=TODAY)["columns"]] == ["1"]
    assert [row["school"]["kind"] for row in matrix(db, on=TODAY, task="2")["rows"]] == ["committee"]


def test_a_date_of_a_schools_own_is_in_its_cell(world, opened):
    task = world.task("8")
    own = world.occurrence(task, date(2023, 2, 1), organisation_id=world.schools["1"])
    common = world.occurrence(task, date(2023, 4, 1))
    world.obligation(task, own, world.schools["1"])
    world.obligation(task, common, world.schools["2"])

    report = matrix(opened(world), on=TODAY)

    (column,) = report["columns"]
    assert column["end"] == "2023-04-01"
    assert [row["cells"][0]["end"] for row in report["rows"]] == ["2023-02-01", "2023-04-01"]


def test_it_is_narrowed_to_a_task_a_school_and_an_owner(world, opened):
    world.owner(world.due_task("9.1", date(2023, 2, 17)), "Соколов И. И.")
    world.due_task("9", date(2023, 2, 17))
    db = opened(world)

    assert [column["task"] for column in matrix(db, on=TODAY, task="9.1.")["columns"]] == ["9.1"]
    assert list(table(matrix(db, on=TODAY, school="2"))) == ["2"]
    assert [column["task"] for column in matrix(db, on=TODAY, owner="соколов")["columns"]] == ["9.1"]


def test_an_unknown_task_is_not_found_and_the_tasks_are_named(world, opened):
    world.due_task("9.1", date(2023, 2, 17))

    with pytest.raises(NotFound, match="«17»") as caught:
        matrix(opened(world), on=TODAY, task="17")

    assert "9.1" in str(caught.value.hint)
