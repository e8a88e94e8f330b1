"""Spans of days and the arithmetic of months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.domain.periods import (
    Period,
    add_months,
    is_school_year,
    month_end,
    school_year_label,
    school_year_of,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 3, 31), -1, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 12, 1), 1, date(2024, 1, 1)),
        (date(2023, 1, 15), -1, date(2022, 12, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, expected):
    assert add_months(day, months) == expected


@given(day=DAYS, months=st.integers(-1200, 1200))
def test_months_are_counted_exactly(day, months):
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == min(day.day, month_end(moved).day)


def test_months_beyond_the_calendar_overflow():
    with pytest.raises(OverflowError):
        add_months(date(2023, 1, 1), 10**6)


@given(day=DAYS)
def test_the_day_after_the_months_end_is_a_first(day):
    assert (month_end(day) + timedelta(days=1)).day == 1
    assert month_end(day).month == day.month


def test_the_lengths_of_months_are_the_calendars():
    for year in (1900, 2000, 2023, 2024, 2100):
        for month in range(1, 13):
            assert month_end(date(year, month, 1)).day == monthrange(year, month)[1]


@given(ends=st.lists(DAYS, min_size=4, max_size=4))
def test_common_days_are_those_that_both_hold(ends):
    one, other = Period(*sorted(ends[:2])), Period(*sorted(ends[2:]))
    common = one.common(other)
    edges = [day for day in ends if one.holds(day) and other.holds(day)]
    assert (common is not None) == bool(edges)
    assert common is None or (common.start, common.end) == (min(edges), max(edges))
    assert common == other.common(one)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ((date(2025, 9, 1), date(2026, 8, 31)), True),
        ((date(2025, 9, 1), date(2026, 5, 31)), True),
        ((date(2025, 8, 15), date(2026, 6, 30)), True),
        ((date(2023, 1, 1), date(2023, 12, 31)), False),
        ((date(2022, 12, 1), date(2023, 12, 31)), False),
        ((date(2025, 9, 1), date(2025, 12, 31)), False),
        ((date(2025, 9, 1), date(2027, 8, 31)), False),
    ],
)
def test_a_school_year_is_known_by_its_bounds(period, expected):
    assert is_school_year(period) is expected


def test_a_school_year_turns_on_the_first_of_september():
    assert school_year_of(date(2023, 8, 31)) == 2022
    assert school_year_of(date(2023, 9, 1)) == 2023
    assert school_year_label(2022) == "2022/23"
    assert school_year_label(2099) == "2099/00"
