"""Who has to hand in what: deliverables × organisations × occurrences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.domain.obligations import (
    Deliverable,
    Organisation,
    derive,
    is_undivided,
    obligation_key,
    occurrence_key,
)
from vpr_tracker.domain.occurrences import Occurrence

COMMITTEE = Organisation(key="committee", kind="committee")
SCHOOLS = tuple(Organisation(key=f"school-{n}", kind="school") for n in (1, 2, 4, 7))
EVERYBODY = (COMMITTEE, *SCHOOLS)
BY = Occurrence(key="1", kind="dated", end=date(2023, 1, 25), term_position=0)
THINGS = tuple(Deliverable(key=f"d{n}") for n in range(13))

LEVELS = st.sampled_from(["municipality", "school", "both"])
SIDES = st.sampled_from([None, "municipality", "school"])
DELIVERABLES = st.lists(SIDES, max_size=6).map(
    lambda sides: tuple(Deliverable(key=f"d{n}", level=side) for n, side in enumerate(sides))
)
SCHOOL_LISTS = st.lists(st.integers(1, 40), unique=True, max_size=8).map(
    lambda numbers: tuple(Organisation(key=f"school-{n}", kind="school") for n in numbers)
)
OCCURRENCES = st.integers(0, 5).map(
    lambda count: tuple(replace(BY, key=f"2023-{n:02}", end=date(2023, n, 28)) for n in range(1, count + 1))
)


def of(level, deliverables=THINGS, organisations=EVERYBODY, occurrences=(BY,)):
    return derive(
        task="t", level=level, deliverables=deliverables, organisations=organisations, occurrences=occurrences
    )


def test_a_school_task_is_owed_by_each_school_for_each_deliverable():
    found = of("school")
    assert len(found) == 52
    assert {each.organisation for each in found} == {school.key for school in SCHOOLS}


def test_a_municipal_task_is_owed_by_the_committee_even_where_it_is_about_the_schools():
    found = of("municipality")
    assert [(each.organisation, each.deliverable) for each in found] == [("committee", each.key) for each in THINGS]


def test_a_task_of_both_levels_divides_its_deliverables_by_the_level_they_state():
    things = (Deliverable(key="order", level="municipality"), Deliverable(key="note", level="school"))
    result = derive(task="t", level="both", deliverables=things, organisations=EVERYBODY, occurrences=[BY])
    assert [(each.organisation, each.deliverable) for each in result] == [
        ("committee", "order"),
        *((school.key, "note") for school in SCHOOLS),
    ]
    assert not any(is_undivided(level="both", stated=each.level) for each in things)


def test_a_deliverable_of_a_task_of_both_levels_that_states_none_is_owed_by_all_and_named_for_a_remark():
    things = (Deliverable(key="order", level="municipality"), Deliverable(key="note"))
    result = derive(task="t", level="both", deliverables=things, organisations=EVERYBODY, occurrences=[BY])
    assert [each.organisation for each in result if each.deliverable == "note"] == [each.key for each in EVERYBODY]
    assert [each.key for each in things if is_undivided(level="both", stated=each.level)] == ["note"]


@pytest.mark.parametrize(("level", "count"), [("municipality", 1), ("school", 4), ("both", 5)])
def test_a_task_without_deliverables_is_owed_once_as_such(level, count):
    found = of(level, deliverables=())
    assert [each.deliverable for each in found] == [None] * count


def test_a_date_that_is_only_the_schools_is_not_the_committees():
    schools = replace(BY, level="school", end=date(2023, 10, 1))
    committee = replace(BY, key="2", level="municipality", end=date(2023, 10, 15), term_position=1)
    found = of("both", deliverables=(), occurrences=(schools, committee))
    assert {(each.organisation, each.occurrence.end) for each in found} == {
        ("committee", date(2023, 10, 15)),
        *((school.key, date(2023, 10, 1)) for school in SCHOOLS),
    }


def test_a_date_of_the_other_level_alone_still_binds_the_task():
    found = of("school", deliverables=(), occurrences=(replace(BY, level="municipality"),))
    assert len(found) == len(SCHOOLS)


def test_a_schools_own_date_replaces_the_general_one_without_becoming_another_obligation():
    own = replace(BY, organisation="school-2", end=date(2023, 2, 1))
    before, after = of("school"), of("school", occurrences=(BY, own))
    assert [each.key for each in before] == [each.key for each in after]
    ends = {each.organisation: each.occurrence.end for each in after}
    assert ends == {**dict.fromkeys((school.key for school in SCHOOLS), BY.end), "school-2": date(2023, 2, 1)}


def test_a_date_that_only_one_school_has_is_owed_by_that_school():
    own = replace(BY, key="1@1", organisation="school-7", end=date(2023, 9, 20))
    found = of("school", deliverables=(), occurrences=(BY, own))
    assert [each.organisation for each in found if each.occurrence.key == "1@1"] == ["school-7"]


def test_a_school_that_takes_part_since_a_day_owes_nothing_that_was_due_before():
    late = Organisation(key="school-9", kind="school", since=date(2023, 3, 1))
    standing = Occurrence(key="3", kind="standing")
    occurrences = (BY, replace(BY, key="2", end=date(2023, 3, 1)), standing)
    found = of("school", deliverables=(), organisations=(late,), occurrences=occurrences)
    assert [each.occurrence.key for each in found] == ["2", "3"]


def test_obligations_stand_in_the_order_of_the_plan():
    second = replace(BY, key="2", end=date(2023, 2, 1))
    found = of("both", deliverables=THINGS[:2], organisations=EVERYBODY, occurrences=(second, BY))
    assert [(each.occurrence.key, each.organisation, each.deliverable) for each in found] == [
        (occurrence, organisation.key, thing.key)
        for occurrence in ("2", "1")
        for organisation in EVERYBODY
        for thing in THINGS[:2]
    ]


@given(level=LEVELS, deliverables=DELIVERABLES, schools=SCHOOL_LISTS, occurrences=OCCURRENCES)
def test_the_number_of_obligations_is_the_product(level, deliverables, schools, occurrences):
    found = of(level, deliverables, (COMMITTEE, *schools), occurrences)
    if not deliverables:
        shares = {"municipality": 1, "school": 1}
    elif level == "both":
        shares = {side: sum(each.level in (None, side) for each in deliverables) for side in ("municipality", "school")}
    else:
        shares = {"municipality": len(deliverables), "school": len(deliverables)}
    expected = 0
    if level != "school":
        expected += shares["municipality"] * len(occurrences)
    if level != "municipality":
        expected += shares["school"] * len(schools) * len(occurrences)
    assert len(found) == expected
    assert len({each.key for each in found}) == expected


@given(level=LEVELS, deliverables=DELIVERABLES, schools=SCHOOL_LISTS, occurrences=OCCURRENCES)
def test_a_school_that_joins_changes_nobody_elses_obligations(level, deliverables, schools, occurrences):
    newcomer = Organisation(key="newcomer", kind="school")
    before = of(level, deliverables, (COMMITTEE, *schools), occurrences)
    after = of(level, deliverables, (COMMITTEE, *schools, newcomer), occurrences)
    assert [each for each in after if each.organisation != "newcomer"] == list(before)


@given(
    level=LEVELS,
    deliverables=DELIVERABLES,
    schools=SCHOOL_LISTS,
    occurrences=OCCURRENCES,
    days=st.integers(-90, 90),
)
def test_moved_days_leave_every_identity_as_it_was(level, deliverables, schools, occurrences, days):
    moved = tuple(replace(each, end=each.end + timedelta(days=days), unconfirmed=True) for each in occurrences)
    before = of(level, deliverables, (COMMITTEE, *schools), occurrences)
    after = of(level, deliverables, (COMMITTEE, *schools), moved)
    assert [each.key for each in before] == [each.key for each in after]


PARTS = st.text(max_size=6)


@given(one=st.tuples(PARTS, st.none() | PARTS, PARTS, PARTS), other=st.tuples(PARTS, st.none() | PARTS, PARTS, PARTS))
def test_different_parts_never_make_the_same_identity(one, other):
    def key(parts):
        task, deliverable, organisation, occurrence = parts
        return obligation_key(task=task, deliverable=deliverable, organisation=organisation, occurrence=occurrence)

    assert (key(one) == key(other)) == (one == other)
    assert len(key(one)) == 32


def test_identities_stay_what_they_were_in_every_release():
    assert (
        obligation_key(task="t", deliverable=None, organisation="o", occurrence="2022/23-III")
        == "85465e7641dc8a1cc9fb40f7d3b96812"
    )
    assert occurrence_key(task="t", key="2022/23-III", organisation=None) == "d811d8fb2a02641ee20fdd02759131b0"
