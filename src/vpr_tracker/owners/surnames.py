"""Judges single words: may this one be a surname, a given name, a patronymic?

A word is judged by its text and key alone, so a judgement once made is remembered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from vpr_tracker.owners import morphology
from vpr_tracker.owners.names import (
    GIVEN_NAMES,
    NO_SURNAME_ENDINGS,
    PATRONYMICS,
    PLAIN_SURNAME_ENDINGS,
    SURNAME_ENDINGS,
)
from vpr_tracker.owners.tokens import Token
from vpr_tracker.owners.vocabulary import (
    CLASSES,
    DETERMINERS,
    DUTIES,
    EXECUTION,
    LEVEL_NOUNS,
    PREPOSITIONS,
    SUBJECTS,
)
from vpr_tracker.owners.wordlist import words

_SHORTEST: Final = "ю"
"""The one surname of one letter that is met."""
_DUTIES: Final = tuple(DUTIES)
_PLAIN_WORDS: Final = (
    words("и а или также уровень уровне уров совместно вместе согласованию др другие пр прочие им имени")
    | PREPOSITIONS
    | CLASSES
    | DETERMINERS
    | EXECUTION
)


def could_be_surname(token: Token) -> bool:
    """Whether the word itself may be a surname: no known word, and no ending that names things."""
    return token.kind == "word" and _could_be_surname(token.text, token.key)


@lru_cache(maxsize=morphology.WORDS)
def _could_be_surname(text: str, key: str) -> bool:
    return (
        (len(key) >= 2 or key == _SHORTEST)
        and key not in _PLAIN_WORDS
        and key not in LEVEL_NOUNS
        and (key not in SUBJECTS or _is_name_of_subject(text))
        and not key.startswith(_DUTIES)
        and morphology.head(key) is None
        and not (morphology.acronym(key) and text[:2].isupper())
    )


def _is_name_of_subject(text: str) -> bool:
    """«Ким», where «КИМ» are test papers: three letters, one capital."""
    return len(text) > 2 and text.istitle()


def looks_like_surname(token: Token) -> bool:
    """Stronger: a capital and an ending that surnames have."""
    return token.kind == "word" and _looks_like_surname(token.text, token.key)


@lru_cache(maxsize=morphology.WORDS)
def _looks_like_surname(text: str, key: str) -> bool:
    return (
        text[:1].isupper()
        and _could_be_surname(text, key)
        and not key.endswith(NO_SURNAME_ENDINGS)
        and key.endswith(SURNAME_ENDINGS)
    )


def stands_for_name(token: Token) -> bool:
    """Whether it is a surname where the place speaks for one: any unknown word in the nominative, «Дробот»."""
    if looks_like_surname(token):
        return True
    nominative = token.key[-1:] not in "аяыиуюеё"
    unknown = could_be_surname(token) and token.capital and not token.text[1:2].isupper()
    return unknown and nominative and not token.key.endswith(NO_SURNAME_ENDINGS)


def is_plain_surname(token: Token) -> bool:
    """Stronger still: a surname even where nothing beside it speaks for one."""
    return looks_like_surname(token) and len(token.key) > 3 and token.key.endswith(PLAIN_SURNAME_ENDINGS)


def is_patronymic(token: Token) -> bool:
    """«Сергеевна», «Ильичом»."""
    return token.kind == "word" and token.capital and len(token.key) > 4 and token.key.endswith(PATRONYMICS)


def is_given_name(token: Token) -> bool:
    """«Анна», «Анны», «Анне»: a known given name in some case."""
    key = token.key
    if token.kind != "word" or not token.capital:
        return False
    stems = (key, *(key[:-1] + end for end in ("а", "я", "й", "ь", "")), key[:-2] + "а", key[:-2] + "й", key[:-2])
    return any(stem in GIVEN_NAMES for stem in stems)
