"""Whose deadlines: by name, by role, by school, by task, and what is said of names that nobody has."""

from __future__ import annotations

import pytest
from tests.factories import make_draft, make_task, owner

from vpr_tracker import NotFound, RuleBroken, UsageError
from vpr_tracker_ical.content.build import PlanSnapshot
from vpr_tracker_ical.content.scope import Options, Scope

OPTIONS = Options(done_days=None)


@pytest.fixture
def plan(tracker):
    tracker.import_plan(
        make_draft(
            [
                make_task("1", "Справка", level="school", owners=(owner("Заместители директоров", kind="role"),)),
                make_task("2", "Сводка", owners=("Лаптева Т. Р.",)),
                make_task("3", "Проверка", level="school", owners=("Лаптева Т. Р.", "Кротов З. З.")),
                make_task("4", "Письмо", owners=("Лаптива Т. Р.",)),
            ]
        )
    )
    tracker.import_schools([{"number": "1"}, {"number": "4"}, {"number": None, "name": "Лицей «Сосна»"}])
    tracker.assign("заместитель директора", "Зимина А. А.", school="4")
    return tracker


def titles(tracker, **scope):
    content = PlanSnapshot.read(tracker).content(Scope(**scope), OPTIONS)
    return [each.title.partition(" — ")[::2] for each in content.entries]


def test_a_person_by_name_sees_whole_tasks_and_one_with_a_role_the_own_schools(plan):
    plan.merge_owners("Лаптева Т. Р.", "Лаптива Т. Р.")

    assert sorted(titles(plan, owner="Лаптева Т. Р.")) == [
        ("Письмо", "Лаптева Т. Р."),
        ("Проверка", "все школы"),
        ("Сводка", "Лаптева Т. Р."),
    ]
    assert titles(plan, owner="лаптева  т. р.") == titles(plan, owner="Лаптева Т. Р.")
    assert titles(plan, owner="зимина") == [("Справка", "школа № 4")]


def test_somebody_with_a_role_at_two_schools_sees_each(plan):
    plan.assign("заместитель директора", "Зимина А. А.", school="1")

    assert sorted(titles(plan, owner="Зимина А. А.")) == [("Справка", "школа № 1"), ("Справка", "школа № 4")]
    assert titles(plan, owner="Зимина А. А.", school="1") == [("Справка", "школа № 1")]


def test_a_whole_task_is_not_told_twice_to_who_also_holds_its_role(plan):
    plan.set_task("1", owners="Зимина А. А., заместители директоров")

    assert titles(plan, owner="Зимина А. А.") == [("Справка", "все школы")]


@pytest.mark.parametrize("which", ["4", "№4", "№ 4", "Школа № 4", "школа № 4"])
def test_a_school_is_found_in_the_words_that_people_use(plan, which):
    assert [whom for _title, whom in titles(plan, school=which)] == ["школа № 4", "школа № 4"]


def test_a_school_without_a_number_is_called_by_its_name(plan):
    assert {whom for _title, whom in titles(plan, school="сосна")} == {"Лицей «Сосна»"}


def test_a_role_is_found_in_any_case_and_number(plan):
    assert titles(plan, role="заместитель директора") == [("Справка", "все школы")]
    assert titles(plan, role="Заместители директоров", school="1") == [("Справка", "школа № 1")]


def test_one_task_and_the_committee(plan):
    assert titles(plan, task="№ 2.") == [("Сводка", "Лаптева Т. Р.")]
    assert sorted(title for title, _whom in titles(plan, school="Комитет по образованию")) == ["Письмо", "Сводка"]


def test_nothing_given_is_every_plan(plan):
    plan.import_plan(make_draft([make_task("1", "Иное")], title="Другой план", source="other.docx"))

    assert ("Иное", "Муравлёва К. Д.") in titles(plan)
    assert len(titles(plan)) == 5
    other = plan.plans()[1].plan_id
    assert titles(plan, plan_id=other) == [("Иное", "Муравлёва К. Д.")]
    with pytest.raises(UsageError) as error:
        titles(plan, task="1")
    assert len(error.value.problems) == 2


@pytest.mark.parametrize(
    ("scope", "near"),
    [({"owner": "Лаптеваа Т. Р."}, "Лаптева Т. Р."), ({"role": "Заместитель дректора"}, "Заместители директоров")],
)
def test_a_name_that_nobody_has_is_told_with_what_is_near(plan, scope, near):
    with pytest.raises(NotFound) as error:
        titles(plan, **scope)
    assert near in error.value.problems


@pytest.mark.parametrize(
    "scope", [{"school": "44"}, {"school": "нет"}, {"task": "99"}, {"plan_id": "нет"}, {"owner": ""}]
)
def test_nothing_is_guessed(plan, scope):
    with pytest.raises(NotFound):
        titles(plan, **scope)


def test_a_part_that_fits_several_is_not_chosen_from(plan):
    with pytest.raises(RuleBroken) as error:
        titles(plan, owner="а")
    assert "Зимина А. А." in error.value.problems
    with pytest.raises(RuleBroken):
        titles(plan, school="школа")


def test_a_subscription_outlives_the_name(plan):
    content = PlanSnapshot.read(plan).content(Scope(owner="Ушедший У. У."), OPTIONS, strict=False)

    (said,) = content.entries
    assert said.title == "Сроков с датами пока нет — Ушедший У. У."
