"""What commands print: text and tables on stdout, notes on stderr, JSON as the contract says."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import click

from vpr_tracker.cli.command import terminal_width
from vpr_tracker.cli.tables import GAP, Cell, Column, layout, wrap
from vpr_tracker.errors import VprError
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
_COLOURS = {"overdue": "red", "due_soon": "yellow", "in_review": "cyan", "done": "green", "before_approval": None}


class NeedsAnswer(VprError):
    """Something must be asked, and there is no terminal to ask on; nothing was written."""

    code = "needs_answer"
    exit_code = 9


def colour_wanted() -> bool | None:
    """``False`` under ``NO_COLOR``; else ``None``: Click colours terminals and nothing else."""
    return False if os.environ.get("NO_COLOR") else None


def echo(text: str = "") -> None:
    """Print a line of data on stdout."""
    click.echo(text, color=colour_wanted())


def note(text: str) -> None:
    """Print a line that is not data (a warning, progress) on stderr."""
    click.echo(text, err=True, color=colour_wanted())


def paragraph(text: str, indent: str = "") -> None:
    """Print a text wrapped to the terminal, every line behind ``indent``."""
    for line in wrap(text, terminal_width() - len(indent)):
        echo(indent + line)


def emit_json(schema: str, data: Mapping[str, Any]) -> None:
    """Print ``data`` as one JSON object, ``schema`` («vpr-tracker/status/1») first, UTF-8 not escaped.

    Days become ``YYYY-MM-DD``, instants RFC 3339 with their offset. A ``schema`` in ``data`` gives way.
    """
    import json

    body = {"schema": schema, **{key: value for key, value in data.items() if key != "schema"}}
    click.echo(json.dumps(body, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def print_table(
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[str | Cell]],
    *,
    width: int | None = None,
    indent: str = "",
) -> None:
    """Print rows under titles, wrapped so that all fits the terminal (80 columns where there is none)."""
    named = [Column(column) if isinstance(column, str) else column for column in columns]
    for lines in layout(named, list(rows), (width or terminal_width()) - len(indent)):
        for line in lines:
            echo((indent + GAP.join(_styled(cell) for cell in line)).rstrip())


def _styled(cell: Cell) -> str:
    if not cell.colour and not cell.bold:
        return cell.text
    shown = cell.text.strip(" ")
    start = cell.text.find(shown)
    styled = click.style(shown, fg=cell.colour, bold=cell.bold or None)
    return cell.text[:start] + styled + cell.text[start + len(shown) :]


def word(value: str) -> str:
    """The word on screen for a value of the closed sets (condition, state, level, kind, duty)."""
    return _(_WORDS[value]) if value in _WORDS else value


def condition_cell(condition: str) -> Cell:
    """A condition as a coloured cell."""
    return Cell(word(condition), _COLOURS.get(condition))


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


def format_instant(instant: datetime) -> str:
    """An aware instant in the machine's zone, «25.01.2023 14:05»."""
    local = instant.astimezone()
    return f"{format_day(local.date())} {local.hour:02}:{local.minute:02}"


def is_interactive() -> bool:
    """Whether questions can be asked: stdin and stderr are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str, *, yes: bool = False) -> bool:
    """Ask; ``yes`` answers beforehand.

    :raises NeedsAnswer: without a terminal.
    """
    if yes:
        return True
    if not is_interactive():
        raise NeedsAnswer(question, hint=_("there is no terminal to ask on: answer with --yes"))
    return click.confirm(question, err=True)
