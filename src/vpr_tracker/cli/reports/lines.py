"""Parts that the printed reports share: heads, days of the week, lists of schools, texts cut to a width."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from vpr_tracker.cli.plain import format_day, terminal_width, word
from vpr_tracker.cli.tables import display_width as exact_width
from vpr_tracker.domain.texts import spelt_out
from vpr_tracker.i18n import N_, _, ngettext

WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
WIDEST: Final = 120
"""Reports do not grow wider than this: the eye loses the line."""

_COLOURS: Final = {"red": "31", "green": "32", "yellow": "33", "cyan": "36"}
"""Codes of the colours of a terminal (ECMA-48)."""

_PLAIN: Final = frozenset(map(chr, (*range(0x20, 0x7F), *range(0x400, 0x482)))) | frozenset(
    "\N{NO-BREAK SPACE}«»×–—−…№“”„"
)
"""Characters that take one column each: nearly all that reports are made of."""


def display_width(text: str) -> int:
    """Columns that the text takes; looks closer only where something unusual is in it."""
    return len(text) if _PLAIN.issuperset(text) else exact_width(text)


def width() -> int:
    """Columns that a report may take."""
    return min(terminal_width(), WIDEST)


def show(lines: Iterable[str]) -> None:
    """Print the lines at once: one write is much cheaper than one for each."""
    text = spelt_out("\n".join(lines), colours=is_terminal() and not os.environ.get("NO_COLOR"))
    if sys.platform == "win32" and is_terminal():
        import click  # older consoles of Windows need its help with colours

        click.echo(text)
    else:
        sys.stdout.write(text + "\n")


def put(lines: Iterable[str], output: str | None) -> None:
    """Print the lines, or write them to a file as UTF-8, without colours; «-» is stdout too.

    :raises BadInput: the file cannot be written.
    """
    if output in (None, "-"):
        show(lines)
        return
    import re

    from vpr_tracker.files import write_whole

    text = "\n".join(lines) + "\n"
    write_whole(str(output), re.sub(r"\x1b\[[\d;]*m", "", text).encode())
    print(spelt_out(_("Written: {path}").format(path=output)), file=sys.stderr)


def is_terminal() -> bool:
    """Whether a person looks at stdout: colours and hints are for persons."""
    return sys.stdout.isatty()


def style(text: str, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> str:
    """The text in a colour, bold or dim on a terminal, unless ``NO_COLOR`` is set; elsewhere as it is."""
    codes = [code for code, wanted in ((_COLOURS.get(fg or ""), fg), ("1", bold), ("2", dim)) if wanted and code]
    if not codes or not is_terminal() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"


def shorten(text: str, room: int) -> str:
    """The text on one line in at most ``room`` columns, cut at the end with «…» where it must be."""
    flat = " ".join(text.split())
    if display_width(flat) <= room:
        return flat
    cut = flat[: max(room - 1, 0)]
    while display_width(cut) > room - 1 and cut:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def pad(text: str, room: int) -> str:
    """The text filled with spaces up to ``room`` columns."""
    return text + " " * (room - display_width(text))


def weekday(day: str | date) -> str:
    """«пт» for an ISO date."""
    return _(WEEKDAYS[(date.fromisoformat(day) if isinstance(day, str) else day).weekday()])


def head(report: dict[str, Any], title: str) -> list[str]:
    """The plan's title and the line below it."""
    return [style(shorten(report["plan"]["title"], width()), bold=True), title]


def day_with_weekday(day: str) -> str:
    """«10.02.2023 (пт)»."""
    return f"{format_day(day)} ({weekday(day)})"


def distance(days: int) -> str:
    """How far a day is from today, in words."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    return ngettext("{n} day late", "{n} days late", -days).format(n=-days)


def school_label(school: dict[str, Any]) -> str:
    """«№7», or the name of an organisation without a number."""
    return f"№{school['number']}" if school["number"] is not None else str(school["name"])


def school_list(schools: Sequence[dict[str, Any]]) -> str:
    """«№1, 2, 4, 7», names of organisations without a number behind them."""
    numbers = [str(school["number"]) for school in schools if school["number"] is not None]
    names = [str(school["name"]) for school in schools if school["number"] is None]
    return ", ".join((["№" + ", ".join(numbers)] if numbers else []) + names)


def totals_line(totals: dict[str, int]) -> str:
    """«Всего 240: просрочено 52, …», without what there is none of."""
    from vpr_tracker.domain.words import CONDITIONS

    parts = [f"{word(name)} {totals[name]}" for name in CONDITIONS if totals[name]]
    line = _("In all {total}").format(total=totals["total"])
    return f"{line}: {', '.join(parts)}" if parts else line
