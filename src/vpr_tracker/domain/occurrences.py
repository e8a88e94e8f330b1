"""One due time of a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpr_tracker.domain.words import OccurrenceKind, OwnerLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One due time of a task, or its open place where the date is not known yet.

    ``key`` is permanent and never a date that can move: «1» for the first term of the task, «1@1» for the first
    repetition of its event, «2023-02», «2023-W07», «2022/23-III» … for a recurrence. Together with ``organisation``
    it is unique within the task.
    ``start`` and ``end`` are inclusive; ``start`` is ``None`` for a mere due day, both are ``None`` unless ``kind`` is
    ``dated``; ``end`` is the due day as printed, also where it is no working day.
    ``term_position`` counts the task's terms from 0; ``None`` where the task has no term at all.
    ``organisation`` names the one organisation that this date holds for, instead of the general one of that key.
    ``unconfirmed``: the date rests on a recommended or derived school calendar that nobody has confirmed.
    ``postponed_from`` is the due day that it would have without its postponement.
    ``level`` restricts it to schools or to the committee where the deadline says whose date it is.
    """

    key: str
    kind: OccurrenceKind
    start: date | None = None
    end: date | None = None
    term_position: int | None = None
    organisation: str | None = None
    anchor: str | None = None
    unconfirmed: bool = False
    level: OwnerLevel | None = None
    postponed_from: date | None = None
