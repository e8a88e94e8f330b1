"""Whether the words of a deadline and the name of an event mean the same thing, endings apart."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_STEM: Final = 4
"""Shorter words must be the same; longer ones share at least so many letters."""
_ENDING: Final = 3
"""An ending has at most so many letters («-ями», «-ого»)."""
_EMPTY: Final = frozenset(
    {
        *(
            "в",
            "во",
            "на",
            "по",
            "к",
            "ко",
            "с",
            "со",
            "о",
            "об",
            "от",
            "до",
            "для",
            "при",
            "за",
            "из",
            "и",
            "или",
            "а",
        ),
        *("год", "года", "году", "г", "гг", "уч", "учебный", "учебного", "учебном", "период", "периода", "время"),
        *("день", "дня", "дни", "начало", "начала", "окончание", "окончания", "конец", "конца"),
    }
)
"""Words that name nothing by themselves."""


def words_of(text: str) -> tuple[str, ...]:
    """The words that name something: in small letters, ё as е, without prepositions and the like."""
    found = _WORD.findall(text.casefold().replace("ё", "е"))
    return tuple(word for word in found if word not in _EMPTY)


def same_word(one: str, other: str) -> bool:
    """Whether two words differ in their endings only («проведения», «проведение»)."""
    if one == other:
        return True
    if one.isdecimal() or other.isdecimal():
        return False
    common = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return common >= _STEM and max(len(one), len(other)) - common <= _ENDING


def agree(anchor: str, name: str) -> bool:
    """Whether one of the two says all that the other says, so that a link deserves to be proposed."""
    first, second = words_of(anchor), words_of(name)
    if not first or not second:
        return False
    return _covers(first, second) or _covers(second, first)


def _covers(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return all(any(same_word(word, other) for other in whole) for word in part)
