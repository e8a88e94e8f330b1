"""The words that say a level: «Уровень ОО», «на муниципальном и школьном уровнях»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from vpr_tracker.domain.words import OwnerLevel
from vpr_tracker.owners import morphology
from vpr_tracker.owners.phrases import dotted
from vpr_tracker.owners.tokens import Token, key_at
from vpr_tracker.owners.vocabulary import LEVEL_ADJECTIVES, LEVEL_NOUNS
from vpr_tracker.owners.wordlist import words

_LEVEL_WORD: Final = words("уровень уровне уровня уровни уровнях уров ур уровнем")
SCHOOL_ADJECTIVES: Final = ("образовательн", "общеобразовательн")


@lru_cache(maxsize=morphology.WORDS)
def level_of(key: str) -> tuple[bool, OwnerLevel | None]:
    """Whether a word speaks of a level, and of which; of the region's it says ``None``."""
    if key in LEVEL_NOUNS:
        return True, LEVEL_NOUNS[key]
    for stem, level in LEVEL_ADJECTIVES.items():
        if key.startswith(stem) and (len(stem) > 4 or key == stem):
            return True, level
    return False, None


@lru_cache(maxsize=morphology.WORDS)
def may_name_level(key: str) -> bool:
    """Whether ``named_levels`` may find something where this word begins it."""
    return key == "на" or key in _LEVEL_WORD or (level_of(key)[0] and key not in LEVEL_NOUNS)


def named_levels(tokens: Sequence[Token], at: int) -> tuple[int, frozenset[OwnerLevel]] | None:
    """The levels that «Уровень ОО», «на муниципальном и школьном уровнях» name at ``at``, and where it ends."""
    place = at + 1 if tokens[at].key == "на" else at
    if key_at(tokens, place) in _LEVEL_WORD:
        return _level_words(tokens, place + 1 + dotted(tokens, place))
    levels: set[OwnerLevel] = set()
    while place < at + 6:
        key = key_at(tokens, place)
        known, level = level_of(key)
        if not known or key in LEVEL_NOUNS:
            return None
        levels |= {level} if level else set()
        place = place + 1 + dotted(tokens, place)
        if key_at(tokens, place) not in ("и", "или"):
            break
        place += 1
    if key_at(tokens, place) not in _LEVEL_WORD:
        return None
    return place + 1 + dotted(tokens, place), frozenset(levels)


def _level_words(tokens: Sequence[Token], at: int) -> tuple[int, frozenset[OwnerLevel]] | None:
    """The words after «уровень»: «ОО», «муниципального образования», «муниципалитета и школ»."""
    known_any = False
    levels: set[OwnerLevel] = set()
    place = at
    while place < min(len(tokens), at + 8):
        key = key_at(tokens, place)
        known, level = level_of(key)
        ours = key.startswith(SCHOOL_ADJECTIVES) or (known_any and key in ("образования", "образований"))
        joins = known_any and key in ("и", "или") and level_of(key_at(tokens, place + 1))[0]
        whose = key in LEVEL_NOUNS or "gen" in {case for _, case in morphology.adjective(key)}
        if not (joins or ((known or ours) and (whose or key.startswith("образован")))):
            break
        if level and not (known_any and key.startswith(("организац", "учрежден")) and levels):
            levels.add(level)
        known_any = known_any or known
        place += 1
    return (place, frozenset(levels)) if known_any else None
