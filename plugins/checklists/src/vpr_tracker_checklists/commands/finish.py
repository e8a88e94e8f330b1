"""``vpr checklist finish``: freeze a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker_checklists.runs.model import Finished

SCHEMA = "vpr-tracker/checklist-finish/1"


@kit.command(
    help=N_(
        "Finish a run: see that nothing is missing, freeze it, and say what follows. What it found wanting is listed "
        "by «vpr checklist findings»; a task that is linked to the checklist is fulfilled by it."
    ),
    examples=["vpr checklist finish 4", "vpr checklist finish 4 --json"],
)
@kit.argument("run", help=N_("The run, by its number."))
@kit.actor_option
@kit.json_option
def command(run: str, actor: str | None, as_json: bool) -> None:
    """Finish a run."""
    from vpr_tracker_checklists.commands.run_views import run_data
    from vpr_tracker_checklists.runs.book import RunBook

    with kit.app().tracker(actor) as tracker:
        done = RunBook(tracker).finish(run)
    if as_json:
        found = [{"item": each.item.name, "text": each.text} for each in done.findings]
        data = {"wanting": found, "fulfilled": list(done.fulfilled), "reopened": list(done.reopened)}
        kit.emit_json(SCHEMA, {"run": run_data(done.run), **data, "astray": done.astray})
        return
    tell(done)


def tell(done: Finished) -> None:
    """Say what was finished, what it found wanting and what it fulfilled."""
    from vpr_tracker_checklists.commands.run_views import print_head

    print_head(done.run)
    if done.findings:
        count = len(done.findings)
        kit.echo(ngettext("{n} thing is wanting:", "{n} things are wanting:", count).format(n=count))
    else:
        kit.echo(_("Nothing is wanting."))
    for each in done.findings:
        kit.paragraph(f"• {each.text}", indent="  ")
    if done.fulfilled:
        kit.echo(_("Handed in by it:"))
    for line in done.fulfilled:
        kit.paragraph(f"• {line}", indent="  ")
    if done.reopened:
        kit.echo(_("Expected again because of it:"))
    for line in done.reopened:
        kit.paragraph(f"• {line}", indent="  ")
    if done.astray is not None:
        kit.note(_("Note: it counts for no task: {why}").format(why=done.astray))
