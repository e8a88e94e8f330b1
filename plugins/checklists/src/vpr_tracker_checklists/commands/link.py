"""``vpr checklist link``: a task is fulfilled by runs of a checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.commands.shared import by_words, counted, link_data, per_words
from vpr_tracker_checklists.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker_checklists.following.links import Link

SCHEMA = "vpr-tracker/checklist-link/1"


@kit.command(
    help=N_(
        "Say that a task is fulfilled by runs of a checklist: one for each school and due time, or for each school and "
        "day named with «vpr checklist days». What is asked stands in the plan from then on; a finished run fulfils it."
    ),
    examples=[
        "vpr checklist link 9.1 site-sections",
        "vpr checklist link 8 day-control --per day --school 1 --school 2",
        'vpr checklist link 6 training-register --total observers_trained="независимых наблюдателей"',
    ],
)
@kit.argument("task", help=N_("The task, by its number."))
@kit.argument("template", help=N_("The checklist, by its name, or a file of one."))
@click.option("--per", type=click.Choice(["occurrence", "day"]), help=N_("A run for each due time, or each day named."))
@click.option("--by", type=click.Choice(["inspector", "school"]), help=N_("Who owes the run."))
@click.option(
    "--school", "schools", multiple=True, metavar=N_("SCHOOL"), help=N_("Only this school; may be given several times.")
)
@click.option(
    "--result",
    "results",
    multiple=True,
    metavar=N_("RESULT"),
    help=N_(
        "A result of the task that is fulfilled once all runs of a due time are there (default: all but papers and "
        "numbers that are counted)."
    ),
)
@click.option("--no-results", is_flag=True, help=N_("No result of the task is fulfilled by the runs themselves."))
@click.option(
    "--total",
    "totals",
    multiple=True,
    metavar=N_("ITEM=RESULT"),
    help=N_("The answers to a number, summed up, are the progress of this result."),
)
@kit.actor_option
@kit.plan_option
@kit.json_option
def command(
    task: str,
    template: str,
    per: str | None,
    by: str | None,
    schools: tuple[str, ...],
    results: tuple[str, ...],
    no_results: bool,
    totals: tuple[str, ...],
    actor: str | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """Link a task."""
    from vpr_tracker import UsageError
    from vpr_tracker_checklists.following.coverage import coverage
    from vpr_tracker_checklists.following.links import LinkBook
    from vpr_tracker_checklists.templates.shelf import shelf

    if results and no_results:
        raise UsageError(_("--result does not go with --no-results"), where="--no-results")
    with kit.app().tracker(actor) as tracker:
        before = counted(tracker, task, plan)
        link = LinkBook(tracker, shelf()).link(
            task,
            template,
            per=per,
            owed_by=by,
            schools=schools,
            results=[] if no_results else list(results) or None,
            totals=dict(_total(each) for each in totals),
            plan=plan,
        )
        found = [each for each in coverage(tracker, plan=link.plan_id) if each.wanted.link.link_id == link.link_id]
        labels = {each.organisation_id: each.number or each.name for each in tracker.schools(plan=link.plan_id)}
        with tracker.plan_reader(link.plan_id) as reader:
            asked = reader.results(link.task_id)
    done = sum(each.run is not None for each in found)
    if as_json:
        kit.emit_json(SCHEMA, {"link": link_data(link, labels), "wanted": len(found), "finished": done})
        return
    kit.echo(
        _("Task {task}: {title}, for {per}, by {by}.").format(
            task=link.task, title=link.title, per=per_words(link.per), by=by_words(link.owed_by)
        )
    )
    _tell_results(asked, link)
    for row in asked:
        if row["id"] in link.totals.values() and row["id"] in before:
            text = _("Note: {n} was recorded for «{title}» by hand; from now on the runs count.")
            kit.note(text.format(n=", ".join(map(str, before[row["id"]])), title=row["title"]))
    kit.echo(
        ngettext(
            "{n} run is wanted, {done} of them finished.", "{n} runs are wanted, {done} of them finished.", len(found)
        ).format(n=len(found), done=done)
    )
    if link.per == "day" and not found:
        kit.note(_("Say on which days: vpr checklist days add {task} DATE… --school NUMBER").format(task=link.task))


def _tell_results(results: Sequence[Mapping[str, Any]], link: Link) -> None:
    """Which results of the task the runs fulfil, which they count up to, and which are handed in by hand."""
    for words, own in (
        (_("Fulfilled by all runs of a due time: {results}."), link.results),
        (_("Counted up by the runs: {results}."), link.totals.values()),
    ):
        titles = [f"«{row['title']}»" for row in results if row["id"] in own]
        if titles:
            kit.paragraph(words.format(results=", ".join(titles)))
    left = [f"«{row['title']}»" for row in results if row["id"] not in {*link.results, *link.totals.values()}]
    if left:
        kit.paragraph(_("Handed in as before: {results}.").format(results=", ".join(left)))


def _total(given: str) -> tuple[str, str]:
    from vpr_tracker import UsageError

    item, separator, result = given.partition("=")
    if not separator or not item.strip() or not result.strip():
        raise UsageError(
            _("«{given}» is not ITEM=RESULT").format(given=given),
            hint=_("as in: --total observers_trained=4, with the result's place in the task"),
            where="--total",
        )
    return item.strip(), result.strip()
