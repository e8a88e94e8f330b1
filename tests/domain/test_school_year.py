"""School years: recommended, derived, set by a committee or a school."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.domain.school_year import UNITS, SchoolCalendar, TermDates, derived_free_days, shipped_school_years
from vpr_tracker.errors import BadInput

DAY = timedelta(days=1)
FIRSTS = st.integers(1950, 2150)
SHIPPED = SchoolCalendar()


def days(unit):
    return unit.start, unit.end


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("2022/23-I", date(2022, 9, 1), date(2022, 10, 28)),
        ("2022/23-II", date(2022, 11, 7), date(2022, 12, 30)),
        ("2022/23-III", date(2023, 1, 9), date(2023, 4, 7)),
        ("2022/23-IV", date(2023, 4, 17), date(2023, 5, 26)),
        ("2022/23-T2", date(2022, 11, 28), date(2023, 2, 19)),
        ("2023/24-II", date(2023, 11, 6), date(2023, 12, 29)),
        ("2025/26-autumn", date(2025, 10, 25), date(2025, 11, 2)),
        ("2025/26-III", date(2026, 1, 12), date(2026, 3, 27)),
        ("2025/26-H1", date(2025, 9, 1), date(2025, 12, 30)),
        ("2025/26-H2", date(2026, 1, 12), date(2026, 5, 26)),
    ],
)
def test_recommended_years_are_shipped_and_await_confirmation(key, start, end):
    unit = SHIPPED.unit(key)
    assert days(unit) == (start, end)
    assert unit.unconfirmed


def test_a_year_without_a_recommendation_is_derived_and_says_so():
    assert 2026 not in shipped_school_years()
    assert {unit.basis for unit in SHIPPED.year(2026).values()} == {"derived"}
    assert SHIPPED.unit("2023/24-III").basis == "recommended"


@pytest.mark.parametrize("first", sorted(shipped_school_years()))
def test_the_rule_begins_the_published_autumn_and_winter_holidays_within_a_day(first):
    for name in ("autumn", "winter"):
        published, derived = shipped_school_years()[first][name], derived_free_days(first)[name]
        assert abs(published.start - derived.start) <= DAY
        assert abs(published.end - derived.end) <= 4 * DAY


@given(first=FIRSTS)
def test_in_any_year_the_terms_follow_each_other_without_meeting_holidays(first):
    units = SHIPPED.year(first)
    for division in ("term", "trimester", "half_year"):
        parts = [units[name] for name in UNITS[division]]
        assert all(earlier.end < later.start for earlier, later in pairwise(parts))
        assert parts[0].start in (date(first, 9, 1), date(first, 9, 2), date(first, 9, 3))
        assert parts[-1].end == date(first + 1, 5, 26)
    holidays = [units[name] for name in UNITS["holidays"]]
    assert all(unit.period.days >= 7 for unit in holidays)
    assert not any(term.period.common(free.period) for free in holidays for term in (units[n] for n in UNITS["term"]))


@given(first=FIRSTS)
def test_every_day_of_a_school_year_is_in_a_term_or_in_the_holidays(first):
    units = SHIPPED.year(first)
    covered = sum(units[name].period.days for name in (*UNITS["term"], *UNITS["holidays"]))
    assert covered == (date(first + 1, 8, 31) - units["I"].start).days + 1


def test_dates_that_somebody_set_are_confirmed_and_move_their_neighbours():
    calendar = SchoolCalendar.of([TermDates("2022/23-spring", date(2023, 3, 23), date(2023, 4, 2))])
    assert days(calendar.unit("2022/23-III")) == (date(2023, 1, 9), date(2023, 3, 22))
    assert days(calendar.unit("2022/23-IV")) == (date(2023, 4, 3), date(2023, 5, 26))
    assert not calendar.unit("2022/23-spring").unconfirmed
    assert calendar.unit("2022/23-III").unconfirmed
    assert SHIPPED.unit("2022/23-III").end == date(2023, 4, 7)


def test_a_term_between_two_set_holidays_is_confirmed():
    calendar = SchoolCalendar.of(
        [
            TermDates("2022/23-winter", date(2022, 12, 29), date(2023, 1, 10)),
            TermDates("2022/23-spring", date(2023, 3, 23), date(2023, 4, 2)),
        ]
    )
    assert days(calendar.unit("2022/23-III")) == (date(2023, 1, 11), date(2023, 3, 22))
    assert not calendar.unit("2022/23-III").unconfirmed


def test_a_set_term_moves_the_holidays_round_it():
    calendar = SchoolCalendar.of([TermDates("2022/23-III", date(2023, 1, 11), date(2023, 3, 22))])
    assert not calendar.unit("2022/23-III").unconfirmed
    assert calendar.unit("2022/23-winter").end == date(2023, 1, 10)
    assert calendar.unit("2022/23-spring").start == date(2023, 3, 23)
    assert calendar.unit("2022/23-H2").start == date(2023, 1, 11)


def test_a_schools_own_dates_go_before_the_committees():
    committee = [
        TermDates("2023/24-autumn", date(2023, 10, 30), date(2023, 11, 6)),
        TermDates("2023/24-spring", date(2024, 3, 25), date(2024, 3, 31)),
    ]
    school = [TermDates("2023/24-autumn", date(2023, 10, 23), date(2023, 10, 29))]
    calendar = SchoolCalendar.of(committee, school)
    assert days(calendar.unit("2023/24-autumn")) == (date(2023, 10, 23), date(2023, 10, 29))
    assert days(calendar.unit("2023/24-spring")) == (date(2024, 3, 25), date(2024, 3, 31))
    assert calendar == SchoolCalendar.of(committee).with_dates(school)


def test_a_whole_year_set_term_by_term_is_confirmed_throughout():
    terms = [
        TermDates("2026/27-I", date(2026, 9, 1), date(2026, 10, 25)),
        TermDates("2026/27-II", date(2026, 11, 5), date(2026, 12, 27)),
        TermDates("2026/27-III", date(2027, 1, 11), date(2027, 3, 21)),
        TermDates("2026/27-IV", date(2027, 4, 1), date(2027, 5, 28)),
    ]
    calendar = SchoolCalendar.of(terms)
    names = (*UNITS["term"], *UNITS["half_year"], "autumn", "winter", "spring")
    assert not any(calendar.year(2026)[name].unconfirmed for name in names)
    assert calendar.unit("2026/27-summer").start == date(2027, 5, 29)


@pytest.mark.parametrize(
    "key", ["2022/23-V", "2022/24-III", "2022-III", "III", "", "2022/23-", "2022/23-T4", "0022/23-I", "9999/00-I"]
)
def test_a_key_that_names_nothing_is_refused_and_quoted(key):
    with pytest.raises(BadInput, match=f"«{key}»"):
        SHIPPED.unit(key)
    with pytest.raises(BadInput):
        SchoolCalendar.of([TermDates(key, date(2023, 1, 1), date(2023, 2, 1))])


@pytest.mark.parametrize(
    ("row", "about"),
    [
        (TermDates("2022/23-III", date(2023, 3, 1), date(2023, 2, 1)), "раньше, чем начинается"),
        (TermDates("2022/23-III", date(2024, 1, 9), date(2024, 3, 20)), "вне своего учебного года"),
        (TermDates("2022/23-III", date(2023, 1, 9), date(2023, 6, 20)), "2022/23-IV"),
    ],
)
def test_dates_that_cannot_be_are_refused(row, about):
    with pytest.raises(BadInput, match=about):
        SchoolCalendar.of([row])


def test_terms_that_overlap_are_refused():
    with pytest.raises(BadInput, match="2022/23-III кончается 2023-03-25, а 2022/23-IV начинается 2023-03-20"):
        SchoolCalendar.of(
            [
                TermDates("2022/23-III", date(2023, 1, 9), date(2023, 3, 25)),
                TermDates("2022/23-IV", date(2023, 3, 20), date(2023, 5, 26)),
            ]
        )


@given(start=st.dates(date(2000, 1, 1), date(2060, 1, 1)), length=st.integers(0, 800))
def test_the_units_of_a_period_are_all_that_touch_it_and_none_else(start, length):
    end = start + length * DAY
    for division, names in UNITS.items():
        found = SHIPPED.units(division, (start, end))
        every = [SHIPPED.year(first)[name] for first in range(start.year - 2, end.year + 2) for name in names]
        assert found == [unit for unit in every if unit.start <= end and unit.end >= start]


def test_far_away_years_have_no_units():
    assert SHIPPED.units("term", (date.min, date(1800, 1, 1))) == []
    assert SHIPPED.units("term", (date(9000, 1, 1), date.max)) == []


@pytest.mark.parametrize("name", ["school_years.toml", "working_days.toml"])
def test_standing_facts_say_where_they_are_from_and_of_when(name):
    data = tomllib.loads(files("vpr_tracker.domain").joinpath("data", name).read_text("utf-8"))
    assert isinstance(data["as_of"], date)
    assert all(year["source"] for year in data["year"])
