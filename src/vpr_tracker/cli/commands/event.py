"""``vpr event``: the events that deadlines hang on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, show_moved
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.tracker import Tracker
    from vpr_tracker.tracker.views import EventResult, EventView

SCHEMA = "vpr-tracker/event/1"
LIST_SCHEMA = "vpr-tracker/events/1"


@kit.group(
    help=N_("Events with dates: what is due before, during or after one gets its dates from it, and moves with it."),
    examples=['vpr event set "Проведение ВПР 2023" 15.03.2023 20.05.2023', "vpr event list"],
)
def command() -> None:
    """The events that deadlines hang on."""


@command.command(
    "set",
    help=N_("Date an event, or move it; deadlines that hang on it move along, and those whose words fit are proposed."),
    examples=[
        'vpr event set "Проведение ВПР 2023" 15.03.2023 20.05.2023',
        'vpr event set "Проведение ВПР 2023" 20.03.2023 20.05.2023 --school 4',
        'vpr event set "Проведение ВПР 2023" 01.04.2023 20.05.2023 --dry-run',
        'vpr event set "Проведение ВПР 2023" 15.03.2023 20.05.2023 --link',
    ],
)
@kit.argument("name", help=N_("What the event is called."))
@kit.argument("start", type=kit.DAY, help=N_("Its first day."))
@kit.argument("end", type=kit.DAY, required=False, help=N_("Its last day; without it, it takes one day."))
@kit.school_option
@click.option("--repeat", is_flag=True, help=N_("It happens once more on these days."))
@click.option("--link", is_flag=True, help=N_("Link all deadlines whose words fit."))
@kit.dry_run_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def set_(
    name: str,
    start: date,
    end: date | None,
    school: str | None,
    repeat: bool,
    link: bool,
    dry_run: bool,
    actor: str | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """Date an event."""
    if link and dry_run:
        raise UsageError(_("--dry-run shows what moves already; it does not go with --link"))
    if end is not None and end < start:
        raise UsageError(_("the event ends before it begins"))
    with kit.app().tracker(actor) as tracker:
        result = tracker.set_event(name, start, end, school=school, repeat=repeat, dry_run=dry_run, plan=plan)
        results = [result, *_link_all(tracker, result, link)]
    _answer(results, [] if link else list(result.proposals), as_json, dry_run=dry_run)


def _link_all(tracker: Tracker, result: EventResult, link: bool) -> list[EventResult]:
    if not link:
        return []
    return [
        tracker.link_event(proposal.task, proposal.anchor, result.event.name, plan=proposal.plan_id)
        for proposal in result.proposals
    ]


@command.command(
    "link",
    help=N_("Link the deadline of a task to an event: its dates then come from the event."),
    examples=['vpr event link 8 "период проведения ВПР" "Проведение ВПР 2023"'],
)
@kit.argument("task", help=N_("The number of the task."))
@kit.argument("anchor", help=N_("The words of its deadline that name the event, or a part of them."))
@kit.argument("event", help=N_("The event: its name, or a part of it."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def link(task: str, anchor: str, event: str, actor: str | None, plan: str | None, as_json: bool) -> None:
    """Link a deadline to an event."""
    with kit.app().tracker(actor) as tracker:
        result = tracker.link_event(task, anchor, event, plan=plan)
    _answer([result], list(result.proposals), as_json)


@command.command(
    "unlink",
    help=N_("Take the link of a deadline to its event back; it waits for a date again."),
    examples=['vpr event unlink 8 "период проведения ВПР"'],
)
@kit.argument("task", help=N_("The number of the task."))
@kit.argument("anchor", required=False, help=N_("The words of its deadline that name the event, or a part of them."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def unlink(task: str, anchor: str | None, actor: str | None, plan: str | None, as_json: bool) -> None:
    """Take a link back."""
    with kit.app().tracker(actor) as tracker:
        result = tracker.unlink_event(task, anchor, plan=plan)
    _answer([result], [], as_json)


@command.command(
    "list",
    help=N_("List the events, their days, and the deadlines that hang on them."),
    examples=["vpr event list", "vpr event list --json"],
)
@kit.plan_option
@kit.json_option
def list_(plan: str | None, as_json: bool) -> None:
    """List the events."""
    with kit.app().tracker() as tracker:
        events = tracker.events(plan)
    if as_json:
        kit.emit_json(LIST_SCHEMA, {"events": [as_data(event) for event in events]})
    elif events:
        rows = [
            [event.name, _days(event), "\n".join(f"{task}: {words}" for task, words in event.links)] for event in events
        ]
        kit.print_table([kit.Column(_("Event"), least=16), kit.Column(_("Days"), wrap=False), _("Deadlines")], rows)
    else:
        kit.echo(_("There are no events yet: vpr event set NAME START [END]."))


def _days(event: EventView) -> str:
    lines = []
    for each in event.dates:
        window = kit.format_window(each.start, each.end)
        lines.append(f"{window} ({each.school})" if each.school else window)
    return "\n".join(lines)


def _answer(results: list[EventResult], proposals: list[object], as_json: bool, *, dry_run: bool = False) -> None:
    event = results[-1].event
    moved = [each for result in results for each in result.moved]
    if as_json:
        kit.emit_json(
            SCHEMA,
            {
                "event": as_data(event),
                "moved": [as_data(each) for each in moved],
                "proposals": [as_data(each) for each in proposals],
                "dry_run": dry_run,
            },
        )
        return
    kit.paragraph(f"{event.name}: {_days(event)}".replace("\n", ", "))
    show_moved(moved)
    if dry_run:
        kit.echo(_("Nothing was written (--dry-run)."))
    if proposals:
        kit.echo(_("Deadlines whose words fit; link them, or repeat the command with --link:"))
        for each in results[0].proposals:
            kit.echo(f'  vpr event link {each.task} "{each.anchor}" "{event.name}"')
