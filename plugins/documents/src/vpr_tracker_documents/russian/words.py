"""The dictionary of Russian words (pymorphy3), loaded on first use: it costs a sixth of a second and 38 MB."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from vpr_tracker_documents.russian.cases import Case

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer  # type: ignore[import-untyped]  # it ships no types

Reading: TypeAlias = Any
"""One of the things that a word may be, ``pymorphy3.analyzer.Parse``: the library has no types."""

GRAMMEMES: Final = {
    Case.GENITIVE: "gent",
    Case.DATIVE: "datv",
    Case.ACCUSATIVE: "accs",
    Case.INSTRUMENTAL: "ablt",
    Case.PREPOSITIONAL: "loct",
}
_LETTERS: Final = re.compile(r"[А-ЯЁа-яёA-Za-z0-9’'-]+")
_BY_PREFIX: Final = ("KnownPrefixAnalyzer", "UnknownPrefixAnalyzer")
_NAMES: Final = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init")


@cache
def dictionary() -> MorphAnalyzer:
    """The one dictionary of this run."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[Reading, ...]:
    """What a word may be, the likeliest first; at least one. What is no Russian or Latin word is read like a number.

    The dictionary looks letters up by their Unicode names, and not every letter of the world has one.
    """
    return tuple(dictionary().parse(word if _LETTERS.fullmatch(word) else "1"))


def known(word: str) -> tuple[Reading, ...]:
    """Readings that the dictionary has, none that it guesses from an ending."""
    return tuple(reading for reading in readings(word) if reading.is_known)


def is_dictionary_word(reading: Reading) -> bool:
    """Whether the dictionary has the word, or its end behind something short: «методсовет», «соорганизатор»."""
    return bool(reading.is_known or type(reading.methods_stack[-1][0]).__name__ in _BY_PREFIX)


def common_noun(word: str) -> Reading | None:
    """The reading of a word as a common noun in the nominative singular, «сорока», «гусь»; ``None`` if it is none."""
    for reading in known(word):
        tag = reading.tag
        if tag.POS == "NOUN" and "nomn" in tag and "sing" in tag and not any(name in tag for name in _NAMES):
            return reading
    return None


def as_surname(word: str, gender: str) -> Reading | None:
    """The reading of a word as a surname in the nominative, of ``masc`` or ``femn``."""
    for reading in known(word):
        tag = reading.tag
        if "Surn" in tag and "nomn" in tag and "sing" in tag and (gender in tag or "ms-f" in tag):
            return reading
    return None


def is_fixed_surname(word: str) -> bool:
    """Whether the dictionary has the word as a surname that never changes, for men and women alike: «дюма»."""
    surnames = [reading for reading in known(word) if "Surn" in reading.tag and "nomn" in reading.tag]
    return bool(surnames) and all("Fixd" in reading.tag for reading in surnames)


def as_given_name(word: str) -> tuple[Reading, ...]:
    """The readings of a word as a given name in the nominative."""
    return tuple(
        reading for reading in known(word) if "Name" in reading.tag and "nomn" in reading.tag and "sing" in reading.tag
    )


def put(reading: Reading, case: Case, *grammemes: str) -> str | None:
    """A reading's word in a case (lower case), ``None`` where the dictionary has no such form."""
    form = reading.inflect({GRAMMEMES[case], *grammemes})
    return None if form is None else str(form.word)


def in_shape_of(original: str, word: str) -> str:
    """A word with the capitals of another, and with its «е» where the dictionary has put «ё»."""
    letters = list(word)
    for place, (was, now) in enumerate(zip(original.lower(), word, strict=False)):
        if was != now and not (was == "е" and now == "ё"):
            break
        letters[place] = was
    text = "".join(letters)
    if original.isupper() and len(original) > 1:
        return text.upper()
    if original[:1].isupper():
        return text[:1].upper() + text[1:]
    return text


def gender_or_number(text: str) -> str | None:
    """``masc``, ``femn``, ``neut`` or ``plur`` of the first noun in the nominative; ``None`` where there is none."""
    for word in text.split():
        for reading in readings(word.strip("«»\"'.,;:()").lower()):
            tag = reading.tag
            if tag.POS == "NOUN" and tag.case == "nomn":
                return "plur" if tag.number == "plur" else str(tag.gender)
    return None
