"""The short way through a row: most cells of most plans hide nothing.

A cell made of nothing but paragraphs, runs, text and looks is read in one flat pass over the row's elements, which is
several times faster than the long way (``tables.flatten``) and gives the same. What counts as looks is listed one by
one; a cell with anything else in it is left to the long way, so nothing unknown can slip through.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypeGuard

from vpr_tracker_documents.word.inline import WHITE, kept
from vpr_tracker_documents.word.model import Cell, Line
from vpr_tracker_documents.word.ooxml import PPR, RPR, RUN, TC, TCPR, TEXT, TRPR, VAL, P, W
from vpr_tracker_documents.word.story import NO_BREAK_HYPHEN, SOFT_HYPHEN, Story

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_LOOKS: Final = """
    tcW tcBorders shd noWrap tcMar vAlign textDirection tcFitText hideMark top bottom left right start end
    insideH insideV tl2br tr2bl
    spacing ind jc keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens
    contextualSpacing textAlignment pBdr between bar overflowPunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid
    rFonts b bCs i iCs u color sz szCs lang highlight kern w position vertAlign noProof bdr cs rtl
    proofErr bookmarkStart bookmarkEnd lastRenderedPageBreak
    trHeight cantSplit tblHeader gridBefore gridAfter wBefore wAfter
"""
_PLAIN: Final = frozenset({TRPR, TCPR, PPR, RPR, RUN, *(W + name for name in _LOOKS.split())})
_PLAIN_ROW: Final = frozenset({TRPR, W + "tblPrEx", W + "bookmarkStart", W + "bookmarkEnd"})
_STYLE: Final = W + "pStyle"


def plain_cells(story: Story, row: Element, number: int, column: int) -> list[Cell | Element] | None:
    """The cells of a row from left to right: read if plain and not merged, else the ``w:tc`` to be read the long way.

    ``None`` for the whole row when its cells are wrapped in something, or what came before bears on its text.

    :param number: the row's number. :param column: where its first cell stands; each is taken to be one column wide.
    """
    if not story.is_plain or not story.plain_style(None):
        return None
    whole = _lines_of_cells(story, row.iterdescendants())
    if whole is not None:
        return [Cell(place, 1, lines, (), number) for place, lines in enumerate(whole, column)]
    cells: list[Cell | Element] = []
    for child in row:
        tag = child.tag
        if tag == TC:
            found = _lines_of_cells(story, child.iter())
            cells.append(Cell(column + len(cells), 1, found[0], (), number) if found else child)
        elif tag not in _PLAIN_ROW:
            return None
    return cells


def all_read(cells: list[Cell | Element]) -> TypeGuard[list[Cell]]:
    """Whether no cell of a row is left to the long way."""
    return all(type(cell) is Cell for cell in cells)


def _lines_of_cells(story: Story, elements: Iterable[Element]) -> list[tuple[Line, ...]] | None:
    """The lines of each cell that begins among the elements, ``None`` unless all of it is plain."""
    cells: list[tuple[Line, ...]] = []
    lines: list[Line] = []
    text: str | None = None
    inside = False
    for element in elements:
        tag = element.tag
        if tag == TEXT:
            piece = element.text
            if piece:
                if SOFT_HYPHEN in piece or NO_BREAK_HYPHEN in piece:
                    return None
                if piece[0] in WHITE or piece[-1] in WHITE or "\n" in piece or "\r" in piece:
                    piece = kept(piece, element)
                text = text + piece if text else piece
        elif tag == P:
            if text is not None:
                lines.append(Line(text))
            text = ""
        elif tag == TC:
            if inside:
                if text is None:
                    return None
                cells.append(_closed(lines, text))
            inside, lines, text = True, [], None
        elif tag not in _PLAIN and not (tag == _STYLE and story.plain_style(element.get(VAL))):
            return None
    if text is None or not inside:
        return None
    cells.append(_closed(lines, text))
    return cells


def _closed(lines: list[Line], text: str) -> tuple[Line, ...]:
    """The lines of a cell whose last one says ``text``."""
    return (*lines, Line(text)) if lines else (Line(text),)
