"""Forms of the words in ``vocabulary.py``: every case, singular and plural, and the common abbreviations of them.

A form is a pair (number, case): ``("sg", "nom")``. Nothing here knows what an owner is. Cells repeat their words, so
what a word is gets remembered for the last ``WORDS`` of them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeAlias

from vpr_tracker.domain.words import OwnerKind
from vpr_tracker.owners import heads, vocabulary

Form: TypeAlias = tuple[str, str]
Forms: TypeAlias = frozenset[Form]
_Reading: TypeAlias = tuple[str, OwnerKind, Form]

WORDS: Final = 1 << 14
"""Distinct words, the last seen, whose answers a function keeps."""

CASES: Final = ("nom", "gen", "dat", "acc", "ins", "loc")
ANY_FORM: Final[Forms] = frozenset((number, case) for number in ("sg", "pl") for case in CASES)
SINGULAR: Final[Forms] = frozenset(form for form in ANY_FORM if form[0] == "sg")

_ADJECTIVE: Final[dict[str, str]] = {
    "ый": "sg nom",
    "ий": "sg nom",
    "ой": "sg nom gen dat ins loc",
    "ей": "sg gen dat ins loc",
    "ая": "sg nom",
    "яя": "sg nom",
    "ое": "sg nom",
    "ее": "sg nom",
    "ого": "sg gen acc",
    "его": "sg gen acc",
    "ому": "sg dat",
    "ему": "sg dat",
    "ым": "sg ins, pl dat",
    "им": "sg ins, pl dat",
    "ом": "sg loc",
    "ем": "sg loc",
    "ую": "sg acc",
    "юю": "sg acc",
    "ые": "pl nom acc",
    "ие": "pl nom acc",
    "ых": "pl gen loc acc",
    "их": "pl gen loc acc",
    "ыми": "pl ins",
    "ими": "pl ins",
}
_NOUN_ENDINGS: Final = ("ание", "ение", "ствие", "тие", "нием", "тей", "лей", "рей", "зей", "телем", "ством", "истом")
_AGENT: Final[dict[str, str]] = {
    "тель": "sg",
    "тели": "pl",
    "ник": "sg",
    "ники": "pl",
    "ист": "sg",
    "исты": "pl",
    "лог": "sg",
    "логи": "pl",
    "тор": "sg",
    "торы": "pl",
    "мейстер": "sg",
    "мейстеры": "pl",
    "граф": "sg",
    "графы": "pl",
    "щик": "sg",
    "щики": "pl",
    "чик": "sg",
    "чики": "pl",
    "овед": "sg",
    "оведы": "pl",
    "омер": "sg",
    "жер": "sg",
    "жеры": "pl",
    "орг": "sg",
    "орги": "pl",
    "тренер": "sg",
    "ница": "sg",
    "ицы": "pl",
}


class Head(NamedTuple):
    """What the main word of an owner is: its dictionary form, kind and the forms that the print may be."""

    lemma: str
    kind: OwnerKind
    forms: Forms
    guessed: bool = False

    @property
    def cases(self) -> frozenset[str]:
        """The cases that it may stand in."""
        return frozenset(case for _, case in self.forms)


def _forms(text: str) -> Forms:
    found: set[Form] = set()
    for part in text.split(","):
        number, *cases = part.split()
        found.update((number, case) for case in cases)
    return frozenset(found)


@cache
def _adjective_endings() -> dict[str, Forms]:
    return {ending: _forms(text) for ending, text in _ADJECTIVE.items()}


@lru_cache(maxsize=WORDS)
def adjective(key: str) -> Forms:
    """Forms of a word that looks like an adjective, empty for others: «школьными» → plural, instrumental."""
    word = key.removesuffix("ся")
    if len(word) < 5 or word.endswith(_NOUN_ENDINGS):
        return frozenset()
    endings = _adjective_endings()
    return endings.get(word[-3:]) or endings.get(word[-2:]) or frozenset()


@cache
def _endings(sample: str) -> tuple[tuple[str, Form], ...]:
    """The endings of a paradigm with their forms, that of the dictionary first."""
    return tuple(
        (ending.removeprefix("-"), (number, case))
        for number, variants in zip(("sg", "pl"), heads.PARADIGMS[sample], strict=True)
        for variant in variants
        for case, ending in zip(CASES, variant.split(), strict=True)
    )


def declined(word: str, sample: str) -> list[tuple[str, Form]]:
    """All printed forms of a dictionary word that declines like the sample."""
    endings = _endings(sample)
    stem = word.removesuffix(endings[0][0])
    return [(stem + ending, form) for ending, form in endings]


@cache
def _printed() -> dict[str, list[_Reading]]:
    """Every printed form of every main word → what it may be, the word written first in ``heads.py`` first."""
    found: dict[str, list[_Reading]] = {}
    for kind, table in heads.HEADS.items():
        for paradigm, words in table.items():
            for word in words.split():
                for form, reading in declined(word, paradigm):
                    found.setdefault(form, []).append((word, kind, reading))
    for kind, words in heads.UNCHANGING.items():
        for word in words.split():
            found[word] = [(word, kind, form) for form in (SINGULAR if kind == "role" else ANY_FORM)]
    return found


@lru_cache(maxsize=WORDS)
def _known(form: str) -> Head | None:
    """The main word that is printed so, with every form that the print may be."""
    readings = _printed().get(form)
    if not readings:
        return None
    lemma, kind, _form = readings[0]
    return Head(lemma, kind, frozenset(form for _lemma, _kind, form in readings))


@cache
def _acronyms() -> dict[str, Head]:
    return {
        word.casefold(): Head(word, kind, SINGULAR if kind == "role" else ANY_FORM)
        for kind, words in vocabulary.ACRONYMS.items()
        for word in words.split()
    }


@cache
def _by_beginning(letters: int) -> dict[str, list[str]]:
    """First letters → known forms, shortest first, for abbreviations."""
    found: dict[str, list[str]] = {}
    for form in sorted(_printed(), key=len):
        found.setdefault(form[:letters], []).append(form)
    return found


@lru_cache(maxsize=WORDS)
def head(key: str) -> Head | None:
    """The main word of an owner, spelt out in any form: «директору», «педагог-психолог»; no abbreviations."""
    found = _known(key)
    if found or "-" not in key:
        return found or _with_prefix(key)
    first, last = key.partition("-")[0], key.rpartition("-")[2]
    return _known(first) or _known(last)


def _with_prefix(key: str) -> Head | None:
    """«женсовет», «медработник», «соруководители»: a known word with something short before it."""
    printed = _printed()
    for cut in range(2, min(7, len(key) - 4)):
        rest = key[cut:]
        if rest in printed and printed[rest][0][0] in vocabulary.TAKES_PREFIX:
            return _known(rest)
    return None


def acronym(key: str) -> Head | None:
    """A known acronym: «ЗУВР», «ММО», «РЦОИ»."""
    return _acronyms().get(key)


@lru_cache(maxsize=WORDS)
def contraction(key: str) -> Head | None:
    """A word with its middle left out: «рук-ль», «уч-ля», «пред-лями»."""
    start, hyphen, end = key.partition("-")
    if not hyphen or len(start) < 2 or not 1 <= len(end) <= 5:
        return None
    for form in _by_beginning(2).get(start[:2], ()):
        if form.startswith(start) and form.endswith(end) and len(form) > len(start) + len(end):
            return _known(form)
    return None


@lru_cache(maxsize=WORDS)
def abbreviation(key: str) -> Head | None:
    """A word cut short before a dot: «руковод.», «библ.»; the case and number are then unknown."""
    spelt_out = head(vocabulary.SHORT.get(key, ""))
    if spelt_out:
        return Head(spelt_out.lemma, spelt_out.kind, ANY_FORM)
    for part in dict.fromkeys((key, key.partition("-")[0])):
        for form in _by_beginning(4).get(part[:4], ()) if len(part) > 3 else ():
            if form.startswith(part) and len(form) > len(part):
                lemma, kind, _form = _printed()[form][0]
                return Head(lemma, kind, ANY_FORM)
    return None


@lru_cache(maxsize=WORDS)
def agent(key: str) -> Head | None:
    """An unknown word that looks like a calling, in the nominative: «костюмер», «звукооператор»."""
    word = key.rpartition("-")[2]
    if len(word) < 6 or word in vocabulary.NO_CALLING:
        return None
    for size in (7, 6, 5, 4, 3):
        number = _AGENT.get(word[-size:])
        if number:
            return Head(word, "role", frozenset({(number, "nom")}), guessed=True)
    return None


def is_word(key: str) -> bool:
    """Whether it is a whole known word (and not a piece of one)."""
    return key in _printed()
