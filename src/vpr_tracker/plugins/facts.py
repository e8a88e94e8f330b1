"""What rules, listeners and feeds hand on: apart from the specs, since «vpr --help» needs none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSpec:
    """A change as rules and listeners see it: what is about to happen, or has happened.

    ``action`` is the word of the journal (``submit``, ``accept``, ``import`` …). ``before`` and ``after`` hold the
    fields that differ; for obligations always ``state`` and ``progress``. ``at`` is aware UTC.
    """

    action: str
    actor: str
    at: datetime
    plan_id: str | None = None
    task_id: str | None = None
    obligation_id: str | None = None
    organisation_id: str | None = None
    subject: str | None = None
    note: str | None = None
    source: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One entry of a feed: a day or days (inclusive), with an identifier that stays the same when the entry moves.

    ``modified`` is the instant of its last change (aware) and ``sequence`` the number of its changes: calendars take a
    moved entry over only where ``sequence`` grew. What is done is marked so, what is off is ``cancelled``.
    """

    uid: str
    title: str
    start: date
    end: date
    description: str = ""
    modified: datetime | None = None
    sequence: int = 0
    done: bool = False
    cancelled: bool = False
