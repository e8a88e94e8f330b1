"""Create the tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON(none_as_null=True)
INSTANT = sa.DateTime(timezone=True)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(), primary_key=True)


def _text(name: str, *, null: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _reference(name: str, table: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), sa.ForeignKey(f"{table}.id"), nullable=null)


def upgrade() -> None:
    """Create every table; parents first."""
    _organisations()
    _plans()
    _events()
    _tasks()
    _owners()
    _obligations()
    _remarks()
    _journal()


def _organisations() -> None:
    op.create_table(
        "organisation",
        _id(),
        _text("kind", null=False),
        _text("number"),
        _text("name", null=False),
        _reference("committee_id", "organisation", null=True),
        sa.Column("joined_on", sa.Date()),
        sa.CheckConstraint("kind IN ('committee', 'school')", name="kind"),
        sa.UniqueConstraint("committee_id", "number"),
    )
    op.create_table(
        "school_term",
        _id(),
        _reference("organisation_id", "organisation"),
        _text("key", null=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.CheckConstraint("start_on <= end_on", name="order"),
        sa.UniqueConstraint("organisation_id", "key"),
    )


def _plans() -> None:
    op.create_table(
        "plan",
        _id(),
        _reference("committee_id", "organisation"),
        _number("position"),
        _text("title", null=False),
        sa.Column("period_start", sa.Date()),
        sa.Column("period_end", sa.Date()),
        _text("approval_body"),
        _text("approval_act"),
        _text("approval_number"),
        sa.Column("approved_on", sa.Date()),
        _text("executor_name"),
        _text("executor_phone"),
        _text("time_zone"),
        _number("utc_offset_minutes"),
        _number("soon_days"),
        _flag("four_eyes"),
        sa.Column("source", JSON),
        _text("source_sha256"),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("extras", JSON, nullable=False),
        sa.Column("imported_at", INSTANT, nullable=False),
        _flag("removed"),
        sa.CheckConstraint("period_start <= period_end", name="period"),
    )
    op.create_index(None, "plan", ["committee_id"])
    op.create_index(None, "plan", ["source_sha256"])
    op.create_table(
        "plan_school",
        _id(),
        _reference("plan_id", "plan"),
        _reference("organisation_id", "organisation"),
        sa.Column("joined_on", sa.Date(), nullable=False),
        _number("position"),
        sa.UniqueConstraint("plan_id", "organisation_id"),
    )


def _events() -> None:
    op.create_table(
        "event",
        _id(),
        _reference("committee_id", "organisation"),
        _number("position"),
        _text("name", null=False),
    )
    op.create_index(None, "event", ["committee_id"])
    op.create_table(
        "event_date",
        _id(),
        _reference("event_id", "event"),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        _reference("organisation_id", "organisation", null=True),
        _number("repeat"),
        sa.CheckConstraint("start_on <= end_on", name="order"),
    )
    op.create_index(None, "event_date", ["event_id"])


def _tasks() -> None:
    op.create_table(
        "task",
        _id(),
        _reference("plan_id", "plan"),
        _number("position"),
        _text("number", null=False),
        _text("title", null=False),
        sa.Column("details", JSON, nullable=False),
        _text("section"),
        _text("level", null=False),
        _text("printed", null=False),
        _flag("needs_review"),
        sa.Column("assumptions", JSON, nullable=False),
        sa.Column("depends_on", JSON, nullable=False),
        sa.Column("extras", JSON, nullable=False),
        sa.Column("source", JSON),
        _flag("removed"),
    )
    op.create_index(None, "task", ["plan_id"])
    op.create_table(
        "term",
        _id(),
        _reference("task_id", "task"),
        _number("position"),
        _text("form", null=False),
        sa.Column("start_on", sa.Date()),
        sa.Column("end_on", sa.Date()),
        sa.Column("every", JSON),
        _text("anchor"),
        sa.Column("offset", JSON),
        _number("span_start"),
        _number("span_end"),
        _text("level"),
        _reference("event_id", "event", null=True),
    )
    op.create_index(None, "term", ["task_id"])
    op.create_index(None, "term", ["event_id"])


def _owners() -> None:
    op.create_table("person", _id(), _reference("committee_id", "organisation"), _text("name", null=False))
    op.create_index(None, "person", ["committee_id"])
    op.create_table(
        "owner",
        _id(),
        _reference("task_id", "task"),
        _number("position"),
        _text("name", null=False),
        _text("kind", null=False),
        _text("level"),
        _text("duty", null=False),
        _text("role"),
        _reference("person_id", "person", null=True),
    )
    op.create_index(None, "owner", ["task_id"])
    op.create_index(None, "owner", ["person_id"])
    op.create_table(
        "assignment",
        _id(),
        _text("role", null=False),
        _reference("person_id", "person"),
        _reference("organisation_id", "organisation"),
        sa.UniqueConstraint("organisation_id", "role"),
    )
    op.create_index(None, "assignment", ["person_id"])


def _obligations() -> None:
    op.create_table(
        "deliverable",
        _id(),
        _reference("task_id", "task"),
        _number("position"),
        _text("title", null=False),
        _text("kind", null=False),
        _number("quantity", null=True),
        _text("per", null=False),
        _text("origin", null=False),
        _text("level"),
        _text("source"),
        _flag("removed"),
    )
    op.create_index(None, "deliverable", ["task_id"])
    _occurrence()
    op.create_table(
        "obligation",
        _id(),
        _reference("plan_id", "plan"),
        _reference("task_id", "task"),
        _reference("deliverable_id", "deliverable", null=True),
        _reference("occurrence_id", "occurrence"),
        _reference("organisation_id", "organisation"),
        _text("state", null=False),
        _number("progress", null=True),
        _text("note"),
        sa.Column("submitted_at", INSTANT),
        sa.Column("submitted_on", sa.Date()),
        _text("submitted_by"),
        sa.Column("accepted_at", INSTANT),
        sa.Column("accepted_on", sa.Date()),
        _text("accepted_by"),
        _text("source"),
        _flag("touched"),
        _flag("removed"),
        sa.CheckConstraint("state IN ('expected', 'submitted', 'returned', 'accepted', 'waived')", name="state"),
    )
    op.create_index("ix_obligation_tally", "obligation", ["plan_id", "occurrence_id", "state", "removed"])
    op.create_index("ix_obligation_task_id", "obligation", ["task_id", "organisation_id"])
    for column in ("occurrence_id", "organisation_id"):
        op.create_index(None, "obligation", [column])


def _occurrence() -> None:
    op.create_table(
        "occurrence",
        _id(),
        _reference("plan_id", "plan"),
        _reference("task_id", "task"),
        _reference("term_id", "term", null=True),
        _text("key", null=False),
        _reference("organisation_id", "organisation", null=True),
        _text("kind", null=False),
        sa.Column("start_on", sa.Date()),
        sa.Column("end_on", sa.Date()),
        _flag("unconfirmed"),
        _text("source"),
        _flag("removed"),
        sa.CheckConstraint("kind IN ('dated', 'undated', 'standing')", name="kind"),
    )
    for column in ("plan_id", "task_id", "term_id", "organisation_id"):
        op.create_index(None, "occurrence", [column])


def _remarks() -> None:
    op.create_table(
        "remark",
        _id(),
        _reference("plan_id", "plan"),
        _reference("task_id", "task", null=True),
        _number("position"),
        _text("code", null=False),
        _text("message", null=False),
        _text("text", null=False),
        sa.Column("where", JSON, nullable=False),
        _text("settled"),
        _text("settled_by"),
        sa.Column("settled_at", INSTANT),
        _text("note"),
        sa.CheckConstraint("settled IN ('accepted', 'corrected', 'left')", name="settled"),
    )
    op.create_index(None, "remark", ["plan_id"])
    op.create_index(None, "remark", ["task_id"])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        _text("at", null=False),
        _text("actor", null=False),
        _text("unit", null=False),
        _text("action", null=False),
        _text("plan_id"),
        _text("task_id"),
        _text("organisation_id"),
        _text("subject", null=False),
        _text("note"),
        sa.Column("changes", sa.Text(), nullable=False),
        _text("previous_hash", null=False),
        _text("hash", null=False),
    )
    for column in ("unit", "plan_id", "task_id"):
        op.create_index(None, "journal", [column])
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        _number("seq"),
        _text("hash", null=False),
        sa.CheckConstraint("id = 1", name="single"),
    )
    op.execute(sa.text("INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, '')"))
