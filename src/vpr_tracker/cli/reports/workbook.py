"""Status, due and matrix as Excel workbooks: what the columns are and what stands in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from vpr_tracker.cli.plain import format_window, word
from vpr_tracker.cli.reports import lines
from vpr_tracker.domain.texts import spelt_out
from vpr_tracker.domain.words import CONDITIONS
from vpr_tracker.files import write_whole
from vpr_tracker.i18n import _
from vpr_tracker.sheets.table import MarkedText, SheetColumn, SheetTable, Tone, Value, workbook_bytes

SUFFIX: Final = ".xlsx"
TONES: Final[dict[str, Tone]] = {
    "overdue": "late",
    "due_soon": "soon",
    "in_review": "review",
    "done": "done",
    "waived": "quiet",
    "before_approval": "quiet",
}
_LEGEND: Final = ("overdue", "due_soon", "in_review", "done", "waived")


def wanted(output: str | None) -> bool:
    """Whether a report is to become a workbook."""
    return output is not None and output.lower().endswith(SUFFIX)


def write(table: SheetTable, output: str) -> None:
    """Write a workbook, whole or not at all, and say so.

    :raises BadInput: the file cannot be written.
    :raises PluginError: openpyxl is not installed.
    """
    write_whole(output, workbook_bytes(table))
    print(spelt_out(_("Written: {path}").format(path=output)), file=sys.stderr)


def status_table(report: dict[str, Any]) -> SheetTable:
    """A row for each task, the most pressing first."""
    order = {condition: place for place, condition in enumerate(CONDITIONS)}
    tasks = sorted(report["tasks"], key=lambda task: order.get(task["condition"], len(order)))
    sectioned = any(task["section"] for task in tasks)
    return SheetTable(
        name=_("Status"),
        heading=_heading(report, _("State on {day}").format(day=lines.day_with_weekday(report["today"]))),
        legend=_legend(),
        columns=(
            SheetColumn(_("No."), 7, centred=True),
            SheetColumn(_("Task"), 52),
            *([SheetColumn(_("Section"), 24)] if sectioned else []),
            SheetColumn(_("Level"), 16, centred=True),
            SheetColumn(_("Deadline in the plan"), 24),
            SheetColumn(_("State"), 16),
            SheetColumn(_("Due"), 12),
            SheetColumn(_("Days"), 8),
            SheetColumn(_("Owed"), 8),
            SheetColumn(_("Handed in"), 9),
            SheetColumn(_("In review"), 9),
            SheetColumn(_("Late"), 9),
            SheetColumn(_("Waits for"), 28),
        ),
        rows=[_status_row(task, sectioned=sectioned) for task in tasks],
        pinned=2,
    )


def _status_row(task: dict[str, Any], *, sectioned: bool) -> list[Value]:
    counts = task["obligations"]
    return [
        task["number"],
        task["title"],
        *([task["section"] or ""] if sectioned else []),
        word(task["level"]),
        " ".join(task["deadline"].split()),
        _condition(task["condition"]) if task["condition"] else _("nobody owes it yet"),
        _day(task["due"]),
        task["days"],
        counts["total"],
        counts["done"] + counts["waived"],
        counts["in_review"],
        counts["overdue"],
        "; ".join(task["waits_for"]),
    ]


def due_table(report: dict[str, Any]) -> SheetTable:
    """A row for each result of each task that is due."""
    span = _("Due from {start} to {end}").format(
        start=lines.day_with_weekday(report["today"]), end=lines.day_with_weekday(report["until"])
    )
    return SheetTable(
        name=_("Due"),
        heading=_heading(report, span),
        columns=(
            SheetColumn(_("Date"), 12),
            SheetColumn(_("Day"), 6, centred=True),
            SheetColumn(_("In effect"), 12),
            SheetColumn(_("Days left"), 9),
            SheetColumn(_("No."), 7, centred=True),
            SheetColumn(_("Task"), 48),
            SheetColumn(_("Result"), 40),
            SheetColumn(_("Quantity"), 11),
            SheetColumn(_("Missing"), 10),
            SheetColumn(_("From"), 30),
            SheetColumn(_("Owners"), 34),
        ),
        rows=[row for entry in report["dates"] for task in entry["tasks"] for row in _due_rows(entry, task)],
        pinned=1,
    )


def _due_rows(entry: dict[str, Any], task: dict[str, Any]) -> Iterator[list[Value]]:
    for deliverable in task["deliverables"]:
        yield [
            _day(entry["date"]),
            lines.weekday(entry["date"]),
            _day(entry["effective"]),
            entry["days"],
            task["number"],
            task["title"],
            deliverable["title"],
            deliverable["quantity"],
            deliverable["missing"],
            lines.school_list(task["organisations"]),
            ", ".join(owner["name"] for owner in task["owners"]),
        ]


def matrix_table(report: dict[str, Any]) -> SheetTable:
    """A row for each school, a column for each result and due time."""
    columns = [SheetColumn(_("No."), 8, centred=True), SheetColumn(_("School"), 30)]
    columns += [SheetColumn(_column_title(column), 20) for column in report["columns"]]
    columns.append(SheetColumn(_("Not handed in"), 10))
    return SheetTable(
        name=_("Matrix"),
        heading=_heading(report, _("Handed in by {day}").format(day=lines.day_with_weekday(report["today"]))),
        legend=_legend(),
        columns=columns,
        rows=[list(_matrix_row(report, row)) for row in report["rows"]],
        pinned=2,
    )


def _matrix_row(report: dict[str, Any], row: dict[str, Any]) -> Iterator[Value]:
    yield row["school"]["number"] or ""
    yield row["school"]["name"]
    for cell, column in zip(row["cells"], report["columns"], strict=True):
        yield _matrix_cell(cell, column)
    yield row["missing"]


def _matrix_cell(cell: dict[str, Any] | None, column: dict[str, Any]) -> Value:
    if cell is None:
        return ""
    text = word(cell["condition"])
    if cell["progress"] is not None and column["quantity"] is not None:
        text += "\n" + _("{done} of {total}").format(done=cell["progress"], total=column["quantity"])
    if cell["late"]:
        text += "\n" + _("came late")
    return MarkedText(text, TONES.get(cell["condition"], "open"))


def _column_title(column: dict[str, Any]) -> str:
    number = f"{column['task']}. " if column["task"] else ""
    parts = [f"{number}{column['task_title']}", column["deliverable"], format_window(column["start"], column["end"])]
    return "\n".join(lines.shorten(part, 90) for part in parts if part)


def _heading(report: dict[str, Any], line: str) -> list[str]:
    parts = [" ".join(report["plan"]["title"].split()), line]
    if "total" in report["totals"]:
        parts.append(lines.totals_line(report["totals"]))
    return parts


def _legend() -> list[MarkedText]:
    return [_condition(condition) for condition in _LEGEND]


def _condition(condition: str) -> MarkedText:
    return MarkedText(word(condition), TONES.get(condition, "open"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
