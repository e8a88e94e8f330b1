"""Finds persons among the tokens of a cell, in every printed form, and makes one token of each.

Names may run over line breaks. A surname alone is decided by its neighbours (``pieces.py``), not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vpr_tracker.owners import morphology
from vpr_tracker.owners.full_names import full_name
from vpr_tracker.owners.initials import could_be_initial, initials_first, surname_first
from vpr_tracker.owners.surnames import could_be_surname
from vpr_tracker.owners.tokens import Token, TokenKind

_NAMED_AFTER: Final = frozenset(("им", "имени"))


def unglue(tokens: Sequence[Token]) -> Iterator[Token]:
    """«садминистрациями» as «с администрациями»: a preposition printed without its space."""
    for token in _acting(tokens):
        rest = morphology.head(token.key[1:]) if token.key[:1] == "с" and token.kind == "word" else None
        if rest and "ins" in rest.cases and morphology.head(token.key) is None:
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
    """Where the person that begins at ``at`` ends; ``at`` if none begins there."""
    token = tokens[at]
    if token.kind != "word" or not (could_be_initial(token) or could_be_surname(token)):
        return at
    for form in (initials_first, surname_first, full_name):
        end = form(tokens, at)
        if end > at:
            return end
    return at
