"""What ``submit``, ``accept``, ``return`` and ``waive`` share: the same options, the same answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, show_changes
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import ChangeView

SCHEMA = "vpr-tracker/changes/1"
F = TypeVar("F", bound=Callable[..., Any])


def choosing_options(command: F, *, task_required: bool = True) -> F:
    """Task, school, result and due time: what a change of state is about; what is not named means all that fit."""
    for option in reversed(
        (
            kit.argument("task", required=task_required, help=N_("The number of the task.")),
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


def choosing_options_of_any_task(command: F) -> F:
    """The same where the task need not be named."""
    return choosing_options(command, task_required=False)


def evidence_options(command: F) -> F:
    """``--file`` and ``--url``, each as often as wanted, as ``files`` and ``urls``."""
    command = click.option("--url", "urls", multiple=True, metavar=N_("LINK"), help=N_("A link to what is handed in."))(
        command
    )
    return click.option(
        "--file",
        "files",
        multiple=True,
        metavar=N_("FILE"),
        help=N_("A file that is handed in; it is copied into the store."),
    )(command)


def answer(
    changes: Sequence[ChangeView],
    as_json: bool,
    *,
    refused: Sequence[tuple[str, str]] = (),
    dry_run: bool = False,
) -> None:
    """Print what was changed, or would be; what was left out goes to stderr too."""
    if as_json:
        data = {
            "changes": [as_data(change) for change in changes],
            "refused": [{"where": where, "why": why} for where, why in refused],
            "dry_run": dry_run,
        }
        kit.emit_json(SCHEMA, data)
        return
    show_changes(changes, dry_run=dry_run)
    for where, why in refused:
        kit.note(_("Left out: {where}: {why}").format(where=where, why=why))
