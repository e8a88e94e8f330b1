"""The period that a title states: a year, a school year, several years, a part of one, or two dates."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.plan.months import GENITIVE, month_number
from vpr_tracker_documents.plan.text import fold

_Y: Final = r"(20\d\d)"
_DAY: Final = rf"(?:(\d{{1,2}})\.(\d\d)\.{_Y}|(\d{{1,2}}) ({'|'.join(GENITIVE)}) {_Y})"
_MONTH: Final = (
    r"(январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]"
    r"|ноябр[ьяе]|декабр[ьяе])"
)
_DATES: Final = re.compile(rf"(?:с )?{_DAY} ?(?:г(?:ода|\.)?)? ?(?:по|до|[-–—]) ?{_DAY}", re.I)
_PAIR: Final = re.compile(rf"{_Y} ?([-–—/\\]|и) ?(20\d\d|\d\d)(?!\d) ?(.{{0,18}})")
_SCHOOL: Final = re.compile(r"уч")
_SPAN: Final = re.compile(rf"(?:с )?{_Y} ?(?:года?|г\.)? по {_Y}")
_MONTHS: Final = re.compile(rf"\b{_MONTH}(?: ?{_Y}(?: ?г(?:ода|\.)?)?)? ?(?:[-–—]|по) ?{_MONTH} ?{_Y}", re.I)
_ONE_MONTH: Final = re.compile(rf"\b(?:на|за) {_MONTH} ?{_Y}", re.I)
_HALF: Final = re.compile(r"\b(I{1,2}|1|2|перв\w+|втор\w+)(?:-?[ое]е)? полугодие", re.I)
_ON_YEAR: Final = re.compile(rf"\bна {_Y}(?: ?(?:г\.|год))?")
_YEAR: Final = re.compile(rf"(?<![\d.№-])(?<!№ )(?<!впр )(?<!впр - )(?<!впр-){_Y}(?![\d./])", re.I)
_LAST_YEAR: Final = re.compile(rf"(?<![\d.№])(?<!№ ){_Y}(?: ?(?:г\.|год\w*))?[)»\"]?$")
_UNTIL: Final = re.compile(rf"\b(?:до|к) {_Y}")


@dataclass(frozen=True, slots=True)
class Stated:
    """A period, the words it was read from, and what was assumed (empty where the words are clear)."""

    start: dt.date
    end: dt.date
    words: str
    assumed: str = ""


def stated_period(text: str) -> Stated | None:
    """The period that a title (or another line round the table) states; ``None`` where it states none."""
    folded = fold(text)
    for read in (_of_dates, _of_pair, _of_months, _of_one_month, _of_half_year, _of_year):
        found = read(folded)
        if found is not None and found.start <= found.end:
            return found
    return None


def _of_dates(text: str) -> Stated | None:
    match = _DATES.search(text)
    if not match:
        return None
    start, end = _day(match.groups()[:6]), _day(match.groups()[6:])
    return Stated(start, end, match.group()) if start and end else None


def _day(parts: tuple[str | None, ...]) -> dt.date | None:
    day, month, year, word_day, word_month, word_year = parts
    try:
        if day and month and year:
            return dt.date(int(year), int(month), int(day))
        if word_day and word_month and word_year:
            return dt.date(int(word_year), GENITIVE.index(word_month.lower()) + 1, int(word_day))
    except ValueError:
        return None
    return None


def _of_pair(text: str) -> Stated | None:
    match = _PAIR.search(text) or _SPAN.search(text)
    if not match:
        return None
    first = int(match.group(1))
    if match.re is _SPAN:
        return Stated(dt.date(first, 1, 1), dt.date(int(match.group(2)), 12, 31), match.group())
    last = int(match.group(3)) if len(match.group(3)) == 4 else first - first % 100 + int(match.group(3))
    tail = match.group(4).lower()
    if last == first + 1 and _SCHOOL.search(tail):
        return _with_half(text, _school_year(first, match.group()))
    if re.match(r"г\.?г|год[ыао]", tail) or last > first + 1 or match.group(2) == "и":
        return Stated(dt.date(first, 1, 1), dt.date(last, 12, 31), match.group())
    if last == first + 1:
        reason = f"«{match.group().strip()}» понято как учебный год."
        return _school_year(first, match.group(), reason)
    return None


def _school_year(first: int, words: str, assumed: str = "") -> Stated:
    return Stated(dt.date(first, 9, 1), dt.date(first + 1, 8, 31), words.strip(), assumed)


def _with_half(text: str, year: Stated) -> Stated:
    half = _HALF.search(text)
    if not half:
        return year
    words = f"{half.group()} {year.words}"
    if _is_first(half.group(1)):
        return Stated(year.start, dt.date(year.start.year, 12, 31), words)
    return Stated(dt.date(year.end.year, 1, 1), year.end, words)


def _is_first(label: str) -> bool:
    return label.lower() in ("i", "1") or label.lower().startswith("перв")


def _of_months(text: str) -> Stated | None:
    match = _MONTHS.search(text)
    if not match:
        return None
    first, first_year, last, last_year = match.groups()
    end_year = int(last_year)
    start_year = int(first_year) if first_year else end_year - (month_number(first) > month_number(last))
    return Stated(dt.date(start_year, month_number(first), 1), _month_end(end_year, month_number(last)), match.group())


def _of_one_month(text: str) -> Stated | None:
    match = _ONE_MONTH.search(text)
    if not match:
        return None
    year, month = int(match.group(2)), month_number(match.group(1))
    return Stated(dt.date(year, month, 1), _month_end(year, month), match.group())


def _of_half_year(text: str) -> Stated | None:
    half, year = _HALF.search(text), _YEAR.search(text)
    if not half or not year:
        return None
    number = int(year.group(1))
    if _is_first(half.group(1)):
        return Stated(dt.date(number, 1, 1), dt.date(number, 6, 30), f"{half.group()} {number}")
    return Stated(dt.date(number, 7, 1), dt.date(number, 12, 31), f"{half.group()} {number}")


def _of_year(text: str) -> Stated | None:
    named = _ON_YEAR.search(text)
    if named:
        return _year(int(named.group(1)), named.group())
    years = [int(year) for year in _YEAR.findall(_UNTIL.sub("", text))]
    if not years:
        last = _LAST_YEAR.search(text)
        return _year(int(last.group(1)), last.group(1)) if last else None
    different = len(set(years)) > 1
    reason = f"В названии несколько годов, взят последний: {years[-1]}." if different else ""
    return _year(years[-1], str(years[-1]), reason)


def _year(number: int, words: str, assumed: str = "") -> Stated:
    return Stated(dt.date(number, 1, 1), dt.date(number, 12, 31), words, assumed)


def _month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date.fromordinal(following.toordinal() - 1)
