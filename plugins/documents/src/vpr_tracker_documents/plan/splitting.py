"""Several measures in one cell: told apart where the deadlines or the owners beside them agree in count."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from typing import Final

from vpr_tracker_documents.plan.columns import Role
from vpr_tracker_documents.plan.records import Part, Record
from vpr_tracker_documents.plan.text import Piece, join_lines, starts_low

_LABEL: Final = re.compile(r"\(?(\d{1,2})[.)]")


def split(record: Record, known: Container[str]) -> list[Record]:
    """The record, or one for each measure of its cell; ``list_in_cell`` is set where the counts do not agree."""
    title = record.part("title")
    if title is None:
        return [record]
    items = _numbered_items(title.pieces)
    numbered = len(items) > 1
    if not numbered:
        items = _blocks(title.pieces)
        if len(items) < 2:
            return [record]
    shares = {role: _share(record.part(role), len(items), known) for role in ("deadline", "owners")}
    if any(share is None for share in shares.values()) or not _reliable(shares, items, numbered=numbered):
        record.list_in_cell = numbered
        return [record]
    return [_one(record, items, index, shares) for index in range(len(items))]


def _numbered_items(pieces: list[Piece]) -> list[list[Piece]]:
    """Lines grouped by their numbers, where the cell begins with a number and has no title over the list."""
    lines = [piece for piece in pieces if piece.text]
    if not lines or not _LABEL.fullmatch(lines[0].mark):
        return []
    items: list[list[Piece]] = []
    for piece in lines:
        if _LABEL.fullmatch(piece.mark) or not items:
            items.append([piece])
        else:
            items[-1].append(piece)
    return items


def _blocks(pieces: list[Piece]) -> list[list[Piece]]:
    """Lines between empty ones, each block beginning as a measure does."""
    blocks: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text:
            blocks[-1].append(piece)
        elif blocks[-1]:
            blocks.append([])
    found = [block for block in blocks if block]
    if any(block[0].mark or starts_low(block[0].text) or block[-1].text.endswith((":", ",")) for block in found):
        return []
    return found


Share = list[list[Piece]]


def _share(part: Part | None, count: int, known: Container[str]) -> Share | None:
    """The lines of a cell for each of ``count`` measures; one block for all; ``None`` where they do not agree."""
    if part is None or part.empty:
        return []
    blocks = _plain_blocks(part.pieces)
    if len(blocks) == count:
        return blocks
    if len(blocks) == 1:
        lines = join_lines(blocks[0], known) if part.column.role == "owners" else blocks[0]
        if len(lines) == count:
            return [[line] for line in lines]
        if len(lines) == 1:
            return [lines]
    return None


def _plain_blocks(pieces: list[Piece]) -> list[list[Piece]]:
    blocks: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text:
            blocks[-1].append(piece)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _reliable(shares: dict[str, Share | None], items: list[list[Piece]], *, numbered: bool) -> bool:
    """At least the deadlines go one to one; without numbers the owners have to say the same or be one for all."""
    deadlines, owners = shares["deadline"], shares["owners"]
    if numbered:
        return len(deadlines or []) == len(items) or (len(owners or []) == len(items) and not deadlines)
    return len(deadlines or []) == len(items)


def _one(record: Record, items: list[list[Piece]], index: int, shares: dict[str, Share | None]) -> Record:
    parts = dict(record.parts)
    first, *rest = items[index]
    label = _LABEL.fullmatch(first.mark)
    head = Piece(first.text) if label else first
    for place, part in record.parts.items():
        role: Role = part.column.role
        if role == "title":
            parts[place] = replace(part, pieces=[head, *rest])
        elif role in shares and len(shares[role] or []) > 1:
            parts[place] = replace(part, pieces=list((shares[role] or [])[index]))
        elif role in ("deliverables", "extra") or (role == "coowners"):
            parts[place] = _of_many(part, len(items), index)
    return replace(
        record,
        parts=parts,
        number=label.group(1) if label else "",
        given="item" if label else "block",
        notes=record.notes if index == 0 else [],
        joined=record.joined if index == 0 else [],
    )


def _of_many(part: Part, count: int, index: int) -> Part:
    """The share of a cell that may not agree: one to one where it does, else all of it with the first."""
    blocks = _plain_blocks(part.pieces)
    lines = [[line] for line in blocks[0]] if len(blocks) == 1 else blocks
    if len(lines) == count:
        return replace(part, pieces=lines[index])
    if len(lines) == 1 and len(blocks) == 1:
        return part
    return part if index == 0 else replace(part, pieces=[])
