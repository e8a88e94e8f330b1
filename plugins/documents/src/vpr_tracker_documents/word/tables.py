"""Tables: rows, and cells at the columns where they are seen, merged ones included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from vpr_tracker_documents.word.blocks import blocks
from vpr_tracker_documents.word.containers import unwrap
from vpr_tracker_documents.word.model import Cell, Line, Note, Paragraph, Row, Table
from vpr_tracker_documents.word.ooxml import DEAD_CHANGES, TC, TCPR, TR, TRPR, VAL, W, is_on, value_of, whole
from vpr_tracker_documents.word.plain import all_read, plain_cells
from vpr_tracker_documents.word.story import NESTED, Story

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

MAX_SPAN: Final = 63
"""Word's own limit of columns."""
_ROWS: Final = frozenset({TR})
_CELLS: Final = frozenset({TC})
_SPAN: Final = W + "gridSpan"
_DOWN: Final = W + "vMerge"
_ACROSS: Final = W + "hMerge"
_DELETED: Final = W + "cellDel"
_NOTHING: Final = nullcontext()
_MERGED: Final = W + "cellMerge"


@dataclass(slots=True)
class _Shape:
    """What a ``w:tcPr`` says about merging."""

    span: int = 1
    across: bool = False
    """Continues the cell to its left (``w:hMerge``)."""
    down: str = ""
    """«restart», «continue» or empty (``w:vMerge``)."""
    deleted: bool = False


def read_table(story: Story, table: Element, number: int) -> Table | None:
    """The table as it is seen; ``None`` when no row of it is left."""
    before = story.table_style
    story.table_style = value_of(table.find(W + "tblPr"), W + "tblStyle")
    rows: list[Row] = []
    open_merges: dict[int, Cell] = {}
    columns = 0
    with story.deeper(NESTED):
        for element in unwrap(story, table, _ROWS):
            properties = next(element.iterchildren(TRPR), None)
            if properties is not None and any(prop.tag in DEAD_CHANGES for prop in properties):
                continue
            row, open_merges, width = _row(story, element, properties, len(rows) + 1, open_merges)
            rows.append(row)
            if number and story.sources.trace is not None:
                story.sources.trace[number, row.number] = element
            columns = max(columns, width)
    story.table_style = before
    return Table(number=number, columns=columns, rows=tuple(rows)) if rows else None


class Placed(NamedTuple):
    """A ``w:tc`` where it stands: first grid column, how many it covers, and how it is merged with others."""

    element: Element
    column: int
    span: int
    across: bool = False
    """Continues the cell to its left."""
    down: str = ""
    """«restart», «continue» or empty."""


def placed_cells(story: Story, row: Element) -> list[Placed]:
    """The cells of a row that are left when all changes are accepted, as ``read_table`` places them."""
    properties = next(row.iterchildren(TRPR), None)
    column = 1 + (0 if properties is None else _columns(properties, "gridBefore"))
    cells = []
    for tc in unwrap(story, row, _CELLS):
        shape = _shape(tc)
        if shape.deleted:
            continue
        cells.append(Placed(tc, column, shape.span, shape.across, shape.down))
        column += shape.span
    return cells


def flatten(story: Story, container: Element) -> tuple[list[Line], list[Note]]:
    """All lines of a cell, text box, footnote…; a table inside gives a line per row and a note."""
    lines: list[Line] = []
    notes: list[Note] = []
    for block in blocks(story, container):
        if isinstance(block, Paragraph):
            lines += block.lines
            notes += block.notes
        else:
            inner = nested(story, block)
            lines += inner.lines
            notes += inner.notes
    return lines, notes


def nested(story: Story, table: Element) -> Paragraph:
    """A table inside a cell (or a header) as lines: each row one line, its cells joined by a space."""
    read = read_table(story, table, 0)
    lines: list[Line] = []
    notes: list[Note] = []
    for row in () if read is None else read.rows:
        cells = (" ".join(cell.text.split("\n")).strip() for cell in row.cells if not cell.merged)
        lines.append(Line(text=" ".join(text for text in cells if text)))
        notes += (note for cell in row.cells for note in cell.notes if note.code != "nested_table")
    text = "\n".join(line.text for line in lines).strip()
    return Paragraph(lines=tuple(lines), notes=(Note(code="nested_table", text=text), *notes) if text else tuple(notes))


def _row(
    story: Story, element: Element, properties: Element | None, number: int, above: dict[int, Cell]
) -> tuple[Row, dict[int, Cell], int]:
    """A row, the merged cells that may go on in the next one (by first column), and the row's width."""
    column = 1
    header = False
    if properties is not None:
        column += _columns(properties, "gridBefore")
        header = is_on(properties.find(W + "tblHeader"))
    hidden = properties is not None and is_on(properties.find(W + "hidden"))
    with _covered(story) if hidden else _NOTHING:
        cells, merges = _cells(story, element, number, column, above)
    width = cells[-1].column + cells[-1].span - 1 if cells else column - 1
    if properties is not None:
        width += _columns(properties, "gridAfter")
    return Row(number=number, cells=tuple(cells), header=header), merges, width


def _cells(
    story: Story, row: Element, number: int, column: int, above: dict[int, Cell]
) -> tuple[list[Cell], dict[int, Cell]]:
    """The cells of a row, the first in ``column``, and those of them that may go on in the next row."""
    known = plain_cells(story, row, number, column)
    if known and all_read(known):
        return known, {}
    cells: list[Cell] = []
    merges: dict[int, Cell] = {}
    for tc in known or unwrap(story, row, _CELLS):
        if isinstance(tc, Cell):
            cells.append(tc if tc.column == column else tc._replace(column=column))
            column += 1
            continue
        shape = _shape(tc)
        if shape.deleted:
            continue
        if shape.across and cells:
            cell = _widened(story, tc, cells.pop(), shape.span)
        else:
            cell = _cell(story, tc, column, shape, number, above)
            if shape.down:
                merges[column] = cell
        cells.append(cell)
        column += shape.span
    return cells, merges


def _cell(story: Story, tc: Element, column: int, shape: _Shape, row: int, above: dict[int, Cell]) -> Cell:
    origin = above.get(column) if shape.down == "continue" else None
    if origin is None:
        lines, notes = flatten(story, tc)
        return Cell(column=column, span=shape.span, lines=tuple(lines), notes=tuple(notes), origin_row=row)
    return origin._replace(column=column, span=shape.span, notes=_under(story, tc), merged=True)


def _widened(story: Story, tc: Element, cell: Cell, span: int) -> Cell:
    """``cell`` with the one to its right, ``tc``, merged into it."""
    return cell._replace(span=cell.span + span, notes=cell.notes + _under(story, tc))


def _under(story: Story, tc: Element) -> tuple[Note, ...]:
    """What stands in a cell that another one covers: Word keeps it in the file, and nobody sees it."""
    with _covered(story):
        return tuple(flatten(story, tc)[1])


@contextmanager
def _covered(story: Story) -> Iterator[None]:
    """Read text as hidden and count no list numbers for a while."""
    before = story.counting
    story.counting = False
    try:
        with story.forcing("hidden"):
            yield
    finally:
        story.counting = before


def _shape(tc: Element) -> _Shape:
    shape = _Shape()
    for properties in tc:
        if properties.tag == TCPR:
            for prop in properties:
                _read_shape(shape, prop)
            break
    return shape


def _read_shape(shape: _Shape, prop: Element) -> None:
    tag = prop.tag
    if tag == _SPAN:
        shape.span = min(max(whole(prop.get(VAL), 1), 1), MAX_SPAN)
    elif tag == _DOWN:
        shape.down = "restart" if prop.get(VAL) == "restart" else "continue"
    elif tag == _ACROSS:
        shape.across = prop.get(VAL) != "restart"
    elif tag == _DELETED:
        shape.deleted = True
    elif tag == _MERGED:
        # A tracked merge or split: what it is now, whatever w:vMerge said before.
        shape.down = {"cont": "continue", "rest": "restart"}.get(prop.get(W + "vMerge", ""), "")


def _columns(properties: Element | None, name: str) -> int:
    return min(max(whole(value_of(properties, W + name)), 0), MAX_SPAN)
