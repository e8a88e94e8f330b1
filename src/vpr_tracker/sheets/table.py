"""A table as a workbook that a person likes to open: frozen titles, filters, widths, days as days, colours with words.

Texts are written as texts whatever they begin with: nothing that came from outside becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from vpr_tracker.domain.texts import without_refused
from vpr_tracker.sheets.library import openpyxl

Tone = Literal["late", "soon", "review", "done", "open", "quiet"]
TONES: Final[dict[Tone, tuple[str, str]]] = {
    "late": ("FFC7CE", "9C0006"),
    "soon": ("FFEB9C", "7F6000"),
    "review": ("DDEBF7", "1F4E78"),
    "done": ("C6EFCE", "006100"),
    "open": ("FFFFFF", "000000"),
    "quiet": ("EDEDED", "595959"),
}
"""Fill and letters, in the shades that Excel itself offers; every one is said in words too."""
A4: Final = 9
"""Excel's number of the paper size."""
LONGEST: Final = 32_000
"""Characters of a cell; Excel takes no more than 32 767."""
DAY: Final = "DD.MM.YYYY"
FONT: Final = "Calibri"
HEADER: Final = ("1F4E78", "FFFFFF")
MOST_ROWS: Final = 1_048_576
"""Rows of a sheet."""
_FORMULA: Final = frozenset("=+-@")
_LINE: Final = 15.0
"""Points that a line takes."""
_MOST_LINES: Final = 14
_PAGE: Final = 250
"""Letters of columns that one printed page takes."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with a colour; ``tone`` is ``late``, ``soon``, ``review``, ``done``, ``open`` or ``quiet``."""

    text: str
    tone: Tone


_WIDEST_TITLE: Final = 16.0
"""Letters that a title's word may widen a column to."""

Value = str | int | float | date | MarkedText | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title and its width in letters."""

    title: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet: ``heading`` lines above the titles, rows below; ``pinned`` columns stay when one scrolls.

    A value is a text, a number, a day, a :class:`MarkedText`, or ``None`` for nothing.
    """

    name: str
    heading: Sequence[str]
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Value]]
    pinned: int = 0
    legend: Sequence[MarkedText] = ()


def workbook_bytes(table: SheetTable) -> bytes:
    """The workbook as a file's content.

    :raises PluginError: openpyxl is not installed.
    """
    book = openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(table.name))
    pens = Pens()
    first = len(table.heading) + (2 if table.legend else 1) + 1
    _set_up(sheet, table, first)
    for place, line in enumerate(table.heading):
        sheet.append([pens.plain(sheet, line, bold=place == 0)])
    if table.legend:
        # Behind the narrow first columns.
        sheet.append([None] * table.pinned + [pens.marked(sheet, each) for each in table.legend])
    sheet.append([])
    sheet.row_dimensions[first].height = height(table.columns, [column.title for column in table.columns], least=2)
    sheet.append([pens.title(sheet, column.title) for column in table.columns])
    for place, row in enumerate(table.rows, start=first + 1):
        sheet.row_dimensions[place].height = height(table.columns, row)
        sheet.append(list(_cells(sheet, pens, table.columns, row)))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _set_up(sheet: Any, table: SheetTable, first: int) -> None:  # noqa: ANN401 -- openpyxl's sheet
    """What has to be said before the rows are written."""
    letter = openpyxl("openpyxl.utils").get_column_letter
    for place, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[letter(place)].width = max(column.width, _word_width(column.title))
    sheet.freeze_panes = f"{letter(table.pinned + 1)}{first + 1}"
    last = letter(max(len(table.columns), 1))
    sheet.auto_filter.ref = f"A{first}:{last}{first + len(table.rows)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    wide = sum(column.width for column in table.columns)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(wide / _PAGE)), 0
    sheet.sheet_properties.pageSetUpPr = openpyxl("openpyxl.worksheet.properties").PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{first}:{first}"
    if table.pinned:
        sheet.print_title_cols = f"A:{letter(table.pinned)}"
    sheet.oddFooter.center.text = "&P / &N"


def _word_width(title: str) -> float:
    """Room for the longest word of a title in bold, so that none is broken; a very long one is all the same."""
    return min(max(map(len, title.split()), default=0) * 1.25 + 2, _WIDEST_TITLE)


def height(columns: Sequence[SheetColumn], values: Iterable[Value], *, least: int = 1) -> float:
    """Points for a row: as many lines as its longest text takes; not every program makes room by itself."""
    lines = [least]
    for column, value in zip(columns, values, strict=True):
        text = value.text if isinstance(value, MarkedText) else value
        if isinstance(text, str):
            lines.append(sum(1 + int(len(line) * 1.15 // column.width) for line in text.split("\n")))
    return min(max(lines), _MOST_LINES) * _LINE


def _cells(sheet: Any, pens: Pens, columns: Sequence[SheetColumn], row: Iterable[Value]) -> Iterator[Any]:  # noqa: ANN401
    for column, value in zip(columns, row, strict=True):
        if isinstance(value, MarkedText):
            yield pens.marked(sheet, value)
        elif isinstance(value, date):
            yield pens.day(sheet, value)
        elif isinstance(value, str):
            yield pens.text(sheet, value, centred=column.centred)
        else:
            yield pens.number(sheet, value)


class Pens:
    """Cells in the few looks that there are; the looks are made once."""

    def __init__(self) -> None:
        styles = openpyxl("openpyxl.styles")
        self._cell = openpyxl("openpyxl.cell").WriteOnlyCell
        line = styles.Side(style="thin", color="BFBFBF")
        self.border = styles.Border(left=line, right=line, top=line, bottom=line)
        self.wrapped = styles.Alignment(wrap_text=True, vertical="top")
        self.centred = styles.Alignment(wrap_text=True, vertical="top", horizontal="center")
        self.flat = styles.Alignment(vertical="top")
        self.bold = styles.Font(name=FONT, bold=True, size=12)
        self.normal = styles.Font(name=FONT)
        self.header_font = styles.Font(name=FONT, bold=True, color=HEADER[1])
        self.header_fill = styles.PatternFill("solid", fgColor=HEADER[0])
        self.header_place = styles.Alignment(wrap_text=True, vertical="center", horizontal="center")
        self.fills = {tone: styles.PatternFill("solid", fgColor=fill) for tone, (fill, _ink) in TONES.items()}
        self.inks = {tone: styles.Font(name=FONT, color=ink) for tone, (_fill, ink) in TONES.items()}

    def _make(self, sheet: Any, value: Value) -> Any:  # noqa: ANN401 -- openpyxl's sheet and cell
        cell = self._cell(sheet)
        if isinstance(value, str):
            as_text(cell, value)
        else:
            cell.value = value
        return cell

    def plain(self, sheet: Any, text: str, *, bold: bool = False) -> Any:  # noqa: ANN401
        """A line above the table."""
        cell = self._make(sheet, text)
        cell.font = self.bold if bold else self.normal
        return cell

    def title(self, sheet: Any, text: str) -> Any:  # noqa: ANN401
        """A column's title."""
        cell = self._make(sheet, text)
        cell.font, cell.fill, cell.alignment, cell.border = (
            self.header_font,
            self.header_fill,
            self.header_place,
            self.border,
        )
        return cell

    def text(self, sheet: Any, text: str, *, centred: bool = False) -> Any:  # noqa: ANN401
        """A text."""
        cell = self._make(sheet, text)
        cell.alignment, cell.border = self.centred if centred else self.wrapped, self.border
        return cell

    def day(self, sheet: Any, day: date) -> Any:  # noqa: ANN401
        """A day, which sorts and filters as one."""
        cell = self._make(sheet, day)
        cell.number_format, cell.alignment, cell.border = DAY, self.centred, self.border
        return cell

    def number(self, sheet: Any, number: float | None) -> Any:  # noqa: ANN401
        """A number, or nothing."""
        cell = self._make(sheet, number)
        cell.alignment, cell.border = self.centred, self.border
        return cell

    def marked(self, sheet: Any, marked: MarkedText) -> Any:  # noqa: ANN401
        """A text with a colour."""
        cell = self._make(sheet, marked.text)
        cell.fill, cell.font = self.fills[marked.tone], self.inks[marked.tone]
        cell.alignment, cell.border = self.centred, self.border
        return cell


def as_text(cell: Any, text: str) -> None:  # noqa: ANN401 -- openpyxl's cell
    """Put a text in a cell, as a text: openpyxl takes «=…» for a formula unless told, and so might a person's copy."""
    cell.value = shortened(without_refused(text))
    cell.data_type = "s"
    if text[:1] in _FORMULA:
        cell.quotePrefix = True


def shortened(text: str) -> str:
    """A text that fits a cell."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def sheet_name(text: str) -> str:
    """A name that a sheet may have: up to 31 characters, without those that Excel refuses."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in text).strip()[:31] or "1"
