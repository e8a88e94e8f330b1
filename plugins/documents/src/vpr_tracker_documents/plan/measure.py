"""The measure cell as a title and its details."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.plan.records import Part
from vpr_tracker_documents.plan.text import Piece, join_lines

_BULLET: Final = re.compile(r"[^\w(]+|\(?[а-яёa-z]\)", re.IGNORECASE)
_DEADLINE_INSIDE: Final = re.compile(
    r"\(?\b(?:в )?срок(?:и|ом)?:? (?:до|не позднее|по|с)\b[^()\n;]{4,60}\)?"
    r"|\((?:до|не позднее) \d[^()\n]{2,40}\)|\(по (?:отдельному )?(?:графику|плану)[^()\n]{0,40}\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What to do: the first paragraph, and the others without their list marks."""

    title: str
    details: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The title and all details."""
        return (self.title, *self.details)


def read_measure(part: Part | None, known: Container[str], *, listed: bool = False) -> Measure:
    """Title and details of a measure cell; lines broken in a phrase are joined.

    :param listed: the cell is one numbered list, so the first line's number is a list mark too.
    """
    lines = join_lines(part.pieces, known) if part is not None else []
    if not lines:
        return Measure("", ())
    head = _head(Piece(lines[0].text) if listed else lines[0])
    return Measure(head, tuple(_detail(line) for line in lines[1:]))


def _head(piece: Piece) -> str:
    text = piece.text if _BULLET.fullmatch(piece.mark or "-") else piece.whole
    return text.rstrip(" :–—-;,") or text


def _detail(piece: Piece) -> str:
    return piece.text.rstrip(" ;,") or piece.text


def deadline_inside(text: str) -> str | None:
    """Words of a measure that look like a deadline of their own: «(в срок до 10 августа)»."""
    if "срок" not in text.lower() and "(" not in text:
        return None
    match = _DEADLINE_INSIDE.search(text)
    return match.group() if match else None
