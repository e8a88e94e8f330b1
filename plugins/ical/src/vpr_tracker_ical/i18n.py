"""What this distribution says to people, in their language; its catalogue lies beside it in ``locale``.

What stands in a calendar is Russian whatever the language of the run, so it does not come through here.
"""

from __future__ import annotations

from vpr_tracker.i18n import N_, system_reason, translator

__all__ = ["N_", "_", "ngettext", "system_reason"]

_translator = translator("vpr_tracker_ical")
_ = _translator.gettext
ngettext = _translator.ngettext
