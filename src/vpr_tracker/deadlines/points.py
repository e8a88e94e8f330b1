"""The first pass: what a date, a month, a quarter or a length of time says, still without the plan's period.

Every builder takes the values of the words that its rule covered, in printed order, and knows no period.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from vpr_tracker.deadlines.model import Offset
from vpr_tracker.deadlines.tokens import Year
from vpr_tracker.deadlines.vocabulary import Value

Kind = Literal["day", "month", "part", "quarter", "half", "season", "years", "school_year", "period", "school"]
Values = Sequence[Value]
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
    count: int
    working: bool = False
    exact: bool = True

    def offset(self, sign: int) -> Offset | None:
        """The signed distance; None for units that no distance is counted in (hours)."""
        count = sign * self.count
        if self.working:
            return Offset(working_days=count)
        field, factor = _DISTANCE.get(self.unit, ("", 0))
        return Offset(**{field: count * factor}) if field else None


class Times(NamedTuple):
    """«2 раза», «1–2 раза» (the smaller number, not exact)."""

    count: int
    exact: bool = True


_DISTANCE: Final = {
    "day": ("days", 1), "week": ("weeks", 1), "decade": ("days", 10), "month": ("months", 1),
    "quarter": ("months", 3), "half_year": ("months", 6), "year": ("months", 12),
}  # fmt: skip


def _numbers(values: Values) -> list[int]:
    return [value for value in values if isinstance(value, int)]


def _year(values: Values) -> int | None:
    """The year among the values after the ones that were already used; two digits are 20YY."""
    for value in values:
        if isinstance(value, int):
            return int(value) if value >= 100 else 2000 + value
    return None


def _stretch(kind: Kind, start: tuple[int, int], end: tuple[int, int], rest: Values, **more: object) -> Piece:
    piece = Piece(kind, *start, *end, **more)  # type: ignore[arg-type] -- ``more`` holds fields of Piece
    year = _year(rest)
    return piece if year is None else piece.in_year(year)


def day(values: Values) -> Piece:
    """«15 сентября 2025 года»."""
    number, month, *rest = _numbers(values)
    year = _year(rest)
    return Piece("day", month, number, month, number, year, year)


def day_month(values: Values) -> Piece:
    """«15.09», «15.09 2025 г.»."""
    number, month = values[0]  # type: ignore[misc] -- the token «дм» holds a pair
    year = _year(values[1:])
    return Piece("day", month, number, month, number, year, year)


def full_date(values: Values) -> Piece:
    """«15.09.2025»."""
    number, month, year = values[0]  # type: ignore[misc] -- the token «дмг» holds three numbers
    return Piece("day", month, number, month, number, year, year)


def broken_date(values: Values) -> Piece:
    """«15.13.2025», «35 мая»."""
    return Piece("day", broken=True)


def weekday_of_month(values: Values) -> Piece:
    """«вторая среда октября»: the day is found when the year is known."""
    nth, weekday, month, *rest = _numbers(values)
    year = _year(rest)
    return Piece("day", month, 1, month, 0, year, year, unit="weekday", number=nth * 10 + weekday)


def month(values: Values) -> Piece:
    """«сентябрь», «сентябрь 2025 г.»."""
    number, *rest = _numbers(values)
    return _stretch("month", (number, 1), (number, 0), rest, unit="month", number=number)


def month_of_school_year(values: Values) -> Piece:
    """«октябрь 2025/26 учебного года»."""
    number, *rest = _numbers(values)
    return Piece("month", number, 1, number, 0, within=_year(rest), unit="month", number=number)


_EDGES: Final[dict[Value, tuple[int, int]]] = {"start": (1, 10), "middle": (11, 20), "end": (21, 0)}


def edge_of_month(values: Values) -> Piece:
    """«в начале мая», «конец октября»."""
    number, *rest = _numbers(values)
    first, last = _EDGES[values[0]]
    note = "Начало месяца — дни 1–10, середина — 11–20, конец — с 21-го."
    return _stretch("part", (number, first), (number, last), rest, note=note, whole=False)


def half_of_month(values: Values) -> Piece:
    """«вторая половина марта»."""
    half, number, *rest = _numbers(values)
    if half not in (1, 2):
        return Piece("day", broken=True)
    first, last = (1, 15) if half == 1 else (16, 0)
    note = "Половины месяца — дни 1–15 и с 16-го до конца."
    return _stretch("part", (number, first), (number, last), rest, note=note)


def half_of_month_alone(values: Values) -> Piece:
    """«половина марта»: which one is not said."""
    return Piece("part", review=True)


def decade_of_month(values: Values) -> Piece:
    """«первая декада октября», «I–II декада мая»."""
    numbers, number, rest = _numbered(values)
    piece = unit_piece("decade", numbers[0], numbers[-1], number)
    return _with_rest(piece, rest)


def week_of_month(values: Values) -> Piece:
    """«3-я неделя ноября», «1–2 неделя мая», «последняя неделя мая»."""
    numbers, number, rest = _numbered(values)
    return _with_rest(unit_piece("week", numbers[0], numbers[-1], number), rest)


def first_weeks(values: Values) -> Piece:
    """«первые две недели сентября»."""
    _, count, number, *rest = _numbers(values)
    return _with_rest(unit_piece("week", 1, count, number), rest)


def last_weeks(values: Values) -> Piece:
    """«последние две недели августа»."""
    _, count, number, *rest = _numbers(values)
    return _with_rest(Piece("part", number, -7 * count, number, 0, unit="week", note=_WEEKS), rest)


def _numbered(values: Values) -> tuple[list[int], int, list[int]]:
    """Numbers before the unit's name, the month, and what follows it (a year)."""
    at = next(index for index, value in enumerate(values) if isinstance(value, str))
    after = _numbers(values[at:])
    return _numbers(values[:at]), after[0] if after else 0, after[1:]


def _with_rest(piece: Piece, rest: Sequence[int]) -> Piece:
    year = _year(rest)
    return piece if year is None or not piece.m1 else piece.in_year(year)


_WEEKS: Final = "Недели месяца считаются по семь дней с первого числа."
_LIMITS: Final = {"week": 5, "decade": 3, "quarter": 4, "half_year": 2, "term": 4, "trimester": 3}


def unit_piece(unit: str, first: int, last: int, month_number: int = 0) -> Piece:
    """Weeks or decades of a month, quarters, half-years, school terms, from one number to another (-1: the last)."""
    limit = _LIMITS.get(unit, 0)
    if not (first == last == -1 or 1 <= first <= last <= limit):
        return Piece("part", broken=True)
    if unit == "week":
        begin, end = (-7, 0) if first == -1 else (7 * first - 6, 7 * last if last < 5 else 0)
        return Piece("part", month_number, begin, month_number, end, unit=unit, number=first, note=_WEEKS)
    first, last = (limit, limit) if first == -1 else (first, last)
    if unit == "decade":
        begin, end = 10 * first - 9, 10 * last if last < 3 else 0
        return Piece("part", month_number, begin, month_number, end, unit=unit, number=first)
    if unit == "quarter":
        return Piece("quarter", 3 * first - 2, 1, 3 * last, 0, unit=unit, number=first)
    if unit == "half_year":
        return Piece("half", 6 * first - 5, 1, 6 * last, 0, unit=unit, number=first)
    return Piece("school", unit=unit, number=first, review=True)


def quarter(values: Values) -> Piece:
    """«III квартал 2013 г.», «I–II кварталы»."""
    numbers, year, _ = _numbered(values)
    piece = unit_piece("quarter", numbers[0], numbers[-1])
    return _with_rest(piece, [year] if year else [])


def half_year(values: Values) -> Piece:
    """«I полугодие», «вторая половина 2025/26 учебного года»; calendar or school is settled with the period."""
    number, *rest = _numbers(values)
    piece = unit_piece("half_year", number, number)
    if piece.broken:
        return piece
    if len(rest) > 1 or (rest and "school" in values):
        return piece._replace(within=int(rest[0]))
    school = "school" in values
    return _with_rest(piece._replace(unit="school_half" if school else "half_year"), rest)


def season(values: Values) -> Piece:
    """«весна 2023», «зима 2025–2026 гг.», «летний период»."""
    number, *rest = _numbers(values)
    piece = _season(number, number)
    if len(rest) > 1 and number == 1:
        return piece._replace(y1=int(rest[0]), y2=2000 + rest[1] % 100)
    if len(rest) > 1:
        return piece._replace(within=int(rest[0]))
    return _with_rest(piece._replace(review=bool(rest) and number == 1), rest)


def two_seasons(values: Values) -> Piece:
    """«осенне-зимний период» is one stretch; «осенне-весенний» leaves the winter open."""
    first, last, *rest = _numbers(values)
    if last % 4 != (first + 1) % 4:
        note = "Названы два времени года, между которыми есть ещё одно: прочитаны по отдельности."
        return _with_rest(_season(first, first)._replace(review=True, unit="seasons", number=last, note=note), rest)
    piece = _season(first, last)
    if len(rest) > 1:
        return piece._replace(within=int(rest[0]))
    return _with_rest(piece, rest)


def second_season(piece: Piece) -> Piece:
    """The spring of «осенне-весенний период», whose ``piece`` is the autumn."""
    other = _season(piece.number, piece.number)
    year = piece.y1
    return other if year is None else other.in_year(year + (other.m1 < piece.m1))


def _season(first: int, last: int) -> Piece:
    begin = (12, 3, 6, 9)[first - 1]
    end = (2, 5, 8, 11)[last - 1]
    note = "Времена года считаются целыми месяцами: зима — с 1 декабря до конца февраля и так далее."
    return Piece("season", begin, 1, end, 0, unit="season", number=first, note=note)


def year(values: Values) -> Piece:
    """«2023 год»."""
    number = _numbers(values)[0]
    return Piece("years", 1, 1, 12, 31, number, number)


def years(values: Values) -> Piece:
    """«2024–2026 гг.»; «2025–2026» with nothing more may also be a school year."""
    first, last = _numbers(values)[:2]
    bare = "year" not in values and last == first + 1
    note = "Годы без слова «год» прочитаны как календарные." if bare else ""
    return Piece("years", 1, 1, 12, 31, first, last, broken=last < first, review=bare, note=note)


def school_year(values: Values) -> Piece:
    """«2025/26 уч. г.», «2025–2026 учебный год»."""
    first, *rest = _numbers(values)
    broken = bool(rest) and rest[0] % 100 != (first + 1) % 100
    return Piece("school_year", *SCHOOL_YEAR, first, first + 1, broken=broken, note=_SCHOOL_YEAR_NOTE)


_SCHOOL_YEAR_NOTE: Final = "Учебный год считается с 1 сентября по 31 мая."


def this_school_year(values: Values) -> Piece:
    """«учебный год»."""
    return Piece("school_year", *SCHOOL_YEAR, note=_SCHOOL_YEAR_NOTE)


def whole_period(values: Values) -> Piece:
    """«весь год», «календарный год»: the plan's period."""
    return Piece("period", unit="calendar" if "calendar" in values else "")


def school_term(values: Values) -> Piece:
    """«II четверть», «1 триместр»: the school calendar has the dates."""
    numbers, _, _ = _numbered(values)
    unit = next(value for value in values if isinstance(value, str))
    return unit_piece(unit, numbers[0], numbers[-1])


def holidays(values: Values) -> Piece:
    """«осенние каникулы»; summer's are the summer, the others are in the school calendar."""
    numbers = _numbers(values)
    if numbers and numbers[0] == 3:
        return _with_rest(
            _season(3, 3)._replace(review=True, note="Летние каникулы — с 1 июня по 31 августа."), numbers[1:]
        )
    return Piece("school", unit="holidays", number=numbers[0] if numbers else 0, review=True)


def duration(values: Values) -> Duration:
    """«3 рабочих дня», «2 недели», «1–2 дня»."""
    numbers = _numbers(values)
    unit = next(value for value in reversed(values) if isinstance(value, str))
    exact = "-" not in values and (len(set(numbers)) == 1 or len(numbers) == 1)
    return Duration(unit, max(numbers), "working" in values, exact)


def times(values: Values) -> Times:
    """«2 раза», «дважды», «1–2 раза»."""
    numbers = _numbers(values)
    return Times(min(numbers) if numbers else 1, len(set(numbers)) < 2)


def clock(values: Values) -> None:
    """A time of day: beside a date it changes nothing, alone it is no deadline."""
    return


BUILDERS: Final[dict[str, Callable[[Values], Piece | Duration | Times | None]]] = {
    build.__name__: build
    for build in (
        day, day_month, full_date, broken_date, weekday_of_month, month, month_of_school_year, edge_of_month, half_of_month,
        half_of_month_alone, decade_of_month, week_of_month, first_weeks, last_weeks, quarter, half_year, season,
        two_seasons, year, years, school_year, this_school_year, whole_period, school_term, holidays, duration,
        times, clock,
    )
}  # fmt: skip
