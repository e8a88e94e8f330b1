"""From what a deadline means to its due times: terms + events + calendars → occurrences.

- ``on``, ``by``, ``during``: one occurrence, dated as printed; ``every``: one per unit (see ``recurrence``);
  ``ongoing``: one standing; ``relative`` and ``reference``: undated until an event is linked and has days.
- Nothing vanishes: a term that gives no date gives an undated occurrence, and so does a task without any term.
- Keys are permanent. Single terms have their ordinal («1»), repetitions of an event «1@1», «1@2», recurrences the name
  of their unit («2023-02», «2022/23-III», «2023-1» and «2023-2» for twice a year), from the second recurring term of a
  task on with its number before it («2:2023-Q1»). Moving an event or a school's terms moves dates, never keys.
- Where one school has other days, it gets an occurrence of its own with the same key.
- A due day that is no working day stays as printed (:func:`vpr_tracker.domain.working_days.effective_day` tells when
  the work has to be done).

Relative to an event: a negative distance is a due day before its beginning; a positive one a window from its end; zero
and no distance its own days. Where the phrase itself says «до», «к», «после», «до окончания» …, that holds: «до X»
without a number is due the day before X begins, «к X» on the day it begins, «после X» from the end of X to the end of
the plan. A part of the school year («до конца III четверти», «за неделю до осенних каникул») is such an event too, with
the days of the school calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from vpr_tracker.deadlines.bearings import Bearing, bearing_of
from vpr_tracker.deadlines.distances import days_at, shift
from vpr_tracker.deadlines.model import Term
from vpr_tracker.deadlines.recurrence import Calendars, slots
from vpr_tracker.deadlines.school_windows import school_days
from vpr_tracker.domain.events import EventDate
from vpr_tracker.domain.occurrences import Occurrence
from vpr_tracker.domain.periods import Period, is_school_year
from vpr_tracker.domain.school_year import SchoolCalendar
from vpr_tracker.domain.working_days import ProductionCalendar, production_calendar

__all__ = ["EventDate", "Occurrence", "resolve", "shift"]


_PRONOUNS: Final = frozenset(("его", "ее", "её", "их", "него", "нее", "неё", "них", "этого"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What all terms of a deadline are resolved in."""

    printed: str
    period: Period | None
    school: SchoolCalendar
    days: ProductionCalendar


def resolve(
    terms: Sequence[Term],
    *,
    period: tuple[date, date] | None,
    printed: str = "",
    calendar: SchoolCalendar | None = None,
    events: Mapping[int, Sequence[EventDate]] | None = None,
    school_calendars: Mapping[str, SchoolCalendar] | None = None,
    days: ProductionCalendar | None = None,
) -> list[Occurrence]:
    """The occurrences of one task, by term, then by time; those of single organisations after the general one.

    :param terms: the task's terms in printed order.
    :param period: the plan's inclusive first and last day; ``None`` where nothing says it.
    :param printed: the deadline as printed, that the terms' spans count in; says on which side of an event a term is.
    :param calendar: the committee's school year; ``None`` for the shipped one.
    :param events: by the position of the term (from 0) the days of the event that it is linked to.
    :param school_calendars: by organisation the school years of schools that have their own.
    :param days: the production calendar; ``None`` for the shipped one.
    """
    frame = _Frame(
        printed=printed,
        period=Period(*period) if period else None,
        school=calendar or SchoolCalendar(),
        days=days or production_calendar(),
    )
    found = _all(terms, frame, events or {})
    taken = {(each.organisation, each.key) for each in found}
    general = {each.key: each for each in found if each.organisation is None}
    for organisation, school in (school_calendars or {}).items():
        own = _all(terms, replace(frame, school=school), events or {})
        found += [
            replace(each, organisation=organisation)
            for each in own
            if each.organisation is None
            and each.kind == "dated"
            and (organisation, each.key) not in taken
            and not _same_days(each, general.get(each.key))
        ]
    place = {key: index for index, key in enumerate(dict.fromkeys(each.key for each in found))}
    return sorted(found, key=lambda each: (each.term_position or 0, place[each.key]))


def _same_days(own: Occurrence, general: Occurrence | None) -> bool:
    return general is not None and (own.kind, own.start, own.end) == (general.kind, general.start, general.end)


def _all(terms: Sequence[Term], frame: _Frame, events: Mapping[int, Sequence[EventDate]]) -> list[Occurrence]:
    if not terms:
        return [Occurrence(key="1", kind="undated")]
    found: list[Occurrence] = []
    recurring = 0
    for position, term in enumerate(terms):
        if term.form == "every":
            recurring += 1
            prefix = f"{recurring}:" if recurring > 1 else ""
            found += _recurring(term, position, prefix, frame)
        elif dated := _printed_days(term, frame.period):
            found.append(_dated(term, position, *dated))
        elif term.form == "ongoing":
            found.append(replace(_open(term, position), kind="standing"))
        elif linked := _dates_of(term, position, terms, events):
            found += _linked(term, position, linked, frame)
        else:
            found.append(_by_school_year(term, position, frame))
    return found


def _dates_of(
    term: Term, position: int, terms: Sequence[Term], events: Mapping[int, Sequence[EventDate]]
) -> Sequence[EventDate]:
    """The days of the event of a term; «накануне его» means the event of the term before."""
    while position > 0 and not events.get(position) and (term.anchor or "").casefold() in _PRONOUNS:
        position -= 1
        term = terms[position]
    return events.get(position, ())


def _open(term: Term, position: int) -> Occurrence:
    """The undated occurrence of a term."""
    return Occurrence(
        key=str(position + 1), kind="undated", term_position=position, anchor=term.anchor, level=term.level
    )


def _dated(term: Term, position: int, start: date | None, end: date) -> Occurrence:
    return replace(_open(term, position), kind="dated", start=start, end=end)


def _printed_days(term: Term, period: Period | None) -> tuple[date | None, date] | None:
    """Start and due day as printed; ``None`` where the words give none, or they run backwards.

    «С 10.02.2023» has no end of its own: then the plan's last day is.
    """
    if term.form == "by":
        due = term.end or term.start
        return (None, due) if due else None
    if term.form == "on":
        start, end = term.start or term.end, term.end or term.start
    elif term.form == "during":
        start, end = term.start, term.end
        if start and not end and period:
            end = period.end
    else:
        return None
    if end is None or (start is not None and start > end):
        return None
    return start, end


def _recurring(term: Term, position: int, prefix: str, frame: _Frame) -> list[Occurrence]:
    undated = [_open(term, position)]
    window = _window(term, frame.period)
    if window is None or term.every is None:
        return undated
    calendars = Calendars(
        school=frame.school,
        days=frame.days,
        school_year=is_school_year(frame.period or window),
    )
    dated = [
        replace(_dated(term, position, slot.start, slot.end), key=f"{prefix}{slot.key}", unconfirmed=slot.unconfirmed)
        for slot in slots(term.every, window, calendars)
    ]
    return dated or undated


def _window(term: Term, period: Period | None) -> Period | None:
    """The days that a recurrence runs over: those it names, else the plan's period."""
    start = term.start or (period.start if period else None)
    end = term.end or (period.end if period else None)
    return Period(start, end) if start and end and start <= end else None


def _linked(term: Term, position: int, dates: Iterable[EventDate], frame: _Frame) -> Iterator[Occurrence]:
    """The occurrences of a term that hangs on an event: the general one always, repetitions, single organisations."""
    bearing = bearing_of(frame.printed, term.anchor or "", term.span[0])
    base = _open(term, position)
    by_place = {(each.repeat, each.organisation or ""): each for each in dates}
    if (0, "") not in by_place:
        yield base
    for (repeat, organisation), each in sorted(by_place.items()):
        occurrence = replace(
            base, key=f"{base.key}@{repeat}" if repeat else base.key, organisation=organisation or None
        )
        yield _at(occurrence, term, each.period, bearing, frame)


def _by_school_year(term: Term, position: int, frame: _Frame) -> Occurrence:
    """A term whose words name a part of the school year; undated where they do not."""
    found = school_days(term, frame.printed, frame.period, frame.school, frame.days)
    if found is None:
        return _open(term, position)
    dated = _dated(term, position, None if term.form == "by" else found.start, found.end)
    return replace(dated, unconfirmed=found.unconfirmed)


def _at(base: Occurrence, term: Term, event: Period, bearing: Bearing, frame: _Frame) -> Occurrence:
    """The occurrence dated by the event's days; still undated where the distance leaves the calendar."""
    plan_end = frame.period.end if frame.period else None
    try:
        start, end = days_at(event, term.offset, bearing, plan_end, frame.days)
    except OverflowError:
        return base
    return replace(base, kind="dated", start=None if term.form == "by" else start, end=end)
