"""How far from an event a due time lies: offsets, and the days that a side of the event gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from vpr_tracker.deadlines.bearings import Bearing
from vpr_tracker.deadlines.model import Offset
from vpr_tracker.domain.periods import DAY, Period, add_months
from vpr_tracker.domain.working_days import ProductionCalendar, production_calendar

Side: TypeAlias = Literal["before", "after", "within"]
WORKING_DAYS_LIMIT: Final = 5000
"""A distance of more working days (twenty years) comes from a misreading."""


def shift(day: date, offset: Offset, days: ProductionCalendar | None = None) -> date:
    """The day at that distance; a month later is the same day of the month or its last one, 0 working days is ``day``.

    :raises OverflowError: where the distance leaves the calendar.
    """
    day += timedelta(days=(offset.days or 0) + 7 * (offset.weeks or 0))
    day = add_months(day, offset.months or 0)
    if abs(offset.working_days or 0) > WORKING_DAYS_LIMIT:
        raise OverflowError(f"{offset.working_days} working days from {day} leave the calendar")
    return (days or production_calendar()).add_working_days(day, offset.working_days or 0)


def days_at(
    event: Period, offset: Offset | None, bearing: Bearing, plan_end: date | None, days: ProductionCalendar
) -> tuple[date | None, date]:
    """Start (``None`` for a mere due day) and due day of what hangs on an event.

    :param plan_end: how long «после X» lasts.
    :raises OverflowError: where the distance leaves the calendar.
    """
    side = side_of(offset, bearing)
    if side == "within":
        return event.start, event.end
    if side == "after":
        start = event.start if bearing.edge == "start" else event.end
        if offset is not None:
            return start, shift(start, offset, days)
        return start, max(start, plan_end or start)
    edge = event.end if bearing.edge == "end" else event.start
    if offset is not None:
        return None, shift(edge, offset, days)
    return None, edge if bearing.edge == "end" or bearing.side == "on_the_eve" else edge - DAY


def side_of(offset: Offset | None, bearing: Bearing) -> Side:
    """Where the due time lies: a printed distance says it by its sign, else the words do."""
    if offset is None:
        return "before" if bearing.side == "on_the_eve" else bearing.side
    total = sum(part or 0 for part in (offset.days, offset.weeks, offset.months, offset.working_days))
    return "before" if total < 0 else "after" if total > 0 else "within"
