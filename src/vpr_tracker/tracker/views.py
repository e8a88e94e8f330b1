"""What the Tracker returns: frozen, free of any database object. Days are ``date``, instants aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vpr_tracker.plans.draft import TaskDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did; ``created`` is false where the same document is tracked already."""

    plan_id: str
    title: str
    tasks: int
    remarks: int
    created: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan in a list; ``position`` counts from 1."""

    plan_id: str
    position: int
    title: str
    period_start: date | None
    period_end: date | None
    approved_on: date | None
    committee: str
    schools: int
    tasks: int
    open_remarks: int
    imported_at: datetime
    source_file: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolView:
    """An organisation of a plan; the committee has no number."""

    organisation_id: str
    kind: str
    number: str | None
    name: str
    joined_on: date | None
    assignments: tuple[tuple[str, str], ...] = ()
    """Role and person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolsResult:
    """What adding schools did: those that are new in the plan, and those that it listed already."""

    added: tuple[SchoolView, ...]
    present: tuple[SchoolView, ...] = ()
    obligations: int = 0
    """How many obligations the new schools got."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """A file or a link that was handed in with an obligation.

    ``kind`` is ``file`` (with ``size`` in bytes and ``sha256``) or ``link`` (with ``url``). ``lapsed``: it came with a
    submission that was returned or withdrawn since. ``deliverable`` and ``school`` as in :class:`ObligationView`.
    """

    evidence_id: str
    obligation_id: str
    task: str
    deliverable: str | None
    school: str | None
    occurrence: str
    kind: str
    name: str
    size: int | None
    sha256: str | None
    url: str | None
    added_at: datetime
    added_by: str
    lapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReport:
    """Whether every kept file is as it was handed in.

    ``problems`` are (location in the store, ``missing`` · ``altered`` · ``unreadable``, name of the file);
    ``unused``: files that no evidence refers to, after a failure or something that was taken back.
    """

    place: str
    files: int
    links: int
    problems: tuple[tuple[str, str, str], ...]
    unused: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationView:
    """One thing that one organisation has to hand in. ``deliverable`` is ``None`` for «исполнение».

    ``postponed_from`` is the due day that it would have without a postponement; ``requires_evidence``: it is accepted
    only with a file or a link; ``evidence`` also has what lapsed.
    """

    obligation_id: str
    deliverable: str | None
    organisation_id: str
    school: str | None
    occurrence: str
    start: date | None
    end: date | None
    kind: str
    state: str
    quantity: int | None
    progress: int | None
    note: str | None
    submitted_at: datetime | None
    submitted_by: str | None
    accepted_at: datetime | None
    accepted_by: str | None
    postponed_from: date | None = None
    requires_evidence: bool = False
    evidence: tuple[EvidenceView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What a call did to one obligation; ``start`` and ``end`` are the days of its due time."""

    obligation_id: str
    task: str
    deliverable: str | None
    organisation_id: str
    school: str | None
    occurrence: str
    start: date | None
    end: date | None
    before: str
    after: str
    progress: int | None
    quantity: int | None
    evidence: tuple[EvidenceView, ...] = ()
    """What was handed in with it in this call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionsResult:
    """What recording many submissions did; ``refused`` are (where, why) of those that were left out."""

    changes: tuple[ChangeView, ...]
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDateView:
    """Days of an event; ``school`` is set where they hold for one school."""

    start: date
    end: date
    school: str | None = None
    repeat: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event, its days, and the deadlines that hang on it as (task number, printed words)."""

    event_id: str
    name: str
    dates: tuple[EventDateView, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOccurrence:
    """A due time of a task that got other days; ``before`` or ``after`` is ``None`` where there is none."""

    task: str
    key: str
    school: str | None
    before: tuple[date | None, date | None] | None
    after: tuple[date | None, date | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponementView:
    """A due time that an act put off; ``school`` is ``None`` where it holds for all.

    ``due_on`` is the new due day, ``was_on`` the one that the plan gave it when that was decided.
    """

    task: str
    key: str
    school: str | None
    due_on: date
    was_on: date
    reason: str
    act: str | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponementResult:
    """What putting off, or taking that back, did."""

    postponement: PostponementView
    moved: tuple[MovedOccurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """A plan's own settings; ``requires_evidence`` is ``documents``, ``all`` or ``nothing``."""

    soon_days: int
    four_eyes: bool
    requires_evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A deadline whose words agree with an event and that is not linked yet."""

    plan_id: str
    task: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventResult:
    """What setting or linking an event did."""

    event: EventView
    moved: tuple[MovedOccurrence, ...]
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkView:
    """A remark on what was read, and how it was settled; ``number`` counts from 1 in the plan."""

    remark_id: str
    number: int
    code: str
    message: str
    text: str
    where: dict[str, Any]
    task: str | None
    settled: str | None
    settled_by: str | None
    settled_at: datetime | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One entry of the journal; ``changes`` as ``storage.changes`` describes them."""

    seq: int
    at: datetime
    actor: str
    unit: str
    action: str
    plan_id: str | None
    task: str | None
    school: str | None
    subject: str
    note: str | None
    changes: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoResult:
    """What was taken back: the entries of the journal that said it, and how many rows went back.

    ``again``: they were themselves a taking back, so that what had been taken back holds again.
    """

    unit: str
    entries: tuple[LogEntry, ...]
    rows: int
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task with where it came from, what it asks of whom, and what happened to it."""

    plan_id: str
    task_id: str
    draft: TaskDraft
    obligations: tuple[ObligationView, ...]
    remarks: tuple[RemarkView, ...]
    log: tuple[LogEntry, ...]
    postponements: tuple[PostponementView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    """What correcting a task did: the fields that differ, and the due times that moved."""

    task_id: str
    number: str
    fields: tuple[str, ...]
    moved: tuple[MovedOccurrence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalReport:
    """Whether the journal holds; ``problems`` are (entry number, what is wrong).

    ``state_checked``: it was replayed too; ``rows`` are then (table, identifier) of rows that the tables hold
    otherwise than it says.
    """

    entries: int
    problems: tuple[tuple[int, str], ...]
    state_checked: bool = False
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and not self.rows
