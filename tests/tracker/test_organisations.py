"""Schools of a plan and the persons who hold roles there."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from tests.factories import make_draft, make_task

from vpr_tracker.errors import BadInput, NotFound, RuleBroken


@pytest.fixture
def plan(tracker):
    tracker.import_plan(make_draft([make_task("1", level="school", results=("Справка", "Приказ")), make_task("2")]))
    return tracker


def test_a_school_that_joins_later_gets_its_obligations_then(plan):
    first = plan.add_school("4")
    plan.submit("1", school="4")

    second = plan.add_school("№ 7", "Гимназия")

    assert (first.obligations, second.obligations) == (2, 2)
    assert [(each.number, each.name) for each in plan.schools()] == [("4", "Школа № 4"), ("7", "Гимназия")]
    states = {(each.school, each.state) for each in plan.show("1").obligations}
    assert states == {("4", "submitted"), ("7", "expected")}


def test_a_school_is_listed_once(plan):
    plan.add_school("4")
    entries = len(plan.log())

    again = plan.import_schools([{"number": "4"}, {"number": "№4", "name": None}])

    assert [each.number for each in again.present] == ["4"]
    assert (again.added, again.obligations) == ((), 0)
    assert len(plan.log()) == entries


def test_a_list_with_faults_is_refused_whole(plan):
    rows = [{"number": "4"}, {"number": " ", "name": ""}, {"number": "7", "name": "А"}, {"number": "7", "name": "Б"}]

    with pytest.raises(BadInput) as raised:
        plan.import_schools(rows)

    assert len(raised.value.problems) == 2
    assert plan.schools() == []


def test_a_known_number_with_another_name_is_refused(plan):
    plan.add_school("7", "Гимназия")

    with pytest.raises(RuleBroken, match="Гимназия"):
        plan.add_school("7", "Лицей")


def test_a_school_without_a_number_is_known_by_its_name(plan):
    plan.add_school("", "Центр «Росток»")

    assert len(plan.submit("1", school="центр росток")) == 2


def test_a_second_plan_of_the_committee_shares_its_schools(plan):
    plan.add_school("4")
    second = plan.import_plan(make_draft([make_task("1", level="school")], title="Второй", source="b.docx"))

    plan.add_school("4", plan=second.plan_id)

    with plan.reading() as connection:
        count = connection.execute(text("SELECT count(*) FROM organisation WHERE kind = 'school'")).scalar_one()
    assert count == 1
    assert plan.schools(second.plan_id)[0].organisation_id == plan.schools("1")[0].organisation_id


def test_a_role_has_one_person_at_a_school(plan):
    plan.add_school("4")

    plan.assign("Ответственный за ВПР", "Ветрова Н. Л.", school="4")
    view = plan.assign("ответственный за  впр", "Стрижов П. О.", school="4")

    assert view.assignments == (("Ответственный за ВПР", "Стрижов П. О."),)
    with plan.reading() as connection:
        rows = connection.execute(text("SELECT role, person FROM v_assignment")).all()
    assert [tuple(row) for row in rows] == [("Ответственный за ВПР", "Стрижов П. О.")]


def test_a_role_may_be_held_at_the_committee(plan):
    view = plan.assign("Муниципальный координатор", "Ветрова Н. Л.", school="комитет по образованию")

    assert (view.kind, view.assignments) == ("committee", (("Муниципальный координатор", "Ветрова Н. Л."),))
    with pytest.raises(NotFound):
        plan.assign("Директор", "Ветрова Н. Л.", school="12")
    with pytest.raises(BadInput):
        plan.assign(" ", "Ветрова Н. Л.", school="комитет")
