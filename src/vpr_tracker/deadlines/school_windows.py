"""Parts of the school year that a phrase names: «в III четверти», «осенние каникулы», «до конца 2 триместра».

Read strictly: the phrase has to consist of the name and words like «в течение», so that «2 неделя III четверти» is
never taken for the whole term.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from vpr_tracker.domain.periods import Period
from vpr_tracker.domain.school_year import UNITS, Division, SchoolCalendar, SchoolUnit

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
_NAME: Final = re.compile(
    r"""(?P<lead>(?:(?:во?|на|за|до|ко?|перед|после|не|позднее|по|итогам|течени[еи]|период|время|всей|весь|школьн\w+
          |начал\w*|окончани\w*|завершени\w*|кон(?:ец|ц\w*))\s+)*)
        (?:(?P<season>осенн|зимн|весенн|летн)\w+\s+(?:школьн\w+\s+)?каникул\w*
          |(?P<number>[ivіпшⅰ-ⅳу1-4]{1,3}|(?:перв|втор|трет|четв[её]рт)\w+)
           (?:\s*-?\s*(?:я|й|е|ая|ой|ей|ое|го|ого|м|ом|ую))?\s*(?P<division>четверт|триместр|полугоди)\w*)
        (?:\s+(?P<year>20\d\d)\s*[/–—-]\s*(?:20)?\d\d)?(?:\s*(?:уч(?:ебн\w+|\.)\s*)?(?:год\w*|г\.?))?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class SchoolWindow:
    """A named part of the school year, and the words of the phrase before the name."""

    unit: SchoolUnit
    lead: str


def school_window(phrase: str, period: tuple[date, date] | None, school: SchoolCalendar) -> SchoolWindow | None:
    """The part of the school year that the whole phrase names; ``None`` where it names none, or more than one fits.

    One that lies in the period by half or more goes before one that only touches it. A printed school year needs no
    period.
    """
    found = _NAME.fullmatch(" ".join(phrase.split()).strip(" .,;:()«»"))
    if not found or not (named := _named(found)):
        return None
    division, name = named
    year = found["year"]
    unit = school.year(int(year)).get(name) if year else _only_one(division, name, period, school)
    return SchoolWindow(unit, found["lead"]) if unit else None


def _named(found: re.Match[str]) -> tuple[Division, str] | None:
    """Division and short name of the unit: («term», «III»)."""
    if found["season"]:
        season = found["season"].lower()
        return "holidays", next(name for stem, name in _SEASONS if season.startswith(stem))
    word = found["number"].lower()
    number = _NUMBERS.get(word) or next((n for stem, n in _ORDINALS if word.startswith(stem)), 0)
    division = next(each for stem, each in _DIVISIONS if found["division"].lower().startswith(stem))
    return (division, UNITS[division][number - 1]) if 1 <= number <= len(UNITS[division]) else None


def _only_one(
    division: Division, name: str, period: tuple[date, date] | None, school: SchoolCalendar
) -> SchoolUnit | None:
    if period is None:
        return None
    span = Period(*period)
    touching = [unit for unit in school.units(division, span) if unit.unit == name]
    if len(touching) > 1:
        touching = [unit for unit in touching if 2 * _inside(unit, span) >= unit.period.days]
    return touching[0] if len(touching) == 1 else None


def _inside(unit: SchoolUnit, span: Period) -> int:
    common = span.common(unit.period)
    return common.days if common else 0
