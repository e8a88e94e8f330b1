"""Months named by a heading, and deadlines that only make sense inside one: «до 25», «1 неделя», «в течение месяца»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from vpr_tracker_documents.plan.text import fold

NOMINATIVE: Final = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
GENITIVE: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_NAME: Final = (
    r"(?:январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]"
    r"|ноябр[ьяе]|декабр[ьяе])"
)
ANY_MONTH: Final = re.compile(rf"\b{_NAME}\b", re.IGNORECASE)
_HEADING: Final = re.compile(
    r"(?:[ivx\d]+[.)] ?)?(?:(?:план|план работы|мероприятия|работа)? ?(?:на|за|в) )?(?:месяц ?[:\-–—]? ?)?[«\"]?"
    rf"({_NAME})[»\"]?(?: месяц)?,?(?: ?(20\d\d)(?: ?(?:года?|г\.?))?)?[.:]?",
    re.IGNORECASE,
)
_WITH_MOTTO: Final = re.compile(
    rf"(?:месяц ?[:\-–—]? ?)?({_NAME})(?: ?\(?(20\d\d)(?: ?г\w*\.?)?\)?)?(?:\s*[-–—:.,(«\"]| месячник)(.*)",
    re.IGNORECASE | re.DOTALL,
)
"""«Сентябрь. Месячник безопасности»: a month and what it stands under."""
_SEVERAL: Final = re.compile(rf"{_NAME}(?: ?20\d\d(?: ?г\w*\.?)?)?(?: ?[-–—,] ?| и ){_NAME}.{{0,16}}", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)", re.IGNORECASE)
_DAY_DOT: Final = re.compile(r"(?<!\d)(\d{1,2})\.(?=\s*(?:[-–—]|$))")
BARE_DAY: Final = re.compile(r"(?:до|к|не позднее|по)?\s*\d{1,2}(?:-?(?:го|му|е))?(?: числа)?\.?", re.IGNORECASE)
"""A day without its month: only the heading can say which."""
_DATED: Final = re.compile(
    rf"\b{_NAME}\b|\d{{1,2}}[./]\s?\d{{1,2}}|20\d\d|квартал|четверт|полугоди|\bгод", re.IGNORECASE
)
_WHOLE: Final = re.compile(
    r"(?:в|на)?\s*теч\w*\.{0,2}\s*(?:этого |всего )?мес\w*\.?|(?:весь|в этом|за|текущ\w+) месяц\w*|месяц", re.IGNORECASE
)
_OF_MONTH: Final = re.compile(r"\b(?:этого |текущего )?мес(?:яца|\.)?(?=\W|$)", re.IGNORECASE)
_DAY_WORD: Final = re.compile(r"(\d)(?:-?(?:го|е|ое))?\s*(?:числ[аою]?\b|числ\.|ч\.)", re.IGNORECASE)
_WEEKLY: Final = re.compile(
    r"ежедневно|еженедельно|раз\w* в (?:недел|месяц|день)|по (?:понедельник|вторник|сред|четверг|пятниц|суббот)",
    re.IGNORECASE,
)
_PERIOD: Final = re.compile(
    r"(?:(?:в|на)\s*теч\w+ .{3,40}|(?:[iv]{1,3}|[1-4](?:-?[яйе]{1,2})?|перв\w+|втор\w+|трет\w+|четверт\w+)"
    r" (?:учебн\w+ )?(?:четверть|полугодие|квартал|триместр)(?: .{4,25})?"
    r"|лето|летний период|(?:осень|зима|весна)(?: 20\d\d.{0,6})?"
    r"|постоянно|ежемесячно|весь период)",
    re.IGNORECASE,
)
_ORDINAL: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_OLD_LETTERS: Final = str.maketrans("ᲀᲁᲂᲃᲄᲅᲆ", "вдосттъ")
"""Letters that regular expressions take for others when case is ignored."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month that a heading or a column gives to rows; ``year`` only where it is printed."""

    number: int
    year: int | None = None
    printed: str = ""

    def dated(self, period: tuple[date, date] | None) -> Month | None:
        """The month with its year: the printed one, else the only one that lies in the period."""
        if self.year is not None:
            return self
        if period is None:
            return None
        start, end = period
        years = [y for y in range(start.year, end.year + 1) if _inside(y, self.number, start, end)]
        return Month(self.number, years[0], self.printed) if len(years) == 1 else None

    @property
    def first(self) -> date:
        """The first day; only of a dated month."""
        return date(self.year or 1, self.number, 1)

    @property
    def last(self) -> date:
        """The last day; only of a dated month."""
        following = date((self.year or 1) + self.number // 12, self.number % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)


def _inside(year: int, month: int, start: date, end: date) -> bool:
    return (start.year, start.month) <= (year, month) <= (end.year, end.month)


def month_number(name: str) -> int:
    """1..12 of a month's name in any case form."""
    low = name.lower().translate(_OLD_LETTERS)[:3]
    if low in ("май", "мая", "мае"):
        return 5
    return next(index for index, full in enumerate(NOMINATIVE, 1) if full.startswith(low))


def heading_month(text: str) -> Month | None:
    """The month that a heading is («Сентябрь», «СЕНТЯБРЬ 2025», «Месяц: октябрь»), or ``None``."""
    match = _HEADING.fullmatch(fold(text))
    if not match:
        match = _WITH_MOTTO.fullmatch(fold(text))
        if not match or len(text) > 120 or ANY_MONTH.search(match.group(3)) or re.match(r"\s*\d", match.group(3)):
            return None
    return Month(month_number(match.group(1)), int(match.group(2)) if match.group(2) else None, fold(text))


def heading_period(text: str) -> bool:
    """Whether a heading names a time other than a month: «В течение года», «I полугодие», «Летний период»."""
    folded = fold(text).rstrip(" .:")
    return _PERIOD.fullmatch(folded) is not None or _SEVERAL.fullmatch(folded) is not None


def composed(printed: str, month: Month) -> list[str]:
    """Phrases that say in full what a cell says inside a (dated) month, the likeliest first; none where it is full."""
    text = fold(printed)
    if _DATED.search(text):
        return []
    tail = f"{GENITIVE[month.number - 1]} {month.year} года"
    whole = f"{NOMINATIVE[month.number - 1]} {month.year} года"
    if not text or _WHOLE.fullmatch(text.rstrip(".")) or _WHOLE.fullmatch(text):
        return [whole]
    if _WEEKDAY.fullmatch(text):
        return []
    plain_days = _DAY_DOT.sub(r"\1", _DAY_WORD.sub(r"\1", text))
    if _OF_MONTH.search(plain_days):
        return [_OF_MONTH.sub(tail, plain_days)]
    if _WEEKLY.search(text):
        return [f"{text}, {whole}", f"{text} {whole}"]
    bare = plain_days.rstrip(" .,;")
    return [f"{bare} {tail}", f"{_arabic(bare)} {tail}"]


def _arabic(text: str) -> str:
    """Week numbers in Arabic figures: «II-III нед.» → «2-3 неделя»."""
    low = re.sub(r"\b(iv|i{1,3}|v)\b", lambda m: _ORDINAL[m.group().lower()], text, flags=re.IGNORECASE | re.ASCII)
    return re.sub(r"нед\b\.?", "неделя", low)


class HasMonth(Protocol):
    """What stands under a month's heading."""

    month: Month | None


def before_september(rows: Iterable[HasMonth], period: tuple[date, date] | None) -> None:
    """August (and July) printed before September opens a school year: its year is the one in which the plan begins."""
    if period is None or period[0].month != 9:
        return
    leading: list[HasMonth] = []
    for row in rows:
        month = row.month
        if month is None or month.year is not None or month.number not in (7, 8):
            if month is not None and month.number in (9, 10):
                for early in leading:
                    early.month = replace(early.month or month, year=period[0].year)
            return
        leading.append(row)
