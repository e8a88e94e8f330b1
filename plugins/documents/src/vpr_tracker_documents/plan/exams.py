"""A title whose only year belongs to a name («ГИА-2026»): which period the plan is for, and why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.plan.months import ANY_MONTH, month_number
from vpr_tracker_documents.plan.text import fold

_NAMED: Final = re.compile(
    r"(?P<name>(?:\b(?:гиа|егэ|огэ|гвэ|впр|нико|рдр|итогов\w+ (?:сочинени\w+|собеседовани\w+|аттестаци\w+))"
    r"(?: ?-? ?(?:9|11))?\s?[-–—]?\s?)|[^\W\d_]{3,}[-–—])(?P<year>20\d\d)(?!\d|\s?[-–—/]\s?\d)(?!\s?(?:год\b|уч|гг))",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\b(?:по )?(?:итог|результат|анализ)", re.IGNORECASE)
_IN_SUMMER: Final = re.compile(r"гиа|егэ|огэ|гвэ|итогов", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)|(?<=\d\d\.\d\d\.)\d\d(?!\d)")
_BEGINNING: Final = range(6, 12)
"""Months in which plans for a school year are approved; in December come those for the next year."""
_AUTUMN: Final = range(9, 13)
_SPRING: Final = range(1, 7)


@dataclass(frozen=True, slots=True)
class NamedYear:
    """The words of a name with a year; ``after`` says that the plan follows what is named («по итогам ВПР-2025»)."""

    words: str
    year: int
    after: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """A period and the reason for it, in Russian."""

    start: dt.date
    end: dt.date
    reason: str


def named_year(title: Sequence[str]) -> NamedYear | None:
    """The name with a year in a title (line by line) that has no other year, else ``None``.

    A year on a line of its own is no part of a name: «… на основе ВПР» over «2023» is a plan for 2023.
    """
    folded = next((fold(line) for line in title if _NAMED.search(fold(line))), "")
    match = _NAMED.search(folded)
    if match is None or len(re.findall(r"20\d\d", " ".join(title))) > 1:
        return None
    return NamedYear(
        match.group().strip(), int(match.group("year")), _AFTER.search(folded[: match.start()]) is not None
    )


def period_of(named: NamedYear, approved: dt.date | None, deadlines: Sequence[str]) -> Guess | None:
    """The period that speaks from years printed in the table, the day of approval, or the order of months.

    :param deadlines: the texts of the deadline cells and of headings that name months, in order.
    """
    year = named.year
    first = year if named.after else year - 1
    if approved is not None and approved.year == first and approved.month in _BEGINNING:
        return _school_year(first, "план утверждён перед ним или в его начале")
    if approved is not None and approved.year in (year, year + named.after) and approved.month < _BEGINNING.start:
        return _calendar_year(approved.year, "план утверждён в этом году")
    printed = {_full_year(found) for text in deadlines for found in _YEAR.findall(text)}
    if {first, first + 1} <= printed or (first in printed and not named.after):
        return _school_year(first, "в сроках назван этот учебный год")
    if named.after:
        return None
    if _autumn_first(deadlines):
        return _school_year(first, "месяцы в плане идут с осени")
    if _IN_SUMMER.search(named.words):
        return _school_year(first, "экзамен завершает этот учебный год")
    return _calendar_year(year, "другого года в плане нет")


def _full_year(printed: str) -> int:
    return int(printed) if len(printed) == 4 else 2000 + int(printed)


def _school_year(first: int, why: str) -> Guess:
    return Guess(dt.date(first, 9, 1), dt.date(first + 1, 8, 31), f"{first}/{first + 1} учебный год: {why}")


def _calendar_year(year: int, why: str) -> Guess:
    return Guess(dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year} год: {why}")


def _autumn_first(deadlines: Sequence[str]) -> bool:
    """Whether a month from September to December stands before the first from January to June."""
    for text in deadlines:
        for match in ANY_MONTH.finditer(text):
            number = month_number(match.group())
            if number in _AUTUMN:
                return True
            if number in _SPRING:
                return False
    return False
