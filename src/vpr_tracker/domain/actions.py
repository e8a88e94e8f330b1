"""What the journal's actions are called on screen; in JSON they keep their names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vpr_tracker.i18n import N_, _

ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "import": N_("plan imported"),
        "amend": N_("new edition taken over"),
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
        "progress": N_("number put right"),
        "kit": N_("kit collected"),
        "kit_replace": N_("replaced by a newer kit"),
        "evidence_add": N_("evidence added"),
        "postpone": N_("put off"),
        "postpone_cancel": N_("postponement taken back"),
        "set_plan": N_("setting of the plan changed"),
        "set_result": N_("rule of a result changed"),
        "undo": N_("taken back"),
    }
)


def action_word(action: str, of_plugins: Mapping[str, str]) -> str:
    """An action of the journal; those of plugins as they call them, else as they are."""
    return _(ACTIONS[action]) if action in ACTIONS else of_plugins.get(action, action)
