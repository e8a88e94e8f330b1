"""The plan as data (pydantic, strict): what readers return, plan files hold and ``--json`` prints.

Everything from outside passes here. Field names, values and their order are a contract (DESIGN: JSON): fields may be
added, none may go. Dates are ISO dates, ``level``, ``kind``, ``duty`` … are the English words of
``vpr_tracker.domain.words``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from vpr_tracker.deadlines.model import Deadline, Every, Offset, Term
from vpr_tracker.domain.texts import WITHOUT_REFUSED, code_point, refused_within
from vpr_tracker.domain.words import (
    DeliverableKind,
    Duty,
    Form,
    Level,
    Origin,
    OwnerKind,
    OwnerLevel,
    Per,
    Unit,
)
from vpr_tracker.i18n import _

SCHEMA = "vpr-tracker/plan/1"
TEXT_LIMIT = 100_000
"""Characters in one text field; longer text is refused rather than cut."""


MOST: Final = 1_000_000_000
"""The largest quantity; what databases and screens hold without thought."""
_FARTHEST: Final = 100_000
"""The most days, weeks or months off an event."""
Count = Annotated[int, Field(ge=1, le=MOST)]
Place = Annotated[int, Field(ge=0, le=MOST)]
Distance = Annotated[int, Field(ge=-_FARTHEST, le=_FARTHEST)]
Text = Annotated[str, Field(pattern=WITHOUT_REFUSED)]
"""A text without control characters, seen to inside pydantic's core: the texts of drafts that a plan has many of."""


def _without_refused(value: object) -> object:
    """No control characters in texts, nor anywhere inside lists and tables; drafts inside have seen to theirs."""
    if not value or (isinstance(value, str) and value.isprintable()):
        return value
    for place, character in refused_within(value):
        message = _("the character {code}, which no text may hold")
        if place:
            message = _("«{place}»: the character {code}, which no text may hold")
        raise ValueError(message.format(code=code_point(character), place=place))
    return value


class Part(BaseModel):
    """Base of all parts: strict types, frozen, unknown fields refused, ``from_`` printed as ``from``."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        str_max_length=TEXT_LIMIT,
    )


class Draft(Part):
    """A part with texts of its own, of which a plan has few."""

    _text = field_validator("*")(_without_refused)


class PeriodDraft(Draft):
    """Inclusive first and last day of the plan."""

    start: dt.date
    end: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            message = _("the period ends ({end}) before it begins ({start})")
            raise ValueError(message.format(end=self.end, start=self.start))
        return self


class ApprovalDraft(Draft):
    """The approving act: which body, what kind of act («приказ»), its date and number."""

    body: str | None = None
    act: str | None = None
    date: dt.date | None = None
    number: str | None = None


class ExecutorDraft(Draft):
    """Who prepared the document, as printed at its foot."""

    name: str | None = None
    phone: str | None = None


class PlanInfo(Draft):
    """What the document says of itself. ``period`` is ``None`` where nothing says it."""

    title: str
    period: PeriodDraft | None = None
    approval: ApprovalDraft = Field(default_factory=ApprovalDraft)
    executor: ExecutorDraft = Field(default_factory=ExecutorDraft)
    time_zone: str | None = None
    uid: str | None = None
    """The plan's permanent identifier; ``None`` until it was imported once."""
    source: dict[str, str] | None = None
    """``file`` (name without folders) and ``sha256`` of the document that the plan was read from."""
    settings: dict[str, Any] = Field(default_factory=dict)


class EveryDraft(Draft):
    """See :class:`vpr_tracker.deadlines.model.Every`."""

    unit: Unit
    times: int = Field(default=1, ge=1, le=366)
    interval: int = Field(default=1, ge=1, le=366)
    day_of_month: int | None = Field(default=None, ge=1, le=31)
    weekday: int | None = Field(default=None, ge=0, le=6)
    nth: int | None = Field(default=None, ge=-1, le=5)


class OffsetDraft(Draft):
    """See :class:`vpr_tracker.deadlines.model.Offset`."""

    days: Distance | None = None
    weeks: Distance | None = None
    months: Distance | None = None
    working_days: Distance | None = None


class TermDraft(Part):
    """See :class:`vpr_tracker.deadlines.model.Term`; ``span`` counts characters of the deadline's ``printed``."""

    form: Form
    start: dt.date | None = None
    end: dt.date | None = None
    every: EveryDraft | None = None
    anchor: Text | None = None
    offset: OffsetDraft | None = None
    span: tuple[Place, Place] = (0, 0)
    level: OwnerLevel | None = None

    @classmethod
    def of(cls, term: Term) -> Self:
        """The draft of a parsed term."""
        return cls(
            form=term.form,
            start=term.start,
            end=term.end,
            every=EveryDraft(**asdict(term.every)) if term.every else None,
            anchor=term.anchor,
            offset=OffsetDraft(**asdict(term.offset)) if term.offset else None,
            span=term.span,
            level=term.level,
        )

    def term(self) -> Term:
        """The term as the domain knows it."""
        return Term(
            form=self.form,
            start=self.start,
            end=self.end,
            every=Every(**self.every.model_dump()) if self.every else None,
            anchor=self.anchor,
            offset=Offset(**self.offset.model_dump()) if self.offset else None,
            span=self.span,
            level=self.level,
        )


class DeadlineDraft(Draft):
    """The printed phrase and what it means; ``printed`` is ``""`` where the document has no deadline."""

    printed: str = ""
    terms: tuple[TermDraft, ...] = ()
    needs_review: bool = False
    assumptions: tuple[str, ...] = ()

    @classmethod
    def of(cls, deadline: Deadline) -> Self:
        """The draft of a parsed deadline."""
        return cls(
            printed=deadline.printed,
            terms=tuple(TermDraft.of(term) for term in deadline.terms),
            needs_review=deadline.needs_review,
            assumptions=deadline.assumptions,
        )


class OwnerDraft(Part):
    """See :class:`vpr_tracker.owners.model.Owner`."""

    name: Text
    kind: OwnerKind
    level: OwnerLevel | None = None
    duty: Duty = "executes"
    role: Text | None = None


class DeliverableDraft(Part):
    """One thing to hand in. ``from`` is ``result``, or ``measure`` where the measure itself names a quantity.

    ``level`` is set only where the result cell itself says whose deliverable it is.
    """

    title: Text
    kind: DeliverableKind = "action"
    quantity: Count | None = None
    per: Per = "plan"
    from_: Origin = Field(default="result", alias="from")
    level: OwnerLevel | None = None
    uid: Text | None = None


class CellSource(Part):
    """A cell that a field was read from, quoted: ``field`` is one of number, title, deadline, owners, deliverables
    or an extra's name; ``row`` and ``column`` count from 1 as in Word."""

    field: Text
    row: Place
    column: Place
    text: Text


class SourceDraft(Part):
    """Where a task was read: table and first row (both from 1), and its cells word for word."""

    table: Place
    row: Place
    cells: tuple[CellSource, ...] = ()


class TaskDraft(Part):
    """One measure. ``number`` is the printed label (or the one given to an unnumbered sub-row, «9.1»)."""

    number: Text
    title: Text
    details: tuple[Text, ...] = ()
    section: Text | None = None
    level: Level = "municipality"
    deadline: DeadlineDraft = Field(default_factory=DeadlineDraft)
    owners: tuple[OwnerDraft, ...] = ()
    deliverables: tuple[DeliverableDraft, ...] = ()
    depends_on: tuple[Text, ...] = ()
    extras: dict[str, Any] = Field(default_factory=dict)
    source: SourceDraft | None = None
    uid: Text | None = None

    _extras = field_validator("extras")(_without_refused)


class WhereDraft(Part):
    """A place in the document; ``column`` is ``None`` for a whole row, ``table`` for text round the tables."""

    table: Place | None = None
    row: Place | None = None
    column: Place | None = None
    task: Text | None = None
    """The number of the task that the remark is about."""


RemarkCode = Literal[
    "torn_row",
    "number_missing",
    "number_repeated",
    "number_given",
    "sub_task",
    "spelling",
    "deadline_assumed",
    "deadline_review",
    "deadline_missing",
    "owner_review",
    "owner_missing",
    "level_assumed",
    "deliverable_level",
    "period_assumed",
    "period_missing",
    "section",
    "struck",
    "hidden",
    "nested_table",
    "footnote",
    "picture",
    "dependency",
    "unplaced",
    "several_tables",
    "list_in_cell",
    "quantity",
    "teacher_paper",
    "read",
]


class RemarkDraft(Part):
    """Something a person should see: ``message`` says in Russian what was assumed or found, ``text`` quotes."""

    code: RemarkCode
    message: Text
    text: Text = ""
    where: WhereDraft = Field(default_factory=WhereDraft)


class PlanDraft(Draft):
    """A whole plan, as read from a document or a plan file."""

    plan: PlanInfo
    tasks: tuple[TaskDraft, ...] = ()
    remarks: tuple[RemarkDraft, ...] = ()
    extras: dict[str, Any] = Field(default_factory=dict)
    """Parts of a plan file that this version does not know, and those of plugins, kept as they are."""

    def to_json(self) -> dict[str, Any]:
        """The plan as ``vpr-tracker/plan/1`` prints it: ``schema`` first, then the model's own fields."""
        return {"schema": SCHEMA, **self.model_dump(mode="json")}
