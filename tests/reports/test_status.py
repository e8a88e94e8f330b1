"""The state of every task on a date."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reports.worlds import TODAY, World

from vpr_tracker.errors import NotFound, UsageError
from vpr_tracker.reports.status import COUNTED, status


def numbers(report):
    return [task["number"] for task in report["tasks"]]


@pytest.fixture
def world():
    world = World()
    for number in ("1", "2", "4", "7"):
        world.school(number)
    return world


def test_everything_owed_by_four_schools_and_not_handed_in_is_overdue(world, opened):
    task = world.task("1", "Изучить нормативные документы")
    occurrence = world.occurrence(task, date(2023, 1, 25))
    for deliverable in [world.deliverable(task, f"Документ {n}") for n in range(13)]:
        for school in world.schools.values():
            world.obligation(task, occurrence, school, deliverable)

    report = status(opened(world), on=TODAY)

    assert report["schema"] == "vpr-tracker/status/1"
    assert report["today"] == "2023-02-10"
    assert report["plan"]["title"] == "План работы на 2023 год"
    assert report["plan"]["period"] == {"start": "2023-01-01", "end": "2023-12-31"}
    (found,) = report["tasks"]
    assert (found["number"], found["condition"], found["due"], found["days"]) == ("1", "overdue", "2023-01-25", -16)
    assert found["obligations"] == {"total": 52, **dict.fromkeys(COUNTED, 0), "overdue": 52}
    assert found["occurrences"] == [
        {
            "key": "1",
            "start": None,
            "end": "2023-01-25",
            "condition": "overdue",
            "school": None,
            "unconfirmed": False,
            "postponed_from": None,
        }
    ]
    assert report["totals"]["overdue"] == report["totals"]["total"] == 52


def test_a_task_is_due_at_the_nearest_end_among_its_most_pressing_obligations(world, opened):
    task = world.task("9.1")
    for key, end, state in (
        ("2022/23-III", date(2023, 3, 24), "expected"),
        ("2022/23-IV", date(2023, 5, 31), "expected"),
        ("2023/24-I", date(2023, 1, 27), "accepted"),
    ):
        occurrence = world.occurrence(task, end, date(2023, 1, 9), key)
        for school in world.schools.values():
            world.obligation(task, occurrence, school, state=state)

    (found,) = status(opened(world), on=TODAY)["tasks"]

    assert (found["condition"], found["due"], found["days"]) == ("open", "2023-03-24", 42)
    assert [(each["key"], each["condition"]) for each in found["occurrences"]] == [
        ("2023/24-I", "done"),
        ("2022/23-III", "open"),
        ("2022/23-IV", "open"),
    ]


def test_a_task_that_waits_names_what_it_waits_for(world, opened):
    task = world.due_task("8", None)
    world.term(task, "проведение работ")
    world.term(task, "проведение работ")
    world.term(task, "приказ министерства", "reference")

    (found,) = status(opened(world), on=TODAY)["tasks"]

    assert found["waits_for"] == ["проведение работ", "приказ министерства"]
    assert (found["condition"], found["due"], found["days"]) == ("undated", None, None)


def test_a_task_that_nobody_owes_has_no_condition(opened):
    world = World()
    world.due_task("1", date(2023, 1, 25))

    (found,) = status(opened(world), on=TODAY)["tasks"]

    assert (found["condition"], found["due"], found["obligations"]["total"]) == (None, None, 0)
    assert found["occurrences"][0]["end"] == "2023-01-25"


def test_a_school_with_a_date_of_its_own_is_named_in_the_occurrence(world, opened):
    task = world.task("8")
    common = world.occurrence(task, date(2023, 4, 1))
    own = world.occurrence(task, date(2023, 2, 1), organisation_id=world.schools["7"])
    world.obligation(task, common, world.schools["1"])
    world.obligation(task, own, world.schools["7"])

    (found,) = status(opened(world), on=TODAY)["tasks"]

    assert [(each["school"], each["condition"]) for each in found["occurrences"]] == [("7", "overdue"), (None, "open")]


@pytest.mark.parametrize("asked", ["берёзк", "БЕРЕЗКИНА", "березкина т. п.", " Берёзкина  Т."])
def test_an_owner_is_found_by_part_of_the_name_in_any_spelling(world, opened, asked):
    world.owner(world.due_task("1", date(2023, 1, 25)), "Берёзкина Т. П.")
    world.owner(world.due_task("2", date(2023, 2, 17)), "Соколов И. И.")

    report = status(opened(world), on=TODAY, owner=asked)

    assert numbers(report) == ["1"]
    assert report["totals"]["total"] == 4


def test_who_holds_a_role_at_a_school_owns_that_schools_part(world, opened):
    world.owner(world.due_task("1", date(2023, 1, 25)), "заместитель директора", "role")
    world.owner(world.due_task("2", date(2023, 1, 25)), "Директор", "role")
    world.assign("Заместитель  директора", "Ёлкина А. С.", world.schools["4"])

    report = status(opened(world), on=TODAY, owner="елкина")

    assert numbers(report) == ["1"]
    assert report["totals"]["overdue"] == 1


@pytest.mark.parametrize("printed", ["Заместители директоров", "заместителям  директора", "Заместитель директора"])
def test_a_role_is_the_same_in_any_case_and_number(world, opened, printed):
    world.owner(world.due_task("1", date(2023, 1, 25)), printed, "role")
    world.assign("заместитель директора", "Ёлкина А. С.", world.schools["4"])

    assert status(opened(world), on=TODAY, owner="ёлкина")["totals"]["overdue"] == 1


@pytest.mark.parametrize("printed", ["Директор", "Заместитель директора по УВР", "Учителя"])
def test_another_role_is_another_role(world, opened, printed):
    world.owner(world.due_task("1", date(2023, 1, 25)), printed, "role")
    world.assign("заместитель директора", "Ёлкина А. С.", world.schools["4"])
    world.assign("Учащиеся", "Ёлкина А. С.", world.schools["4"])

    with pytest.raises(NotFound, match="ёлкина"):
        status(opened(world), on=TODAY, owner="ёлкина")


def test_a_person_printed_beside_a_role_does_not_make_others_of_that_role_owners(world, opened):
    world.owner(world.due_task("1", date(2023, 1, 25)), "Соколов И. И.", role="директор")
    world.owner(world.due_task("2", date(2023, 1, 25)), "директор", "role")
    world.assign("директор", "Ёлкина А. С.", world.schools["4"])

    assert numbers(status(opened(world), on=TODAY, owner="ёлкина")) == ["2"]


def test_a_name_that_owns_nothing_is_not_found(world, opened):
    world.owner(world.due_task("1", date(2023, 1, 25)), "Соколов И. И.")

    with pytest.raises(NotFound, match="Неизвестная"):
        status(opened(world), on=TODAY, owner="Неизвестная")


@pytest.mark.parametrize("asked", ["1", "№1", "№ 1", "Школа № 1", "школа № 1"])
def test_a_school_is_found_by_number_or_name_and_not_confused_with_its_neighbour(world, opened, asked):
    world.school("11")
    world.due_task("1", date(2023, 1, 25))

    assert status(opened(world), on=TODAY, school=asked)["totals"]["overdue"] == 1


def test_a_part_of_a_name_finds_every_school_that_has_it(world, opened):
    world.school("20", "Лицей у реки")
    world.school("21", "Лицей на горе")
    world.due_task("1", date(2023, 1, 25))

    assert status(opened(world), on=TODAY, school="лицей")["totals"]["overdue"] == 2


def test_an_unknown_school_is_not_found_and_the_schools_are_listed(world, opened):
    with pytest.raises(NotFound, match="«99»") as caught:
        status(opened(world), on=TODAY, school="99")

    assert "7" in caught.value.hint


def test_a_school_sees_only_tasks_it_owes_something_of(world, opened):
    world.due_task("1", date(2023, 1, 25), level="municipality")
    world.due_task("2", date(2023, 1, 25))

    assert numbers(status(opened(world), on=TODAY, school="7")) == ["2"]


def test_tasks_are_narrowed_by_level_section_and_lateness(world, opened):
    world.due_task("1", date(2023, 1, 25), section="I. Анализ")
    world.due_task("2", date(2023, 3, 25), section="II. Контроль")
    world.due_task("3", date(2023, 3, 25), section="I. Анализ", level="municipality")
    db = opened(world)

    assert numbers(status(db, on=TODAY, level="municipality")) == ["3"]
    assert numbers(status(db, on=TODAY, section="анализ")) == ["1", "3"]
    assert numbers(status(db, on=TODAY, section="i. анализ", level="school")) == ["1"]
    assert numbers(status(db, on=TODAY, overdue=True)) == ["1"]


def test_one_of_several_plans_has_to_be_named(world, opened):
    world.new_plan("Дорожная карта на 2024 год")
    db = opened(world)

    with pytest.raises(UsageError) as caught:
        status(db, on=TODAY)

    assert caught.value.problems == ("1: План работы на 2023 год", "2: Дорожная карта на 2024 год")
    for which in ("2", "дорожная карта", world.plan):
        assert status(db, on=TODAY, plan=which)["plan"]["title"] == "Дорожная карта на 2024 год"
    assert status(db, on=TODAY, plan="2023")["plan"]["title"] == "План работы на 2023 год"
    for which in ("Другой", "3", "202"):
        with pytest.raises(NotFound, match=which):
            status(db, on=TODAY, plan=which)


def test_without_a_plan_nothing_is_found(file):
    from vpr_tracker.reports.database import connect

    with connect(file) as db, pytest.raises(NotFound) as caught:
        status(db, on=TODAY)

    assert "vpr import" in str(caught.value.hint)


def test_today_is_the_day_that_settings_name(world, opened, monkeypatch):
    monkeypatch.setenv("VPR_TODAY", "2023-02-10")
    world.due_task("1", date(2023, 2, 9))

    assert status(opened(world))["totals"]["overdue"] == 4


def test_today_is_the_day_in_the_time_zone_of_the_plan(monkeypatch, opened):
    from datetime import UTC, datetime, timedelta, timezone

    monkeypatch.delenv("VPR_TODAY", raising=False)
    world = World(time_zone="Pacific/Kiritimati")

    before = datetime.now(UTC).astimezone(timezone(timedelta(hours=14))).date()
    today = status(opened(world))["today"]
    after = datetime.now(UTC).astimezone(timezone(timedelta(hours=14))).date()

    assert today in (before.isoformat(), after.isoformat())
