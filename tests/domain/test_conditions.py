"""The condition of an obligation on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.domain.conditions import condition, most_pressing, was_late
from vpr_tracker.domain.words import CONDITIONS, Condition, OccurrenceKind, State

APPROVED = date(2023, 1, 25)
BEGINS = date(2023, 1, 1)
DAYS = st.dates(date(2022, 6, 1), date(2024, 6, 1))
SOME_DAY = st.none() | DAYS
CASES = st.fixed_dictionaries(
    {
        "state": st.sampled_from(get_args(State)),
        "kind": st.sampled_from(get_args(OccurrenceKind)),
        "start": SOME_DAY,
        "end": SOME_DAY,
        "approved_on": SOME_DAY,
        "today": DAYS,
        "soon_days": st.integers(0, 60),
        "begins": SOME_DAY,
    }
)


def on(today, *, state="expected", kind="dated", start=None, end=date(2023, 2, 17), approved_on=APPROVED, soon_days=7):
    return condition(
        state=state,
        kind=kind,
        start=start,
        end=end,
        approved_on=approved_on,
        today=today,
        soon_days=soon_days,
        begins=BEGINS,
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2023, 1, 24), "upcoming"),
        (date(2023, 1, 25), "open"),
        (date(2023, 2, 9), "open"),
        (date(2023, 2, 10), "due_soon"),
        (date(2023, 2, 17), "due_soon"),
        (date(2023, 2, 18), "overdue"),
    ],
)
def test_a_mere_due_day_opens_with_the_approval_and_is_near_seven_days_before_inclusively(today, expected):
    assert on(today) == expected


def test_a_due_day_without_an_approval_opens_with_the_plans_period():
    assert on(date(2022, 12, 31), approved_on=None, end=date(2023, 6, 1)) == "upcoming"
    assert on(date(2023, 1, 1), approved_on=None, end=date(2023, 6, 1)) == "open"


def test_a_window_opens_on_its_first_day():
    window = {"start": date(2023, 3, 15), "end": date(2023, 5, 20)}
    assert on(date(2023, 3, 14), **window) == "upcoming"
    assert on(date(2023, 3, 15), **window) == "open"


@pytest.mark.parametrize("today", [date(2023, 1, 1), date(2023, 12, 31)])
def test_what_ended_before_the_approval_is_never_overdue(today):
    assert on(today, end=date(2023, 1, 24)) == "before_approval"


def test_what_is_due_on_the_day_of_the_approval_can_be_overdue():
    assert on(date(2023, 1, 26), end=APPROVED) == "overdue"


@pytest.mark.parametrize(
    ("state", "expected"), [("waived", "waived"), ("accepted", "done"), ("submitted", "in_review")]
)
@given(case=CASES)
def test_a_state_that_settles_it_goes_before_every_date(case, state, expected):
    assert condition(**{**case, "state": state}) == expected


@given(case=CASES, state=st.sampled_from(["expected", "returned"]))
def test_a_returned_obligation_presses_like_an_expected_one(case, state):
    assert condition(**{**case, "state": state}) == condition(**{**case, "state": "expected"})


def test_standing_is_ongoing_and_a_missing_date_is_undated():
    assert on(APPROVED, kind="standing", end=None) == "ongoing"
    assert on(APPROVED, kind="undated", end=None) == "undated"
    assert on(APPROVED, kind="dated", end=None) == "undated"


@given(case=CASES)
def test_every_case_has_one_of_the_known_conditions(case):
    assert condition(**case) in CONDITIONS


@given(case=CASES, later=st.integers(0, 400))
def test_an_expected_obligation_only_ever_presses_more_as_days_pass(case, later):
    order = ("upcoming", "open", "due_soon", "overdue")
    case |= {"state": "expected", "kind": "dated", "end": case["end"] or date(2023, 2, 17)}
    now = condition(**case)
    then = condition(**{**case, "today": case["today"] + timedelta(days=later)})
    if now == "before_approval":
        assert then == now
    else:
        assert order.index(then) >= order.index(now)


@given(conditions=st.lists(st.sampled_from(CONDITIONS), min_size=1))
def test_the_most_pressing_is_the_first_in_the_list_that_the_project_shares(conditions: list[Condition]):
    found = most_pressing(conditions)
    assert found in conditions
    assert all(CONDITIONS.index(found) <= CONDITIONS.index(each) for each in conditions)


def test_nothing_at_all_has_no_condition():
    assert most_pressing([]) is None


def test_the_shared_list_names_every_condition_once():
    assert sorted(CONDITIONS) == sorted(get_args(Condition))


@pytest.mark.parametrize(
    ("submitted_on", "end", "late"),
    [
        (date(2023, 2, 17), date(2023, 2, 17), False),
        (date(2023, 2, 18), date(2023, 2, 17), True),
        (None, date(2023, 2, 17), False),
        (date(2023, 2, 18), None, False),
        (date(2023, 2, 18), date(2023, 1, 24), False),
    ],
)
def test_late_is_what_was_handed_in_after_its_due_day_unless_it_was_due_before_the_approval(submitted_on, end, late):
    assert was_late(submitted_on=submitted_on, end=end, approved_on=APPROVED) is late
