"""Measures of one plan that are much alike: what takes the place of one of them is not taken for its new wording."""

from __future__ import annotations

import os
from random import Random

import pytest
from tests.factories import make_draft, make_task
from tests.plans.likely import Making, likely_edition, of_common_words, of_families
from tests.plans.mutations import family, mutated, phrase
from tests.plans.test_comparing import ENOUGH, offered, sure

from vpr_tracker.plans.matching import match
from vpr_tracker.plans.titles import Titles


@pytest.mark.parametrize(("make", "least"), [(of_common_words, None), (of_families, 5_000)], ids=["words", "families"])
@pytest.mark.parametrize("seeds", [range(80), pytest.param(range(80, 1200), marks=pytest.mark.slow)], ids=str)
def test_a_plan_of_rows_much_alike_is_asked_about_rather_than_mistaken(
    make: Making, least: int | None, seeds: range
) -> None:
    """Of families one pair in so many may be wrong: where the last of one goes and a new one comes with its number or
    date, that reads like a new wording."""
    first = int(os.environ.get("VPR_TEST_SEED", "0"))
    pairs = found = certain = 0
    wrong = []
    for seed in seeds:
        changed = likely_edition(Random(first + seed), make)
        matching = match(changed.old.tasks, changed.new.tasks)
        truth, taken = changed.truth, sure(matching)
        wrong += [(first + seed, changed.done, pair) for pair in taken - truth]
        pairs += len(truth)
        certain += len(truth & taken)
        found += len(truth & (taken | offered(matching)))
    assert len(wrong) <= (1 + pairs / least if least else 0), wrong
    assert found >= ENOUGH * pairs
    # Asking about everything would be no answer either.
    assert certain >= 0.9 * pairs


OLD = make_draft(
    [
        make_task("1", "Провести мониторинг готовности школ района к весенним проверочным работам", owners=("А",)),
        make_task("2", "Издать приказ о составе комиссии", owners=("Б",)),
        make_task("3", "Собрать отчёты учителей о пробелах выпускников основной школы", owners=("В",)),
    ]
)


def changed_first(**fields: object):
    """The plan with another first row in the place of the one that was there."""
    return [OLD.tasks[0].model_copy(update=fields), *OLD.tasks[1:]]


def test_two_words_of_nine_reworded_are_known() -> None:
    new = changed_first(title="Провести проверку готовности школ города к весенним проверочным работам")
    assert (0, 0) in sure(match(OLD.tasks, new))


def test_words_that_stay_while_everything_else_differs_are_asked() -> None:
    title = "Провести проверку готовности школ города к весенним проверочным работам"
    other = make_task("17", title, owners=("Г",), due=phrase("до 01.09.2023"), results=("Справка",))
    found = match(OLD.tasks, [other, *OLD.tasks[1:]])
    assert (0, 0) not in sure(found)
    assert (0, 0) in offered(found)


def test_the_same_words_in_another_order_are_asked() -> None:
    title = "К проверочным работам школ района: готовности мониторинг весенним провести"
    found = match(OLD.tasks, changed_first(title=title))
    assert (0, 0) not in sure(found)
    assert (0, 0) in offered(found)


def test_a_row_that_another_one_holds_as_much_of_is_asked() -> None:
    joined = OLD.tasks[1].model_copy(update={"title": f"{OLD.tasks[1].title}; {OLD.tasks[0].title}"})
    sibling = OLD.tasks[0].model_copy(update={"title": OLD.tasks[0].title.replace("района", "города"), "number": "4"})
    found = match(OLD.tasks, [joined, OLD.tasks[2], sibling])
    assert (0, 2) not in sure(found)


def test_a_sibling_of_a_reworded_row_is_no_part_of_it() -> None:
    for seed in range(60):
        changed = mutated(Random(seed), family(Random(seed)), 6)
        assert sure(match(changed.old.tasks, changed.new.tasks)) <= changed.truth, seed


def test_words_in_common_are_counted_in_their_order() -> None:
    def alike(one: str, other: str) -> float:
        return Titles([make_task("1", one)], [make_task("1", other)]).alike(0, 0)

    assert alike("один дваа трии", "один дваа трии") == 1
    assert alike("один дваа трии четыре", "четыре один дваа пять") == pytest.approx(0.5)
    assert alike("один один дваа", "один дваа один") == pytest.approx(2 / 3)
    assert alike("один", "дваа") == 0
    random = Random(3)
    for _time in range(200):
        one, other = ([random.choice("абвг") * 4 for _word in range(random.randint(1, 9))] for _side in (0, 1))
        expected = 2 * plainly(one, other) / (len(one) + len(other))
        assert alike(" ".join(one), " ".join(other)) == pytest.approx(expected)


def plainly(one: list[str], other: list[str]) -> int:
    """The longest common subsequence as every book has it."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = row
        row = [0]
        for place, each in enumerate(other, 1):
            row.append(before[place - 1] + 1 if word == each else max(before[place], row[-1]))
    return row[-1]
