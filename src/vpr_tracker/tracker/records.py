"""A whole plan as frozen data, with what was cancelled in it and how often each thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMark:
    """The end of the journal: equal marks, equal state. ``at`` is the instant of its last entry, aware UTC."""

    seq: int
    hash: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """From the journal: when something came, when it last changed (aware UTC), and how many changes it saw.

    ``changes`` never becomes less. A task's own changes count in all its due times.
    """

    created: datetime
    modified: datetime
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord:
    """The committee (``kind`` committee) or a school."""

    organisation_id: str
    kind: str
    number: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRecord:
    """An owner as printed; ``person`` is what the person is called, whatever the spelling."""

    name: str
    kind: str
    level: str | None
    duty: str
    role: str | None
    person: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableRecord:
    """One thing to hand in."""

    deliverable_id: str
    title: str
    kind: str
    quantity: int | None
    level: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord:
    """An obligation; ``deliverable_id`` is ``None`` for «исполнение»."""

    organisation_id: str
    deliverable_id: str | None
    state: str
    progress: int | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecord:
    """One due time of a task: everybody's, or of the one organisation that has a date of its own.

    ``start`` and ``end`` are inclusive, ``None`` unless ``kind`` is ``dated``; ``lost`` are the days that it had
    before it lost them. ``work`` and ``revisions`` are by organisation; the revision of ``None`` counts everybody's
    work. ``cancelled``: the plan asks for it no more; ``work`` then is what it was. ``postponed_from``: the due day
    that it would have without its postponement.
    """

    key: str
    position: int
    organisation_id: str | None
    kind: str
    start: date | None
    end: date | None
    recurring: bool
    anchor: str | None
    cancelled: bool
    lost: tuple[date | None, date] | None
    work: Mapping[str, tuple[WorkRecord, ...]]
    revisions: Mapping[str | None, Revision]
    postponed_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """A task with its owners, deliverables and due times; ``removed``: the plan has it no more."""

    task_id: str
    number: str
    title: str
    section: str | None
    level: str
    printed: str
    removed: bool
    owners: tuple[OwnerRecord, ...]
    deliverables: tuple[DeliverableRecord, ...]
    dues: tuple[DueRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A whole plan. ``assignments`` are (organisation, role, person); the committee is the first organisation."""

    plan_id: str
    position: int
    title: str
    approval_body: str | None
    approval_act: str | None
    approval_number: str | None
    approved_on: date | None
    time_zone: str | None
    imported_at: datetime
    revision: Revision
    organisations: tuple[OrganisationRecord, ...]
    assignments: tuple[tuple[str, str, str], ...]
    tasks: tuple[TaskRecord, ...]
