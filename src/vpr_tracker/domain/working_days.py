"""The production calendar: which days people work, five days a week, with the Government's transfers of days off.

Years of ``data/working_days.toml`` are exact; for others the law's holidays and their automatic shift are known, the
transfers are not (:meth:`ProductionCalendar.is_known`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Final

from vpr_tracker.domain.data import shipped_text
from vpr_tracker.domain.periods import DAY, Period

NEW_YEAR_DAYS: Final = 8
"""1–8 January are public holidays; their weekends are moved by decree, never automatically."""
HOLIDAYS: Final = ((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4))
"""The other public holidays, as (month, day)."""


@dataclass(frozen=True, slots=True)
class ProductionCalendar:
    """Days off and working days.

    :param moved: for each known year the transfers: the day off of the first date is taken on the second.
    :param off: further days off (a region's holiday, a school's day), and ``working``: further working days.
    """

    moved: Mapping[int, tuple[tuple[date, date], ...]] = field(hash=False)
    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def is_known(self, year: int) -> bool:
        """Whether the year's transfers are known, so that its days are exact."""
        return year in self.moved

    def is_working_day(self, day: date) -> bool:
        """Whether people work on that day."""
        if day in self.working:
            return True
        if day in self.off:
            return False
        off, working = _exceptions(day.year, self.moved.get(day.year, ()))
        return day in working or (day.weekday() < 5 and day not in off)

    def last_working_day_on_or_before(self, day: date) -> date:
        """The day itself where it is a working day, else the nearest one before it."""
        while not self.is_working_day(day):
            day -= DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, before it where ``count`` is negative; ``day`` itself for 0.

        :raises OverflowError: outside the years 1–9999.
        """
        step = DAY if count > 0 else -DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def count(self, period: Period) -> int:
        """How many working days the period has."""
        return sum(self.is_working_day(date.fromordinal(n)) for n in _ordinals(period))

    def has_any(self, period: Period) -> bool:
        """Whether the period has a working day at all."""
        return any(self.is_working_day(date.fromordinal(n)) for n in _ordinals(period))

    def days(self, period: Period) -> list[date]:
        """The working days of the period, in order."""
        return [day for day in map(date.fromordinal, _ordinals(period)) if self.is_working_day(day)]

    def with_days(self, *, off: Iterable[date] = (), working: Iterable[date] = ()) -> ProductionCalendar:
        """The same calendar with further days off and working days (a region's holidays, a committee's own rule)."""
        off, working = frozenset(off), frozenset(working)
        return ProductionCalendar(
            moved=self.moved, off=(self.off - working) | off, working=(self.working - off) | working
        )


@cache
def production_calendar() -> ProductionCalendar:
    """The shipped calendar of Russia."""
    return read_production_calendar(shipped_text("working_days.toml"))


def read_production_calendar(text: str) -> ProductionCalendar:
    """A calendar from the text of a file such as ``data/working_days.toml``."""
    import tomllib

    years = tomllib.loads(text)["year"]
    return ProductionCalendar(
        moved={each["year"]: tuple((origin, to) for origin, to in each["moved"]) for each in years}
    )


def is_working_day(day: date) -> bool:
    """Whether people work on that day, by the shipped calendar."""
    return production_calendar().is_working_day(day)


def effective_day(day: date) -> date:
    """The day on which a thing due on ``day`` has to be done at the latest: the last working day on or before it.

    For display beside the printed date («25.02 (сб), фактически 22.02»); it never replaces it.
    """
    return production_calendar().last_working_day_on_or_before(day)


@lru_cache(maxsize=64)
def _exceptions(year: int, moved: tuple[tuple[date, date], ...]) -> tuple[frozenset[date], frozenset[date]]:
    """Days off of a year besides ordinary weekends, and its working Saturdays and Sundays."""
    new_year = {date(year, 1, day) for day in range(1, NEW_YEAR_DAYS + 1)}
    holidays = {date(year, month, day) for month, day in HOLIDAYS}
    origins = {origin for origin, _ in moved}
    off = new_year | holidays | {to for _, to in moved}
    for holiday in sorted(holidays - origins):
        if holiday.weekday() >= 5:
            shifted = holiday
            while shifted.weekday() >= 5 or shifted in off:
                shifted += DAY
            off.add(shifted)
    return frozenset(off), frozenset(origins - new_year - holidays)


def _ordinals(period: Period) -> range:
    return range(period.start.toordinal(), period.end.toordinal() + 1)
