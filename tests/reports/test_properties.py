"""What holds for any plan: counts add up, filters divide, the database judges as the domain does."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reports.worlds import DAYS, TODAY, World, worlds

from vpr_tracker.domain.conditions import most_pressing
from vpr_tracker.errors import NotFound
from vpr_tracker.reports.check import check
from vpr_tracker.reports.due import due
from vpr_tracker.reports.matrix import matrix
from vpr_tracker.reports.plans import find_plan
from vpr_tracker.reports.status import COUNTED, TALLY, status

# The database stays the same file; every example puts another plan in place of the last one.
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(MANY, max_examples=15)


def counts(report):
    return {name: report["totals"][name] for name in COUNTED}


@MANY
@given(world=worlds(), today=DAYS)
def test_the_database_judges_every_obligation_as_the_domain_does(opened, world, today):
    report = status(opened(world), on=today)

    assert counts(report) == {**dict.fromkeys(COUNTED, 0), **Counter(world.conditions(today))}


@MANY
@given(world=worlds(), today=DAYS)
def test_counts_add_up(opened, world, today):
    report = status(opened(world), on=today)

    for task in report["tasks"]:
        found = {name: n for name, n in task["obligations"].items() if name != "total" and n}
        assert sum(found.values()) == task["obligations"]["total"]
        assert task["condition"] == most_pressing(found)
    assert sum(task["obligations"]["total"] for task in report["tasks"]) == report["totals"]["total"]
    assert report["totals"]["total"] == len(world.obligations())
    assert report["totals"]["tasks"] == len(report["tasks"])


@MANY
@given(world=worlds(), today=DAYS)
def test_levels_divide_the_tasks_and_schools_divide_the_obligations(opened, world, today):
    db = opened(world)
    whole = counts(status(db, on=today))

    by_level = [counts(status(db, on=today, level=level)) for level in ("municipality", "school", "both")]
    by_school = [counts(status(db, on=today, school=school)) for school in ["Комитет образования", *world.schools]]

    for parts in (by_level, by_school):
        assert {name: sum(part[name] for part in parts) for name in COUNTED} == whole


@MANY
@given(world=worlds(), today=DAYS, owner=st.sampled_from(["березкина", "Соколов", "директор", "ёлкина"]))
def test_a_filter_leaves_a_part_of_the_whole(opened, world, today, owner):
    db = opened(world)
    whole = {task["id"]: task["obligations"] for task in status(db, on=today)["tasks"]}
    try:
        report = status(db, on=today, owner=owner)
    except NotFound:
        return

    for task in report["tasks"]:
        assert all(n <= whole[task["id"]][name] for name, n in task["obligations"].items())
    late = status(db, on=today, owner=owner, overdue=True)
    assert late["tasks"] == [task for task in report["tasks"] if task["obligations"]["overdue"]]


@MANY
@given(world=worlds(), today=DAYS)
def test_check_and_matrix_count_what_status_counts(opened, world, today):
    db = opened(world)
    whole = status(db, on=today)
    result = check(db, on=today)

    assert {name: result.counts[name] for name in COUNTED} == counts(whole)
    assert result.code == (11 if whole["totals"]["overdue"] else 10 if whole["totals"]["due_soon"] else 0)
    assert whole["totals"]["overdue"] == due(db, on=today)["totals"]["overdue"]
    for number in {task["number"] for task in whole["tasks"]}:
        cells = [cell for row in matrix(db, on=today, task=number)["rows"] for cell in row["cells"] if cell]
        (task,) = (task for task in whole["tasks"] if task["number"] == number)
        found = Counter(cell["condition"] for cell in cells)
        assert {name: found[name] for name in COUNTED} == {name: task["obligations"][name] for name in COUNTED}


@MANY
@given(world=worlds(), today=DAYS)
def test_what_is_due_in_the_days_of_soon_is_what_is_due_soon(opened, world, today):
    db = opened(world)
    plan = find_plan(db, None)

    report = due(db, on=today, within_days=plan.soon_days)

    assert report["totals"]["obligations"] == status(db, on=today)["totals"]["due_soon"]
    listed = sum(task["obligations"] for entry in report["dates"] for task in entry["tasks"])
    assert listed == report["totals"]["obligations"]


@pytest.mark.postgres
@FEW
@given(world=worlds(), today=DAYS)
def test_postgresql_and_sqlite_give_the_same_reports(opened, postgres_world, world, today):
    light = opened(world)
    with postgres_world(world) as heavy:
        assert status(heavy, on=today) == status(light, on=today)
        assert due(heavy, on=today, within_days=60) == due(light, on=today, within_days=60)
        assert matrix(heavy, on=today) == matrix(light, on=today)
        assert check(heavy, on=today).to_json() == check(light, on=today).to_json()
        for asked in ({"school": "1"}, {"owner": "директор"}, {"level": "both", "overdue": True}):
            assert outcome(heavy, today, asked) == outcome(light, today, asked)


def outcome(db, today, asked):
    try:
        return status(db, on=today, **asked)
    except NotFound as error:
        return error.message


def test_counting_reads_nothing_but_the_covering_index(opened):
    world = World()
    world.school("1")
    world.due_task("1", date(2023, 1, 25))
    db = opened(world)

    plan = db.rows(f"EXPLAIN QUERY PLAN {TALLY}", find_plan(db, None).params(TODAY))

    of_obligations = [row[3] for row in plan if " obligation " in row[3]]
    assert of_obligations == ["SEARCH obligation USING COVERING INDEX ix_obligation_tally (plan_id=?)"]
    assert not any("TEMP B-TREE" in row[3] for row in plan)
