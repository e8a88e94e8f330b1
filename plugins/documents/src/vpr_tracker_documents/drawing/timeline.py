"""The plan along the year: each task a line, its due times on it, the day of the report across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.drawing.canvas import FONT, MARKS, figure, legend, picture, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from vpr_tracker_documents.filling.pictures import Picture

WIDTH: Final = 168.0
"""Millimetres: a page's text, a little less."""
PER_PICTURE: Final = 28
_ROW: Final = 6.2
_AROUND: Final = 24.0
_MOST_MONTHS: Final = 16
_NEAR: Final = 20
_MONTHS: Final = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


@dataclass(frozen=True, slots=True)
class Bar:
    """A due time of a task; without ``start`` it is one day."""

    start: date | None
    end: date
    condition: str


@dataclass(frozen=True, slots=True)
class Line:
    """A task with its due times; ``word`` stands where it has none («постоянно», «без даты»)."""

    label: str
    bars: tuple[Bar, ...]
    word: str = ""


def timelines(lines: Sequence[Line], *, first: date, last: date, on: date) -> list[Picture]:
    """Pictures of at most so many tasks as can be read on one."""
    count = max(1, -(-len(lines) // PER_PICTURE))
    each = -(-len(lines) // count) or 1
    pages = [lines[start : start + each] for start in range(0, max(len(lines), 1), each)]
    return [_timeline(page, first, last, on, (number, len(pages))) for number, page in enumerate(pages, 1)]


def _timeline(lines: Sequence[Line], first: date, last: date, on: date, place: tuple[int, int]) -> Picture:
    height = _AROUND + _ROW * max(len(lines), 2)
    made, axes = figure(WIDTH, height)
    used = []
    for row, line in enumerate(lines):
        for bar in line.bars:
            _draw(axes, row, bar, first, last)
            used.append(bar.condition)
        if line.word and not line.bars:
            axes.plot([0, _days(first, last) + 1], [row, row], color="0.6", linewidth=0.8, linestyle=(0, (4, 3)))
            axes.text(1, row, line.word, va="center", ha="left", fontsize=6, backgroundcolor="white", **FONT)
    _frame(axes, lines, first, last)
    if first <= on <= last:
        axes.axvline(_days(first, on) + 0.5, color="black", linewidth=1.2, zorder=5)
        axes.text(_days(first, on) + 0.5, -0.75, f"{on:%d.%m.%Y}", ha="center", va="bottom", fontsize=7, **FONT)
    legend(axes, used)
    return picture(made, _words(lines, on, place), WIDTH, height)


def _days(first: date, day: date) -> int:
    return (day - first).days


def _draw(axes: Axes, row: int, bar: Bar, first: date, last: date) -> None:
    mark = MARKS[bar.condition]
    end = min(max(bar.end, first), last)
    if bar.start is None or bar.start == bar.end:
        axes.plot(
            [_days(first, end) + 0.5], [row], marker="D", markersize=5.5, markerfacecolor=str(mark.grey),
            markeredgecolor="black", markeredgewidth=0.7, linestyle="none", zorder=4,
            clip_on=False,
        )  # fmt: skip
        return
    start = min(max(bar.start, first), last)
    axes.barh(
        row, _days(start, end) + 1, left=_days(first, start), height=0.55, color=str(mark.grey), edgecolor="black",
        linewidth=0.6, hatch=mark.hatch, zorder=3,
    )  # fmt: skip


def _frame(axes: Axes, lines: Sequence[Line], first: date, last: date) -> None:
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.set_xlim(0, _days(first, last) + 1)
    axes.set_yticks(range(len(lines)), [plain(line.label, 44) for line in lines], fontsize=6.5, **FONT)
    months = _month_starts(first, last)
    months = months[:: -(-len(months) // _MOST_MONTHS)]
    words = [_month(day, with_year=index == 0 or day.month == 1) for index, day in enumerate(months)]
    axes.set_xticks([_days(first, day) for day in months], words, fontsize=6.5, ha="left", **FONT)
    axes.grid(axis="x", color="0.85", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(length=2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _month(day: date, *, with_year: bool) -> str:
    return f"{_MONTHS[day.month - 1]}\n{day.year}" if with_year else _MONTHS[day.month - 1]


def _month_starts(first: date, last: date) -> list[date]:
    """The first days of the months; a beginning of the picture that is near the next of them has no label."""
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [first.year * 12 + first.month + index for index in range(count + 1)]
    found = [max(first, date((month - 1) // 12, (month - 1) % 12 + 1, 1)) for month in months]
    return found[1:] if len(found) > 1 and (found[1] - first).days < _NEAR else found


def _words(lines: Sequence[Line], on: date, place: tuple[int, int]) -> str:
    counted = {name: sum(bar.condition == name for line in lines for bar in line.bars) for name in MARKS}
    told = ", ".join(f"{MARKS[name].word} – {count}" for name, count in counted.items() if count)
    part = f" (часть {place[0]} из {place[1]})" if place[1] > 1 else ""
    span = f"от «{plain(lines[0].label, 60)}» до «{plain(lines[-1].label, 60)}»" if lines else "нет мероприятий"
    return (
        f"Лента времени{part}: мероприятия {span}, по строке на каждое; вертикальная черта – {on:%d.%m.%Y}. "
        f"Сроков на рисунке: {told or 'нет'}."
    )
