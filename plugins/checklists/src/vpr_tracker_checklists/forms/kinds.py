"""The kinds of documents that the plugin offers: a run, and for each template a blank form to print."""

from __future__ import annotations

from typing import Final

from vpr_tracker import VprError
from vpr_tracker.plugins import DocumentKindSpec
from vpr_tracker_checklists.forms.word import target_of
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.shelf import Shelf, shelf

_WORD: Final = "vpr_tracker_checklists.forms.word"
_TEMPLATE: Final = "vpr_tracker_checklists.forms:checklist.docx"


def document_kinds() -> list[DocumentKindSpec]:
    """``checklist``, and ``checklist-NAME`` for each template on the shelf."""
    try:
        on_shelf = shelf()
        names = on_shelf.names()
    except VprError:  # a folder that is not there is told of by the commands about templates
        on_shelf = Shelf()
        names = on_shelf.names()
    blanks = [
        DocumentKindSpec(
            name=f"checklist-{name}",
            target=f"{_WORD}:{target_of(name)}",
            template=_TEMPLATE,
            summary=_("A blank form to print: {title}").format(title=on_shelf.get(name).title),
        )
        for name in names
    ]
    run = DocumentKindSpec(
        name="checklist",
        target=f"{_WORD}:run",
        template=_TEMPLATE,
        summary=_("A checklist as it was filled in: the run that --number names."),
    )
    return [run, *blanks]
