"""``vpr checklist findings``: what was found wanting, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker_checklists.following.found import Finding

SCHEMA = "vpr-tracker/checklist-findings/1"
STEPS = ("new", "repeated", "fixed", "closed", "withdrawn")
_COLOURS = {"new": "yellow", "repeated": "red", "fixed": "green", "closed": "green", "withdrawn": None}
_SETTLED = ("accepted", "waived")
"""States of a task that nothing more is done about."""
_reason_option = click.option("--reason", required=True, metavar=N_("TEXT"), help=N_("Why."))


@kit.group(
    help=N_("What finished runs found wanting: listed, and made tasks for the schools."),
    examples=[
        "vpr checklist findings",
        "vpr checklist findings task 3 4 --by 20.04.2023",
        'vpr checklist findings postpone 3 --to 28.04.2023 --reason "ремонт до 25.04"',
        'vpr checklist findings close 4 --reason "раздел есть, снимок страницы в деле"',
    ],
    alone=True,
)
@kit.school_option
@click.option("--template", metavar=N_("TEMPLATE"), help=N_("Only of this checklist."))
@click.option("--step", "steps", multiple=True, type=click.Choice(STEPS), help=N_("Only these."))
@click.option("--all", "everything", is_flag=True, help=N_("Also what is mended, closed or taken back."))
@kit.plan_option
@kit.json_option
@click.pass_context
def command(
    ctx: click.Context,
    school: str | None,
    template: str | None,
    steps: tuple[str, ...],
    everything: bool,
    plan: str | None,
    as_json: bool,
) -> None:
    """List the findings."""
    from vpr_tracker_checklists.following.findings import FindingBook

    if ctx.invoked_subcommand is not None:
        return
    wanted = steps or (STEPS if everything else ("new", "repeated"))
    with kit.app().tracker() as tracker:
        found = FindingBook(tracker).findings(plan=plan, school=school, template=template, steps=wanted)
    if as_json:
        kit.emit_json(SCHEMA, {"findings": [_data(each) for each in found]})
    elif not found:
        kit.echo(_("Nothing is found wanting.") if wanted == STEPS else _("No finding is open; all there were: --all."))
    else:
        _print(found)


@command.command(
    "task",
    help=N_(
        "Make open findings tasks for their schools: each becomes something to hand in by a day, shows in status, "
        "calendars and reports, and is done when a later run finds it mended."
    ),
    examples=[
        "vpr checklist findings task 3 4",
        "vpr checklist findings task --school 4 --by 20.04.2023",
        "vpr checklist findings task 5 --task 9.1 --in 30d",
    ],
)
@kit.argument("numbers", nargs=-1, type=int, help=N_("The findings, by their numbers."))
@kit.school_option
@click.option("--template", metavar=N_("TEMPLATE"), help=N_("All open findings of this checklist."))
@click.option("--by", "due", type=kit.DAY, help=N_("The day by which it is to be mended."))
@click.option("--in", "days", type=kit.SPAN, help=N_("So many days from today (default: setting «days», else 14)."))
@click.option("--task", metavar=N_("TASK"), help=N_("The task that it stands under (default: the linked one)."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def task_(
    numbers: tuple[int, ...],
    school: str | None,
    template: str | None,
    due: date | None,
    days: int | None,
    task: str | None,
    actor: str | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """Make findings tasks."""
    from vpr_tracker import UsageError
    from vpr_tracker_checklists.commands.settings import days_for_findings
    from vpr_tracker_checklists.following.findings import FindingBook

    if due is not None and days is not None:
        raise UsageError(_("--by does not go with --in"), where="--in")
    if numbers and (school or template):
        raise UsageError(_("numbers do not go with --school or --template"))
    with kit.app().tracker(actor) as tracker:
        made = FindingBook(tracker).make_tasks(
            numbers,
            due=due,
            days=days_for_findings() if days is None else days,
            task=task,
            school=school,
            template=template,
            plan=plan,
        )
    told = ngettext("{n} finding is a task now.", "{n} findings are tasks now.", len(made)).format(n=len(made))
    _answer(made, told, as_json)


@command.command(
    "postpone",
    help=N_("Give the tasks of findings another due day, with the reason; it may also be an earlier one."),
    examples=['vpr checklist findings postpone 3 4 --to 28.04.2023 --reason "ремонт до 25.04"'],
)
@kit.argument("numbers", nargs=-1, required=True, type=int, help=N_("The findings, by their numbers."))
@click.option("--to", type=kit.DAY, required=True, help=N_("The new due day."))
@_reason_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def postpone(
    numbers: tuple[int, ...], to: date, reason: str, actor: str | None, plan: str | None, as_json: bool
) -> None:
    """Put findings off."""
    from vpr_tracker_checklists.following.findings import FindingBook

    with kit.app().tracker(actor) as tracker:
        found = FindingBook(tracker).postpone(numbers, to, reason=reason, plan=plan)
    told = ngettext("{n} finding is due by {day} now.", "{n} findings are due by {day} now.", len(found))
    _answer(found, told.format(n=len(found), day=kit.format_day(to)), as_json)


@command.command(
    "close",
    help=N_(
        "Close findings that no later run will find mended, with the reason: one that was seen to in another way, or "
        "that the checklist asks about no more. Their tasks count as done; what need not be done at all is waived "
        "before. What a later run finds wanting is a new finding."
    ),
    examples=['vpr checklist findings close 4 --reason "раздел есть, снимок страницы в деле"'],
)
@kit.argument("numbers", nargs=-1, required=True, type=int, help=N_("The findings, by their numbers."))
@_reason_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def close(numbers: tuple[int, ...], reason: str, actor: str | None, plan: str | None, as_json: bool) -> None:
    """Close findings."""
    from vpr_tracker_checklists.following.findings import FindingBook

    with kit.app().tracker(actor) as tracker:
        found = FindingBook(tracker).close(numbers, reason=reason, plan=plan)
    _answer(
        found, ngettext("{n} finding is closed.", "{n} findings are closed.", len(found)).format(n=len(found)), as_json
    )


def _answer(found: list[Finding], told: str, as_json: bool) -> None:
    """What became of findings, and where they stand in the plan."""
    if as_json:
        kit.emit_json(SCHEMA, {"findings": [_data(each) for each in found]})
        return
    _print(found)
    kit.echo()
    kit.echo(told)
    tasks = dict.fromkeys(each.task for each in found if each.task is not None)
    if tasks:
        kit.echo(_("See them in the plan: {commands}").format(commands="; ".join(f"vpr show {task}" for task in tasks)))


def _data(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "step": finding.step}


def _print(found: list[Finding]) -> None:
    kit.print_table(
        [
            kit.Column("№", wrap=False, align=">"),
            kit.Column(_("School"), wrap=False),
            kit.Column(_("What is wanting"), least=24),
            kit.Column(_("Found"), wrap=False),
            kit.Column(_("State"), least=10),
        ],
        [[str(each.number), each.school, each.text, kit.format_day(each.found_on), _state(each)] for each in found],
    )


def _state(finding: Finding) -> kit.Cell:
    words = {
        "new": _("new"),
        "repeated": _("again, {n}×, last on {day}"),
        "fixed": _("mended {day}"),
        "closed": _("closed {day}: {reason}"),
        "withdrawn": _("taken back"),
    }
    day = {"repeated": finding.last_on, "fixed": finding.fixed_on, "closed": finding.closed_on}.get(finding.step)
    text = words[finding.step].format(
        n=finding.seen, day=kit.format_day(day) if day is not None else "", reason=finding.closed_reason
    )
    if finding.task is not None and (finding.status == "open" or finding.state not in _SETTLED):
        text += "; " + _("task {task}, by {day}").format(
            task=finding.task, day=kit.format_day(finding.due_on) if finding.due_on else "—"
        )
        if finding.state not in (None, "expected"):
            text += f" ({kit.word(str(finding.state))})"
    return kit.Cell(text, _COLOURS[finding.step])
