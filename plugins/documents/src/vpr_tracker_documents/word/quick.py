"""Lines and cells made quickly.

The initialiser of a frozen dataclass sets each field through ``object.__setattr__``, which would be a third of the
time of reading a table. These makers go through the slots themselves and give equal objects.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from vpr_tracker_documents.word.model import Cell, Line

_LINE: Final = vars(Line)
_CELL: Final = vars(Cell)
_new = object.__new__
_set_text = _LINE["text"].__set__
_set_label = _LINE["number"].__set__
_set_joined = _LINE["joined"].__set__
_set_column = _CELL["column"].__set__
_set_span = _CELL["span"].__set__
_set_lines = _CELL["lines"].__set__
_set_notes = _CELL["notes"].__set__
_set_origin = _CELL["origin_row"].__set__
_set_merged = _CELL["merged"].__set__


def line(text: str, label: str = "") -> Line:
    """``Line(text=text, number=label)``."""
    made = _new(Line)
    _set_text(made, text)
    _set_label(made, label)
    _set_joined(made, False)
    return made


@lru_cache(maxsize=4096)
def one_line(text: str) -> tuple[Line, ...]:
    """The lines of a cell that has one; cells that say the same share them."""
    return (line(text),)


def cell(column: int, lines: tuple[Line, ...], row: int) -> Cell:
    """``Cell(column=column, lines=lines, origin_row=row)``."""
    made = _new(Cell)
    _set_column(made, column)
    _set_span(made, 1)
    _set_lines(made, lines)
    _set_notes(made, ())
    _set_origin(made, row)
    _set_merged(made, False)
    return made
