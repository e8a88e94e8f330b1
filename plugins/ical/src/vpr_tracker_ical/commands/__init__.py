"""``vpr ical``: one module per command; only the one that is called is imported."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_ical.i18n import N_


@kit.group(
    help=N_("Deadlines as calendars: files to import, and feeds to subscribe to."),
    examples=["vpr ical export --school 4 -o school-4.ics", "vpr ical feed add --school 4", "vpr ical serve"],
    lazy={
        "export": "vpr_tracker_ical.commands.export:command",
        "feed": "vpr_tracker_ical.commands.feed:command",
        "publish": "vpr_tracker_ical.commands.publish:command",
        "serve": "vpr_tracker_ical.commands.serve:command",
    },
)
def command() -> None:
    """Deadlines as calendars."""
