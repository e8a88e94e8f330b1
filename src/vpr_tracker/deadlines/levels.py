"""Whose date it is, where the cell itself says so: «ОО – до 01.10; муниципалитет – до 15.10»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from vpr_tracker.deadlines.drafts import Draft
from vpr_tracker.deadlines.vocabulary import vocabulary
from vpr_tracker.domain.words import OwnerLevel

_LEVELS: Final[dict[str, OwnerLevel]] = {
    "школа-уровень": "school",
    "школьный": "school",
    "комитет-уровень": "municipality",
    "муниципальный": "municipality",
}
_ONLY_WITH_LEVEL: Final = ("школьный", "муниципальный")
_WITHIN: Final = ("организации", "образования", "уровень", "по", "на", "для", "в")


@lru_cache(maxsize=1)
def _letters() -> tuple[dict[str, OwnerLevel], frozenset[str], frozenset[str]]:
    letters = vocabulary().letters
    levels: dict[str, OwnerLevel] = {letters[name]: level for name, level in _LEVELS.items()}
    within = frozenset(letters[name] for name in _WITHIN if name in letters)
    return levels, within, frozenset(letters[name] for name in _ONLY_WITH_LEVEL)


def _level_named(at: int, shape: str) -> bool:
    """«школьный уровень» is a level, «школьный этап» is not."""
    level = vocabulary().letters["уровень"]
    return level in (shape[at - 1 : at], shape[at + 1 : at + 2])


def give_levels(drafts: Sequence[Draft], shape: str, leftovers: Sequence[int]) -> None:
    """Set the level of each draft that a label stands before (up to the next label) or right after."""
    levels, within, only = _letters()
    labels = [at for at in leftovers if shape[at] in levels and (shape[at] not in only or _level_named(at, shape))]
    if not labels:
        return
    separators = {vocabulary().letters[name] for name in (",", ";")}
    right_after = {vocabulary().letters[name] for name in ("-", "(")}
    before = any(_draft_after(at, drafts, shape, separators, within, leftovers) for at in labels)
    for index, at in enumerate(labels):
        level = levels[shape[at]]
        if before:
            following = labels[index + 1] if index + 1 < len(labels) else len(shape)
            for draft in drafts:
                if at < draft.first_item < following:
                    draft.level = level
        else:
            for draft in drafts:
                if draft.last_item < at and all(
                    shape[place] in right_after for place in range(draft.last_item + 1, at)
                ):
                    draft.level = level


def _draft_after(
    at: int, drafts: Sequence[Draft], shape: str, separators: set[str], within: frozenset[str], leftovers: Sequence[int]
) -> bool:
    """Whether a term follows a label within its own part of the cell."""
    first = min((draft.first_item for draft in drafts if draft.first_item > at), default=None)
    return first is not None and not any(shape[place] in separators for place in range(at + 1, first))
