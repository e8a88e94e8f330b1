"""What this distribution offers to vpr-tracker: commands, tables, documents, and what follows a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker.plugins import ChangeSpec, CommandSpec, DocumentKindSpec, StorageSpec, hookimpl
from vpr_tracker_checklists.i18n import _

if TYPE_CHECKING:
    from sqlmodel import Session


@hookimpl
def vpr_commands() -> list[CommandSpec]:
    """Everything about checklists is below one command."""
    return [
        CommandSpec(
            name="checklist",
            target="vpr_tracker_checklists.commands:command",
            summary=_("Checklists: visits to schools, findings, forms by mail."),
        )
    ]


@hookimpl
def vpr_storage() -> list[StorageSpec]:
    """Runs, links to tasks, findings, forms."""
    return [
        StorageSpec(
            tables="vpr_tracker_checklists.tables",
            migrations="vpr_tracker_checklists.migrations",
            prefix="checklists_",
            actions={
                "checklist_ask": _("checks asked for"),
                "checklist_close": _("findings closed"),
                "checklist_correct": _("correction begun"),
                "checklist_credit": _("checks counted"),
                "checklist_days": _("days of checks changed"),
                "checklist_discard": _("draft thrown away"),
                "checklist_fill": _("checklist filled in"),
                "checklist_findings": _("findings renewed"),
                "checklist_finish": _("check finished"),
                "checklist_link": _("checklist linked"),
                "checklist_postpone": _("findings put off"),
                "checklist_reopen": _("expected again"),
                "checklist_start": _("check begun"),
                "checklist_take": _("form taken"),
                "checklist_task": _("findings made tasks"),
                "checklist_unlink": _("checklist unlinked"),
            },
            postponing={
                "checklists": "vpr checklist days remove TASK DAY; vpr checklist days add TASK DAY",
                "checklists.findings": "vpr checklist findings postpone NUMBER --to DATE --reason TEXT",
            },
        )
    ]


@hookimpl
def vpr_document_kinds() -> list[DocumentKindSpec]:
    """A run as a document, and a blank form of each template to print."""
    from vpr_tracker_checklists.forms.kinds import document_kinds

    return document_kinds()


@hookimpl
def vpr_on_change(session: Session, change: ChangeSpec) -> None:
    """What the plan asks of checklists follows its due times and schools, at the end of the unit that changed them."""
    from vpr_tracker_checklists.following.settling import follow

    follow(session, change)
