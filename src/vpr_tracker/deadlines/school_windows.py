"""Parts of the school year that a phrase names: «в III четверти», «осенние каникулы», «до конца 2 триместра».

Read strictly, since a wrong date is worse than none: only words like «в течение» may stand before the name in its
clause, so that «2 неделя III четверти» is never taken for the whole term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from vpr_tracker.deadlines.bearings import Bearing, bearing_before, bearing_of, names_edge
from vpr_tracker.deadlines.distances import Side, days_at, side_of
from vpr_tracker.deadlines.model import Term
from vpr_tracker.domain.periods import Period, is_school_year, school_year_of
from vpr_tracker.domain.school_year import UNITS, YEARS, Division, SchoolCalendar
from vpr_tracker.domain.working_days import ProductionCalendar

_NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    # Clerks type Roman numerals with Cyrillic letters too: «П» for II, «Ш» for III, «1У» for IV.
    {
        spelling: number
        for number, spellings in enumerate(("1 i і ⅰ", "2 ii іі п ⅱ", "3 iii ііі ш ⅲ", "4 iv іv 1у iу іу ⅳ"), 1)
        for spelling in spellings.split()
    }
)
_ORDINALS: Final = (("перв", 1), ("втор", 2), ("трет", 3), ("четв", 4))
_SEASONS: Final = (("осен", "autumn"), ("зим", "winter"), ("весен", "spring"), ("лет", "summer"))
_DIVISIONS: Final[tuple[tuple[str, Division], ...]] = (
    ("четверт", "term"),
    ("триместр", "trimester"),
    ("полугоди", "half_year"),
)
_LEAD: Final = r"""(?:(?:во?|на|за|до|ко?|перед|после|не|позднее|по|итогам|результатам|дни|дней|течени[еи]|период|время
    |всей|весь|проведени\w+|школьн\w+|начал\w*|окончани\w*|завершени\w*|кон(?:ец|ц\w*))\s+)*"""
_NUMBER: Final = (
    r"(?:[ivіпшⅰ-ⅳу1-4]{1,3}|(?:перв|втор|трет|четв[её]рт)\w+)(?:\s*-?\s*(?:ая|ой|ей|ое|ого|ом|ую|я|й|е|го|м))?"
)
_NAME: Final = re.compile(
    rf"""(?P<lead>{_LEAD})(?P<name>
          (?P<season>осенн|зимн|весенн|летн)\w+\s+(?:школьн\w+\s+)?каникул\w*
          |(?P<number>{_NUMBER})(?:\s*(?P<joint>[-–—]|и)\s*(?P<last>{_NUMBER}))?\s*(?P<division>четверт|триместр|полугоди)\w*
          |(?P<whole>уч(?:ебн\w+|\.)\s*год\w*))
        (?:\s+(?P<year>20\d\d)(?P<second>\s*[/–—-]\s*(?:20)?\d\d)?)?(?:\s*(?:уч(?:ебн\w+|\.)\s*)?(?:год\w*|г\.?))?""",
    re.IGNORECASE | re.VERBOSE,
)
_ONLY_LEAD: Final = re.compile(_LEAD, re.IGNORECASE | re.VERBOSE)
_CLAUSE: Final = re.compile(r"[,;:()]|\bи\b", re.IGNORECASE)
_OPEN_LINE: Final = re.compile(
    r"\b(?:недел|декад|половин|середин|начал|кон[ец]|числ|месяц|ден|дн|до|по|после|перед|кроме)\w*\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A named part: from the unit ``first`` to ``last`` of a school year, in the named year where there is one."""

    division: Division
    first: str
    last: str
    whole: bool = False
    school_year: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """The days that a term named by the school year has; ``start`` is ``None`` for a mere due day."""

    start: date | None
    end: date
    unconfirmed: bool


def school_days(
    term: Term, printed: str, period: Period | None, school: SchoolCalendar, days: ProductionCalendar
) -> SchoolDays | None:
    """The days of a term without a printed date whose words name a part of the school year.

    A part that lies in the plan's period by half or more goes before one that only touches it; before or after a
    part, the due day has to lie in the period. ``None`` where the words name none, or not exactly one fits.
    """
    read = _read(term, printed)
    if read is None:
        return None
    part, bearing = read
    if part.division == "half_year" and not (part.school_year or (period and is_school_year(period))):
        # In a plan for a calendar year «I полугодие» may be the calendar's or the school's.
        return None
    span = Period(date(part.year, 1, 1), date(part.year, 12, 31)) if part.year else period
    found: list[tuple[Period, SchoolDays]] = []
    for window, unconfirmed in _windows(part, span, school):
        try:
            start, end = days_at(window, term.offset, bearing, period.end if period else None, days)
        except OverflowError:
            continue
        found.append((window, SchoolDays(start, end, unconfirmed)))
    if not part.school_year and span:
        found = _fitting(found, side_of(term.offset, bearing), span)
    return found[0][1] if len(found) == 1 else None


def _fitting(found: list[tuple[Period, SchoolDays]], side: Side, span: Period) -> list[tuple[Period, SchoolDays]]:
    if side == "before":
        return [each for each in found if span.holds(each[1].end)]
    if side == "after":
        return [each for each in found if span.holds(each[1].start or each[1].end)]
    touching = [each for each in found if span.common(each[0])]
    if len(touching) < 2:
        return touching
    return [each for each in touching if 2 * _inside(each[0], span) >= each[0].days]


def _inside(window: Period, span: Period) -> int:
    common = span.common(window)
    return common.days if common else 0


def _windows(part: _Part, span: Period | None, school: SchoolCalendar) -> Iterator[tuple[Period, bool]]:
    """The days of the part in each school year that may be meant, and whether they await confirmation."""
    if part.school_year:
        years = range(part.school_year, part.school_year + 1)
    elif span:
        years = range(school_year_of(span.start) - 1, school_year_of(span.end) + 2)
    else:
        years = range(0)
    for year in range(max(years.start, YEARS.start), min(years.stop, YEARS.stop)):
        units = school.year(year)
        first, last = units.get(part.first), units.get(part.last)
        if first and last and first.start <= last.end:
            yield Period(first.start, last.end), first.unconfirmed or last.unconfirmed


def _read(term: Term, printed: str) -> tuple[_Part, Bearing] | None:
    """The part that a term names and on which side of it the term is; ``None`` where words around it say more."""
    if term.form in ("relative", "reference"):
        found = _NAME.fullmatch(_folded(term.anchor or ""))
        bearing = bearing_of(printed, term.anchor or "", term.span[0])
        lead = found["lead"] if found else ""
    else:
        phrase = printed[term.span[0] : term.span[1]] if term.span[0] < term.span[1] else printed
        found = _NAME.fullmatch(_folded(term.anchor or "")) or _NAME.fullmatch(_folded(phrase))
        lead = _clause_before(found, printed, term.span[0]) if found else ""
        if lead is None:
            # The anchor of «до конца I и II четверти» stands nowhere as such: «I четверти».
            lead = _leading_words(_folded(phrase))
        if not _ONLY_LEAD.fullmatch(lead):
            return None
        bearing = bearing_before(lead, "")
    part = _part(found) if found else None
    if part is None or (bearing.side == "within" and (part.whole or names_edge(lead))):
        # «в конце III четверти» is a part of it, and no word says which days.
        return None
    return part, bearing


def _folded(phrase: str) -> str:
    return " ".join(phrase.split()).strip(" .,;:()«»")


def _leading_words(phrase: str) -> str:
    found = _ONLY_LEAD.match(phrase)
    return found[0] if found else ""


def _clause_before(found: re.Match[str], printed: str, start: int) -> str | None:
    """What stands before the name in its clause, ``None`` where the name is not printed as such.

    A line that ends in the middle of a thought goes on in the next.
    """
    name = r"\b" + r"\s+".join(map(re.escape, found["name"].split()))
    place = re.compile(name, re.IGNORECASE).search(printed, start)
    if place is None:
        return None
    lines = _CLAUSE.split(printed[: place.start()])[-1].split("\n")
    if len(lines) > 1 and not _OPEN_LINE.search(lines[-2]):
        return lines[-1].lstrip()
    return " ".join(lines).lstrip()


def _part(found: re.Match[str]) -> _Part | None:
    """The named part, from a match of ``_NAME``."""
    if found["season"]:
        season = found["season"].lower()
        name = next(name for stem, name in _SEASONS if season.startswith(stem))
        part = _Part("holidays", name, name)
    elif found["whole"]:
        part = _Part("term", "I", "IV", whole=True)
    elif (numbered := _numbered(found)) is None:
        return None
    else:
        part = numbered
    if not found["year"]:
        return part
    year = int(found["year"])
    if not found["second"]:
        return replace(part, year=year)
    return replace(part, school_year=year) if int(found["second"][-2:]) == (year + 1) % 100 else None


def _numbered(found: re.Match[str]) -> _Part | None:
    division = next(each for stem, each in _DIVISIONS if found["division"].lower().startswith(stem))
    names = UNITS[division]
    first = _number(found["number"])
    last = _number(found["last"]) if found["last"] else first
    if not 1 <= first <= last <= len(names) or (found["joint"] in ("и", "И") and last != first + 1):
        return None
    return _Part(division, names[first - 1], names[last - 1])


def _number(word: str) -> int:
    """The number that a numeral or an ordinal says; 0 where it says none."""
    word = word.lower()
    for stem, number in _ORDINALS:
        if word.startswith(stem):
            return number
    digits = re.match("[ivіпшⅰ-ⅳу1-4]+", word)
    return _NUMBERS.get(digits[0], 0) if digits else 0
