"""``vpr rules``: how strict a plan is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import PlanSettings

SCHEMA = "vpr-tracker/rules/1"
RESULT_SCHEMA = "vpr-tracker/result-rule/1"
OF_PLAN = ("documents", "all", "nothing")
OF_RESULT = {"yes": True, "no": False, "plan": None}
_EVIDENCE = {
    "documents": N_("documents are accepted only with a file or a link"),
    "all": N_("everything is accepted only with a file or a link"),
    "nothing": N_("nothing requires a file or a link"),
}


@kit.command(
    help=N_(
        "Show or change how strict a plan is: whether who recorded something may accept it, what is accepted only with "
        "evidence, how far «due soon» looks. With --task, say of its results whether they require evidence "
        "(yes, no, or as the plan says)."
    ),
    examples=[
        "vpr rules",
        "vpr rules --evidence documents --four-eyes",
        'vpr rules --task 1 --result "приказ" --evidence yes',
    ],
)
@click.option(
    "--four-eyes/--no-four-eyes", default=None, help=N_("Whether two people are needed: one records, one accepts.")
)
@click.option(
    "--evidence",
    type=click.Choice([*OF_PLAN, *OF_RESULT]),
    help=N_("What requires evidence; with --task: yes, no, or plan."),
)
@click.option(
    "--soon-days", type=click.IntRange(0, 366), metavar=N_("N"), help=N_("How many days ahead «due soon» looks.")
)
@click.option("--task", metavar=N_("TASK"), help=N_("Say it of the results of this task."))
@click.option(
    "--result", metavar=N_("RESULT"), help=N_("Of one result: its place in the task, or a part of its title.")
)
@kit.note_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def command(
    evidence: str | None,
    task: str | None,
    result: str | None,
    note: str | None,
    actor: str | None,
    plan: str | None,
    as_json: bool,
    **settings: Any,  # noqa: ANN401 -- click's keywords
) -> None:
    """Show or change the rules of a plan."""
    given = {name: value for name, value in settings.items() if value is not None}
    _check(evidence, task, result, given)
    with kit.app().tracker(actor) as tracker:
        if task is not None:
            titles = tracker.set_deliverable(
                task, result, requires_evidence=OF_RESULT[str(evidence)], note=note, plan=plan
            )
            _answer_result(task, titles, str(evidence), as_json)
            return
        if evidence is not None:
            given["requires_evidence"] = evidence
        rules = tracker.set_plan(**given, note=note, plan=plan) if given else tracker.plan_settings(plan)
    _answer(rules, as_json)


def _check(evidence: str | None, task: str | None, result: str | None, given: dict[str, Any]) -> None:
    if task is None:
        if result is not None:
            raise UsageError(_("--result goes with --task"))
        if evidence in OF_RESULT:
            raise UsageError(_("of a plan, evidence is required by: documents, all, nothing"))
    elif evidence not in OF_RESULT or given:
        raise UsageError(_("with --task say --evidence yes, no or plan, and nothing else"))


def _answer_result(task: str, titles: tuple[str, ...], evidence: str, as_json: bool) -> None:
    if as_json:
        kit.emit_json(RESULT_SCHEMA, {"task": task, "results": list(titles), "requires_evidence": OF_RESULT[evidence]})
        return
    kit.echo(ngettext("{n} result changed:", "{n} results changed:", len(titles)).format(n=len(titles)))
    for title in titles:
        kit.paragraph(f"- {title}", indent="  ")


def _answer(rules: PlanSettings, as_json: bool) -> None:
    if as_json:
        kit.emit_json(SCHEMA, as_data(rules))
        return
    kit.echo(
        _("Two people: {word}").format(word=_("who records does not accept") if rules.four_eyes else _("not needed"))
    )
    kit.paragraph(_("Evidence: {words}").format(words=_(_EVIDENCE[rules.requires_evidence])))
    kit.echo(
        ngettext("Due soon: within {n} day", "Due soon: within {n} days", rules.soon_days).format(n=rules.soon_days)
    )
