"""What stands before, between and after the plan's tables: lines with an index each, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from vpr_tracker_documents.plan.stamps import STAMP, Lines, line_columns, table_columns
from vpr_tracker_documents.plan.tables import PlanTable
from vpr_tracker_documents.plan.text import fold, unspaced
from vpr_tracker_documents.word.model import Paragraph, Table, WordFile

AFTER_ALL: Final = 1 << 40
"""Index of the line before the first in a margin: no body has so many lines."""


@dataclass(slots=True)
class Gap:
    """What stands between two plan tables (or before the first, after the last)."""

    lines: Lines = field(default_factory=list)
    """Lines of paragraphs; their indices are positive, those of cells negative."""
    raw: Lines = field(default_factory=list)
    """The same as printed, tabs and runs of spaces kept."""
    levels: dict[int, int] = field(default_factory=dict)
    """Outline levels of the lines that are headings."""
    groups: list[Lines] = field(default_factory=lambda: [[]])
    """Runs of paragraphs and single cells, in order."""
    tables: list[tuple[Table, list[Lines]]] = field(default_factory=list)

    @property
    def all_lines(self) -> Iterator[tuple[int, str]]:
        """Lines of paragraphs and cells in order."""
        for group in self.groups:
            yield from group

    def stamps(self) -> list[Lines]:
        """Groups that an approval stamp may be read from, those that keep columns apart first."""
        if not any(STAMP.search(text) for _index, text in self.all_lines):
            return self.groups
        columns = [column for table, groups in self.tables for column in table_columns(table, groups)]
        return [*line_columns(self.raw), *columns, *self.groups]


def gaps_of(word: WordFile, plans: Mapping[int, PlanTable]) -> tuple[list[Gap], list[int]]:
    """One gap more than there are plan tables, and the numbers of these in order."""
    gaps, order, index = [Gap()], [], 0
    for block in word.blocks:
        gap = gaps[-1]
        if isinstance(block, Paragraph):
            index = _add_paragraph(gap, block, index)
        elif block.number in plans:
            order.append(block.number)
            gaps.append(Gap())
        else:
            index = _add_cells(gap, block, index)
    return gaps, order


def margins_of(word: WordFile) -> Gap:
    """Page headers and footers, their indices after all others."""
    gap, index = Gap(), AFTER_ALL
    for paragraph in word.margins:
        index = _add_paragraph(gap, paragraph, index)
    return gap


def _add_paragraph(gap: Gap, paragraph: Paragraph, index: int) -> int:
    for line in paragraph.text.split("\n"):
        index += 1
        text = unspaced(line)
        gap.lines.append((index, text))
        gap.raw.append((index, line))
        gap.levels[index] = paragraph.heading
        gap.groups[-1].append((index, text))
    return index


def _add_cells(gap: Gap, table: Table, index: int) -> int:
    """The cells of a table that is no plan (approval, signatures), each a group of lines of its own."""
    groups: list[Lines] = []
    for row in table.rows:
        for cell in row.cells:
            if cell.merged:
                continue
            group: Lines = []
            for line in cell.text.split("\n"):
                index += 1
                group.append((-index, fold(line)))
            groups.append(group)
    gap.groups += [*groups, []]
    gap.tables.append((table, groups))
    return index
