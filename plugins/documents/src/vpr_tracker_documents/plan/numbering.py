"""Numbers of tasks: printed ones kept, sub-tasks numbered after the row above, gaps and repeats remarked on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.records import Record
from vpr_tracker_documents.plan.tables import leading_number, number_text
from vpr_tracker_documents.plan.text import Piece, fold

_NUMERIC: Final = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3}){0,3})[.)]?")
WIDEST_GAP: Final = 30
"""Numbers: a wider gap is another count, not a row that is missing."""


def number_all(records: Sequence[Record], notes: Notebook) -> None:
    """Give every record its number and remark on what is odd about them."""
    _from_cells(records)
    _count_tables(records, notes)
    if not any(record.number for record in records):
        _from_titles(records)
    if not any(record.number for record in records):
        _count(records, notes)
        return
    _name_sub_tasks(records, notes)
    _remark_repeats(records, notes)
    _remark_gaps(records, notes)


def _from_cells(records: Sequence[Record]) -> None:
    for record in records:
        part = record.part("number")
        label = number_text(part.text) if part is not None and not part.merged else ""
        if record.given == "item":
            record.number = f"{label}.{record.number}" if label else record.number
        elif record.given != "block":
            record.number = label


def _count_tables(records: Sequence[Record], notes: Notebook) -> None:
    """In a plan that numbers its rows elsewhere, a table without numbers is counted by itself."""
    if not any(record.number for record in records):
        return
    for table in dict.fromkeys(record.table for record in records):
        rows = [record for record in records if record.table == table]
        bare = not any(record.number for record in rows)
        if bare and (len(rows) > 2 or not rows[0].layout.has("number")):
            _count(rows, notes)


def _from_titles(records: Sequence[Record]) -> None:
    """Numbers typed (or counted by Word) at the head of the measures, where most of them have one."""
    found = [_title_number(record) for record in records]
    if sum(bool(label) for label, _piece in found) * 2 < len(records):
        return
    for record, (label, rest) in zip(records, found, strict=True):
        part = record.part("title")
        if label and part is not None:
            record.number = label
            part.pieces[part.pieces.index(part.first)] = rest


def _title_number(record: Record) -> tuple[str, Piece]:
    part = record.part("title")
    first = part.first if part is not None else Piece("")
    match = _NUMERIC.fullmatch(first.mark)
    if match:
        return match.group(1), Piece(first.text)
    label, rest = leading_number(first.text)
    return label, Piece(rest)


def _count(records: Sequence[Record], notes: Notebook) -> None:
    for index, record in enumerate(records, 1):
        record.number, record.given = str(index), "count"
    if records:
        notes.add(
            "number_given",
            f"Строки плана не пронумерованы; мероприятиям даны номера 1–{len(records)} по порядку.",
            table=records[0].table,
        )


def _name_sub_tasks(records: Sequence[Record], notes: Notebook) -> None:
    """A row without number is a sub-task of the numbered row above: 9 → 9.1."""
    printed = {record.number for record in records if record.number}
    base, count = "", 0
    for record in records:
        if record.number:
            base, count = record.number, 0
            continue
        count += 1
        while base and f"{base}.{count}" in printed:
            count += 1
        record.number, record.given = (f"{base}.{count}" if base else f"0.{count}"), "sub"
        part = record.part("title")
        notes.add(
            "number_given",
            f"У строки нет номера; у неё своё мероприятие, поэтому она прочитана как {record.number}.",
            fold(part.text) if part else "",
            table=record.table, row=record.row, task=record.number,
        )  # fmt: skip


def _remark_repeats(records: Sequence[Record], notes: Notebook) -> None:
    counts = Counter(record.number for record in records)
    repeated = [number for number, times in counts.items() if times > 1]
    if not repeated:
        return
    if _starts_anew(records):
        notes.add(
            "number_repeated",
            "Нумерация в разделах начинается заново, номера мероприятий повторяются.",
            ", ".join(repeated), table=records[0].table,
        )  # fmt: skip
        return
    seen: set[str] = set()
    for record in records:
        if record.number in seen:
            notes.add(
                "number_repeated", f"Номер {record.number} уже есть выше.", record.number,
                table=record.table, row=record.row, task=record.number,
            )  # fmt: skip
        seen.add(record.number)


def _starts_anew(records: Sequence[Record]) -> bool:
    """Whether numbers repeat because every section counts from 1."""
    within: set[tuple[int, str | None, str]] = set()
    for record in records:
        key = (record.table, record.section, record.number)
        if key in within:
            return False
        within.add(key)
    return True


def _remark_gaps(records: Sequence[Record], notes: Notebook) -> None:
    last: dict[str, int] = {}
    for record in records:
        if record.given == "sub":
            continue
        prefix, _dot, tail = record.number.rpartition(".")
        if not tail.isdecimal():
            continue
        number = int(tail)
        before = last.get(prefix)
        if before is not None and 1 < number - before <= WIDEST_GAP:
            _missing(record, prefix, before + 1, number - 1, notes)
        last[prefix] = number


def _missing(record: Record, prefix: str, first: int, last: int, notes: Notebook) -> None:
    lead = f"{prefix}." if prefix else ""
    labels = f"{lead}{first}" if first == last else f"{lead}{first}–{lead}{last}"
    verb = "Пропущен номер" if first == last else "Пропущены номера"
    notes.add(
        "number_missing", f"{verb} {labels}: такой строки в плане нет.", labels,
        table=record.table, row=record.row, task=record.number,
    )  # fmt: skip
