"""Create the tables of templates, links, days, runs, findings and credits."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON(none_as_null=True)


def _text(name: str, *rest: sa.ForeignKey, needed: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(), *rest, nullable=not needed)


def _instant(name: str, *, needed: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not needed)


def upgrade() -> None:
    """Create them."""
    _templates_and_links()
    _runs()
    _findings()


def _templates_and_links() -> None:
    op.create_table(
        "checklists_template",
        sa.Column("id", sa.String(), primary_key=True),
        _text("name"),
        _text("title"),
        sa.Column("body", sa.Text(), nullable=False),
        _instant("added_at"),
    )
    op.create_index("ix_checklists_template_name", "checklists_template", ["name"])
    op.create_table(
        "checklists_link",
        sa.Column("id", sa.String(), primary_key=True),
        _text("plan_id", sa.ForeignKey("plan.id")),
        _text("task_id"),
        _text("template"),
        _text("title"),
        _text("per"),
        _text("owed_by"),
        sa.Column("schools", JSON),
        sa.Column("results", JSON, nullable=False),
        sa.Column("totals", JSON, nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("per IN ('occurrence', 'day')", name="per"),
        sa.CheckConstraint("owed_by IN ('inspector', 'school')", name="owed_by"),
    )
    op.create_index("ix_checklists_link_plan_id", "checklists_link", ["plan_id"])
    op.create_index("ix_checklists_link_task_id", "checklists_link", ["task_id"])
    op.create_table(
        "checklists_day",
        sa.Column("id", sa.String(), primary_key=True),
        _text("link_id", sa.ForeignKey("checklists_link.id")),
        _text("organisation_id", sa.ForeignKey("organisation.id"), needed=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.UniqueConstraint("link_id", "organisation_id", "day"),
    )
    op.create_index("ix_checklists_day_link_id", "checklists_day", ["link_id"])


def _runs() -> None:
    op.create_table(
        "checklists_run",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("series"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("plan_id", sa.ForeignKey("plan.id")),
        _text("organisation_id", sa.ForeignKey("organisation.id")),
        _text("template"),
        _text("template_id", sa.ForeignKey("checklists_template.id")),
        sa.Column("held_on", sa.Date(), nullable=False),
        _text("inspector"),
        _text("status"),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("notes", JSON, nullable=False),
        sa.Column("evidence", JSON, nullable=False),
        _text("reason", needed=False),
        _text("origin"),
        _text("form_id", needed=False),
        _text("stamp", needed=False),
        _instant("started_at"),
        _text("started_by"),
        _instant("finished_at", needed=False),
        _text("finished_by", needed=False),
        sa.CheckConstraint("status IN ('draft', 'finished', 'replaced')", name="status"),
        sa.UniqueConstraint("series", "version"),
    )
    for column in ("number", "series", "plan_id", "organisation_id", "template", "form_id"):
        op.create_index(f"ix_checklists_run_{column}", "checklists_run", [column])


def _findings() -> None:
    op.create_table(
        "checklists_finding",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("plan_id", sa.ForeignKey("plan.id")),
        _text("organisation_id", sa.ForeignKey("organisation.id")),
        _text("template"),
        _text("item"),
        _text("label"),
        _text("text"),
        _text("status"),
        _text("first_run", sa.ForeignKey("checklists_run.id")),
        _text("last_run", sa.ForeignKey("checklists_run.id")),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("fixed_on", sa.Date()),
        _text("task_id", needed=False),
        sa.Column("due_on", sa.Date()),
        _text("obligation_id", needed=False),
        sa.CheckConstraint("status IN ('open', 'fixed', 'withdrawn')", name="status"),
    )
    for column in ("number", "plan_id", "organisation_id"):
        op.create_index(f"ix_checklists_finding_{column}", "checklists_finding", [column])
    op.create_table(
        "checklists_credit",
        sa.Column("id", sa.String(), primary_key=True),
        _text("plan_id", sa.ForeignKey("plan.id")),
        _text("run_id", sa.ForeignKey("checklists_run.id")),
    )
    op.create_index("ix_checklists_credit_plan_id", "checklists_credit", ["plan_id"])
