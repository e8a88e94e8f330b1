"""How alike the rows of two editions are.

A row is a bag of *features*: the words of its measure and of its results, its deadline, owners, number and section. A
feature weighs the more the fewer rows have it, so that «провести» tells little and «видеонаблюдение» much; likeness is
the shared weight of two bags over what both weigh (Dice), from 0 to 1. Numbers, deadlines and owners are features
like any other: they help where they are rare and say nothing where every row has the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vpr_tracker.plans.draft import TaskDraft

_WORD: Final = re.compile(r"[0-9a-zа-я]+")
_ENDING: Final = 3
"""Letters at the end of a long word that its case or tense may change."""
_LEAST, _MOST = 4, 7
"""Letters of a word's beginning that tell it from others."""
_WEIGHTS: Final[Mapping[str, float]] = {
    "word": 1.0,
    "detail": 0.5,
    "result": 0.5,
    "deadline": 1.0,
    "owner": 0.6,
    "number": 1.0,
    "section": 0.3,
}
_TEXT: Final = frozenset({"word", "detail", "result"})
Feature = tuple[str, str]


def plain(text: str | None) -> str:
    """A text for comparing: no case, ё as е, words and numbers with single spaces."""
    return " ".join(_WORD.findall((text or "").casefold().replace("ё", "е")))


def stems(text: str) -> Iterator[str]:
    """The words of a text without what grammar changes in them."""
    for word in plain(text).split():
        if len(word) > 1 or word.isdigit():
            yield word[: min(_MOST, max(_LEAST, len(word) - _ENDING))]


def features(task: TaskDraft) -> frozenset[Feature]:
    """The features of one row."""
    found: set[Feature] = {("word", stem) for stem in stems(task.title)}
    found |= {("detail", stem) for text in task.details for stem in stems(text)}
    found |= {("result", stem) for each in task.deliverables for stem in stems(each.title)}
    found |= {("owner", plain(owner.name)) for owner in task.owners}
    for name, text in (("deadline", task.deadline.printed), ("number", task.number), ("section", task.section)):
        if plain(text):
            found.add((name, plain(text)))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Bag:
    """The features of a row with their weights; ``text`` is what measure, details and results weigh."""

    weights: Mapping[Feature, float]
    total: float
    text: float


class Likeness:
    """Two lists of rows, and how alike each of the one is to each of the other.

    ``of(i, j)`` is the likeness by all features, ``text(i, j)`` by words alone.

    :param rarity: of :func:`rarity_in` a larger collection, where these rows are a few of many.
    """

    def __init__(
        self, old: Sequence[TaskDraft], new: Sequence[TaskDraft], rarity: Mapping[Feature, float] | None = None
    ) -> None:
        known = [features(task) for task in old], [features(task) for task in new]
        rarity = _rarity([*known[0], *known[1]]) if rarity is None else rarity
        self.old = [_bag(each, rarity) for each in known[0]]
        self.new = [_bag(each, rarity) for each in known[1]]
        self._shared, self._shared_text = _overlaps(self.old, self.new)

    def of(self, i: int, j: int) -> float:
        """Likeness of an old and a new row by everything."""
        return _share(self._shared[j].get(i, 0.0), self.old[i].total, self.new[j].total)

    def text(self, i: int, j: int) -> float:
        """Likeness of an old and a new row by their words."""
        return _share(self._shared_text[j].get(i, 0.0), self.old[i].text, self.new[j].text)

    def everywhere(self) -> Iterator[tuple[int, int, float, float]]:
        """Every old and new row that share anything, with both likenesses."""
        for j, bag in enumerate(self.new):
            words = self._shared_text[j]
            for i, shared in self._shared[j].items():
                other = self.old[i]
                text = words.get(i, 0.0)
                yield i, j, 2 * shared / (bag.total + other.total), 2 * text / (bag.text + other.text) if text else 0.0

    def near(self, j: int) -> Iterable[int]:
        """The old rows that share anything with a new one."""
        return self._shared[j]


def _share(shared: float, one: float, other: float) -> float:
    return 2 * shared / (one + other) if one + other else 0.0


def rarity_in(tasks: Iterable[TaskDraft]) -> Mapping[Feature, float]:
    """How much each feature of these rows tells."""
    return _rarity([features(task) for task in tasks])


def _rarity(bags: Sequence[frozenset[Feature]]) -> dict[Feature, float]:
    """How much a feature tells: that of one row in each edition most, that of all rows next to nothing."""
    times = Counter(feature for bag in bags for feature in bag)
    return {feature: math.log(1 + len(bags) / n) - 0.5 for feature, n in times.items()}


def _bag(known: frozenset[Feature], rarity: Mapping[Feature, float]) -> Bag:
    weights = {feature: _WEIGHTS[feature[0]] * rarity[feature] for feature in sorted(known)}
    return Bag(
        weights,
        sum(weights.values()),
        sum(weight for feature, weight in weights.items() if feature[0] in _TEXT),
    )


def _overlaps(old: Sequence[Bag], new: Sequence[Bag]) -> tuple[list[dict[int, float]], list[dict[int, float]]]:
    """For each new row: the old rows that share something, with the shared weight, of all and of words."""
    holders: dict[Feature, list[int]] = defaultdict(list)
    for i, bag in enumerate(old):
        for feature in bag.weights:
            holders[feature].append(i)
    shared: list[dict[int, float]] = []
    shared_text: list[dict[int, float]] = []
    for bag in new:
        everything: dict[int, float] = defaultdict(float)
        words: dict[int, float] = defaultdict(float)
        for feature, weight in bag.weights.items():
            textual = feature[0] in _TEXT
            for i in holders.get(feature, ()):
                everything[i] += weight
                if textual:
                    words[i] += weight
        shared.append(dict(everything))
        shared_text.append(dict(words))
    return shared, shared_text
