"""``vpr matrix``: who has not handed in what, as a grid, as lists, or as a table for Excel."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.cli.app import App
from vpr_tracker.cli.plain import format_window, json_text, word
from vpr_tracker.cli.reports import lines
from vpr_tracker.cli.tables import wrap
from vpr_tracker.domain.texts import spelt_out
from vpr_tracker.i18n import _
from vpr_tracker.reports.database import connect
from vpr_tracker.reports.matrix import SCHEMA, matrix

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from vpr_tracker.reports.database import Database

_MARKS: Final = {
    "done": "+",
    "in_review": "?",
    "overdue": "!",
    "due_soon": "~",
    "waived": "-",
}
_WAITING: Final = "."
"""The mark of everything that is simply not handed in yet."""
_LEAST_TITLE: Final = 30
_COLOURS: Final = {"+": "green", "?": "cyan", "!": "red", "~": "yellow"}


def run(app: App, *, as_json: bool, output: str | None, as_of: str | None = None, **asked: Any) -> int:  # noqa: ANN401 -- those of reports.matrix
    """Print the report on the database of this run, or write it to a file; gives the exit code."""
    with connect(app.database_url) if as_of is None else _past(app, as_of, asked) as db:
        report = matrix(db, **asked)
    if output is not None:
        _write(report, output)
    if as_json:
        lines.show([json_text(SCHEMA, report)])
    elif output is None:
        lines.show(_lines(report))
    return 0


def _past(app: App, as_of: str, asked: dict[str, Any]) -> AbstractContextManager[Database]:
    from vpr_tracker.cli.past import past_database  # seldom needed, and heavy

    return past_database(app, as_of, asked)


def _write(report: dict[str, Any], output: str) -> None:
    """A workbook where the name says so, else CSV."""
    if output.lower().endswith(".xlsx"):
        from vpr_tracker.cli.reports.workbook import matrix_table, write

        write(matrix_table(report), output)
    else:
        from vpr_tracker.cli.reports.matrix_csv import write as write_csv

        write_csv(report, output)
        if output != "-":
            print(spelt_out(_("Written: {path}").format(path=output)), file=sys.stderr)


def _lines(report: dict[str, Any]) -> Iterator[str]:
    yield from lines.head(report, _("Handed in by {day}").format(day=lines.day_with_weekday(report["today"])))
    if not report["columns"]:
        yield ""
        yield _("No school owes anything here.")
        return
    labels = [_label(row["school"]) for row in report["rows"]]
    step = max(max(lines.display_width(label) for label in labels), 1) + 1
    title_room = lines.width() - step * len(labels) - 1
    if title_room >= _LEAST_TITLE:
        yield from _grid(report, labels, step, title_room)
    else:
        yield from _lists(report)
    yield ""
    yield from wrap(lines.totals_line(report["totals"]), lines.width())


def _label(school: dict[str, Any]) -> str:
    return lines.shorten(lines.school_label(school), 8)


def _groups(report: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    """The columns of each task and due time under their heading: positions in ``columns``."""
    groups: dict[tuple[str, str], list[int]] = {}
    for position, column in enumerate(report["columns"]):
        groups.setdefault((column["task_id"], column["key"]), []).append(position)
    for positions in groups.values():
        column = report["columns"][positions[0]]
        window = format_window(column["start"], column["end"])
        number = f"{column['task']}. " if column["task"] else ""
        tail = f" — {window}" if window else ""
        yield lines.shorten(f"{number}{column['task_title']}", lines.width() - len(tail)) + tail, positions


def _grid(report: dict[str, Any], labels: list[str], step: int, room: int) -> Iterator[str]:
    yield ""
    yield " " * (room + 1) + "".join(" " * (step - lines.display_width(label)) + label for label in labels)
    for heading, positions in _groups(report):
        yield lines.style(heading, bold=True)
        for position in positions:
            title = lines.pad("  " + lines.shorten(report["columns"][position]["deliverable"], room - 2), room)
            marks = [_mark(row["cells"][position]) for row in report["rows"]]
            yield f"{title} {''.join(_coloured(mark, step) for mark in marks)}".rstrip()
    missing = "".join(f"{row['missing']:>{step}}" for row in report["rows"])
    yield lines.style(f"{lines.pad(_('Not handed in'), room)} {missing}", bold=True)
    yield ""
    yield from wrap(_legend(), lines.width())


def _mark(cell: dict[str, Any] | None) -> str:
    return " " if cell is None else _MARKS.get(cell["condition"], _WAITING)


def _coloured(mark: str, step: int) -> str:
    colour = _COLOURS.get(mark)
    return " " * (step - 1) + (lines.style(mark, fg=colour) if colour else mark)


def _legend() -> str:
    parts = [f"{mark} {word(condition)}" for condition, mark in _MARKS.items()]
    return ",  ".join([*parts, f"{_WAITING} " + _("not handed in yet")])


def _lists(report: dict[str, Any]) -> Iterator[str]:
    """Too many schools for a grid: for each deliverable the schools that it is missing from."""
    for heading, positions in _groups(report):
        yield ""
        yield lines.style(heading, bold=True)
        for position in positions:
            owing = [row for row in report["rows"] if row["cells"][position] is not None]
            absent = [row["school"] for row in owing if _is_absent(row["cells"][position])]
            given = _("handed in {n} of {total}").format(n=len(owing) - len(absent), total=len(owing))
            room = lines.width() - len(given) - 6
            yield f"  – {lines.shorten(report['columns'][position]['deliverable'], room)}: {given}"
            if absent:
                missing = _("missing: {schools}").format(schools=lines.school_list(absent))
                yield from ("    " + line for line in wrap(missing, lines.width() - 4))


def _is_absent(cell: dict[str, Any]) -> bool:
    return cell["state"] in ("expected", "returned")
