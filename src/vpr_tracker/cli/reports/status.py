"""``vpr status``: how every task stands on a date, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.cli.app import App
from vpr_tracker.cli.plain import format_day, json_text
from vpr_tracker.cli.reports import lines
from vpr_tracker.cli.tables import wrap
from vpr_tracker.domain.words import CONDITIONS
from vpr_tracker.i18n import N_, _
from vpr_tracker.reports.database import connect
from vpr_tracker.reports.status import SCHEMA, status

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from vpr_tracker.reports.database import Database

_COLOURS: Final = {"overdue": "red", "due_soon": "yellow", "in_review": "cyan", "done": "green"}
_HEADINGS: Final = {
    "overdue": N_("Late"),
    "due_soon": N_("Due soon"),
    "in_review": N_("In review"),
    "open": N_("Open"),
    "upcoming": N_("Not begun yet"),
    "undated": N_("Waiting for a date"),
    "ongoing": N_("Ongoing"),
    "before_approval": N_("Ended before the plan was approved"),
    "done": N_("Done"),
    "waived": N_("Waived"),
    None: N_("Nobody owes it yet: the plan has no schools"),
}


def run(app: App, *, as_json: bool, output: str | None = None, as_of: str | None = None, **asked: Any) -> int:  # noqa: ANN401 -- the arguments of reports.status
    """Print the report on the database of this run, or write it to a file; gives the exit code."""
    with connect(app.database_url) if as_of is None else _past(app, as_of, asked) as db:
        report = status(db, **asked)
    if output is not None and output.lower().endswith(".xlsx"):
        from vpr_tracker.cli.reports.workbook import status_table, write

        write(status_table(report), output)
        if as_json:
            lines.show([json_text(SCHEMA, report)])
        return 0
    lines.put([json_text(SCHEMA, report)] if as_json else report_lines(report), output)
    return 0


def _past(app: App, as_of: str, asked: dict[str, Any]) -> AbstractContextManager[Database]:
    from vpr_tracker.cli.past import past_database  # seldom needed, and heavy

    return past_database(app, as_of, asked)


def report_lines(report: dict[str, Any]) -> Iterator[str]:
    yield from lines.head(report, _("State on {day}").format(day=lines.day_with_weekday(report["today"])))
    tasks = report["tasks"]
    if tasks:
        room = _Room(tasks)
        yield ""
        yield lines.style(room.line(_("No."), _("Task"), _("Due"), _("Days"), _("Done")), bold=True)
        for condition in (*CONDITIONS, None):
            group = [task for task in tasks if task["condition"] == condition]
            if group:
                yield lines.style(_(_HEADINGS[condition]), fg=_COLOURS.get(condition or ""), bold=True)
                for task in group:
                    yield from _task(task, room)
    yield ""
    yield from wrap(lines.totals_line(report["totals"]), lines.width())
    if lines.is_terminal():
        yield from _hint(tasks)


class _Room:
    """The widths of the columns: all as wide as needed, the title takes what is left."""

    def __init__(self, tasks: list[dict[str, Any]]) -> None:
        self.number = min(max(3, *(len(task["number"]) for task in tasks)), 12)
        self.due = 10
        self.days = 5
        self.done = max(len(_("Done")), *(len(_done(task)) for task in tasks))
        self.title = lines.width() - self.number - self.due - self.days - self.done - 9

    def line(self, number: str, title: str, due: str, days: str, done: str) -> str:
        """One line of the table."""
        shown = lines.pad(lines.shorten(title, self.title), self.title)
        left = lines.pad(lines.shorten(number, self.number), self.number)
        return f" {left}  {shown}  {lines.pad(due, self.due)}  {days:>{self.days}}  {done:>{self.done}}".rstrip()


def _done(task: dict[str, Any]) -> str:
    counts = task["obligations"]
    return f"{counts['done'] + counts['waived']}/{counts['total']}"


def _task(task: dict[str, Any], room: _Room) -> Iterator[str]:
    live = task["condition"] in ("overdue", "due_soon", "open", "upcoming", "in_review")
    days = str(task["days"]).replace("-", "\N{MINUS SIGN}") if live and task["days"] is not None else ""
    yield room.line(task["number"], task["title"], format_day(task["due"]), days, _done(task))
    indent = " " * (room.number + 3)
    if task["waits_for"]:
        waiting = _("waits for: {anchor}").format(anchor="; ".join(f"«{anchor}»" for anchor in task["waits_for"]))
        yield indent + lines.style(lines.shorten(waiting, lines.width() - len(indent)), dim=True)
    put_off = _put_off(task)
    if put_off:
        yield indent + lines.style(lines.shorten(put_off, lines.width() - len(indent)), dim=True)


def _put_off(task: dict[str, Any]) -> str:
    """«перенесено: с 25.01.2023 на 01.03.2023 (№4)»."""
    found = [
        _("from {before} to {after}").format(before=format_day(each["postponed_from"]), after=format_day(each["end"]))
        + (f" ({_('school {number}').format(number=each['school'])})" if each["school"] else "")
        for each in task["occurrences"]
        if each["postponed_from"]
    ]
    return _("put off: {days}").format(days=", ".join(found)) if found else ""


def _hint(tasks: list[dict[str, Any]]) -> Iterator[str]:
    late = next((task for task in tasks if task["condition"] == "overdue"), None)
    if late is not None:
        number = late["number"]
        shown = f'"{number}"' if " " in number else number
        yield lines.style(_("Who has not handed in: vpr matrix --task {number}").format(number=shown), dim=True)
    elif any(task["condition"] is None for task in tasks):
        yield lines.style(_("Add the schools: vpr school add NUMBER NAME"), dim=True)
