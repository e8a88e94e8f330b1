"""``vpr checklist unlink``: a task is not fulfilled by runs of a checklist any more."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

SCHEMA = "vpr-tracker/checklist-unlink/1"


@kit.command(
    help=N_("Say that a task is not fulfilled by runs of a checklist any more. The runs stay, what was asked goes."),
    examples=["vpr checklist unlink 9.1 site-sections"],
)
@kit.argument("task", help=N_("The task, by its number."))
@kit.argument("template", required=False, help=N_("The checklist; without it, all of the task."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def command(task: str, template: str | None, actor: str | None, plan: str | None, as_json: bool) -> None:
    """Unlink a task."""
    from vpr_tracker_checklists.commands.shared import counted, link_data
    from vpr_tracker_checklists.following.links import LinkBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker(actor) as tracker:
        before = counted(tracker, task, plan)
        links = LinkBook(tracker, shelf()).unlink(task, template, plan=plan)
        with tracker.plan_reader(links[0].plan_id) as reader:
            titles = {row["id"]: row["title"] for row in reader.results(links[0].task_id)}
        labels = {each.organisation_id: each.number or each.name for each in tracker.schools(plan=links[0].plan_id)}
    if as_json:
        kit.emit_json(SCHEMA, {"links": [link_data(link, labels) for link in links]})
        return
    for link in links:
        kit.echo(
            _("Task {task} is not linked to «{template}» any more.").format(task=link.task, template=link.template)
        )
        for result in dict.fromkeys(link.totals.values()):
            if result in before:
                text = _("Note: the sums for «{title}» go with it: {n}.")
                kit.note(text.format(n=", ".join(map(str, before[result])), title=titles.get(result, result)))
