"""Pairs of persons that look like one surname spelt in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from vpr_tracker.owners.names import FATHERS, GIVEN_NAMES, PATRONYMICS
from vpr_tracker.owners.tokens import key_of
from vpr_tracker.owners.wordlist import words

_PARTS: Final = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_LONGEST: Final = 24
_FEW: Final = 24
"""Persons of whom every pair is compared."""
_CROWD: Final = 60
"""More names than this that share a skeleton of letters are a list of kin, no misspellings; it also bounds the work."""
_ENDINGS: Final = words("а у ом ем ым им е ой ей ою ы и ых их ам ами ая яя ую юю ого его ому ему ий ый я ю ь й") | {""}
_FLEETING: Final = (words("ец ца цу цом цем це"), words("ок ка ку ком ке"), words("ек ька ьку ьком ьке"))


@dataclass(frozen=True, slots=True)
class _Person:
    printed: str
    surname: str
    initials: str
    letters: frozenset[str]
    """Of the surname."""


def similar_persons(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of printed names whose surnames differ by one or two letters while the initials agree.

    Cases of one surname («Лаптева», «Лаптевой») and its two genders are no pair. Two letters may differ in surnames
    of seven letters and more that begin alike, one in others; surnames of up to three letters never count.

    :param names: printed names, in any form that ``parse_owners`` gives.
    :returns: pairs of different names, in the order of printing.
    """
    persons = [person for name in dict.fromkeys(names) if (person := _person(name))]
    pairs = {pair for pair in _near(persons) if _alike(persons[pair[0]], persons[pair[1]])}
    return [(persons[one].printed, persons[other].printed) for one, other in sorted(pairs)]


def _near(persons: Sequence[_Person]) -> Iterator[tuple[int, int]]:
    """The pairs that are worth comparing, as places in the list: their initials agree."""
    by_first: dict[str, dict[str, list[int]]] = {}
    for index, person in enumerate(persons):
        if person.initials:
            by_first.setdefault(person.initials[0], {}).setdefault(person.initials[1:2], []).append(index)
    for by_second in by_first.values():
        everyone = sorted(index for circle in by_second.values() for index in circle)
        single = by_second.pop("", [])  # one initial agrees with any second
        for circle in by_second.values() if len(single) <= _FEW else [everyone]:
            yield from combinations(circle, 2) if len(circle) <= _FEW else _akin(persons, circle)
        if len(single) <= _FEW:
            yield from ((min(one, other), max(one, other)) for one in single for other in everyone if one != other)


def _akin(persons: Sequence[_Person], circle: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a large circle that share a skeleton of letters, so that not all pairs are compared."""
    at: dict[str, list[int]] = {}
    for index in circle:
        for shorter in _deletions(persons[index].surname):
            at.setdefault(shorter, []).append(index)
    for group in at.values():
        if len(group) <= _CROWD:
            yield from combinations(group, 2)


def _person(name: str) -> _Person | None:
    parts = [part for part in _PARTS.findall(name[:200]) if key_of(part) not in FATHERS]
    if not parts:
        return None
    place = _surname_place(parts)
    initials = [part for index, part in enumerate(parts) if index != place]
    if len(initials) == 1 and len(initials[0]) == 2 and initials[0].isupper():
        initials = list(initials[0])
    letters = "".join(key_of(part)[0] for part in initials)
    surname = key_of(parts[place])[:_LONGEST]
    return _Person(name, surname, letters, frozenset(surname))


def _surname_place(parts: list[str]) -> int:
    """Where the surname stands: the only long word, else by the patronymic or the given name, else first."""
    long = [index for index, part in enumerate(parts) if len(part) > 2]
    if len(long) == 1:
        return long[0]
    if len(parts) == 3 and len(long) == 3:
        if key_of(parts[1]).endswith(PATRONYMICS) and not key_of(parts[2]).endswith(PATRONYMICS):
            return 2
        return 0
    if len(parts) == 2 and key_of(parts[0]) in GIVEN_NAMES and key_of(parts[1]) not in GIVEN_NAMES:
        return 1
    return 0


def _deletions(word: str) -> Iterator[str]:
    """The word with up to two letters left out: two words within two edits share at least one such."""
    yield from dict.fromkeys(
        "".join(letter for index, letter in enumerate(word) if index not in left_out)
        for count in (0, 1, 2)
        for left_out in combinations(range(len(word)), count)
    )


def _alike(one: _Person, other: _Person) -> bool:
    if len(one.letters ^ other.letters) > 4:  # two letters changed
        return False
    shorter = min(len(one.surname), len(other.surname))
    allowed = 0 if shorter < 4 else 1 if shorter < 7 or one.surname[0] != other.surname[0] else 2
    initials = min(len(one.initials), len(other.initials))
    if not initials or one.initials[:initials] != other.initials[:initials]:
        return False
    if one.surname == other.surname or _forms_of_one(one.surname, other.surname):
        return False
    return _distance(one.surname, other.surname) <= allowed


def _forms_of_one(one: str, other: str) -> bool:
    """Whether they differ only in the ending of a case or gender."""
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    for cut in range(max(common - 2, 2), common + 1):
        ends = {one[cut:], other[cut:]}
        if ends <= _ENDINGS or any(ends <= group for group in _FLEETING):
            return True
    return False


def _distance(one: str, other: str) -> int:
    """Letters to change, add, drop or swap."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, counterpart in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != counterpart))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, row = row, current
    return row[-1]
