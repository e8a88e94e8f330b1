"""``vpr due``: what has to be handed in soon, by date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from vpr_tracker.cli.app import App
from vpr_tracker.cli.plain import json_text
from vpr_tracker.cli.reports import lines
from vpr_tracker.cli.tables import wrap
from vpr_tracker.i18n import _, ngettext
from vpr_tracker.reports.database import connect
from vpr_tracker.reports.due import SCHEMA, due

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from vpr_tracker.reports.database import Database


def run(app: App, *, as_json: bool, output: str | None = None, as_of: str | None = None, **asked: Any) -> int:  # noqa: ANN401 -- the arguments of reports.due
    """Print the report on the database of this run, or write it to a file; gives the exit code."""
    with connect(app.database_url) if as_of is None else _past(app, as_of, asked) as db:
        report = due(db, **asked)
    if output is not None and output.lower().endswith(".xlsx"):
        from vpr_tracker.cli.reports.workbook import due_table, write

        write(due_table(report), output)
        if as_json:
            lines.show([json_text(SCHEMA, report)])
        return 0
    lines.put([json_text(SCHEMA, report)] if as_json else _lines(report), output)
    return 0


def _past(app: App, as_of: str, asked: dict[str, Any]) -> AbstractContextManager[Database]:
    from vpr_tracker.cli.past import past_database  # seldom needed, and heavy

    return past_database(app, as_of, asked)


def _lines(report: dict[str, Any]) -> Iterator[str]:
    span = _("Due from {start} to {end}").format(
        start=lines.day_with_weekday(report["today"]), end=lines.day_with_weekday(report["until"])
    )
    yield from lines.head(report, span)
    for entry in report["dates"]:
        yield ""
        yield lines.style(_date(entry), bold=True)
        for task in entry["tasks"]:
            yield from _task(task)
    yield ""
    yield from _totals(report["totals"])


def _date(entry: dict[str, Any]) -> str:
    """«25.02.2023 (сб), фактически 22.02, через 15 дней»."""
    parts = [lines.day_with_weekday(entry["date"])]
    if not entry["working_day"]:
        effective = date.fromisoformat(entry["effective"])
        parts.append(_("in effect {day}").format(day=f"{effective.day:02}.{effective.month:02}"))
    parts.append(lines.distance(entry["days"]))
    return ", ".join(parts)


def _task(task: dict[str, Any]) -> Iterator[str]:
    number = lines.pad(task["number"], 4)
    indent = " " * (len(number) + 3)
    room = lines.width() - len(indent)
    yield f"  {number} {lines.shorten(task['title'], room)}"
    for deliverable in task["deliverables"]:
        quantity = "" if deliverable["quantity"] is None else f" ({deliverable['quantity']})"
        missing = f" × {deliverable['missing']}" if deliverable["missing"] > 1 else ""
        tail = quantity + missing
        yield f"{indent}– {lines.shorten(deliverable['title'], room - 2 - len(tail))}{tail}"
    who = _("from: {schools}").format(schools=lines.school_list(task["organisations"]))
    owners = ", ".join(owner["name"] for owner in task["owners"])
    if owners:
        who += "; " + _("owners: {names}").format(names=owners)
    for line in wrap(who, room):
        yield indent + lines.style(line, dim=True)


def _totals(totals: dict[str, int]) -> Iterator[str]:
    if totals["obligations"]:
        n = totals["obligations"]
        yield ngettext("{n} thing to hand in", "{n} things to hand in", n).format(n=n)
    else:
        yield _("Nothing is due in these days.")
    if totals["overdue"]:
        late = _("Late already: {n} (vpr status --overdue)").format(n=totals["overdue"])
        yield lines.style(late, fg="red")
