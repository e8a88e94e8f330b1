"""The forms of names and posts that were corrected once."""

from __future__ import annotations

from vpr_tracker_documents.stored.forms import stored_forms

__all__ = ["stored_forms"]
