"""Taking back: the state of before, by a new entry; refused, with names, where something was built on it."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from tests.factories import deadline, deliverable, every, make_draft, make_task, relative

from vpr_tracker import EvidenceFile, Submission, Tracker
from vpr_tracker.errors import NotFound, RuleBroken, StorageError
from vpr_tracker.storage.engine import writing
from vpr_tracker.storage.journal import dump
from vpr_tracker.storage.unwinding import effective, undo_id


def state(tracker: Tracker) -> list[str]:
    with tracker.reading() as connection:
        return list(dump(connection))


def tasks():
    return [
        make_task("1", level="school", results=("Справка", "Приказ")),
        make_task("2", results=(deliverable("Наблюдатели", quantity=50),)),
        make_task("3", due=deadline("Раз в четверть", every("term")), results=("Отчёт",)),
        make_task("11", due=deadline("По мере проведения ВПР", relative("проведения ВПР"))),
    ]


def fill(tracker: Tracker, folder) -> Tracker:
    tracker._evidence = str(folder / "store")
    tracker.import_plan(make_draft(tasks()))
    tracker.import_schools([{"number": "4"}, {"number": "7"}])
    tracker.submit("1", school="7")
    return tracker


@pytest.fixture
def plan(sqlite_with_tables, tmp_path, clock):
    shutil.copyfile(sqlite_with_tables, tmp_path / "vpr.sqlite3")
    with Tracker.open(tmp_path / "vpr.sqlite3", actor="Координатор", clock=clock) as tracker:
        yield fill(tracker, tmp_path)


@pytest.fixture
def plan_anywhere(tracker, tmp_path):
    """The same on a database of each kind."""
    return fill(tracker, tmp_path)


def link_event(plan: Tracker) -> None:
    plan.set_event("ВПР 2023", date(2023, 3, 15), date(2023, 5, 20))


CHANGES = {
    "submit": lambda plan: plan.submit("1", school="4", note="письмо"),
    "submit with a file": lambda plan: plan.submit("1", school="4", files=[EvidenceFile(name="а", content=b"a")]),
    "progress": lambda plan: plan.submit("2", progress=20),
    "accept": lambda plan: plan.accept("1", school="7"),
    "return": lambda plan: plan.return_("1", school="7", note="нет подписи"),
    "withdraw": lambda plan: plan.withdraw("1", school="7"),
    "waive": lambda plan: plan.waive("1", school="4", note="ремонт"),
    "many": lambda plan: plan.submit_many([Submission(task="1", school="4"), Submission(task="2", progress=7)]),
    "event": link_event,
    "school": lambda plan: plan.add_school("12"),
    "schools": lambda plan: plan.import_schools([{"number": str(number)} for number in range(20, 40)]),
    "set": lambda plan: plan.set_task("1", deadline="до 01.03.2023", owners="Кедрова А. Б.", title="Иначе"),
    "level": lambda plan: plan.set_task("1", level="municipality"),
    "task": lambda plan: plan.add_task("20", "Ещё одно", deadline="ежемесячно", deliverables=["Сводка"], after="1"),
    "period": lambda plan: plan.set_period(date(2023, 1, 1), date(2023, 6, 30)),
    "term": lambda plan: plan.set_school_term("2022/23-III", date(2023, 1, 10), date(2023, 3, 22), school="7"),
    "assign": lambda plan: plan.assign("Директор", "Кедрова А. Б.", school="4"),
    "postpone": lambda plan: plan.postpone("1", date(2023, 3, 1), reason="карантин", act="приказ № 21"),
    "postpone for one": lambda plan: plan.postpone("1", date(2023, 3, 1), reason="карантин", school="4"),
    "settings": lambda plan: plan.set_plan(four_eyes=True, requires_evidence="documents"),
    "rule of a result": lambda plan: plan.set_deliverable("1", "Приказ", requires_evidence=True),
    "another plan": lambda plan: plan.import_plan(make_draft(tasks(), title="Другой план", source="b.docx")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_taken_back_and_done_again(plan, change):
    before = state(plan)
    CHANGES[change](plan)
    after = state(plan)
    entries = len(plan.log())

    result = plan.undo()

    assert state(plan) == before
    assert not result.again
    assert len(plan.log()) > entries
    assert plan.log()[-1].action == "undo"
    assert plan.verify_journal().ok

    assert plan.undo().again
    assert state(plan) == after
    assert not plan.undo().again
    assert state(plan) == before
    assert plan.verify_journal().ok


def test_all_of_them_are_taken_back_on_either_database(plan_anywhere):
    plan = plan_anywhere
    for change in CHANGES.values():
        before = state(plan)
        change(plan)
        if state(plan) == before:
            continue
        plan.undo()
        assert state(plan) == before
    assert plan.verify_journal().ok


def test_an_import_is_taken_back_while_nobody_built_on_it(tracker):
    tracker.import_plan(make_draft(tasks()))
    imported = state(tracker)

    tracker.undo()

    assert state(tracker) == []
    assert tracker.plans() == []
    tracker.undo()
    assert state(tracker) == imported
    assert len(tracker.submit("2")) == 1


def test_a_change_is_taken_back_by_its_number_as_often_as_it_was_done_again(plan):
    before = state(plan)
    plan.submit("1", school="4", deliverable="Приказ", note="письмо")
    after = state(plan)
    seq = plan.log()[-1].seq

    for _each in range(3):
        assert not plan.undo(seq).again
        assert state(plan) == before
        with pytest.raises(RuleBroken, match="already"):
            plan.undo(seq)
        # By the number of the first taking back too, whichever it was that took back last.
        assert plan.undo(seq + 1).again
        assert state(plan) == after
    assert len({entry.unit for entry in plan.log()[-7:]}) == 7
    assert plan.verify_journal(state=True).ok


def test_what_others_built_on_is_not_taken_back_and_they_are_named(plan):
    plan.submit("1", school="4", actor="Стрижов")
    plan.return_("1", school="4", deliverable="Приказ", actor="Кедрова", note="нет подписи")
    before = state(plan)

    with pytest.raises(RuleBroken) as raised:
        plan.undo(actor="Стрижов")

    (line,) = raised.value.problems
    assert line.startswith(f"{plan.log()[-1].seq}: Кедрова · ")
    assert "Приказ" in line
    assert state(plan) == before


def test_what_was_taken_back_is_built_on_by_nobody(plan):
    plan.submit("1", school="4", actor="Стрижов")
    plan.return_("1", school="4", actor="Кедрова")
    plan.undo(actor="Кедрова")

    plan.undo(actor="Стрижов")

    assert {each.state for each in plan.show("1").obligations if each.school == "4"} == {"expected"}


@pytest.mark.parametrize(
    "build",
    [
        lambda plan: plan.submit("20", actor="Другой"),
        lambda plan: plan.postpone("20", date(2023, 6, 2), reason="так", occurrence="1", actor="Другой"),
        lambda plan: plan.set_task("20", title="Иначе"),
    ],
)
def test_a_row_that_others_refer_to_or_changed_stays(plan, build):
    plan.add_task("20", "Ещё одно", deadline="до 01.06.2023", deliverables=["Сводка"])
    seq = plan.log()[-1].seq
    build(plan)
    before = state(plan)

    with pytest.raises(RuleBroken, match="build on"):
        plan.undo(seq)
    assert state(plan) == before


def test_of_several_units_any_own_one_is_named_by_an_entry(plan):
    plan.submit("2", progress=5)
    seq = plan.log()[-1].seq
    plan.submit("1", school="4")

    plan.undo(seq)

    assert [each.progress for each in plan.show("2").obligations] == [None]
    with pytest.raises(RuleBroken, match="taken back already"):
        plan.undo(seq)
    with pytest.raises(NotFound):
        plan.undo(10**6)


def test_only_ones_own_is_taken_back(plan):
    plan.submit("2", actor="Стрижов")

    with pytest.raises(RuleBroken, match="Стрижов"):
        plan.undo(plan.log()[-1].seq)
    with pytest.raises(NotFound):
        plan.undo(actor="Никто")
    # The coordinator's own last unit is an older one.
    assert plan.undo().entries[0].action == "submit"
    plan.undo(actor="стрижов")
    assert {each.state for each in plan.show("2").obligations} == {"expected"}


def test_a_return_that_was_taken_back_never_was(plan):
    plan.return_("1", school="7")
    plan.undo()

    assert {change.after for change in plan.withdraw("1", school="7")} == {"expected"}


def test_a_dry_run_takes_nothing_back(plan):
    before = state(plan)

    result = plan.undo(dry_run=True)

    assert [entry.action for entry in result.entries] == ["submit"]
    assert state(plan) == before


def test_what_followed_from_what_was_taken_back_is_made_anew_for_those_who_came_later(plan):
    plan.set_task("3", deadline="до 01.03.2023", level="school")
    seq = plan.log()[-1].seq
    plan.add_school("12")

    with pytest.raises(RuleBroken):
        # The new school owes what only this change made.
        plan.undo(seq)

    plan.undo()
    plan.undo(seq)
    assert {each.school for each in plan.show("3").obligations} == {None}


def test_a_school_that_joined_since_gets_what_comes_back(plan):
    """Shortening the period takes due times away; a school joins; the period is as it was again."""
    plan.set_task("3", level="school")
    plan.set_period(date(2023, 1, 1), date(2023, 6, 30))
    seq = plan.log()[-1].seq
    plan.add_school("12")

    plan.undo(seq)

    owed = {each.school: 0 for each in plan.show("3").obligations}
    for each in plan.show("3").obligations:
        owed[each.school] += 1
    assert len(set(owed.values())) == 1


def test_a_change_past_the_journal_is_not_written_over(plan):
    from sqlalchemy import text

    plan.submit("2")
    with writing(plan.engine) as connection:
        connection.execute(text("UPDATE obligation SET state = 'accepted' WHERE state = 'submitted'"))

    with pytest.raises(StorageError, match="journal"):
        plan.undo()


def test_units_that_stand_are_told_from_those_taken_back():
    a, b = "a", "b"
    undo_a, redo_a = undo_id(a), undo_id(undo_id(a))
    assert effective([a, b]) == {a, b}
    assert effective([a, b, undo_a]) == {b}
    assert effective([a, undo_a, b, redo_a]) == {a, b}
    assert effective([a, undo_a, redo_a, undo_id(redo_a)]) == set()
