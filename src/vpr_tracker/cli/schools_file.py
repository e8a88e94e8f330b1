"""Lists of schools in CSV as Excel saves them: any usual separator, UTF-8 or Windows-1251, with titles or without."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from typing import Final

from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import _

SIZE_LIMIT: Final = 5 * 1024 * 1024
"""Bytes that are read at most: a list of schools is short."""
NUMBER: Final = ("number", "номер", "№", "no", "n")
NAME: Final = ("name", "school", "title", "наименование", "название", "школа", "оо", "организация")


def read_schools(path: str) -> list[dict[str, str | None]]:
    """Rows with ``number`` and ``name``; a file without titles has the number first, then the name.

    :raises NotFound: there is no such file.
    :raises BadInput: it is no text table, or holds no school.
    """
    rows = [row for row in _rows(path) if any(cell.strip() for cell in row)]
    number, name, body = _columns(rows)
    schools: list[dict[str, str | None]] = [
        {"number": _cell(row, number) or None, "name": _cell(row, name) or None} for row in body
    ]
    if not schools:
        raise BadInput(_("«{path}» holds no school").format(path=path), hint=_titles(), where=path)
    return schools


def _titles() -> str:
    return _("the first row has titles (number;name), each row below one school")


def _rows(path: str) -> list[list[str]]:
    if not os.path.exists(path):
        raise NotFound(_("there is no file «{path}»").format(path=path), where=path)
    try:
        with open(path, "rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise BadInput(_("the file «{path}» cannot be read: {error}").format(path=path, error=error)) from error
    if len(data) > SIZE_LIMIT or b"\0" in data:
        raise BadInput(_("«{path}» is not a list of schools in CSV").format(path=path), hint=_titles(), where=path)
    text = _text(data)
    head = text.splitlines()[0] if text.strip() else ""
    separator = max(";\t,", key=head.count)
    try:
        return list(csv.reader(text.splitlines(), delimiter=separator))
    except csv.Error as error:
        raise BadInput(
            _("«{path}» is not a list of schools in CSV").format(path=path), problems=[str(error)], where=path
        ) from error


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # what Excel on a Russian Windows saves as «CSV»
        return data.decode("cp1251", errors="replace")


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int | None, int | None, Sequence[Sequence[str]]]:
    if not rows:
        return None, None, rows
    titles = [cell.strip().casefold() for cell in rows[0]]
    number = next((place for place, title in enumerate(titles) if title in NUMBER), None)
    name = next((place for place, title in enumerate(titles) if title in NAME), None)
    if number is None and name is None:
        return 0, 1, rows
    return number, name, rows[1:]


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""
