"""What plugins ask for through the Tracker: obligations of their own, fulfilled, made open again, taken back."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date

import pytest
from tests.factories import make_draft

from vpr_tracker import PluginWork, Tracker, WorkSpec
from vpr_tracker.errors import PluginError, RuleBroken
from vpr_tracker.storage.journal import dump

SOURCE = "visits"


@pytest.fixture
def plan(tracker):
    """Two schools and the standard tasks, on a database of each kind."""
    tracker.import_plan(make_draft())
    tracker.import_schools([{"number": "4"}, {"number": "7"}])
    return tracker


def spec(work: PluginWork, school: str = "4", day: date | None = date(2023, 2, 20), name: str = "visit") -> WorkSpec:
    return WorkSpec(
        task=work.reader.task("9.1")["id"],
        organisation=work.reader.organisation(school)["id"],
        name=name,
        title="Карта посещения",
        key=f"day-{day}",
        start=day,
        end=day,
    )


def agree(tracker: Tracker, *wanted: tuple[str, date]) -> int:
    with tracker.plugin_work(SOURCE) as work:
        specs = [spec(work, school, day) for school, day in wanted]
        return work.agree(work.reader.task("9.1")["id"], specs, action="visit_ask", subject="9.1")


def own(tracker: Tracker) -> dict[tuple[str, str], str]:
    """State by school and identifier, of what the plugin asks for."""
    with tracker.plan_reader() as reader:
        schools = {row["id"]: reader.label(row) for row in reader.schools()}
        task = reader.task("9.1")["id"]
        rows = [row for row in reader.obligations(task) if row["source"] == SOURCE]
    return {(schools[row["organisation_id"]], row["id"]): row["state"] for row in rows}


def totals(tracker: Tracker, on: date = date(2023, 3, 1)) -> dict[str, int]:
    return tracker.status(on=on)["totals"]


def identifiers(tracker: Tracker) -> list[str]:
    return [identifier for _school, identifier in own(tracker)]


DAY, NEXT = date(2023, 2, 20), date(2023, 2, 21)


def test_what_a_plugin_asks_for_is_in_the_status(plan):
    before = totals(plan)
    assert agree(plan, ("4", DAY), ("7", DAY)) == 2
    after = totals(plan)
    assert after["total"] == before["total"] + 2
    assert after["overdue"] == before["overdue"] + 2


def test_asking_for_the_same_writes_nothing(plan):
    agree(plan, ("4", DAY))
    entries = plan.log()
    assert agree(plan, ("4", DAY)) == 0
    assert plan.log() == entries


def test_what_is_asked_for_no_more_goes_unless_work_was_recorded(plan):
    agree(plan, ("4", DAY), ("7", DAY))
    with plan.plugin_work(SOURCE) as work:
        work.fulfil([work.identifier(spec(work, "7"))])
    assert agree(plan, ("4", NEXT)) == 3
    assert len(own(plan)) == 1
    assert agree(plan, ("4", NEXT), ("7", DAY)) == 1
    assert sorted(own(plan).values()) == ["accepted", "expected"]


def test_the_plan_itself_keeps_what_it_asks_for(plan):
    file_before = plan.plan().model_dump(mode="json")
    agree(plan, ("4", DAY))
    plan.set_event("ВПР 2023", date(2023, 3, 15), date(2023, 5, 20))
    assert len(own(plan)) == 1
    assert plan.plan().model_dump(mode="json")["tasks"] == file_before["tasks"]


def test_fulfilling_submits_and_accepts_once(plan):
    agree(plan, ("4", DAY))
    (identifier,) = identifiers(plan)
    with plan.plugin_work(SOURCE) as work:
        done = work.fulfil([identifier], note="лист № 1")
        again = work.fulfil([identifier])
    assert [view.after for view in done] == ["submitted", "accepted"]
    assert again == []
    assert totals(plan)["done"] == 1


def test_with_four_eyes_a_person_accepts(plan):
    plan.set_plan(four_eyes=True)
    agree(plan, ("4", DAY))
    with plan.plugin_work(SOURCE) as work:
        assert [view.after for view in work.fulfil(identifiers(plan))] == ["submitted"]
    with pytest.raises(RuleBroken):
        plan.accept("9.1", school="4")
    assert [view.after for view in plan.accept("9.1", school="4", actor="Другая")] == ["accepted"]


def test_what_was_fulfilled_is_expected_again_where_it_holds_no_more(plan):
    agree(plan, ("4", DAY))
    (identifier,) = identifiers(plan)
    with plan.plugin_work(SOURCE) as work:
        work.fulfil([identifier])
    with plan.plugin_work(SOURCE) as work:
        assert work.reopen([identifier], action="visit_reopen", note="ошибка") == 1
    assert list(own(plan).values()) == ["expected"]
    with plan.plugin_work(SOURCE) as work:
        assert [view.after for view in work.fulfil([identifier])] == ["submitted", "accepted"]


@pytest.mark.parametrize(("counts", "state", "progress"), [((12, 30), "expected", 30), ((30, 52), "accepted", 52)])
def test_progress_of_a_quantity_is_accepted_when_it_is_reached(plan, counts, state, progress):
    with plan.plan_reader() as reader:
        task = reader.task("6")
        result = reader.result(task, "Обучено")
        wanted = [row["id"] for row in reader.obligations(task["id"]) if row["deliverable_id"] == result["id"]]
    for count in counts:
        with plan.plugin_work(SOURCE) as work:
            work.record_progress(wanted, count)
    with plan.plan_reader() as reader:
        (row,) = [row for row in reader.obligations(task["id"]) if row["id"] in wanted]
    assert (row["state"], row["progress"]) == (state, progress)


def test_every_unit_of_a_plugin_can_be_taken_back(plan):
    def state() -> list[str]:
        with plan.reading() as connection:
            return list(dump(connection))

    def last() -> int:
        return max(entry.seq for entry in plan.log())

    steps = [(state(), 0)]
    agree(plan, ("4", DAY), ("7", DAY))
    steps.append((state(), last()))
    with plan.plugin_work(SOURCE) as work:
        work.fulfil([work.identifier(spec(work))])
    steps.append((state(), last()))
    for (before, _seq), (_after, seq) in reversed(list(itertools.pairwise(steps))):
        plan.undo(seq)
        assert state() == before
        assert plan.verify_journal(state=True).rows == ()


def test_the_past_knows_what_plugins_asked_for(plan):
    agree(plan, ("4", DAY))
    with plan.as_of("2023-02-10") as then:
        assert then.status()["totals"] == plan.status(on=date(2023, 2, 10))["totals"]


def test_something_is_done_once_at_the_end_of_a_unit(plan):
    done: list[str] = []
    with plan.plugin_work(SOURCE) as work:
        for _time in range(3):
            work.unit.at_end("once", lambda: done.append("done"))
        assert done == []
    assert done == ["done"]


def test_a_plugin_that_fails_at_the_end_takes_everything_back(plan):
    before = totals(plan)

    def fail() -> None:
        raise ZeroDivisionError("oh")

    def ask() -> None:
        with plan.plugin_work(SOURCE) as work:
            work.add([spec(work)], action="visit_ask", subject="9.1")
            work.unit.at_end("fails", fail)

    with pytest.raises(PluginError, match="ZeroDivisionError: oh"):
        ask()
    assert totals(plan) == before


def test_what_a_plugin_asks_for_goes_with_its_task(plan):
    agree(plan, ("4", DAY))
    rest = [task for task in plan.plan().tasks if task.number != "9.1"]
    plan.amend_plan(None, make_draft(rest, source="new.docx"))
    status = plan.status()
    assert "9.1" not in [task["number"] for task in status["tasks"]]
    assert status["totals"]["total"] == sum(task["obligations"]["total"] for task in status["tasks"])


def test_the_day_that_a_plugin_set_is_not_put_off_past_it(plan):
    agree(plan, ("4", DAY))
    before = plan.log()
    with pytest.raises(RuleBroken, match="set by a plugin") as refused:
        plan.postpone("9.1", date(2023, 3, 1), reason="болели", school="4", occurrence=f"day-{DAY}")
    assert SOURCE in refused.value.problems[0]
    assert plan.log() == before


def test_beside_the_days_of_a_plugin_the_plans_own_is_put_off(plan):
    with plan.plugin_work(SOURCE) as work:
        task = work.reader.task("1")["id"]
        work.add([dataclasses.replace(spec(work), task=task)], action="visit_ask", subject="1")
    result = plan.postpone("1", date(2023, 6, 1), reason="перенос")
    assert result.postponement.due_on == date(2023, 6, 1)
    assert not result.postponement.key.startswith("day-")
