"""``vpr waive``: release from handing in."""

from __future__ import annotations

from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.recording import answer, choosing_options
from vpr_tracker.i18n import N_


@kit.command(
    help=N_("Release from handing in; --note has to say why. --restore expects again what was waived."),
    examples=['vpr waive 9 --school 7 --note "школа на ремонте"', "vpr waive 9 --school 7 --restore"],
)
@choosing_options
@click.option("--restore", is_flag=True, help=N_("Expect again what was waived."))
def command(task: str, restore: bool, actor: str | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401 -- click's
    """Release from handing in."""
    with kit.app().tracker(actor) as tracker:
        changes = tracker.restore(task, **chosen) if restore else tracker.waive(task, **chosen)
    answer(changes, as_json)
