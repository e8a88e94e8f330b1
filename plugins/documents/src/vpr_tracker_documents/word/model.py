"""What a Word file shows when all tracked changes are accepted: frozen data, no meaning attached yet.

Addresses count from 1, as a person counts them in Word: table 1 is the first table of the body, row 1 its first row,
column 1 the leftmost column of its grid. Lines and cells, of which there are many, are tuples, which are made quickest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

NoteCode: TypeAlias = Literal[
    "struck", "hidden", "placeholder", "nested_table", "footnote", "comment", "text_box", "picture", "unread"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Text that is there but not live text of its place, or that came from an unusual place.

    ``struck`` and ``hidden`` text is *not* in the lines, nor is a ``placeholder``, the prompt of an unfilled content
    control; ``nested_table`` and ``text_box`` text *is* in the lines as well; a ``footnote`` (or endnote) and a
    ``comment`` are only here; a ``picture`` has its alternative text, maybe empty. ``unread`` names what is shown from
    a file inside the file (an embedded document, a diagram), whose text is not read.
    """

    code: NoteCode
    text: str


class Line(NamedTuple):
    """A paragraph, or a part of one between line breaks.

    ``number`` is the label that Word computes for an automatically numbered or bulleted paragraph («3.», «2.1», «•»,
    «а)»), empty where there is none or where it was typed (then it stands in ``text``). ``joined`` is true when the
    line continues the paragraph of the line before it (a manual line break between them). Soft hyphens are gone,
    no-break hyphens are «-», no-break spaces and tabs are kept as they are.
    """

    text: str
    number: str = ""
    joined: bool = False


class Cell(NamedTuple):
    """A cell where it is seen. A cell merged over rows appears in each of them with the same lines.

    ``column`` is its first grid column, ``span`` how many it covers. ``origin_row`` is the row in which a vertically
    merged cell begins (its own row otherwise), so ``merged`` means that the text was printed further up.
    """

    column: int
    span: int = 1
    lines: tuple[Line, ...] = ()
    notes: tuple[Note, ...] = ()
    origin_row: int = 0
    merged: bool = False

    @property
    def text(self) -> str:
        """All lines, automatic numbers included, joined by newlines."""
        if len(self.lines) == 1 and not self.lines[0].number:
            return self.lines[0].text
        return "\n".join(f"{line.number} {line.text}".strip() if line.number else line.text for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: its cells from left to right (gaps before the first and after the last are left out)."""

    number: int
    cells: tuple[Cell, ...]
    header: bool = False
    """Marked in Word to be repeated as a header row on every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the body, a header, a footer or a text box, cut into lines at manual breaks."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...] = ()
    heading: int = 0
    """The outline level (1..9) when the paragraph is a heading by its style or outline level, else 0."""

    @property
    def text(self) -> str:
        """All lines, automatic numbers included, joined by newlines."""
        return "\n".join(f"{line.number} {line.text}".strip() if line.number else line.text for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the body. ``number`` counts the body's tables from 1; ``columns`` is the width of its grid."""

    number: int
    columns: int
    rows: tuple[Row, ...]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """A whole file. ``blocks`` is the body in order; headers and footers are kept apart, each part once."""

    sha256: str
    blocks: tuple[Block, ...]
    margins: tuple[Paragraph, ...] = ()
    """Paragraphs of page headers, then of page footers."""
    title: str = ""
    """The title in the core properties."""
