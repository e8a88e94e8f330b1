"""The result cell as deliverables, one a paragraph or list item; a quantity in the measure as one of its own."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.plan.items import items_of
from vpr_tracker_documents.plan.quantities import (
    Quantity,
    in_measure,
    in_result,
    may_count,
    parts_of,
    unsettled,
    upper_limit,
)
from vpr_tracker_documents.plan.text import Piece, blank, glue, is_cut, is_open, starts_low
from vpr_tracker_documents.plan.values import DeliverableKind, OwnerLevel
from vpr_tracker_documents.plan.vocabulary import begins_document, kind_of, kind_of_word

if TYPE_CHECKING:
    from vpr_tracker import DeliverableDraft

_LEVEL: Final = re.compile(
    r"(?:на )?(?:(?P<school>(?:школьн\w+ уров\w+|уров\w+ (?:оо|оу|школ\w*|образовательн\w+ организаци\w+)"
    r"|в? ?(?:школ[ае]|оо|оу)))|(?P<town>муниципальн\w+ уров\w+"
    r"|уров\w+ (?:муниципалитета|муниципальн\w+ \w+|района|города|комитета)|муниципалитет|комитет))"
    r"(?: ?:| ?[–—](?!\d)| -(?=\s))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Results:
    """The deliverables of a task, and the words that are in none of them."""

    drafts: list[DeliverableDraft] = field(default_factory=list)
    introductions: list[str] = field(default_factory=list)
    """«Приказы комитета:» before a list."""
    levels: list[str] = field(default_factory=list)
    """Sub-headings of levels, as printed."""
    limits: list[str] = field(default_factory=list)
    """«до 30 человек»: an upper limit, no thing owed."""
    unsettled: list[str] = field(default_factory=list)
    """Texts with a number that should be a quantity, but cannot be told: several at once, or far too large."""

    def copy(self) -> Results:
        """The same in lists of its own, to be added to."""
        return Results(
            list(self.drafts), list(self.introductions), list(self.levels), list(self.limits), list(self.unsettled)
        )


def result_lines(pieces: Iterable[Piece], known: Container[str]) -> list[Piece]:
    """The lines of a result cell, joined where one paragraph runs over the break."""
    lines = [piece for piece in pieces if piece.text and not blank(piece.text)]
    small = bool(lines) and starts_low(lines[0].text)
    joined: list[Piece] = []
    for piece in lines:
        last = joined[-1] if joined else None
        if last is not None and not piece.mark and _same_item(last.text, piece.text, small=small):
            joined[-1] = Piece(glue(last.text, piece.text, known), last.mark)
        else:
            joined.append(piece)
    return joined


def _same_item(before: str, after: str, *, small: bool) -> bool:
    if is_cut(before, after):
        return True
    if before.endswith(":"):
        return False
    if begins_document(after) and (before[-1] == "," or starts_low(after)):
        return False
    if is_open(before):
        return True
    return starts_low(after) and not small and before[-1] not in ".;!?"


def read_results(pieces: Iterable[Piece], known: Container[str]) -> Results:
    """The deliverables of a result cell."""
    results = Results()
    lines = [item for piece in result_lines(pieces, known) for item in items_of(piece)]
    level: OwnerLevel | None = None
    introduction: Piece | None = None
    for index, piece in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        heading = _LEVEL.match(piece.text)
        if heading and (following or heading.end() < len(piece.text)):
            level = "school" if heading.group("school") else "municipality"
            results.levels.append(heading.group().strip())
            piece = Piece(piece.text[heading.end() :].strip(), piece.mark)
            introduction = None
            if not piece.text:
                continue
        if piece.text.endswith(":") and following is not None:
            introduction = piece
            results.introductions.append(piece.text)
            continue
        if introduction is not None and _list_ended(lines, index, introduction):
            introduction = None
        for text in parts_of(piece.text) if may_count(piece.text) else (piece.text,):
            results.drafts.append(_deliverable(text, introduction.text if introduction else "", level))
            if unsettled(text):
                results.unsettled.append(text)
    return results


def _list_ended(lines: list[Piece], index: int, introduction: Piece) -> bool:
    """A list with marks ends at the first line without one; a list without marks runs to the end of the cell."""
    first = lines[lines.index(introduction) + 1]
    return bool(first.mark) and not lines[index].mark


def _deliverable(text: str, introduction: str, level: OwnerLevel | None) -> DeliverableDraft:
    from vpr_tracker import DeliverableDraft

    kind = kind_of(text) or (kind_of(introduction) if introduction else None) or "action"
    quantity = in_result(text) if may_count(text) else None
    return DeliverableDraft(
        title=clean_title(text),
        kind=kind,
        quantity=quantity.number if quantity else None,
        per=quantity.per if quantity else "plan",
        level=level,
    )


def with_quantities(results: Results, lines: Iterable[str]) -> Results:
    """The results, and one for each quantity that a line of the measure names, unless a result names the same."""
    counting = [line for line in lines if may_count(line)]
    if not counting:
        return results
    results = results.copy()
    for line in counting:
        limit = upper_limit(line)
        if limit:
            results.limits.append(limit)
        found = in_measure(line)
        if not found and unsettled(line):
            results.unsettled.append(line)
        for item in found:
            if not _named(results, item.number, item.noun):
                results.drafts.append(_of_measure(item, item.text if len(found) > 1 else line))
    return results


def _of_measure(item: Quantity, title: str) -> DeliverableDraft:
    from vpr_tracker import DeliverableDraft

    return DeliverableDraft.model_validate(
        {
            "title": clean_title(title),
            "kind": _kind_of_counted(item.noun),
            "quantity": item.number,
            "per": item.per,
            "from": "measure",
        }
    )


def _named(results: Results, number: int, noun: str) -> bool:
    stem = noun.split(" ")[-1][:5]
    return any(draft.quantity == number and stem in draft.title.lower() for draft in results.drafts)


def _kind_of_counted(noun: str) -> DeliverableKind:
    kind = kind_of_word(noun.split(" ")[-1])
    return "document" if kind == "document" else "action"


def clean_title(text: str) -> str:
    """A title without the punctuation that only ties it to the next line."""
    return text.rstrip(" ;,:–—-").rstrip() or text
