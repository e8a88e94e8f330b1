"""Columns known by their headers, whatever their order and spelling; columns about single people are left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.tables.read import Row, Sheet, read_sheets

Record = dict[str, str]
_LOOK_FOR_HEADER: Final = 20
"""Rows in which a header may stand; exports have some lines above it."""
_PERSONAL: Final = re.compile(
    r"\b(фио|ф и о|фамили\w*|имя|отчество|ученик\w*|обучающ\w*ся|учащ\w*ся|участник\w*|педагог\w*|учител\w*)\b"
)
_COUNTS: Final = re.compile(r"\b(кол во|количество|число|групп\w*|доля|процент)\b")
"""A column that counts pupils, or names a group of them, is about no single one."""


def folded(text: str) -> str:
    """A header for comparing: no case, no punctuation, ё as е, the sign № as «номер»."""
    text = text.casefold().replace("ё", "е").replace("№", " номер ").replace("%", " процент ")
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


class Columns:
    """What the columns of a table may be called: field → headers, the first one the usual.

    :param needed: fields without which a table is not of this sort.
    """

    def __init__(self, headers: Mapping[str, Sequence[str]], needed: Sequence[str]) -> None:
        self._headers = headers
        self._fields = {folded(name): field for field, names in headers.items() for name in names}
        self._needed = tuple(needed)

    def find(self, sheet: Sheet) -> tuple[int, dict[int, str]] | None:
        """The place of the header among the rows, and the field of each column; ``None`` where there is none."""
        for place, row in enumerate(sheet.rows[:_LOOK_FOR_HEADER]):
            found: dict[int, str] = {}
            for index, cell in enumerate(row.cells):
                field = self._fields.get(folded(cell))
                if field is not None and field not in found.values():
                    found[index] = field
            if set(self._needed) <= set(found.values()):
                return place, found
        return None

    def records(self, sheet: Sheet, remark: Callable[[str], None]) -> list[Record] | None:
        """The rows below the header, by field; ``None`` where the sheet is of another sort."""
        header = self.find(sheet)
        if header is None:
            return None
        place, fields = header
        for line in self._left_out(sheet.rows[place], fields):
            remark(line)
        return [self._record(row, fields) for row in sheet.rows[place + 1 :]]

    def _record(self, row: Row, fields: Mapping[int, str]) -> Record:
        record = dict.fromkeys(self._headers, "")
        record.update({field: row.cells[index] for index, field in fields.items() if index < len(row.cells)})
        return record

    def _left_out(self, header: Row, fields: Mapping[int, str]) -> Iterator[str]:
        for index, cell in enumerate(header.cells):
            if index in fields or not cell:
                continue
            name = folded(cell)
            if _PERSONAL.search(name) and not _COUNTS.search(name):
                yield _("the column «{name}» was left out: the document names no pupils and judges no teachers").format(
                    name=cell
                )
            else:
                yield _("the column «{name}» was left out: the document has no place for it").format(name=cell)

    def expected(self) -> str:
        """The usual headers, for messages; those that are needed first."""
        first = [self._headers[field][0] for field in self._needed]
        rest = [names[0] for field, names in self._headers.items() if field not in self._needed]
        return ", ".join(first + rest)


def read_records(path: Path, columns: Columns, remark: Callable[[str], None]) -> list[Record]:
    """The rows of the first sheet that is of this sort.

    :raises BadInput: no sheet is; says which headers are looked for.
    """
    for sheet in read_sheets(path):
        records = columns.records(sheet, remark)
        if records is not None:
            return records
    raise BadInput(
        _("the table «{name}» has no row with the headers that are needed").format(name=path.name),
        hint=_("headers: {names}").format(names=columns.expected()),
        where=str(path),
    )
