"""A grid as a picture that black and white print says as well: signs, greys and hatches, no colours.

So many rows and columns as can be read stand on one picture; more make several. Each says in words what it shows, in
the description of its file.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.overview.grid import Grid, Line, Tone

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROWS: Final = 36
COLUMNS: Final = 26
_DPI: Final = 160
_INCH: Final = 25.4
_FONT: Final[dict[str, Any]] = {"family": "DejaVu Sans"}
"""Comes with matplotlib itself, so that pictures look the same on every machine."""
_WIDTH: Final = 190.0
_ROW: Final = 5.0
_AROUND: Final = 28.0
_LETTER: Final = 1.35
"""Millimetres that a letter of a column's title takes, upright."""
_TITLE: Final = 34
_NAME: Final = (42, 72)
"""Letters of a row's name beside many columns, and beside few."""
_FEW: Final = 12
_EDGE: Final = 0.04
"""Of a field: so that the frames at the edges are drawn whole."""
_BOX: Final = "□"
T = TypeVar("T")


class _Look(NamedTuple):
    """A field: its grey (1 is white) and a hatch."""

    grey: float
    hatch: str = ""

    @property
    def ink(self) -> str:
        """The colour of a sign on it."""
        return "white" if self.grey < 0.45 else "black"


_LOOKS: Final[dict[Tone, _Look]] = {
    "well": _Look(0.86),
    "fixed": _Look(0.86),
    "finding": _Look(0.0),
    "again": _Look(0.0),
    "plain": _Look(1.0),
    "unasked": _Look(1.0),
    "missing": _Look(1.0, "...."),
    "no_run": _Look(1.0, "////"),
    "nothing": _Look(1.0),
}


def pictures(grid: Grid) -> list[bytes]:
    """The grid as PNG files; one that says so where there is nothing."""
    places = _evenly(range(len(grid.columns)), COLUMNS) or [()]
    parts = _evenly(grid.lines, ROWS) or [()]
    return [_picture(grid, lines, some) for lines in parts for some in places]


def _evenly(things: Sequence[T], most: int) -> list[Sequence[T]]:
    """The things in as few parts of at most ``most`` as will do, about equally many in each."""
    count = -(-len(things) // most)
    return [things[len(things) * part // count : len(things) * (part + 1) // count] for part in range(count)]


def _picture(grid: Grid, lines: Sequence[Line], places: Sequence[int]) -> bytes:
    titles = [_plain(grid.columns[place][1], _TITLE) for place in places]
    height = _AROUND + _LETTER * max(map(len, titles), default=0) + _ROW * max(len(lines), 2)
    made, axes = _figure(_WIDTH, height)
    fields: dict[Tone, list[tuple[int, int]]] = {}
    for row, line in enumerate(lines):
        for column, place in enumerate(places):
            fields.setdefault(_tone(line, place), []).append((column, row))
    for tone, found in fields.items():
        _draw(axes, _LOOKS[tone], found)
    _write_signs(axes, lines, places)
    _label(axes, grid, lines, titles)
    _say_legend(axes, grid, fields)
    buffer = io.BytesIO()
    meta = {"Software": None, "Title": _plain(grid.heading[-1], 200), "Description": _told(grid, lines, places)}
    made.savefig(buffer, format="png", dpi=_DPI, metadata=meta)
    return buffer.getvalue()


def _tone(line: Line, place: int) -> Tone:
    """A row of a school that nobody visited is hatched as a whole."""
    unseen = any(not isinstance(head, str) and getattr(head, "tone", "") == "no_run" for head in line.heads)
    return "no_run" if unseen else line.cells[place].tone


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(width / _INCH, height / _INCH), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(made)
    return made, made.subplots()


def _draw(axes: Axes, look: _Look, places: Sequence[tuple[int, int]]) -> None:
    """The fields of one kind as one path: a thousand hatched ones would take seconds."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    around = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    corners = [(column + right, row + down) for column, row in places for right, down in around]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(places)
    path = Path(corners, codes)
    # Hatches are drawn in the colour of edges: light ones first, then the frames.
    axes.add_patch(PathPatch(path, facecolor=str(look.grey), edgecolor="0.55", linewidth=0, hatch=look.hatch or None))
    axes.add_patch(PathPatch(path, fill=False, edgecolor="0.35", linewidth=0.4))


def _write_signs(axes: Axes, lines: Sequence[Line], places: Sequence[int]) -> None:
    for row, line in enumerate(lines):
        for column, place in enumerate(places):
            tone = _tone(line, place)
            sign = line.cells[place].sign if tone == line.cells[place].tone else ""
            if sign and tone != "no_run":
                bold = "bold" if tone in ("finding", "again") else "normal"
                axes.text(
                    column + 0.5, row + 0.52, _plain(sign, 8), ha="center", va="center", color=_LOOKS[tone].ink,
                    weight=bold, fontsize=7 if len(sign) < 3 else 5, clip_on=True, **_FONT,
                )  # fmt: skip


def _label(axes: Axes, grid: Grid, lines: Sequence[Line], titles: Sequence[str]) -> None:
    axes.set_xlim(-_EDGE, max(len(titles), 10) + _EDGE)
    axes.set_ylim(max(len(lines), 1) + _EDGE, -_EDGE)
    axes.xaxis.tick_top()
    axes.set_xticks([place + 0.5 for place in range(len(titles))], titles, rotation=90, fontsize=6.5, **_FONT)
    names = [_plain(line.label, _NAME[len(titles) <= _FEW]) for line in lines]
    axes.set_yticks([row + 0.5 for row in range(len(lines))], names, fontsize=6.5, **_FONT)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    title = "\n".join(_plain(line, 110) for line in grid.heading[1:])
    axes.figure.suptitle(title, fontsize=8.5, **_FONT)
    if not lines:
        axes.text(0.2, 0.5, _plain(grid.empty, 80), fontsize=8, va="center", **_FONT)


def _say_legend(axes: Axes, grid: Grid, fields: dict[Tone, list[tuple[int, int]]]) -> None:
    """What the marks mean, of those that occur here."""
    from matplotlib.patches import Patch

    said = [(mark.tone, f"{mark.sign} – {words}") for mark, words in grid.legend if mark.tone != "no_run"]
    if all(tone != "well" for tone, _words in said):  # numbers and letters, which have no sign of their own
        said.append(("well", _("as it should be")))
    handles = [
        Patch(facecolor=str(_LOOKS[tone].grey), edgecolor="0.35", linewidth=0.5, hatch=_LOOKS[tone].hatch or None,
              label=_plain(words, 70))
        for tone, words in [*said, ("no_run", _("no visit"))]
        if tone in fields
    ]  # fmt: skip
    if handles:
        axes.figure.legend(handles=handles, loc="outside lower center", ncols=min(3, len(handles)), frameon=False,
                           prop={**_FONT, "size": 7}, handlelength=2.2, handleheight=1.1)  # fmt: skip


def _told(grid: Grid, lines: Sequence[Line], places: Sequence[int]) -> str:
    """The picture in words, for those who do not see it: each row with its findings."""
    return "\n".join([*grid.heading, *_said(grid, lines, places)])


def _said(grid: Grid, lines: Sequence[Line], places: Sequence[int]) -> Iterator[str]:
    counts = Counter(_tone(line, place) for line in lines for place in places)
    yield _("{rows} rows, {columns} columns; findings: {n}").format(
        rows=len(lines), columns=len(places), n=counts["finding"] + counts["again"]
    )
    for line in lines:
        found = [grid.columns[place][1] for place in places if _tone(line, place) in ("finding", "again")]
        unseen = bool(places) and all(_tone(line, place) == "no_run" for place in places)
        words = _("no visit") if unseen else "; ".join(found) or _("nothing was found wanting")
        yield f"{line.label}: {words}"


def _plain(text: str, limit: int) -> str:
    """A label: one line, cut at a limit, with nothing that the drawing library would read as a formula.

    What the type has no picture for (an emoji, another script) becomes a box.
    """
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    line = "".join(each if ord(each) in _drawable() else _BOX for each in line)
    return (line if len(line) <= limit else line[: limit - 1].rstrip() + "…").replace("$", r"\$")


@cache
def _drawable() -> frozenset[int]:
    """The characters that the type of the pictures has."""
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(findfont(_FONT["family"])).get_charmap())
