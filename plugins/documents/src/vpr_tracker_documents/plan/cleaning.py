"""Before a file is read for its meaning: characters that no plan can hold, and cells too long for any field.

A draft takes neither, and nothing that a document says may stop its reading. What is taken out here is remarked on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from vpr_tracker import without_refused
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.word.model import Block, Cell, Line, Note, Row, Table, WordFile

LONGEST_ROW: Final = 20_000
"""Characters of a row that are read, some ten printed pages; a torn row may add as much again."""
_FREE: Final = 300
"""Characters of a cell that count nothing: a mark of execution must not shorten what is read of its row."""
_PER_LINE: Final = 10
"""Characters that a line counts besides its own."""
_REPLACED: Final = "\N{REPLACEMENT CHARACTER}"


def readable(word: WordFile, notes: Notebook) -> WordFile:
    """The file with texts that a draft can hold; the same object where there was nothing to change."""
    bad = any(not text.isprintable() and _is_bad(text) for text in _texts(word))
    if not bad and not any(map(_too_long, _rows(word.blocks))):
        return word
    if bad:
        message = f"Знаки, которых в тексте быть не может, заменены на «{_REPLACED}»."
        notes.add("read", message, "\n".join(without_refused(text) for text in _texts(word) if _is_bad(text)))
    return replace(
        word,
        blocks=tuple(_block(block, notes) for block in word.blocks),
        margins=tuple(replace(each, lines=_lines(each.lines), notes=_notes(each.notes)) for each in word.margins),
        title=without_refused(word.title)[:LONGEST_ROW],
    )


def _is_bad(text: str) -> bool:
    return without_refused(text) != text


def _too_long(row: Row) -> bool:
    return sum([len(line.text) + _PER_LINE for cell in row.cells for line in cell.lines]) > LONGEST_ROW


def _weight(cell: Cell) -> int:
    weight = sum([len(line.text) for line in cell.lines]) + _PER_LINE * len(cell.lines)
    return weight if weight > _FREE else 0


def _rows(blocks: Iterable[Block]) -> Iterator[Row]:
    for block in blocks:
        if isinstance(block, Table):
            yield from block.rows


def _texts(word: WordFile) -> Iterator[str]:
    """Every text of the file."""
    yield word.title
    for block in (*word.blocks, *word.margins):
        for place in (cell for row in block.rows for cell in row.cells) if isinstance(block, Table) else (block,):
            for line in place.lines:
                yield line.text
                if line.number:
                    yield line.number
            for note in place.notes:
                yield note.text


def _block(block: Block, notes: Notebook) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=tuple(_row(row, block.number, notes) for row in block.rows))
    return replace(block, lines=_lines(block.lines), notes=_notes(block.notes))


def _row(row: Row, table: int, notes: Notebook) -> Row:
    limit = max(_limit([weight for cell in row.cells if (weight := _weight(cell))]), _FREE)
    cells: list[Cell] = []
    for cell in row.cells:
        lines, rest = _within(_lines(cell.lines), limit)
        cells.append(cell._replace(lines=lines, notes=_notes(cell.notes)))
        if rest and not cell.merged:
            notes.add(
                "unplaced", f"Строка таблицы длиннее {LONGEST_ROW} знаков; дальше этого места не прочитана.", rest,
                table=table, row=row.number, column=cell.column,
            )  # fmt: skip
    return replace(row, cells=tuple(cells))


def _limit(weights: list[int]) -> int:
    """What one cell may weigh: short ones stay whole, the long ones share what is left of the row."""
    left = LONGEST_ROW
    for place, weight in enumerate(sorted(weights)):
        share = left // (len(weights) - place)
        if weight > share:
            return share
        left -= weight
    return LONGEST_ROW


def _within(lines: tuple[Line, ...], limit: int) -> tuple[tuple[Line, ...], str]:
    """The lines that fit into so many characters, and the text of the others."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        limit -= len(line.text) + _PER_LINE
        if limit < 0:
            # A space at the end of what is read would be folded away: it goes with the rest.
            cut = len(line.text[: max(0, len(line.text) + limit)].rstrip())
            kept.append(line._replace(text=line.text[:cut]))
            return tuple(kept), "\n".join([line.text[cut:], *(other.text for other in lines[index + 1 :])])
        kept.append(line)
    return lines, ""


def _lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line._replace(text=without_refused(line.text), number=without_refused(line.number)) for line in lines)


def _notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(replace(note, text=without_refused(note.text)) for note in notes)
