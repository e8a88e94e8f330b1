"""The matrix as a CSV file that Excel opens by a double click: UTF-8 with a mark, semicolons, nothing executed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from vpr_tracker.cli.plain import format_window, word
from vpr_tracker.files import write_whole
from vpr_tracker.i18n import _
from vpr_tracker.sheets.csv_text import csv_text


def write(report: dict[str, Any], output: str) -> None:
    """Write the matrix to a file, or to stdout for «-»; a file is replaced whole or not at all.

    :raises BadInput: the file cannot be written.
    """
    text = as_csv(report)
    if output == "-":
        sys.stdout.write(text)
        return
    write_whole(output, text.encode("utf-8-sig"))


def as_csv(report: dict[str, Any]) -> str:
    """The text of the file: a row for each school, a column for each deliverable and due time."""
    return csv_text(_rows(report))


def _rows(report: dict[str, Any]) -> Iterator[list[str]]:
    yield [_("No."), _("School"), *(_title(column) for column in report["columns"]), _("Not handed in")]
    for row in report["rows"]:
        school = row["school"]
        cells = [_cell(cell, column) for cell, column in zip(row["cells"], report["columns"], strict=True)]
        yield [school["number"] or "", school["name"], *cells, str(row["missing"])]


def _title(column: dict[str, Any]) -> str:
    window = format_window(column["start"], column["end"])
    number = f"{column['task']}. " if column["task"] else ""
    return f"{number}{column['deliverable']}" + (f" ({window})" if window else "")


def _cell(cell: dict[str, Any] | None, column: dict[str, Any]) -> str:
    if cell is None:
        return ""
    progress = f" {cell['progress']}/{column['quantity']}" if column["quantity"] and cell["progress"] else ""
    return word(cell["condition"]) + progress
