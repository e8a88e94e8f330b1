"""Forms that come back: what stands follows from the copies, not from their order."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from run_world import DAY, World, state

from vpr_tracker_checklists.templates.answers import Sheet

GOOD = {"ready": "yes", "observers": 3}
HALF = {"ready": "no"}


def outcomes(taken):
    return [each.outcome for each in taken]


def test_a_complete_form_is_finished_and_one_that_is_not_is_kept(any_world):
    whole, half = any_world.back(1, GOOD), any_world.back(1, HALF, form="форма-2", school="7")
    taken = any_world.book.take([whole, half])
    assert outcomes(taken) == ["finished", "draft"]
    assert [(each.run.status, each.run.school, each.run.origin) for each in taken] == [
        ("finished", "4", "form"),
        ("draft", "7", "form"),
    ]
    assert [problem.item for problem in taken[1].problems] == ["why", "observers"]
    assert outcomes(any_world.book.take([whole, half])) == ["same", "same"]
    any_world.tracker.undo()
    assert any_world.book.list() == []


def test_a_cell_that_cannot_be_read_keeps_the_form_a_draft(world):
    (taken,) = world.book.take([world.back(1, GOOD, rejected=("stock",))])
    assert (taken.outcome, [problem.item for problem in taken.problems]) == ("draft", ["stock"])
    assert taken.run.sheet.answers == GOOD
    (later,) = world.book.take([world.back(2, {**GOOD, "stock": "none"})])
    assert (later.outcome, later.run.version, later.run.number) == ("finished", 1, 1)


@pytest.mark.parametrize(
    ("more", "item"),
    [({"held_on": date(2023, 5, 1)}, "held_on"), ({"inspector": " "}, "inspector")],
)
def test_a_day_to_come_and_a_missing_name_keep_the_form_a_draft(world, more, item):
    (taken,) = world.book.take([world.back(1, GOOD, **more)])
    assert (taken.outcome, [problem.item for problem in taken.problems]) == ("draft", [item])


def test_an_older_copy_never_overwrites_a_newer_one(world):
    world.book.take([world.back(5, GOOD)])
    (taken,) = world.book.take([world.back(4, {**GOOD, "observers": 9})])
    assert (taken.outcome, taken.run.sheet.answers["observers"]) == ("older", 3)
    (taken,) = world.book.take([world.back(6, {**GOOD, "observers": 9})])
    assert (taken.outcome, taken.run.version, taken.run.sheet.answers["observers"]) == ("finished", 2, 9)
    assert [run.status for run in world.book.versions(1)] == ["replaced", "finished"]


def test_a_newer_copy_that_is_not_complete_stands_beside_the_complete_one(world):
    copies = [world.back(1, GOOD), world.back(2, HALF)]
    assert outcomes(world.book.take(copies)) == ["finished", "draft"]
    assert [(run.version, run.status) for run in world.book.versions(1)] == [(1, "finished"), (2, "draft")]
    before = state(world.book)
    world.tracker.undo()
    for copy in reversed(copies):
        world.book.take([copy])
    assert state(world.book) == before
    assert [(run.version, run.status) for run in world.book.versions(1)] == [(1, "finished"), (2, "draft")]


def test_of_copies_with_one_stamp_the_complete_one_counts(world):
    copies = [world.back(1, HALF), world.back(1, GOOD)]
    assert outcomes(world.book.take(copies)) == ["older", "finished"]
    world.tracker.undo()
    assert [outcomes(world.book.take([copy])) for copy in copies] == [["draft"], ["finished"]]
    assert [(run.version, run.status) for run in world.book.versions(1)] == [(1, "finished")]


@pytest.fixture(params=["correct", "fill", "begin"])
def change(request, world):
    """What a person changed in a form that had come with stamp 3."""
    world.book.take([world.back(3, HALF if request.param == "fill" else GOOD)])
    if request.param == "fill":
        world.book.fill(1, answers={"why": "нет часов", "observers": 2})
    else:
        world.book.correct(1, "позвонили в школу")
        if request.param == "correct":
            world.book.fill(1, answers={"observers": 4})
            world.book.finish(1)
    return request.param


def test_answers_that_a_person_changed_are_not_overwritten(world, change):
    before = world.book.versions(1)
    taken = world.book.take([world.back(stamp, {**GOOD, "observers": 9}) for stamp in (2, 3, 4)])
    assert outcomes(taken) == ["older", "same", "corrected"]
    assert world.book.versions(1) == before


def test_only_a_newer_copy_goes_over_them_where_that_is_asked_for(world, change):
    older = [world.back(stamp, {**GOOD, "observers": 9}) for stamp in (2, 3)]
    before = world.book.versions(1)
    assert outcomes(world.book.take(older, over_corrections=True)) == ["older", "same"]
    assert world.book.versions(1) == before
    newer = world.back(4, {**GOOD, "observers": 9})
    (taken,) = world.book.take([*older, newer], over_corrections=True)[2:]
    assert (taken.outcome, taken.run.sheet.answers["observers"], taken.run.origin) == ("finished", 9, "form")
    assert taken.run.reason is None
    statuses = [run.status for run in world.book.versions(1)]
    assert statuses == {"correct": ["replaced"] * 2, "fill": [], "begin": ["replaced"]}[change] + ["finished"]
    if change == "correct":
        assert world.book.find("1.2").sheet.answers["observers"] == 4
    assert outcomes(world.book.take([newer])) == ["same"]
    assert outcomes(world.book.take([world.back(5, GOOD)])) == ["finished"]
    assert world.tracker.verify_journal(state=True).rows == ()


def test_a_newer_copy_with_gaps_goes_over_a_correction_as_a_draft(world):
    world.book.take([world.back(3, GOOD)])
    world.book.correct(1, "позвонили в школу")
    world.book.fill(1, answers={"observers": 4})
    world.book.finish(1)
    (taken,) = world.book.take([world.back(4, HALF)], over_corrections=True)
    assert (taken.outcome, taken.run.status, taken.run.sheet.answers) == ("draft", "draft", HALF)
    assert world.book.find("1.2").status == "finished"


def test_a_form_that_was_put_under_another_school_stays_there(world):
    world.book.take([world.back(3, GOOD)])
    world.book.correct(1, "форма чужой школы")
    world.book.fill(1, school="7")
    world.book.finish(1)
    before = world.book.list()
    assert outcomes(world.book.take([world.back(stamp, GOOD) for stamp in (2, 3, 4)])) == ["older", "same", "corrected"]
    assert world.book.list() == before
    (taken,) = world.book.take([world.back(4, GOOD)], over_corrections=True)
    assert (taken.outcome, taken.run.number, taken.run.school) == ("finished", 1, "4")


def test_a_form_of_another_school_is_another_run(world):
    taken = world.book.take([world.back(1, GOOD), world.back(2, GOOD, school="7")])
    assert outcomes(taken) == ["finished", "finished"]
    assert [run.school for run in world.book.list()] == ["4", "7"]


def test_a_trial_writes_nothing(world):
    assert outcomes(world.book.take([world.back(1, GOOD)], dry_run=True)) == ["finished"]
    assert world.book.list() == []


def test_numbers_follow_day_and_form_not_the_order_of_the_files(world):
    copies = [
        world.back(1, GOOD, form="в", held_on=DAY - timedelta(days=1)),
        world.back(1, GOOD, form="а"),
        world.back(1, GOOD, form="б"),
    ]
    taken = world.book.take(copies[::-1])
    assert {each.form_id: each.run.number for each in taken} == {"в": 1, "а": 2, "б": 3}


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "ready": st.sampled_from(["yes", "no"]),
        "why": st.just("нет часов"),
        "observers": st.integers(-1, 3),
        "stock": st.sampled_from(["enough", "little"]),
    },
)


@st.composite
def copies(draw):
    """Copies of a few forms, some with one stamp, and the lots in which they come."""
    found = draw(
        st.lists(
            st.tuples(
                st.integers(1, 3),  # the stamp
                st.one_of(st.just(GOOD), ANSWERS),
                st.sampled_from(["ф1", "ф2"]),
                st.sampled_from([(), ("stock",)]),
                st.sampled_from(["Гордеева Т. Н.", "Панова И. С."]),
            ),
            min_size=1,
            max_size=7,
        )
    )
    again = draw(st.lists(st.sampled_from(found), max_size=3))
    order = draw(st.permutations([*found, *again]))
    cuts = sorted(draw(st.sets(st.integers(1, len(order)), max_size=4)) | {0, len(order)})
    return found, [order[start:end] for start, end in pairwise(cuts)]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=copies())
def test_any_order_and_any_copies_give_the_same_state(committee, drawn):
    found, lots = drawn
    states = []
    for parts in ([found], lots):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(committee, Path(folder) / "world")
            world = World(Path(folder) / "world")
            try:
                for part in parts:
                    backs = [
                        world.back(stamp, answers, form=form, rejected=rejected, inspector=who)
                        for stamp, answers, form, rejected, who in part
                    ]
                    assert len(world.book.take(backs)) == len(backs)
                everything = [each for part in parts for each in part]
                _sees_invariants(world, everything)
                states.append(state(world.book))
            finally:
                world.close()
    assert states[0] == states[1]


def _sees_invariants(world, everything):
    """Of a form the newest copy that is complete is finished, and nothing newer is lost."""
    for form in {each[2] for each in everything}:
        runs = [run for run in world.book.list() if run.form_id == form]
        newest = max(f"{each[0]:06}" for each in everything if each[2] == form)
        assert max(run.stamp for run in runs) == newest
        assert len({run.number for run in runs}) == 1
        versions = world.book.versions(runs[0].number)
        assert [run.version for run in versions] == list(range(1, len(versions) + 1))
        assert sum(run.status == "finished" for run in versions) <= 1
        assert all(run.status != "draft" for run in versions[:-1])
        for run in runs:
            if run.status == "finished":
                assert world.book.lacks(run) == []
                assert isinstance(run.sheet, Sheet)
