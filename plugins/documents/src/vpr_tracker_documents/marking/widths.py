"""Widths of a table that gets one more column: it grows into the free room of the page, else the others give way.

All in twentieths of a point, as Word counts. Wide columns give way first, so that a column of numbers or dates, or a
long word in a header, keeps its room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.ooxml import whole

if TYPE_CHECKING:
    from vpr_tracker_documents.marking.looks import Looks
    from vpr_tracker_documents.word.ooxml import Element

NARROWEST, WIDEST = 1700, 2268
"""A column of marks is three to four centimetres wide, for «выполнении» must fit into it."""
_SHARE: Final = 7
"""The new column takes a seventh of the table, within those bounds."""
_KEPT: Final = 1500
"""What a column keeps before the wide ones have given all that they can."""
_PAGE, _MARGIN = 11906, 1134
"""An A4 page upright with margins of two centimetres, where the file does not say."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The new column's width, and how much the others have to give; ``total`` is the table's new width."""

    new: int
    need: int
    total: int

    def shrunk(self, columns: Sequence[int]) -> list[int]:
        """The old columns' new widths."""
        spare = [max(0, width - _KEPT) for width in columns]
        if sum(spare) >= self.need:
            return [
                width - (round(self.need * more / sum(spare)) if more else 0)
                for width, more in zip(columns, spare, strict=True)
            ]
        return [round(width * self.factor(sum(columns))) for width in columns]

    def times(self, scale: float) -> Widths:
        """The same drawn to another scale."""
        return Widths(round(self.new * scale), round(self.need * scale), round(self.total * scale))

    def factor(self, total: int) -> float:
        """By what everything is multiplied where no single column can be told."""
        return (total - self.need) / total if total > self.need else 1.0


def widths(looks: Looks, table: Element) -> Widths:
    """How a table makes room for one more column."""
    total = sum(_stated(looks, table) or _grid(looks, table))
    room = _room(looks, table)
    if not total:
        return Widths(NARROWEST, 0, 0)
    most = max(total, room)
    new = min(max(most // _SHARE, NARROWEST), WIDEST)
    if total + new <= room:
        return Widths(new, 0, total + new)
    new = min(new, most // 3)
    return Widths(new, total + new - most, most)


def apply(looks: Looks, table: Element, rows: Iterable[Element], found: Widths) -> None:
    """Write the new widths of the old columns, in the grid and in the cells that state theirs."""
    stated = _stated(looks, table)
    _apply_to_grid(looks, table, found)
    width = looks.find(looks.find(table, "tblPr"), "tblW")
    if width is not None and width.get(looks.w + "type", "dxa") == "dxa" and whole(width.get(looks.w + "w")):
        width.set(looks.w + "w", str(found.total))
    if not found.need:
        return
    new = found.shrunk(stated)
    for row in rows:
        _apply_to_row(looks, row, stated, new, found)


def percent(looks: Looks, table: Element, found: Widths) -> str | None:
    """The new column in fiftieths of a percent, where the table's cells state theirs so; ``None`` elsewhere."""
    kinds = [
        width.get(looks.w + "type")
        for width in table.iter(looks.w + "tcW")
        if next(width.iterancestors(looks.w + "tbl"), None) is table
    ]
    if not kinds or kinds.count("pct") * 2 < len(kinds) or not found.total:
        return None
    return str(round(5000 * found.new / found.total))


def _apply_to_grid(looks: Looks, table: Element, found: Widths) -> None:
    grid = looks.find(table, "tblGrid")
    if grid is None:
        return
    columns = [each for each in grid if each.tag == looks.w + "gridCol"]
    # A grid may be drawn to another scale than the cells: programs that write it carelessly say the same for all.
    before, drawn = found.total - found.new + found.need, sum(_grid(looks, table))
    if drawn and before > 0:
        found = found.times(drawn / before)
    if found.need and columns:
        for column, width in zip(columns, found.shrunk(_grid(looks, table)), strict=True):
            column.set(looks.w + "w", str(width))
    added = looks.make("gridCol", w=str(found.new))
    if columns:
        columns[-1].addnext(added)
    else:
        grid.insert(0, added)


def _apply_to_row(looks: Looks, row: Element, old: Sequence[int], new: Sequence[int], found: Widths) -> None:
    """The cells of a row, each by the columns that it covers."""
    at = 0
    for name, gap in (("gridBefore", "wBefore"), ("gridAfter", "wAfter")):
        span = whole(looks.value(looks.find(row, "trPr"), name))
        begin = 0 if name == "gridBefore" else len(old) - span
        _scale(
            looks, looks.find(looks.find(row, "trPr"), gap), old[begin : begin + span], new[begin : begin + span], found
        )
        at += span if name == "gridBefore" else 0
    for cell in looks.own(row, "tc", "tr"):
        properties = looks.find(cell, "tcPr")
        span = max(whole(looks.value(properties, "gridSpan"), 1), 1)
        _scale(looks, looks.find(properties, "tcW"), old[at : at + span], new[at : at + span], found)
        at += span


def _scale(looks: Looks, element: Element | None, old: Sequence[int], new: Sequence[int], found: Widths) -> None:
    width = whole(element.get(looks.w + "w")) if element is not None else 0
    if element is None or width <= 0:
        return
    kind = element.get(looks.w + "type", "dxa")
    if kind == "pct":
        element.set(looks.w + "w", str(round(width * (found.total - found.new) / found.total)))
    elif kind == "dxa":
        factor = sum(new) / sum(old) if sum(old) else found.factor(found.total - found.new + found.need)
        element.set(looks.w + "w", str(round(width * factor)))


def _stated(looks: Looks, table: Element) -> list[int]:
    """The widths of the columns as the cells of the fullest row state them; empty where no row states all of its."""
    best: list[int] = []
    for row in looks.own(table, "tr", "tbl"):
        columns: list[int] = []
        for cell in looks.own(row, "tc", "tr"):
            properties = looks.find(cell, "tcPr")
            width = looks.find(properties, "tcW")
            stated = whole(width.get(looks.w + "w")) if width is not None else 0
            if width is None or width.get(looks.w + "type", "dxa") != "dxa" or not stated:
                columns = []
                break
            span = max(whole(looks.value(properties, "gridSpan"), 1), 1)
            columns += [stated // span] * (span - 1) + [stated - stated // span * (span - 1)]
        if (len(columns), sum(columns)) > (len(best), sum(best)):
            best = columns
    return best


def _grid(looks: Looks, table: Element) -> list[int]:
    """The widths of the columns as the grid has them."""
    grid = looks.find(table, "tblGrid")
    return [] if grid is None else [whole(each.get(looks.w + "w")) for each in grid if each.tag == looks.w + "gridCol"]


def _room(looks: Looks, table: Element) -> int:
    """What lies between the margins of the page that the table stands on."""
    section = _section(looks, table)
    page = whole(_said(looks, section, "pgSz", "w"), _PAGE)
    left = whole(_said(looks, section, "pgMar", "left"), _MARGIN)
    right = whole(_said(looks, section, "pgMar", "right"), _MARGIN)
    return max(page - left - right, 0)


def _said(looks: Looks, section: Element | None, tag: str, name: str) -> str | None:
    found = looks.find(section, tag)
    return None if found is None else found.get(looks.w + name)


def _section(looks: Looks, table: Element) -> Element | None:
    """The properties of the section that a table is in: those that come next in the document."""
    for element in table.itersiblings():
        found = next(element.iter(looks.w + "sectPr"), None)
        if found is not None:
            return found
    parent = table.getparent()
    return _section(looks, parent) if parent is not None and parent.tag != looks.w + "document" else None
