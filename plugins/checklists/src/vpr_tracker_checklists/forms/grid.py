"""A returned file as rows of cells and the facts of its identity, whether it was a workbook or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from openpyxl.utils import get_column_letter

from vpr_tracker import BadInput, last_saved, returned_workbook
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.csv_form import MARK
from vpr_tracker_checklists.forms.identity import FACTS, LARGEST_BODY
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.values import is_formula

LARGEST_CSV: Final = 5 * 1024 * 1024
_ROWS: Final = layout.MOST_ROWS + 100
_PREFIX: Final = "vpr-"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, without blanks round it; ``fault`` is ``f`` for a formula, ``e`` for an error of Excel."""

    value: Any
    fault: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.value is None or self.value == ""


NOTHING: Final = Cell(None)


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything that is read of a file.

    :ivar facts: what it says of itself; ``body``: the packed template, or nothing.
    :ivar saved: when it was saved last, as far as it says; aware UTC.
    :ivar outside: whether it points to other files.
    """

    rows: Sequence[Sequence[Cell]]
    facts: dict[str, str]
    body: str
    saved: datetime | None = None
    outside: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The cell, both counted from 1."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else NOTHING


def place(row: int, column: int) -> str:
    """What a cell is called: «C12»."""
    return f"{get_column_letter(column)}{row}"


def workbook_grid(data: bytes, name: str) -> Grid:
    """Read a workbook.

    :raises BadInput: it cannot be read, or is a trap.
    """
    with returned_workbook(data, name) as (book, outside):
        facts, body = _hidden(book)
        if "format" not in facts:
            named = {prop.name: prop.value for prop in book.custom_doc_props.props if isinstance(prop.value, str)}
            facts = {fact: named[f"{_PREFIX}{fact}"] for fact in FACTS if f"{_PREFIX}{fact}" in named}
        sheet = book[layout.SHEET] if layout.SHEET in book.sheetnames else book.worksheets[0]
        rows = [
            [_cell(each.value, getattr(each, "data_type", "n")) for each in row]
            for row in sheet.iter_rows(min_row=1, max_row=_ROWS, max_col=layout.COLUMNS)
        ]
        if "format" not in facts:  # the form as CSV, saved as a workbook
            facts, body = _marked(row[0].value for row in rows if row)
            rows = [[] if row and str(row[0].value).startswith(MARK) else row for row in rows]
        return Grid(rows=rows, facts=facts, body=body, saved=last_saved(book), outside=outside)


def _hidden(book: Any) -> tuple[dict[str, str], str]:  # noqa: ANN401 -- openpyxl's workbook
    if layout.HIDDEN not in book.sheetnames:
        return {}, ""
    rows = book[layout.HIDDEN].iter_rows(max_row=len(FACTS) + 100, max_col=2, values_only=True)
    return _said((str(row[0]), str(row[1])) for row in rows if len(row) == 2 and None not in row)


def _said(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, str], str]:
    facts: dict[str, str] = {}
    body = ""
    for name, value in pairs:
        if name == "body":
            body += value.removeprefix("'")  # stands before what a program would take for a formula
        elif name in FACTS:
            facts.setdefault(name, value)
    return facts, body if len(body) <= LARGEST_BODY else ""


def _cell(value: Any, kind: str) -> Cell:  # noqa: ANN401 -- what a cell may hold
    if isinstance(value, str):
        value = value.strip()
    return Cell(value, kind if kind in ("f", "e") else "")


def csv_grid(data: bytes, name: str) -> Grid:
    """Read CSV as programs save it: any usual separator, UTF-8, UTF-16 or Windows-1251.

    :raises BadInput: it is no such table.
    """
    strange = BadInput(
        _("{name}: this is no table in CSV").format(name=name),
        hint=_("save the form as «CSV (separated by semicolons)», or fill in the .xlsx form"),
        where=name,
    )
    text = _text(data) if len(data) <= LARGEST_CSV else None
    if text is None or "\0" in text:
        raise strange
    titles = next((line for line in text.splitlines() if layout.TITLES[layout.ASKED] in line), "")
    separator = max(";\t,", key=titles.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise strange from error
    facts, body = _marked(line[0] for line in lines if line)
    rows = [[] if line and line[0].startswith(MARK) else [_written(cell) for cell in line] for line in lines[:_ROWS]]
    return Grid(rows=rows, facts=facts, body=body)


def _marked(cells: Iterable[object]) -> tuple[dict[str, str], str]:
    """What the lines of a table say that begin with the mark."""
    marks = [
        cell.strip().removeprefix(MARK).partition("=")
        for cell in cells
        if isinstance(cell, str) and cell.startswith(MARK)
    ]
    return _said((name, value) for name, _equals, value in marks)


def _written(text: str) -> Cell:
    """A cell; what a program would take for a formula is one."""
    text = text.strip()
    return Cell(text, "f" if is_formula(text) else "")


def _text(data: bytes) -> str | None:
    for code in ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1251"]:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return None
