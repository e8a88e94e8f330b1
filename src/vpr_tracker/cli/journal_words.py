"""What the journal's actions and a task's fields are called on screen; in JSON they keep their names."""

from __future__ import annotations

from typing import Final

from vpr_tracker.cli import kit
from vpr_tracker.domain import actions
from vpr_tracker.i18n import N_, _

__all__ = ["FIELDS", "action_word", "field_word"]

FIELDS: Final = {
    "number": N_("number"),
    "title": N_("measure"),
    "deadline": N_("deadline"),
    "owners": N_("owners"),
    "deliverables": N_("results"),
    "level": N_("level"),
}


def action_word(action: str) -> str:
    """An action of the journal; those of plugins as they call them."""
    return actions.action_word(action, {} if action in actions.ACTIONS else kit.app().registry.actions())


def field_word(field: str) -> str:
    """A field of a task; an extra column as the document calls it."""
    return _(FIELDS[field]) if field in FIELDS else field
