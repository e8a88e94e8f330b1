"""``vpr due``: what has to be handed in soon, by date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from vpr_tracker.cli import kit, lines
from vpr_tracker.cli.tables import wrap
from vpr_tracker.i18n import N_, _, ngettext


@kit.command(
    help=N_("List what is due soon, by date: which task, what is missing, from whom."),
    examples=["vpr due", "vpr due --within 2w --school 7", "vpr due --owner директор --json"],
)
@click.option("--within", type=kit.SPAN, default="14d", help=N_("How far to look: 14d, 2w (default: 14d)."))
@click.option("--owner", metavar="NAME", help=N_("Only what this person or role owns; a part of the name will do."))
@kit.school_option
@kit.on_option
@kit.plan_option
@kit.json_option
def command(as_json: bool, within: int, **filters: Any) -> None:  # noqa: ANN401 -- click's keywords
    from vpr_tracker.reports.due import SCHEMA, due

    with lines.open_database() as db:
        report = due(db, within_days=within, **filters)
    if as_json:
        kit.emit_json(SCHEMA, report)
        return
    lines.show(_lines(report))


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
