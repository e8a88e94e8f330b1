"""Findings: made from finished runs in the order of their days, made tasks, followed up: fixed, repeated, new."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import make_draft

from vpr_tracker import BadInput, NotFound, RuleBroken, UsageError
from vpr_tracker_checklists.following.coverage import coverage
from vpr_tracker_checklists.following.episodes import Looked, episodes
from vpr_tracker_checklists.following.findings import FindingBook
from vpr_tracker_checklists.following.links import LinkBook
from vpr_tracker_checklists.runs.book import RunBook
from vpr_tracker_checklists.templates.shelf import Shelf

FIRST, SECOND, THIRD = date(2023, 2, 10), date(2023, 3, 10), date(2023, 4, 20)
BAD = {"section": "no", "rules": "no"}
HALF = {"section": "yes", "rules": "no"}
WELL = {"section": "yes", "rules": "yes"}


@pytest.fixture
def shelf(templates):
    return Shelf([templates])


@pytest.fixture
def book(tracker):
    return FindingBook(tracker)


@pytest.fixture
def look(tracker, shelf, clock):
    runs = RunBook(tracker, shelf)

    def finish(day, answers, school="4"):
        clock.at(max(day, clock.moment.date()))
        run = runs.start("site", school=school, on=day)
        runs.fill(run.number, answers=answers)
        return runs.finish(run.number).run

    return finish


def steps(book, **about):
    return {(each.item, each.step) for each in book.findings(**about)}


def test_a_no_is_a_finding(book, look):
    look(FIRST, HALF)
    (finding,) = book.findings()
    assert (finding.school, finding.text, finding.step) == ("4", "нет положения о ВСОКО", "new")


def test_the_next_run_finds_it_mended_or_again_and_finds_more(book, look):
    look(FIRST, HALF)
    look(SECOND, {"section": "no", "rules": "no"})
    assert steps(book) == {("rules", "repeated"), ("section", "new")}
    look(THIRD, HALF)
    assert steps(book) == {("rules", "repeated"), ("section", "fixed")}


def test_what_was_not_looked_at_stays_open(book, look):
    look(FIRST, BAD)
    look(SECOND, {"section": "na"})
    assert steps(book) == {("rules", "new"), ("section", "new")}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_runs_come_in_does_not_matter(tracker, shelf, clock, book, order):
    clock.at(THIRD)
    runs = RunBook(tracker, shelf)
    given = [(FIRST, BAD), (SECOND, HALF), (THIRD, {"section": "no", "rules": "yes"})]
    for place in order:
        day, answers = given[place]
        run = runs.start("site", school="4", on=day)
        runs.fill(run.number, answers=answers)
        runs.finish(run.number)
    found = sorted((each.item, each.status, each.found_on, each.fixed_on, each.seen) for each in book.findings())
    assert found == [
        ("rules", "fixed", FIRST, THIRD, 2),
        ("section", "fixed", FIRST, SECOND, 1),
        ("section", "open", THIRD, None, 1),
    ]


def test_a_finding_made_a_task_is_owed_by_its_school(tracker, book, look):
    look(FIRST, HALF)
    (finding,) = book.make_tasks([1], due=date(2023, 3, 1), task="9.1")
    assert (finding.task, finding.due_on, finding.state) == ("9.1", date(2023, 3, 1), "expected")
    (task,) = [each for each in tracker.status(on=date(2023, 3, 5), school="4")["tasks"] if each["number"] == "9.1"]
    assert (task["condition"], task["due"]) == ("overdue", "2023-03-01")
    (work,) = [
        work
        for task in tracker.records()[0].tasks
        for due in task.dues
        for several in due.work.values()
        for work in several
        if due.key.startswith("finding-")
    ]
    assert work.state == "expected"


def test_it_is_done_when_the_follow_up_says_so(tracker, book, look):
    look(FIRST, BAD)
    book.make_tasks(school="4", due=date(2023, 3, 1), task="9.1")
    look(SECOND, HALF)
    assert {each.item: each.state for each in book.findings()} == {"section": "accepted", "rules": "expected"}


def test_it_is_expected_again_where_the_follow_up_finds_it_again(tracker, book, look, clock):
    look(FIRST, HALF)
    book.make_tasks([1], due=date(2023, 3, 1), task="9.1")
    clock.at(date(2023, 2, 28))
    tracker.submit("9.1", school="4")
    tracker.accept("9.1", school="4")
    assert [each.state for each in book.findings()] == ["accepted"]
    look(SECOND, HALF)
    (finding,) = book.findings()
    assert (finding.step, finding.state) == ("repeated", "expected")


def test_a_correction_takes_a_finding_back(tracker, shelf, book, look):
    run = look(FIRST, BAD)
    book.make_tasks([1], due=date(2023, 3, 1), task="9.1")
    before = tracker.status(school="4")["totals"]["total"]
    runs = RunBook(tracker, shelf)
    runs.correct(run.number, "посмотрели не тот сайт")
    runs.fill(run.number, answers=WELL)
    runs.finish(run.number)
    assert [each.step for each in book.findings()] == ["withdrawn"]
    assert tracker.status(school="4")["totals"]["total"] == before - 1


def test_a_linked_template_says_under_which_task(tracker, shelf, book, look):
    look(FIRST, HALF)
    with pytest.raises(NotFound, match="linked"):
        book.make_tasks([1])
    LinkBook(tracker, shelf).link("9.1", "site")
    (finding,) = book.make_tasks([1])
    assert finding.task == "9.1"
    assert finding.due_on == date(2023, 2, 24)


def test_what_is_no_open_finding_becomes_no_task(book, look):
    look(FIRST, HALF)
    look(SECOND, WELL)
    for wanted, error in (
        ({"numbers": [1], "task": "9.1"}, RuleBroken),
        ({"numbers": [7], "task": "9.1"}, NotFound),
        ({"task": "9.1"}, UsageError),
        ({"school": "4", "task": "9.1"}, NotFound),
    ):
        with pytest.raises(error):
            book.make_tasks(**wanted)


def test_a_task_of_a_finding_is_made_once_and_not_for_a_day_that_passed(book, look):
    look(FIRST, HALF)
    with pytest.raises(UsageError, match="passed"):
        book.make_tasks([1], due=date(2023, 2, 1), task="9.1")
    book.make_tasks([1], task="9.1")
    with pytest.raises(RuleBroken, match="findings") as refused:
        book.make_tasks([1], task="9.1")
    assert refused.value.problems == ("1: made a task already",)


def test_findings_and_their_tasks_are_taken_back(tracker, book, look):
    run = look(FIRST, BAD)
    before = book.findings()
    book.make_tasks(school="4", task="9.1")
    tracker.undo()
    assert book.findings() == before
    assert run.number == 1
    assert tracker.verify_journal(state=True).rows == ()


def history(saw):
    """Looks at one item, by day: what each saw."""
    return [
        Looked(
            run_id=str(day),
            series=str(day),
            number=day,
            held_on=date(2023, 3, 1 + day),
            wanting={"a": "нет"} if what == "wanting" else {},
            well=frozenset({"a"}) if what == "well" else frozenset(),
            labels={"a": "А"},
        )
        for day, what in saw
    ]


HISTORIES = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["well", "wanting", "silent"])),
    unique_by=lambda each: each[0],
    max_size=8,
)


@given(HISTORIES)
def test_episodes_are_those_of_a_plain_walk(saw):
    told = [what for _day, what in sorted(saw) if what != "silent"]
    begun = [i for i, what in enumerate(told) if what == "wanting" and (i == 0 or told[i - 1] == "well")]
    found = episodes(history(saw))
    assert len(found) == len(begun)
    assert sum(each.seen for each in found) == told.count("wanting")
    assert [each.fixed is None for each in found].count(True) == (told[-1:] == ["wanting"])


@given(HISTORIES, st.integers(0, 9))
def test_closing_on_a_day_parts_what_was_seen_until_then_from_what_is_seen_later(saw, day):
    """Closing what stood then is as good as looking at each half by itself."""
    closing = date(2023, 3, 1 + day)
    until = episodes(history([each for each in saw if each[0] <= day]))
    after = episodes(history([each for each in saw if each[0] > day]))
    standing = {each.first.series for each in until if each.fixed is None}
    found = episodes(history(saw), lambda each: closing if each.first.series in standing else None)
    assert [(each.first.series, each.seen) for each in found] == [
        (each.first.series, each.seen) for each in [*until, *after]
    ]
    assert {each.first.series for each in found if each.closed is not None} == standing


def due_of(tracker, day, school="4"):
    """What of task 9.1 is due in a school: condition and day."""
    (task,) = [each for each in tracker.status(on=day, school=school)["tasks"] if each["number"] == "9.1"]
    return task["condition"], task["due"]


def test_the_task_of_a_finding_is_put_off_with_a_reason(tracker, book, look):
    look(FIRST, BAD)
    book.make_tasks(school="4", due=date(2023, 3, 1), task="9.1")
    with pytest.raises(RuleBroken, match="set by a plugin"):
        tracker.postpone("9.1", date(2023, 3, 20), reason="ремонт", school="4")
    (moved,) = book.postpone([1], date(2023, 3, 20), reason="ремонт")
    assert moved.due_on == date(2023, 3, 20)
    assert [each.due_on for each in book.findings()] == [date(2023, 3, 20), date(2023, 3, 1)]
    book.postpone([2], date(2023, 3, 20), reason="ремонт")
    assert due_of(tracker, date(2023, 3, 15)) == ("due_soon", "2023-03-20")
    assert tracker.log()[-1].note == "ремонт"
    tracker.undo()
    assert due_of(tracker, date(2023, 3, 15)) == ("overdue", "2023-03-01")
    assert tracker.verify_journal(state=True).rows == ()


def test_what_is_put_off_is_an_open_finding_that_is_a_task(book, look):
    look(FIRST, HALF)
    for wanted, error in (
        ({"numbers": [1], "to": SECOND, "reason": "ремонт"}, RuleBroken),
        ({"numbers": [7], "to": SECOND, "reason": "ремонт"}, NotFound),
        ({"numbers": [1], "to": SECOND, "reason": " "}, BadInput),
    ):
        with pytest.raises(error):
            book.postpone(**wanted)
    book.make_tasks([1], task="9.1")
    with pytest.raises(UsageError, match="passed"):
        book.postpone([1], date(2023, 2, 1), reason="ремонт")


def test_a_finding_is_closed_by_hand_with_its_task(tracker, book, look):
    look(FIRST, BAD)
    book.make_tasks([1], due=date(2023, 3, 1), task="9.1")
    closed = book.close([1, 2], reason="раздел есть, снимок в деле")
    assert [(each.step, each.state, each.closed_reason, each.closed_by) for each in closed] == [
        ("closed", "accepted", "раздел есть, снимок в деле", "Инспектор"),
        ("closed", None, "раздел есть, снимок в деле", "Инспектор"),
    ]
    with pytest.raises(RuleBroken) as refused:
        book.close([1], reason="ещё раз")
    assert refused.value.problems == ("1: closed",)
    tracker.undo()
    assert [(each.step, each.state) for each in book.findings()] == [("new", "expected"), ("new", None)]
    assert tracker.verify_journal(state=True).rows == ()


def test_what_is_found_after_a_finding_was_closed_is_a_new_one(tracker, shelf, book, look, clock):
    look(FIRST, HALF)
    clock.at(date(2023, 2, 20))
    book.close([1], reason="посмотрели без листа")
    look(date(2023, 2, 15), HALF)
    assert [(each.number, each.step, each.seen) for each in book.findings()] == [(1, "closed", 2)]
    look(SECOND, HALF)
    assert [(each.number, each.step, each.found_on) for each in book.findings()] == [
        (1, "closed", FIRST),
        (2, "new", SECOND),
    ]


def test_a_waived_task_stays_waived_when_its_finding_is_closed(tracker, book, look):
    look(FIRST, HALF)
    book.make_tasks([1], due=date(2023, 3, 1), task="9.1")
    tracker.waive("9.1", school="4", note="сайт закрыт")
    assert [each.state for each in book.close([1], reason="сайт закрыт")] == ["waived"]


def test_a_finding_whose_task_a_new_edition_dropped_becomes_a_task_again(tracker, book, look):
    look(FIRST, HALF)
    book.make_tasks([1], due=date(2023, 3, 1), task="9.1")
    rest = [task for task in tracker.plan().tasks if task.number != "9.1"]
    tracker.amend_plan(None, make_draft(rest, source="new.docx"))
    (finding,) = book.findings()
    assert (finding.step, finding.task, finding.due_on, finding.obligation_id) == ("new", None, None, None)
    with pytest.raises(RuleBroken, match="findings"):
        book.postpone([1], SECOND, reason="ремонт")
    look(date(2023, 2, 20), HALF)
    (finding,) = book.make_tasks(school="4", due=SECOND, task="14")
    assert (finding.task, finding.due_on, finding.state) == ("14", SECOND, "expected")
    look(THIRD, WELL)
    assert [(each.step, each.state) for each in book.findings()] == [("fixed", "accepted")]
    assert tracker.verify_journal(state=True).rows == ()


def test_a_waived_task_of_a_finding_that_is_found_again_is_asked_for_anew(tracker, book, look):
    look(FIRST, HALF)
    book.make_tasks([1], due=date(2023, 3, 1), task="9.1")
    tracker.waive("9.1", school="4", note="сайт закрыт")
    look(SECOND, HALF)
    assert [(each.step, each.state) for each in book.findings()] == [("repeated", "waived")]
    (finding,) = book.make_tasks([1], due=date(2023, 4, 1), task="9.1")
    assert (finding.state, finding.due_on) == ("expected", date(2023, 4, 1))
    assert due_of(tracker, SECOND)[1] == "2023-04-01"
    tracker.undo()
    assert [each.state for each in book.findings()] == ["waived"]
    assert tracker.verify_journal(state=True).rows == ()


def test_a_run_of_the_wrong_school_is_put_under_the_right_one(tracker, shelf, book, look):
    LinkBook(tracker, shelf).link("9.1", "site")
    run = look(FIRST, BAD)
    book.make_tasks([1], due=date(2023, 3, 1), task="9.1")
    look(SECOND, HALF)
    runs = RunBook(tracker, shelf)
    runs.correct(run.number, "не та школа")
    runs.fill(run.number, school="7")
    moved = runs.finish(run.number).run
    assert (moved.school, moved.version) == ("7", 2)
    assert {(each.school, each.item, each.step) for each in book.findings(steps=["new", "repeated"])} == {
        ("4", "rules", "new"),
        ("7", "section", "new"),
        ("7", "rules", "new"),
    }
    done = {(each.wanted.label, each.run.number) for each in coverage(tracker) if each.run is not None}
    assert done == {("7", 1), ("4", 2)}
    with pytest.raises(BadInput, match="about a school"):
        runs.fill(runs.correct(run.number, "опять").number, school="Комитет по образованию")


@pytest.mark.parametrize("way", ["follow-up", "close"])
def test_what_the_school_handed_in_is_accepted_when_it_is_found_mended(tracker, book, look, way):
    look(FIRST, HALF)
    book.make_tasks([1], due=date(2023, 3, 20), task="9.1")
    tracker.submit("9.1", school="4", actor="Школа")
    if way == "close":
        book.close([1], reason="устранено")
    else:
        look(SECOND, WELL)
    assert [each.state for each in book.findings()] == ["accepted"]
    tracker.undo()
    assert [each.state for each in book.findings()] == ["submitted"]


def test_where_two_people_are_asked_for_the_inspector_accepts_what_the_school_handed_in(tracker, book, look):
    tracker.set_plan(four_eyes=True)
    look(FIRST, BAD)
    book.make_tasks([1], due=date(2023, 3, 20), task="9.1")
    book.make_tasks([2], due=date(2023, 3, 20), task="14")
    tracker.submit("9.1", school="4", actor="Школа")
    run = look(SECOND, WELL)
    assert run.finished_by == "Инспектор"
    assert {each.task: each.state for each in book.findings()} == {"9.1": "accepted", "14": "submitted"}


def test_finishing_says_what_waits_for_another_and_what_is_expected_again(tracker, shelf, book, look):
    tracker.set_plan(four_eyes=True)
    LinkBook(tracker, shelf).link("9.1", "site")
    run = look(FIRST, WELL)
    runs = RunBook(tracker, shelf)
    runs.correct(run.number, "не та школа")
    runs.fill(run.number, school="7")
    done = runs.finish(run.number)
    assert [line.endswith("(waits to be accepted)") for line in done.fulfilled] == [True]
    assert done.reopened == ("9.1: Сайт школы: школа № 4",)


def test_an_item_that_can_be_no_finding_any_more_mends_nothing(tracker, templates, book, look, shelf):
    body = (templates / "site.toml").read_text(encoding="utf-8")
    counted = body.replace("total = true", 'threshold = ". >= 3"\nfinding = "мало"')
    asked = body.replace('type = "integer"', 'type = "text"').replace("total = true\n", "").replace("= 1\n", "= 2\n", 1)
    (templates / "site.toml").write_text(counted, encoding="utf-8")
    runs = RunBook(tracker, Shelf([templates]))
    runs.fill(runs.start("site", school="4", on=FIRST).number, answers={**WELL, "trained": "1"})
    runs.finish(1)
    (templates / "site.toml").write_text(asked, encoding="utf-8")
    runs = RunBook(tracker, Shelf([templates]))
    runs.fill(runs.start("site", school="4", on=FIRST).number, answers={**WELL, "trained": "мало, совсем плохо"})
    runs.finish(2)
    assert [(each.item, each.step) for each in book.findings()] == [("trained", "new")]


def test_only_what_is_still_to_be_done_is_put_off_to_another_day(tracker, book, look):
    look(FIRST, BAD)
    book.make_tasks([1], due=SECOND, task="9.1")
    book.make_tasks([2], due=SECOND, task="14")
    tracker.submit("14", school="4")
    tracker.accept("14", school="4")
    with pytest.raises(RuleBroken) as refused:
        book.postpone([1, 2], SECOND, reason="ремонт")
    assert refused.value.problems == ("1: it is due on that day already", "2: its task is done")


@pytest.mark.parametrize("correction", [{"school": "7"}, {"answers": {"rules": ""}}])
def test_a_correction_that_takes_the_mending_back_makes_the_task_expected_again(tracker, shelf, book, look, correction):
    look(FIRST, HALF)
    book.make_tasks([1], due=date(2023, 3, 20), task="9.1")
    run = look(SECOND, WELL)
    runs = RunBook(tracker, shelf)
    runs.correct(run.number, "не то")
    runs.fill(run.number, **correction)
    done = runs.finish(run.number)
    (finding,) = book.findings(school="4")
    assert (finding.step, finding.state) == ("new", "expected")
    assert done.reopened == ("9.1: Устранить: нет положения о ВСОКО",)
    tracker.undo()
    assert [(each.step, each.state) for each in book.findings(school="4")] == [("fixed", "accepted")]


def test_a_run_that_did_not_look_leaves_what_was_handed_in_on_the_day_it_was_found(tracker, shelf, book, look):
    run = look(FIRST, HALF)
    book.make_tasks([1], due=date(2023, 3, 20), task="9.1")
    tracker.submit("9.1", school="4")
    look(SECOND, {"section": "yes"})
    assert [each.state for each in book.findings()] == ["submitted"]
    runs = RunBook(tracker, shelf)
    runs.correct(run.number, "опечатка в примечании")
    runs.finish(run.number)
    assert [each.state for each in book.findings()] == ["submitted"]


def test_finishing_says_what_one_person_may_not_accept_alone(tracker, shelf, book, look):
    runs = RunBook(tracker, shelf)
    tracker.set_plan(four_eyes=True)
    look(FIRST, HALF)
    book.make_tasks([1], due=date(2023, 3, 20), task="9.1")
    tracker.submit("9.1", school="4")
    run = runs.start("site", school="4", on=FIRST)
    runs.fill(run.number, answers=WELL)
    assert runs.finish(run.number).fulfilled == ("9.1: нет положения о ВСОКО (waits to be accepted)",)
    assert [each.state for each in book.findings()] == ["submitted"]
