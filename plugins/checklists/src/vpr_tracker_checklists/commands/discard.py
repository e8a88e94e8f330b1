"""``vpr checklist discard``: throwing a draft away."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

SCHEMA = "vpr-tracker/checklist-run/1"


@kit.command(
    help=N_("Throw a draft away. What it was to correct stays as it is. «vpr undo» brings it back."),
    examples=["vpr checklist discard 4"],
)
@kit.argument("run", help=N_("The run, by its number."))
@kit.actor_option
@kit.json_option
def command(run: str, actor: str | None, as_json: bool) -> None:
    """Throw a draft away."""
    from vpr_tracker_checklists.commands.runs_view import heading, run_data
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker(actor) as tracker:
        gone = RunBook(tracker, shelf()).discard(run)
    if as_json:
        kit.emit_json(SCHEMA, {"run": run_data(gone)})
    else:
        kit.echo(_("Thrown away: {run}").format(run=heading(gone)))
