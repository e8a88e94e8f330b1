"""``vpr task``: tasks that the document lacks."""

from __future__ import annotations

from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.commands.set_ import SCHEMA
from vpr_tracker.cli.plan_view import as_data, show_moved
from vpr_tracker.i18n import N_, _


@kit.group(
    help=N_("Tasks that the document lacks."),
    examples=['vpr task add 19 "Провести совещание" --deadline "до 01.06.2023"'],
)
def command() -> None:
    """Tasks that the document lacks."""


@command.command(
    "add",
    help=N_("Add a task; deadline and owners are read as in a document."),
    examples=[
        'vpr task add 19 "Провести совещание" --deadline "до 01.06.2023" --owner "Петрова А. Б." --result "Протокол"',
        'vpr task add 4.1 "Собрать отзывы" --after 4 --level school',
    ],
)
@kit.argument("number", help=N_("Its number."))
@kit.argument("title", help=N_("What is to be done."))
@click.option("--deadline", default="", metavar=N_("TEXT"), help=N_("The phrase, as it would be printed."))
@click.option("--owner", "owners", multiple=True, metavar=N_("TEXT"), help=N_("An owner; repeat it for several."))
@click.option(
    "--result", "deliverables", multiple=True, metavar=N_("TEXT"), help=N_("A result; repeat it for several.")
)
@click.option(
    "--level",
    type=click.Choice(["municipality", "school", "both"]),
    default="municipality",
    help=N_("Who has to hand in: whose task it is."),
)
@click.option("--section", metavar=N_("TEXT"), help=N_("The section of the plan that it belongs to."))
@click.option("--after", metavar=N_("TASK"), help=N_("The task that it follows (default: the last)."))
@kit.note_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def add(
    number: str,
    title: str,
    owners: tuple[str, ...],
    actor: str | None,
    as_json: bool,
    **given: Any,  # noqa: ANN401 -- click's keywords
) -> None:
    """Add a task."""
    with kit.app().tracker(actor) as tracker:
        change = tracker.add_task(number, title, owners="\n".join(owners), **given)
    if as_json:
        kit.emit_json(SCHEMA, {"changes": [as_data(change)]})
    else:
        kit.echo(_("Added: task {number}").format(number=change.number))
        if change.moved:
            show_moved(change.moved)
