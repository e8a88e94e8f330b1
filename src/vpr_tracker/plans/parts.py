"""Rows that were divided or joined: how much of the words of a whole went where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from vpr_tracker.plans.likeness import Bag

_PART: Final = 0.62
"""Of the words of a part, the share that the whole has."""
_LEFT: Final = 0.6
"""Of the words that the first part lacks, the share that the second has."""
_WEIGHTY: Final = 0.18
"""The share of the whole that the first part has to lack."""
_WHOLLY: Final = 0.9
"""What is wholly inside counts however little of the whole it is …"""
_SEVERAL: Final = 2
"""… from so many words on."""
WORTH_ASKING: Final = 0.5
"""From here on it is worth asking."""
_APART: Final = 0.35
"""Of the words of the smaller part, the share that the other part may have too; siblings share more."""
_MARGIN: Final = 0.14
"""How much less of what is lacking the next best row has to hold."""
_MARGIN_WHOLE: Final = 0.1
"""How much less of the part any other whole has to have."""


class Rest(NamedTuple):
    """How much of what is lacking a row holds, and how much of it is inside the whole: the lesser share."""

    share: float
    sure: bool


def is_rest(wholes: Sequence[Bag], at: int, rows: Sequence[Bag], first: int, other: int) -> bool:
    """Whether a row is beyond doubt what the first part lacks: no further row would do nearly as well, it is a part of
    no other whole nearly as much, and it is no sibling, which says again what the first part says."""
    whole = wholes[at]
    found = rest(whole, rows[first], rows[other])
    if not found.sure or not _part_of_one(wholes, at, rows[other]) or not _apart(rows[first], rows[other]):
        return False
    others = (row for place, row in enumerate(rows) if place not in (first, other))
    return found.share - max((rest(whole, rows[first], row).share for row in others), default=0.0) >= _MARGIN


def _part_of_one(wholes: Sequence[Bag], at: int, part: Bag) -> bool:
    """Whether a part belongs to this whole clearly more than to any other."""
    others = (_inside(whole, part) for place, whole in enumerate(wholes) if place != at)
    return _inside(wholes[at], part) - max(others, default=0.0) >= _MARGIN_WHOLE


def _inside(whole: Bag, part: Bag) -> float:
    """The share of a part's words that the whole has."""
    words = _text(part)
    size = _weight(part, words)
    return _weight(part, words & _text(whole)) / size if size else 0.0


def rest(whole: Bag, first: Bag, other: Bag) -> Rest:
    """Whether ``other`` holds what ``first`` lacks of ``whole``, and little else."""
    words, others = _text(whole), _text(other)
    lacking = words - _text(first)
    missing, size = _weight(whole, lacking), _weight(other, others)
    if not missing or not size:
        return Rest(0.0, False)
    held = _weight(whole, lacking & others) / missing
    inside = _inside(whole, other)
    wholly = min(held, inside) >= _WHOLLY and len(lacking) >= _SEVERAL
    weighty = missing >= _WEIGHTY * _weight(whole, words) and held >= _LEFT and inside >= _PART
    return Rest(min(held, inside), wholly or weighty)


def two_parts(wholes: Sequence[Bag], at: int, rows: Sequence[Bag], free: Sequence[int]) -> tuple[int, int] | None:
    """Two rows that divide a whole between them: the one pair for which that is so."""
    whole = wholes[at]
    inside = [place for place in free if _inside(whole, rows[place]) >= _PART]
    found = [
        (one, two)
        for after, one in enumerate(inside, 1)
        for two in inside[after:]
        if rest(whole, rows[one], rows[two]).sure
        and rest(whole, rows[two], rows[one]).sure
        and _apart(rows[one], rows[two])
    ]
    if len(found) != 1 or not all(_part_of_one(wholes, at, rows[part]) for part in found[0]):
        return None
    return found[0]


def _apart(one: Bag, other: Bag) -> bool:
    smaller = min(one, other, key=lambda bag: _weight(bag, _text(bag)))
    return _weight(smaller, _text(one) & _text(other)) <= _APART * _weight(smaller, _text(smaller))


def _text(bag: Bag) -> set[tuple[str, str]]:
    """The words that go with a row when it is divided or joined; details are often dropped then."""
    return {feature for feature in bag.weights if feature[0] in ("word", "result")}


def _weight(bag: Bag, some: Iterable[tuple[str, str]]) -> float:
    return sum(bag.weights[feature] for feature in some)
