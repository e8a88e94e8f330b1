"""Recording what is handed in: what may follow what, who may, and what is meant by what was not named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from tests.factories import by, deadline, deliverable, during, every, make_draft, make_task

from vpr_tracker import Submission
from vpr_tracker.errors import BadInput, NotFound, RuleBroken, UsageError


@pytest.fixture
def plan(tracker):
    """Two schools, a task of theirs with two results, a quantity, and due times of several kinds."""
    tasks = [
        make_task("1", level="school", results=("Справка о результатах", "Приказ", "Справка о мерах")),
        make_task("2", results=(deliverable("Наблюдатели", quantity=50),)),
        make_task("3", due=deadline("Раз в четверть", every("term")), results=("Отчёт",)),
        make_task(
            "4", due=deadline("до 01.03, до 01.06", by(date(2023, 3, 1)), by(date(2023, 6, 1))), results=("Сводка",)
        ),
        make_task("5", due=deadline("Октябрь", during(date(2023, 10, 1), date(2023, 10, 31)))),
        make_task("7", "Первое с этим номером"),
        make_task("7", "Второе с этим номером"),
    ]
    tracker.import_plan(make_draft(tasks))
    tracker.import_schools([{"number": "4"}, {"number": "7", "name": "Гимназия имени Ветрова"}])
    return tracker


def states(tracker, task: str) -> list[str]:
    return [each.state for each in tracker.show(task).obligations]


def test_a_submitted_obligation_is_accepted(plan):
    (change,) = plan.submit("1", school="4", deliverable="Приказ", note="по почте")

    assert (change.before, change.after, change.school, change.deliverable) == ("expected", "submitted", "4", "Приказ")
    (change,) = plan.accept("1", school="4", deliverable="2")
    assert change.after == "accepted"
    found = next(each for each in plan.show("1").obligations if each.state == "accepted")
    assert (found.submitted_by, found.accepted_by, found.note) == ("Координатор", "Координатор", "по почте")
    assert found.submitted_at == datetime(2023, 2, 10, 5, tzinfo=UTC)


def test_an_accepted_obligation_cannot_be_returned(plan):
    plan.submit("1", school="4", deliverable="Приказ")
    plan.accept("1", school="4", deliverable="Приказ")

    for action in (plan.return_, plan.submit, plan.accept, plan.withdraw):
        with pytest.raises(RuleBroken):
            action("1", school="4", deliverable="Приказ")


def test_a_returned_obligation_is_submitted_again(plan):
    plan.submit("1", school="4", deliverable="Приказ")

    (change,) = plan.return_("1", school="4", note="нет подписи")
    assert change.after == "returned"
    (change,) = plan.submit("1", school="4", deliverable="Приказ")
    assert (change.before, change.after) == ("returned", "submitted")


def test_a_submission_is_withdrawn_and_a_waiver_taken_back(plan):
    plan.submit("1", school="4", deliverable="Приказ")
    (change,) = plan.withdraw("1", school="4")
    assert change.after == "expected"
    found = next(each for each in plan.show("1").obligations if each.obligation_id == change.obligation_id)
    assert found.submitted_at is None

    plan.waive("1", school="4", deliverable="Приказ", note="не проводится")
    (change,) = plan.restore("1", school="4")
    assert (change.before, change.after) == ("waived", "expected")


def test_waiving_needs_a_reason(plan):
    with pytest.raises(RuleBroken, match="reason"):
        plan.waive("1", school="4", note="  ")


def test_what_is_not_named_means_all_that_fit(plan):
    assert len(plan.submit("1", school="4")) == 3
    assert len(plan.submit("1")) == 3
    assert len(plan.accept("1", deliverable="Приказ")) == 2


@pytest.mark.parametrize("school", ["7", "№7", "№ 7", "гимназия имени ветрова", "Ветрова"])
def test_a_school_is_named_by_number_or_name(plan, school):
    assert {change.school for change in plan.submit("1", school=school)} == {"7"}


def test_a_part_of_a_title_that_fits_several_is_refused_with_the_list(plan):
    with pytest.raises(RuleBroken) as raised:
        plan.submit("1", deliverable="справка")

    assert list(raised.value.problems) == ["1: Справка о результатах", "3: Справка о мерах"]
    assert states(plan, "1") == ["expected"] * 6


@pytest.mark.parametrize(
    "named",
    [
        {"task": "99"},
        {"task": "1", "school": "12"},
        {"task": "1", "deliverable": "отчёт"},
        {"task": "1", "occurrence": "2"},
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(plan, named):
    with pytest.raises(NotFound) as raised:
        plan.submit(**named)

    assert raised.value.hint or raised.value.problems


def test_a_number_that_the_plan_prints_twice_is_named_by_identifier(plan):
    with pytest.raises(RuleBroken) as raised:
        plan.submit("7")
    first = raised.value.problems[0].partition(":")[0]

    (change,) = plan.submit(first)
    assert change.after == "submitted"


def test_of_several_due_times_those_that_have_begun_are_meant(plan, clock):
    assert [change.occurrence for change in plan.submit("3")] == ["2022/23-III"]
    with pytest.raises(RuleBroken, match="none has begun"):
        plan.submit("3")
    assert [change.occurrence for change in plan.submit("3", occurrence="2023/24-I")] == ["2023/24-I"]

    clock.moment = datetime(2023, 11, 20, tzinfo=UTC)
    assert [change.occurrence for change in plan.submit("3")] == ["2022/23-IV", "2023/24-II"]


def test_of_several_due_days_the_next_one_is_meant(plan):
    assert [change.occurrence for change in plan.submit("4")] == ["1"]


def test_a_single_due_time_may_be_met_before_its_window(plan):
    assert len(plan.submit("5")) == 1


def test_progress_below_the_quantity_does_not_submit(plan):
    (change,) = plan.submit("2", progress=32)
    assert (change.before, change.after, change.progress, change.quantity) == ("expected", "expected", 32, 50)

    (change,) = plan.submit("2", progress=51)
    assert (change.after, change.progress) == ("submitted", 51)


def test_progress_without_a_quantity_is_refused(plan):
    with pytest.raises(RuleBroken, match="no quantity"):
        plan.submit("5", progress=3)
    with pytest.raises(UsageError, match="-1"):
        plan.submit("2", progress=-1)


def test_with_four_eyes_who_submits_does_not_accept(tracker):
    tracker.import_plan(make_draft([make_task("1")], settings={"four_eyes": True}))
    tracker.submit("1", actor="Стрижов")

    with pytest.raises(RuleBroken, match="стрижов"):
        tracker.accept("1", actor="стрижов")
    (change,) = tracker.accept("1", actor="Муравлёва")
    assert change.after == "accepted"


def test_the_day_of_a_submission_is_the_plans(tracker, clock):
    tracker.import_plan(make_draft([make_task("1")], time_zone="Asia/Vladivostok"))
    clock.moment = datetime(2023, 1, 25, 20, tzinfo=UTC)

    tracker.submit("1")

    with tracker.reading() as connection:
        (row,) = connection.execute(text("SELECT submitted_on, late FROM v_obligation"))
    assert (str(row[0]), row[1]) == ("2023-01-26", 1)


def test_lateness_is_remembered_after_acceptance(plan):
    plan.submit("1", school="4", deliverable="Приказ")
    plan.accept("1", school="4", deliverable="Приказ")

    with plan.reading() as connection:
        (row,) = connection.execute(text("SELECT late FROM v_obligation WHERE state = 'accepted'"))
    assert row[0] == 1


def test_a_refused_change_leaves_no_trace(plan):
    entries = len(plan.log())
    plan.submit("1", school="4", deliverable="Приказ")

    with pytest.raises(RuleBroken):
        plan.accept("1", school="7")
    assert len(plan.log()) == entries + 1


def test_every_change_is_in_the_journal_with_who_and_when(plan):
    plan.submit("1", school="4", actor="Стрижов", note="по почте")

    entry = plan.log(task="1", school="4", actor="Стрижов")[-1]
    assert (entry.action, entry.note, entry.school, entry.task) == ("submit", "по почте", "4", "1")
    assert entry.at == datetime(2023, 2, 10, 5, tzinfo=UTC)
    assert len(entry.changes) == 3
    table, _identifier, before, after = entry.changes[0]
    assert (table, before["state"], after["state"]) == ("obligation", "expected", "submitted")


@pytest.mark.parametrize("which", ["0", "20", "2022", "99999999999999999999"])
def test_a_number_of_a_result_is_never_a_part_of_a_title(tracker, which):
    tracker.import_plan(make_draft([make_task("1", results=("Справка за 2022 год", "Приказ"))]))

    with pytest.raises(NotFound):
        tracker.submit("1", deliverable=which)
    assert states(tracker, "1") == ["expected", "expected"]


def test_a_day_may_be_asked_in_words(plan):
    assert plan.status(on="10.02.2023") == plan.status(on="2023-02-10") == plan.status(on=date(2023, 2, 10))
    for wrong in ("вчера", "2023-02-30", 5):
        with pytest.raises(UsageError):
            plan.status(on=wrong)


def test_a_withdrawal_after_a_return_gives_returned_again(plan, clock):
    plan.submit("1", school="4", deliverable="Приказ", actor="Стрижов")
    first = clock.moment
    plan.return_("1", school="4", note="нет подписи")
    clock.moment += timedelta(days=1)
    plan.submit("1", school="4", deliverable="Приказ")

    (change,) = plan.withdraw("1", school="4")

    assert (change.before, change.after) == ("submitted", "returned")
    found = next(each for each in plan.show("1").obligations if each.obligation_id == change.obligation_id)
    assert (found.submitted_at, found.submitted_by) == (first, "Стрижов")


def test_a_restoration_after_a_return_gives_returned_again(plan):
    plan.submit("1", school="4", deliverable="Приказ")
    plan.return_("1", school="4")
    plan.waive("1", school="4", deliverable="Приказ", note="не проводится")

    (change,) = plan.restore("1", school="4")

    assert (change.before, change.after) == ("waived", "returned")


def test_what_is_waived_cannot_be_returned(plan):
    plan.waive("1", school="4", deliverable="Приказ", note="не проводится")

    with pytest.raises(RuleBroken) as raised:
        plan.return_("1", school="4", deliverable="Приказ")
    assert "submitted" in (raised.value.hint or "")


def test_a_withdrawal_takes_the_progress_back_too(plan):
    plan.submit("2", progress=20)
    plan.submit("2", progress=50)

    (change,) = plan.withdraw("2")

    assert (change.after, change.progress) == ("expected", 20)


def test_a_quantity_that_is_handed_in_without_a_number_is_there_whole(plan):
    (change,) = plan.submit("2")
    assert (change.after, change.progress, change.quantity) == ("submitted", 50, 50)


def test_a_number_is_meant_for_the_results_that_have_a_quantity(tracker):
    results = ("Инструктаж", deliverable("Наблюдатели", quantity=50))
    tracker.import_plan(make_draft([make_task("6", results=results)]))

    (change,) = tracker.submit("6", progress=32)
    assert (change.deliverable, change.progress) == ("Наблюдатели", 32)
    with pytest.raises(RuleBroken, match="no quantity"):
        tracker.submit("6", deliverable="Инструктаж", progress=32)


def test_everything_of_a_school_is_handed_in_and_accepted_at_once(plan):
    changes = plan.submit(school="4")

    assert {(change.task, change.school) for change in changes} == {("1", "4")}
    assert len(plan.accept(school="4")) == len(changes) == 3
    with pytest.raises(RuleBroken, match="left"):
        plan.submit(school="4")
    with pytest.raises(NotFound):
        plan.submit(school="12")
    with pytest.raises(UsageError, match="school"):
        plan.submit()


def test_everything_means_also_what_has_not_begun(plan):
    assert len(plan.submit("3", everything=True)) > 1
    assert set(states(plan, "3")) == {"submitted"}


def test_many_submissions_are_one_transaction(plan):
    result = plan.submit_many(
        [
            Submission(task="1", school="4", deliverable="1"),
            Submission(task="2", progress=10),
            Submission(task="5", note="письмо"),
        ]
    )

    assert [change.task for change in result.changes] == ["1", "2", "5"]
    assert result.refused == ()
    entries = plan.log()[-3:]
    assert len({entry.unit for entry in entries}) == 1


BAD = [
    Submission(task="1", school="12", where="line 2"),
    Submission(task="99", where="line 3"),
    Submission(task="5", progress=3, where="line 4"),
    Submission(task="2", progress=-1, where="line 5"),
    Submission(task="5", urls=("file:///etc/passwd",), where="line 6"),
    Submission(task="5", note="\x1b[2J", where="line 7"),
    Submission(task="5", where="line 8"),
    Submission(task="5", where="line 9"),
]


def test_of_many_submissions_each_bad_one_is_named_and_nothing_is_written(plan):
    entries = len(plan.log())

    with pytest.raises(BadInput) as raised:
        plan.submit_many(BAD)

    # Line 9 hands in what line 8 did.
    assert sorted(problem.partition(":")[0] for problem in raised.value.problems) == [
        f"line {number}" for number in (2, 3, 4, 5, 6, 7, 9)
    ]
    assert len(plan.log()) == entries


def test_bad_submissions_are_left_out_where_that_is_asked(plan):
    result = plan.submit_many(BAD, leave_out_bad=True)

    assert [change.task for change in result.changes] == ["5"]
    assert sorted(where for where, _why in result.refused) == [f"line {number}" for number in (2, 3, 4, 5, 6, 7, 9)]


def test_a_dry_run_computes_all_and_writes_nothing(plan, tmp_path):
    file = tmp_path / "приказ.pdf"
    file.write_bytes(b"x")
    entries = len(plan.log())

    result = plan.submit_many([Submission(task="1", school="4", files=(file,))], dry_run=True)

    assert len(result.changes) == 3
    assert len(plan.log()) == entries
    assert set(states(plan, "1")) == {"expected"}
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith("evidence")) == []
