"""The due times of a recurrence: which units («ежемесячно», «раз в четверть») fall into a window, and when each is due.

- A unit counts when at least half of its days lie in the window, so a week belongs to the year that has its Thursday
  and neighbouring plans do not both claim one. School terms are counted without their holidays.
- A unit with a printed day («до 5 числа», «по понедельникам») counts when that day lies in the window.
- Where none counts, the one with most days in the window does: a recurrence in a short plan is due once, not never.
- A unit is clipped to the window and due on its last day. The words of «2 раза в год» do not say when the first time
  is due, so both are due at the end of the unit.
- «Ежедневно» means every working day. A week without a working day (1–8 January) is skipped.
- The 29th–31st is the last day of a month that is shorter. In units longer than a month a printed day of the month is
  its first such day in the unit («ежеквартально до 10 числа» → the 10th after the quarter's end).
- Every second, third … unit is grouped from the beginning of the year, so that keys do not depend on the window.
- In a plan for a school year, years and half-years are the school's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final

from vpr_tracker.deadlines.model import Every
from vpr_tracker.domain.periods import DAY, Period, month_end, school_year_label, school_year_of
from vpr_tracker.domain.school_year import UNITS, Division, SchoolCalendar
from vpr_tracker.domain.words import Unit
from vpr_tracker.domain.working_days import ProductionCalendar

LIMIT: Final = 3000
"""More due times than this (ten years of working days) come from a misreading; none are given then."""
LONGEST: Final = 100 * 366
"""So does a window of more days than this."""

_SIZES: Final[Mapping[Unit, tuple[int, str]]] = MappingProxyType(
    {"month": (1, "-{:02}"), "quarter": (3, "-Q{}"), "half_year": (6, "-H{}"), "year": (12, "")}
)
"""Months in a unit, and how its ordinal is written in keys."""


@dataclass(frozen=True, slots=True)
class Calendars:
    """What dates follow from besides the words: the school's year, working days, and whose year counts."""

    school: SchoolCalendar
    days: ProductionCalendar
    school_year: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """One due time: permanent ``key``, inclusive days, and whether they await confirmation."""

    key: str
    start: date
    end: date
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    key: str
    period: Period
    year: int
    ordinal: int
    unconfirmed: bool = False


def slots(every: Every, window: Period, calendars: Calendars) -> list[Slot]:
    """The due times of a recurrence in a window, in order; none where the window holds none, or far too many."""
    if window.days > LONGEST:
        return []
    every = _settled(every)
    found: list[Slot] = []
    if _is_pinned(every):
        units = _groups(every, window, calendars)
        single: Iterator[Slot] = (s for unit in units if (s := _pinned(every, unit, window, calendars)))
    else:
        single = _counted(every, window, calendars)
    for slot in single:
        found += _times(slot, every.times)
        if len(found) > LIMIT:
            return []
    return found


def _settled(every: Every) -> Every:
    """The same recurrence in the unit that its printed day asks for: a Monday recurs weekly, a last Monday monthly."""
    unit: Unit = every.unit
    if every.day_of_month is not None and unit in ("day", "weekday", "week"):
        unit = "month"
    elif every.weekday is not None and unit in ("day", "weekday", "week"):
        unit = "month" if every.nth else "week"
    elif unit == "weekday":
        unit = "day"
    return replace(every, unit=unit, interval=max(every.interval, 1), times=max(every.times, 1))


def _is_pinned(every: Every) -> bool:
    return every.day_of_month is not None or every.weekday is not None


def _times(slot: Slot, times: int) -> list[Slot]:
    if times == 1:
        return [slot]
    return [replace(slot, key=f"{slot.key}-{n}") for n in range(1, times + 1)]


def _counted(every: Every, window: Period, calendars: Calendars) -> Iterator[Slot]:
    """Units without a printed day, clipped to the window."""
    most: tuple[int, Slot] | None = None
    counted = False
    for unit in _groups(every, window, calendars):
        inside = window.common(unit.period)
        if inside is None:
            continue
        slot = Slot(unit.key, inside.start, inside.end, unit.unconfirmed)
        if 2 * inside.days >= unit.period.days and _is_worked(every.unit, inside, calendars):
            counted = True
            yield slot
        elif every.unit != "day" and (most is None or inside.days > most[0]):
            most = (inside.days, slot)
    if most and not counted:
        yield most[1]


def _is_worked(unit: Unit, inside: Period, calendars: Calendars) -> bool:
    return unit not in ("day", "week") or calendars.days.has_any(inside)


def _pinned(every: Every, unit: _Unit, window: Period, calendars: Calendars) -> Slot | None:
    """A unit with a printed day, where that day exists and lies in the window."""
    if not _is_worked(every.unit, unit.period, calendars):
        return None
    if every.weekday is not None:
        due = _nth_weekday(unit.period, every.weekday, every.nth or 1)
        start = due
    else:
        due = _day_of_month(unit.period, every.day_of_month or 1)
        start = max(unit.period.start, window.start)
    if due is None or start is None or not window.holds(due):
        return None
    return Slot(unit.key, start, due, unit.unconfirmed)


def _nth_weekday(period: Period, weekday: int, nth: int) -> date | None:
    # Counted before it is added: a day past the last one of the calendar is an error.
    last = (period.end - period.start).days
    if nth < 0:
        distance = last - (period.end.weekday() - weekday) % 7
    else:
        distance = (weekday - period.start.weekday()) % 7 + 7 * (nth - 1)
    return period.start + distance * DAY if 0 <= distance <= last else None


def _day_of_month(period: Period, number: int) -> date | None:
    first = period.start.replace(day=1)
    while first <= period.end:
        day = first.replace(day=min(number, month_end(first).day))
        if period.holds(day):
            return day
        if month_end(first) >= period.end:
            break
        first = month_end(first) + DAY
    return None


def _groups(every: Every, window: Period, calendars: Calendars) -> Iterator[_Unit]:
    """The units that reach into the window, ``interval`` of them joined, grouped from the beginning of each year."""
    units = _units(every.unit, window, calendars)
    if every.interval == 1:
        yield from units
        return
    if every.unit == "year":
        first = _year_of(window.start, calendars)
        units = (replace(unit, year=0, ordinal=unit.year - first) for unit in units)
    for _, members in groupby(units, key=lambda unit: (unit.year, unit.ordinal // every.interval)):
        joined = list(members)
        yield replace(
            joined[0],
            period=Period(joined[0].period.start, joined[-1].period.end),
            unconfirmed=any(unit.unconfirmed for unit in joined),
        )


def _units(unit: Unit, window: Period, calendars: Calendars) -> Iterator[_Unit]:
    """All units of the years that the window touches, in order."""
    if unit == "term" or unit == "trimester" or (unit == "half_year" and calendars.school_year):
        return _school_units(unit, window, calendars.school)
    if unit == "year" and calendars.school_year:
        return _school_years(window)
    if unit == "day":
        return _days(window, calendars)
    if unit == "week":
        return _weeks(window)
    return _months(unit, window)


def _year_of(day: date, calendars: Calendars) -> int:
    return school_year_of(day) if calendars.school_year else day.year


def _school_units(division: Division, window: Period, school: SchoolCalendar) -> Iterator[_Unit]:
    names = UNITS[division]
    for each in school.units(division, _whole_school_years(window)):
        yield _Unit(each.key, each.period, int(each.key[:4]), names.index(each.unit), each.unconfirmed)


def _school_years(window: Period) -> Iterator[_Unit]:
    whole = _whole_school_years(window)
    for first in range(whole.start.year, whole.end.year):
        yield _Unit(school_year_label(first), Period(date(first, 9, 1), date(first + 1, 8, 31)), first, 0)


def _whole_school_years(window: Period) -> Period:
    first = min(max(school_year_of(window.start), date.min.year), date.max.year - 1)
    last = min(max(school_year_of(window.end), first), date.max.year - 1)
    return Period(date(first, 9, 1), date(last + 1, 8, 31))


def _days(window: Period, calendars: Calendars) -> Iterator[_Unit]:
    first, last = date(window.start.year, 1, 1), date(window.end.year, 12, 31)
    for day in map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)):
        yield _Unit(
            day.isoformat(),
            Period(day, day),
            day.year,
            day.timetuple().tm_yday - 1,
            unconfirmed=not calendars.days.is_known(day.year),
        )


def _weeks(window: Period) -> Iterator[_Unit]:
    monday = date.fromisocalendar(window.start.isocalendar().year, 1, 1).toordinal()
    last_year = window.end.isocalendar().year
    while monday <= date.max.toordinal():
        first = date.fromordinal(monday)
        year, week, _ = first.isocalendar()
        if year > last_year:
            return
        sunday = date.fromordinal(min(monday + 6, date.max.toordinal()))
        yield _Unit(f"{year:04}-W{week:02}", Period(first, sunday), year, week - 1)
        monday += 7


def _months(unit: Unit, window: Period) -> Iterator[_Unit]:
    """Months, and the units that are whole numbers of months: quarters, half-years, years."""
    size, mark = _SIZES[unit]
    for year in range(window.start.year, window.end.year + 1):
        for ordinal in range(12 // size):
            start = date(year, ordinal * size + 1, 1)
            end = month_end(start.replace(month=start.month + size - 1))
            yield _Unit(f"{year:04}" + mark.format(ordinal + 1), Period(start, end), year, ordinal)
