"""Whether two printed roles are one: «Кл. рук.» and «классные руководители»."""

from __future__ import annotations

from typing import Final

from vpr_tracker.owners.phrases import head_at, phrase_at
from vpr_tracker.owners.tokens import Token, tidy, tokenise
from vpr_tracker.owners.vocabulary import DETERMINERS, PREPOSITIONS, SHORT

_STEM: Final = 3
"""Letters by which other words are compared: enough for «соц.» and «социальный»."""
_SPELT_OUT: Final[dict[str, str]] = {
    "зувр": "заместитель директор увр",
    "здувр": "заместитель директор увр",
    "здвр": "заместитель директор вр",
    "звр": "заместитель директор вр",
    "знмр": "заместитель директор нмр",
    "зднмр": "заместитель директор нмр",
    "завуч": "заместитель директор увр",
    "ршмо": "руководитель шмо",
    "пдо": "педагог доп обр",
    "соцпедагог": "педагог соц",
    "кл": "класс",
    "зд": "заместитель директор",
}


def role_words(printed: str) -> frozenset[str]:
    """The words of a role in a form that abbreviation, case and number do not change."""
    tokens = [token for token in tokenise(tidy(printed)) if token.kind not in ("line", "comma")]
    found: set[str] = set()
    for place, token in enumerate(tokens):
        if token.kind == "num":
            found.add(token.key)
        elif place and tokens[place - 1].kind == "dash" and len(token.key) <= _STEM:
            continue  # «ли» of «рук – ли»
        elif token.kind == "word" and token.key not in DETERMINERS | PREPOSITIONS:
            found |= _word(tokens, place, token)
    if {"заместитель", "увр"} <= found or {"заместитель", "вр"} <= found:
        found.add("директор")  # «зам. по УВР»
    return frozenset(found)


def _word(tokens: list[Token], place: int, token: Token) -> set[str]:
    if token.key in _SPELT_OUT:
        return set(_SPELT_OUT[token.key].split())
    shortened = place + 1 < len(tokens) and tokens[place + 1].kind == "dot"
    main = phrase_at(tokens, place) if shortened else None
    if main and main.head_at > place:
        return {token.key[:_STEM]}
    known = head_at(tokens, place)
    if known and not known.guessed:
        lemma = SHORT.get(known.lemma, known.lemma).casefold()
        rest = token.key.split("-")[1:] if "-" in token.key and len(token.key.rpartition("-")[2]) > _STEM else []
        return {lemma, *(part[:_STEM] for part in rest)}
    return {token.key[:_STEM]}


def same_role(one: str, other: str) -> bool:
    """Whether two printed roles name one position, whatever the abbreviation, case and number."""
    first, second = _folded(one), _folded(other)
    return bool(first) and first == second


def _folded(printed: str) -> frozenset[str]:
    return frozenset(word[:_STEM] if word.startswith("класс") else word for word in role_words(printed))
