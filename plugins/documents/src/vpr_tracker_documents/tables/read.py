"""Reading a table as texts: every sheet of an xlsx, or a CSV in UTF-8 or Windows-1251."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from vpr_tracker import BadInput, NotFound
from vpr_tracker_documents.i18n import _, system_reason

MOST_BYTES: Final = 50_000_000
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: its number as a person counts, and its cells as texts."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a table; the only one of a CSV has no name."""

    name: str
    rows: tuple[Row, ...]


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a table.

    :raises NotFound: there is no such file. :raises BadInput: it is no table that can be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(_("there is no file «{path}»").format(path=path), where="--table") from error
    except (OSError, ValueError) as error:
        raise BadInput(
            _("«{path}» cannot be opened: {reason}").format(path=path, reason=system_reason(error)), where="--table"
        ) from error
    if len(data) > MOST_BYTES:
        raise BadInput(_("the table «{name}» is too large").format(name=path.name), where=str(path))
    if data.startswith(b"PK"):
        return list(_workbook(data, path))
    if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        raise _no_table(path, _("it is an old Excel file or something else"))
    return [Sheet("", _bounded(_csv_rows(_decoded(data, path)), path))]


def _no_table(path: Path, reason: str) -> BadInput:
    return BadInput(
        _("the table «{name}» cannot be read: {reason}").format(name=path.name, reason=reason),
        hint=_("save it as .xlsx or as CSV"),
        where=str(path),
    )


def _decoded(data: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _no_table(path, _("its letters are neither UTF-8 nor Windows-1251"))


def _csv_rows(text: str) -> Iterator[Row]:
    head = text.split("\n", 1)[0]
    separator = max(";\t,", key=head.count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            yield Row(number, tuple(_text(cell) for cell in cells))
    except csv.Error as error:
        raise BadInput(_("the table cannot be read: {reason}").format(reason=error), where="--table") from error


def _workbook(data: bytes, path: Path) -> Iterator[Sheet]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > 4 * MOST_BYTES:
                raise BadInput(_("the table «{name}» is too large").format(name=path.name), where=str(path))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = (
                Row(number, tuple(_text(cell) for cell in cells[:MOST_COLUMNS]))
                for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
            )
            yield Sheet(sheet.title, _bounded(rows, path))
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, SyntaxError) as error:
        # SyntaxError is what the XML parser's own error is; the others come from workbooks that are torn or odd.
        raise _no_table(path, str(error) or type(error).__name__) from error


def _bounded(rows: Iterator[Row], path: Path) -> tuple[Row, ...]:
    kept = []
    for row in rows:
        if any(row.cells):
            kept.append(row)
        if len(kept) > MOST_ROWS:
            raise BadInput(
                _("the table «{name}» has more than {count} rows").format(name=path.name, count=MOST_ROWS),
                where=str(path),
            )
    return tuple(kept)


def _text(value: Any) -> str:  # noqa: ANN401 -- whatever a cell holds
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "\n".join(line.strip() for line in str(value).strip().splitlines())
