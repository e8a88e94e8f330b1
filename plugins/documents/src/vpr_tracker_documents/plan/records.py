"""Rows of a plan as records: what each row's cells say, by field, with their place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

from vpr_tracker_documents.plan.columns import Role
from vpr_tracker_documents.plan.layout import Column, Layout
from vpr_tracker_documents.plan.months import Month
from vpr_tracker_documents.plan.text import Piece, blank, fold, pieces
from vpr_tracker_documents.word.model import Cell, Note, Row


@dataclass(slots=True)
class Part:
    """What a row says in one column: its lines, and where they stand."""

    column: Column
    row: int
    pieces: list[Piece]
    merged: bool = False
    """Printed further up and merged over this row."""

    @property
    def text(self) -> str:
        """The lines as printed, joined by line breaks."""
        if len(self.pieces) == 1:
            return self.pieces[0].whole
        return "\n".join(piece.whole for piece in self.pieces)

    @property
    def empty(self) -> bool:
        """Nothing, or a dash alone."""
        if self.pieces and self.pieces[0].text[:1].isalnum():
            return False
        return all(blank(piece.text) and not (piece.text and piece.mark) for piece in self.pieces)

    @property
    def first(self) -> Piece:
        """The first line with text."""
        return next((piece for piece in self.pieces if piece.text), Piece(""))

    @property
    def last(self) -> Piece:
        """The last line with text."""
        return next((piece for piece in reversed(self.pieces) if piece.text), Piece(""))


class Place(TypedDict):
    """A cell that belongs to a record, as its draft takes it: its field, its address and its words."""

    field: str
    row: int
    column: int
    text: str


@dataclass(slots=True)
class Record:
    """A task in the making: a row, and the torn rows that were joined to it."""

    table: int
    row: int
    parts: dict[int, Part]
    """By index of the layout's column."""
    layout: Layout
    places: list[Place] = field(default_factory=list)
    notes: list[tuple[int, int, Note]] = field(default_factory=list)
    """Row, column, note."""
    joined: list[tuple[int, str]] = field(default_factory=list)
    """Rows joined to this one, and their text."""
    rows: list[tuple[int, int]] = field(default_factory=list)
    """Where those are: table and row; a page may end one table and begin the next."""
    number: str = ""
    given: str = ""
    """Why the number was given: «sub» or «count»; empty where it is printed."""
    section: str | None = None
    month: Month | None = None
    period_heading: str | None = None
    list_in_cell: bool = False

    def size(self) -> int:
        """Characters of all its lines."""
        return sum(len(piece.text) for part in self.parts.values() for piece in part.pieces)

    def part(self, role: Role) -> Part | None:
        """The first column with this role."""
        for index in self.layout.by_role.get(role, ()):
            part = self.parts.get(index)
            if part is not None:
                return part
        return None

    def with_role(self, role: Role) -> list[Part]:
        """All columns with this role, from left to right."""
        return [self.parts[index] for index in self.layout.by_role.get(role, ()) if index in self.parts]

    def month_column(self) -> Part | None:
        """The column headed «Месяц», whatever else gives the deadline."""
        return next((self.parts[index] for index in self.layout.months if index in self.parts), None)

    def says(self, role: Role) -> bool:
        """Whether a column with this role holds text in this row."""
        return any(not part.empty for part in self.with_role(role))

    def own(self, role: Role) -> bool:
        """Whether the row itself (no merged cell) says something in this column."""
        return any(not part.empty and not part.merged for part in self.with_role(role))


def record_of(table: int, row: Row, layout: Layout) -> Record:
    """The row's cells by column; several cells in one column are read one after the other."""
    number = row.number
    record = Record(table=table, row=number, parts={}, layout=layout)
    columns, parts = layout.columns, record.parts
    for cell, index in zip(row.cells, columns_of(row, layout), strict=True):
        column = columns[index]
        new = Part(column, number, pieces(cell.lines), cell.merged)
        known = parts.get(index)
        if known is None:
            parts[index] = new
        elif not new.empty:
            known.pieces.extend(new.pieces)
        text = cell.text
        if text or not cell.merged:
            record.places.append({"field": column.field, "row": number, "column": cell.column, "text": text})
        if cell.notes and not cell.merged:
            record.notes.extend((number, cell.column, note) for note in cell.notes)
    return record


def columns_of(row: Row, layout: Layout) -> list[int]:
    """The column of each cell: by place in the grid, or in order where a continued table has another grid."""
    if layout.inherited and len(row.cells) == len(layout.columns):
        return list(range(len(row.cells)))
    return [layout.column_of(cell) for cell in row.cells]


def filled_cells(row: Row) -> list[Cell]:
    """Cells with text that are printed in this row."""
    return [cell for cell in row.cells if not cell.merged and cell_says(cell)]


def saying_cells(row: Row, layout: Layout) -> list[Cell]:
    """The same without marks of execution, which say nothing of what the row is; with them where there is no more."""
    filled = filled_cells(row)
    marks = layout.execution
    if marks is None:
        return filled
    return [cell for cell in filled if layout.column_of(cell) != marks] or filled


def cell_says(cell: Cell) -> bool:
    """Whether a cell holds more than dashes."""
    lines = cell.lines
    if lines and lines[0].text[:1].isalnum():
        return True
    return any(line.number or not blank(line.text) for line in lines)


def row_text(row: Row) -> str:
    """The whole row in one line, cells divided by bars; merged cells from above are left out."""
    return " | ".join(fold(cell.text) for cell in row.cells if fold(cell.text) and not cell.merged)
