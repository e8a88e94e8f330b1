"""``vpr checklist show``: a run with its answers."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

SCHEMA = "vpr-tracker/checklist-run/1"


@kit.command(
    help=N_("Show a run: what was asked and answered, what was found wanting, what is missing, its versions."),
    examples=["vpr checklist show 4", "vpr checklist show 4.1", "vpr checklist show 4 --json"],
)
@kit.argument("run", help=N_("The run, by its number; «4.1» is its first version."))
@kit.json_option
def command(run: str, as_json: bool) -> None:
    """Show a run."""
    from vpr_tracker_checklists.commands.runs_view import STATUS, heading, print_sheet, run_data
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker() as tracker:
        book = RunBook(tracker, shelf())
        found = book.find(run)
        template = book.template(found)
        versions = book.versions(run)
        missing = book.problems(found) if found.status == "draft" else []
    if as_json:
        data = {"run": run_data(found, template), "missing": [[each.item, each.message] for each in missing]}
        kit.emit_json(SCHEMA, {**data, "versions": [run_data(each) for each in versions]})
        return
    labels = {item.name: item.label for item in template.items}
    kit.echo(heading(found))
    kit.echo(_("{status}; inspector: {name}").format(status=_(STATUS[found.status]), name=found.inspector))
    if found.reason:
        kit.paragraph(_("corrected because: {reason}").format(reason=found.reason))
    print_sheet(found, template)
    if missing:
        kit.echo()
        kit.echo(_("Missing:"))
        for each in missing:
            kit.paragraph(f"{labels.get(each.item, each.item)}: {each.message}", "  ")
    if len(versions) > 1:
        kit.echo()
        kit.print_table(
            [kit.Column(_("Version"), wrap=False), kit.Column(_("State"), wrap=False), kit.Column(_("Why"), least=20)],
            [[f"{each.number}.{each.version}", _(STATUS[each.status]), each.reason or ""] for each in versions],
        )
