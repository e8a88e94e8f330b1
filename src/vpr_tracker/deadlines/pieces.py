"""Stretches of the year and lengths of time, as phrases name them: still without the plan's period."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from vpr_tracker.deadlines.model import Offset

Kind = Literal["day", "month", "part", "quarter", "half", "season", "years", "school_year", "period", "school"]
SCHOOL_YEAR: Final = (9, 1, 5, 31)
"""First and last day of lessons as (month, day, month, day): a school year without a calendar ends on 31 May."""


class Piece(NamedTuple):
    """A stretch of the year from (m1, d1) to (m2, d2); ``d2`` 0 is the end of the month, ``m1`` 0 is no date at all.

    ``y1`` and ``y2`` are the printed years of its two ends, ``within`` the school year (its first calendar year) that
    was printed beside it. ``unit`` and ``number`` tell «III квартал» from «июль – сентябрь», so that «I, III квартал»
    can be spelt out. ``broken`` is an impossible date.
    """

    kind: Kind
    m1: int = 0
    d1: int = 0
    m2: int = 0
    d2: int = 0
    y1: int | None = None
    y2: int | None = None
    within: int | None = None
    unit: str = ""
    number: int = 0
    review: bool = False
    broken: bool = False
    note: str = ""
    whole: bool = True

    @property
    def yearless(self) -> bool:
        """Whether no year was printed with it."""
        return self.y1 is None and self.y2 is None and self.within is None

    def in_year(self, year: int) -> Piece:
        """The same piece with a printed year."""
        wraps = (self.m2, self.d2 or 31) < (self.m1, self.d1)
        return self._replace(y1=year, y2=year + wraps)


class Duration(NamedTuple):
    """A number of units; ``exact`` is false where it was printed as «1–2 дня» and the longer one was taken."""

    unit: str
    amount: int
    working: bool = False
    exact: bool = True

    def offset(self, sign: int) -> Offset | None:
        """The signed distance; None for units that no distance is counted in (hours)."""
        count = sign * self.amount
        if self.working:
            return Offset(working_days=count)
        field, factor = _DISTANCE.get(self.unit, ("", 0))
        return Offset(**{field: count * factor}) if field else None


class Times(NamedTuple):
    """«2 раза», «1–2 раза» (the smaller number, not exact)."""

    amount: int
    exact: bool = True


_DISTANCE: Final = {
    "day": ("days", 1), "week": ("weeks", 1), "decade": ("days", 10), "month": ("months", 1),
    "quarter": ("months", 3), "half_year": ("months", 6), "year": ("months", 12),
}  # fmt: skip


WEEKS_NOTE: Final = "Недели месяца считаются по семь дней с первого числа."
_LIMITS: Final = {"week": 5, "decade": 3, "quarter": 4, "half_year": 2, "term": 4, "trimester": 3}


def unit_piece(unit: str, first: int, last: int, month_number: int = 0) -> Piece:
    """Weeks or decades of a month, quarters, half-years, school terms, from one number to another (-1: the last)."""
    limit = _LIMITS.get(unit, 0)
    if not (first == last == -1 or 1 <= first <= last <= limit):
        return Piece("part", broken=True)
    if unit == "week":
        begin, end = (-7, 0) if first == -1 else (7 * first - 6, 7 * last if last < 5 else 0)
        return Piece("part", month_number, begin, month_number, end, unit=unit, number=first, note=WEEKS_NOTE)
    first, last = (limit, limit) if first == -1 else (first, last)
    if unit == "decade":
        begin, end = 10 * first - 9, 10 * last if last < 3 else 0
        return Piece("part", month_number, begin, month_number, end, unit=unit, number=first)
    if unit == "quarter":
        return Piece("quarter", 3 * first - 2, 1, 3 * last, 0, unit=unit, number=first)
    if unit == "half_year":
        return Piece("half", 6 * first - 5, 1, 6 * last, 0, unit=unit, number=first)
    return Piece("school", unit=unit, number=first, review=True)


def second_season(piece: Piece) -> Piece:
    """The spring of «осенне-весенний период», whose ``piece`` is the autumn."""
    other = season_piece(piece.number, piece.number)
    year = piece.y1
    return other if year is None else other.in_year(year + (other.m1 < piece.m1))


def season_piece(first: int, last: int) -> Piece:
    begin = (12, 3, 6, 9)[first - 1]
    end = (2, 5, 8, 11)[last - 1]
    note = "Времена года считаются целыми месяцами: зима — с 1 декабря до конца февраля и так далее."
    return Piece("season", begin, 1, end, 0, unit="season", number=first, note=note)
