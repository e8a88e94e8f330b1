"""The forms of names and posts that were corrected once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker_documents.russian import NameForms

if TYPE_CHECKING:
    from vpr_tracker import Tracker


def stored_forms(tracker: Tracker) -> NameForms:
    """Names and posts in cases, the corrected forms first."""
    return NameForms()
