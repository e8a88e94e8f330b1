"""What this distribution offers to vpr-tracker: the commands of ``vpr ical``."""

from __future__ import annotations

from vpr_tracker.plugins import CommandSpec, hookimpl
from vpr_tracker_ical.i18n import _


@hookimpl
def vpr_commands() -> list[CommandSpec]:
    """``vpr ical``."""
    return [
        CommandSpec(
            name="ical",
            target="vpr_tracker_ical.commands:command",
            summary=_("Deadlines as calendar files."),
        )
    ]
