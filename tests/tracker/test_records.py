"""Whole plans with their history: what was cancelled, and how often each thing changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests.factories import deadline, every, make_draft, make_task, reference

from vpr_tracker.errors import NotFound
from vpr_tracker.storage import reading
from vpr_tracker.storage.base import table_of
from vpr_tracker.storage.tables import Obligation, Occurrence, Task


@pytest.fixture
def plan(tracker, clock):
    tracker.import_plan(
        make_draft(
            [
                make_task("1", level="school", results=("Справка",)),
                make_task("2", level="school", due=deadline("На ВПР", reference("ВПР 2023"))),
            ]
        )
    )
    tracker.import_schools([{"number": "1"}, {"number": "4"}])
    clock.moment += timedelta(hours=1)
    return tracker


def due(tracker, number="1", **wanted):
    """The due time of a task that has these values."""
    (record,) = tracker.records()
    task = next(task for task in record.tasks if task.number == number)
    (found,) = [due for due in task.dues if all(getattr(due, name) == value for name, value in wanted.items())]
    return found


def all_work(found):
    return [each for some in found.work.values() for each in some]


def school(tracker, number):
    (record,) = tracker.records()
    return next(each.organisation_id for each in record.organisations if each.number == number)


def test_a_record_has_everything_that_the_plan_has(plan):
    (record,) = plan.records()

    assert record.organisations[0].kind == "committee"
    assert [task.number for task in record.tasks] == ["1", "2"]
    assert [owner.person for owner in record.tasks[0].owners] == ["Муравлёва К. Д."]
    first = due(plan)
    assert (first.kind, first.end, first.cancelled) == ("dated", date(2023, 1, 25), False)
    assert set(first.work) == {school(plan, "1"), school(plan, "4")}
    (work,) = first.work[school(plan, "4")]
    assert work.deliverable_id == record.tasks[0].deliverables[0].deliverable_id


def test_a_change_at_one_school_counts_for_it_and_for_everybody_and_not_for_others(plan, clock):
    before = due(plan).revisions
    one, four = school(plan, "1"), school(plan, "4")

    plan.submit("1", school="4")
    after = due(plan).revisions
    assert after[four].changes == before[four].changes + 1
    assert after[None].changes == before[None].changes + 1
    assert after[one] == before[one]
    assert after[four].modified == clock.moment
    assert after[four].created == before[four].created < clock.moment


def test_a_tasks_own_change_counts_in_all_its_due_times_and_in_no_other_task(plan):
    before, other = due(plan).revisions, due(plan, "2").revisions

    plan.set_task("1", title="Иначе", owners="Петухова С. С.")
    after = due(plan).revisions
    assert all(after[place].changes > before[place].changes for place in before)
    assert due(plan, "2").revisions == other


def test_due_times_that_were_deleted_are_there_cancelled_with_whom_they_concerned(plan):
    plan.set_task("1", deadline="раз в четверть")
    plan.set_task("1", deadline="до 15.03.2023")

    gone = [each for each in plan.records()[0].tasks[0].dues if each.cancelled]
    assert [each.key for each in gone] == ["2022/23-III", "2022/23-IV", "2023/24-I", "2023/24-II"]
    assert all(each.end is not None and len(each.work) == 2 for each in gone)
    assert all(each.removed for part in gone for each in all_work(part))


def test_work_that_was_recorded_outlives_its_due_time(plan):
    plan.set_task("1", deadline="раз в четверть")
    plan.submit("1", school="4", occurrence="2022/23-III")
    plan.set_task("1", deadline="до 15.03.2023")

    kept = due(plan, key="2022/23-III")
    assert kept.cancelled
    assert [(each.state, each.removed) for each in all_work(kept)] == [("submitted", True)]


def test_a_due_time_that_lost_its_days_knows_them_until_it_has_others(plan):
    plan.set_event("ВПР 2023", date(2023, 3, 15), date(2023, 3, 17))
    plan.link_event("2", None, "ВПР 2023")
    assert due(plan, "2").lost is None

    plan.unlink_event("2")
    assert due(plan, "2").lost == (date(2023, 3, 15), date(2023, 3, 17))
    plan.link_event("2", None, "ВПР 2023")
    assert due(plan, "2").lost is None


def test_counts_never_fall_when_what_was_deleted_comes_back(plan):
    plan.set_task("1", deadline="раз в четверть")
    counts = [due(plan, key="2022/23-III").revisions[None].changes]
    for printed in ("до 15.03.2023", "раз в четверть", "постоянно", "раз в четверть"):
        plan.set_task("1", deadline=printed)
        counts.append(due(plan, key="2022/23-III").revisions[None].changes)

    assert counts == sorted(counts)
    assert len(set(counts)) == len(counts)


def test_many_rows_at_once_are_counted_like_single_ones(tracker, clock):
    tracker.import_plan(make_draft([make_task("1", level="school", due=deadline("Ежемесячно", every("month")))]))
    tracker.import_schools([{"number": str(number)} for number in range(1, 31)])
    clock.moment += timedelta(hours=1)
    tracker.submit("1", occurrence="2023-02")

    (record,) = tracker.records()
    dues = record.tasks[0].dues
    assert len(dues) == 12
    assert all(len(each.work) == 30 for each in dues)
    changed = {each.key for each in dues if each.revisions[None].modified == clock.moment}
    assert changed == {"2023-02"}


def test_work_that_moves_to_another_due_time_counts_in_both(plan, clock):
    plan.set_task("1", deadline="раз в четверть")
    four = school(plan, "4")
    before = {key: due(plan, key=key).revisions for key in ("2022/23-III", "2022/23-IV")}
    clock.moment += timedelta(hours=1)

    with plan.unit() as unit, unit.entry("amend"):
        rows = {row["key"]: row for row in unit.connection.execute(select(table_of(Occurrence))).mappings()}
        (work,) = [
            row
            for row in unit.connection.execute(select(table_of(Obligation))).mappings()
            if row["occurrence_id"] == rows["2022/23-III"]["id"] and row["organisation_id"] == four
        ]
        unit.writer.change(Obligation, work, occurrence_id=rows["2022/23-IV"]["id"])

    for key, revisions in before.items():
        assert due(plan, key=key).revisions[None].changes == revisions[None].changes + 1
    assert four not in due(plan, key="2022/23-III").work
    assert due(plan, key="2022/23-IV").revisions[four].modified == clock.moment


def test_a_task_that_was_taken_out_is_there_as_removed(plan):
    (record,) = plan.records()
    with plan.unit() as unit, unit.entry("amend"):
        unit.writer.change(Task, reading.one(unit.connection, Task, record.tasks[0].task_id), removed=True)

    assert [(task.number, task.removed) for task in plan.records()[0].tasks] == [("1", True), ("2", False)]
    assert due(plan).revisions[None].changes > record.tasks[0].dues[0].revisions[None].changes


def test_there_is_no_record_without_a_plan(tracker, plan):
    with pytest.raises(NotFound):
        plan.records("другой план")
