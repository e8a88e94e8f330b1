"""Rows that are longer than a page: they alone may be torn by its end.

A row that must stay whole and does not fit any page is cut off by some programs and pushed about by others. How long
a row becomes is estimated from its texts and the widths of its cells, as for type of 12 points.
"""

from __future__ import annotations

import re
from typing import Final

_WHOLE: Final = "<w:cantSplit/>"
_MORE: Final = 150
"""Characters that a row has more than the middle one before it is looked at closely: rows of a long table are alike,
and looking at each would cost more than filling it."""
_CHARACTER: Final = 118
"""Twips that a letter takes on the average."""
_LINE: Final = 280
"""Twips that a line takes."""
_SIDES: Final = 170
"""Twips between the edges of a cell and its text."""
_HEADER: Final = 4
"""Lines that a repeated header takes of a page."""
_CELL: Final = re.compile(r"<w:tc>(.*?)</w:tc>", re.DOTALL)
_WIDTH: Final = re.compile(r'<w:tcW w:w="(\d+)"')
_MARK: Final = re.compile(r"<[^>]*>")
_PAGE: Final = 16_838 - 2 * 1_134
"""Twips of text that an A4 page holds between margins of 20 mm."""


def page_lines(xml: str) -> int:
    """How many lines of a table fit a page of the last section of a part."""
    size = re.findall(r"<w:pgSz[^>]*>", xml)
    margins = re.findall(r"<w:pgMar[^>]*>", xml)
    height = _PAGE
    if size and margins:
        found = [
            re.search(rf'w:{name}="(\d+)"', mark)
            for name, mark in (("h", size[-1]), ("top", margins[-1]), ("bottom", margins[-1]))
        ]
        if all(found):
            whole, top, bottom = (int(each[1]) for each in found if each)
            height = whole - top - bottom
    return max(height // _LINE - _HEADER, 5)


def let_long_rows_split(xml: str, lines: int) -> str:
    """Take the wish to stay whole from the rows that are longer than so many lines."""
    pieces = xml.split(_WHOLE)
    if len(pieces) == 1:
        return xml
    rows = pieces[1:]
    ends = [piece.find("</w:tr>") for piece in rows]
    middle = sorted(range(len(rows)), key=ends.__getitem__)[len(rows) // 2]
    close = 0 if _lines(rows[middle][: ends[middle]]) > lines // 2 else ends[middle] + _MORE
    out = [pieces[0]]
    for piece, end in zip(rows, ends, strict=True):
        if end > close and _lines(piece[:end]) > lines:
            out.append(piece)
        else:
            out += (_WHOLE, piece)
    return "".join(out)


def _lines(row: str) -> int:
    return max((_cell_lines(cell) for cell in _CELL.findall(row)), default=0)


def _cell_lines(cell: str) -> int:
    width = _WIDTH.search(cell)
    room = max(((int(width[1]) if width else 2_500) - _SIDES) // _CHARACTER, 1)
    count = 0
    for paragraph in cell.split("</w:p>")[:-1]:
        for line in paragraph.replace("<w:br/>", "\n").split("\n"):
            count += max(1, -(-len(_MARK.sub("", line)) // room))
    return count
