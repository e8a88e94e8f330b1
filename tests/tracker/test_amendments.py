"""A new edition of a plan: what goes on keeps what was recorded, what is gone is withdrawn, nothing is lost."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.factories import by, deadline, deliverable, every, make_draft, make_task, relative
from tests.plans.mutations import family, generated_plan, mutated

from vpr_tracker import Tracker
from vpr_tracker.errors import NotFound, RuleBroken, UsageError
from vpr_tracker.plans.draft import PlanDraft, RemarkDraft, TaskDraft, WhereDraft

ORDER = ("Провести анализ осенних работ", "Собрать отчёты школ города", "Издать приказ о наблюдателях")


def edition(*tasks: TaskDraft, source: str | None = "new.docx", **plan: object) -> PlanDraft:
    return make_draft(tasks, source=source, **plan)


def plain_plan(**fields: object) -> PlanDraft:
    tasks = [
        make_task(str(place), title, level="school", results=(f"Справка {place}", f"Приказ {place}"), **fields)
        for place, title in enumerate(ORDER, 1)
    ]
    return make_draft(tasks)


def again(plan: PlanDraft, **changes: object) -> PlanDraft:
    """The edition as another document: without identifiers, with some tasks changed by number."""
    tasks = [changes.pop(f"task_{task.number.replace('.', '_')}", task) for task in plan.tasks]
    return make_draft(tasks, source="new.docx", **changes)


def states(tracker: Tracker) -> dict[str, str]:
    """Every obligation that counts, by identifier."""
    with tracker.reading() as connection:
        rows = connection.execute(text("SELECT id, state FROM obligation WHERE NOT removed"))
        return {row[0]: row[1] for row in rows}


def everything(tracker: Tracker) -> dict[str, str]:
    with tracker.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(text("SELECT id, state FROM obligation"))}


@pytest.fixture
def filled(tracker):
    tracker.import_plan(plain_plan())
    for school in ("4", "7"):
        tracker.add_school(school)
    tracker.submit("1", school="4")
    tracker.accept("1", school="4")
    tracker.submit("2", school="7", deliverable="1", note="письмо")
    return tracker


def test_the_same_edition_changes_nothing(filled):
    before = states(filled), len(filled.log())
    assert filled.compare_plan(plain_plan()).empty
    result = filled.amend_plan(None, plain_plan())
    assert not result.changed
    assert (states(filled), len(filled.log())) == before


def test_a_renumbered_and_redated_task_keeps_everything_that_was_recorded(filled):
    before = states(filled)
    ids = {task.title: task.uid for task in filled.plan().tasks}
    plan = plain_plan()
    moved = [
        task.model_copy(update={"number": str(place + 10), "deadline": deadline("до 01.03.2023", by(date(2023, 3, 1)))})
        for place, task in enumerate(plan.tasks)
    ]
    result = filled.amend_plan(None, edition(*moved))
    assert result.changed
    assert result.edition == 2
    assert states(filled) == before
    assert {task.title: task.uid for task in filled.plan().tasks} == ids
    assert {each.end for each in filled.show("10").obligations} == {date(2023, 3, 1)}
    assert {each.after for each in result.moved} == {(None, date(2023, 3, 1))}
    assert filled.verify_journal().ok


def test_an_edition_taken_over_twice_is_an_empty_difference(filled):
    changed = again(
        plain_plan(), task_2=make_task("2", "Собрать отчёты школ района", level="school", results=("Справка 2",))
    )
    assert filled.amend_plan(None, changed).changed
    assert filled.compare_plan(changed).empty
    entries = len(filled.log())
    assert not filled.amend_plan(None, changed).changed
    assert len(filled.log()) == entries


def test_a_task_that_is_gone_is_withdrawn_and_its_history_stays(filled):
    all_before = everything(filled)
    result = filled.amend_plan(None, edition(*plain_plan().tasks[1:]))
    assert result.removed == ("1",)
    assert {(each.school, each.state) for each in result.lapsed} == {("4", "accepted")}
    with pytest.raises(NotFound):
        filled.show("1")
    kept = everything(filled)
    assert {key: state for key, state in kept.items() if state != "expected"} == {
        key: state for key, state in all_before.items() if state != "expected"
    }
    assert filled.status("2023-03-01")["totals"]["done"] == 0


def test_a_withdrawn_task_comes_back_as_it_was(filled):
    uid = filled.plan().tasks[0].uid
    before = states(filled)
    filled.amend_plan(None, edition(*plain_plan().tasks[1:]))
    result = filled.amend_plan(None, edition(*plain_plan().tasks, source="third.docx"))
    assert (result.added, result.edition) == (("1",), 3)
    assert filled.plan().tasks[0].uid == uid
    assert states(filled) == before


def test_a_result_that_is_gone_keeps_its_history_and_comes_back(filled):
    before = states(filled)
    (first, *others) = plain_plan().tasks
    shorter = first.model_copy(update={"deliverables": first.deliverables[:1]})
    result = filled.amend_plan(None, edition(shorter, *others))
    assert [(each.deliverable, each.school) for each in result.lapsed] == [("Приказ 1", "4")]
    assert filled.amend_plan(None, edition(first, *others, source="third.docx")).changed
    assert states(filled) == before


def test_a_correction_by_hand_stays_where_the_new_edition_prints_the_same(filled):
    filled.set_task("2", deadline="до 14.02.2023", title="Собрать отчёты всех школ города")
    third = plain_plan().tasks[2].model_copy(update={"title": "Издать приказ о независимых наблюдателях"})
    filled.amend_plan(None, again(plain_plan(), task_3=third))
    task = filled.show("2").draft
    assert (task.title, task.deadline.printed) == ("Собрать отчёты всех школ города", "до 14.02.2023")
    assert filled.show("3").draft.title == "Издать приказ о независимых наблюдателях"


def test_a_correction_by_hand_gives_way_where_the_new_edition_says_something_else(filled):
    filled.set_task("2", deadline="до 14.02.2023")
    second = plain_plan().tasks[1].model_copy(update={"deadline": deadline("до 20.02.2023", by(date(2023, 2, 20)))})
    new = again(plain_plan(), task_2=second)
    (pair,) = [pair for pair in filled.compare_plan(new).pairs if pair.changed]
    (change,) = pair.changes
    assert (change.before, change.after, change.corrected) == ("До 25.01.2023", "до 20.02.2023", "до 14.02.2023")
    filled.amend_plan(None, new)
    assert filled.show("2").draft.deadline.printed == "до 20.02.2023"


def test_a_correction_that_the_new_edition_takes_over_is_no_difference(filled):
    filled.set_task("2", deadline="до 20.02.2023")
    second = plain_plan().tasks[1].model_copy(update={"deadline": deadline("до 20.02.2023", by(date(2023, 2, 20)))})
    assert filled.compare_plan(again(plain_plan(), task_2=second)).empty


def test_a_task_added_by_hand_stays_behind_the_one_it_stood_behind(filled):
    filled.add_task("2а", "Проверить отчёты выборочно", after="2")
    new = again(plain_plan(), task_1=plain_plan().tasks[0].model_copy(update={"number": "1.1"}))
    difference = filled.compare_plan(new)
    assert [difference.old.tasks[i].number for i in difference.kept] == ["2а"]
    filled.amend_plan(None, new)
    assert [task.number for task in filled.plan().tasks] == ["1.1", "2", "2а", "3"]


def test_events_stay_linked_and_settled_remarks_stay_settled(tracker):
    remark = RemarkDraft(code="deadline_review", message="Срок понят так", text="до", where=WhereDraft(task="1"))
    first = make_task("1", "Провести анализ работ", due=deadline("По мере проведения ВПР", relative("проведения ВПР")))
    tracker.import_plan(make_draft([first, make_task("2", "Собрать отчёты")], remarks=[remark]))
    tracker.set_event("Проведение ВПР", "2023-03-15", "2023-05-20")
    tracker.link_event("1", "проведения ВПР", "Проведение ВПР")
    tracker.settle_remark("1", "accepted")
    days = [(each.start, each.end) for each in tracker.show("1").obligations]
    moved = first.model_copy(update={"number": "3"})
    again_remarked = remark.model_copy(update={"where": WhereDraft(task="3")})
    tracker.amend_plan(
        None, make_draft([make_task("2", "Собрать отчёты"), moved], source="b", remarks=[again_remarked])
    )
    assert [(each.start, each.end) for each in tracker.show("3").obligations] == days
    assert [each.settled for each in tracker.remarks(open_only=False)] == ["accepted"]


def test_a_divided_task_gives_its_results_with_what_was_recorded_on_them(filled):
    whole = plain_plan().tasks[0]
    parts = (
        whole.model_copy(update={"title": "Провести анализ", "deliverables": whole.deliverables[:1]}),
        whole.model_copy(update={"number": "1.1", "title": "осенних работ", "deliverables": whole.deliverables[1:]}),
    )
    result = filled.amend_plan(None, edition(*parts, *plain_plan().tasks[1:]), [("1", "1"), ("1", "1.1")])
    assert (result.carried, result.lapsed) == (1, ())
    found = {(each.deliverable, each.state) for each in filled.show("1.1").obligations if each.school == "4"}
    found |= {(each.deliverable, each.state) for each in filled.show("1").obligations if each.school == "4"}
    assert found == {("Справка 1", "accepted"), ("Приказ 1", "accepted")}


def test_joined_tasks_keep_what_was_recorded_on_the_results_of_both(filled):
    one, two, three = plain_plan().tasks
    joined = one.model_copy(
        update={"title": f"{one.title}; {two.title}", "deliverables": one.deliverables + two.deliverables}
    )
    difference = filled.compare_plan(edition(joined, three))
    assert not difference.doubts
    result = filled.amend_plan(None, edition(joined, three))
    assert (result.removed, result.lapsed) == (("2",), ())
    found = {(each.school, each.deliverable, each.state) for each in filled.show("1").obligations}
    assert {("4", "Приказ 1", "accepted"), ("7", "Справка 2", "submitted")} <= found
    (submitted,) = [each for each in filled.show("1").obligations if each.state == "submitted"]
    assert submitted.note == "письмо"


def test_what_is_doubtful_is_refused_until_it_is_answered(tracker):
    plan = family(Random(1))
    tracker.import_plan(plan)
    tasks = list(plan.tasks)
    place = next(place for place, task in enumerate(tasks) if "мониторинг качества" in task.title)
    other = tasks[place].model_copy(update={"title": tasks[place].title.replace("по математике", "по черчению")})
    tasks[place] = other
    new = edition(*tasks)
    assert tracker.compare_plan(new).doubts
    with pytest.raises(RuleBroken) as refused:
        tracker.amend_plan(None, new)
    assert other.number in refused.value.problems[0]
    number = other.number
    uid = tracker.plan().tasks[place].uid
    assert tracker.amend_plan(None, new, [(number, None), (None, number)]).removed == (number,)
    assert tracker.plan().tasks[place].uid != uid


def test_decisions_name_rows_by_number_place_or_identifier(filled):
    new = edition(*plain_plan().tasks)
    uid = str(filled.plan().tasks[1].uid)
    difference = filled.compare_plan(new, decisions=[(uid, "@3"), ("3", "2")])
    assert {(pair.old, pair.new) for pair in difference.pairs} == {(0, 0), (1, 2), (2, 1)}
    with pytest.raises(NotFound):
        filled.compare_plan(new, decisions=[("99", "1")])
    with pytest.raises(UsageError):
        filled.compare_plan(new, decisions=[("1", "1"), ("1", None)])
    twice = edition(*plain_plan().tasks, make_task("1", "Иное"))
    with pytest.raises(RuleBroken, match="several"):
        filled.compare_plan(twice, decisions=[("1", "1")])


def test_an_earlier_edition_is_no_new_plan(filled):
    filled.amend_plan(None, edition(*plain_plan().tasks[1:]))
    result = filled.import_plan(plain_plan())
    assert not result.created
    assert len(filled.plans()) == 1


def test_a_dry_run_tells_and_writes_nothing(filled):
    entries, before = len(filled.log()), everything(filled)
    result = filled.amend_plan(None, edition(*plain_plan().tasks[1:]), dry_run=True)
    assert (result.removed, len(result.lapsed)) == (("1",), 2)
    assert (len(filled.log()), everything(filled)) == (entries, before)


def test_a_period_set_by_hand_holds_for_a_new_edition_that_names_none(tracker):
    from vpr_tracker.deadlines.grammar import parse_deadline
    from vpr_tracker.plans.draft import DeadlineDraft
    from vpr_tracker.plans.shorthand import NO_PERIOD

    undated = DeadlineDraft.of(parse_deadline("до 1 марта", period=NO_PERIOD))
    tasks = [make_task("1", "Провести анализ работ", due=undated), make_task("2", "Собрать отчёты", due=undated)]
    tracker.import_plan(make_draft(tasks, period=None))
    tracker.set_period(date(2023, 1, 1), date(2023, 12, 31))
    assert tracker.compare_plan(make_draft(tasks, period=None, source="b")).empty
    more = [*tasks, make_task("3", "Издать приказ", due=undated)]
    tracker.amend_plan(None, make_draft(more, period=None, source="b"))
    assert {each.end for each in tracker.show("3").obligations} == {date(2023, 3, 1)}


def test_the_approving_act_of_the_new_edition_is_taken_over(filled):
    plan = plain_plan()
    info = plan.plan.model_copy(
        update={
            "approval": plan.plan.approval.model_copy(update={"number": "99", "date": date(2023, 3, 1)}),
            "source": {"file": "new.docx", "sha256": "0" * 64},
        }
    )
    filled.amend_plan(None, plan.model_copy(update={"plan": info}))
    approval = filled.plan().plan.approval
    assert (approval.number, approval.date) == ("99", date(2023, 3, 1))
    (view,) = filled.plans()
    assert view.source_file == "new.docx"


def test_due_times_that_no_longer_are_keep_what_was_recorded(tracker):
    quarterly = make_task(
        "1", "Проверить сайты школ", due=deadline("Раз в четверть", every("term")), results=("Справка",)
    )
    tracker.import_plan(make_draft([quarterly, make_task("2", "Собрать отчёты")]))
    tracker.submit("1", occurrence="2022/23-III")
    once = quarterly.model_copy(update={"deadline": deadline("до 01.06.2023", by(date(2023, 6, 1)))})
    result = tracker.amend_plan(None, edition(once, make_task("2", "Собрать отчёты")))
    assert [(each.occurrence, each.state) for each in result.lapsed] == [("2022/23-III", "submitted")]
    assert list(everything(tracker).values()).count("submitted") == 1


def test_more_of_a_quantity_is_asked_of_the_same_obligation(tracker):
    observers = deliverable("Обучено наблюдателей", kind="outcome", quantity=50)
    task = make_task("1", "Обучить наблюдателей", results=(observers,))
    tracker.import_plan(make_draft([task, make_task("2", "Собрать отчёты")]))
    tracker.submit("1", progress=32)
    more = task.model_copy(update={"deliverables": (observers.model_copy(update={"quantity": 60}),)})
    tracker.amend_plan(None, edition(more, make_task("2", "Собрать отчёты")))
    (found,) = tracker.show("1").obligations
    assert (found.progress, found.quantity, found.state) == (32, 60, "expected")


@pytest.mark.slow
@given(st.integers(0, 5_000))
@settings(max_examples=10)
def test_no_recorded_work_is_ever_lost(tmp_path_factory, seed):
    """Editions after editions: everything recorded is still there, and counts or is told to count no longer."""
    random = Random(seed)
    folder = tmp_path_factory.mktemp("editions")
    with Tracker.open(folder / "plan.sqlite3", actor="К", clock=None) as tracker:
        tracker.import_plan(generated_plan(random, 12))
        tracker.add_school("4")
        for _edition in range(3):
            for task in random.sample(tracker.plan().tasks, 4):
                try:
                    tracker.submit(str(task.uid))
                    tracker.accept(str(task.uid))
                except (RuleBroken, NotFound):
                    continue  # nothing is owed, or it was accepted before
            recorded = {key: state for key, state in everything(tracker).items() if state != "expected"}
            counting = {key for key, state in states(tracker).items() if state != "expected"}
            changed = mutated(random, bare(tracker.plan()), random.randint(1, 6)).new
            difference = tracker.compare_plan(changed)
            answers = [(f"@{pair[0] + 1}", f"@{pair[1] + 1}") for pair in (each.pairs[0] for each in difference.doubts)]
            result = tracker.amend_plan(None, changed, answers)
            now = everything(tracker)
            assert {key: now.get(key) for key in recorded} == recorded
            still = {key for key, state in states(tracker).items() if state != "expected"}
            told = {each.obligation_id for each in result.lapsed}
            assert len(still) >= len(counting) - len(told)
            assert tracker.compare_plan(changed).empty
        assert tracker.verify_journal().ok


def bare(plan: PlanDraft) -> PlanDraft:
    """As a document would be read: without identifiers."""
    tasks = tuple(
        task.model_copy(
            update={
                "uid": None,
                "deliverables": tuple(each.model_copy(update={"uid": None}) for each in task.deliverables),
            }
        )
        for task in plan.tasks
    )
    info = plan.plan.model_copy(update={"uid": None, "settings": {}, "source": None})
    return PlanDraft(plan=info, tasks=tasks)
