"""An overview in the terminal: as many columns beside each other as fit, the others below, then what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import _

if TYPE_CHECKING:
    from vpr_tracker_checklists.overview.grid import Grid, Line, Mark, Tone

_GAP: Final = 2
_WIDEST: Final = (16, 34)
"""Columns that what stands before the cells takes at most: the school, and the visit or finding."""
_LEAST: Final = 8
_COLOURS: Final[dict[Tone, str]] = {
    "finding": "red",
    "again": "red",
    "well": "green",
    "fixed": "green",
    "missing": "yellow",
}


def print_grid(grid: Grid) -> None:
    """Print it all."""
    kit.paragraph(grid.heading[0])
    for line in grid.heading[1:]:
        kit.paragraph(line)
    if not grid.lines:
        kit.echo()
        kit.paragraph(grid.empty)
    for places in _pages(grid):
        kit.echo()
        kit.print_table(
            [
                *(kit.Column(title, least=_LEAST) for title in grid.heads),
                *(kit.Column(grid.columns[place][0], wrap=False) for place in places),
            ],
            [[*map(_head, line.heads), *(_cell(line.cells[place]) for place in places)] for line in grid.lines],
        )
    if grid.legend:
        kit.echo()
        kit.paragraph(",  ".join(f"{mark.sign} {words}" for mark, words in grid.legend))
    if grid.items:
        _print_items(grid)
    for note in grid.notes:
        kit.echo()
        kit.paragraph(note)


def _pages(grid: Grid) -> Iterator[list[int]]:
    """Places of the columns that stand beside each other; one page at least where there are rows."""
    room = kit.terminal_width() - sum(_head_width(grid.lines, place, title) for place, title in enumerate(grid.heads))
    page: list[int] = []
    left = room
    for place, (short, _long) in enumerate(grid.columns):
        width = max([len(short), *(len(line.cells[place].sign) for line in grid.lines)]) + _GAP
        if page and width > left:
            yield page
            page, left = [], room
        page.append(place)
        left -= width
    if grid.lines:
        yield page


def _head_width(lines: tuple[Line, ...], place: int, title: str) -> int:
    """What a column before the cells takes, with the gap behind it; what is wider is wrapped."""
    widest = max((len(_text(line.heads[place])) for line in lines), default=0)
    return min(max(widest, len(title), _LEAST), _WIDEST[place]) + (_GAP if place else 0)


def _text(head: str | date | Mark | None) -> str:
    if isinstance(head, date):
        return kit.format_day(head)
    return head if isinstance(head, str) else head.sign if head is not None else ""


def _head(head: str | date | Mark | None) -> str | kit.Cell:
    return _text(head)


def _cell(mark: Mark) -> str | kit.Cell:
    colour = _COLOURS.get(mark.tone)
    return kit.Cell(mark.sign, colour, mark.tone in ("finding", "again")) if colour else mark.sign


def _print_items(grid: Grid) -> None:
    kit.echo()
    told = any(item.found for item in grid.items)
    columns = [kit.Column("№", wrap=False, align=">"), kit.Column(_("What is looked at"), least=20)]
    rows = [[str(item.number), _explained(item.label, item.letters), item.found] for item in grid.items]
    if told:
        kit.print_table([*columns, kit.Column(_("Found"), least=16)], rows)
    else:
        kit.print_table(columns, [row[:2] for row in rows])


def _explained(label: str, letters: tuple[tuple[str, str], ...]) -> str:
    if not letters:
        return label
    return f"{label} ({'; '.join(f'{letter} – {words}' for letter, words in letters)})"
