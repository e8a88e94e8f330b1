"""Widths of a table that gets one more column: it grows into the free room of the page, else all columns give way.

All in twentieths of a point, as Word counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.ooxml import whole

if TYPE_CHECKING:
    from vpr_tracker_documents.marking.looks import Looks
    from vpr_tracker_documents.word.ooxml import Element

NARROWEST, WIDEST = 1134, 2268
"""A column of marks is two to four centimetres wide."""
_SHARE: Final = 7
"""The new column takes a seventh of the table, within those bounds."""
_PAGE, _MARGIN = 11906, 1134
"""An A4 page upright with margins of two centimetres, where the file does not say."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The new column's width, and by what the others are multiplied; ``total`` is the table's new width."""

    new: int
    factor: float
    total: int

    def scaled(self, width: int) -> int:
        """An old width as it is to be."""
        return round(width * self.factor)


def widths(looks: Looks, table: Element) -> Widths:
    """How a table makes room for one more column."""
    total = _total(looks, table)
    room = _room(looks, table)
    if not total:
        return Widths(NARROWEST, 1.0, 0)
    most = max(total, room)
    new = min(max(most // _SHARE, NARROWEST), WIDEST)
    if total + new <= room:
        return Widths(new, 1.0, total + new)
    new = min(new, most // 3)
    return Widths(new, (most - new) / total, most)


def apply(looks: Looks, table: Element, rows: Iterable[Element], found: Widths) -> None:
    """Write the new widths of the old columns, in the grid and in the cells that state theirs."""
    grid = looks.find(table, "tblGrid")
    if grid is not None:
        columns = [each for each in grid if each.tag == looks.w + "gridCol"]
        for column in columns:
            _scale(looks, column, found)
        added = looks.make("gridCol", w=str(found.new))
        if columns:
            columns[-1].addnext(added)
        else:
            grid.insert(0, added)
    stated = looks.find(looks.find(table, "tblPr"), "tblW")
    if stated is not None and stated.get(looks.w + "type", "dxa") == "dxa" and whole(stated.get(looks.w + "w")):
        stated.set(looks.w + "w", str(found.total))
    if found.factor == 1.0:
        return
    for row in rows:
        for name in ("wBefore", "wAfter"):
            _scale(looks, looks.find(looks.find(row, "trPr"), name), found)
        for cell in looks.own(row, "tc", "tr"):
            _scale(looks, looks.find(looks.find(cell, "tcPr"), "tcW"), found)


def _scale(looks: Looks, element: Element | None, found: Widths) -> None:
    if element is None or element.get(looks.w + "type", "dxa") not in ("dxa", "pct"):
        return
    text = element.get(looks.w + "w")
    width = whole(text)
    if text and width > 0 and found.factor != 1.0:
        element.set(looks.w + "w", str(found.scaled(width)))


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


def _total(looks: Looks, table: Element) -> int:
    """The table's width: by its widest row, else by its grid."""
    widest = 0
    for row in looks.own(table, "tr", "tbl"):
        cells = [looks.find(looks.find(cell, "tcPr"), "tcW") for cell in looks.own(row, "tc", "tr")]
        stated = [
            whole(each.get(looks.w + "w")) if each is not None and each.get(looks.w + "type", "dxa") == "dxa" else 0
            for each in cells
        ]
        if stated and all(stated):
            widest = max(widest, sum(stated))
    grid = looks.find(table, "tblGrid")
    columns = [] if grid is None else [whole(each.get(looks.w + "w")) for each in grid.iter(looks.w + "gridCol")]
    return widest or sum(columns)


def _room(looks: Looks, table: Element) -> int:
    """What lies between the margins of the page that the table stands on."""
    section = _section(looks, table)
    page = whole(_stated(looks, section, "pgSz", "w"), _PAGE)
    left = whole(_stated(looks, section, "pgMar", "left"), _MARGIN)
    right = whole(_stated(looks, section, "pgMar", "right"), _MARGIN)
    return max(page - left - right, 0)


def _stated(looks: Looks, section: Element | None, tag: str, name: str) -> str | None:
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
