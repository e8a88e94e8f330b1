"""Due times of printed dates and recurrences."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from vpr_tracker.deadlines.model import Every, Term
from vpr_tracker.deadlines.resolution import resolve

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
LONG_YEAR = (date(2022, 12, 1), date(2023, 12, 31))
SCHOOL_YEAR = (date(2025, 9, 1), date(2026, 8, 31))
CAMPAIGN = (date(2023, 3, 15), date(2023, 5, 20))


def every(*, start=None, end=None, level=None, **kw):
    return Term(form="every", every=Every(**kw), start=start, end=end, level=level)


def keys(term, period=YEAR):
    return [each.key for each in resolve([term], period=period)]


def days(term, period=YEAR):
    return [(each.start, each.end) for each in resolve([term], period=period)]


# Single terms


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        (Term(form="by", end=date(2023, 1, 25)), None, date(2023, 1, 25)),
        (Term(form="on", start=date(2023, 2, 17), end=date(2023, 2, 17)), date(2023, 2, 17), date(2023, 2, 17)),
        (Term(form="on", end=date(2023, 2, 17)), date(2023, 2, 17), date(2023, 2, 17)),
        (Term(form="during", start=date(2023, 3, 1), end=date(2023, 5, 31)), date(2023, 3, 1), date(2023, 5, 31)),
        (Term(form="during", start=date(2023, 2, 10)), date(2023, 2, 10), date(2023, 12, 31)),
        (Term(form="during", end=date(2023, 2, 10)), None, date(2023, 2, 10)),
        (Term(form="by", end=date(2021, 1, 25)), None, date(2021, 1, 25)),
    ],
)
def test_a_printed_date_gives_one_occurrence_as_printed(term, start, end):
    [found] = resolve([term], period=YEAR)
    assert (found.key, found.kind, found.start, found.end, found.term_position) == ("1", "dated", start, end, 0)
    assert not found.unconfirmed


def test_a_due_day_that_is_not_worked_stays_as_printed():
    [found] = resolve([Term(form="by", end=date(2023, 2, 25))], period=YEAR)
    assert found.end == date(2023, 2, 25)


def test_a_standing_term_is_one_standing_occurrence():
    [found] = resolve([Term(form="ongoing")], period=YEAR)
    assert (found.key, found.kind, found.start, found.end) == ("1", "standing", None, None)


@pytest.mark.parametrize(
    "term",
    [
        Term(form="during"),
        Term(form="on"),
        Term(form="by"),
        Term(form="relative", anchor="необходимости"),
        Term(form="reference", anchor="плану-графику"),
        Term(form="during", start=date(2023, 5, 1), end=date(2023, 4, 1)),
        Term(form="during", start=date(2024, 2, 10)),
        Term(form="every"),
        every(unit="month", start=date(2024, 1, 1)),
        every(unit="day", start=date(2023, 1, 1), end=date(2023, 1, 8)),
        every(unit="month", day_of_month=20, start=date(2023, 3, 1), end=date(2023, 3, 10)),
    ],
)
def test_a_term_without_a_date_waits_undated_and_does_not_vanish(term):
    [found] = resolve([term], period=YEAR)
    assert (found.key, found.kind, found.start, found.end) == ("1", "undated", None, None)
    assert found.anchor == term.anchor


def test_a_task_without_any_term_waits_undated_too():
    [found] = resolve([], period=YEAR)
    assert (found.key, found.kind, found.term_position) == ("1", "undated", None)


def test_every_term_of_a_cell_keeps_its_ordinal_and_its_level():
    terms = [
        Term(form="by", end=date(2023, 10, 1), level="school"),
        Term(form="reference", anchor="планам ММО"),
        Term(form="by", end=date(2023, 10, 15), level="municipality"),
    ]
    found = resolve(terms, period=YEAR)
    assert [(each.key, each.term_position, each.level) for each in found] == [
        ("1", 0, "school"),
        ("2", 1, None),
        ("3", 2, "municipality"),
    ]


def test_a_recurrence_of_a_plan_without_a_period_waits_unless_it_names_its_window():
    assert resolve([every(unit="month")], period=None)[0].kind == "undated"
    found = resolve([every(unit="month", start=date(2023, 9, 1), end=date(2023, 11, 30))], period=None)
    assert [each.key for each in found] == ["2023-09", "2023-10", "2023-11"]


# Recurrences without a printed day


@pytest.mark.parametrize(
    ("unit", "period", "expected"),
    [
        ("term", YEAR, ["2022/23-III", "2022/23-IV", "2023/24-I", "2023/24-II"]),
        ("term", LONG_YEAR, ["2022/23-II", "2022/23-III", "2022/23-IV", "2023/24-I", "2023/24-II"]),
        ("term", SCHOOL_YEAR, ["2025/26-I", "2025/26-II", "2025/26-III", "2025/26-IV"]),
        ("trimester", YEAR, ["2022/23-T2", "2022/23-T3", "2023/24-T1"]),
        ("trimester", SCHOOL_YEAR, ["2025/26-T1", "2025/26-T2", "2025/26-T3"]),
        ("quarter", YEAR, ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]),
        ("quarter", LONG_YEAR, ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]),
        ("quarter", SCHOOL_YEAR, ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]),
        ("half_year", YEAR, ["2023-H1", "2023-H2"]),
        ("half_year", SCHOOL_YEAR, ["2025/26-H1", "2025/26-H2"]),
        ("year", YEAR, ["2023"]),
        ("year", LONG_YEAR, ["2023"]),
        ("year", SCHOOL_YEAR, ["2025/26"]),
        ("month", CAMPAIGN, ["2023-03", "2023-04", "2023-05"]),
        ("term", CAMPAIGN, ["2022/23-IV"]),
        ("year", CAMPAIGN, ["2023"]),
    ],
)
def test_a_recurrence_has_one_due_time_in_each_unit_of_the_period(unit, period, expected):
    assert keys(every(unit=unit), period) == expected


@pytest.mark.parametrize(("period", "months"), [(YEAR, 12), (LONG_YEAR, 13), (SCHOOL_YEAR, 12)])
def test_every_month_counts_the_months(period, months):
    assert len(keys(every(unit="month"), period)) == months


def test_units_are_due_on_their_last_day_and_clipped_to_the_period():
    assert days(every(unit="month"), CAMPAIGN) == [
        (date(2023, 3, 15), date(2023, 3, 31)),
        (date(2023, 4, 1), date(2023, 4, 30)),
        (date(2023, 5, 1), date(2023, 5, 20)),
    ]


def test_a_period_with_less_than_half_of_any_unit_still_has_one_due_time():
    term = every(unit="month")
    period = (date(2023, 3, 20), date(2023, 4, 12))
    assert keys(term, period) == ["2023-03"]
    assert days(term, period) == [(date(2023, 3, 20), date(2023, 3, 31))]


def test_a_school_term_that_meets_the_period_only_in_its_holidays_does_not_count():
    assert keys(every(unit="term"), (date(2022, 12, 31), date(2023, 4, 16))) == ["2022/23-III"]


def test_a_recurrence_of_school_terms_in_summer_waits_undated():
    [found] = resolve([every(unit="term")], period=(date(2023, 6, 1), date(2023, 8, 31)))
    assert found.kind == "undated"


def test_a_week_belongs_to_the_year_that_has_most_of_it_and_free_weeks_are_skipped():
    found = keys(every(unit="week"))
    assert found[0] == "2023-W02"  # 2–8 January has no working day
    assert found[-1] == "2023-W52"
    assert len(found) == 51
    assert keys(every(unit="week"), (date(2024, 12, 1), date(2025, 1, 31)))[-5:] == [
        "2024-W52", "2025-W02", "2025-W03", "2025-W04", "2025-W05",
    ]  # fmt: skip


def test_every_day_means_every_working_day():
    found = resolve([every(unit="day")], period=YEAR)
    assert len(found) == 247
    assert all(each.start == each.end == date.fromisoformat(each.key) for each in found)
    assert "2023-02-24" not in {each.key for each in found}
    assert [each.key for each in found] == keys(every(unit="weekday"))


def test_days_of_a_year_whose_transfers_are_not_known_are_unconfirmed():
    found = resolve([every(unit="day")], period=(date(2031, 2, 1), date(2031, 2, 28)))
    assert all(each.unconfirmed for each in found)


def test_a_window_restricts_the_recurrence():
    term = every(unit="month", start=date(2023, 9, 1), end=date(2023, 12, 31))
    assert keys(term) == ["2023-09", "2023-10", "2023-11", "2023-12"]
    assert keys(every(unit="month", start=date(2023, 10, 1))) == ["2023-10", "2023-11", "2023-12"]
    assert keys(every(unit="month", end=date(2023, 2, 28))) == ["2023-01", "2023-02"]


def test_several_times_in_a_unit_are_numbered_and_due_at_its_end():
    assert keys(every(unit="year", times=2)) == ["2023-1", "2023-2"]
    assert {each.end for each in resolve([every(unit="year", times=2)], period=YEAR)} == {date(2023, 12, 31)}
    assert keys(every(unit="half_year", times=2)) == ["2023-H1-1", "2023-H1-2", "2023-H2-1", "2023-H2-2"]
    assert keys(every(unit="year", times=3), SCHOOL_YEAR) == ["2025/26-1", "2025/26-2", "2025/26-3"]


@pytest.mark.parametrize(
    ("kw", "expected"),
    [
        ({"unit": "month", "interval": 2}, ["2023-01", "2023-03", "2023-05", "2023-07", "2023-09", "2023-11"]),
        ({"unit": "month", "interval": 3}, ["2023-01", "2023-04", "2023-07", "2023-10"]),
        ({"unit": "quarter", "interval": 2}, ["2023-Q1", "2023-Q3"]),
        ({"unit": "term", "interval": 2}, ["2022/23-III", "2023/24-I"]),
        ({"unit": "year", "interval": 3}, ["2023"]),
    ],
)
def test_every_second_or_third_unit_is_grouped_from_the_beginning_of_the_year(kw, expected):
    assert keys(every(**kw)) == expected


def test_a_group_of_units_is_due_at_the_end_of_its_last():
    assert days(every(unit="term", interval=2))[0] == (date(2023, 1, 9), date(2023, 5, 26))
    assert days(every(unit="week", interval=2))[:2] == [
        (date(2023, 1, 2), date(2023, 1, 15)),
        (date(2023, 1, 16), date(2023, 1, 29)),
    ]


def test_every_second_week_keeps_its_weeks_whenever_the_plan_begins():
    whole = set(keys(every(unit="week", interval=2)))
    for weeks in range(1, 20):
        later = (YEAR[0] + timedelta(weeks=weeks), YEAR[1])
        assert set(keys(every(unit="week", interval=2), later)) <= whole


def test_far_too_many_due_times_are_a_misreading():
    [found] = resolve([every(unit="day", times=366)], period=YEAR)
    assert found.kind == "undated"


# Recurrences with a printed day


def test_a_day_of_the_month_is_the_last_one_of_a_shorter_month():
    ends = [end for _, end in days(every(unit="month", day_of_month=31))]
    assert [end.day for end in ends] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def test_a_month_counts_when_its_printed_day_lies_in_the_period():
    assert days(every(unit="month", day_of_month=5), CAMPAIGN) == [
        (date(2023, 4, 1), date(2023, 4, 5)),
        (date(2023, 5, 1), date(2023, 5, 5)),
    ]
    assert keys(every(unit="month", day_of_month=20), CAMPAIGN) == ["2023-03", "2023-04", "2023-05"]


def test_a_day_of_the_month_in_a_quarter_follows_the_quarter_before():
    assert [end for _, end in days(every(unit="quarter", day_of_month=10))] == [
        date(2023, 1, 10),
        date(2023, 4, 10),
        date(2023, 7, 10),
        date(2023, 10, 10),
    ]


def test_the_last_thursday_of_each_month():
    found = days(every(unit="month", weekday=3, nth=-1))
    assert len(found) == 12
    for start, end in found:
        assert start == end
        assert end.weekday() == 3
        assert (end + timedelta(days=7)).month != end.month


def test_the_second_tuesday_of_each_month():
    assert all(end.weekday() == 1 and 8 <= end.day <= 14 for _, end in days(every(unit="month", weekday=1, nth=2)))


def test_a_fifth_monday_is_due_only_in_months_that_have_one():
    assert [end for _, end in days(every(unit="month", weekday=0, nth=5))] == [
        date(2023, 1, 30),
        date(2023, 5, 29),
        date(2023, 7, 31),
        date(2023, 10, 30),
    ]


@pytest.mark.parametrize("unit", ["week", "weekday", "day"])
def test_a_weekday_recurs_weekly_on_that_day(unit):
    found = days(every(unit=unit, weekday=4))
    assert found[0] == (date(2023, 1, 13), date(2023, 1, 13))
    assert found[-1] == (date(2023, 12, 29), date(2023, 12, 29))
    assert len(found) == 51


def test_a_printed_weekday_that_is_a_holiday_stays():
    assert (date(2023, 2, 24), date(2023, 2, 24)) in days(every(unit="week", weekday=4))


def test_every_second_monday_is_two_weeks_apart():
    found = [end for _, end in days(every(unit="week", interval=2, weekday=0))]
    assert all((later - earlier).days == 14 for earlier, later in pairwise(found))


# Several recurrences in one cell


def test_a_second_recurring_term_has_its_number_in_its_keys():
    terms = [
        every(unit="month", end=date(2023, 5, 31)),
        Term(form="by", end=date(2023, 8, 25)),
        every(unit="month", start=date(2023, 9, 1)),
    ]
    found = resolve(terms, period=YEAR)
    assert [each.key for each in found] == [
        "2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2",
        "2:2023-09", "2:2023-10", "2:2023-11", "2:2023-12",
    ]  # fmt: skip
    assert [each.term_position for each in found] == [0] * 5 + [1] + [2] * 4


@pytest.mark.parametrize("unit", ["day", "week", "month"])
@pytest.mark.parametrize("pinned", [{"weekday": 0, "nth": 5}, {"weekday": 0, "nth": -1}, {"day_of_month": 5}])
@pytest.mark.parametrize(
    "period", [(date(9999, 12, 20), date.max), (date.min, date(1, 1, 4))], ids=["last days", "first days"]
)
def test_a_printed_day_is_looked_for_inside_the_calendar(unit, pinned, period):
    resolved = resolve([every(unit=unit, **pinned)], period=period)

    assert all(period[0] <= each.end <= period[1] for each in resolved if each.end)
