"""The columns of a table: where its header is and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from vpr_tracker_documents.plan.columns import (
    LONGEST_HEADER,
    Role,
    assign,
    execution_rank,
    is_double,
    known_header,
    meanings,
)
from vpr_tracker_documents.plan.text import blank, fold, join_lines, pieces, plain
from vpr_tracker_documents.word.model import Cell, Row, Table

HEADER_WITHIN: Final = 12
"""Rows from the top of a table within which its header must begin."""

_MONTH: Final = re.compile(
    r"(январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|(?:сент|окт|но|дек)я?бр[ья])\.?", re.I
)
_QUARTER: Final = re.compile(
    r"(I{1,3}|IV|[1-4]|І{1,3}|ІV)(?:[-–]?(?:й|ый|ой|ий))? ?(квартал|кв\.?|четверть|полугодие)?", re.I
)
_YEAR: Final = re.compile(r"(20\d\d)(?: ?г(?:од|\.)?)?")
_COUNT: Final = re.compile(r"[0-9]{1,4}")
_ROMAN: Final = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_FIELDS: Final[dict[Role, str]] = {
    **{role: role for role in ("number", "title", "deadline", "owners", "deliverables")},
    "coowners": "owners", "deadline_end": "deadline", "mark": "deadline", "month": "deadline",
}  # fmt: skip
"""What a column's cells are part of in a draft; the others are extras."""
_SCHEDULE: Final = re.compile(r"срок|период|квартал|месяц|дат|график|год|четверт|полугоди")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its grid range (both ends inclusive), its role, its header, and for a marked column its phrase."""

    start: int
    end: int
    role: Role
    header: str
    phrase: str = ""

    @property
    def name(self) -> str:
        """The header, or «Столбец 3» where there is none."""
        return self.header or f"Столбец {self.start}"

    @cached_property
    def field(self) -> str:
        """The name of its cells' field in the draft."""
        return _FIELDS.get(self.role) or self.name


@dataclass(frozen=True, kw_only=True)
class Layout:
    """All columns of a table, from left to right, and the texts of its header rows (to know repeats by)."""

    columns: tuple[Column, ...]
    first_row: int
    """Index (from 0) of the first row under the header."""
    header_row: int = -1
    """Index of the first header row, -1 for a table without one."""
    labels: frozenset[tuple[str, ...]] = frozenset()
    inherited: bool = False

    @cached_property
    def double(self) -> int | None:
        """Index of the column that holds both deadline and owners, where no other column has the owners."""
        if any(column.role == "owners" for column in self.columns):
            return None
        return next((i for i, c in enumerate(self.columns) if c.role == "deadline" and is_double(c.header)), None)

    @cached_property
    def execution(self) -> int | None:
        """Index of the column for what was done, «Отметка о выполнении»; ``None`` where there is none."""
        ranked = [
            (rank, -index)
            for index, column in enumerate(self.columns)
            if column.role == "extra" and (rank := execution_rank(column.header)) is not None
        ]
        return -min(ranked)[1] if ranked else None

    @property
    def second(self) -> Column | None:
        """The owners' half of the double column; its index is one past the last."""
        return replace(self.columns[self.double], role="owners") if self.double is not None else None

    def has(self, role: Role) -> bool:
        """Whether there is a column with this role."""
        return role in self.by_role

    @cached_property
    def places(self) -> dict[tuple[int, int], int]:
        """Index of each column by the first grid column and the width of the cells that fill it exactly."""
        return {(column.start, column.end - column.start + 1): index for index, column in enumerate(self.columns)}

    @cached_property
    def by_role(self) -> dict[Role, tuple[int, ...]]:
        """Indices of the columns with each role, from left to right."""
        columns = (*self.columns, self.second) if self.second is not None else self.columns
        roles = {column.role for column in columns}
        return {role: tuple(i for i, column in enumerate(columns) if column.role == role) for role in roles}

    @cached_property
    def beside(self) -> tuple[int, ...]:
        """Indices of the columns that no field of a task is read from by itself: extras and months."""
        return tuple(i for i, column in enumerate(self.columns) if column.role in ("extra", "month"))

    @cached_property
    def months(self) -> tuple[int, ...]:
        """Indices of the columns headed «Месяц», whatever else gives the deadline."""
        named = [i for i in self.by_role.get("deadline", ()) if plain(self.columns[i].header).startswith("месяц")]
        return (*self.by_role.get("month", ()), *named)

    def column_of(self, cell: Cell) -> int:
        """Index of the column that a cell lies in: the one it covers most of, the leftmost of equals."""
        exact = self.places.get((cell.column, cell.span))
        if exact is not None:
            return exact
        first, last = cell.column, cell.column + cell.span - 1
        best, most = -1, 0
        for index, column in enumerate(self.columns):
            common = min(last, column.end) - max(first, column.start) + 1
            if common > most:
                best, most = index, common
        return best if best >= 0 else (len(self.columns) - 1 if first > self.columns[-1].end else 0)


def row_key(row: Row) -> tuple[str, ...]:
    """The texts of a row for telling that it is printed again."""
    return tuple(plain(cell.text) for cell in row.cells if plain(cell.text))


def header_text(cell: Cell) -> str:
    """The text of a header cell on one line, cut words mended."""
    return fold(" ".join(piece.whole for piece in join_lines(pieces(cell.lines))))


def is_numbers_row(row: Row) -> bool:
    """Whether the row only counts the columns: 1, 2, 3 …"""
    labels = [plain(cell.text).strip("()") for cell in row.cells]
    filled = [label for label in labels if label]
    if len(filled) < 2 or len(filled) < len(labels) - 1 or not all(map(_COUNT.fullmatch, filled)):
        return False
    counts = [int(label) for label in filled]
    return all(after == before + 1 for before, after in pairwise(counts)) and counts[0] <= 2


def find_layout(table: Table, *, least: int = 2) -> Layout | None:
    """The columns that the table's own header names, or ``None`` where no row of it heads a plan.

    :param least: see ``is_plan``.
    """
    for index in range(min(HEADER_WITHIN, len(table.rows))):
        found = layout_at(table.rows, index, least=least)
        if found is not None:
            return found
    return None


def layout_at(rows: Sequence[Row], index: int, *, least: int = 2) -> Layout | None:
    """The columns named by a header that begins in row ``index`` (from 0), or ``None``."""
    if not _heads(rows[index]):
        return None
    depth = _depth(rows, index)
    columns = _columns(rows[index : index + depth])
    if not is_plan(columns, least):
        return None
    first = index + depth
    while first < len(rows) and is_numbers_row(rows[first]):
        first += 1
    labels = frozenset(row_key(row) for row in rows[index:first])
    return Layout(columns=columns, first_row=first, header_row=index, labels=labels)


def is_plan(columns: Sequence[Column], least: int = 2) -> bool:
    """Whether these columns make a plan: what to do, and when or who.

    :param least: how many of number, time, owners and result have to stand beside the measure.
    """
    roles = {column.role for column in columns}
    if any(column.role in ("deadline", "owners") and is_double(column.header) for column in columns):
        roles |= {"deadline", "owners"}
    timed = bool(roles & {"deadline", "mark", "month"})
    return (
        "title" in roles
        and (timed or "owners" in roles)
        and (timed + ("owners" in roles) + ("deliverables" in roles) + ("number" in roles) >= least)
    )


def _heads(row: Row) -> bool:
    """Whether the row reads as a header: short cells, most of them words that head columns, at least two kinds."""
    texts = [header_text(cell) for cell in row.cells]
    filled = [text for text in texts if text]
    if len(filled) < 2 or any(len(text) > LONGEST_HEADER for text in filled):
        return False
    known = [text for text in filled if known_header(text) or _schedule_label(text)]
    kinds = {role for role in assign(filled) if role != "extra"}
    if len(kinds - {"number"}) < 2 and not (len(kinds) == 2 and _spreads(row)):
        return False
    return len(known) * 2 >= len(filled) and not any(
        text.rstrip(".)").isdigit() for text in filled if not _YEAR.fullmatch(text)
    )


def _spreads(row: Row) -> bool:
    return any(cell.span > 1 for cell in row.cells)


def _depth(rows: Sequence[Row], index: int) -> int:
    """How many rows the header takes: two or more where cells are merged down or a wide cell is divided below."""
    depth = 1
    while index + depth < len(rows) and depth < 4:
        row = rows[index + depth]
        if not _continues_header(rows[index + depth - 1], row, rows[index].number):
            break
        depth += 1
    return depth


def _continues_header(above: Row, row: Row, header_number: int) -> bool:
    own = [cell for cell in row.cells if not cell.merged and not blank(cell.text)]
    if not own or any(len(header_text(cell)) > 60 for cell in own):
        return False
    if is_numbers_row(row):
        return False
    if any(cell.merged and cell.origin_row >= header_number for cell in row.cells):
        return True
    wide = [cell for cell in above.cells if cell.span > 1]
    below = [cell for cell in own if any(top.column <= cell.column < top.column + top.span for top in wide)]
    return bool(below) and len(below) == len(own) and all(_divides(header_text(cell)) for cell in own)


def _schedule_label(text: str) -> bool:
    """A year, a month or a quarter, as columns of a schedule are headed."""
    quarter = _QUARTER.fullmatch(text)
    return bool(_YEAR.fullmatch(text) or _MONTH.fullmatch(text) or (quarter and quarter.group(2)))


def _divides(text: str) -> bool:
    """Whether the words divide a wide header cell: a quarter, a month, a year, начало, another header."""
    return bool(
        _QUARTER.fullmatch(text)
        or _MONTH.fullmatch(text)
        or _YEAR.fullmatch(text)
        or known_header(text)
        or re.match(r"начал|окончан|конец|план|факт|с$|по$|школ|муницип|дата", plain(text))
    )


def _columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns under a header of one or more rows: grid ranges from the lowest row, names from all of them."""
    cells = rows[-1].cells
    names = [[header_text(top) for top in _above(rows[:-1], cell)] + [header_text(cell)] for cell in cells]
    labels = [list(dict.fromkeys(name for name in parts if name)) for parts in names]
    headers = [" ".join(parts) for parts in labels]
    roles = assign([_telling(parts) for parts in labels])
    columns = []
    for cell, parts, header, role in zip(cells, labels, headers, roles, strict=True):
        column = Column(start=cell.column, end=cell.column + cell.span - 1, role=role, header=header)
        columns.append(_as_mark(column, parts))
    return _settle(columns)


def _above(rows: Sequence[Row], cell: Cell) -> list[Cell]:
    return [top for row in rows for top in row.cells if top.column <= cell.column < top.column + top.span]


def _telling(parts: list[str]) -> str:
    """The words that decide the role: the lowest that head a column, else the highest."""
    for part in reversed(parts):
        if known_header(part) and not _QUARTER.fullmatch(part):
            return part
    return parts[0] if parts else ""


def _as_mark(column: Column, parts: list[str]) -> Column:
    """A column of a schedule («I кв.» or «сентябрь» under «Сроки»), to be marked in the rows."""
    if not parts:
        return column
    last, over = parts[-1], plain(" ".join(parts[:-1]))
    phrase = _schedule_phrase(last, over)
    if _YEAR.fullmatch(last) and not over:
        return column  # a bare year heads money as often as time
    if phrase and (not over or _SCHEDULE.search(over)):
        return replace(column, role="mark", phrase=phrase)
    return column


def _schedule_phrase(label: str, over: str) -> str:
    year = _YEAR.search(over)
    tail = f" {year.group(1)} года" if year else ""
    if _MONTH.fullmatch(label):
        return label.lower().rstrip(".") + tail
    if _YEAR.fullmatch(label):
        return f"{_YEAR.fullmatch(label).group(1)} год"  # type: ignore[union-attr]
    match = _QUARTER.fullmatch(label)
    if match and (match.group(2) or _SCHEDULE.search(over)):
        digit = match.group(1).upper().replace("І", "I")
        unit = (match.group(2) or "").lower()
        if not unit:
            unit = "четверть" if "четверт" in over else "полугодие" if "полугод" in over else "квартал"
        return f"{_ROMAN.get(digit, digit)} {'квартал' if unit.startswith('кв') else unit}{tail}"
    return ""


def _settle(columns: list[Column]) -> tuple[Column, ...]:
    """Last touches: a start and an end column, a title where no header names one."""
    if not any(column.role == "deadline" for column in columns):
        columns[:] = [
            replace(column, role="deadline") if column.role == "owners" and is_double(column.header) else column
            for column in columns
        ]
    deadlines = [index for index, column in enumerate(columns) if column.role == "deadline"]
    if deadlines:
        columns[:] = [replace(column, role="extra") if column.role == "mark" else column for column in columns]
    for index, column in enumerate(columns):
        over_deadline = bool(deadlines) and column.role == "extra" and re.search(r"срок|дат", plain(column.header))
        if over_deadline and re.search(r"окончани|завершени|конец", plain(column.header)):
            columns[index] = replace(column, role="deadline_end")
    if not any(column.role == "title" for column in columns):
        _title_by_place(columns)
    return tuple(columns)


def _title_by_place(columns: list[Column]) -> None:
    """Where no header says «мероприятие», the leftmost column that says nothing known is it."""
    for index, column in enumerate(columns):
        if column.role == "extra" and not any(meaning.role == "extra" for meaning in meanings(column.header)):
            columns[index] = replace(column, role="title")
            return
