"""A task that is linked to a checklist: what is asked, what runs fulfil, what follows when the plan changes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from tests.factories import deadline, deliverable, every, make_draft, make_task, ongoing

from vpr_tracker import BadInput, NotFound, RuleBroken, UsageError
from vpr_tracker.plugins import load_registry
from vpr_tracker_checklists.following.coverage import coverage
from vpr_tracker_checklists.following.links import LinkBook
from vpr_tracker_checklists.runs.book import RunBook
from vpr_tracker_checklists.templates.shelf import Shelf

MARCH = date(2023, 3, 10)
WELL = {"section": "yes", "rules": "yes"}


@pytest.fixture
def shelf(templates):
    return Shelf([templates])


@pytest.fixture
def links(tracker, shelf):
    return LinkBook(tracker, shelf)


@pytest.fixture
def look(tracker, shelf, clock):
    """Finish a run: ``look("4", MARCH)``."""
    book = RunBook(tracker, shelf)

    def finish(school, day, answers=None, template="site"):
        if clock.moment.date() < day:
            clock.at(day)
        run = book.start(template, school=school, on=day)
        book.fill(run.number, answers=WELL if answers is None else answers)
        return book.finish(run.number)

    return finish


def states(tracker, task="9.1", source="checklists"):
    with tracker.plan_reader() as reader:
        rows = reader.obligations(reader.task(task)["id"])
    return Counter(row["state"] for row in rows if row["source"] == source)


def of_task(tracker, number, on=MARCH):
    return next(task for task in tracker.status(on=on)["tasks"] if task["number"] == number)


def test_every_school_is_asked_for_each_term(tracker, links):
    before = of_task(tracker, "9.1")["obligations"]["total"]
    link = links.link("9.1", "site")
    terms = len(of_task(tracker, "9.1")["occurrences"])
    assert (link.per, link.owed_by) == ("occurrence", "inspector")
    assert of_task(tracker, "9.1")["obligations"]["total"] == before + 4 * terms
    assert len(coverage(tracker)) == 4 * terms


def test_a_school_that_fills_it_in_itself_owes_it(tracker, links):
    links.link("9.1", "site", owed_by="school", schools=["4", "7"])
    found = {school: tracker.status(school=school, on=MARCH)["tasks"] for school in ("1", "4", "7")}
    asked = {school: "9.1" in [task["number"] for task in tasks] for school, tasks in found.items()}
    assert asked == {"1": False, "4": True, "7": True}


def test_a_finished_run_fulfils_its_school_and_term_alone(tracker, links, look):
    links.link("9.1", "site")
    finished = look("4", MARCH)
    assert states(tracker)["accepted"] == 1
    assert finished.fulfilled
    (done,) = [each for each in coverage(tracker) if each.run is not None]
    assert (done.wanted.label, done.wanted.key, done.run.number) == ("4", "2022/23-III", 1)
    look("4", date(2023, 3, 20))
    assert states(tracker)["accepted"] == 1


def test_a_run_before_the_link_counts(tracker, links, look):
    look("4", MARCH)
    links.link("9.1", "site")
    assert states(tracker)["accepted"] == 1


def test_the_task_is_fulfilled_once_every_school_was_looked_at(tracker, links, look):
    links.link("9.1", "site", results=["1"])
    for number in ("1", "2", "4"):
        look(number, MARCH)
    assert states(tracker, source=None)["accepted"] == 0
    look("7", MARCH)
    assert states(tracker, source=None)["accepted"] == 1
    third = next(each for each in of_task(tracker, "9.1")["occurrences"] if each["key"] == "2022/23-III")
    assert third["condition"] == "done"


def test_papers_are_still_handed_in(tracker, links, look):
    assert links.link("9.1", "site").results == ()


def test_a_late_run_counts_for_the_term_that_ended(tracker, links, look):
    links.link("9.1", "site")
    look("4", date(2023, 4, 10))  # in the holidays after the third term
    (done,) = [each for each in coverage(tracker) if each.run is not None]
    assert done.wanted.key == "2022/23-III"


def test_days_are_of_all_schools_or_of_one(tracker, links, look):
    links.link("8", "watch", schools=["1", "4"])
    assert links.add_days("8", [date(2023, 3, 15)]) == [date(2023, 3, 15)]
    links.add_days("8", [date(2023, 3, 16)], school="4")
    assert links.add_days("8", [date(2023, 3, 15)], school="4") == []
    assert [(each.wanted.label, each.wanted.key) for each in coverage(tracker)] == [
        ("1", "2023-03-15"),
        ("4", "2023-03-15"),
        ("4", "2023-03-16"),
    ]
    look("4", date(2023, 3, 16), {"observers": 2}, "watch")
    look("1", date(2023, 3, 17), {"observers": 2}, "watch")
    assert states(tracker, "8") == {"accepted": 1, "expected": 2}
    assert of_task(tracker, "8", date(2023, 3, 17))["condition"] == "overdue"
    links.remove_days("8", [date(2023, 3, 15)])
    assert states(tracker, "8") == {"accepted": 1}


def observers(tracker):
    """Progress and state of what task 6 asks for: 50 observers."""
    with tracker.plan_reader() as reader:
        task = reader.task("6")
        result = reader.result(task, "1")["id"]
        rows = [row for row in reader.obligations(task["id"]) if row["deliverable_id"] == result]
    ((progress, state),) = [(row["progress"], row["state"]) for row in rows]
    return progress, state


@pytest.fixture
def trained(links, look):
    """52 observers, trained in three schools; gives the runs."""
    links.link("6", "site", totals={"trained": "1"})
    counts = (("1", 20), ("4", 12), ("7", 20))
    return [look(school, MARCH, {**WELL, "trained": number}).run for school, number in counts]


def test_days_are_of_schools_that_the_link_means(links):
    links.link("8", "watch", schools=["1", "4"])
    with pytest.raises(RuleBroken, match="other schools") as refused:
        links.add_days("8", [MARCH], school="7")
    assert refused.value.problems == ("1", "4")
    with pytest.raises(BadInput):
        links.add_days("8", [MARCH], school="Комитет по образованию")
    with pytest.raises(NotFound, match=r"10\.03\.2023"):
        links.remove_days("8", [MARCH])


def test_sums_of_runs_are_the_progress_of_a_quantity(tracker, links, look):
    links.link("6", "site", totals={"trained": "1"})
    look("1", MARCH, {**WELL, "trained": 20})
    look("4", MARCH, {**WELL, "trained": 12})
    assert observers(tracker) == (32, "expected")
    look("7", MARCH, {**WELL, "trained": 20})
    assert observers(tracker) == (52, "accepted")


def test_a_sum_tells_how_many_there_are_as_long_as_that_is_enough(tracker, shelf, trained, look):
    look("2", MARCH, {**WELL, "trained": 8})
    assert observers(tracker) == (60, "accepted")
    tracker.undo()
    assert observers(tracker) == (52, "accepted")
    assert tracker.verify_journal(state=True).rows == ()


def test_what_somebody_handed_in_is_accepted_when_runs_say_so(tracker, links, look):
    links.link("9.1", "site")
    links.link("6", "site", totals={"trained": "1"})
    tracker.submit("6", deliverable="1", progress=50, actor="Школа")
    tracker.submit("9.1", deliverable="Сайт школы: школа № 4", occurrence="2022/23-III", actor="Школа")
    look("4", MARCH, {**WELL, "trained": 55})
    assert states(tracker)["accepted"] == 1
    assert observers(tracker) == (50, "accepted")


def test_a_sum_that_a_correction_makes_too_small_is_expected_again(tracker, shelf, trained):
    book = RunBook(tracker, shelf)

    def correct(number):
        book.correct(trained[0].number, "сосчитали заново")
        book.fill(trained[0].number, answers={"trained": number})
        book.finish(trained[0].number)

    correct(5)
    assert observers(tracker) == (37, "expected")
    correct(18)
    assert observers(tracker) == (50, "accepted")
    correct(-40)
    assert observers(tracker) == (0, "expected")
    tracker.undo()
    assert observers(tracker) == (50, "accepted")
    assert tracker.verify_journal(state=True).rows == ()


def counted_task(*, level, deadline):
    """A task with a quantity at every due time."""
    number = deliverable("Обучено", kind="outcome", quantity=30, level=level)
    return make_task("20", level=level, due=deadline, results=(number,))


def progress(tracker):
    """School → due time → progress and state of task 20."""
    with tracker.plan_reader() as reader:
        task = reader.task("20")
        keys = {row["id"]: row["key"] for row in reader.due_times(task["id"])}
        names = {row["id"]: row["number"] for row in reader.schools()}
        return {
            (names.get(row["organisation_id"], "all"), keys[row["occurrence_id"]]): (row["progress"], row["state"])
            for row in reader.obligations(task["id"])
            if row["source"] is None and row["progress"]
        }


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (
            "school",
            {
                ("4", "2022/23-III"): (12, "expected"),
                ("4", "2022/23-IV"): (32, "accepted"),
                ("7", "2022/23-III"): (31, "accepted"),
            },
        ),
        ("municipality", {("all", "2022/23-III"): (43, "accepted"), ("all", "2022/23-IV"): (32, "accepted")}),
    ],
)
def test_a_number_counts_for_the_due_time_of_its_day_alone(tracker, links, look, level, expected):
    more = [*tracker.plan().tasks, counted_task(level=level, deadline=deadline("Раз в четверть", every("term")))]
    tracker.amend_plan(None, make_draft(more, source="more.docx"))
    links.link("20", "site", totals={"trained": "1"})
    look("4", MARCH, {**WELL, "trained": 12})
    look("7", date(2023, 4, 10), {**WELL, "trained": 31})  # late, in the holidays after the third term
    look("4", date(2023, 4, 20), {**WELL, "trained": 30})
    look("4", date(2023, 5, 4), {**WELL, "trained": 2})
    assert progress(tracker) == expected


def test_a_school_with_terms_of_its_own_counts_by_them(tracker, links, look):
    due = deadline("Раз в четверть", every("term"))
    more = [*tracker.plan().tasks, counted_task(level="municipality", deadline=due)]
    tracker.amend_plan(None, make_draft(more, source="more.docx"))
    links.link("20", "site", totals={"trained": "1"})
    tracker.set_school_term("2022/23-IV", date(2023, 3, 6), date(2023, 5, 31), school="4")
    look("4", MARCH, {**WELL, "trained": 12})
    look("7", MARCH, {**WELL, "trained": 5})
    assert progress(tracker) == {
        ("all", "2022/23-III"): (5, "expected"),
        ("all", "2022/23-IV"): (12, "expected"),
    }


def test_a_number_counts_where_no_due_time_has_a_day_yet(tracker, links, look):
    more = [*tracker.plan().tasks, counted_task(level="municipality", deadline=deadline("Постоянно", ongoing()))]
    tracker.amend_plan(None, make_draft(more, source="more.docx"))
    links.link("20", "site", totals={"trained": "1"})
    look("4", MARCH, {**WELL, "trained": 12})
    assert list(progress(tracker).values()) == [(12, "expected")]


def test_what_has_begun_is_what_a_due_time_without_a_start_waits_for(tracker, links):
    links.link("2", "site", schools=["4"])  # «До 17.02.2023»
    assert len(coverage(tracker, on=date(2023, 1, 20))) == 1
    links.link("9.1", "site", schools=["4"])
    begun = [each.wanted.key for each in coverage(tracker, on=MARCH) if each.wanted.link.task == "9.1"]
    assert begun == ["2022/23-III"]


@pytest.mark.parametrize("reached", [True, False])
def test_unlinking_takes_the_sum_back(tracker, shelf, links, trained, reached):
    if not reached:
        book = RunBook(tracker, shelf)
        book.correct(trained[0].number, "сосчитали заново")
        book.fill(trained[0].number, answers={"trained": 5})
        book.finish(trained[0].number)
    links.unlink("6", "site")
    assert observers(tracker) == (0, "expected")
    links.link("6", "site", totals={"trained": "1"})
    assert observers(tracker) == ((52, "accepted") if reached else (37, "expected"))


def test_a_quantity_that_a_person_accepted_is_left_alone(tracker, shelf, links, look, clock):
    links.link("6", "site", totals={"trained": "1"})
    run = look("1", MARCH, {**WELL, "trained": 20}).run
    tracker.submit("6", deliverable="1", progress=50)
    tracker.accept("6", deliverable="1")
    book = RunBook(tracker, shelf)
    book.correct(run.number, "сосчитали заново")
    book.fill(run.number, answers={"trained": 5})
    book.finish(run.number)
    assert observers(tracker) == (50, "accepted")


def test_a_quantity_that_grows_or_shrinks_is_judged_anew(tracker, trained):
    def ask_for(quantity):
        tasks = []
        for task in tracker.plan().tasks:
            if task.number == "6":
                first, *rest = task.deliverables
                results = (first.model_copy(update={"quantity": quantity}), *rest)
                task = task.model_copy(update={"deliverables": results})
            tasks.append(task)
        tracker.amend_plan(None, make_draft(tasks, source=f"{quantity}.docx"))

    ask_for(60)
    assert observers(tracker) == (52, "expected")
    ask_for(51)
    assert observers(tracker) == (52, "accepted")


def test_a_correction_that_takes_a_run_out_of_the_term_makes_it_expected_again(tracker, links, look, shelf, clock):
    links.link("9.1", "site")
    run = look("4", MARCH).run
    book = RunBook(tracker, shelf)
    book.correct(run.number, "не тот день")
    clock.at(date(2023, 4, 20))
    book.fill(run.number, held_on=date(2023, 4, 18))
    book.finish(run.number)
    (done,) = [each for each in coverage(tracker) if each.run is not None]
    assert done.wanted.key == "2022/23-IV"
    assert states(tracker)["accepted"] == 1


def test_what_is_asked_follows_schools_and_dates(tracker, links):
    links.link("9.1", "site")
    asked = sum(states(tracker).values())
    tracker.add_school("9")
    assert sum(states(tracker).values()) == asked // 4 * 5
    links.link("11", "site")
    assert {each.wanted.end for each in coverage(tracker) if each.wanted.link.task == "11"} == {None}
    tracker.set_event("Проведение ВПР 2023", date(2023, 3, 15), date(2023, 5, 20))
    tracker.link_event("11", None, "Проведение ВПР 2023")
    assert all(each.wanted.end is not None for each in coverage(tracker) if each.wanted.link.task == "11")


def test_unlinking_takes_what_was_asked_and_leaves_the_runs(tracker, links, look, shelf):
    links.link("9.1", "site")
    look("4", MARCH)
    links.unlink("9.1", "site")
    assert sum(states(tracker).values()) == 0
    assert len(RunBook(tracker, shelf).list()) == 1
    links.link("9.1", "site")
    assert states(tracker)["accepted"] == 1


def test_each_step_is_taken_back_whole(tracker, links, look):
    def state():
        return [states(tracker), states(tracker, source=None), tracker.status(on=MARCH)["totals"]]

    def last():
        return max(entry.seq for entry in tracker.log())

    seen = [state()]
    numbers = []
    for step in (lambda: links.link("9.1", "site", results=["1"]), *(lambda n=n: look(n, MARCH) for n in "1247")):
        step()
        numbers.append(last())
        seen.append(state())
    for number, before in reversed(list(zip(numbers, seen, strict=False))):
        tracker.undo(number)
        assert state() == before
    assert tracker.verify_journal(state=True).rows == ()


def test_a_new_edition_keeps_what_was_looked_at(tracker, links, look):
    links.link("9.1", "site")
    look("4", MARCH)
    draft = tracker.plan()
    rest = [task if task.number != "9.1" else task.model_copy(update={"number": "9.2"}) for task in draft.tasks]
    tracker.amend_plan(None, make_draft(rest, source="new.docx"))
    assert states(tracker, "9.2")["accepted"] == 1
    assert all(result.title != "Сайт школы: школа № 4" for task in tracker.plan().tasks for result in task.deliverables)


def test_the_plan_goes_on_where_the_plugin_is_left_out(tracker, links, look, clock):
    links.link("9.1", "site")
    look("4", MARCH)
    assert len(load_registry(()).plugins) > 0
    tracker._hooks = None
    tracker.set_event("Проведение ВПР 2023", date(2023, 3, 15), date(2023, 5, 20))
    assert states(tracker)["accepted"] == 1


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"task": "99", "template": "site"}, NotFound),
        ({"task": "9.1", "template": "nothing"}, NotFound),
        ({"task": "9.1", "template": "site", "schools": ["99"]}, NotFound),
        ({"task": "9.1", "template": "site", "results": ["99"]}, NotFound),
        ({"task": "6", "template": "site", "totals": {"nothing": "1"}}, NotFound),
        ({"task": "6", "template": "site", "totals": {"trained": "2"}}, RuleBroken),
        ({"task": "9.1", "template": "site", "schools": ["Комитет по образованию"]}, UsageError),
    ],
)
def test_what_cannot_be_linked_is_named_and_nothing_is_written(tracker, links, given, error):
    before = tracker.log()
    with pytest.raises(error):
        links.link(**given)
    assert tracker.log() == before


def test_a_task_is_linked_to_a_checklist_once(links):
    links.link("9.1", "site")
    with pytest.raises(RuleBroken, match="linked"):
        links.link("9.1", "site")
    with pytest.raises(RuleBroken, match="due time"):
        links.add_days("9.1", [MARCH])


def astray(tracker, shelf, template, school, day):
    book = RunBook(tracker, shelf)
    return list(book.astray([book.start(template, school=school, on=day)]).values())


def test_a_run_that_no_task_wants_is_told_of(tracker, links, shelf):
    day = date(2023, 3, 16)
    assert astray(tracker, shelf, "watch", "4", day) == []
    links.link("8", "watch", schools=["4", "7"])
    links.add_days("8", [date(2023, 3, 15)])
    links.add_days("8", [date(2023, 3, 17)], school="4")
    (why,) = astray(tracker, shelf, "watch", "7", day)
    assert "vpr checklist days add 8 16.03.2023" in why
    assert len(astray(tracker, shelf, "watch", "7", date(2023, 3, 17))) == 1
    assert astray(tracker, shelf, "watch", "4", date(2023, 3, 17)) == []
    (why,) = astray(tracker, shelf, "watch", "1", date(2023, 3, 15))
    assert "other schools" in why


def test_a_run_before_every_due_time_is_told_of_and_a_late_or_second_one_is_not(tracker, links, look, shelf):
    links.link("14", "site")
    (why,) = astray(tracker, shelf, "site", "4", date(2023, 2, 10))
    assert "begun by 10.02.2023" in why
    look("4", MARCH)
    for day in (MARCH, date(2023, 4, 20)):
        assert astray(tracker, shelf, "site", "4", day) == []


def test_finishing_says_that_a_run_counts_for_no_task(tracker, links, look, shelf):
    links.link("8", "watch")
    links.add_days("8", [date(2023, 3, 15)])
    assert look("4", date(2023, 3, 15), {"observers": 2}, "watch").astray is None
    assert "days add 8 16.03.2023" in look("4", date(2023, 3, 16), {"observers": 2}, "watch").astray
