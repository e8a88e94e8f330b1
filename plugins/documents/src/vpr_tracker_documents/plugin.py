"""What this distribution offers to vpr-tracker: a reader of approved plans in Word files, and documents in Word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vpr_tracker.plugins import CommandSpec, ImporterSpec, StorageSpec, hookimpl
from vpr_tracker_documents.i18n import _

if TYPE_CHECKING:
    from sqlmodel import Session


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


@hookimpl
def vpr_storage() -> list[StorageSpec]:
    """Forms of names and posts that were corrected once."""
    return [
        StorageSpec(
            tables="vpr_tracker_documents.stored.tables",
            migrations="vpr_tracker_documents.stored.migrations",
            prefix="documents_",
            actions={"form_set": _("form of a name set"), "form_remove": _("form of a name taken back")},
        )
    ]


@hookimpl
def vpr_dump_extra(session: Session, plan_id: str) -> Mapping[str, Any] | None:
    """Those of the names in the plan go with its file."""
    from vpr_tracker_documents.stored.extra import dump

    return dump(session, plan_id)


@hookimpl
def vpr_load_extra(session: Session, plan_id: str, extra: Mapping[str, Any]) -> None:
    """Those that the file brings are kept where nothing was corrected yet."""
    from vpr_tracker_documents.stored.extra import load

    load(session, plan_id, extra)
