"""A draft becomes a tracked plan and comes back as it was."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from tests.factories import deadline, deliverable, every, make_draft, make_task, ongoing, owner, reference

from vpr_tracker.errors import BadInput, NotFound, RuleBroken, UsageError
from vpr_tracker.plans.draft import CellSource, PlanDraft, RemarkDraft, SourceDraft, WhereDraft
from vpr_tracker.storage.journal import dump
from vpr_tracker.tracker import Tracker

REMARK = RemarkDraft(
    code="deadline_assumed", message="Год взят из названия.", text="Март", where=WhereDraft(table=1, row=3, task="2")
)


def without_uids(draft: PlanDraft) -> PlanDraft:
    tasks = tuple(
        task.model_copy(
            update={
                "uid": None,
                "deliverables": tuple(each.model_copy(update={"uid": None}) for each in task.deliverables),
            }
        )
        for task in draft.tasks
    )
    return draft.model_copy(update={"plan": draft.plan.model_copy(update={"uid": None}), "tasks": tasks})


def rich_draft() -> PlanDraft:
    source = SourceDraft(table=1, row=4, cells=(CellSource(field="title", row=4, column=2, text="Мероприятие"),))
    return make_draft(
        [
            make_task(
                "1", details=("а", "б"), section="Раздел I", extras={"Примечание": "да", "День": date(2023, 3, 1)}
            ),
            make_task("2", source=source, depends_on=("1",), results=(deliverable("Акты", quantity=3, per="school"),)),
            make_task("2", "Та же цифра", due=deadline("2 раза в год", every("year", 2))),
        ],
        remarks=[REMARK],
        extras={"checklists": {"runs": [1, 2]}, "Заметка": "сохранить"},
        settings={"soon_days": 10, "four_eyes": True, "colour": "red"},
        executor={"name": "Муравлёва К. Д.", "phone": "8-000"},
    )


def rows_of(tracker: Tracker, sql: str) -> list[tuple]:
    with tracker.reading() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def test_an_imported_plan_comes_back_with_identifiers_and_nothing_else_changed(tracker):
    draft = rich_draft()

    result = tracker.import_plan(draft)

    back = tracker.plan()
    assert without_uids(back) == draft
    assert back.plan.uid == result.plan_id
    assert all(task.uid for task in back.tasks)
    assert (result.tasks, result.remarks, result.created) == (3, 1, True)


def test_an_exported_plan_in_an_empty_database_is_the_same_plan(tracker, tmp_path, clock):
    tracker.import_plan(rich_draft())
    exported = tracker.plan()

    with Tracker.open(tmp_path / "other.sqlite3", actor="К", clock=clock) as other:
        other.import_plan(exported)
        assert other.plan() == exported
        for place in (tracker, other):
            place.add_school("4")
        sql = "SELECT id, occurrence_id, organisation_id FROM obligation ORDER BY id"
        assert rows_of(other, sql) == rows_of(tracker, sql)


def test_the_same_document_again_writes_nothing(tracker):
    tracker.import_plan(make_draft())
    with tracker.reading() as connection:
        before = list(dump(connection))
    entries = len(tracker.log())

    again = tracker.import_plan(make_draft())

    assert not again.created
    with tracker.reading() as connection:
        assert list(dump(connection)) == before
    assert len(tracker.log()) == entries


def test_the_same_plan_file_again_writes_nothing_and_a_changed_one_is_refused(tracker):
    tracker.import_plan(make_draft(source=None))
    exported = tracker.plan()

    assert not tracker.import_plan(exported).created
    changed = exported.model_copy(update={"tasks": exported.tasks[:-1]})
    with pytest.raises(RuleBroken, match="differs"):
        tracker.import_plan(changed)


def test_a_plan_file_without_its_uid_is_the_pattern_of_a_new_plan(tracker):
    tracker.import_plan(make_draft())
    exported = tracker.plan()
    pattern = exported.model_copy(
        update={"plan": exported.plan.model_copy(update={"uid": None, "source": None, "title": "План на 2024 год"})}
    )

    result = tracker.import_plan(pattern)

    assert result.created
    assert len(tracker.plans()) == 2
    first, second = (tracker.plan(str(position)) for position in (1, 2))
    assert not {task.uid for task in first.tasks} & {task.uid for task in second.tasks}


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (make_draft([]), "no tasks"),
        (make_draft(title="  "), "no title"),
        (make_draft([make_task("1", uid="a/b")]), "«a/b» is malformed"),
        (make_draft([make_task("1", uid="same"), make_task("2", uid="same")]), "«same» is given twice"),
        (make_draft(settings={"soon_days": -1}), "soon_days"),
        (make_draft(settings={"four_eyes": "yes"}), "four_eyes"),
    ],
)
def test_a_draft_that_cannot_be_tracked_is_refused_and_no_database_made(tmp_path, draft, words):
    with Tracker.open(tmp_path / "plans.sqlite3", actor="К") as tracker, pytest.raises(BadInput) as raised:
        tracker.import_plan(draft)

    assert any(words in problem for problem in raised.value.problems)
    assert list(tmp_path.iterdir()) == []


def test_a_question_to_a_missing_database_says_so_and_makes_none(tmp_path):
    with Tracker.open(tmp_path / "plans.sqlite3", actor="К") as tracker:
        for ask in (tracker.plans, tracker.plan, tracker.schools, tracker.log, tracker.verify_journal):
            with pytest.raises(NotFound) as raised:
                ask()
            assert "vpr import" in (raised.value.hint or "")

    assert list(tmp_path.iterdir()) == []


def test_obligations_follow_level_deliverables_and_due_times(tracker):
    tasks = [
        make_task("1", level="school", results=("Справка", "Приказ")),
        make_task("2", level="both", results=(deliverable("Общее"), deliverable("Школьное", level="school"))),
        make_task("3", due=deadline("Раз в четверть", every("term"))),
        make_task("4", due=deadline("Постоянно", ongoing()), results=("Журнал",)),
        make_task("5", due=deadline("По графику", reference("графику"))),
    ]
    tracker.import_plan(make_draft(tasks))
    tracker.add_school("4")
    tracker.add_school("7")

    counts = dict(
        rows_of(
            tracker,
            "SELECT t.number, count(*) FROM v_obligation o JOIN v_task t ON t.task_id = o.task_id GROUP BY t.number",
        )
    )
    assert counts == {"1": 4, "2": 1 + 4, "3": 4, "4": 1, "5": 1}
    keys = rows_of(tracker, "SELECT key FROM v_occurrence WHERE term_position = 0 AND key LIKE '20%' ORDER BY key")
    assert keys == [("2022/23-III",), ("2022/23-IV",), ("2023/24-I",), ("2023/24-II",)]


def test_a_plan_is_named_by_place_title_or_identifier(tracker):
    first = tracker.import_plan(make_draft(title="План ВПР 2023", source="a.docx"))
    second = tracker.import_plan(make_draft(title="Подготовка к ГИА", source="b.docx"))

    assert tracker.resolve_plan("1") == first.plan_id
    assert tracker.resolve_plan("гиа") == second.plan_id
    assert tracker.resolve_plan(second.plan_id[:8]) == second.plan_id
    with pytest.raises(UsageError) as raised:
        tracker.resolve_plan()
    assert list(raised.value.problems) == ["1: План ВПР 2023", "2: Подготовка к ГИА"]
    assert tracker.resolve_plan("2023") == first.plan_id
    assert tracker.resolve_plan("план впр") == first.plan_id
    for which in ("нет такого", "3", "20", ""):
        with pytest.raises(NotFound):
            tracker.resolve_plan(which)


def test_a_title_that_is_part_of_another_names_its_plan(tracker):
    tracker.import_plan(make_draft(title="План ВПР 2023, изменённый", source="a.docx"))
    second = tracker.import_plan(make_draft(title="План ВПР 2023", source="b.docx"))
    assert tracker.resolve_plan("План ВПР 2023") == second.plan_id


def test_plans_of_one_body_belong_to_one_committee(tracker):
    tracker.import_plan(make_draft(source="a.docx"))
    tracker.import_plan(make_draft(title="Второй", source="b.docx"))

    assert len(rows_of(tracker, "SELECT DISTINCT committee_id FROM v_plan")) == 1


def test_persons_are_one_for_each_spelling(tracker):
    tasks = [
        make_task("1", owners=("Муравлёва К. Д.", "Стрижов П. О.")),
        make_task("2", owners=("МУРАВЛЕВА К.Д.", owner("Библиотекарь Стрижов П. О.", role="Библиотекарь"))),
        make_task("3", owners=(owner("Руководители ШМО", kind="role"),)),
    ]
    tracker.import_plan(make_draft(tasks))

    owners = rows_of(
        tracker,
        "SELECT t.number, o.name, o.person FROM v_owner o JOIN v_task t ON t.task_id = o.task_id "
        "ORDER BY t.number, o.position",
    )
    assert owners == [
        ("1", "Муравлёва К. Д.", "Муравлёва К. Д."),
        ("1", "Стрижов П. О.", "Стрижов П. О."),
        ("2", "МУРАВЛЕВА К.Д.", "Муравлёва К. Д."),
        ("2", "Библиотекарь Стрижов П. О.", "Стрижов П. О."),
        ("3", "Руководители ШМО", None),
    ]


def test_a_plan_without_a_period_has_no_recurring_dates(tracker):
    tracker.import_plan(make_draft([make_task("1", due=deadline("Ежемесячно", every("month")))], period=None))

    assert rows_of(tracker, "SELECT key, kind FROM v_occurrence") == [("1", "undated")]
