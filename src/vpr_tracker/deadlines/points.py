"""The first pass: what a date, a month, a quarter or a length of time says, still without the plan's period.

Every builder takes the values of the words that its rule covered, in printed order, and knows no period.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from vpr_tracker.deadlines.pieces import (
    SCHOOL_YEAR,
    WEEKS_NOTE,
    Duration,
    Piece,
    Times,
    season_piece,
    unit_piece,
)
from vpr_tracker.deadlines.vocabulary import Value

Values = Sequence[Value]


def _numbers(values: Values) -> list[int]:
    return [value for value in values if isinstance(value, int)]


def _year(values: Values) -> int | None:
    """The year among the values after the ones that were already used; two digits are 20YY."""
    for value in values:
        if isinstance(value, int):
            return int(value) if value >= 100 else 2000 + value
    return None


def _parts(value: Value) -> tuple[int, ...]:
    """The numbers of «15.09» or «15.09.2025»."""
    return value if isinstance(value, tuple) else ()


def _stretch(piece: Piece, rest: Sequence[Value]) -> Piece:
    """A piece in the year that is printed after it, if one is."""
    year = _year(rest)
    return piece if year is None or not piece.m1 else piece.in_year(year)


def day(values: Values) -> Piece:
    """«15 сентября 2025 года»."""
    number, month, *rest = _numbers(values)
    year = _year(rest)
    return Piece("day", month, number, month, number, year, year)


def day_of_school_year(values: Values) -> Piece:
    """«25 августа 2025/26 учебного года»."""
    number, month, *rest = _numbers(values)
    return Piece("day", month, number, month, number, within=_year(rest))


def day_month(values: Values) -> Piece:
    """«15.09», «15.09 2025 г.»."""
    number, month = _parts(values[0])
    year = _year(values[1:])
    return Piece("day", month, number, month, number, year, year)


def doubtful_day_month(values: Values) -> Piece:
    """«5.9»: a date, or the number of an item."""
    return day_month(values)._replace(review=True, note="Запись вида «5.9» может быть и номером пункта.")


def full_date(values: Values) -> Piece:
    """«15.09.2025»."""
    number, month, year = _parts(values[0])
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
    return _stretch(Piece("month", number, 1, number, 0, unit="month", number=number), rest)


def month_in_figures(values: Values) -> Piece:
    """«09.2025»."""
    return month(values)


def months_in_figures(values: Values) -> Piece:
    """«X–XII.2025»."""
    first, last, *rest = _numbers(values)
    year = _year(rest)
    return Piece("part", first, 1, last, 0, year, year, broken=first > last, unit="range")


def months_or_quarters(values: Values) -> Piece:
    """«IX 2025», «IX–X 2025» are months; «I 2025» and «I–II 2025» may be quarters and half-years too."""
    *numbers, year = _numbers(values)
    if numbers[0] <= _QUARTERS:
        return Piece("part", review=True)
    return months_in_figures([numbers[0], numbers[-1], year])


_QUARTERS: Final = 4


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
    return _stretch(Piece("part", number, first, number, last, note=note, whole=False), rest)


def half_of_month(values: Values) -> Piece:
    """«вторая половина марта»."""
    half, number, *rest = _numbers(values)
    if half not in (1, 2):
        return Piece("day", broken=True)
    first, last = (1, 15) if half == 1 else (16, 0)
    note = "Половины месяца — дни 1–15 и с 16-го до конца."
    return _stretch(Piece("part", number, first, number, last, note=note), rest)


def half_of_month_alone(values: Values) -> Piece:
    """«половина марта»: which one is not said."""
    return Piece("part", review=True)


def decade_of_month(values: Values) -> Piece:
    """«первая декада октября», «I–II декада мая»."""
    numbers, number, rest = _numbered(values)
    piece = unit_piece("decade", numbers[0], numbers[-1], number)
    return _stretch(piece, rest)


def week_of_month(values: Values) -> Piece:
    """«3-я неделя ноября», «1–2 неделя мая», «последняя неделя мая»."""
    numbers, number, rest = _numbered(values)
    return _stretch(unit_piece("week", numbers[0], numbers[-1], number), rest)


def first_weeks(values: Values) -> Piece:
    """«первые две недели сентября», «последние две недели августа»."""
    edge, count, number, *rest = _numbers(values)
    if edge == -1:
        return _stretch(Piece("part", number, -7 * count, number, 0, unit="week", note=WEEKS_NOTE), rest)
    return _stretch(unit_piece("week", 1, count, number) if edge == 1 else Piece("part", broken=True), rest)


def first_days_of_month(values: Values) -> Piece:
    """«первые числа сентября», «последние числа мая»: the beginning or the end of a month, to be confirmed."""
    edge, number, *rest = _numbers(values)
    if edge not in (1, -1):
        return Piece("part", review=True)
    first, last = (1, 10) if edge == 1 else (21, 0)
    note = "Первые числа месяца прочитаны как дни 1–10, последние — с 21-го."
    return _stretch(Piece("part", number, first, number, last, review=True, note=note, whole=False), rest)


def _numbered(values: Values) -> tuple[list[int], int, list[int]]:
    """Numbers before the unit's name, the month, and what follows it (a year)."""
    at = next(index for index, value in enumerate(values) if isinstance(value, str))
    after = _numbers(values[at:])
    return _numbers(values[:at]), after[0] if after else 0, after[1:]


def quarter(values: Values) -> Piece:
    """«III квартал 2013 г.», «I–II кварталы»."""
    numbers, year, _ = _numbered(values)
    piece = unit_piece("quarter", numbers[0], numbers[-1])
    return _stretch(piece, [year] if year else [])


def half_year(values: Values) -> Piece:
    """«I полугодие», «вторая половина 2025/26 учебного года»; calendar or school is settled with the period."""
    number, *rest = _numbers(values)
    piece = unit_piece("half_year", number, number)
    if piece.broken:
        return piece
    if len(rest) > 1 or (rest and "school" in values):
        return piece._replace(within=int(rest[0]))
    school = "school" in values
    return _stretch(piece._replace(unit="school_half" if school else "half_year"), rest)


def season(values: Values) -> Piece:
    """«весна 2023», «зима 2025–2026 гг.», «летний период»."""
    number, *rest = _numbers(values)
    piece = season_piece(number, number)
    if len(rest) > 1 and number == 1:
        return piece._replace(y1=int(rest[0]), y2=2000 + rest[1] % 100)
    if len(rest) > 1:
        return piece._replace(within=int(rest[0]))
    return _stretch(piece._replace(review=bool(rest) and number == 1), rest)


def two_seasons(values: Values) -> Piece:
    """«осенне-зимний период» is one stretch; «осенне-весенний» leaves the winter open."""
    first, last, *rest = _numbers(values)
    if last % 4 != (first + 1) % 4:
        note = "Названы два времени года, между которыми есть ещё одно: прочитаны по отдельности."
        return _stretch(season_piece(first, first)._replace(review=True, unit="seasons", number=last, note=note), rest)
    piece = season_piece(first, last)
    if len(rest) > 1:
        return piece._replace(within=int(rest[0]))
    return _stretch(piece, rest)


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
    return Piece("school_year", *SCHOOL_YEAR, first, first + 1, broken=broken, review=not rest, note=_SCHOOL_YEAR_NOTE)


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
        return _stretch(
            season_piece(3, 3)._replace(review=True, note="Летние каникулы — с 1 июня по 31 августа."), numbers[1:]
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
        day, day_of_school_year, day_month, doubtful_day_month, full_date, broken_date, weekday_of_month, month,
        month_in_figures, month_of_school_year, edge_of_month, half_of_month, half_of_month_alone, decade_of_month,
        week_of_month, first_weeks, first_days_of_month, months_in_figures, months_or_quarters, quarter, half_year,
        season, two_seasons, year, years, school_year, this_school_year, whole_period, school_term,
        holidays, duration, times, clock,
    )
}  # fmt: skip
