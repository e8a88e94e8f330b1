"""Approval stamps as groups of lines: in a column of cells, or set apart by tabs and runs of spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from vpr_tracker_documents.plan.text import fold
from vpr_tracker_documents.word.model import Cell, Table

Lines = list[tuple[int, str]]

STAMP: Final = re.compile(r"\s*[«\"]?(?:утвержд|согласован|рассмотрен|принят|одобрен)", re.IGNORECASE)
"""The words that head a stamp."""
_GAP: Final = re.compile(r"\s*\t\s*|\s{3,}")
_TAB: Final = 8
"""Characters that a tab is taken to be wide, for telling which column a piece stands in."""
LONGEST: Final = 12
"""Lines: no stamp has more."""


def table_columns(table: Table, groups: Sequence[Lines]) -> list[Lines]:
    """Below each cell that heads a stamp, the lines of its column down to the end of the table.

    :param groups: the lines of the table's cells (merged ones left out), row by row.
    """
    cells = [(row.number, cell) for row in table.rows for cell in row.cells if not cell.merged]
    found = []
    for (row, cell), lines in zip(cells, groups, strict=True):
        if not lines or not STAMP.match(lines[0][1]):
            continue
        below = [
            group
            for (number, other), group in zip(cells, groups, strict=True)
            if number > row and _same_column(cell, other)
        ]
        found.append([line for group in (lines, *below) for line in group])
    return found


def _same_column(head: Cell, cell: Cell) -> bool:
    return head.column <= cell.column < head.column + head.span


def line_columns(lines: Sequence[tuple[int, str]]) -> list[Lines]:
    """Stamps that stand beside each other in paragraphs, pieces set apart by tabs or runs of spaces.

    A lone stamp with tabs inside («УТВЕРЖДАЮ⇥Директор⇥____») is one group, its pieces one under another.

    :param lines: texts as printed, tabs and runs of spaces kept.
    """
    found: list[Lines] = []
    for place, (_index, text) in enumerate(lines):
        heads = _pieces(text)
        if not any(STAMP.match(piece) for _at, piece in heads) or (len(heads) == 1 and not heads[0][0]):
            continue
        following = lines[place : place + LONGEST]
        if STAMP.match(heads[0][1]) and not any(STAMP.match(piece) for _at, piece in heads[1:]):
            found.append([(index, piece) for index, line in following for _at, piece in _pieces(line) or [(0, "")]])
        else:
            found += _beside(following, [at for at, _piece in heads])
    return found


def _pieces(text: str) -> list[tuple[int, str]]:
    """The pieces of a line that wide gaps set apart, each with the place where it begins."""
    wide = text.expandtabs(_TAB) if "\t" in text else text
    if "\t" in text:
        pieces = [fold(piece) for piece in _GAP.split(text) if piece.strip()]
        starts, at = [], 0
        for piece in pieces:
            at = max(wide.find(piece.split(" ")[0], at), at)
            starts.append(at)
        return list(zip(starts, pieces, strict=True))
    return [(match.start(), fold(match.group())) for match in re.finditer(r"\S+(?:\s{1,2}\S+)*", wide)]


def _beside(lines: Iterable[tuple[int, str]], starts: list[int]) -> list[Lines]:
    columns: list[Lines] = [[] for _start in starts]
    for index, text in lines:
        pieces = _pieces(text)
        for order, (at, piece) in enumerate(pieces):
            columns[_column(order, at, len(pieces), text, starts)].append((index, piece))
    return columns


def _column(order: int, at: int, count: int, text: str, starts: list[int]) -> int:
    """By order in a full line; a line that tabs begin stands on the right; else by place."""
    if count == len(starts):
        return order
    if text.startswith("\t"):
        return max(0, len(starts) - count + order)
    return _nearest(at, starts)


def _nearest(at: int, starts: list[int]) -> int:
    return min(range(len(starts)), key=lambda place: abs(starts[place] - at))
