"""``vpr checklist overview``: what was found in which school, on a day and over time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_checklists.overview.grid import Grid
    from vpr_tracker_checklists.overview.model import By
    from vpr_tracker_checklists.templates.model import Template

SUFFIXES = (".xlsx", ".csv", ".png")


@kit.command(
    help=N_(
        "Show what was found: schools in the registry's order and the items of a checklist, by the last finished visit "
        "to each school; over time, what became of it from visit to visit. Facts alone: nothing is summed up to a "
        "score, no school is set against another."
    ),
    examples=[
        "vpr checklist overview site-sections",
        "vpr checklist overview site-sections --on 31.03.2023 -o sites.xlsx",
        "vpr checklist overview site-sections --over-time",
        "vpr checklist overview site-sections --over-time --item vpr_schedule -o schedule.png",
    ],
)
@kit.argument("template", help=N_("The checklist, by its name or the file of its template."))
@click.option("--over-time", is_flag=True, help=N_("Every visit: what was found, found again, mended."))
@click.option("--item", metavar=N_("ITEM"), help=N_("Only this item, by its name or its number in the overview."))
@click.option(
    "--by",
    type=click.Choice(["day", "term"]),
    help=N_("Columns over time: days of visits, or school terms (default: as the template is meant)."),
)
@kit.school_option
@kit.on_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    metavar=N_("FILE"),
    help=N_("Write a file: .xlsx, .csv or .png («-»: CSV on standard output)."),
)
@kit.plan_option
@kit.json_option
def command(
    template: str,
    over_time: bool,
    item: str | None,
    by: By | None,
    school: str | None,
    on: date | None,
    output: str | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """Show what was found."""
    from vpr_tracker import UsageError

    if by is not None and not over_time:
        raise UsageError(_("--by goes with --over-time"), where="--by")
    if output == "-" and as_json:
        raise UsageError(_("standard output takes either CSV or JSON"), where="--output")
    if output not in (None, "-") and Path(str(output)).suffix.lower() not in SUFFIXES:
        raise UsageError(
            _("«{path}» does not say what to write").format(path=output),
            hint=_("give it one of these endings: {suffixes}").format(suffixes=", ".join(SUFFIXES)),
            where="--output",
        )
    asked = {"item": item, "school": school, "on": on, "plan": plan}
    grid, schema, data = _over_time(template, by, asked) if over_time else _on_day(template, asked)
    if output == "-":
        from vpr_tracker_checklists.overview.sheet import csv_of

        click.echo(csv_of(grid), nl=False)
    elif output is not None:
        _write(grid, output)
    if as_json:
        kit.emit_json(schema, data())
    elif output is None:
        from vpr_tracker_checklists.commands.overview_text import print_grid

        print_grid(grid)


def _on_day(template: str, asked: dict[str, Any]) -> tuple[Grid, str, Callable[[], dict[str, Any]]]:
    from vpr_tracker_checklists.overview.data import SCHEMA, overview_data
    from vpr_tracker_checklists.overview.layout import on_day
    from vpr_tracker_checklists.overview.reading import overview

    with kit.app().tracker() as tracker:
        found = overview(tracker, _template(tracker, template), **asked)
    return on_day(found), SCHEMA, lambda: overview_data(found)


def _over_time(template: str, by: By | None, asked: dict[str, Any]) -> tuple[Grid, str, Callable[[], dict[str, Any]]]:
    from vpr_tracker_checklists.overview.data import OVER_TIME_SCHEMA, over_time_data
    from vpr_tracker_checklists.overview.layout import over_days
    from vpr_tracker_checklists.overview.reading import over_time

    with kit.app().tracker() as tracker:
        found = over_time(tracker, _template(tracker, template), by=by, **asked)
    return over_days(found), OVER_TIME_SCHEMA, lambda: over_time_data(found)


def _template(tracker: Tracker, which: str) -> Template:
    from vpr_tracker_checklists.overview.templates import template_for
    from vpr_tracker_checklists.templates.shelf import shelf

    return template_for(tracker, shelf(), which)


def _write(grid: Grid, output: str) -> None:
    """Write the file that its name asks for; a picture that would be too large, as several."""
    for path, data in _files(grid, output):
        kit.write_whole(path, data)
        kit.note(_("Written: {path}").format(path=path))


def _files(grid: Grid, output: str) -> list[tuple[str, bytes]]:
    path = Path(output)
    if path.suffix.lower() == ".png":
        from vpr_tracker_checklists.overview.picture import pictures

        made = pictures(grid)
        if len(made) == 1:
            return [(output, made[0])]
        wide = len(str(len(made)))
        return [
            (str(path.with_stem(f"{path.stem}-{number:0{wide}}")), data) for number, data in enumerate(made, start=1)
        ]
    from vpr_tracker import workbook_bytes
    from vpr_tracker_checklists.overview.sheet import csv_of, sheet_of

    if path.suffix.lower() == ".xlsx":
        return [(output, workbook_bytes(sheet_of(grid)))]
    return [(output, csv_of(grid).encode("utf-8-sig"))]
