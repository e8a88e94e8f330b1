"""Columns over time: days, or school terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vpr_tracker_checklists.overview.model import Span

if TYPE_CHECKING:
    from vpr_tracker import Tracker

_TERMS: Final = ("I", "II", "III", "IV")
_AUTUMN: Final = 9
"""The month in which school years begin."""


def day_spans(days: Sequence[date]) -> tuple[Span, ...]:
    """A column for each of the days."""
    return tuple(Span(key=day.isoformat(), start=day, end=day) for day in days)


def term_spans(tracker: Tracker, plan: str, days: Sequence[date]) -> tuple[Span, ...]:
    """The committee's terms from the first of the days to the last, each with the holidays after it.

    :param days: in their order.
    """
    if not days:
        return ()
    years = range(_school_year(days[0]) - 1, _school_year(days[-1]) + 2)
    starts = sorted(
        (unit.start, unit.key)
        for year in years
        for unit in tracker.school_year(f"{year}/{(year + 1) % 100:02}", plan=plan)
        if unit.unit in _TERMS
    )
    spans = [
        Span(key=key, start=start, end=after - timedelta(days=1)) for (start, key), (after, _key) in pairwise(starts)
    ]
    return tuple(span for span in spans if span.end >= days[0] and span.start <= days[-1])


def _school_year(day: date) -> int:
    return day.year if day.month >= _AUTUMN else day.year - 1
