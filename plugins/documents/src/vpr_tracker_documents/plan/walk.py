"""From plan tables to records: header rows and counts of columns skipped, sections opened, torn rows joined."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from vpr_tracker_documents.plan.cleaning import LONGEST_ROW
from vpr_tracker_documents.plan.doubles import Times, divide
from vpr_tracker_documents.plan.layout import Layout, is_numbers_row, layout_at, row_key
from vpr_tracker_documents.plan.months import heading_month, heading_period
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.records import Record, filled_cells, record_of, row_text, saying_cells
from vpr_tracker_documents.plan.sections import Sections, is_heading, looks_titled
from vpr_tracker_documents.plan.tables import PlanTable, number_text
from vpr_tracker_documents.plan.tearing import continues, join
from vpr_tracker_documents.plan.text import blank, fold, is_open, piece_of, plain, starts_low, unspaced
from vpr_tracker_documents.word.model import Cell, Row

SAMPLE: Final = 400
"""Rows looked at to see whether a table numbers its rows."""
_SUMMARY: Final = re.compile(r"(?:итого|всего)\b|примечани", re.IGNORECASE)
_NAMED_HEADING: Final = re.compile(r"раздел|модуль|блок|[ivx]{1,4}\.", re.IGNORECASE)
_ROMAN: Final = re.compile(r"[IVXLІХ]+")


@dataclass(slots=True)
class Walk:
    """Goes through the plan's tables in order and gathers records."""

    known: Container[str]
    times: Times
    notes: Notebook
    title: str = ""
    """The plan's title: a row that repeats it over the header is no section."""
    sections: Sections = field(default_factory=Sections)
    records: list[Record] = field(default_factory=list)
    joinable: bool = False
    """Whether the next row may go on with the last record: no heading and no new table stands between."""
    skipped: Container[tuple[int, int]] = frozenset()
    """Table and row of rows that were read as something else."""
    month: str = ""
    """What a column of months said last: empty cells below stand for it."""
    labels: set[str] = field(default_factory=set)
    """Header texts seen so far, to know a header printed again."""

    def table(self, plan: PlanTable) -> None:
        """One table of the plan."""
        rows, layout, number = plan.table.rows, plan.layout, plan.table.number
        self.joinable = self.joinable and layout.inherited
        self.month = self.month if layout.inherited else ""
        self.labels.update(text for key in layout.labels for text in key)
        self._before_header(rows[: max(layout.header_row, 0)], plan)
        self._note_header(rows[max(layout.header_row, 0) : layout.first_row], layout, number)
        numbered = _is_numbered(rows[layout.first_row :], layout)
        skip_to = layout.first_row
        for index in range(layout.first_row, len(rows)):
            if index < skip_to:
                continue
            row = rows[index]
            again = self._header_again(rows, index, layout)
            if again is not None:
                layout, skip_to = again.layout, again.first_row
                self._note_header(rows[index:skip_to], layout if again.new else None, number)
                numbered = numbered or _is_numbered(rows[skip_to:], layout) if again.new else numbered
                continue
            following = rows[index + 1] if index + 1 < len(rows) else None
            self._row(row, following, layout, number, numbered=numbered)

    def _before_header(self, rows: Iterable[Row], plan: PlanTable) -> None:
        for row in rows:
            text = row_text(row)
            if not text:
                continue
            if fold(text) in self.title:
                continue
            if len(filled_cells(row)) == 1 and is_heading(text):
                self._open(text, plan.table.number, row)
            else:
                self.notes.add(
                    "unplaced", "Строка над заголовком таблицы не отнесена ни к чему.", text,
                    table=plan.table.number, row=row.number,
                )  # fmt: skip

    def _note_header(self, rows: Iterable[Row], layout: Layout | None, table: int) -> None:
        texts = [(row.number, row_text(row)) for row in rows]
        printed = "\n".join(text for _number, text in texts if text)
        if not printed:
            return
        first = texts[0][0]
        if layout is None:
            self.notes.add("read", "Заголовок таблицы повторён, пропущен.", printed, table=table, row=first)
            return
        columns = [*layout.columns, layout.second] if layout.second is not None else layout.columns
        meaning = "; ".join(f"«{column.name}» – {_ROLE_NAMES[column.role]}" for column in columns)
        self.notes.add("read", f"Столбцы поняты так: {meaning}.", printed, table=table, row=first)

    def _header_again(self, rows: tuple[Row, ...], index: int, layout: Layout) -> _Again | None:
        row = rows[index]
        if not self._may_head(row):
            return None
        if is_numbers_row(row):
            return _Again(layout, index + 1, new=False)
        key = row_key(row)
        if len(key) < 2 or sum(text in self.labels for text in key) < 2:
            return None
        if key in layout.labels:
            return _Again(layout, index + 1, new=False)
        found = layout_at(rows, index)
        if found is None:
            return None
        return _Again(found, found.first_row, new=True)

    def _may_head(self, row: Row) -> bool:
        """A cheap look: the last cell with text is a number, or a header text."""
        last = next((cell.lines[0].text for cell in reversed(row.cells) if cell.lines and cell.lines[0].text), "")
        return last.strip(" .()").isdigit() or (len(last) < 120 and plain(row.cells[-1].text or last) in self.labels)

    def _row(self, row: Row, following: Row | None, layout: Layout, table: int, *, numbered: bool) -> None:
        filled = saying_cells(row, layout)
        if not filled or (table, row.number) in self.skipped:
            return
        before = self.records[-1] if self.records else None
        heading = _section(row, filled, following, layout, before)
        if heading is not None:
            self._section_row(heading, row, table, _label_over(filled, following))
            return
        record = record_of(table, row, layout)
        if layout.double is not None:
            divide(record, self.times)
        if not self.joinable:
            before = None
        if before is None and not record.says("title"):
            message = "Строка без мероприятия, и продолжать ей нечего."
            self.notes.add("unplaced", message, row_text(row), table=table, row=row.number)
            return
        if before is not None and continues(before, record, self._reads, numbered=numbered):
            if before.size() + record.size() <= 2 * LONGEST_ROW:
                self._join(before, record, row)
            else:
                message = "Строка продолжает мероприятие, но оно и так слишком длинное; не прочитана."
                self.notes.add("unplaced", message, row_text(row), table=table, row=row.number)
            return
        self._place(record)
        self.joinable = True
        self.records.append(record)

    def _reads(self, printed: str) -> bool:
        return bool(self.times(printed))

    def _place(self, record: Record) -> None:
        """Put a new task under the headings in force, and under the month that its column names or named last."""
        number = record.part("number")
        label = number_text(number.text) if number is not None and not number.merged else ""
        if label:
            self.sections.numbered(label)
        record.section, record.month = self.sections.name, self.sections.month
        record.period_heading = self.sections.period
        column = record.month_column()
        if column is not None:
            self.month = unspaced(column.text) or self.month
            record.month = heading_month(self.month) or record.month
            record.period_heading = (self.month if heading_period(self.month) else None) or record.period_heading
        self.sections.used()

    def _join(self, before: Record, record: Record, row: Row) -> None:
        halves = join(before, record, self.known)
        before.rows.append((record.table, row.number))
        before.joined.append((row.number, " | ".join([*halves, row_text(row)])))

    def _section_row(self, heading: str, row: Row, table: int, label: str) -> None:
        if is_heading(heading):
            self._open(heading, table, row, label)
        else:
            self.notes.add(
                "unplaced", "Строка во всю ширину таблицы – не мероприятие и не раздел.", heading,
                table=table, row=row.number,
            )  # fmt: skip

    def _open(self, text: str, table: int, row: Row, label: str = "") -> None:
        self.joinable = False
        self.month = ""
        self.sections.open(text, in_table=True, label=label)
        self.notes.add(
            "section", "Строка понята как заголовок раздела для мероприятий под ней.", fold(text),
            table=table, row=row.number,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Again:
    layout: Layout
    first_row: int
    new: bool


_ROLE_NAMES: Final = {
    "number": "номер", "title": "мероприятие", "deadline": "срок", "deadline_end": "конец срока", "month": "месяц",
    "mark": "отметка срока", "owners": "ответственные", "coowners": "соисполнители", "deliverables": "результат",
    "extra": "прочее",
}  # fmt: skip


def _is_numbered(rows: Iterable[Row], layout: Layout) -> bool:
    """Whether rows are numbered at all: a column for it, and labels in a third of the rows."""
    place = next((index for index, column in enumerate(layout.columns) if column.role == "number"), None)
    if place is None:
        return False
    column = layout.columns[place]
    labels = total = 0
    for row in islice(rows, SAMPLE):
        if len(saying_cells(row, layout)) < 2:
            continue
        total += 1
        labels += any(cell.column <= column.end and number_text(cell.text) for cell in row.cells[:2])
    return labels * 3 >= total


def _section(row: Row, filled: list[Cell], following: Row | None, layout: Layout, before: Record | None) -> str | None:
    """The text of a section row (or of a note across the table), ``None`` for a row of the plan."""
    if len(filled) > 2:
        return None
    roles = [layout.columns[layout.column_of(cell)].role for cell in filled]
    texts = [unspaced(cell.text) for cell in filled]
    if len(filled) == 1:
        return _single(row, filled[0], roles[0], texts[0], following, layout, before)
    if len(filled) == 2 and roles[0] == "number" and roles[1] == "title" and not _has_merged(row):
        return _numbered_heading(texts[0], texts[1], filled[1], following, layout)
    return None


def _single(
    row: Row, cell: Cell, role: str, text: str, following: Row | None, layout: Layout, before: Record | None
) -> str | None:
    wide = _wide(row, cell, layout)
    if wide:
        torn = before is not None and not looks_titled(text) and starts_low(text) and _title_open(before)
        return None if torn else text
    if _has_merged(row):
        return None
    if role == "number":
        return None if number_text(text) else text
    if _SUMMARY.match(text):
        return text
    if role != "title" and not (cell is row.cells[0] and role == "extra"):
        return None
    if piece_of(text).mark in ("-", "–", "—", "•") or starts_low(text):
        return None
    if before is not None and _title_cut(before) and not _NAMED_HEADING.match(text):
        return None
    if looks_titled(text):
        return text
    return text if _stands_alone(text, following, before, layout) else None


def _stands_alone(text: str, following: Row | None, before: Record | None, layout: Layout) -> bool:
    """Whether a lone cell of the measure column heads what follows, rather than going on with the row above."""
    if len(text) > 150 or text.endswith((".", ";", ",")) or following is None:
        return False
    if before is not None and (_title_open(before) or before.part("title") is None):
        return False
    return _begins_task(following, layout)


def _title_cut(before: Record) -> bool:
    part = before.part("title")
    return part is not None and is_open(part.last.text) and not part.last.text.endswith(":")


def _title_open(before: Record) -> bool:
    part = before.part("title")
    return part is not None and (is_open(part.last.text) or part.last.text.endswith((":", ";")))


def _begins_task(row: Row, layout: Layout) -> bool:
    """Whether a row has a number of its own, or (in plans without numbers) a measure and more."""
    filled = saying_cells(row, layout)
    roles = {layout.columns[layout.column_of(cell)].role for cell in filled}
    if layout.has("number"):
        return "number" in roles and len(filled) > 1
    return "title" in roles and len(filled) > 1


def _wide(row: Row, cell: Cell, layout: Layout) -> bool:
    if len(row.cells) == 1:
        return True
    grid = layout.columns[-1].end - layout.columns[0].start + 1
    last = cell.column + cell.span - 1
    covered = sum(cell.column <= column.start and column.end <= last for column in layout.columns)
    return covered >= max(2, (len(layout.columns) + 1) // 2) or (cell.span > 1 and cell.span * 10 >= grid * 7)


def _has_merged(row: Row) -> bool:
    return any(cell.merged and not blank(cell.text) for cell in row.cells)


def _label_over(filled: list[Cell], following: Row | None) -> str:
    """The number of a heading row, where the row below is numbered after it (1 over 1.1)."""
    label = number_text(filled[0].text)
    below = filled_cells(following) if following is not None else []
    return label if label and below and number_text(below[0].text).startswith(f"{label}.") else ""


def _numbered_heading(number: str, text: str, cell: Cell, following: Row | None, layout: Layout) -> str | None:
    """A heading printed as a number and a title in their columns, the rest of the row empty."""
    label = number_text(number)
    if _ROMAN.fullmatch(label) or (text.isupper() and len(text) > 4) or looks_titled(text):
        return f"{number} {text}"
    spread = cell.span > 1 and _covers_deadline(cell, layout)
    below = following and filled_cells(following)
    if label and below and plain(below[0].text).startswith(f"{label}."):
        return f"{number} {text}"
    if text.endswith(":") and below and number_text(below[0].text) == "1":
        return f"{number} {text}"
    return f"{number} {text}" if spread else None


def _covers_deadline(cell: Cell, layout: Layout) -> bool:
    last = cell.column + cell.span - 1
    return any(
        column.role in ("deadline", "owners") and cell.column <= column.start <= last for column in layout.columns
    )
