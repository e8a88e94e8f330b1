"""``vpr checklist finish``: freezing a run."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

SCHEMA = "vpr-tracker/checklist-run/1"


@kit.command(
    help=N_(
        "Finish a run: from then on it is frozen, counts for the tasks that it is linked to, and what it found wanting "
        "is listed. What is still missing is named, all of it."
    ),
    examples=["vpr checklist finish 4"],
)
@kit.argument("run", help=N_("The run, by its number."))
@kit.actor_option
@kit.json_option
def command(run: str, actor: str | None, as_json: bool) -> None:
    """Finish a run."""
    from vpr_tracker_checklists.commands.runs_view import heading, run_data
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker(actor) as tracker:
        book = RunBook(tracker, shelf())
        done = book.finish(run)
        template = book.template(done.run)
    if as_json:
        kit.emit_json(SCHEMA, {"run": run_data(done.run, template), "fulfilled": list(done.fulfilled)})
        return
    kit.echo(_("Finished: {run}").format(run=heading(done.run)))
    for line in done.fulfilled:
        kit.paragraph(_("fulfilled: {what}").format(what=line), "  ")
    for each in done.findings:
        kit.paragraph(_("found wanting: {text}").format(text=each.text), "  ")
    if done.findings:
        kit.echo(_("Make it a task: vpr checklist findings task --school {school}").format(school=done.run.school))
