"""``vpr checklist links``: which tasks are fulfilled by which checklists, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker.cli import kit
from vpr_tracker_checklists.commands.shared import by_words, link_data, note_outside, per_words
from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date

SCHEMA = "vpr-tracker/checklist-links/1"


@kit.command(
    help=N_("List the tasks that are fulfilled by checklists: how many runs are wanted and how many finished."),
    examples=["vpr checklist links", "vpr checklist links --on 20.05.2023"],
)
@kit.on_option
@kit.plan_option
@kit.json_option
def command(on: date | None, plan: str | None, as_json: bool) -> None:
    """List the links."""
    from vpr_tracker_checklists.following.coverage import coverage
    from vpr_tracker_checklists.following.links import LinkBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker() as tracker:
        plan_id = tracker.resolve_plan(plan)
        book = LinkBook(tracker, shelf())
        links = book.links(plan_id)
        covered = coverage(tracker, plan=plan_id, on=on)
        labels = {each.organisation_id: each.number or each.name for each in tracker.schools(plan=plan_id)}
        for link in links:
            note_outside(link, book.outside(link), labels)
    counts = {link.link_id: [0, 0] for link in links}
    for each in covered:
        counts[each.wanted.link.link_id][0] += 1
        counts[each.wanted.link.link_id][1] += each.run is not None
    if as_json:
        found = [
            {**link_data(link, labels), "wanted": counts[link.link_id][0], "finished": counts[link.link_id][1]}
            for link in links
        ]
        kit.emit_json(SCHEMA, {"plan_id": plan_id, "on": on, "links": found})
    elif not links:
        kit.echo(_("No task is linked yet: vpr checklist link TASK TEMPLATE."))
    else:
        kit.print_table(
            [
                kit.Column(_("Task"), wrap=False),
                kit.Column(_("Checklist"), least=20),
                kit.Column(_("For"), least=12),
                kit.Column(_("By"), least=10),
                kit.Column(_("Done"), wrap=False, align=">"),
            ],
            [
                [
                    link.task,
                    f"{link.title} ({link.template})",
                    per_words(link.per),
                    by_words(link.owed_by),
                    f"{counts[link.link_id][1]}/{counts[link.link_id][0]}",
                ]
                for link in links
            ],
        )
