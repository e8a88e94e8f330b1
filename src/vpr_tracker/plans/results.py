"""Which planned result of the new edition is which of the old one, inside tasks that are known to belong together.

Stricter than for tasks, because nobody is asked: what was handed in stays with a result only where the result is
clearly the same. One that fell away keeps its history; one that is new is owed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from vpr_tracker.plans.draft import DeliverableDraft, TaskDraft
from vpr_tracker.plans.likeness import Feature, Likeness, plain, rarity_in
from vpr_tracker.plans.matching import Matching, match

Spot = tuple[int, int]
"""A task and the place of a result in it, from 0."""
_ONLY: Final = 0.3
"""Likeness of the last result left on each side of a pair."""


class ResultPair(NamedTuple):
    """A result in both editions; ``None`` where one of them has none."""

    old: Spot | None
    new: Spot | None


def pair_results(old: Sequence[TaskDraft], new: Sequence[TaskDraft], found: Matching) -> list[ResultPair]:
    """The results of all tasks that are paired, divided or joined."""
    rarity = rarity_in(_as_row(each) for tasks in (old, new) for task in tasks for each in task.deliverables)
    pairs: list[ResultPair] = []
    for pair in found.pairs:
        news = [pair.new, *found.split.get(pair.old, ())]
        olds = [pair.old, *found.merged.get(pair.new, ())]
        left_old = [(i, place) for i in olds for place in range(len(old[i].deliverables))]
        left_new = [(j, place) for j in news for place in range(len(new[j].deliverables))]
        # First between the two tasks themselves, then between them and what was divided off or joined.
        first = ([spot for spot in left_old if spot[0] == pair.old], [spot for spot in left_new if spot[0] == pair.new])
        for some_old, some_new in (first, (left_old, left_new)):
            some_old = [spot for spot in some_old if spot in left_old]
            some_new = [spot for spot in some_new if spot in left_new]
            for one, other in _same(old, new, some_old, some_new, rarity):
                pairs.append(ResultPair(one, other))
                left_old.remove(one)
                left_new.remove(other)
        pairs += [ResultPair(spot, None) for spot in left_old]
        pairs += [ResultPair(None, spot) for spot in left_new]
    return pairs


def _same(
    old: Sequence[TaskDraft],
    new: Sequence[TaskDraft],
    olds: Sequence[Spot],
    news: Sequence[Spot],
    rarity: Mapping[Feature, float],
) -> Iterator[tuple[Spot, Spot]]:
    if not olds or not news:
        return
    mine = [_as_row(old[i].deliverables[place]) for i, place in olds]
    theirs = [_as_row(new[j].deliverables[place]) for j, place in news]
    if [plain(row.title) for row in mine] == [plain(row.title) for row in theirs]:
        yield from zip(olds, news, strict=True)
        return
    matching = match(mine, theirs, rarity=rarity)
    taken_old, taken_new = {pair.old for pair in matching.pairs}, {pair.new for pair in matching.pairs}
    yield from ((olds[pair.old], news[pair.new]) for pair in matching.pairs)
    rest = [i for i in range(len(mine)) if i not in taken_old], [j for j in range(len(theirs)) if j not in taken_new]
    if len(rest[0]) == len(rest[1]) == 1:
        (i,), (j,) = rest
        if Likeness(mine, theirs, rarity).text(i, j) >= _ONLY:
            yield olds[i], news[j]


def _as_row(result: DeliverableDraft) -> TaskDraft:
    return TaskDraft(number="", title=result.title, uid=result.uid)
