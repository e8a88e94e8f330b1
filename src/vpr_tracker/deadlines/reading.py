"""The whole way of one phrase: tokens, points, drafts of terms, days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from vpr_tracker.deadlines.combine import combine
from vpr_tracker.deadlines.dates import Found, Period, find, find_end, find_start
from vpr_tracker.deadlines.drafts import Draft, Hit, Item, Side
from vpr_tracker.deadlines.judge import judge
from vpr_tracker.deadlines.levels import give_levels
from vpr_tracker.deadlines.model import Deadline, Term
from vpr_tracker.deadlines.points import BUILDERS as POINTS
from vpr_tracker.deadlines.points import Piece
from vpr_tracker.deadlines.scan import Step, scan_points, scan_terms
from vpr_tracker.deadlines.terms import BUILDERS as TERMS
from vpr_tracker.deadlines.tokens import Tokens, tokenize
from vpr_tracker.deadlines.vocabulary import vocabulary


@dataclass(slots=True)
class Items:
    """Tokens after the first pass: words and points, each with the tokens it was made of."""

    tokens: Tokens
    shape: str
    values: list[Item]
    firsts: list[int]
    lasts: list[int]


def read(printed: str, period: Period) -> Deadline:
    """Read one phrase; see ``grammar.parse_deadline``."""
    items = read_points(tokenize(printed))
    steps = scan_terms(items.shape)
    drafts = [draft for step in steps if step.rule is not None for draft in _drafts(step, items)]
    leftovers = [step.first for step in steps if step.rule is None]
    if len(drafts) > 1 or (drafts and drafts[0].tag):
        drafts = combine(drafts, _gaps(items, leftovers))
        give_levels(drafts, items.shape, leftovers)
    elif drafts and leftovers:
        give_levels(drafts, items.shape, leftovers)
    notes = list(items.tokens.notes)
    terms: list[Term] = []
    review = judge(drafts, items, steps, leftovers, notes)
    for draft in drafts:
        if draft.form is not None:
            doubt, made = _terms(draft, items.tokens, period, notes)
            terms += made
            review = review or doubt
    return Deadline(printed=printed, terms=tuple(terms), needs_review=review, assumptions=tuple(dict.fromkeys(notes)))


def read_points(tokens: Tokens) -> Items:
    """The first pass over the tokens."""
    letters, values = vocabulary().letters, tokens.values
    shape = "".join(tokens.letters)
    out = Items(tokens, "", [], [], [])
    made = []
    for rule, first, last, _ in scan_points(shape):
        if rule is None:
            made.append(shape[first])
            out.values.append(values[first])
        else:
            made.append(letters[rule.makes])
            out.values.append(POINTS[rule.builder]([v for v in values[first:last] if v is not None]))
        out.firsts.append(first)
        out.lasts.append(last - 1)
    out.shape = "".join(made)
    return out


def _drafts(step: Step, items: Items) -> list[Draft]:
    rule, first, last, end = step
    if rule is None:
        return []
    values = [value for value in items.values[first:last] if value is not None]
    hit = Hit(
        values,
        items.shape[first:last],
        items.tokens,
        items.firsts[first:last],
        items.lasts[last - 1],
        items.lasts[end - 1],
    )
    opening = vocabulary().letters["("]
    made = TERMS[rule.builder](hit)
    for draft in made:
        draft.first, draft.last = items.firsts[first], items.lasts[end - 1]
        draft.first_item, draft.last_item = first, end - 1
        draft.aside = rule.builder == "event" and rule.source in _EXPLAIN and items.shape[first - 1 : first] == opening
    return made


_EXPLAIN: Final = ("перед ...", "после ...", "до ...")


def _gaps(items: Items, leftovers: list[int]) -> Callable[[Draft, Draft], frozenset[str]]:
    names = vocabulary().names

    def between(left: Draft, right: Draft) -> frozenset[str]:
        return frozenset(names[items.shape[at]] for at in leftovers if left.last_item < at < right.first_item)

    return between


_FINDERS: Final[dict[Side, Callable[[Piece, Period], Found]]] = {"both": find, "end": find_end, "start": find_start}


def _terms(draft: Draft, tokens: Tokens, period: Period, notes: list[str]) -> tuple[bool, list[Term]]:
    """The terms of a draft, one for each window; notes are added to."""
    span = (tokens.starts[draft.first], tokens.ends[draft.last])
    notes += draft.notes
    piece = draft.window or draft.piece
    form = draft.form or "during"
    if piece is None:
        term = Term(
            form=form, every=draft.every, anchor=draft.anchor, offset=draft.offset, span=span, level=draft.level
        )
        return draft.review, [term]
    found = _FINDERS[draft.side](piece, period)
    notes += found.notes
    made = [
        Term(form=form, start=start, end=end, every=draft.every, anchor=draft.anchor, span=span, level=draft.level)
        for start, end in found.windows
    ]
    return draft.review or found.review, made
