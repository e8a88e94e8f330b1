"""List items printed in one line: «1) справка; 2) приказ», «– справка – приказ»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from vpr_tracker_documents.plan.text import Piece
from vpr_tracker_documents.plan.vocabulary import begins_document

_LABEL: Final = re.compile(r"(?:^|(?<=[\s;,.]))(?:\(?(\d{1,2}|[а-яё])\)|(\d{1,2})\.)\s*(?=[^\W\d_]|[«\"])")
_DASHES: Final = frozenset("-–—−•●▪■➢✓*·")
_LETTERS: Final = "абвгдежзик"


def items_of(piece: Piece) -> list[Piece]:
    """The items of a line that lists several, else the line alone."""
    if len(piece.text) < 3:
        return [piece]
    return _labelled(piece) or _dashed(piece) or _by_semicolons(piece) or [piece]


def _labelled(piece: Piece) -> list[Piece]:
    """Items with numbers or letters that count from the first."""
    whole = piece.whole
    if ")" not in whole and ". " not in whole:
        return []
    found = list(_counted(whole))
    if len(found) < 2:
        return []
    ends = [start for start, _text in found[1:]] + [len(whole)]
    return [
        Piece(whole[text:end].strip(" ;,"), whole[start:text].strip())
        for (start, text), end in zip(found, ends, strict=True)
    ]


def _counted(whole: str) -> Iterator[tuple[int, int]]:
    """Where each label and its text begin: the first at the head of the line, each next one higher."""
    expected, since = 1, 0
    for match in _LABEL.finditer(whole):
        label = match.group(1) or match.group(2)
        number = int(label) if label.isdecimal() else _LETTERS.find(label) + 1
        between = whole[since : match.start()]
        if number != expected or (expected == 1 and match.start() > 0) or between.count("(") > between.count(")"):
            continue
        yield match.start(), match.end()
        expected, since = expected + 1, match.end()


def _dashed(piece: Piece) -> list[Piece]:
    """Items that each begin with the mark of the line; a dash inside a phrase begins none."""
    mark = piece.mark
    if mark not in _DASHES:
        return []
    parts = re.split(rf"\s+{re.escape(mark)}(?:\s+|(?=[^\W\d_]))", piece.text)
    sure = mark not in "-–—−"
    if len(parts) < 2 or not all(
        sure or before[-1:] in ";,." or begins_document(part) for before, part in pairwise(parts)
    ):
        return []
    return [Piece(part.rstrip(" ;,"), mark) for part in parts if part]


def _by_semicolons(piece: Piece) -> list[Piece]:
    """Documents set apart by semicolons."""
    parts = [part.strip() for part in piece.text.split(";")]
    parts = [part for part in parts if part]
    if len(parts) < 2 or not all(map(begins_document, parts)):
        return []
    balanced = all(before.count("(") == before.count(")") for before, _after in pairwise(parts))
    return [Piece(part, piece.mark) for part in parts] if balanced else []
