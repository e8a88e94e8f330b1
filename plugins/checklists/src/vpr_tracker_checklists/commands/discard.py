"""``vpr checklist discard``: throw a draft away."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

SCHEMA = "vpr-tracker/checklist-run/1"


@kit.command(
    help=N_("Throw a draft away, or a correction that was begun; «vpr undo» brings it back."),
    examples=["vpr checklist discard 4 --yes"],
)
@kit.argument("run", help=N_("The run, by its number."))
@kit.yes_option
@kit.actor_option
@kit.json_option
def command(run: str, yes: bool, actor: str | None, as_json: bool) -> None:
    """Throw a draft away."""
    from vpr_tracker_checklists.commands.run_views import run_data
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.runs.naming import called

    with kit.app().tracker(actor) as tracker:
        book = RunBook(tracker)
        found = book.find(run)
        question = _("Throw {run} away?").format(run=called(found))
        if found.status == "draft" and not kit.confirm(question, yes=yes):
            return
        gone = book.discard(found.id)
    if as_json:
        kit.emit_json(SCHEMA, {"run": run_data(gone), "doubts": []})
    else:
        kit.paragraph(_("Thrown away: {run}.").format(run=called(gone)))
