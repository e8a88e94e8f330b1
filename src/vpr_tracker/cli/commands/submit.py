"""``vpr submit``: record what was handed in."""

from __future__ import annotations

from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.recording import answer, choosing_options
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _


@kit.command(
    help=N_(
        "Record what was handed in: by one school or all, one result or all, for one due time or those that have "
        "begun. --withdraw takes a record back as long as nobody accepted or returned it."
    ),
    examples=[
        "vpr submit 1 --school 4",
        'vpr submit 1 --school 4 --deliverable "приказ" --note "письмо от 20.01"',
        "vpr submit 6 --progress 35",
    ],
)
@choosing_options
@click.option("--progress", type=click.IntRange(min=0), metavar=N_("N"), help=N_("How many of the quantity there are."))
@click.option("--withdraw", is_flag=True, help=N_("Take the record back."))
def command(task: str, progress: int | None, withdraw: bool, actor: str | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401
    """Record what was handed in."""
    if withdraw and progress is not None:
        raise UsageError(_("--withdraw and --progress do not go together"))
    with kit.app().tracker(actor) as tracker:
        changes = tracker.withdraw(task, **chosen) if withdraw else tracker.submit(task, progress=progress, **chosen)
    answer(changes, as_json)
