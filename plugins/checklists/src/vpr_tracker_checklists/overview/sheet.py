"""A grid as a workbook and as CSV: whole answers in words, findings marked in words as well as in colour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from vpr_tracker import MarkedText, SheetColumn, SheetTable, csv_text
from vpr_tracker_checklists.overview.grid import Full, Grid, Mark

_WIDTH: Final = 16
_HEADS: Final = (12, 14, 40)
LOUD: Final = "! "
"""Stands before an answer that is a finding, so that black and white says it too."""

_Value = str | int | float | date | MarkedText | None


def sheet_of(grid: Grid) -> SheetTable:
    """The sheet; its columns have the whole titles, its cells the whole answers."""
    many = len(grid.heads) > 1 and any(isinstance(line.heads[1], str) for line in grid.lines)
    columns = [SheetColumn(title, _head_width(place, many=many)) for place, title in enumerate(grid.heads)]
    columns += [SheetColumn(long, _WIDTH, centred=True) for _short, long in grid.columns]
    notes = [*grid.notes, *([] if grid.lines else [grid.empty])]
    return SheetTable(
        name=grid.name,
        heading=[*grid.heading, *notes],
        columns=columns,
        rows=[[*map(_head, line.heads), *map(_value, line.cells)] for line in grid.lines],
        pinned=len(grid.heads),
    )


def csv_of(grid: Grid) -> str:
    """The same as CSV: titles, then the rows."""
    return csv_text(_csv_rows(grid))


def _csv_rows(grid: Grid) -> Iterator[list[str]]:
    yield [*grid.heads, *(long for _short, long in grid.columns)]
    for line in grid.lines:
        heads = [_text(each.full if isinstance(each, Mark) else each) for each in line.heads]
        yield [*heads, *(_words(each) for each in line.cells)]


def _head_width(place: int, *, many: bool) -> int:
    return _HEADS[2] if place == 1 and many else _HEADS[place]


def _head(value: str | date | Mark | None) -> _Value:
    return MarkedText(_text(value.full), "quiet") if isinstance(value, Mark) else value


def _value(mark: Mark) -> _Value:
    match mark.tone:
        case "finding" | "again":
            return MarkedText(_words(mark), "late")
        case "fixed":
            return MarkedText(_words(mark), "done")
        case "missing":
            return MarkedText(_words(mark), "soon")
        case "unasked" | "no_run":
            return MarkedText(_words(mark), "quiet")
        case _:
            return mark.full


def _words(mark: Mark) -> str:
    text = _text(mark.full)
    return LOUD + text if mark.tone in ("finding", "again") else text


def _text(value: Full) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day:02}.{value.month:02}.{value.year}"
    if isinstance(value, str):
        return value
    return format(value, "f").rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else str(value)
