"""``vpr checklist correct``: a new version of a finished run."""

from __future__ import annotations

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

SCHEMA = "vpr-tracker/checklist-run/1"


@kit.command(
    help=N_(
        "Begin a new version of a finished run, as a draft with the same answers. The finished one counts until the "
        "new one is finished, and is kept after that."
    ),
    examples=['vpr checklist correct 4 --reason "посмотрели не тот раздел"'],
)
@kit.argument("run", help=N_("The run, by its number."))
@click.option("--reason", required=True, metavar=N_("TEXT"), help=N_("Why it is corrected."))
@kit.actor_option
@kit.json_option
def command(run: str, reason: str, actor: str | None, as_json: bool) -> None:
    """Correct a run."""
    from vpr_tracker_checklists.commands.runs_view import heading, run_data
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker(actor) as tracker:
        made = RunBook(tracker, shelf()).correct(run, reason)
    if as_json:
        kit.emit_json(SCHEMA, {"run": run_data(made)})
        return
    kit.echo(heading(made))
    kit.echo(_("Fill it in: vpr checklist fill {number}").format(number=made.number))
