"""Tables in CSV as Excel saves them: any usual separator, UTF-8 or Windows-1251."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from typing import Final

from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import _, system_reason

SIZE_LIMIT: Final = 5 * 1024 * 1024
"""Bytes that are read at most: such lists are short."""


def read_rows(path: str, *, what: str, hint: str) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with the number of the line that it ends on.

    :param what: what is wrong with a file that is no such table, for the message.
    :raises NotFound: there is no such file.
    :raises BadInput: it is no text table.
    """
    if not os.path.exists(path):
        raise NotFound(_("there is no file «{path}»").format(path=path), where=path)
    try:
        with open(path, "rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise BadInput(
            _("the file «{path}» cannot be read: {error}").format(path=path, error=system_reason(error)), where=path
        ) from error
    if len(data) > SIZE_LIMIT or b"\0" in data:
        raise BadInput(what, hint=hint, where=path)
    text = _text(data)
    head = text.splitlines()[0] if text.strip() else ""
    separator = max(";\t,", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BadInput(what, problems=[str(error)], where=path) from error


def cell(row: Sequence[str], place: int | None) -> str:
    """A cell without spaces round it; empty where the row is shorter."""
    return row[place].strip() if place is not None and place < len(row) else ""


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # what Excel on a Russian Windows saves as «CSV»
        return data.decode("cp1251", errors="replace")
