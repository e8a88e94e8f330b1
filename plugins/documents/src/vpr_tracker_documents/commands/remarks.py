"""Lines that are no data, on stderr, wrapped to the terminal."""

from __future__ import annotations

import textwrap

from vpr_tracker.cli import kit
from vpr_tracker_documents.i18n import _


def remark(text: str) -> None:
    """Say something that a person should see."""
    said = _("Remark: {text}").format(text=text)
    for line in textwrap.wrap(said, kit.terminal_width(), break_long_words=False, break_on_hyphens=False):
        kit.note(line)
