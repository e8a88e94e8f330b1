"""What is printed without Click: importing it costs as much as a whole ``vpr status``, which therefore does without.

Words, days, JSON and the width of the terminal; ``output`` has what needs Click, and hands these on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from vpr_tracker.domain.texts import spelt_out
from vpr_tracker.i18n import N_, _

# Words that closed sets of values have on screen; in JSON they stay English.
_WORDS = {
    "overdue": N_("late"),
    "due_soon": N_("due soon"),
    "in_review": N_("in review"),
    "open": N_("open"),
    "upcoming": N_("upcoming"),
    "undated": N_("no date yet"),
    "ongoing": N_("ongoing"),
    "before_approval": N_("before approval"),
    "done": N_("done"),
    "waived": N_("waived"),
    "expected": N_("expected"),
    "submitted": N_("submitted"),
    "returned": N_("returned"),
    "accepted": N_("accepted"),
    "municipality": N_("municipality"),
    "school": N_("school"),
    "both": N_("municipality and schools"),
    "person": N_("person"),
    "role": N_("role"),
    "body": N_("body"),
    "organisation": N_("organisation"),
    "executes": N_("executes"),
    "controls": N_("controls"),
    "observes": N_("observes"),
    "monitors": N_("monitors"),
    "document": N_("document"),
    "action": N_("action"),
    "outcome": N_("outcome"),
}


def word(value: str) -> str:
    """The word on screen for a value of the closed sets (condition, state, level, kind, duty)."""
    return _(_WORDS[value]) if value in _WORDS else value


def format_day(day: date | str | None) -> str:
    """A day as people here write it, «25.01.2023»; nothing for ``None``. Text is an ISO date."""
    if day is None:
        return ""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def format_window(start: date | str | None, end: date | str | None) -> str:
    """A window: «01.02.2023–28.02.2023», «до 25.01.2023» without a start, one day where both are the same."""
    if start is None and end is None:
        return ""
    if start is None:
        return _("by {day}").format(day=format_day(end))
    if end is None:
        return _("from {day}").format(day=format_day(start))
    return format_day(end) if start == end else f"{format_day(start)}–{format_day(end)}"


def terminal_width() -> int:
    """Columns of the terminal that stdout is, else ``COLUMNS``, else 80."""
    try:
        # Not shutil: it brings five compression libraries along.
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        columns = os.environ.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) >= 40 else 80


def json_text(schema: str, data: Mapping[str, Any]) -> str:
    """One JSON object, ``schema`` first, UTF-8 not escaped; days and instants in their ISO forms.

    A list of objects has one object in a line: the fast encoder writes a line at a time, and ``grep`` finds a task.
    """
    import json

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, default=_plain)

    body = {"schema": schema, **{key: value for key, value in data.items() if key != "schema"}}
    parts = []
    for key, value in body.items():
        if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            shown = "[\n    " + ",\n    ".join(map(line, value)) + "\n  ]"
        else:
            shown = line(value)
        parts.append(f"  {line(key)}: {shown}")
    return spelt_out("{\n" + ",\n".join(parts) + "\n}")


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
