"""``vpr set``: correct what was misread."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.journal_words import field_word
from vpr_tracker.cli.plan_view import as_data, show_moved
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.tracker import Tracker
    from vpr_tracker.tracker.views import TaskChange

SCHEMA = "vpr-tracker/corrections/1"


@kit.command(
    help=N_(
        "Correct a task, without importing the document anew: title, deadline (read as in a document), owners, level, "
        "number. With --period and no task, correct the period of the plan: deadlines are read anew in it."
    ),
    examples=[
        'vpr set 4 --deadline "с 01.09.2022 по 31.05.2023"',
        'vpr set 3 --owner "Петрова А. Б." --owner "Директора школ"',
        'vpr set 12 --title "Опубликовать две статьи"',
        "vpr set --period 2022-09-01..2023-08-31",
    ],
)
@kit.argument("task", required=False, help=N_("The number of the task."))
@click.option("--title", metavar=N_("TEXT"), help=N_("What is to be done."))
@click.option("--deadline", metavar=N_("TEXT"), help=N_("The phrase, as it would be printed."))
@click.option("--owner", "owners", multiple=True, metavar=N_("TEXT"), help=N_("An owner; repeat it for several."))
@click.option(
    "--level", type=click.Choice(["municipality", "school", "both"]), help=N_("Who has to hand in: whose task it is.")
)
@click.option("--number", metavar=N_("N"), help=N_("Another number."))
@kit.period_option
@kit.note_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def command(
    task: str | None,
    owners: tuple[str, ...],
    period: tuple[date, date] | None,
    actor: str | None,
    plan: str | None,
    note: str | None,
    as_json: bool,
    **fields: Any,  # noqa: ANN401 -- click's keywords
) -> None:
    """Correct a task or the period."""
    fields["owners"] = "\n".join(owners) or None
    given = {name: value for name, value in fields.items() if value is not None}
    _check(task, given, period)
    with kit.app().tracker(actor) as tracker:
        if period is not None:
            changes = list(tracker.set_period(*period, plan=plan))
        else:
            changes = [tracker.set_task(str(task), **given, note=note, plan=plan)]
            if "deadline" in given:
                _tell_of_no_date(tracker, changes[0], plan)
    if as_json:
        kit.emit_json(SCHEMA, {"changes": [as_data(change) for change in changes]})
    else:
        for change in changes:
            show_change(change)
        if not changes:
            kit.echo(_("No deadline changed."))


def _check(task: str | None, given: dict[str, Any], period: tuple[date, date] | None) -> None:
    if period is not None and (task is not None or given):
        raise UsageError(_("--period is the plan's: it goes without a task and its fields"))
    if period is None and task is None:
        raise UsageError(_("name a task, or give --period"), hint="vpr set --help")
    if not given.get("deadline", "-").strip():
        raise UsageError(
            _("the deadline of a task cannot be an empty phrase"), hint=_("say when it is due, as a document would")
        )
    if period is None and not given:
        raise UsageError(_("nothing to correct was given"), hint="vpr set --help")


def _tell_of_no_date(tracker: Tracker, change: TaskChange, plan: str | None) -> None:
    """Say on stderr that a phrase gave no due time: the dates that the task had are gone."""
    deadline = tracker.show(change.task_id, plan=plan).draft.deadline
    if not deadline.terms:
        text = _("no date was understood in «{phrase}»: task {number} has no due date now and needs review")
        kit.note(text.format(phrase=deadline.printed, number=change.number))


def show_change(change: TaskChange) -> None:
    """What correcting did to a task."""
    fields = ", ".join(field_word(field) for field in change.fields) or _("nothing")
    kit.paragraph(_("Task {number}: changed {fields}").format(number=change.number, fields=fields))
    if change.moved:
        show_moved(change.moved)
