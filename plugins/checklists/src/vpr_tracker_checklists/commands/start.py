"""``vpr checklist start``: beginning a run."""

from __future__ import annotations

from datetime import date

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

SCHEMA = "vpr-tracker/checklist-run/1"


@kit.command(
    help=N_("Begin a run of a checklist in a school, as a draft: fill it in, then finish it."),
    examples=[
        "vpr checklist start site-sections --school 4",
        'vpr checklist start day-control --school 4 --on 15.03.2023 --inspector "Верес И. К."',
    ],
)
@kit.argument("template", help=N_("The checklist, by its name, or a file of one."))
@kit.school_option
@click.option("--on", type=kit.DAY, help=N_("The day that is looked at (default: today)."))
@click.option("--inspector", metavar=N_("NAME"), help=N_("Who looks (default: who makes the change)."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def command(
    template: str,
    school: str | None,
    on: date | None,
    inspector: str | None,
    actor: str | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """Begin a run."""
    from vpr_tracker import UsageError
    from vpr_tracker_checklists.commands.runs_view import heading, run_data
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.templates.shelf import shelf

    if school is None:
        raise UsageError(_("say which school is looked at"), hint="--school 4", where="--school")
    with kit.app().tracker(actor) as tracker:
        book = RunBook(tracker, shelf())
        if on is None:
            with tracker.plan_reader(plan) as reader:
                on = tracker.today(reader.plan["time_zone"])
        run = book.start(template, school=school, on=on, inspector=inspector, plan=plan)
        doubts = book.doubts(run)
    for doubt in doubts:
        kit.note(_("Note: {text}").format(text=doubt))
    if as_json:
        kit.emit_json(SCHEMA, {"run": run_data(run)})
    else:
        kit.echo(heading(run))
        kit.echo(_("Fill it in: vpr checklist fill {number}").format(number=run.number))
