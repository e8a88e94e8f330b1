"""The production calendar against the law's own facts and against an independent calendar."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.domain.periods import Period
from vpr_tracker.domain.working_days import effective_day, is_working_day, production_calendar, read_production_calendar

KNOWN = st.dates(date(2022, 1, 1), date(2027, 12, 31))
YEARS = {2022: 247, 2023: 247, 2024: 248, 2025: 247, 2026: 247, 2027: 247}


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize("number", YEARS)
def test_every_day_of_a_known_year_agrees_with_an_independent_calendar(number):
    other = holidays.country_holidays("RU", years=number)
    days = [date(number, 1, 1) + timedelta(days=n) for n in range(year(number).days)]
    assert [day for day in days if is_working_day(day) != other.is_working_day(day)] == []


@pytest.mark.parametrize(("number", "total"), YEARS.items())
def test_a_known_year_has_the_published_number_of_working_days(number, total):
    assert production_calendar().count(year(number)) == total
    assert len(production_calendar().days(year(number))) == total
    assert production_calendar().is_known(number)


@pytest.mark.parametrize(
    "day", [date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28), date(2025, 11, 1), date(2027, 2, 20)]
)
def test_a_saturday_whose_day_off_was_moved_is_worked(day):
    assert day.weekday() == 5
    assert is_working_day(day)


def test_the_effective_day_is_the_last_working_day_before_a_day_off():
    assert effective_day(date(2023, 2, 25)) == date(2023, 2, 22)
    assert effective_day(date(2023, 2, 22)) == date(2023, 2, 22)
    assert effective_day(date(2024, 1, 8)) == date(2023, 12, 29)


def test_a_year_without_data_has_the_holidays_of_the_law_and_says_that_it_is_not_known():
    calendar = production_calendar()
    assert not calendar.is_known(2031)
    assert not calendar.is_working_day(date(2031, 1, 8))
    assert not calendar.is_working_day(date(2031, 3, 10))  # 8 March 2031 is a Saturday
    assert calendar.is_working_day(date(2031, 3, 11))


def test_a_region_adds_days_of_its_own():
    regional = production_calendar().with_days(off=[date(2023, 10, 12)], working=[date(2023, 10, 14)])
    assert not regional.is_working_day(date(2023, 10, 12))
    assert regional.is_working_day(date(2023, 10, 14))
    assert is_working_day(date(2023, 10, 12))
    back = regional.with_days(working=[date(2023, 10, 12)])
    assert back.is_working_day(date(2023, 10, 12))


def test_transfers_come_from_data():
    calendar = read_production_calendar("[[year]]\nyear = 2030\nmoved = [[2030-01-05, 2030-05-10]]\n")
    assert not calendar.is_working_day(date(2030, 5, 10))
    assert not calendar.is_working_day(date(2030, 1, 5))
    assert calendar.is_known(2030)


@given(day=KNOWN)
def test_the_effective_day_is_worked_and_nothing_worked_lies_between(day):
    found = effective_day(day)
    assert is_working_day(found)
    between = [found + timedelta(days=n) for n in range(1, (day - found).days + 1)]
    assert not any(map(is_working_day, between))


@given(day=KNOWN, count=st.integers(-60, 60))
def test_so_many_working_days_lie_between_a_day_and_the_one_reached(day, count):
    calendar = production_calendar()
    reached = calendar.add_working_days(day, count)
    if count > 0:
        assert calendar.count(Period(day + timedelta(days=1), reached)) == count
    elif count < 0:
        assert calendar.count(Period(reached, day - timedelta(days=1))) == -count
    else:
        assert reached == day
    assert count == 0 or calendar.is_working_day(reached)
