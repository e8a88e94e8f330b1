"""Two editions with known changes: nearly all pairs are found, and none is taken without asking that is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import by, deadline, deliverable, make_draft, make_task
from tests.plans.mutations import (
    MUTATIONS,
    OTHER_WORDS,
    Edition,
    Row,
    family,
    generated_plan,
    mutated,
    replace_by_sibling,
    reworded_everywhere,
)

from vpr_tracker.plans.difference import compare
from vpr_tracker.plans.draft import PlanDraft
from vpr_tracker.plans.files import read_plan_file
from vpr_tracker.plans.matching import Answers, Matching, match
from vpr_tracker.samples import sample_plan

ENOUGH = 0.97
"""The share of the pairs that has to be found."""


@pytest.fixture(scope="module")
def samples() -> list[PlanDraft]:
    return [read_plan_file(sample_plan(name)) for name in ("vpr-2023.toml", "gia-2026.toml")]


def edition(samples: list[PlanDraft], seed: int) -> Edition:
    """One of the sample plans or a generated one, with one to fourteen changes."""
    random = Random(seed)
    if seed % 8 == 7:
        return reworded_everywhere(random, generated_plan(random, random.randint(8, 60)))
    old = samples[seed % 2] if seed % 4 < 2 else generated_plan(random, random.randint(8, 60))
    return mutated(random, old, random.randint(1, 14))


def siblings(_samples: list[PlanDraft], seed: int) -> Edition:
    """A plan of rows that differ by a word; some are replaced by further ones of their kind."""
    random = Random(seed)
    changed = mutated(random, family(random), random.randint(1, 8))
    for _time in range(seed % 3):
        replace_by_sibling(random, changed)
    return changed


def sure(found: Matching) -> set[tuple[int, int]]:
    """The pairs that are taken without asking."""
    pairs = {(pair.old, pair.new) for pair in found.pairs}
    pairs |= {(i, j) for i, parts in found.split.items() for j in parts}
    return pairs | {(i, j) for j, parts in found.merged.items() for i in parts}


def offered(found: Matching) -> set[tuple[int, int]]:
    """The pairs that a question offers."""
    return {pair for doubt in found.doubts for pair in doubt.pairs}


@pytest.mark.parametrize("make", [edition, siblings])
@pytest.mark.parametrize("seeds", [range(40), pytest.param(range(40, 400), marks=pytest.mark.slow)], ids=str)
def test_nearly_all_pairs_are_found_and_none_is_wrong_without_asking(
    samples: list[PlanDraft], make: Callable[[list[PlanDraft], int], Edition], seeds: range
) -> None:
    first = int(os.environ.get("VPR_TEST_SEED", "0"))
    pairs = found = certain = questions = rows = 0
    for seed in seeds:
        changed = make(samples, first + seed)
        matching = match(changed.old.tasks, changed.new.tasks)
        truth, taken = changed.truth, sure(matching)
        assert taken <= truth, (first + seed, changed.done, taken - truth)
        pairs += len(truth)
        certain += len(truth & taken)
        found += len(truth & (taken | offered(matching)))
        questions += len(matching.doubts)
        rows += len(changed.rows)
    assert found >= ENOUGH * pairs
    # Asking about everything would be no answer either.
    assert certain >= 0.9 * pairs
    assert questions <= 0.12 * rows


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_each_change_alone_is_understood(samples: list[PlanDraft], mutation: Callable[[Random, Edition], None]) -> None:
    pairs = found = 0
    for seed in range(30):
        random = Random(seed)
        old = samples[seed % 2]
        changed = Edition(old, [Row(task, (place,)) for place, task in enumerate(old.tasks)])
        mutation(random, changed)
        matching = match(old.tasks, changed.new.tasks)
        assert sure(matching) <= changed.truth, seed
        pairs += len(changed.truth)
        found += len(changed.truth & (sure(matching) | offered(matching)))
    assert found >= ENOUGH * pairs


@given(st.integers(0, 10_000), st.integers(1, 40))
@settings(max_examples=25)
def test_the_same_edition_is_an_empty_difference(seed: int, rows: int) -> None:
    plan = generated_plan(Random(seed), rows)
    assert compare(plan, plan).empty


def test_every_row_is_somewhere_in_the_difference(samples: list[PlanDraft]) -> None:
    for seed in range(20):
        changed = edition(samples, seed)
        found = match(changed.old.tasks, changed.new.tasks)
        news = [pair.new for pair in found.pairs] + [j for some in found.split.values() for j in some]
        news += [*found.added, *(doubt.row for doubt in found.doubts if doubt.side == "new")]
        assert sorted(news) == list(range(len(changed.rows)))
        olds = [pair.old for pair in found.pairs] + [i for some in found.merged.values() for i in some]
        olds = {*olds, *found.removed, *(i for i, _j in offered(found))}
        assert olds == set(range(len(changed.old.tasks)))


def test_sample_plans_compared_with_themselves_are_the_same(samples: list[PlanDraft]) -> None:
    for plan in samples:
        assert compare(plan, plan).empty


def plan(*titles: str, **fields: object) -> PlanDraft:
    return make_draft([make_task(str(place), title, **fields) for place, title in enumerate(titles, 1)])


def test_rows_that_are_wholly_alike_are_paired_in_order() -> None:
    twice = make_draft([make_task("1", "Контроль сайтов"), make_task("1", "Контроль сайтов"), make_task("2", "Отчёт")])
    assert compare(twice, twice).empty


def test_one_of_two_rows_that_are_wholly_alike_is_asked_for() -> None:
    old = [make_task("1", "Контроль сайтов"), make_task("1", "Контроль сайтов"), make_task("2", "Отчёт")]
    found = match(old, [old[0], old[2]])
    (doubt,) = found.doubts
    assert {i for i, _likeness in doubt.candidates} == {0, 1}


def test_another_measure_with_the_results_the_number_and_the_deadline_of_one_that_is_gone_is_asked(
    samples: list[PlanDraft],
) -> None:
    random = Random(7)
    for tasks in (plan.tasks for plan in samples):
        for place, task in enumerate(tasks):
            other = task.model_copy(update={"title": " ".join(random.sample(OTHER_WORDS, 8)), "uid": None})
            found = match(tasks, [*tasks[:place], other, *tasks[place + 1 :]])
            assert (place, place) not in sure(found), task.title
            assert (place, place) in offered(found) or place in found.removed


def test_an_answer_stands_against_what_was_found() -> None:
    old, new = plan("Провести совещание", "Собрать отчёты"), plan("Провести совещание", "Издать приказ")
    found = match(old.tasks, new.tasks, Answers(pairs=((0, 1),), added=frozenset({0})))
    assert {(pair.old, pair.new) for pair in found.pairs} == {(0, 1)}
    assert (found.removed, found.added) == ((1,), (0,))


def test_several_rows_answered_for_one_task_are_its_parts() -> None:
    old, new = plan("Совещание и отчёты"), plan("Совещание директоров", "Отчёты школ")
    found = match(old.tasks, new.tasks, Answers(pairs=((0, 0), (0, 1))))
    assert {(pair.old, *found.split[pair.old]) for pair in found.pairs} in ({(0, 0)}, {(0, 1)})


def test_a_changed_row_tells_field_by_field_what_changed() -> None:
    old = make_draft(
        [
            make_task(
                "5",
                "Провести мониторинг готовности школ",
                due=deadline("до 25.01.2023", by(date(2023, 1, 25))),
                results=("Справка", "Приказ"),
            )
        ]
    )
    new = make_draft(
        [
            make_task(
                "7",
                "Провести мониторинг готовности школ",
                due=deadline("до 25.02.2023", by(date(2023, 1, 25))),
                results=("Приказ", deliverable("Протокол комиссии", quantity=2)),
            )
        ]
    )
    difference = compare(old, new)
    (pair,) = difference.pairs
    assert [(change.field, change.before, change.after) for change in pair.changes] == [
        ("number", "5", "7"),
        ("deadline", "до 25.01.2023", "до 25.02.2023"),
    ]
    assert [(each.old, each.new) for each in pair.results if not each.silent] == [((0, 0), None), (None, (0, 1))]
    data = difference.to_json()
    assert data["schema"] == "vpr-tracker/difference/1"
    assert [each["before"] for each in data["pairs"][0]["results"]] == ["Справка", None]
