"""``vpr checklist list``: runs, or what linked tasks still want."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_checklists.following.coverage import Covered

SCHEMA = "vpr-tracker/checklist-runs/1"
MISSING_SCHEMA = "vpr-tracker/checklist-missing/1"


@kit.command(
    help=N_("List the runs by day, schools in the order of the registry; or what linked tasks still want of whom."),
    examples=[
        "vpr checklist list",
        "vpr checklist list --template site-sections --school 4 --status finished",
        "vpr checklist list --since 01.03.2023 --until 31.03.2023 --json",
        "vpr checklist list --missing --on 20.05.2023",
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
@click.option("--task", metavar=N_("TASK"), help=N_("With --missing: only of this task."))
@click.option("--all", "everything", is_flag=True, help=N_("With --missing: also what only begins after today."))
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
    task: str | None,
    everything: bool,
    on: date | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """List the runs."""
    from vpr_tracker import UsageError

    if missing and (status or since or until):
        raise UsageError(_("--missing does not go with --status, --since and --until"), where="--missing")
    if not missing and (task or everything or on):
        raise UsageError(_("--task, --all and --on go with --missing"), where="--missing")
    if since is not None and until is not None and since > until:
        raise UsageError(_("--since is after --until"), where="--since")
    with kit.app().tracker() as tracker:
        if missing:
            _answer_missing(tracker, as_json, template, school, task, on, plan, everything=everything)
        else:
            _list_runs(
                tracker, as_json, template=template, school=school, status=status, since=since, until=until, plan=plan
            )


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


def _answer_missing(
    tracker: Tracker,
    as_json: bool,
    template: str | None,
    school: str | None,
    task: str | None,
    on: date | None,
    plan: str | None,
    *,
    everything: bool,
) -> None:
    from vpr_tracker_checklists.following.coverage import coverage

    with tracker.plan_reader(plan) as reader:
        plan_id = reader.plan["id"]
        day = on or tracker.today(reader.plan["time_zone"])
        own = reader.organisation(school)["id"] if school is not None else None
        task_id = reader.task(task)["id"] if task is not None else None

    def fitting(by: date | None) -> list[Covered]:
        return [
            each
            for each in coverage(tracker, plan=plan_id, on=by)
            if own in (None, each.wanted.school)
            and task_id in (None, each.wanted.link.task_id)
            and template in (None, each.wanted.link.template)
        ]

    covered = fitting(None if everything else day)
    missing = [each for each in covered if each.run is None]
    if as_json:
        data = {"plan_id": plan_id, "today": day, "wanted": len(covered), "missing": [_data(each) for each in missing]}
        kit.emit_json(MISSING_SCHEMA, data)
        return
    if not covered:
        if everything or not fitting(None):
            kit.echo(_("No task wants a run yet: vpr checklist link TASK TEMPLATE."))
        else:
            kit.echo(_("Nothing of it has begun by {day}; all there is: --all.").format(day=kit.format_day(day)))
        return
    if missing:
        _print_missing(missing, day)
        kit.echo()
    kit.echo(
        ngettext("Of {n} run {missing} is missing.", "Of {n} runs {missing} are missing.", len(covered)).format(
            n=len(covered), missing=len(missing)
        )
    )


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


def _print_missing(missing: list[Covered], day: date) -> None:
    """A line for each due time: which schools are missing."""
    from vpr_tracker_checklists.commands.shared import when

    lines: dict[tuple[str, str, str], list[Covered]] = {}
    for each in missing:
        lines.setdefault((each.wanted.link.task, each.wanted.link.title, each.wanted.key), []).append(each)
    rows: list[list[str | kit.Cell]] = []
    for (task, title, _key), several in lines.items():
        by_time: dict[str, list[str]] = {}
        for each in several:
            by_time.setdefault(when(each.wanted), []).append(each.wanted.label)
        late = all(each.wanted.end is not None and each.wanted.end < day for each in several)
        for time, schools in by_time.items():
            rows.append([task, title, kit.Cell(time, "red" if late else None), ", ".join(schools)])
    kit.print_table(
        [
            kit.Column(_("Task"), wrap=False),
            kit.Column(_("Checklist"), least=18),
            kit.Column(_("When"), least=12),
            kit.Column(_("Missing at schools"), least=14),
        ],
        rows,
    )
