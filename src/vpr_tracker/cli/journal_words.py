"""What the journal's actions and a task's fields are called on screen; in JSON they keep their names."""

from __future__ import annotations

from typing import Final

from vpr_tracker.i18n import N_, _

ACTIONS: Final = {
    "import": N_("plan imported"),
    "school_add": N_("school added"),
    "school_join": N_("school listed in the plan"),
    "school_terms": N_("school terms set"),
    "assign": N_("role assigned"),
    "submit": N_("handed in"),
    "accept": N_("accepted"),
    "return": N_("sent back"),
    "waive": N_("waived"),
    "withdraw": N_("record taken back"),
    "restore": N_("expected again"),
    "event_add": N_("event added"),
    "event_set": N_("event dated"),
    "event_link": N_("deadline linked"),
    "event_unlink": N_("link removed"),
    "set": N_("task corrected"),
    "set_period": N_("period corrected"),
    "task_add": N_("task added"),
    "owner_merge": N_("spellings joined"),
    "remark": N_("remark settled"),
}
FIELDS: Final = {
    "number": N_("number"),
    "title": N_("measure"),
    "deadline": N_("deadline"),
    "owners": N_("owners"),
    "deliverables": N_("results"),
    "level": N_("level"),
}


def action_word(action: str) -> str:
    """An action of the journal; those of plugins as they are."""
    return _(ACTIONS[action]) if action in ACTIONS else action


def field_word(field: str) -> str:
    """A field of a task; an extra column as the document calls it."""
    return _(FIELDS[field]) if field in FIELDS else field
