"""A column «Срок, ответственный»: which words of a cell are the deadline, and which the owners."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from vpr_tracker import Term
from vpr_tracker_documents.plan.records import Part, Record
from vpr_tracker_documents.plan.tables import TIMELY
from vpr_tracker_documents.plan.text import Piece

Times = Callable[[str], tuple[Term, ...]]
"""The terms of a text that reads clearly as a deadline, empty for any other."""
_BREAK: Final = re.compile(r"\s*[,;/|\n]\s*|\s+[-–—]\s+")
_YEAR_WORD: Final = re.compile(r"\s*(?:гг?\.|года?|числа)(?!\w)")
_SPACE: Final = re.compile(r"\s+")
_EDGE: Final = " ,;/|–—-\n"
_LONGEST: Final = 40
"""Words of a piece that are tried one by one."""


def divide(record: Record, times: Times) -> None:
    """Give the owners' half of the double column its own part; the deadline keeps the rest."""
    place = record.layout.double
    column = record.layout.second
    part = record.parts.get(place) if place is not None else None
    if place is None or column is None or part is None or part.empty:
        return
    when, who = halves("\n".join(piece.whole for piece in part.pieces if piece.text), times)
    record.parts[place] = replace(part, pieces=_pieces(when))
    record.parts[len(record.layout.columns)] = Part(column, part.row, _pieces(who), part.merged)


def _pieces(text: str) -> list[Piece]:
    return [Piece(" ".join(line.split())) for line in text.split("\n") if line.strip()]


def halves(text: str, times: Times) -> tuple[str, str]:
    """The deadline and the owners of a cell, as printed; where nothing tells them apart, all of it is one of them."""
    breaks = [(0, 0), *((found.start(), found.end()) for found in _BREAK.finditer(text)), (len(text), len(text))]
    segments = [(start, end) for (_end, start), (end, _start) in pairwise(breaks)]
    timely = [bool(times(text[start:end])) for start, end in segments]
    leading = next((place for place, known in enumerate(timely) if not known), len(timely))
    if leading:
        cut = segments[leading - 1]
        exact = cut[0] + _shortest(text[cut[0] : cut[1]], times)
        year = _YEAR_WORD.match(text, exact)
        exact = year.end() if year else exact
        return text[:exact].strip(_EDGE), text[exact:].strip(_EDGE)
    if timely and timely[-1]:
        trailing = len(timely) - next(place for place, known in enumerate(reversed(timely)) if not known)
        return text[segments[trailing][0] :].strip(_EDGE), text[: segments[trailing][0]].strip(_EDGE)
    first = _longest(text[: segments[0][1]], times)
    if first:
        return text[:first].strip(_EDGE), text[first:].strip(_EDGE)
    return (text, "") if TIMELY.search(text) else ("", text)


def _shortest(segment: str, times: Times) -> int:
    """Where the first words that mean as much as the whole segment end."""
    whole = _meaning(segment, times)
    return next((end for end in _ends(segment) if _meaning(segment[:end], times) == whole), len(segment))


def _longest(segment: str, times: Times) -> int:
    """Where the most words that read as a deadline end, 0 where none do."""
    return next((end for end in reversed(_ends(segment)) if times(segment[:end].rstrip(_EDGE))), 0)


def _ends(segment: str) -> list[int]:
    return [*(found.start() for found in _SPACE.finditer(segment)), len(segment)][:_LONGEST]


def _meaning(text: str, times: Times) -> list[Term]:
    return [replace(term, span=(0, 0)) for term in times(text)]
