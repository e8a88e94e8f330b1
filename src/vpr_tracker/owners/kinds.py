"""What kind of owner a phrase names, and the level that its own words say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from vpr_tracker.domain.words import OwnerKind, OwnerLevel
from vpr_tracker.owners.level_words import may_name_level, named_levels
from vpr_tracker.owners.morphology import WORDS
from vpr_tracker.owners.phrases import Phrase, class_end
from vpr_tracker.owners.tokens import Token
from vpr_tracker.owners.vocabulary import CLASSES, OWN_LEVEL
from vpr_tracker.owners.wordlist import words

_TERRITORY: Final = tuple(
    words("район город муницип округ област края посел сельс сельсов губерн республик администр село глав")
)
_PEOPLE_COMMITTEES: Final = tuple(
    words("родител попечит организац профсоюз учен школьн ученич управляющ спортивн детск общешкольн классн")
)
_OF_TWO_KINDS: Final = words("дежурный администрация комитет орган служба")
"""Main words whose kind depends on the words beside them."""
_LEGAL_FORM: Final = ("бюджетн", "казенн", "автономн")
_INSTITUTIONS: Final = ("учрежден", "предприят")


def kind_of(tokens: Sequence[Token], phrase: Phrase | None) -> tuple[OwnerKind, bool]:
    """The kind, and whether it is sure."""
    if phrase is None:
        return _without_head(tokens)
    lemma = phrase.head.lemma
    if lemma not in _OF_TWO_KINDS:
        return phrase.kind, not phrase.head.guessed
    keys = [token.key for token in tokens if token.kind == "word"]
    if lemma == "дежурный" and CLASSES & set(keys):
        return "body", False
    if lemma == "администрация":
        return ("organisation" if _any(keys[1:], _TERRITORY) else "body"), True
    if (lemma == "комитет" and _any(keys, _PEOPLE_COMMITTEES)) or (lemma == "комитет" and "охране" in keys):
        return "body", True
    if lemma == "орган" and _any(keys, ("учен", "детск", "соуправл")):
        return "body", True
    if lemma == "служба" and _any(keys, ("психолог", "медиац", "примирен", "социально")):
        return "body", True
    return phrase.kind, not phrase.head.guessed


def _any(keys: Sequence[str], stems: tuple[str, ...]) -> bool:
    return any(key.startswith(stems) for key in keys)


def _without_head(tokens: Sequence[Token]) -> tuple[OwnerKind, bool]:
    if class_end(tokens, 0) or any(token.key in ("классы", "класс") for token in tokens):
        return "body", False
    if any(token.kind == "quote" for token in tokens):
        return "organisation", False
    return "role", False


def own_level(tokens: Sequence[Token]) -> OwnerLevel | None:
    """«муниципальный …», «школьный …» in the owner's own words; the legal form of a school says nothing."""
    if not any(_speaks_of_level(token) for token in tokens):
        return None
    words_said = _all(tokens)
    for place, token in enumerate(words_said):
        named = named_levels(words_said, place) if token.kind == "word" and may_name_level(token.key) else None
        if named and len(named[1]) == 1:
            return next(iter(named[1]))
    keys = [token.key for token in words_said if token.kind == "word"]
    if _any(keys, _LEGAL_FORM) and _any(keys, _INSTITUTIONS):
        return None
    return next((level for key in keys if (level := _level_said(key))), None)


def _speaks_of_level(token: Token) -> bool:
    """Whether the word may take part in saying a level; a quick look."""
    if token.kind == "group":
        return any(_speaks_of_level(inner) for inner in token.inner)
    return token.kind == "word" and (may_name_level(token.key) or _level_said(token.key) is not None)


@lru_cache(maxsize=WORDS)
def _level_said(key: str) -> OwnerLevel | None:
    return next((level for stem, level in OWN_LEVEL.items() if key.startswith(stem)), None)


def _all(tokens: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for token in tokens:
        found.append(token)
        if token.kind == "group":
            found += token.inner
    return found
