"""From a printed cell to owners: ``parse_owners``.

The way of a cell: ``tokens`` (words and marks) → ``persons`` (names folded into one token) → ``pieces`` (one for each
owner, cut by the rules of ``boundaries`` and ``markers``) → owners, here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from vpr_tracker.owners.kinds import kind_of, own_level
from vpr_tracker.owners.model import Owner
from vpr_tracker.owners.persons import find_persons, unglue
from vpr_tracker.owners.pieces import Cutter, Piece
from vpr_tracker.owners.tokens import Token, key_of, tidy, tokenise
from vpr_tracker.owners.vocabulary import NOBODY

_EDGES: Final = " \n\t,;:–—-−‐‑/|•·*…"
_LETTER: Final = re.compile(r"[^\W_]")
_MARKS: Final = re.compile(r"[\W_]+")


def parse_owners(printed: str) -> list[Owner]:
    """The owners that a cell names, in printed order.

    :param printed: the text of one cell, line breaks kept.
    :returns: persons, roles, bodies and organisations; an empty list for a dash or an empty cell.
    :raises: nothing, whatever the text.
    """
    text = tidy(printed)
    tokens = _with_persons(unglue(tokenise(text)), text)
    return _once(_Assembly(Cutter(tokens).run(), text).owners())


def _with_persons(tokens: Sequence[Token], text: str) -> list[Token]:
    """Persons folded into one token each, inside brackets too."""
    return [
        token._replace(inner=tuple(find_persons(token.inner, text))) if token.kind == "group" else token
        for token in find_persons(tokens, text)
    ]


class _Assembly:
    """Puts the pieces together: roles to the persons beside them (rules 2, 3 and 8)."""

    def __init__(self, pieces: Sequence[Piece], text: str) -> None:
        self.pieces = pieces
        self.text = text
        self.at = 0
        self.shared: Piece | None = None
        """A plural role with names after a colon: it is each name's."""

    def owners(self) -> list[Owner]:
        found: list[Owner] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            following = self.pieces[self.at + 1] if self.at + 1 < len(self.pieces) else None
            self.at += 1
            if piece.person:
                found += self._person(piece, following)
            else:
                found += self._phrase(piece, following)
        return found

    def _person(self, piece: Piece, following: Piece | None) -> list[Owner]:
        before = self.pieces[self.at - 2] if self.at > 1 else None
        role = self.shared
        if piece.named:
            role = next((inner for inner in piece.named if inner.phrase and not inner.person), role)
        if following and _explains(following):
            self.at += 1
            role = following
        doubtful = role is None and before is not None and piece.joint == "comma" and _one_role(before)
        owner = self._named(piece, role, review=doubtful)
        return [owner, *(self._named(inner, None) for inner in piece.named if inner.person)]

    def _phrase(self, piece: Piece, following: Piece | None) -> list[Owner]:
        self.shared = None
        before = self.pieces[self.at - 2] if self.at > 1 else None
        if before and before.person and piece.joint in ("comma", "space") and _one_role(piece):
            piece.review = True  # rule 3: the role may be the person's
        if piece.named and piece.phrase and piece.phrase.kind == "role":
            return [self._named(inner, piece) for inner in piece.named if inner.person]
        if following and _shares(piece, following):
            self.shared = piece
            return []
        if following and _gives_role(piece, following):
            self.at += 1
            return [self._named(following, piece)]
        name = self._name(piece.tokens)
        if not _LETTER.search(name) or key_of(name) in NOBODY:
            return []
        return [self._unnamed(piece, name, following), *self._officials(piece.named)]

    def _officials(self, pieces: Sequence[Piece]) -> list[Owner]:
        """Rule 8: who is named in brackets after an authority; the position beside a name is his."""
        found: list[Owner] = []
        for place, piece in enumerate(pieces):
            following = pieces[place + 1] if place + 1 < len(pieces) else None
            before = pieces[place - 1] if place else None
            if piece.person:
                after = following if following and not following.person else None
                beside = after if after and after.joint in ("comma", "dash") else None
                ahead = before if before and _gives_role(before, piece) else None
                found.append(self._named(piece, beside or ahead))
            elif not any(other and other.person for other in (before, following)):
                found.append(self._unnamed(piece, self._name(piece.tokens), None))
        return found

    def _named(self, piece: Piece, role: Piece | None, *, review: bool = False) -> Owner:
        duty = piece.duty if piece.duty != "executes" or role is None else role.duty
        return Owner(
            name=self._name(piece.tokens),
            kind="person",
            level=(own_level(role.tokens) if role else None) or piece.level,
            duty=duty,
            role=self._name(role.tokens) if role else None,
            needs_review=piece.review or review or (role is not None and role is self.shared),
        )

    def _unnamed(self, piece: Piece, name: str, following: Piece | None) -> Owner:
        kind, sure = kind_of(piece.tokens, piece.phrase)
        beside = following is not None and following.person and following.joint == "comma"
        return Owner(
            name=name,
            kind=kind,
            level=own_level(piece.tokens) or piece.level,
            duty=piece.duty,
            needs_review=piece.review or not sure or (beside and _one_role(piece)),
        )

    def _name(self, tokens: Sequence[Token]) -> str:
        """Cut out of the text: runs of neighbouring tokens, spaces folded, marks at the ends off."""
        if len(tokens) == 1:
            return " ".join(self.text[tokens[0].start : tokens[0].end].split()).strip(_EDGES)
        parts: list[str] = []
        start = end = -1
        for token in tokens:
            if start >= 0 and self.text[end : token.start].strip():
                parts.append(self.text[start:end])
                start = -1
            start = token.start if start < 0 else start
            end = token.end
        if start >= 0:
            parts.append(self.text[start:end])
        return " ".join(" ".join(parts).split()).strip(_EDGES)


def _one_role(piece: Piece) -> bool:
    return piece.phrase is not None and piece.phrase.kind == "role" and piece.phrase.numbers == {"sg"}


def _gives_role(piece: Piece, following: Piece) -> bool:
    """Rule 2: a role right before a name, in a line or across a break, is the person's."""
    phrase = piece.phrase
    if phrase is None or phrase.kind != "role" or not following.person:
        return False
    return following.joint in ("colon", "dash") or (phrase.singular and following.joint in ("space", "line"))


def _shares(piece: Piece, following: Piece) -> bool:
    """A plural role and names after a colon or dash: each name has the role."""
    marked = following.joint in ("colon", "dash")
    return marked and _gives_role(piece, following) and not _one_role(piece)


def _explains(following: Piece) -> bool:
    """«Иванова А. Б. – завуч»: the role after a dash is the person's."""
    phrase = following.phrase
    return following.joint == "dash" and phrase is not None and phrase.kind == "role" and phrase.singular


def _once(owners: list[Owner]) -> list[Owner]:
    """The same owner printed twice comes out once."""
    if len(owners) < 2:
        return owners
    found: dict[tuple[object, ...], Owner] = {}
    for owner in owners:
        key = key_of(_MARKS.sub("", owner.name))
        found.setdefault((key, owner.kind, owner.level, owner.duty, owner.role), owner)
    return list(found.values())
