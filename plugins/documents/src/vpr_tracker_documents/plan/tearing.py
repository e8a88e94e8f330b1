"""Rows torn by page breaks: which row continues the one above, and how the halves are joined."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Final

from vpr_tracker_documents.plan.records import Part, Record
from vpr_tracker_documents.plan.text import Piece, glue, is_cut, is_open, runs_on, starts_low
from vpr_tracker_documents.plan.vocabulary import begins_document

Reads: Final = Callable[[str], bool]
"""Says whether a deadline cell makes sense by itself."""

SURE: Final = 3
"""Points needed where rows have no numbers that could tell a new task."""


def continues(before: Record, row: Record, reads: Callable[[str], bool], *, numbered: bool) -> bool:
    """Whether ``row`` belongs to ``before``: torn from it, or its cells merged with it.

    :param numbered: the plan numbers its rows, so that an empty number already speaks for a torn row.
    """
    own_number = row.own("number")
    if not row.own("title"):
        return not own_number
    if own_number and _number(row) != _number(before):
        return False
    points = _points(before, row, reads)
    if own_number:
        return points >= SURE
    return points > 0 if numbered else points >= SURE


def _number(record: Record) -> str:
    part = record.part("number")
    return part.text.strip(" .)") if part else ""


def _points(before: Record, row: Record, reads: Callable[[str], bool]) -> int:
    """Evidence over all cells: above zero speaks for one torn row, below for a row of its own."""
    return (
        _title_points(before.part("title"), row.part("title"))
        + _deadline_points(before, row, reads)
        + _owner_points(before, row)
        + _result_points(before.part("deliverables"), row.part("deliverables"))
    )


def _title_points(before: Part | None, row: Part | None) -> int:
    if before is None or row is None:
        return 0
    last, first = before.last, row.first
    if not first.mark and is_cut(last.text, first.text):
        return 6
    if first.mark:
        return 2 if last.mark or last.text.endswith((":", ";")) else 0
    points = 3 if starts_low(first.text) else -2
    if is_open(last.text):
        points += 3
    elif last.text.endswith((".", "!", "?")):
        points -= 1
    return points


def _deadline_points(before: Record, row: Record, reads: Callable[[str], bool]) -> int:
    if not (row.layout.has("deadline") or row.layout.has("mark")):
        return 0
    if not row.says("deadline") and not row.says("mark"):
        return 2
    part, above = row.part("deadline"), before.part("deadline")
    if part is None or part.empty or part.merged:
        return -1
    if above is None or above.empty:
        return -2
    if is_open(above.last.text):
        return 3
    if not reads(part.text):
        return 3 if reads(f"{above.text} {part.text}") or starts_low(part.first.text) else 0
    return -3


def _owner_points(before: Record, row: Record) -> int:
    if not row.layout.has("owners"):
        return 0
    part, above = row.part("owners"), before.part("owners")
    if part is None or part.empty:
        return 2
    if part.merged or above is None or above.empty:
        return -1
    return 2 if is_open(above.last.text) else -1


def _result_points(before: Part | None, row: Part | None) -> int:
    if before is None or row is None or row.empty or before.empty:
        return 0
    if is_cut(before.last.text, row.first.text):
        return 4
    return 1 if runs_on(before.last.text, row.first) else 0


def join(before: Record, row: Record, known: Container[str]) -> list[str]:
    """Put the row's own text (merged text is there already) at the end of the cells of ``before``.

    :returns: the first halves of words that were cut and are now mended («реко-»).
    """
    halves: list[str] = []
    before.places.extend(place for place in row.places if place["text"].strip())
    before.notes.extend(row.notes)
    for index, part in row.parts.items():
        if part.merged or part.empty:
            continue
        above = before.parts.get(index)
        if above is None:
            before.parts[index] = part
            continue
        if not part.first.mark and is_cut(above.last.text, part.first.text):
            halves.append(above.last.text.rsplit(" ", 1)[-1])
        _join_part(above, part, known)
    return halves


def _join_part(above: Part, part: Part, known: Container[str]) -> None:
    lines = [piece for piece in above.pieces if piece.text]
    first, rest = part.first, part.pieces[part.pieces.index(part.first) + 1 :]
    if lines and _one_phrase(above, lines[-1], first):
        last = lines[-1]
        lines[-1] = Piece(glue(last.text, first.text, known), last.mark)
        above.pieces[:] = [*lines, *rest]
    else:
        above.pieces[:] = [*lines, first, *rest]


def _one_phrase(above: Part, last: Piece, first: Piece) -> bool:
    if first.mark:
        return False
    if is_cut(last.text, first.text):
        return True
    if not runs_on(last.text, first):
        return False
    if above.column.role in ("owners", "coowners"):
        return is_open(last.text)
    if above.column.role == "deliverables" and not is_open(last.text):
        return not begins_document(first.text)
    return not last.text.endswith(":")
