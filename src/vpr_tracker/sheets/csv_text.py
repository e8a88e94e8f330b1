"""A table as CSV text that Excel opens by a double click: semicolons, and nothing that it would execute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

_FORMULA: Final = frozenset("=+-@")
_BREAKS: Final = ("\t", "\r", "\n")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """The text of the file, lines ending as RFC 4180 has them; as a file it wants UTF-8 with a mark («utf-8-sig»)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def safe(text: str) -> str:
    """Text that Excel takes as text: an apostrophe goes before what it would take as a formula."""
    # Spaces and control characters before the sign do not stop every spreadsheet.
    first = next((letter for letter in text if letter.isprintable() and not letter.isspace()), "")
    return f"'{text}" if first in _FORMULA or text.startswith(_BREAKS) else text
