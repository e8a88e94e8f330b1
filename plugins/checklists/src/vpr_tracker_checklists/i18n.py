"""What this distribution says to people, in their language; its catalogue lies beside it in ``locale``.

Forms that go out to schools are Russian whatever the language of the run, so what stands in them does not come through
here.
"""

from __future__ import annotations

from vpr_tracker.i18n import N_, translator

__all__ = ["N_", "_", "ngettext"]

_translator = translator("vpr_tracker_checklists")
_ = _translator.gettext
ngettext = _translator.ngettext
