"""Finds persons among the tokens of a cell, in every printed form, and makes one token of each.

Names may run over line breaks. A surname alone is decided by its neighbours (``pieces.py``), not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from vpr_tracker.owners import morphology
from vpr_tracker.owners.full_names import full_name
from vpr_tracker.owners.initials import could_be_initial, initials_first, surname_first
from vpr_tracker.owners.surnames import could_be_surname
from vpr_tracker.owners.tokens import Token, TokenKind

_FORMS: Final = (initials_first, surname_first, full_name)
_NAMED_AFTER: Final = frozenset(("им", "имени"))


def unglue(tokens: Sequence[Token]) -> Sequence[Token]:
    """«садминистрациями» as «с администрациями», «и. о.» before a position as one word."""
    for token in tokens:
        if token.key == "и" or _is_glued(token.key):
            return list(_unglued(tokens))
    return tokens


@lru_cache(maxsize=morphology.WORDS)
def _is_glued(key: str) -> bool:
    """Whether a word is a preposition, printed without its space, and a main word in the case that it asks for."""
    rest = morphology.head(key[1:]) if key[:1] == "с" else None
    return rest is not None and "ins" in rest.cases and morphology.head(key) is None


def _unglued(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in _acting(tokens):
        if token.kind == "word" and _is_glued(token.key):
            cut = token.start + 1
            yield token._replace(text=token.text[:1], key="с", end=cut)
            yield token._replace(text=token.text[1:], key=token.key[1:], start=cut, gap=False)
        else:
            yield token


def _acting(tokens: Sequence[Token]) -> Iterator[Token]:
    """«И. о.» before a position as one word: «исполняющий обязанности», no initials."""
    at = 0
    while at < len(tokens):
        if tokens[at].key != "и":
            yield tokens[at]
            at += 1
            continue
        keys = [token.key for token in tokens[at : at + 5]]
        long = keys[:4] == ["и", ".", "о", "."]
        if (long or keys[:3] == ["и", ".", "о"]) and morphology.head("".join(keys[3 + long : 4 + long])):
            last = tokens[at + 2 + long]
            yield tokens[at]._replace(text=tokens[at].text + ".о.", key="ио", end=last.end)
            at += 3 + long
        else:
            yield tokens[at]
            at += 1


def find_persons(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with every person folded into one; «им. А. М. Рябых» becomes a ``name``, no owner."""
    folded: list[Token] = []
    at = 0
    namesake = False
    while at < len(tokens):
        token = tokens[at]
        end = at
        if token.kind == "word" and (could_be_surname(token) or could_be_initial(token)):
            after_number = at > 0 and tokens[at - 1].kind == "num" and not (token.gap and len(token.key) > 1)
            end = at if after_number else _person_end(tokens, at)
        if end > at:
            kind: TokenKind = "name" if namesake else "person"
            folded.append(_joined(tokens[at:end], kind, text))
            at, namesake = end, False
            continue
        if token.kind == "word":
            namesake = namesake or token.key in _NAMED_AFTER
        elif token.kind != "dot":
            namesake = False
        folded.append(token)
        at += 1
    return folded


def _joined(tokens: Sequence[Token], kind: TokenKind, text: str) -> Token:
    first, last = tokens[0], tokens[-1]
    return first._replace(kind=kind, text=text[first.start : last.end], key="person", end=last.end, inner=tuple(tokens))


def _person_end(tokens: Sequence[Token], at: int) -> int:
    """Where the person that begins with the word at ``at`` ends; ``at`` if none begins there."""
    for form in _FORMS if could_be_initial(tokens[at]) else _FORMS[1:]:
        end = form(tokens, at)
        if end > at:
            return end
    return at
