"""Lists of schools in CSV as Excel saves them: any usual separator, UTF-8 or Windows-1251, with titles or without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vpr_tracker.cli.csv_file import cell, read_rows
from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _

NUMBER: Final = ("number", "номер", "№", "no", "n")
NAME: Final = ("name", "school", "title", "наименование", "название", "школа", "оо", "организация")


def read_schools(path: str) -> list[dict[str, str | None]]:
    """Rows with ``number`` and ``name``; a file without titles has the number first, then the name.

    :raises NotFound: there is no such file.
    :raises BadInput: it is no text table, or holds no school.
    """
    what = _("«{path}» is not a list of schools in CSV").format(path=path)
    rows = [row for _line, row in read_rows(path, what=what, hint=_titles())]
    number, name, body = _columns(rows)
    schools: list[dict[str, str | None]] = [
        {"number": cell(row, number) or None, "name": cell(row, name) or None} for row in body
    ]
    if not schools:
        raise BadInput(_("«{path}» holds no school").format(path=path), hint=_titles(), where=path)
    return schools


def _titles() -> str:
    return _("the first row has titles (number;name), each row below one school")


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int | None, int | None, Sequence[Sequence[str]]]:
    if not rows:
        return None, None, rows
    titles = [cell.strip().casefold() for cell in rows[0]]
    number = next((place for place, title in enumerate(titles) if title in NUMBER), None)
    name = next((place for place, title in enumerate(titles) if title in NAME), None)
    if number is None and name is None:
        return 0, 1, rows
    return number, name, rows[1:]
