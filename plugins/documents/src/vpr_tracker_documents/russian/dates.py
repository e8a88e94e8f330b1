"""Dates in words, as papers print them."""

from __future__ import annotations

from datetime import date
from typing import Final

from vpr_tracker_documents.russian.typography import NO_BREAK_SPACE

_OF_MONTH: Final = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_MONTHS: Final = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)


def date_words(day: date) -> str:
    """«25 января 2023 г.», unbreakable, as GOST R 7.0.97 prints dates in words (no leading zero)."""
    return NO_BREAK_SPACE.join((str(day.day), _OF_MONTH[day.month - 1], str(day.year), "г."))


def month_words(day: date) -> str:
    """«январь 2023 г.», unbreakable."""
    return NO_BREAK_SPACE.join((_MONTHS[day.month - 1], str(day.year), "г."))
