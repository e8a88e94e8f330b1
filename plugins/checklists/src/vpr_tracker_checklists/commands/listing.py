"""``vpr checklist list``: runs, or what linked tasks still want."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_checklists.runs.coverage import Covered

SCHEMA = "vpr-tracker/checklist-runs/1"
MISSING_SCHEMA = "vpr-tracker/checklist-missing/1"


@kit.command(
    help=N_("List the runs by day, schools in the order of the registry; or what linked tasks still want of whom."),
    examples=[
        "vpr checklist list",
        "vpr checklist list --template site-sections --school 4 --status finished",
        "vpr checklist list --since 01.03.2023 --until 31.03.2023 --json",
        "vpr checklist list --missing",
    ],
)
@click.option("--template", metavar=N_("TEMPLATE"), help=N_("Only of this checklist, by its name."))
@kit.school_option
@click.option(
    "--status",
    type=click.Choice(["draft", "finished", "replaced"]),
    help=N_("Only these (default: drafts and finished ones)."),
)
@click.option("--since", type=kit.DAY, help=N_("From this day on."))
@click.option("--until", type=kit.DAY, help=N_("Up to this day."))
@click.option("--missing", is_flag=True, help=N_("The runs that linked tasks want by now and that are not there."))
@kit.on_option
@kit.plan_option
@kit.json_option
def command(
    template: str | None,
    school: str | None,
    status: str | None,
    since: date | None,
    until: date | None,
    missing: bool,
    on: date | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """List the runs."""
    from vpr_tracker import UsageError

    if missing and (status or since or until):
        raise UsageError(_("--missing does not go with --status, --since and --until"), where="--missing")
    if on is not None and not missing:
        raise UsageError(_("--on goes with --missing"), where="--on")
    with kit.app().tracker() as tracker:
        if missing:
            found = _missing(tracker, template, school, on, plan)
        else:
            _list_runs(
                tracker, as_json, template=template, school=school, status=status, since=since, until=until, plan=plan
            )
            return
    if as_json:
        kit.emit_json(MISSING_SCHEMA, {"missing": [_data(each) for each in found]})
    elif not found:
        kit.echo(_("All runs that are wanted by now are there."))
    else:
        _print_missing(found)


def _list_runs(tracker: Tracker, as_json: bool, **wanted: Any) -> None:  # noqa: ANN401 -- of RunBook.list
    from vpr_tracker_checklists.commands.run_views import run_data, table_of
    from vpr_tracker_checklists.runs.book import RunBook

    runs = RunBook(tracker).list(**wanted)
    if as_json:
        kit.emit_json(SCHEMA, {"runs": [run_data(run) for run in runs]})
    elif not runs:
        kit.echo(_("There is no such run: vpr checklist start TEMPLATE --school NUMBER."))
    else:
        table_of(runs)


def _missing(
    tracker: Tracker, template: str | None, school: str | None, on: date | None, plan: str | None
) -> list[Covered]:
    from vpr_tracker_checklists.runs.coverage import coverage

    with tracker.plan_reader(plan) as reader:
        plan_id = reader.plan["id"]
        of = reader.organisation(school)["id"] if school is not None else None
        on = on or tracker.today(reader.plan["time_zone"])
    return [
        each
        for each in coverage(tracker, plan=plan_id, on=on)
        if each.run is None and of in (None, each.wanted.school) and template in (None, each.wanted.link.template)
    ]


def _data(each: Covered) -> dict[str, Any]:
    wanted = each.wanted
    return {
        "task": wanted.link.task,
        "template": wanted.link.template,
        "title": wanted.link.title,
        "school": wanted.label,
        "key": wanted.key,
        "start": wanted.start,
        "end": wanted.end,
    }


def _print_missing(found: list[Covered]) -> None:
    from vpr_tracker_checklists.commands.shared import when

    kit.print_table(
        [
            kit.Column(_("Task"), wrap=False),
            kit.Column(_("Checklist"), least=20),
            kit.Column(_("Due"), least=10),
            kit.Column(_("School"), wrap=False),
        ],
        [[each.wanted.link.task, each.wanted.link.title, when(each.wanted), each.wanted.label] for each in found],
    )
