"""``vpr checklist start``: begin a run."""

from __future__ import annotations

from datetime import date

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

SCHEMA = "vpr-tracker/checklist-run/1"


@kit.command(
    help=N_("Begin a run: a checklist, a school, a day, an inspector. It is a draft until it is finished."),
    examples=[
        "vpr checklist start site-sections --school 4",
        'vpr checklist start day-control --school 4 --on 20.03.2023 --inspector "Гордеева Т. Н."',
    ],
)
@kit.argument("template", help=N_("The checklist, by its name, or a file of one."))
@click.option("--school", required=True, metavar=N_("SCHOOL"), help=N_("The school: its number, or its name."))
@click.option("--on", type=kit.DAY, help=N_("The day that is looked at (default: today)."))
@click.option("--inspector", metavar=N_("NAME"), help=N_("Who looks (default: who makes the change)."))
@kit.plan_option
@kit.actor_option
@kit.json_option
def command(
    template: str,
    school: str,
    on: date | None,
    inspector: str | None,
    plan: str | None,
    actor: str | None,
    as_json: bool,
) -> None:
    """Begin a run."""
    from vpr_tracker_checklists.commands.run_views import next_step, print_head, run_data
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.templates.shelf import shelf

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
        kit.emit_json(SCHEMA, {"run": run_data(run), "doubts": doubts})
        return
    print_head(run)
    kit.echo(next_step(run))
