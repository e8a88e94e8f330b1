"""Correcting a plan: what was misread, what is missing, who is who, which days."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from tests.factories import by, deadline, during, every, make_draft, make_task, relative

from vpr_tracker.deadlines.grammar import parse_deadline
from vpr_tracker.errors import BadInput, NotFound, RuleBroken
from vpr_tracker.plans.draft import DeadlineDraft, PeriodDraft, RemarkDraft, WhereDraft
from vpr_tracker.plans.shorthand import NO_PERIOD


def occurrences(tracker, task: str) -> list[tuple]:
    return sorted({(each.occurrence, each.start, each.end) for each in tracker.show(task).obligations})


def test_a_corrected_deadline_keeps_identifiers_and_what_is_recorded(tracker):
    tracker.import_plan(make_draft([make_task("1", results=("Справка", "Приказ"))]))
    tracker.submit("1", deliverable="Справка")
    before = {each.obligation_id: each.state for each in tracker.show("1").obligations}

    change = tracker.set_task("1", deadline="до 27 марта")

    assert change.fields == ("deadline",)
    assert [(each.before, each.after) for each in change.moved] == [
        ((None, date(2023, 1, 25)), (None, date(2023, 3, 27)))
    ]
    task = tracker.show("1")
    assert task.draft.deadline.printed == "до 27 марта"
    assert {each.obligation_id: each.state for each in task.obligations} == before


def test_due_times_that_fall_away_are_kept_where_work_was_recorded(tracker):
    tracker.import_plan(make_draft([make_task("1", due=deadline("Раз в четверть", every("term")), results=("Отчёт",))]))
    tracker.submit("1", occurrence="2022/23-III")
    kept = next(each.obligation_id for each in tracker.show("1").obligations if each.state == "submitted")

    tracker.set_task("1", deadline="до 25.05.2023")

    assert occurrences(tracker, "1") == [("1", None, date(2023, 5, 25))]
    with tracker.reading() as connection:
        rows = connection.execute(text("SELECT id, state, removed FROM obligation WHERE removed")).all()
        assert [(row[0], row[1]) for row in rows] == [(kept, "submitted")]
        assert connection.execute(text("SELECT count(*) FROM obligation")).scalar_one() == 2

    tracker.set_task("1", deadline="раз в четверть")

    back = {each.obligation_id: each.state for each in tracker.show("1").obligations}
    assert back[kept] == "submitted"
    assert len(back) == 4
    assert tracker.verify_journal().ok


def test_work_that_was_withdrawn_is_history_too(tracker):
    tracker.import_plan(make_draft([make_task("1", due=deadline("Раз в четверть", every("term")))]))
    tracker.submit("1", occurrence="2022/23-III")
    tracker.withdraw("1", occurrence="2022/23-III")

    tracker.set_task("1", deadline="до 25.05.2023")

    with tracker.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM obligation WHERE removed")).scalar_one() == 1


def test_a_corrected_deadline_stays_linked_to_its_event(tracker):
    tracker.import_plan(make_draft([make_task("1", due=deadline("до начала экзаменов", relative("начала экзаменов")))]))
    tracker.set_event("Начало экзаменов", date(2023, 5, 26))
    tracker.link_event("1", None, "начало экзаменов")

    tracker.set_task("1", deadline="за 10 дней до начала экзаменов")

    assert occurrences(tracker, "1") == [("1", None, date(2023, 5, 16))]


def test_a_corrected_level_asks_others(tracker):
    tracker.import_plan(make_draft([make_task("1", results=("Справка",))]))
    tracker.import_schools([{"number": "4"}, {"number": "7"}])
    tracker.submit("1")

    tracker.set_task("1", level="school")

    assert {(each.school, each.state) for each in tracker.show("1").obligations} == {
        ("4", "expected"),
        ("7", "expected"),
    }
    tracker.set_task("1", level="both")
    assert {(each.school, each.state) for each in tracker.show("1").obligations} == {
        (None, "submitted"),
        ("4", "expected"),
        ("7", "expected"),
    }


def test_owners_title_and_number_are_corrected(tracker):
    tracker.import_plan(make_draft([make_task("1", owners=("Муравлёва К. Д.", "Стрижов П. О."))]))

    change = tracker.set_task("1", title=" Провести  анализ ", owners="Директор школы, Ветрова Н. Л.", number="1.1")

    assert set(change.fields) == {"title", "number", "owners"}
    draft = tracker.show("1.1").draft
    assert draft.title == "Провести анализ"
    assert [(each.name, each.kind) for each in draft.owners] == [
        ("Директор школы", "role"),
        ("Ветрова Н. Л.", "person"),
    ]


@pytest.mark.parametrize("wrong", [{"title": " "}, {"number": ""}, {"level": "county"}])
def test_a_correction_that_makes_no_sense_is_refused(tracker, wrong):
    tracker.import_plan(make_draft([make_task("1")]))

    with pytest.raises(BadInput):
        tracker.set_task("1", **wrong)


def test_a_task_is_added_after_another_with_its_obligations(tracker):
    tracker.import_plan(make_draft([make_task("1"), make_task("2")]))
    tracker.add_school("4")

    tracker.add_task(
        "1.1",
        "Собрать отчёты",
        deadline="до 01.03",
        owners="Ветрова Н. Л.",
        deliverables=["Отчёт"],
        level="school",
        after="1",
    )

    assert [task.number for task in tracker.plan().tasks] == ["1", "1.1", "2"]
    (obligation,) = tracker.show("1.1").obligations
    assert (obligation.school, obligation.end, obligation.deliverable) == ("4", date(2023, 3, 1), "Отчёт")
    tracker.add_task("3", "Последнее")
    assert [task.number for task in tracker.plan().tasks] == ["1", "1.1", "2", "3"]


def test_two_spellings_become_one_person_and_the_tasks_keep_what_they_print(tracker):
    tracker.import_plan(
        make_draft([make_task("1", owners=("Ветриц А. Б.",)), make_task("2", owners=("Ветрец А. Б.",))])
    )

    assert tracker.merge_owners("Ветриц", "Ветрец А.Б.") == 1

    with tracker.reading() as connection:
        rows = connection.execute(text("SELECT name, person FROM v_owner ORDER BY name")).all()
    assert [tuple(row) for row in rows] == [("Ветрец А. Б.", "Ветриц А. Б."), ("Ветриц А. Б.", "Ветриц А. Б.")]
    tracker.import_plan(make_draft([make_task("1", owners=("ВЕТРЕЦ А.Б.",))], title="Второй", source="b.docx"))
    with tracker.reading() as connection:
        names = connection.execute(text("SELECT DISTINCT person FROM v_owner")).scalars().all()
    assert names == ["Ветриц А. Б."]


def test_merging_one_person_or_an_unknown_one_is_refused(tracker):
    tracker.import_plan(make_draft([make_task("1", owners=("Ветриц А. Б.", "Ветриц В. Г."))]))

    with pytest.raises(RuleBroken, match="already"):
        tracker.merge_owners("Ветриц А. Б.", "ветриц а.б.")
    with pytest.raises(RuleBroken, match="several"):
        tracker.merge_owners("Ветриц", "Ветриц В. Г.")
    with pytest.raises(NotFound):
        tracker.merge_owners("Ветриц А. Б.", "Соколов")


def test_setting_the_period_dates_what_has_no_year(tracker):
    undated = DeadlineDraft.of(parse_deadline("до 1 марта", period=NO_PERIOD)).terms
    tasks = [
        make_task("1", due=deadline("до 1 марта", *undated)),
        make_task("2", due=deadline("ежемесячно", every("month"))),
        make_task("3", due=deadline("исправлено рукой", by(date(2024, 5, 5)))),
    ]
    tracker.import_plan(make_draft(tasks, period=None))
    assert occurrences(tracker, "1") == [("1", None, None)]

    changed = tracker.set_period(date(2024, 1, 1), date(2024, 6, 30))

    assert [each.number for each in changed] == ["1", "2"]
    assert occurrences(tracker, "1") == [("1", None, date(2024, 3, 1))]
    assert [key for key, _start, _end in occurrences(tracker, "2")] == [f"2024-0{month}" for month in range(1, 7)]
    assert occurrences(tracker, "3") == [("1", None, date(2024, 5, 5))]
    assert tracker.plan().plan.period == PeriodDraft(start=date(2024, 1, 1), end=date(2024, 6, 30))
    with pytest.raises(BadInput):
        tracker.set_period(date(2024, 1, 2), date(2024, 1, 1))


def test_a_set_school_term_moves_what_hangs_on_it_for_all_or_for_one_school(tracker):
    tracker.import_plan(
        make_draft([make_task("1", level="school", due=deadline("Раз в четверть", every("term")), results=("Отчёт",))])
    )
    tracker.import_schools([{"number": "4"}, {"number": "7"}])

    moved = tracker.set_school_term("2022/23-III", date(2023, 1, 10), date(2023, 3, 22))

    assert [(each.key, each.after) for each in moved] == [("2022/23-III", (date(2023, 1, 10), date(2023, 3, 22)))]
    tracker.set_school_term("2022/23-III", date(2023, 1, 10), date(2023, 3, 25), school="7")
    ends = {each.school: each.end for each in tracker.show("1").obligations if each.occurrence == "2022/23-III"}
    assert ends == {"4": date(2023, 3, 22), "7": date(2023, 3, 25)}


def test_a_confirmed_school_year_is_no_longer_unconfirmed(tracker):
    tracker.import_plan(make_draft([make_task("1", due=deadline("Раз в четверть", every("term")))]))

    tracker.confirm_school_year("2022/23")

    with tracker.reading() as connection:
        rows = connection.execute(text("SELECT key, unconfirmed FROM v_occurrence ORDER BY key")).all()
    assert [(key, bool(flag)) for key, flag in rows] == [
        ("2022/23-III", False),
        ("2022/23-IV", False),
        ("2023/24-I", True),
        ("2023/24-II", True),
    ]
    bases = {unit.unit: unit.basis for unit in tracker.school_year("2022/23")}
    assert bases["III"] == "set"
    assert bases["T1"] != "set"
    for wrong in ("2022", "2022/24", "год"):
        with pytest.raises(BadInput):
            tracker.confirm_school_year(wrong)


@pytest.mark.parametrize("key", ["2022/23-V", "2022-III", "III"])
def test_a_school_term_that_does_not_exist_is_refused(tracker, key):
    tracker.import_plan(make_draft())

    with pytest.raises(BadInput):
        tracker.set_school_term(key, date(2023, 1, 10), date(2023, 3, 22))


def remark(message: str, task: str | None = None) -> RemarkDraft:
    return RemarkDraft(code="read", message=message, where=WhereDraft(task=task))


def test_remarks_are_settled_once(tracker):
    tracker.import_plan(make_draft(remarks=[remark("Первое", "1"), remark("Второе")]))
    first, second = tracker.remarks()
    assert (first.number, first.task, second.task) == (1, "1", None)

    settled = tracker.settle_remark(first.remark_id, "accepted", note="так и есть")

    assert (settled.settled, settled.settled_by, settled.note) == ("accepted", "Координатор", "так и есть")
    assert [each.message for each in tracker.remarks()] == ["Второе"]
    assert len(tracker.remarks(open_only=False)) == 2
    with pytest.raises(RuleBroken, match="settled already"):
        tracker.settle_remark("1", "left")
    with pytest.raises(NotFound):
        tracker.settle_remark("9", "left")
    assert tracker.settle_remark("2", "left").settled == "left"


def test_a_window_is_corrected_to_nothing(tracker):
    tracker.import_plan(make_draft([make_task("1", due=deadline("Март", during(date(2023, 3, 1), date(2023, 3, 31))))]))

    tracker.set_task("1", deadline="")

    assert occurrences(tracker, "1") == [("1", None, None)]


def test_no_call_gives_two_tasks_one_number(tracker):
    tracker.import_plan(make_draft([make_task("2"), make_task("3"), make_task("3.1"), make_task("9"), make_task("9")]))

    with pytest.raises(RuleBroken, match="a task 3 already") as caught:
        tracker.set_task("2", number="3")
    assert "3.2" in str(caught.value.hint)
    with pytest.raises(RuleBroken):
        tracker.add_task("9", "Дело")
    assert tracker.set_task("2", number="2", title="Другое").fields == ("title",)
