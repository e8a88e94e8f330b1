"""``vpr checklist correct``: a new version of a finished run."""

from __future__ import annotations

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_

SCHEMA = "vpr-tracker/checklist-run/1"


@kit.command(
    help=N_(
        "Begin a new version of a finished run, with its answers, as a draft. The finished version stands until the "
        "new one is finished; a correction that is thrown away changes nothing."
    ),
    examples=['vpr checklist correct 4 --reason "перепутан кабинет"'],
)
@kit.argument("run", help=N_("The run, by its number."))
@click.option("--reason", required=True, metavar=N_("TEXT"), help=N_("Why it is corrected."))
@kit.actor_option
@kit.json_option
def command(run: str, reason: str, actor: str | None, as_json: bool) -> None:
    """Correct a run."""
    from vpr_tracker_checklists.commands.run_views import next_step, print_head, run_data
    from vpr_tracker_checklists.runs.book import RunBook

    with kit.app().tracker(actor) as tracker:
        draft = RunBook(tracker).correct(run, reason)
    if as_json:
        kit.emit_json(SCHEMA, {"run": run_data(draft), "doubts": []})
        return
    print_head(draft)
    kit.echo(next_step(draft))
