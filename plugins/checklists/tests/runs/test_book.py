"""Runs from the draft to the version that replaced it."""

from __future__ import annotations

from datetime import date

import pytest
from run_world import DAY, FULL

from vpr_tracker import BadInput, NotFound, RuleBroken


def test_a_run_goes_from_draft_to_frozen_on_either_database(any_world):
    book = any_world.book
    run = any_world.start()
    assert (run.number, run.version, run.status, run.school) == (1, 1, "draft", "4")
    assert run.inspector == "Муравлёва К. Д."
    book.fill(1, answers={"ready": "нет", "why": "нет часов\x00", "observers": "1 чел."}, notes={"ready": "каб. 12"})
    done = book.finish("№1")
    assert done.run.status == "finished"
    assert done.run.sheet.answers == {"ready": "no", "why": "нет часов�", "observers": 1}
    assert [each.text for each in done.findings] == ["Кабинеты не готовы", "Наблюдателей в день работы: 1 чел."]

    draft = book.correct(1, "перепутали кабинет")
    assert (draft.number, draft.version, draft.reason) == (1, 2, "перепутали кабинет")
    assert book.find("1.1").status == "finished"
    book.fill(1, answers={"ready": "да", "observers": 2})
    corrected = book.finish(1).run
    assert corrected.sheet.answers == {"ready": "yes", "observers": 2}
    assert [run.status for run in book.versions(1)] == ["replaced", "finished"]
    assert book.list() == [corrected]


def test_a_finished_run_is_frozen(world):
    world.finished()
    before = world.book.find(1)
    for change in (
        lambda: world.book.fill(1, answers={"observers": 9}),
        lambda: world.book.finish(1),
        lambda: world.book.discard(1),
    ):
        with pytest.raises(RuleBroken, match="frozen") as caught:
            change()
        assert "vpr checklist correct 1" in (caught.value.hint or "")
    assert world.book.find(1) == before


def test_all_bad_answers_are_named_and_then_nothing_is_written(world):
    world.start()
    world.book.fill(1, answers={"stock": "мало"})
    with pytest.raises(BadInput) as caught:
        world.book.fill(
            1,
            answers={"ready": "может быть", "observers": "70", "redy": "да", "remark": "к сведению"},
            places={"redy": "line 4"},
        )
    problems = "\n".join(caught.value.problems)
    assert "ready: «может быть»" in problems
    assert "line 4: redy: " in problems
    assert "«ready»" in problems
    assert world.book.find(1).sheet.answers == {"stock": "little"}
    with pytest.raises(BadInput) as caught:
        world.book.fill(1, answers={"observers": "70", "remark": "к сведению"})
    assert caught.value.problems == ("observers: «70 чел.»: от 0 до 50",)
    assert world.book.find(1).sheet.answers == {"stock": "little"}


def test_what_is_given_empty_is_taken_away(world):
    world.start()
    world.book.fill(1, answers={"stock": "1"}, notes={"stock": "в кладовой"}, evidence={"stock": ["фото.jpg"]})
    run = world.book.fill(1, answers={"stock": ""}, notes={"stock": " "}, evidence={"stock": []})
    assert (run.sheet.answers, run.sheet.notes, run.sheet.evidence) == ({}, {}, {})


def test_what_is_missing_is_all_named(world):
    world.start()
    world.book.fill(1, answers={"ready": "нет"})
    with pytest.raises(RuleBroken) as caught:
        world.book.finish(1)
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [
        "Что не готово",
        "Наблюдателей в день работы",
    ]
    assert [problem.item for problem in world.book.lacks(world.book.find(1))] == ["why", "observers"]


def test_an_answer_to_what_is_not_asked_goes_when_the_run_is_finished(world):
    world.start()
    world.book.fill(1, answers={"ready": "нет", "why": "часы", "observers": 2}, notes={"why": "спросить завхоза"})
    world.book.fill(1, answers={"ready": "да"})
    run = world.book.finish(1).run
    assert run.sheet.answers == {"ready": "yes", "observers": 2}
    assert run.sheet.notes == {"why": "спросить завхоза"}


def test_there_is_one_draft_of_a_school_a_day_and_an_inspector(world):
    world.start(inspector="Гордеева Т. Н.")
    with pytest.raises(RuleBroken, match="№1"):
        world.start(inspector="гордеева  Т.Н.")
    assert world.start(inspector="Панова И. С.").number == 2
    assert world.start(on=date(2023, 3, 21), inspector="Гордеева Т. Н.").number == 3
    assert world.start("7", inspector="Гордеева Т. Н.").number == 4


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"school": "99"}, NotFound),
        ({"school": "Комитет по образованию"}, BadInput),
        ({"inspector": " "}, BadInput),
        ({"plan": "9"}, NotFound),
    ],
)
def test_a_run_that_cannot_be_leaves_nothing(world, options, error):
    with pytest.raises(error):
        world.start(**options)
    with pytest.raises(NotFound):
        world.book.start("kabinett", school="4", on=DAY)
    assert world.book.list() == []
    with pytest.raises(NotFound):
        world.book.find(1)


def test_odd_days_are_told_of_and_a_visit_to_come_is_not_finished(world):
    assert world.book.doubts(world.start()) == []
    assert "period" in world.book.doubts(world.start(on=date(2022, 12, 1)))[0]
    future = world.start(on=date(2023, 5, 1))
    assert "yet to come" in world.book.doubts(future)[0]
    world.book.fill(future.number, answers=FULL)
    with pytest.raises(RuleBroken) as caught:
        world.book.finish(future.number)
    assert caught.value.problems == ("Day: the day is yet to come",)
    world.book.fill(future.number, held_on=DAY, inspector="Панова И. С.")
    run = world.book.finish(future.number).run
    assert (run.held_on, run.inspector) == (DAY, "Панова И. С.")
    assert "№3" in world.book.doubts(world.start(inspector="Панова И. С."))[0]


def test_runs_are_listed_by_day_and_school_as_the_registry_has_them(world):
    for school in ("12", "1", "7"):
        world.start(school)
    world.start("4", date(2023, 3, 19))
    world.finished("1", date(2023, 3, 21))
    book = world.book
    assert [run.school for run in book.list()] == ["4", "1", "7", "12", "1"]
    assert [run.number for run in book.list(school="1")] == [2, 5]
    assert [run.number for run in book.list(status="finished")] == [5]
    assert [run.number for run in book.list(since=DAY, until=DAY)] == [2, 3, 1]
    assert book.list(template="другой") == []


def test_a_run_keeps_the_template_that_it_was_asked(world):
    world.finished()
    file = world.shelf_folder / "kabinet.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("Кабинеты готовы", "Классы готовы"), encoding="utf-8")
    world.start("7")
    labels = [next(world.book.template(run).items).label for run in world.book.list()]
    assert labels == ["Кабинеты готовы", "Классы готовы"]
    draft = world.book.correct(1, "опечатка")
    assert next(world.book.template(draft).items).label == "Кабинеты готовы"


def test_a_correction_needs_a_reason_and_a_finished_run(world):
    world.start()
    with pytest.raises(RuleBroken):
        world.book.correct(1, "рано")
    world.finished("7")
    with pytest.raises(BadInput):
        world.book.correct(2, "  ")
    world.book.correct(2, "забыли замечание")
    with pytest.raises(RuleBroken, match="draft already"):
        world.book.correct(2, "ещё раз")
    world.book.discard(2)
    assert world.book.find(2).status == "finished"
    assert world.book.list(school="7") == [world.book.find(2)]


@pytest.mark.parametrize("many", [0, 1, 2, 3, 4, 5])
def test_each_change_is_taken_back_and_done_again(world, many):
    book = world.book
    steps = (
        lambda: world.start(),
        lambda: book.fill(1, answers=FULL),
        lambda: book.finish(1),
        lambda: book.correct(1, "опечатка"),
        lambda: book.fill(1, answers={"observers": 5}),
        lambda: book.finish(1),
    )
    for step in steps[:many]:
        step()
    before = book.list(), [book.versions(run.number) for run in book.list()]
    steps[many]()
    after = book.list(), [book.versions(run.number) for run in book.list()]
    assert after != before
    world.tracker.undo()
    assert (book.list(), [book.versions(run.number) for run in book.list()]) == before
    world.tracker.undo()
    assert (book.list(), [book.versions(run.number) for run in book.list()]) == after


def test_the_first_run_of_a_template_goes_without_the_second(world):
    world.start()
    entry = world.tracker.log()[-1].seq
    world.start("7")
    world.tracker.undo(entry)
    assert [run.school for run in world.book.list()] == ["7"]


def test_a_discarded_draft_comes_back(world):
    run = world.start()
    run = world.book.fill(1, answers={"ready": "да"})
    assert world.book.discard(1) == run
    assert world.book.list() == []
    world.tracker.undo()
    assert world.book.list() == [run]
