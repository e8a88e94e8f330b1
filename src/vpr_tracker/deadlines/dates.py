"""From a stretch of the year to days: the year comes from the print, else from the plan's period, else from nowhere."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import Final, NamedTuple

from vpr_tracker.deadlines.pieces import SCHOOL_YEAR, Piece, second_season

Period = tuple[date, date]
Window = tuple[date | None, date | None]

NOWHERE: Final[tuple[Window, ...]] = ((None, None),)


class Found(NamedTuple):
    """The windows of a piece (one without dates where the words do not settle it), and what was assumed."""

    windows: tuple[Window, ...]
    review: bool = False
    notes: tuple[str, ...] = ()


def is_school_year(period: Period) -> bool:
    """Whether a plan runs from late summer to the next one, as school years do."""
    start, end = period
    return start.month in (8, 9) and start.year < end.year


def find(piece: Piece, period: Period) -> Found:
    """The days of a piece in a plan's period. Total: a piece that has none comes out undated and for review."""
    if piece.broken:
        return Found(NOWHERE, True, ("Такой даты не бывает.",))
    notes: tuple[str, ...] = (piece.note,) if piece.note else ()
    if piece.kind == "period":
        return _whole_period(period)
    if piece.unit == "seasons":
        one, two = find(piece._replace(unit="season"), period), find(second_season(piece), period)
        return Found(one.windows + two.windows, True, one.notes + two.notes)
    if not piece.m1:
        return Found(NOWHERE, True, notes or (_SCHOOL if piece.kind == "school" else _UNSAID,))
    if piece.kind == "half":
        piece, more = _half_year(piece, period)
        notes += more
    found = _within_school_year(piece) if piece.within is not None else _with_year(piece, period)
    if found.windows is NOWHERE:
        return Found(NOWHERE, True, found.notes)
    return Found(found.windows, found.review or piece.review, notes + found.notes)


def find_end(piece: Piece, period: Period) -> Found:
    """The last day of a piece, as «до …» needs it."""
    if piece.kind == "period":
        return _year_end(piece, period)
    if piece.yearless and piece.m1 and not piece.broken and piece.unit != "weekday" and piece.kind != "half":
        piece = piece._replace(kind="day", m1=piece.m2, d1=piece.d2)
    return _side(find(piece, period), 1)


def find_start(piece: Piece, period: Period) -> Found:
    """The first day of a piece, as «с …» needs it, and the plan's last day."""
    if piece.yearless and piece.m1 and not piece.broken and piece.unit != "weekday" and piece.kind != "half":
        piece = piece._replace(kind="day", m2=piece.m1, d2=piece.d1)
    found = _side(find(piece, period), 0)
    start = found.windows[0][0]
    if start is None:
        return found
    last = period[1] if start <= period[1] else None
    return Found(((start, last),), found.review, (*found.notes, "Конец не назван: до конца периода плана."))


def _side(found: Found, side: int) -> Found:
    if len(found.windows) > 1:
        return Found(NOWHERE, True, found.notes)
    day = found.windows[0][side]
    return Found(((None, day) if side else (day, None),), found.review, found.notes)


def _year_end(piece: Piece, period: Period) -> Found:
    """«до конца года» is clear in a plan of one calendar year only."""
    start, end = period
    if is_school_year(period) and piece.unit == "calendar":
        return Found(((None, date(start.year, 12, 31)),))
    if is_school_year(period) or end < start:
        return Found(NOWHERE, True, ("Какой год кончается — учебный или календарный, — не сказано.",))
    return Found(((None, end),), False, ("Конец года понят как конец периода плана.",))


_SCHOOL: Final = "Даты даёт школьный календарь."
_UNSAID: Final = "Из слов не видно, о каких днях речь."
_OUTSIDE: Final = "Без года: в период плана такая дата не попадает."
_TWICE: Final = "Без года: в период плана попадает не один раз."
_CUT: Final = "Промежуток переходит через границу периода плана и разделён на части внутри него."


def _whole_period(period: Period) -> Found:
    start, end = period
    if end < start:
        return Found(NOWHERE, True, ("Период плана задан неверно.",))
    return Found((period,), False, ("Год понят как весь период плана.",))


def _half_year(piece: Piece, period: Period) -> tuple[Piece, tuple[str, ...]]:
    """A school half-year where the plan (or the phrase) is about a school year, else a calendar one."""
    school = piece.within is not None or piece.unit == "school_half"
    if not school and (not is_school_year(period) or not piece.yearless):
        return piece, ()
    first = piece.number == 1
    ends = (9, 1, 12, 31) if first else (1, 1, SCHOOL_YEAR[2], SCHOOL_YEAR[3])
    moved = piece._replace(m1=ends[0], d1=ends[1], m2=ends[2], d2=ends[3], review=True)
    return moved, ("Учебные полугодия: с 1 сентября по 31 декабря и с января по 31 мая.",)


def _within_school_year(piece: Piece) -> Found:
    first = piece.within or 0
    window = _days(piece, first if piece.m1 >= 9 else first + 1, first if piece.m2 >= 9 else first + 1)
    return Found((window,)) if window else Found(NOWHERE, True, ("Такой даты не бывает.",))


def _with_year(piece: Piece, period: Period) -> Found:
    y1, y2 = piece.y1, piece.y2
    if y1 is None and y2 is None:
        return _in_period(piece, period)
    later = _md(piece.m2, piece.d2) < _md(piece.m1, piece.d1)
    supposed = later and None in (y1, y2)
    if y1 is None and y2 is not None:
        y1 = y2 - later
    elif y2 is None and y1 is not None:
        y2 = y1 + later
    window = _days(piece, y1 or 0, y2 or 0)
    if window is None:
        return Found(NOWHERE, True, ("Такой даты не бывает или начало позже конца.",))
    if supposed and not period[0] <= window[0] <= window[1] <= period[1]:
        return Found((window,), True, ("Год напечатан при одной дате, а промежуток выходит за период плана.",))
    return Found((window,))


def _in_period(piece: Piece, period: Period) -> Found:
    """Every year in which the stretch meets the period; only one that lies wholly inside is certain."""
    start, end = period
    if piece.kind == "day" and piece.unit != "weekday":
        return _day_in_period(piece, start, end)
    wraps = _md(piece.m2, piece.d2) < _md(piece.m1, piece.d1)
    whole: list[tuple[date, date]] = []
    cut: list[tuple[date, date]] = []
    possible = False
    for first in range(start.year - wraps, min(end.year, start.year + 3) + 1):
        window = _days(piece, first, first + wraps)
        possible = possible or window is not None
        if window is None or window[1] < start or window[0] > end:
            continue
        inside = start <= window[0] and window[1] <= end
        (whole if inside else cut).append((max(window[0], start), min(window[1], end)))
    if len(whole) == 1:
        return Found((whole[0],), bool(cut), (f"Год взят из периода плана: {_years(whole[0])}.",))
    if len(whole) > 1:
        return Found(NOWHERE, True, (_TWICE,))
    if cut and piece.kind != "day":
        return Found(tuple(sorted(cut)), True, (_CUT,))
    return Found(NOWHERE, True, (_OUTSIDE if possible else "Такой даты в этом году нет.",))


def _day_in_period(piece: Piece, start: date, end: date) -> Found:
    possible, found = False, []
    for year in range(start.year, min(end.year, start.year + 3) + 1):
        try:
            day = _day(year, piece.m1, piece.d1)
        except ValueError:
            continue
        possible = True
        if start <= day <= end:
            found.append(day)
    if len(found) == 1:
        return Found(((found[0], found[0]),), False, (f"Год взят из периода плана: {found[0].year}.",))
    return Found(NOWHERE, True, (_TWICE if found else _OUTSIDE if possible else "Такой даты в этом году нет.",))


def _years(window: tuple[date, date]) -> str:
    first, last = window[0].year, window[1].year
    return str(first) if first == last else f"{first}–{last}"


def _md(month: int, day: int) -> tuple[int, int]:
    return month, day or 31


def _days(piece: Piece, first: int, last: int) -> tuple[date, date] | None:
    """The days of a piece whose ends lie in these years; None where a day does not exist or the ends are swapped."""
    try:
        start = _day(first, piece.m1, piece.d1)
        end = _day(last, piece.m2, piece.d2)
        if piece.unit == "weekday":
            start = end = _weekday(start, *divmod(piece.number + 10, 10))
    except (ValueError, OverflowError):
        return None
    return (start, end) if start <= end else None


_LENGTHS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _day(year: int, month: int, day: int) -> date:
    """A day of a month: 0 is the last one, -7 begins the last seven."""
    if day > 0:
        return date(year, month, day)
    length = 29 if month == 2 and isleap(year) else _LENGTHS[month]
    return date(year, month, length + 1 + day if day else length)


def _weekday(first: date, nth_and_ten: int, weekday: int) -> date:
    """The nth (-1: the last) weekday of the month that begins on ``first``; ValueError where it has none."""
    nth = nth_and_ten - 1
    days = [
        day
        for number in range(31)
        if (day := first + timedelta(days=number)).weekday() == weekday and day.month == first.month
    ]
    if nth == -1:
        return days[-1]
    if not 1 <= nth <= len(days):
        raise ValueError(f"в месяце нет {nth}-го такого дня недели")
    return days[nth - 1]
