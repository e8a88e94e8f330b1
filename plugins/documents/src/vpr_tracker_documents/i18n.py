"""What this distribution says to people, in their language; its catalogue lies beside it in ``locale``."""

from __future__ import annotations

from vpr_tracker.i18n import N_, system_reason, translator

__all__ = ["N_", "_", "ngettext", "system_reason"]

_ = translator("vpr_tracker_documents").gettext
ngettext = translator("vpr_tracker_documents").ngettext
