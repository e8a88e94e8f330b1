"""How nouns and adjectives change by case: endings, and the spelling rules of Russian that choose among them."""

from __future__ import annotations

from typing import Final

from vpr_tracker_documents.russian.cases import Case

VOWELS: Final = "аеёиоуыэюя"
HISSING: Final = "жшчщ"
_CASES: Final = tuple(Case)


def _put(stem: str, endings: str, case: Case) -> str:
    """A stem with one of five endings: genitive, dative, accusative, instrumental, prepositional; «-» is none."""
    ending = endings.split()[_CASES.index(case)]
    return stem + ending.strip("-")


def masculine(word: str, case: Case, *, stem: str | None = None, stressed: bool = False) -> str:
    """A noun like «Бондарь», «Жук», «Югай»: second declension.

    :param stem: what the endings are put to, where a vowel is lost («Коломийц»).
    :param stressed: the ending carries the stress: «Ткачом», not «Бабичем».
    """
    if word[-1] in "ьй":
        prepositional = "и" if word.endswith("ий") and len(word) > 3 else "е"
        return _put(stem or word[:-1], f"я ю я ем {prepositional}", case)
    soft = word[-1] in HISSING + "ц" and not stressed
    return _put(stem or word, f"а у а {'ем' if soft else 'ом'} е", case)


def possessive(word: str, case: Case) -> str:
    """A surname like «Сомов», «Ильин»."""
    return _put(word, "а у а ым е", case)


def possessive_feminine(word: str, case: Case) -> str:
    """A surname like «Сомова», «Ильина»."""
    return _put(word[:-1], "ой ой у ой ой", case)


def first(word: str, case: Case, *, stressed: bool = False) -> str:
    """A word like «Сорока», «Берия», «Никита»: first declension, whoever bears it.

    :param stressed: the ending carries the stress: «Лапшой», not «Грушей».
    """
    stem = word[:-1]
    if word.endswith("ия"):
        return _put(stem, "и и ю ей и", case)
    if word.endswith("я"):
        return _put(stem, "и е ю ей е", case)
    genitive = "и" if stem[-1:] in HISSING + "гкх" and stem else "ы"
    instrumental = "ей" if stem[-1:] in HISSING + "ц" and stem and not stressed else "ой"
    return _put(stem, f"{genitive} е у {instrumental} е", case)


def third(word: str, case: Case) -> str:
    """A given name like «Любовь», «Нинель»: third declension."""
    return _put(word[:-1], "и и ь ью и", case)


def adjective(word: str, case: Case) -> str:
    """A surname like «Толстой», «Горький», «Рыжий», «Крайний»."""
    stem = word[:-2]
    if word.endswith("ий") and stem[-1:] not in "гкх":
        return _put(stem, "его ему его им ем", case)
    instrumental = "им" if stem[-1:] in "гкх" + HISSING else "ым"
    return _put(stem, f"ого ому ого {instrumental} ом", case)


def adjective_feminine(word: str, case: Case, *, stressed: bool = False) -> str:
    """A surname like «Толстая», «Крайняя», «Рыжая»."""
    stem = word[:-2]
    if word.endswith("яя"):
        return _put(stem, "ей ей юю ей ей", case)
    if stem[-1:] in HISSING and not stressed:
        return _put(stem, "ей ей ую ей ей", case)
    return _put(stem, "ой ой ую ой ой", case)


def syllables(word: str) -> int:
    """How many vowels a word has."""
    return sum(letter in VOWELS for letter in word)
