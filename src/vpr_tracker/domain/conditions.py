"""How pressing an obligation is on a given day: follows from its state and dates, and is never stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vpr_tracker.domain.words import CONDITIONS, Condition, OccurrenceKind, State

SOON_DAYS = 7
"""Default number of days, inclusive, within which a due day is near."""


def condition(
    *,
    state: State,
    kind: OccurrenceKind,
    start: date | None,
    end: date | None,
    approved_on: date | None,
    today: date,
    soon_days: int = SOON_DAYS,
    begins: date | None = None,
) -> Condition:
    """The condition of an obligation on ``today``.

    :param kind: the occurrence's kind; a dated one without an ``end`` counts as undated.
    :param start: first day of the occurrence's window; ``None`` for a mere due day: then the window begins with the
        plan's period or its approval, whichever is later.
    :param end: due day, inclusive.
    :param approved_on: day of the plan's approval; what ended before it is never overdue.
    :param soon_days: how many days before ``end`` it is near, inclusive.
    :param begins: first day of the plan's period.
    """
    if state == "waived":
        return "waived"
    if state == "accepted":
        return "done"
    if state == "submitted":
        return "in_review"
    if kind == "standing":
        return "ongoing"
    if kind == "undated" or end is None:
        return "undated"
    if approved_on is not None and end < approved_on:
        return "before_approval"
    if end < today:
        return "overdue"
    if (end - today).days <= soon_days:
        return "due_soon"
    opens = start if start is not None else _latest(approved_on, begins)
    return "open" if opens is None or opens <= today else "upcoming"


def was_late(*, submitted_on: date | None, end: date | None, approved_on: date | None = None) -> bool:
    """Whether it was handed in after its due day; ``False`` while nothing is handed in or nothing is due.

    What was due before the plan's approval is never late, as it is never overdue.
    """
    if submitted_on is None or end is None:
        return False
    if approved_on is not None and end < approved_on:
        return False
    return submitted_on > end


def most_pressing(conditions: Iterable[Condition]) -> Condition | None:
    """The first of ``CONDITIONS`` that occurs; ``None`` where there is none at all."""
    return min(conditions, key=CONDITIONS.index, default=None)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)
