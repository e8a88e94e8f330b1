"""Whose deadlines a calendar holds, and how it shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

Entries: TypeAlias = Literal["event", "todo", "both"]
Done: TypeAlias = Literal["keep", "hide"]
Detail: TypeAlias = Literal["title", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose deadlines, and of which plan; all that is given must hold. Nothing given: every plan of the database.

    :param plan_id: a plan by its identifier.
    :param owner: a person by name, or a part of it: what the plan gives to the person by name, and what it gives to
        a role that the person holds at a school (then of that school alone).
    :param school: a school by number («4», «№4») or name, or the committee by name: what it has to hand in.
    :param role: a role as plans print it («заместитель директора»), in whatever case and number.
    :param task: a task by printed number or identifier.
    """

    plan_id: str | None = None
    owner: str | None = None
    school: str | None = None
    role: str | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a calendar shows its entries.

    :param entries: all-day events, tasks (VTODO), or both.
    :param alarms: how long before nine o'clock in the morning of the due day a VALARM rings; none unless asked for.
    :param reminders: besides, an all-day event of its own for each alarm, since Google and Outlook drop alarms.
    :param done: whether what is done stays in the calendar, marked.
    :param done_days: for so many days after its day what is done or cancelled stays; ``None``: for good.
    :param back_days: what was due more than so many days ago is left out, done or not; ``None``: nothing is.
    :param detail: the title alone, or also the printed deadline, results with their state, owners and source.
    :param name: what the calendar is called; without it, whose deadlines it holds.
    :param colour: a CSS3 colour name («steelblue») or «#RRGGBB».
    """

    entries: Entries = "event"
    alarms: tuple[timedelta, ...] = ()
    reminders: bool = False
    done: Done = "keep"
    done_days: int | None = 90
    back_days: int | None = None
    detail: Detail = "title"
    name: str | None = None
    colour: str | None = None
