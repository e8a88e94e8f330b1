"""Tables after a loop over cells or rows: as many columns as the widest row has, and no table without rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from vpr_tracker_documents.word.ooxml import TBL, TC, TCPR, TR, TRPR, VAL, P, W

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def with_sound_tables(xml: str) -> str:
    """The XML of a part with its tables put right."""
    root = etree.fromstring(xml.encode(), _PARSER)
    for table in list(root.iter(TBL)):
        rows = table.findall(TR)
        parent = table.getparent()
        if not rows and parent is not None:
            parent.replace(table, table.makeelement(P))
        elif rows:
            _fit_grid(table, max(row_width(row) for row in rows))
    return etree.tostring(root, encoding="unicode")


def row_width(row: Element) -> int:
    """How many columns of the grid a row takes."""
    properties = row.find(TRPR)
    skipped = [] if properties is None else [properties.find(W + name) for name in ("gridBefore", "gridAfter")]
    beside = sum(int(each.get(VAL, "0")) for each in skipped if each is not None)
    return beside + sum(cell_width(cell) for cell in row.findall(TC))


def cell_width(cell: Element) -> int:
    """How many columns of the grid a cell takes."""
    properties = cell.find(TCPR)
    span = properties.find(W + "gridSpan") if properties is not None else None
    return int(span.get(VAL, "1")) if span is not None else 1


def _fit_grid(table: Element, wanted: int) -> None:
    grid = table.find(W + "tblGrid")
    if grid is None or len(grid) == wanted or wanted == 0:
        return
    total = sum(int(column.get(W + "w", "0")) for column in grid)
    for column in list(grid):
        grid.remove(column)
    for _column in range(wanted):
        grid.append(grid.makeelement(W + "gridCol", {W + "w": str(total // wanted)}))
