"""The whole way of one phrase: tokens, points, drafts of terms, days, judgement."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from vpr_tracker.deadlines.combine import combine
from vpr_tracker.deadlines.dates import Found, Period, Window, find, find_end, find_start
from vpr_tracker.deadlines.drafts import Draft, Hit, Item, Side
from vpr_tracker.deadlines.judge import Doubts, doubts, judge
from vpr_tracker.deadlines.levels import give_levels
from vpr_tracker.deadlines.model import Deadline, Term
from vpr_tracker.deadlines.pieces import Piece
from vpr_tracker.deadlines.points import BUILDERS as POINTS
from vpr_tracker.deadlines.points import Values
from vpr_tracker.deadlines.scan import scan_points, scan_terms
from vpr_tracker.deadlines.terms import BUILDERS as TERMS
from vpr_tracker.deadlines.tokens import Tokens, tokenize
from vpr_tracker.deadlines.vocabulary import vocabulary


class Point(NamedTuple):
    """An item of the second pass: the tokens ``first:last``, and what makes a point of them (None: a plain word)."""

    build: Callable[[Values], Item] | None
    first: int
    last: int


class Reading(NamedTuple):
    """A rule of the second pass over the items ``first:last``, the event's words up to ``end``."""

    build: Callable[[Hit], list[Draft]]
    first: int
    last: int
    end: int
    aside: bool
    after_that: bool


class Plan(NamedTuple):
    """How every phrase of one shape is read: all that does not depend on numbers, names and the period."""

    points: tuple[Point, ...]
    shape: str
    readings: tuple[Reading, ...]
    leftovers: tuple[int, ...]
    doubts: Doubts


_EXPLAINING: Final = ("перед ...", "после ...", "до ...")
_LONGEST_KEPT: Final = 80


def read(printed: str, period: Period) -> Deadline:
    """Read one phrase; see ``grammar.parse_deadline``."""
    tokens = tokenize(printed)
    shape = "".join(tokens.letters)
    plan = _kept_plan(shape) if len(shape) <= _LONGEST_KEPT else make_plan(shape)
    drafts = _drafts(plan, tokens)
    if plan.leftovers or len(drafts) > 1 or (drafts and drafts[0].tag):
        drafts = combine(drafts, _gaps(plan))
        give_levels(drafts, plan.shape, plan.leftovers)
        _doubt_shared_edges(drafts, tokens)
    if drafts and _is_bare_genitive(drafts[0], tokens):
        drafts[0].review = True
        drafts[0].notes += ("Перед месяцем в родительном падеже, похоже, не хватает числа.",)
    notes = list(tokens.notes)
    found = plan.doubts
    signs = [printed[tokens.starts[plan.points[at].first]] for at in found.signs] if found.signs else []
    review = judge(drafts, found, signs, notes)
    terms: list[Term] = []
    for draft in drafts:
        if draft.form is not None and _add_terms(draft, tokens, period, terms, notes):
            review = True
    return Deadline(
        printed=printed,
        terms=tuple(terms),
        needs_review=review,
        assumptions=tuple(dict.fromkeys(notes) if len(notes) > 1 else notes),
    )


def make_plan(shape: str) -> Plan:
    """Which rules read a phrase of this shape."""
    letters = vocabulary().letters
    points, made = [], []
    for rule, first, last, _ in scan_points(shape):
        points.append(Point(None if rule is None else POINTS[rule.builder], first, last))
        made.append(shape[first] if rule is None else letters[rule.makes])
    items = "".join(made)
    steps = scan_terms(items)
    readings = tuple(
        Reading(
            TERMS[step.rule.builder],
            *step[1:],
            step.rule.source in _EXPLAINING and items[step.first - 1 : step.first] == letters["("],
            letters["далее"] in items[max(step.first - 2, 0) : step.first],
        )
        for step in steps
        if step.rule is not None
    )
    leftovers = tuple(step.first for step in steps if step.rule is None)
    return Plan(tuple(points), items, readings, leftovers, doubts(items, steps, leftovers))


_kept_plan = lru_cache(maxsize=2048)(make_plan)


def _drafts(plan: Plan, tokens: Tokens) -> list[Draft]:
    """The terms of a phrase, still without days."""
    printed_values = tokens.values
    points = plan.points
    values: list[Item] = [
        printed_values[first] if build is None else build([v for v in printed_values[first:last] if v is not None])
        for build, first, last in points
    ]
    drafts: list[Draft] = []
    for build, first, last, end, aside, after_that in plan.readings:
        covered = values[first:last]
        own: list[Item] = [value for value in covered if value is not None]
        hit = Hit(own, covered, plan.shape[first:last], tokens, points, first, last, end)
        for draft in build(hit):
            draft.first, draft.last = points[first].first, points[end - 1].last - 1
            draft.first_item, draft.last_item = first, end - 1
            draft.aside, draft.after_that = aside, after_that
            drafts.append(draft)
    return drafts


def _doubt_shared_edges(drafts: list[Draft], tokens: Tokens) -> None:
    """«в конце сентября и мая»: whether «в конце» also goes with «мая» is a person's to say."""
    for left, right in pairwise(drafts):
        edge, month = left.piece, right.piece
        if edge is None or month is None or edge.whole or month.kind != "month":
            continue
        if tokens.text(right.first, right.first).casefold().endswith(("а", "я")):
            right.review = True
            right.notes += ("Относится ли «начало», «середина» или «конец» и к следующему месяцу, неясно.",)


def _is_bare_genitive(draft: Draft, tokens: Tokens) -> bool:
    """«сентября» with nothing before it: a day is missing, or the month belongs to the words («итоги сентября»)."""
    month = draft.piece
    if month is None or month.kind != "month" or draft.form != "during" or draft.side != "both":
        return False
    name, _, rest = tokens.text(draft.first, draft.last).casefold().partition(" ")
    return name.endswith(("а", "я")) and not rest.rstrip(".").isalpha()


def _gaps(plan: Plan) -> Callable[[Draft, Draft], frozenset[str]]:
    names = vocabulary().names

    def between(left: Draft, right: Draft) -> frozenset[str]:
        return frozenset(names[plan.shape[at]] for at in plan.leftovers if left.last_item < at < right.first_item)

    return between


_FINDERS: Final[dict[Side, Callable[[Piece, Period], Found]]] = {"both": find, "end": find_end, "start": find_start}


def _add_terms(draft: Draft, tokens: Tokens, period: Period, terms: list[Term], notes: list[str]) -> bool:
    """Add the terms of a draft, one for each window, and its notes; say whether it needs review."""
    span = (tokens.starts[draft.first], tokens.ends[draft.last])
    notes += draft.notes
    piece = draft.window or draft.piece
    windows: tuple[Window, ...] = _UNDATED
    review = False
    if piece is not None:
        windows, review, found_notes = _FINDERS[draft.side](piece, period)
        notes += found_notes
    if draft.weekday is not None and windows[0][0] is not None and windows[0][0].weekday() != draft.weekday:
        review = True
        notes.append("День недели не подходит к дате.")
    first = windows[0][0] or windows[0][1]
    if draft.not_before is not None and first is not None and (first.year, first.month) < draft.not_before:
        review = True
        notes.append("Год напечатан только у предыдущей даты, а эта по периоду плана оказалась раньше неё.")
    if draft.shared_year and first is not None and not period[0] <= first <= period[1]:
        review = True
        notes.append("Год напечатан у соседней даты, а с ним эта выходит за период плана.")
    for start, end in windows:
        terms.append(
            Term(
                form=draft.form or "during",
                start=start,
                end=end,
                every=draft.every,
                anchor=draft.anchor,
                offset=draft.offset,
                span=span,
                level=draft.level,
            )
        )
    return review or draft.review


_UNDATED: Final[tuple[Window, ...]] = ((None, None),)
