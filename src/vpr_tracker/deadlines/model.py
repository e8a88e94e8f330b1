"""What a printed deadline means: frozen data, free of any I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpr_tracker.domain.words import Form, OwnerLevel, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """A recurrence: ``times`` due times in each ``interval`` units.

    ``weekday`` counts from 0 (Monday); ``nth`` is 1..4 or -1 for the last one; ``day_of_month`` is 1..31.
    """

    unit: Unit
    times: int = 1
    interval: int = 1
    day_of_month: int | None = None
    weekday: int | None = None
    nth: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A signed distance from an event, negative before it; exactly one of the fields is set."""

    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    working_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One due time, window, recurrence or dependence that a phrase states.

    ``start`` and ``end`` are inclusive. ``anchor`` holds the printed words that name an event (form ``relative``) or
    a document (form ``reference``), without the preposition. ``span`` is the half-open range of characters of
    ``Deadline.printed`` that the term was read from. ``level`` is set only where the cell itself says whose date it
    is («ОО – до 01.10; муниципалитет – до 15.10»).
    """

    form: Form
    start: date | None = None
    end: date | None = None
    every: Every | None = None
    anchor: str | None = None
    offset: Offset | None = None
    span: tuple[int, int] = (0, 0)
    level: OwnerLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A printed phrase and what it means.

    ``printed`` is the phrase to the letter. ``needs_review`` is true where a careful clerk would want to confirm the
    reading. ``assumptions`` are plain sentences in Russian, one for each thing that the words alone did not say.
    """

    printed: str
    terms: tuple[Term, ...] = ()
    needs_review: bool = False
    assumptions: tuple[str, ...] = ()
