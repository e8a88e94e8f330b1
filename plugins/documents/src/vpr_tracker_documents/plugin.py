"""What this distribution offers to vpr-tracker: a reader of approved plans in Word files, and documents in Word."""

from __future__ import annotations

from vpr_tracker.plugins import CommandSpec, ImporterSpec, hookimpl
from vpr_tracker_documents.i18n import _


@hookimpl
def vpr_importers() -> list[ImporterSpec]:
    """Word files, with and without macros, and templates."""
    return [
        ImporterSpec(
            name="docx",
            target="vpr_tracker_documents.plan.read:read_docx",
            summary="Approved plan in a Word file.",
            suffixes=(".docx", ".docm", ".dotx"),
        )
    ]


@hookimpl
def vpr_commands() -> list[CommandSpec]:
    """Everything about documents is below one command."""
    return [
        CommandSpec(
            name="doc",
            target="vpr_tracker_documents.commands.doc:command",
            summary=_("Word documents: the plan, reports, orders, letters, protocols."),
        )
    ]
