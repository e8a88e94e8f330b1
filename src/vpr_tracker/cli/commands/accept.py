"""``vpr accept``: accept what was handed in."""

from __future__ import annotations

from typing import Any

from vpr_tracker.cli import kit
from vpr_tracker.cli.recording import answer, choosing_options_of_any_task
from vpr_tracker.i18n import N_


@kit.command(
    help=N_(
        "Accept what was handed in: from one school or all, one result or all; without a task, all that the school "
        "has handed in."
    ),
    examples=["vpr accept 1 --school 4", "vpr accept 1", "vpr accept --school 4"],
)
@choosing_options_of_any_task
def command(task: str | None, actor: str | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401 -- click's
    """Accept what was handed in."""
    with kit.app().tracker(actor) as tracker:
        changes = tracker.accept(task, **chosen)
    answer(changes, as_json)
