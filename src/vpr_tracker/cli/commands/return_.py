"""``vpr return``: send back what was handed in."""

from __future__ import annotations

from typing import Any

from vpr_tracker.cli import kit
from vpr_tracker.cli.recording import answer, choosing_options
from vpr_tracker.i18n import N_


@kit.command(
    help=N_("Send back what was handed in, saying why; it has to be handed in again."),
    examples=['vpr return 1 --school 4 --deliverable 2 --note "нет подписи"'],
)
@choosing_options
def command(task: str, actor: str | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401 -- click's keywords
    """Send back what was handed in."""
    with kit.app().tracker(actor) as tracker:
        changes = tracker.return_(task, **chosen)
    answer(changes, as_json)
