"""Cells that only make sense under a month's heading, and headings that are months."""

from __future__ import annotations

import datetime as dt

import pytest

from vpr_tracker_documents.plan.months import heading_month, heading_period
from vpr_tracker_documents.plan.terms import Context, Deadlines

SCHOOL_YEAR = (dt.date(2025, 9, 1), dt.date(2026, 8, 31))


def read(printed: str, heading: str = "Сентябрь", period=SCHOOL_YEAR) -> list[str]:
    deadline = Deadlines(period).read(printed, Context(heading_month(heading)))
    assert deadline.printed == printed
    return [f"{term.form} {term.start or ''}..{term.end or ''}" for term in deadline.terms]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("", ["during 2025-09-01..2025-09-30"]),
        ("в течение месяца", ["during 2025-09-01..2025-09-30"]),
        ("весь месяц", ["during 2025-09-01..2025-09-30"]),
        ("1-я неделя", ["during 2025-09-01..2025-09-07"]),
        ("II-III нед.", ["during 2025-09-08..2025-09-21"]),
        ("последняя декада", ["during 2025-09-21..2025-09-30"]),
        ("до 25 числа", ["by ..2025-09-25"]),
        ("до 15-го", ["by ..2025-09-15"]),
        ("25", ["on 2025-09-25..2025-09-25"]),
        ("3, 17", ["on 2025-09-03..2025-09-03", "on 2025-09-17..2025-09-17"]),
        ("8-12", ["during 2025-09-08..2025-09-12"]),
        ("08.-12.", ["during 2025-09-08..2025-09-12"]),
        ("с 8 по 12 число", ["during 2025-09-08..2025-09-12"]),
        ("третья среда", ["on 2025-09-17..2025-09-17"]),
        ("по четвергам", ["every 2025-09-01..2025-09-30"]),
        ("до конца месяца", ["by ..2025-09-30"]),
        ("в течение месяца, по графику", ["during 2025-09-01..2025-09-30", "reference .."]),
    ],
)
def test_a_cell_takes_its_month_from_the_heading(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("постоянно", ["ongoing .."]),
        ("по плану", ["reference .."]),
        ("до 1 октября", ["by ..2025-10-01"]),
        ("12.11.2025", ["on 2025-11-12..2025-11-12"]),
        ("в течение года", ["during 2025-09-01..2026-08-31"]),
    ],
)
def test_a_cell_that_speaks_for_itself_is_left_alone(printed, expected):
    assert read(printed) == expected


def test_the_heading_gives_the_year_that_the_period_says():
    assert read("до 10", "Март") == ["by ..2026-03-10"]
    assert read("до 10", "МАРТ 2027") == ["by ..2027-03-10"]


def test_without_a_period_the_month_of_the_heading_has_no_year():
    deadline = Deadlines(None).read("до 10", Context(heading_month("Сентябрь")))
    assert not [term for term in deadline.terms if term.start or term.end]
    assert deadline.needs_review


def test_a_month_that_lies_twice_in_the_period_is_not_dated():
    two_years = (dt.date(2024, 1, 1), dt.date(2025, 12, 31))
    assert read("1 неделя", "Сентябрь", two_years) == ["during .."]


@pytest.mark.parametrize(
    ("heading", "number", "year"),
    [
        ("Сентябрь", 9, None),
        ("СЕНТЯБРЬ 2025", 9, 2025),
        ("Месяц: октябрь", 10, None),
        ("План работы на май 2026 года", 5, 2026),
        ("1. Март", 3, None),
        ("Январь 2026г.", 1, 2026),
        ("Сентябрь «Месячник безопасности»", 9, None),
        ("Октябрь – месяц пожилого человека", 10, None),
    ],
)
def test_headings_that_are_months(heading, number, year):
    month = heading_month(heading)
    assert month is not None
    assert (month.number, month.year) == (number, year)


@pytest.mark.parametrize(
    "heading", ["Мартовские встречи", "Сентябрь – октябрь", "Майские праздники", "1 сентября", "Контроль"]
)
def test_headings_that_are_no_month(heading):
    assert heading_month(heading) is None


@pytest.mark.parametrize("heading", ["В течение года", "I полугодие", "2 четверть", "Сентябрь – октябрь", "Лето"])
def test_headings_that_are_another_time(heading):
    assert heading_period(heading)


def test_a_heading_of_another_time_stands_for_an_empty_cell():
    deadlines = Deadlines(SCHOOL_YEAR)
    deadline = deadlines.read("", Context(None, "В течение года"))
    assert [(term.start, term.end) for term in deadline.terms] == [SCHOOL_YEAR]
    assert deadlines.read("до 10.10.2025", Context(None, "В течение года")).terms[0].end == dt.date(2025, 10, 10)
