"""School years: quarters («четверти»), trimesters, half-years and holidays, shipped as defaults to be confirmed.

Every school fixes its own dates; the ministry only recommends. So three sources stack up: dates that somebody set
(rows, kept with the committee or the school), shipped recommendations (``data/school_years.toml``), and a rule for
years without either:

- the year runs from 1 September (the Monday after where that is a weekend) to 26 May;
- autumn holidays: nine days from the last Saturday of October;
- winter holidays: 31 December–8 January with the days off that adjoin them;
- spring holidays: nine days from the fourth Saturday of March;
- holidays after the first and second trimester: the week from the third Monday of November and of February.

Only set dates are confirmed. Keys are permanent: ``2022/23-III``, ``2022/23-T2``, ``2022/23-H1``, ``2022/23-autumn``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from vpr_tracker.domain.data import shipped_text
from vpr_tracker.domain.periods import DAY, Period, month_end, school_year_label, school_year_of
from vpr_tracker.domain.working_days import production_calendar
from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _

Basis: TypeAlias = Literal["set", "recommended", "derived"]
Division: TypeAlias = Literal["term", "trimester", "half_year", "holidays"]

UNITS: Final[Mapping[Division, tuple[str, ...]]] = MappingProxyType(
    {
        "term": ("I", "II", "III", "IV"),
        "trimester": ("T1", "T2", "T3"),
        "half_year": ("H1", "H2"),
        "holidays": ("autumn", "winter", "spring", "summer"),
    }
)
_BETWEEN: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "T1": ("start", "trimester_1"),
        "T2": ("trimester_1", "trimester_2"),
        "T3": ("trimester_2", "summer"),
        "H1": ("start", "winter"),
        "H2": ("winter", "summer"),
        "I": ("start", "autumn"),
        "II": ("autumn", "winter"),
        "III": ("winter", "spring"),
        "IV": ("spring", "summer"),
    }
)
"""The free days that a unit lies between; where set dates disagree the later line wins."""
_BASES: Final[tuple[Basis, ...]] = ("set", "recommended", "derived")
YEARS: Final = range(1900, 2200)
"""The first years of school years; what lies outside comes from a misprint and has no units."""
_ALL_UNITS: Final = frozenset(name for names in UNITS.values() for name in names)
_MONDAY: Final = 0
_SATURDAY: Final = 5
_KEY: Final = re.compile(r"(?P<first>[0-9]{4})/[0-9]{2}-(?P<unit>\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolUnit:
    """A term, trimester, half-year or holidays of one school year, inclusive; ``unit`` as in ``UNITS``."""

    key: str
    unit: str
    start: date
    end: date
    basis: Basis

    @property
    def period(self) -> Period:
        """Its first and last day."""
        return Period(self.start, self.end)

    @property
    def unconfirmed(self) -> bool:
        """Whether nobody has set these dates yet."""
        return self.basis != "set"


@dataclass(frozen=True, slots=True, order=True)
class TermDates:
    """Dates that somebody set: ``key`` as ``2022/23-III`` (any unit of ``UNITS``), inclusive."""

    key: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The school years of one school, or of a whole committee.

    ``SchoolCalendar()`` is the shipped one. Equal set dates make equal calendars.
    """

    dates: tuple[TermDates, ...] = ()

    @classmethod
    def of(cls, *rows: Iterable[TermDates]) -> SchoolCalendar:
        """A calendar from layers of rows, later ones over earlier: ``SchoolCalendar.of(committee_rows, school_rows)``.

        :raises BadInput: for an unknown key, dates that run backwards, or terms that overlap.
        """
        return cls().with_dates(*rows)

    def with_dates(self, *rows: Iterable[TermDates]) -> SchoolCalendar:
        """The same calendar with these dates set over its own; raises as :meth:`of`."""
        layers = {each.key: each for each in self.dates}
        for layer in rows:
            for each in layer:
                _check(each)
                layers[each.key] = each
        calendar = SchoolCalendar(tuple(sorted(layers.values())))
        for first in {_first_of(each.key) for each in calendar.dates}:
            _check_order(calendar.year(first), school_year_label(first))
        return calendar

    def year(self, first: int) -> Mapping[str, SchoolUnit]:
        """All units of the school year that begins in ``first``, by their short names («III», «T2», «autumn»)."""
        label = school_year_label(first)
        return _build(first, tuple(each for each in self.dates if each.key.startswith(f"{label}-")))

    def units(self, division: Division, period: tuple[date, date]) -> list[SchoolUnit]:
        """The units of a division that have at least a day in the period, in order; none outside ``YEARS``."""
        span = Period(*period)
        first, last = school_year_of(span.start) - 1, school_year_of(span.end) + 1
        years = range(max(first, YEARS.start), min(last + 1, YEARS.stop))
        found = (self.year(year).get(name) for year in years for name in UNITS[division])
        return [unit for unit in found if unit and span.common(unit.period)]

    def unit(self, key: str) -> SchoolUnit:
        """The unit with that key.

        :raises BadInput: for an unknown key, or for holidays that the set dates leave no day for.
        """
        found = self.year(_first_of(key)).get(key.rpartition("-")[2])
        if found is None:
            raise BadInput(_("{key} has no days in this calendar").format(key=key))
        return found


@cache
def shipped_school_years() -> Mapping[int, Mapping[str, Period]]:
    """The shipped recommendations: holidays by name, by the year in which the school year begins."""
    return {
        each["first"]: {name: Period(*days) for name, days in each.items() if isinstance(days, list)}
        for each in tomllib.loads(shipped_text("school_years.toml"))["year"]
    }


@dataclass(slots=True)
class _Free:
    """Free days between two units while a year is being built; empty where ``first`` is after ``last``."""

    first: date
    last: date
    first_basis: Basis
    last_basis: Basis

    def begin(self, day: date) -> None:
        """Let them begin on a set day."""
        self.first, self.first_basis = day, "set"
        self.last = max(self.last, day - DAY)

    def finish(self, day: date) -> None:
        """Let them finish on a set day."""
        self.last, self.last_basis = day, "set"
        self.first = min(self.first, day + DAY)


@lru_cache(maxsize=512)
def _build(first: int, rows: tuple[TermDates, ...]) -> Mapping[str, SchoolUnit]:
    given = {each.key.rpartition("-")[2]: each for each in rows}
    free = _free_days(first)
    for name in UNITS["holidays"]:
        if name in given:
            free[name].begin(given[name].start)
            free[name].finish(given[name].end)
    for name, (before, after) in _BETWEEN.items():
        if name in given:
            free[before].finish(given[name].start - DAY)
            free[after].begin(given[name].end + DAY)
    label = school_year_label(first)
    units = {}
    for name, (start, end, basis) in _spans(free).items():
        if name in given:
            start, end, basis = given[name].start, given[name].end, "set"
        if start <= end:
            units[name] = SchoolUnit(key=f"{label}-{name}", unit=name, start=start, end=end, basis=basis)
    return MappingProxyType(units)


def _spans(free: Mapping[str, _Free]) -> dict[str, tuple[date, date, Basis]]:
    """First day, last day and basis of each unit, from the free days; backwards where there is no room for it."""
    spans: dict[str, tuple[date, date, Basis]] = {}
    for name, (before, after) in _BETWEEN.items():
        left, right = free[before], free[after]
        spans[name] = (left.last + DAY, right.first - DAY, _weaker(left.last_basis, right.first_basis))
    for name in UNITS["holidays"]:
        holidays = free[name]
        spans[name] = (holidays.first, holidays.last, _weaker(holidays.first_basis, holidays.last_basis))
    return spans


def _weaker(*bases: Basis) -> Basis:
    return max(bases, key=_BASES.index)


def _free_days(first: int) -> dict[str, _Free]:
    """The free days of a school year before anything is set: recommended, else derived."""
    derived = derived_free_days(first)
    recommended = shipped_school_years().get(first, {})
    free = {}
    for name, period in {**derived, **recommended}.items():
        # The year's own bounds, 1 September and 26 May, are the same in every recommendation.
        known = name in recommended or (recommended and name in ("start", "summer"))
        basis: Basis = "recommended" if known else "derived"
        free[name] = _Free(period.start, period.end, basis, basis)
    return free


def derived_free_days(first: int) -> dict[str, Period]:
    """The free days by the rule in this module's docstring; «start» is what lies before the year."""
    days = production_calendar()
    begins = date(first, 9, 1)
    while begins.weekday() >= 5:
        begins += DAY
    autumn, spring = _nth(first, 10, _SATURDAY, -1), _nth(first + 1, 3, _SATURDAY, 4)
    winter_first, winter_last = date(first, 12, 31), date(first + 1, 1, 8)
    while not days.is_working_day(winter_first - DAY):
        winter_first -= DAY
    while not days.is_working_day(winter_last + DAY):
        winter_last += DAY
    after_1, after_2 = _nth(first, 11, _MONDAY, 3), _nth(first + 1, 2, _MONDAY, 3)
    return {
        "start": Period(begins - DAY, begins - DAY),
        "autumn": Period(autumn, autumn + 8 * DAY),
        "winter": Period(winter_first, winter_last),
        "spring": Period(spring, spring + 8 * DAY),
        "summer": Period(date(first + 1, 5, 27), date(first + 1, 8, 31)),
        "trimester_1": Period(after_1, after_1 + 6 * DAY),
        "trimester_2": Period(after_2, after_2 + 6 * DAY),
    }


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, the last one for -1."""
    day = date(year, month, 1)
    day += (weekday - day.weekday()) % 7 * DAY
    if nth > 0:
        return day + (nth - 1) * 7 * DAY
    return day + (month_end(day) - day).days // 7 * 7 * DAY


def _first_of(key: str) -> int:
    """The year in which the school year of a key begins; :class:`BadInput` where it is no key."""
    found = _KEY.fullmatch(key)
    if found and int(found["first"]) in YEARS and found["unit"] in _ALL_UNITS:
        first = int(found["first"])
        if key == f"{school_year_label(first)}-{found['unit']}":
            return first
    raise BadInput(
        _("«{key}» names no part of a school year").format(key=key),
        hint=_("write it as 2022/23-III, 2022/23-T2, 2022/23-H1 or 2022/23-autumn"),
    )


def _check(row: TermDates) -> None:
    first = _first_of(row.key)
    if row.end < row.start:
        message = _("{key} ends ({end}) before it begins ({start})")
        raise BadInput(message.format(key=row.key, start=row.start, end=row.end))
    earliest, latest = date(first, 8, 1), date(first + 1, 9, 30)
    if not earliest <= row.start <= row.end <= latest:
        message = _("{key} ({start}–{end}) lies outside its school year")
        raise BadInput(
            message.format(key=row.key, start=row.start, end=row.end),
            hint=_("it has to lie between {start} and {end}").format(start=earliest, end=latest),
        )


def _check_order(units: Mapping[str, SchoolUnit], label: str) -> None:
    for names in (UNITS["term"], UNITS["trimester"], UNITS["half_year"]):
        for name in names:
            if name not in units:
                key = f"{label}-{name}"
                raise BadInput(
                    _("the dates set leave no day for {key}").format(key=key), hint=_("set {key} too").format(key=key)
                )
        for before, after in pairwise(units[name] for name in names):
            if before.end >= after.start:
                message = _("{before} ends on {end}, but {after} begins on {start}")
                raise BadInput(
                    message.format(before=before.key, end=before.end, after=after.key, start=after.start),
                    hint=_("set {key} too").format(key=after.key),
                )
