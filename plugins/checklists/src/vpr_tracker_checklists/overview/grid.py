"""An overview laid out for people: rows, columns, a mark in each cell; terminal, workbook, CSV and picture show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

Tone = Literal["nothing", "no_run", "well", "finding", "again", "fixed", "plain", "unasked", "missing"]
Full = str | float | date | None


class Mark(NamedTuple):
    """A cell: what kind it is, a sign where there is little room, the whole answer where there is enough."""

    tone: Tone
    sign: str
    full: Full


NOTHING: Final = Mark("nothing", "", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row: what stands before its cells (as many as the grid has ``heads``), and the cells.

    :ivar label: what a picture writes before the row.
    """

    heads: tuple[str | date | Mark | None, ...]
    label: str
    cells: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An item explained below the grid: its number, label, the letters of its choices, and what was found."""

    number: int
    label: str
    letters: tuple[tuple[str, str], ...]
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The whole of it.

    :ivar heading: lines above, the plan's title first.
    :ivar columns: short title (for narrow columns) and long one.
    :ivar legend: the signs that occur, with their meaning.
    :ivar empty: what is said where there is no row.
    """

    name: str
    heading: tuple[str, ...]
    heads: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    legend: tuple[tuple[Mark, str], ...]
    items: tuple[Told, ...]
    notes: tuple[str, ...]
    empty: str
