"""What commands print: text and tables on stdout, notes on stderr, JSON as the contract says."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, TypeVar

import click

from vpr_tracker.cli.plain import format_day, json_text, terminal_width, word
from vpr_tracker.cli.tables import GAP, Cell, Column, layout, wrap
from vpr_tracker.domain.texts import spelt_out
from vpr_tracker.errors import VprError
from vpr_tracker.i18n import _
from vpr_tracker.settings import time_zone

T = TypeVar("T")
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
    click.echo(spelt_out(text, colours=True), color=colour_wanted())


def note(text: str) -> None:
    """Print a line that is not data (a warning, progress) on stderr."""
    click.echo(spelt_out(text, colours=True), err=True, color=colour_wanted())


def paragraph(text: str, indent: str = "") -> None:
    """Print a text wrapped to the terminal, every line behind ``indent``."""
    for line in wrap(text, terminal_width() - len(indent)):
        echo(indent + line)


def emit_json(schema: str, data: Mapping[str, Any]) -> None:
    """Print ``data`` as one JSON object, ``schema`` («vpr-tracker/status/1») first, UTF-8 not escaped.

    Days become ``YYYY-MM-DD``, instants RFC 3339 with their offset. A ``schema`` in ``data`` gives way.
    """
    click.echo(json_text(schema, data))


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


def condition_cell(condition: str) -> Cell:
    """A condition as a coloured cell."""
    return Cell(word(condition), _COLOURS.get(condition))


def in_zone(instant: datetime) -> datetime:
    """An aware instant in the zone of ``VPR_TZ``, else the machine's."""
    return instant.astimezone(time_zone())


def format_instant(instant: datetime) -> str:
    """An aware instant in the zone of ``VPR_TZ``, else the machine's, «25.01.2023 14:05»."""
    local = in_zone(instant)
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
    return click.confirm(spelt_out(question), err=True)


def progress(items: Iterable[T], label: str) -> AbstractContextManager[Iterable[T]]:
    """A bar on stderr while ``items`` are gone through; nothing where stderr is no terminal.

    ::

        with kit.progress(files, "Reading") as bar:
            for file in bar: ...
    """
    return click.progressbar(items, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())
