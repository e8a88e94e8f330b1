"""What the pictures have in common: size, type, the marks of conditions, and how they become a PNG."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vpr_tracker_documents.filling.pictures import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI: Final = 160
_INCH: Final = 25.4
FONT: Final[dict[str, Any]] = {"family": "DejaVu Sans"}
"""Comes with matplotlib itself, so that pictures look the same on every machine."""


class Mark(NamedTuple):
    """How a condition looks: the grey of its field (1 is white), a hatch, a sign, and its word."""

    grey: float
    hatch: str
    sign: str
    word: str

    @property
    def ink(self) -> str:
        """The colour of a sign on it."""
        return "white" if self.grey < 0.45 else "black"


MARKS: Final = {
    "overdue": Mark(0.0, "", "!", "просрочено"),
    "due_soon": Mark(0.55, "", "~", "скоро срок"),
    "in_review": Mark(1.0, "////", "?", "на проверке"),
    "open": Mark(1.0, "....", "·", "идёт"),
    "upcoming": Mark(1.0, "", "", "впереди"),
    "ongoing": Mark(1.0, "--", "", "постоянно"),
    "done": Mark(0.82, "", "+", "выполнено"),
    "waived": Mark(1.0, "xxxx", "–", "снято"),
    "before_approval": Mark(1.0, "\\\\\\\\", "", "до утверждения"),
    "undated": Mark(1.0, "", "", "без даты"),
}
"""The conditions of obligations, the most pressing first, with words as reports have them."""
PRESSING: Final = {name: rank for rank, name in enumerate(MARKS)}


def figure(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of so many millimetres with one field."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(width / _INCH, height / _INCH), dpi=DPI, layout="constrained")
    FigureCanvasAgg(made)
    axes = made.subplots()
    return made, axes


def picture(made: Figure, alt: str, width: float, height: float) -> Picture:
    """The figure as a picture, without a trace of program and moment."""
    buffer = io.BytesIO()
    made.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None}, pil_kwargs={"optimize": False})
    return Picture(buffer.getvalue(), alt, width, height)


def legend(axes: Axes, conditions: Iterable[str]) -> None:
    """Say below the field what the marks mean, of those that occur."""
    from matplotlib.patches import Patch

    used = sorted(set(conditions), key=PRESSING.__getitem__)
    handles = [
        Patch(
            facecolor=str(MARKS[name].grey), edgecolor="black", linewidth=0.6, hatch=MARKS[name].hatch,
            label=f"{MARKS[name].sign} {MARKS[name].word}".strip(),
        )
        for name in used
    ]  # fmt: skip
    if handles:
        axes.figure.legend(handles=handles, loc="outside lower center", ncols=min(5, len(handles)), frameon=False,
                           prop={**FONT, "size": 7}, handlelength=2.2, handleheight=1.1)  # fmt: skip


def plain(text: str, limit: int) -> str:
    """A label: one line, cut at a limit, with nothing that the drawing library would read as a formula.

    What the type has no picture for (an emoji, another script) becomes a box, as a typewriter would have it.
    """
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    line = "".join(each if ord(each) in _drawable() else _BOX for each in line)
    return (line if len(line) <= limit else line[: limit - 1].rstrip() + "…").replace("$", r"\$")


_BOX: Final = "□"


@cache
def _drawable() -> frozenset[int]:
    """The characters that the type of the pictures has."""
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(findfont(FONT["family"])).get_charmap())
