"""``vpr checklist show``: a run with its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker_checklists.runs.model import Run

SCHEMA = "vpr-tracker/checklist-run-view/1"


@kit.command(
    help=N_("Show a run: its answers, «!» where something is wanting, and what a draft still lacks."),
    examples=["vpr checklist show 4", "vpr checklist show 4.1", "vpr checklist show 4 --json"],
)
@kit.argument("run", help=N_("The run, by its number; «4.1» is its first version."))
@kit.json_option
def command(run: str, as_json: bool) -> None:
    """Show a run."""
    from vpr_tracker_checklists.commands.run_views import next_step, print_head, print_sheet, run_data
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.runs.filling import in_words

    with kit.app().tracker() as tracker:
        book = RunBook(tracker)
        found = book.find(run)
        versions = book.versions(found.id)
        template = book.template(found)
        lacks = book.lacks(found) if found.status == "draft" else []
    if as_json:
        data = {
            "run": run_data(found),
            "lacks": [{"item": each.item, "message": each.message} for each in lacks],
            "versions": [
                {"version": each.version, "status": each.status, "reason": each.reason, "run_id": each.id}
                for each in versions
            ],
        }
        kit.emit_json(SCHEMA, data)
        return
    print_head(found)
    _print_versions(found, versions)
    print_sheet(found, template)
    if found.status == "draft":
        kit.echo()
        if lacks:
            kit.echo(_("Still missing:"))
        for line in in_words(template, lacks):
            kit.paragraph(f"• {line}", indent="  ")
        kit.echo(next_step(found))


def _print_versions(found: Run, versions: list[Run]) -> None:
    from vpr_tracker_checklists.commands.run_views import STATES

    others = [each for each in versions if each.id != found.id]
    if others:
        listed = ", ".join(f"{each.number}.{each.version} ({_(STATES[each.status])})" for each in others)
        kit.paragraph(_("Other versions: {versions}").format(versions=listed))
