"""The tables. Identifiers are permanent texts; days are dates; instants are aware and in UTC.

A row that work was recorded on is never deleted: it is marked ``removed``. ``source`` names the plugin that a
deliverable, occurrence or obligation comes from and is ``NULL`` for what follows from the plan itself.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from vpr_tracker.storage.base import Json, TableBase
from vpr_tracker.storage.edition_tables import Amendment, KitReturn
from vpr_tracker.storage.record_tables import Evidence, Postponement


class Organisation(TableBase, table=True):
    """The committee (``kind`` committee, no ``committee_id``) or one of its schools."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("kind IN ('committee', 'school')", name="kind"),
        UniqueConstraint("committee_id", "number"),
    )
    id: str = Field(primary_key=True)
    kind: str
    number: str | None = None
    name: str
    committee_id: str | None = Field(default=None, foreign_key="organisation.id")
    joined_on: date | None = None


class Plan(TableBase, table=True):
    """An approved document. ``source`` and ``extras`` keep what the draft held beyond the columns.

    ``requires_evidence``: what is accepted only with evidence: ``documents``, ``all``, or ``NULL`` for nothing.
    """

    __tablename__ = "plan"
    __table_args__ = (CheckConstraint("period_start <= period_end", name="period"),)
    id: str = Field(primary_key=True)
    committee_id: str = Field(foreign_key="organisation.id", index=True)
    position: int
    title: str
    period_start: date | None = None
    period_end: date | None = None
    approval_body: str | None = None
    approval_act: str | None = None
    approval_number: str | None = None
    approved_on: date | None = None
    executor_name: str | None = None
    executor_phone: str | None = None
    time_zone: str | None = None
    utc_offset_minutes: int = 0
    soon_days: int = 7
    four_eyes: bool = False
    requires_evidence: str | None = None
    source: dict[str, Any] | None = Field(default=None, sa_type=Json)
    source_sha256: str | None = Field(default=None, index=True)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    extras: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    imported_at: datetime
    removed: bool = False


class PlanSchool(TableBase, table=True):
    """A school that a plan lists; ``id`` follows from the two others."""

    __tablename__ = "plan_school"
    __table_args__ = (UniqueConstraint("plan_id", "organisation_id"),)
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id")
    organisation_id: str = Field(foreign_key="organisation.id")
    joined_on: date
    position: int


class Task(TableBase, table=True):
    """One measure. ``printed`` is the deadline to the letter, ``number`` a label that need not be unique."""

    __tablename__ = "task"
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    position: int
    number: str
    title: str
    details: list[str] = Field(default_factory=list, sa_type=Json)
    section: str | None = None
    level: str
    printed: str = ""
    needs_review: bool = False
    assumptions: list[str] = Field(default_factory=list, sa_type=Json)
    depends_on: list[str] = Field(default_factory=list, sa_type=Json)
    extras: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    source: dict[str, Any] | None = Field(default=None, sa_type=Json)
    removed: bool = False


class Term(TableBase, table=True):
    """One term of a task's deadline; ``event_id`` links what it hangs on."""

    __tablename__ = "term"
    id: str = Field(primary_key=True)
    task_id: str = Field(foreign_key="task.id", index=True)
    position: int
    form: str
    start_on: date | None = None
    end_on: date | None = None
    every: dict[str, Any] | None = Field(default=None, sa_type=Json)
    anchor: str | None = None
    offset: dict[str, Any] | None = Field(default=None, sa_type=Json)
    span_start: int = 0
    span_end: int = 0
    level: str | None = None
    event_id: str | None = Field(default=None, foreign_key="event.id", index=True)


class Person(TableBase, table=True):
    """A person whom a committee's plans name; several spellings may lead to one person."""

    __tablename__ = "person"
    id: str = Field(primary_key=True)
    committee_id: str = Field(foreign_key="organisation.id", index=True)
    name: str


class Owner(TableBase, table=True):
    """One owner of a task, as printed."""

    __tablename__ = "owner"
    id: str = Field(primary_key=True)
    task_id: str = Field(foreign_key="task.id", index=True)
    position: int
    name: str
    kind: str
    level: str | None = None
    duty: str
    role: str | None = None
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)


class Assignment(TableBase, table=True):
    """The person who holds a role at an organisation."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("organisation_id", "role"),)
    id: str = Field(primary_key=True)
    role: str
    person_id: str = Field(foreign_key="person.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id")


class Deliverable(TableBase, table=True):
    """One thing to hand in; ``origin`` is ``result`` or ``measure``.

    ``requires_evidence`` says it for this one, whatever the plan's setting; ``NULL`` leaves it to the plan.
    """

    __tablename__ = "deliverable"
    id: str = Field(primary_key=True)
    task_id: str = Field(foreign_key="task.id", index=True)
    position: int
    title: str
    kind: str
    quantity: int | None = None
    per: str
    origin: str
    level: str | None = None
    requires_evidence: bool | None = None
    source: str | None = None
    removed: bool = False


class Occurrence(TableBase, table=True):
    """One due time of a task; ``organisation_id`` is set where a school has a date of its own.

    ``postponed_from``: the due day that it would have without its postponement.
    """

    __tablename__ = "occurrence"
    __table_args__ = (CheckConstraint("kind IN ('dated', 'undated', 'standing')", name="kind"),)
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    task_id: str = Field(foreign_key="task.id", index=True)
    term_id: str | None = Field(default=None, foreign_key="term.id", index=True)
    key: str
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    kind: str
    start_on: date | None = None
    end_on: date | None = None
    unconfirmed: bool = False
    postponed_from: date | None = None
    source: str | None = None
    removed: bool = False


class Obligation(TableBase, table=True):
    """Deliverable × organisation × occurrence, and what was done; no deliverable means «исполнение» of the task.

    The ``…_on`` days are those of the plan's time zone at the instant beside them. ``touched``: somebody recorded
    work on it at some time, so it is never deleted.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        CheckConstraint("state IN ('expected', 'submitted', 'returned', 'accepted', 'waived')", name="state"),
        Index("ix_obligation_tally", "plan_id", "occurrence_id", "state", "removed"),
        Index("ix_obligation_task_id", "task_id", "organisation_id"),
    )
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id")
    task_id: str = Field(foreign_key="task.id")
    deliverable_id: str | None = Field(default=None, foreign_key="deliverable.id")
    occurrence_id: str = Field(foreign_key="occurrence.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    state: str = "expected"
    progress: int | None = None
    note: str | None = None
    submitted_at: datetime | None = None
    submitted_on: date | None = None
    submitted_by: str | None = None
    accepted_at: datetime | None = None
    accepted_on: date | None = None
    accepted_by: str | None = None
    source: str | None = None
    touched: bool = False
    removed: bool = False


class Event(TableBase, table=True):
    """A happening that deadlines hang on; its dates are in :class:`EventDate`."""

    __tablename__ = "event"
    id: str = Field(primary_key=True)
    committee_id: str = Field(foreign_key="organisation.id", index=True)
    position: int
    name: str


class EventDate(TableBase, table=True):
    """When an event is.

    ``repeat`` is 1, 2 … where it happens again (0 the first time); ``organisation_id`` is set where a school differs.
    """

    __tablename__ = "event_date"
    __table_args__ = (CheckConstraint("start_on <= end_on", name="order"),)
    id: str = Field(primary_key=True)
    event_id: str = Field(foreign_key="event.id", index=True)
    start_on: date
    end_on: date
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    repeat: int = 0


class SchoolTerm(TableBase, table=True):
    """A confirmed school term («2022/23-III») of the committee, or of one school that has its own calendar."""

    __tablename__ = "school_term"
    __table_args__ = (
        CheckConstraint("start_on <= end_on", name="order"),
        UniqueConstraint("organisation_id", "key"),
    )
    id: str = Field(primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    key: str
    start_on: date
    end_on: date


class Remark(TableBase, table=True):
    """What a reader of the document wants a person to see, and how it was settled."""

    __tablename__ = "remark"
    __table_args__ = (CheckConstraint("settled IN ('accepted', 'corrected', 'left')", name="settled"),)
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    task_id: str | None = Field(default=None, foreign_key="task.id", index=True)
    position: int
    code: str
    message: str
    text: str = ""
    where: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    settled: str | None = None
    settled_by: str | None = None
    settled_at: datetime | None = None
    note: str | None = None


class Journal(TableBase, table=True):
    """Who changed what and when; triggers refuse every change of a row. See ``storage.journal`` for ``changes``."""

    __tablename__ = "journal"
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    actor: str
    unit: str = Field(index=True)
    action: str
    plan_id: str | None = Field(default=None, index=True)
    task_id: str | None = Field(default=None, index=True)
    organisation_id: str | None = None
    subject: str = ""
    note: str | None = None
    changes: str = Field(default="[]", sa_type=Text)
    previous_hash: str
    hash: str


class JournalHead(TableBase, table=True):
    """The last entry's number and hash, one row: writers queue on it, and a cut-off tail shows against it."""

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int = 0
    hash: str = ""


IN_ORDER: tuple[type[TableBase], ...] = (
    Organisation,
    Plan,
    PlanSchool,
    Person,
    Event,
    EventDate,
    Task,
    Term,
    Owner,
    Assignment,
    Deliverable,
    Occurrence,
    Obligation,
    SchoolTerm,
    Remark,
    Evidence,
    Postponement,
    Amendment,
    KitReturn,
)
"""Every table that the journal rebuilds, each after the tables that it refers to."""

MODELS: Final[Mapping[str, type[TableBase]]] = {str(model.__tablename__): model for model in IN_ORDER}
"""The same by name."""
