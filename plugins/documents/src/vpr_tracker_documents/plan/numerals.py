"""Whole numbers as they are printed: «50», «1 500», «двадцать пять», «2 тыс.», in every case form.

All texts are in lower case, «ё» as «е», white space folded (so a no-break space is a space).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

LARGEST: Final = 1_000_000
"""No plan asks for more of a thing; a larger number is a code or a slip."""

_UNITS: Final = {
    r"од(?:ин|н(?:а|о|ого|ому|им|ой|у|ом))": 1, r"дв(?:а|е|ух|ум|умя)": 2, r"тр(?:и|ех|ем|емя)": 3,
    r"четыр(?:е|ех|ем|ьмя)": 4, r"пят(?:ь|и|ью)": 5, r"шест(?:ь|и|ью)": 6, r"сем(?:ь|и|ью)": 7,
    r"вос[еь]м(?:ь|и|ью)": 8, r"девят(?:ь|и|ью)": 9,
}  # fmt: skip
_TEENS: Final = {
    rf"{stem}надцат(?:ь|и|ью)": 11 + index
    for index, stem in enumerate(
        ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят"),
    )
} | {r"десят(?:ь|и|ью)": 10}
_TENS: Final = {
    r"двадцат(?:ь|и|ью)": 20, r"тридцат(?:ь|и|ью)": 30, r"сорока?": 40, r"пят(?:ь|и|ью)десят(?:и|ью)?": 50,
    r"шест(?:ь|и|ью)десят(?:и|ью)?": 60, r"сем(?:ь|и|ью)десят(?:и|ью)?": 70, r"вос[еь]м(?:ь|и|ью)десят(?:и|ью)?": 80,
    r"девяност[оа]": 90,
}  # fmt: skip
_HUNDREDS: Final = {
    r"ст[оа]": 100, r"дв(?:ести|ухсот|умстам|умястами|ухстах)": 200, r"тр(?:иста|ехсот|емстам|емястами|ехстах)": 300,
    r"четыр(?:еста|ехсот|емстам|ьмястами|ехстах)": 400,
} | {
    rf"{stem}(?:ь|и|ью)(?:сот|стам|стами|стах)": 500 + 100 * index
    for index, stem in enumerate((r"пят", r"шест", r"сем", r"вос[еь]м", r"девят"))
}  # fmt: skip
_VALUES: Final = {**_HUNDREDS, **_TENS, **_TEENS, **_UNITS}

_END: Final = r"(?!\w)"
_ONE: Final = "|".join(_VALUES)
WORDS: Final = rf"(?:(?:{_ONE}){_END}(?: (?:{_ONE}){_END}){{0,2}})"
"""A number in words below a thousand; whether its parts go together, ``value`` says."""
_GROUPED: Final = r"\d{1,3}(?: \d{3}(?!\d)){1,5}(?![.,/]?\d)"
_DIGITS: Final = rf"(?:{_GROUPED}|\d{{1,15}}(?![\d.,/]*\d){_END})"
_THOUSANDS: Final = rf"(?:(?:\d+(?:,\d)?|{WORDS}) )?тыс(?:яч(?:а|и|у|ей|ам|ами|ах)?{_END}|\.)"
NUMBER: Final = rf"(?:{_THOUSANDS}|{_DIGITS}|{WORDS})"
"""A number with thousands apart by spaces or named, or in words; a fraction or a date is none."""
MAYBE: Final = re.compile(
    r"\d|\b(?:од[ин]|дв[аеу]|тр[ие]|четыр|пят|шест|сем[ьи]|вос|девя|деся|двен|двад|трид|сорок|ст[оа]\b|тыс)"
)
"""A quick look for anything that may be a number."""

_COMPILED: Final = tuple((re.compile(pattern), number) for pattern, number in _VALUES.items())
_NAMED: Final = re.compile(r"(.*?) ?тыс.*", re.DOTALL)


@lru_cache(maxsize=1024)
def value(printed: str) -> int | None:
    """The number that ``NUMBER`` found; ``None`` where the words make none («два пять»), or it is zero or too large."""
    named = _NAMED.fullmatch(printed)
    number = _thousands(named.group(1)) if named else _plain(printed)
    return number if number is not None and 0 < number <= LARGEST else None


def too_large(printed: str) -> bool:
    """Whether ``NUMBER`` found a number beyond what is taken for a quantity."""
    digits = printed.replace(" ", "")
    return digits.isdecimal() and value(printed) is None and digits.strip("0") != ""


def _thousands(count: str) -> int | None:
    if not count:
        return 1000
    whole, _comma, tenth = count.partition(",")
    number = _plain(whole)
    return number * 1000 + int(tenth or "0") * 100 if number is not None else None


def _plain(printed: str) -> int | None:
    digits = printed.replace(" ", "")
    if digits.isdecimal():
        return int(digits) if len(digits) < 20 else LARGEST + 1
    parts = [_word(word) for word in printed.split(" ")]
    fits = all(_lowest(above) > _highest(below) for above, below in pairwise(parts))
    return sum(parts) if fits and 0 not in parts else None


def _word(word: str) -> int:
    return next((number for pattern, number in _COMPILED if pattern.fullmatch(word)), 0)


def _highest(number: int) -> int:
    """The highest place that a word fills: hundreds 3, tens 2, units 1."""
    return 3 if number >= 100 else 2 if number >= 10 else 1


def _lowest(number: int) -> int:
    """The lowest place that a word fills: «двенадцать» fills tens and units, so nothing may follow it."""
    return 3 if number >= 100 else 2 if number >= 20 else 1
