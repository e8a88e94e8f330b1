"""Schools × deliverables: who has handed in what. Schools stand in the order of the registry, never of success."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.drawing.canvas import FONT, MARKS, Mark, figure, legend, picture, plain

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from vpr_tracker_documents.filling.pictures import Picture

_WIDTH: Final = 168.0
ROWS: Final = 36
COLUMNS: Final = 28
_CELL: Final = 4.6
_AROUND: Final = 34.0

Cells = Mapping[tuple[str, str], str]
"""(school, column) → condition; a pair that is not there owes nothing."""


def grids(schools: Sequence[str], columns: Sequence[str], cells: Cells, on: date) -> list[Picture]:
    """Pictures of at most so many schools and columns as can be read on one, each about as full as the others."""
    return [_grid(rows, titles, cells, on) for rows in evenly(schools, ROWS) for titles in evenly(columns, COLUMNS)]


def evenly(items: Sequence[str], most: int) -> list[Sequence[str]]:
    """The items in as few parts of at most ``most`` as will do; none is left with the last one or two alone."""
    count = -(-len(items) // most)
    return [items[len(items) * part // count : len(items) * (part + 1) // count] for part in range(count)]


def _grid(schools: Sequence[str], columns: Sequence[str], cells: Cells, on: date) -> Picture:
    height = _AROUND + _CELL * max(len(schools), 2)
    made, axes = figure(_WIDTH, height)
    places: dict[str, list[tuple[int, int]]] = {}
    for row, school in enumerate(schools):
        for column, title in enumerate(columns):
            condition = cells.get((school, title))
            if condition is not None:
                places.setdefault(condition, []).append((column, row))
    for condition, found in places.items():
        _draw(axes, MARKS[condition], found)
    used = [condition for condition, found in places.items() for _place in found]
    axes.set_xlim(0, max(len(columns), 12))
    axes.set_ylim(len(schools), 0)
    axes.xaxis.tick_top()
    axes.set_xticks([index + 0.5 for index in range(len(columns))], [plain(title, 14) for title in columns],
                    rotation=90, fontsize=6.5, **FONT)  # fmt: skip
    axes.set_yticks([index + 0.5 for index in range(len(schools))], [plain(name, 32) for name in schools],
                    fontsize=6.5, **FONT)  # fmt: skip
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    legend(axes, used)
    return picture(made, _words(schools, columns, used, on), _WIDTH, height)


def _draw(axes: Axes, mark: Mark, places: Sequence[tuple[int, int]]) -> None:
    """The cells of one condition as one path: a thousand hatched ones would take seconds."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    corners = [
        (column + right, row + down)
        for column, row in places
        for right, down in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    ]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(places)
    edge = "0.6" if mark.ink == "white" else "black"
    axes.add_patch(
        PathPatch(
            Path(corners, codes), facecolor=str(mark.grey), edgecolor=edge, linewidth=0.4, hatch=mark.hatch or None
        )
    )
    if mark.sign and not mark.hatch:
        middles = [(column + 0.5, row + 0.5) for column, row in places]
        sign = rf"$\mathbf{{{mark.sign}}}$" if mark.sign != "~" else r"$\sim$"
        axes.plot(*zip(*middles, strict=True), marker=sign, markersize=5, color=mark.ink, linestyle="none")


def _words(schools: Sequence[str], columns: Sequence[str], used: Sequence[str], on: date) -> str:
    told = ", ".join(f"{mark.word} – {used.count(name)}" for name, mark in MARKS.items() if name in used)
    return (
        f"Сетка на {on:%d.%m.%Y}: школы по строкам ({plain('; '.join(schools), 300)}), результаты по столбцам "
        f"({plain('; '.join(columns), 300)}). Клеток: {told or 'нет'}."
    )
