"""Spans of days, and the arithmetic of months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)


class Period(NamedTuple):
    """Inclusive first and last day; never empty (``start <= end``)."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has, at least 1."""
        return (self.end - self.start).days + 1

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.start <= day <= self.end

    def common(self, other: tuple[date, date]) -> Period | None:
        """The days that both have, ``None`` where there are none."""
        start, end = max(self.start, other[0]), min(self.end, other[1])
        return Period(start, end) if start <= end else None


def month_end(day: date) -> date:
    """The last day of the month that ``day`` lies in."""
    return day.replace(day=_month_length(day.year, day.month))


def add_months(day: date, months: int) -> date:
    """The same day of another month; the month's last day where it has no such day (31.01 + 1 → 28.02).

    :raises OverflowError: outside the years 1–9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"{day} {months:+} months lies outside the calendar")
    return date(year, month + 1, min(day.day, _month_length(year, month + 1)))


def is_school_year(period: tuple[date, date]) -> bool:
    """Whether a plan's period is one school year: begins in August or September, ends in May–September of the next."""
    start, end = period
    return end.year == start.year + 1 and start.month in (8, 9) and 5 <= end.month <= 9 and end - start < 400 * DAY


def school_year_of(day: date) -> int:
    """The calendar year in which the school year of ``day`` began: 2022 for 01.09.2022–31.08.2023."""
    return day.year if day.month >= 9 else day.year - 1


def school_year_label(first: int) -> str:
    """«2022/23» for the school year that begins in 2022."""
    return f"{first:04}/{(first + 1) % 100:02}"


def _month_length(year: int, month: int) -> int:
    # Not calendar.monthrange: that module imports locale, which a cold command would wait for.
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
