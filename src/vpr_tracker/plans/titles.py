"""The measures of two editions, word by word in their order.

Who rewords a measure keeps most of its words, and keeps them in their order; what was put together from the same words
of the trade has them in another. And what is alike between two editions tells only as much as it exceeds what is alike
within one: in a plan of measures that share two words of three, a new one shares as many with one that is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from vpr_tracker.plans.draft import TaskDraft
from vpr_tracker.plans.likeness import stems

_ENOUGH: Final = 100
"""Rows of which it is seen how alike they are to others of their edition, where there are more."""
_MOST: Final = 0.8
"""The share of the rows whose likeness to others is taken for usual; a few twins do not make a plan of twins."""


class _Title(NamedTuple):
    """The words of a measure, and for each the places where it stands, as bits."""

    words: tuple[str, ...]
    places: Mapping[str, int]


class Titles:
    """How alike measures of the old and the new edition are, and how alike those of one edition are to each other."""

    def __init__(self, old: Sequence[TaskDraft], new: Sequence[TaskDraft]) -> None:
        self.old = [_title(task) for task in old]
        self.new = [_title(task) for task in new]

    def alike(self, i: int, j: int) -> float:
        """The share of their words that an old and a new measure have in common, in the same order."""
        return _alike(self.old[i], self.new[j])

    def contained(self, i: int, j: int) -> bool:
        """Whether another new measure holds as many words of the old one as this, or another old one of the new."""
        return _held_elsewhere(self.old[i], self.new, j) or _held_elsewhere(self.new[j], self.old, i)

    def background(self, i: int, j: int) -> float:
        """How alike a measure of the same edition is to the old or to the new one, or commonly to any."""
        return max(_nearest(self.old, i), _nearest(self.new, j), self.usual)

    @cached_property
    def usual(self) -> float:
        """How alike the nearest other measure of the same edition is, for most of the old ones."""
        step = len(self.old) // _ENOUGH + 1
        found = sorted(_nearest(self.old, i) for i in range(0, len(self.old), step))
        return found[int(len(found) * _MOST)] if found else 0.0


def _title(task: TaskDraft) -> _Title:
    words = tuple(stems(task.title))
    places: dict[str, int] = defaultdict(int)
    for place, word in enumerate(words):
        places[word] |= 1 << place
    return _Title(words, dict(places))


def _nearest(titles: Sequence[_Title], at: int) -> float:
    return max((_alike(titles[at], other) for place, other in enumerate(titles) if place != at), default=0.0)


def _held_elsewhere(title: _Title, others: Sequence[_Title], at: int) -> bool:
    held = _in_order(others[at], title)
    return any(_in_order(other, title) >= held for place, other in enumerate(others) if place != at)


def _alike(one: _Title, other: _Title) -> float:
    size = len(one.words) + len(other.words)
    return 2 * _in_order(one, other) / size if size else 0.0


def _in_order(one: _Title, other: _Title) -> int:
    """How many words two titles share in the same order: the longest common subsequence, a row of it in one number.

    After H. Hyyrö, «Bit-parallel LCS-length computation revisited» (2004).
    """
    if one.places.keys().isdisjoint(other.places):
        return 0
    all_places = (1 << len(one.words)) - 1
    row = all_places
    for word in other.words:
        hit = row & one.places.get(word, 0)
        row = ((row + hit) | (row - hit)) & all_places
    return len(one.words) - row.bit_count()
