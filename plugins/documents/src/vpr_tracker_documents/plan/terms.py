"""What deadline cells mean, each distinct text parsed once: in the plan's period, or under a month's heading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from vpr_tracker import Deadline, Term
from vpr_tracker_documents.plan.months import BARE_DAY, Month, composed
from vpr_tracker_documents.plan.text import fold

if TYPE_CHECKING:
    from vpr_tracker import DeadlineDraft

Period = tuple[dt.date, dt.date]

_TWO_YEARS: Final[tuple[Period, Period]] = (
    (dt.date(2001, 1, 1), dt.date(2001, 12, 31)),
    (dt.date(2003, 1, 1), dt.date(2003, 12, 31)),
)
"""Two periods far apart: a date that is the same in both was printed with its year."""

_YEAR: Final = re.compile(r"20\d\d|\d\d\.\d\d\.\d\d")
TOO_ODD: Final = "Часть срока не записана: чисел, которые в нём названы, в календаре не бывает."
NO_PERIOD: Final = "Период плана не назван, поэтому дата без года не определена."


@dataclass(frozen=True, slots=True)
class Context:
    """What stands over a cell: a month (dated where the period allows), or a heading that names another time."""

    month: Month | None = None
    heading: str | None = None


class Deadlines:
    """Reads deadline cells of one plan; knows its period and remembers what it has read."""

    def __init__(self, period: Period | None) -> None:
        self._period = period
        self._read: dict[tuple[str, Context], Deadline] = {}
        self._alone: dict[str, Deadline] = {}
        self._clear: dict[str, tuple[Term, ...]] = {}

    def terms(self, printed: str) -> tuple[Term, ...]:
        """What a text means where it makes sense as a deadline by itself."""
        text = fold(printed)
        if text not in self._clear:
            from vpr_tracker import parse_deadline

            deadline = self._parse(text) if self._period else parse_deadline(text, period=_TWO_YEARS[0])
            self._clear[text] = () if deadline.needs_review else deadline.terms
        return self._clear[text]

    def read(self, printed: str, context: Context) -> Deadline:
        """What a cell means; ``printed`` is kept, spans count its characters."""
        key = (printed, context)
        known = self._read.get(key)
        if known is None:
            known = self._read[key] = self._in_context(printed, context)
        return known

    def week(self, printed: str, context: Context) -> Deadline:
        """What a bare number in a column of weeks means: «2-3» is the second and third week."""
        found = self.read(f"{printed} неделя", context)
        return _kept(found, printed)

    def said(self, printed: str, phrase: str, assumption: str) -> Deadline:
        """A deadline said in other words than the cell's: the marks of a schedule, two cells."""
        return _kept(self._parse(phrase), printed, *filter(None, [assumption]))

    def _in_context(self, printed: str, context: Context) -> Deadline:
        alone = self._parse(printed)
        if context.month is not None:
            return self._in_month(printed, alone, context.month)
        if context.heading and not printed:
            return _kept(self._parse(context.heading), "", f"Срок взят из заголовка «{context.heading}».")
        return alone

    def _in_month(self, printed: str, alone: Deadline, month: Month) -> Deadline:
        dated = month.dated(self._period)
        if dated is None:
            return alone
        if month.year is not None and _other_year(alone, dated) and not _YEAR.search(printed):
            return self._composed(printed, alone, dated, [f"{printed.rstrip(' .,;')} {month.year} года"])
        clear = alone.terms and not alone.needs_review and not any(_windowless(term) for term in alone.terms)
        if clear and not BARE_DAY.fullmatch(printed):
            return alone
        return self._composed(printed, alone, dated, composed(printed, dated))

    def _composed(self, printed: str, alone: Deadline, month: Month, phrases: list[str]) -> Deadline:
        """The first of the phrases whose dates lie in the month; the cell's own reading where none does."""
        for phrase in phrases:
            deadline = self._parse(phrase)
            terms = [term for term in deadline.terms if term.form not in ("reference", "relative")]
            if terms and all(_within(term, month) or self._onwards(term, month) for term in terms):
                reason = f"Месяц взят из заголовка «{month.printed}»: прочитано как «{phrase}»."
                outside = self._period is not None and month.last < self._period[0]
                return replace(_kept(deadline, printed, reason), needs_review=deadline.needs_review or outside)
        return alone

    def _onwards(self, term: Term, month: Month) -> bool:
        """«с 10»: begins inside the month, and no end is said."""
        if term.form != "during" or term.start is None or self._period is None or term.end != self._period[1]:
            return False
        return month.first <= term.start <= month.last

    def _parse(self, text: str) -> Deadline:
        known = self._alone.get(text)
        if known is None:
            known = self._alone[text] = self._parsed(text)
        return known

    def _parsed(self, text: str) -> Deadline:
        from vpr_tracker import parse_deadline

        if self._period is not None:
            return parse_deadline(text, period=self._period)
        first, second = (parse_deadline(text, period=period) for period in _TWO_YEARS)
        return _independent(first, second)


def holdable(deadline: Deadline) -> DeadlineDraft:
    """The deadline's draft, without terms that no draft can hold («500 раз в год»); it then needs review."""
    from vpr_tracker import DeadlineDraft

    if all(map(_is_holdable, deadline.terms)):
        return DeadlineDraft.of(deadline)
    terms = tuple(filter(_is_holdable, deadline.terms))
    return DeadlineDraft.of(
        replace(deadline, terms=terms, needs_review=True, assumptions=(*deadline.assumptions, TOO_ODD))
    )


def _is_holdable(term: Term) -> bool:
    from vpr_tracker import TermDraft

    if term.every is None and term.offset is None:
        return True
    try:
        TermDraft.of(term)
    except ValueError:
        return False
    return True


def _other_year(deadline: Deadline, month: Month) -> bool:
    """Whether a reading lies in the same month of another year than the heading's."""
    days = [day for term in deadline.terms for day in (term.start, term.end) if day is not None]
    return bool(days) and all(day.month == month.number and day.year != month.year for day in days)


def _windowless(term: Term) -> bool:
    return term.form == "every" and term.start is None


def _within(term: Term, month: Month) -> bool:
    days = [day for day in (term.start, term.end) if day is not None]
    return bool(days) and all(month.first <= day <= month.last for day in days)


def _kept(deadline: Deadline, printed: str, *assumed: str) -> Deadline:
    """The reading of another phrase for a printed one: every span is the whole cell."""
    terms = tuple(replace(term, span=(0, len(printed))) for term in deadline.terms)
    return replace(deadline, printed=printed, terms=terms, assumptions=(*deadline.assumptions, *assumed))


def _independent(first: Deadline, second: Deadline) -> Deadline:
    """Only what does not hang on the period: dates that both readings share stay, the others go."""
    if first.terms == second.terms:
        return first
    pairs: Sequence[tuple[Term, Term | None]] = [
        (term, second.terms[index] if index < len(second.terms) else None) for index, term in enumerate(first.terms)
    ]
    terms = tuple(_shared(term, other) for term, other in pairs)
    return replace(first, terms=terms, needs_review=True, assumptions=(NO_PERIOD,))


def _shared(term: Term, other: Term | None) -> Term:
    if other is None:
        return replace(term, start=None, end=None)
    return replace(
        term,
        start=term.start if term.start == other.start else None,
        end=term.end if term.end == other.end else None,
    )
