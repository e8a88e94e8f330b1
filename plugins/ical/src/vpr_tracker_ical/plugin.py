"""What this distribution offers to vpr-tracker: the commands of ``vpr ical``, and the tables of feeds."""

from __future__ import annotations

from vpr_tracker.plugins import CommandSpec, StorageSpec, hookimpl
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


@hookimpl
def vpr_storage() -> list[StorageSpec]:
    """Feeds, and when they were fetched."""
    return [
        StorageSpec(
            tables="vpr_tracker_ical.tables",
            migrations="vpr_tracker_ical.migrations",
            prefix="ical_",
            actions={
                "feed_add": _("calendar made"),
                "feed_rotate": _("calendar given a new address"),
                "feed_revoke": _("calendar stopped"),
            },
        )
    ]
