"""What this distribution offers to vpr-tracker: a reader of approved plans in Word files."""

from __future__ import annotations

from vpr_tracker.plugins import ImporterSpec, hookimpl


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
