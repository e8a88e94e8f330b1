"""Tables for a terminal: columns that fit the width, wrapped cells, right widths for Cyrillic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

GAP: Final = "  "
NARROWEST: Final = 6
"""No column that wraps is made narrower than this."""


class Column(NamedTuple):
    """A column: its title, whether its cells may wrap, ``<`` or ``>`` alignment, the least width it keeps."""

    title: str
    wrap: bool = True
    align: str = "<"
    least: int = NARROWEST


class Cell(NamedTuple):
    """A cell with a colour (a Click colour name) or in bold; a plain ``str`` does for all others."""

    text: str
    colour: str | None = None
    bold: bool = False


def display_width(text: str) -> int:
    """Columns that the text takes: none for combining marks, two for wide East Asian characters."""
    if text.isascii() or max(text, default="") < "\u0300":
        return len(text)
    import unicodedata

    width = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def layout(columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]], width: int) -> Iterator[list[list[Cell]]]:
    """The lines of each row, the titles first: for each line its cells, padded to the widths of the columns."""
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = fit(columns, [[column.title for column in columns], *texts], width)
    yield list(_lines([Cell(column.title, bold=True) for column in columns], columns, widths))
    for row in rows:
        yield list(_lines(row, columns, widths))


def fit(columns: Sequence[Column], texts: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns: as wide as their cells, the widest of those that wrap narrowed until all fit."""
    widths = [
        max((display_width(line) for row in texts for line in row[position].split("\n")), default=0)
        for position in range(len(columns))
    ]
    spare = width - len(GAP) * (len(columns) - 1)
    while sum(widths) > spare:
        able = [
            position
            for position, column in enumerate(columns)
            if column.wrap and widths[position] > max(column.least, 1)
        ]
        if not able:
            break
        widest = max(able, key=lambda position: widths[position])
        widths[widest] -= 1
    return widths


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _lines(row: Sequence[str | Cell], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[list[Cell]]:
    wrapped = [wrap(_text(cell), width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max((len(lines) for lines in wrapped), default=0)):
        line = []
        for cell, lines, column, width in zip(row, wrapped, columns, widths, strict=True):
            part = lines[number] if number < len(lines) else ""
            space = " " * (width - display_width(part))
            text = space + part if column.align == ">" else part + space
            line.append(Cell(text) if isinstance(cell, str) else cell._replace(text=text))
        yield line


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns, broken between words, inside a word only where it must be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}" if line else word
            if display_width(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *full, line = _chunks(word, width)
            lines += full
        lines.append(line)
    return lines


def _chunks(word: str, width: int) -> list[str]:
    chunks = [""]
    for character in word:
        if chunks[-1] and display_width(chunks[-1] + character) > width:
            chunks.append("")
        chunks[-1] += character
    return chunks
