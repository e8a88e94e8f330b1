"""From a printed cell to owners: ``parse_owners``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vpr_tracker.owners.kinds import kind_of, own_level
from vpr_tracker.owners.model import Owner
from vpr_tracker.owners.persons import find_persons, unglue
from vpr_tracker.owners.pieces import Cutter, Piece
from vpr_tracker.owners.tokens import Token, key_of, tidy, tokenise
from vpr_tracker.owners.vocabulary import NOBODY

_EDGES = " \n\t,;:–—-−‐‑/|•·*…"


def parse_owners(printed: str) -> list[Owner]:
    """The owners that a cell names, in printed order.

    :param printed: the text of one cell, line breaks kept.
    :returns: persons, roles, bodies and organisations; an empty list for a dash or an empty cell.
    :raises: nothing, whatever the text.
    """
    text = tidy(printed)
    tokens = _with_inner_persons(find_persons(list(unglue(tokenise(text))), text), text)
    pieces = Cutter(tokens).run()
    return _once(_owners(pieces, text))


def _with_inner_persons(tokens: Iterable[Token], text: str) -> list[Token]:
    """Finds the persons inside brackets too."""
    from dataclasses import replace

    return [
        replace(token, inner=tuple(find_persons(token.inner, text))) if token.kind == "group" else token
        for token in tokens
    ]


def _owners(pieces: Sequence[Piece], text: str) -> list[Owner]:
    owners: list[Owner] = []
    skip: set[int] = set()
    shared: str | None = None
    for index, piece in enumerate(pieces):
        if index in skip:
            continue
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.person:
            owners += _person(piece, following, skip, index, shared, text)
            continue
        shared = None
        if piece.phrase and piece.phrase.kind == "role" and piece.named:
            owners += _named_in_brackets(piece, text)
            continue
        if following and _gives_role(piece, following):
            if _shares(piece, following):
                shared = _name(piece.tokens, text)
                continue
            following_role = _name(piece.tokens, text)
            owners.append(_owner_of(following, text, role=following_role, like=piece))
            skip.add(index + 1)
            continue
        name = _name(piece.tokens, text)
        if any(sign.isalnum() for sign in name) and key_of(name) not in NOBODY:
            owners.append(_plain(piece, name, following, text))
        owners += _officials(piece.named, text)
    return owners


def _officials(pieces: Sequence[Piece], text: str) -> list[Owner]:
    """Rule 8: who is named in brackets after an authority; the position after a name is his."""
    found: list[Owner] = []
    for place, piece in enumerate(pieces):
        if piece.person:
            following = pieces[place + 1] if place + 1 < len(pieces) else None
            before = pieces[place - 1] if place else None
            role = following if following and not following.person and following.joint in ("comma", "dash") else None
            if role is None and before and not before.person and _gives_role(before, piece):
                role = before
            found.append(_owner_of(piece, text, role=_name(role.tokens, text) if role else None))
        elif not any(other.person for other in pieces[max(place - 1, 0) : place + 2]):
            found.append(_plain(piece, _name(piece.tokens, text), None, text))
    return found


def _gives_role(piece: Piece, following: Piece) -> bool:
    """Rule 2: a role right before a name, in a line or across a break, is the person's."""
    phrase = piece.phrase
    if phrase is None or phrase.kind != "role" or not following.person:
        return False
    if following.joint in ("colon", "dash"):
        return True
    return phrase.singular and following.joint in ("space", "line")


def _shares(piece: Piece, following: Piece) -> bool:
    """A plural role and names after a colon or dash: each name has the role."""
    marked = following.joint in ("colon", "dash")
    return marked and piece.phrase is not None and piece.phrase.numbers != {"sg"}


def _person(
    piece: Piece, following: Piece | None, skip: set[int], index: int, shared: str | None, text: str
) -> list[Owner]:
    role = shared
    if piece.named:
        roles = [inner for inner in piece.named if inner.phrase and not inner.person]
        role = _name(roles[0].tokens, text) if roles else role
    if following and _explains(following):
        role = _name(following.tokens, text)
        piece.duty = following.duty if following.duty != "executes" else piece.duty
        skip.add(index + 1)
    owner = _owner_of(piece, text, role=role)
    others = [_owner_of(inner, text) for inner in piece.named if inner.person]
    return [owner, *others]


def _explains(following: Piece) -> bool:
    """«Иванова А. Б. – завуч»: the role after a dash is the person's."""
    phrase = following.phrase
    return following.joint == "dash" and phrase is not None and phrase.kind == "role" and phrase.singular


def _owner_of(piece: Piece, text: str, *, role: str | None = None, like: Piece | None = None) -> Owner:
    duty = piece.duty if piece.duty != "executes" or like is None else like.duty
    level = (like and own_level(like.tokens)) or piece.level
    review = piece.review or (role is None and piece.joint == "comma")
    return Owner(name=_name(piece.tokens, text), kind="person", level=level, duty=duty, role=role, needs_review=review)


def _named_in_brackets(piece: Piece, text: str) -> list[Owner]:
    role = _name(piece.tokens, text)
    return [_owner_of(inner, text, role=role, like=piece) for inner in piece.named if inner.person]


def _plain(piece: Piece, name: str, following: Piece | None, text: str) -> Owner:
    kind, sure = kind_of(piece.tokens, piece.phrase)
    level = own_level(piece.tokens) or piece.level
    beside = bool(following and following.person and following.joint == "comma" and kind == "role")
    return Owner(name=name, kind=kind, level=level, duty=piece.duty, needs_review=piece.review or not sure or beside)


def _name(tokens: Sequence[Token], text: str) -> str:
    """Cut out of the text: runs of neighbouring tokens, spaces folded, marks at the ends off."""
    parts: list[str] = []
    start = end = -1
    for token in tokens:
        if start < 0:
            start = token.start
        elif text[end : token.start].strip():
            parts.append(text[start:end])
            start = token.start
        end = token.end
    if start >= 0:
        parts.append(text[start:end])
    return " ".join(" ".join(parts).split()).strip(_EDGES)


def _once(owners: Iterable[Owner]) -> list[Owner]:
    """The same owner printed twice comes out once."""
    found: dict[tuple[object, ...], Owner] = {}
    for owner in owners:
        key = key_of("".join(sign for sign in owner.name if sign.isalnum()))
        found.setdefault((key, owner.kind, owner.level, owner.duty, owner.role), owner)
    return list(found.values())
