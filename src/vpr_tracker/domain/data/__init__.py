"""Standing facts about law and calendars, each file with its source and date."""

from __future__ import annotations

import os


def shipped_text(name: str) -> str:
    """The text of a shipped data file."""
    # pathlib alone costs a tenth of the time of a cold command that shows due days.
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()
