"""``vpr checklist days``: the days on which a linked checklist is wanted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.commands.shared import days_line, note_outside
from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date

    from vpr_tracker import Tracker
    from vpr_tracker_checklists.following.links import LinkBook

SCHEMA = "vpr-tracker/checklist-days/1"
F = TypeVar("F", bound=Callable[..., Any])


def _template_option(command: F) -> F:
    return click.option(
        "--template", metavar=N_("TEMPLATE"), help=N_("The checklist, where the task has several for days.")
    )(command)


@kit.group(
    help=N_("The days on which a linked checklist is wanted, such as the days of the ВПР, of all schools or of one."),
    examples=["vpr checklist days add 8 15.03.2023 16.03.2023 --school 4", "vpr checklist days list 8"],
)
def command() -> None:
    """Days."""


@command.command(
    "add",
    help=N_("Say on which days runs are wanted, of every school or of one."),
    examples=["vpr checklist days add 8 15.03.2023 16.03.2023", "vpr checklist days add 8 20.03.2023 --school 4"],
)
@kit.argument("task", help=N_("The task, by its number."))
@kit.argument("days", nargs=-1, required=True, type=kit.DAY, help=N_("The days."))
@kit.school_option
@_template_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def add(
    task: str,
    days: tuple[date, ...],
    school: str | None,
    template: str | None,
    actor: str | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """Add days."""
    from vpr_tracker_checklists.following.links import LinkBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker(actor) as tracker:
        book = LinkBook(tracker, shelf())
        new = book.add_days(task, days, template=template, school=school, plan=plan)
        _note_outside(tracker, book, task, plan, new)
    if as_json:
        kit.emit_json(SCHEMA, {"task": task, "school": school, "added": new})
    elif new:
        kit.echo(_("Added: {days}.").format(days=days_line(new)))
    else:
        kit.echo(_("All of these days are there already."))


@command.command(
    "remove",
    help=N_("Take days back; finished runs stay."),
    examples=["vpr checklist days remove 8 16.03.2023 --school 4"],
)
@kit.argument("task", help=N_("The task, by its number."))
@kit.argument("days", nargs=-1, required=True, type=kit.DAY, help=N_("The days."))
@kit.school_option
@_template_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def remove(
    task: str,
    days: tuple[date, ...],
    school: str | None,
    template: str | None,
    actor: str | None,
    plan: str | None,
    as_json: bool,
) -> None:
    """Take days back."""
    from vpr_tracker_checklists.following.links import LinkBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker(actor) as tracker:
        gone = LinkBook(tracker, shelf()).remove_days(task, days, template=template, school=school, plan=plan)
    if as_json:
        kit.emit_json(SCHEMA, {"task": task, "school": school, "removed": gone})
    else:
        kit.echo(_("Taken back: {days}.").format(days=days_line(gone)))


@command.command(
    "list",
    help=N_("List the days on which a task wants runs."),
    examples=["vpr checklist days list 8"],
)
@kit.argument("task", help=N_("The task, by its number."))
@kit.plan_option
@kit.json_option
def list_(task: str, plan: str | None, as_json: bool) -> None:
    """List the days."""
    from vpr_tracker_checklists.following.links import LinkBook
    from vpr_tracker_checklists.templates.shelf import shelf

    with kit.app().tracker() as tracker:
        plan_id = tracker.resolve_plan(plan)
        book = LinkBook(tracker, shelf())
        links = [link for link in book.links_of_task(task, plan=plan_id) if link.per == "day"]
        labels = {each.organisation_id: each.number or each.name for each in tracker.schools(plan=plan_id)}
        outside = {link.link_id: book.outside(link) for link in links}
    for link in links:
        note_outside(link, outside[link.link_id], labels)
    found = [(link, day, own) for link in links for day, own in link.days]
    if as_json:
        days = [
            {
                "template": link.template,
                "day": day,
                "school": labels.get(own, own) if own is not None else None,
                "outside": (day, own) in outside[link.link_id],
            }
            for link, day, own in found
        ]
        kit.emit_json(SCHEMA, {"task": task, "days": days})
    elif not found:
        kit.echo(_("No day is named yet: vpr checklist days add {task} DATE…").format(task=task))
    else:
        kit.print_table(
            [kit.Column(_("Day"), wrap=False), kit.Column(_("School")), kit.Column(_("Checklist"))],
            [
                [kit.format_day(day), _("all schools of the link") if own is None else labels.get(own, own), link.title]
                for link, day, own in found
            ],
        )


def _note_outside(tracker: Tracker, book: LinkBook, task: str, plan: str | None, days: Collection[date]) -> None:
    """Say which of the days lie outside the due times of the task."""
    links = book.links_of_task(task, plan=plan)
    labels = {each.organisation_id: each.number or each.name for each in tracker.schools(plan=links[0].plan_id)}
    for link in links:
        note_outside(link, [each for each in book.outside(link) if each[0] in days], labels)
