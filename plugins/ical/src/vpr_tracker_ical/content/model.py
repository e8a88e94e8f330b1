"""What a calendar holds, before it is written: frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

Shape: TypeAlias = Literal["event", "todo"]
State: TypeAlias = Literal["open", "started", "done", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One VEVENT or VTODO.

    ``start`` and ``end`` are inclusive days; an event has both, a task has a due day (``end``) or none, and a ``start``
    only where it is before that day. ``modified`` is the instant of the last change of what the entry tells, aware
    UTC; ``sequence`` counts these changes. ``percent`` is how much is done, 0–100. ``alarms`` are minutes before
    nine o'clock in the morning of the due day.
    """

    uid: str
    shape: Shape
    title: str
    start: date | None
    end: date | None
    created: datetime
    modified: datetime
    sequence: int = 0
    description: str = ""
    state: State = "open"
    percent: int = 0
    completed: datetime | None = None
    alarms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarContent:
    """A calendar: never empty. ``modified`` is the latest instant of its entries, aware UTC.

    ``problems`` are lines about what other plugins could not add.
    """

    name: str
    description: str
    entries: tuple[Entry, ...]
    modified: datetime
    colour: str | None = None
    problems: tuple[str, ...] = ()
