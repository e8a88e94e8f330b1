"""What ``submit``, ``accept``, ``return`` and ``waive`` share: the same options, the same answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, show_changes
from vpr_tracker.i18n import N_

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import ChangeView

SCHEMA = "vpr-tracker/changes/1"
F = TypeVar("F", bound=Callable[..., Any])


def choosing_options(command: F) -> F:
    """Task, school, result and due time: what a change of state is about; what is not named means all that fit."""
    for option in reversed(
        (
            kit.argument("task", help=N_("The number of the task.")),
            kit.school_option,
            click.option(
                "--deliverable",
                metavar=N_("RESULT"),
                help=N_("The result: its place in the task, or a part of its title."),
            ),
            click.option(
                "--occurrence", metavar=N_("KEY"), help=N_("The due time, where there are several: 2022/23-III.")
            ),
            kit.note_option,
            kit.actor_option,
            kit.plan_option,
            kit.json_option,
        )
    ):
        command = option(command)
    return command


def answer(changes: list[ChangeView], as_json: bool) -> None:
    """Print what was changed."""
    if as_json:
        kit.emit_json(SCHEMA, {"changes": [as_data(change) for change in changes]})
    else:
        show_changes(changes)
