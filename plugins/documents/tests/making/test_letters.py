"""Reminders: to each who is late, and about nobody else's items."""

from __future__ import annotations

from datetime import date

import pytest
from papers import W, root, rows, text

from vpr_tracker import RuleBroken
from vpr_tracker_documents.making.delivery import deliver


def test_each_late_school_gets_its_own_items_only(fresh):
    fresh.tracker.submit("1", school="4")
    fresh.tracker.submit("1", school="1", deliverable="2")

    letters = {each.title: each for each in fresh.make("letter")}

    assert list(letters) == [
        "Напоминание: Школа № 1", "Напоминание: Школа № 2", "Напоминание: Гимназия «Росток»",
    ]  # fmt: skip
    counts = {title: len(rows(each, 1)) - 1 for title, each in letters.items()}
    assert counts == {
        "Напоминание: Школа № 1": 12, "Напоминание: Школа № 2": 13, "Напоминание: Гимназия «Росток»": 13,
    }  # fmt: skip
    first = text(letters["Напоминание: Школа № 1"])
    assert "Реестр затруднений" not in first
    assert "Руководителю школы № 1" in first
    assert "№ 2" not in first.replace("№ 2023", "")


def test_the_head_of_a_school_is_addressed_in_the_dative(fresh):
    fresh.tracker.assign("Директор", "Кедрова А. Б.", school="2")

    (letter,) = fresh.make("letter", school="2")

    assert "Директору школы № 2" in text(letter)
    assert "Кедровой А. Б." in text(letter)


def test_a_note_on_what_was_returned_is_told(fresh):
    fresh.tracker.submit("1", school="2", deliverable="1")
    fresh.tracker.return_("1", school="2", deliverable="1", note="нет подписи")

    (letter,) = fresh.make("letter", school="2")

    assert rows(letter, 1)[1] == [
        "1",
        "1",
        "Аналитическая справка школы\nЗамечание: нет подписи",
        "до 25.01.2023",
        "16 дней",
    ]


def test_a_person_gets_what_the_person_owes_and_not_what_schools_owe(fresh):
    letters = {each.title: text(each) for each in fresh.make("letter", each="person", on=date(2023, 3, 10))}

    assert list(letters) == ["Напоминание: Вересова И. К.", "Напоминание: Лебединская Т. Р."]
    assert "Вересовой И. К." in letters["Напоминание: Вересова И. К."]
    assert "от Вас не поступило (1 результат)" in letters["Напоминание: Вересова И. К."]


def test_who_holds_a_role_at_a_school_answers_for_its_items_there(fresh):
    fresh.tracker.assign("Ответственный за проведение ВПР", "Рябинин В. Г.", school="4")

    letters = {each.title: each for each in fresh.make("letter", each="person", owner="Рябинин")}

    assert list(letters) == ["Напоминание: Рябинин В. Г."]
    assert len(rows(letters["Напоминание: Рябинин В. Г."], 1)) == 14


def test_an_answer_is_asked_for_until_a_day(vpr):
    letter, *_others = vpr.make("letter", until=date(2023, 2, 17))

    assert "до 17 февраля 2023 г. или сообщить" in text(letter)


def test_where_nobody_is_late_nothing_is_made(vpr):
    with pytest.raises(RuleBroken, match=r"nobody is late|никто"):
        vpr.make("letter", on=date(2023, 1, 20))


def test_tasks_can_be_chosen(vpr):
    letters = vpr.make("letter", on=date(2023, 6, 10), tasks=("1",))

    assert {row[1] for each in letters for row in rows(each, 1)[1:]} == {"1"}


def test_one_file_holds_all_letters_each_on_its_own_page(vpr, tmp_path):
    (path,) = deliver(vpr.making("letter"), tmp_path / "all.docx")

    file = path.read_bytes()
    told = text(file)
    order = [
        told.index(f"Руководителю {name}") for name in ("школы № 1", "школы № 2", "школы № 4", "гимназии «Росток»")
    ]
    assert order == sorted(order)
    assert len(root(file).findall(".//{*}sectPr")) == 4
    assert [each.get(f"{W}val") for each in root(file).iter(f"{W}type")] == ["nextPage"] * 3
    assert len(root(file).findall(".//{*}pgNumType")) == 3


def test_what_was_recorded_after_the_day_is_not_yet_so_and_is_remarked(fresh):
    fresh.clock.go(5)
    fresh.tracker.submit("1", school="4")

    assert len(fresh.make("letter")) == 4
    assert any("10.02.2023" in line for line in fresh.remarks)


def test_where_no_person_is_late_it_is_said_what_to_do(tmp_path):
    from papers import world
    from tests.factories import by, deadline, make_draft, make_task, owner

    late = make_task("1", "Провести", due=deadline("до 25.01.2023", by(date(2023, 1, 25))), level="school",
                     owners=(owner("Руководители школ", kind="role"),))  # fmt: skip
    with world(make_draft([late]), tmp_path) as made:
        assert len(made.make("letter")) == 4
        with pytest.raises(RuleBroken) as caught:
            made.make("letter", each="person")
        assert "--each person" in (caught.value.hint or "")
        with pytest.raises(RuleBroken) as caught:
            made.make("report", each="section")
        assert "--each section" in (caught.value.hint or "")
