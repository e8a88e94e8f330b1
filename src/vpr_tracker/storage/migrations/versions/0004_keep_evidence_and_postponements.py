"""Keep evidence and postponements. Only adds: every row that is there stays as it is."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from vpr_tracker.storage.migrations import views_0004

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _reference(name: str, table: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), sa.ForeignKey(f"{table}.id"), nullable=null)


def upgrade() -> None:
    """Columns first, then the tables, then the views that show them."""
    op.add_column("plan", _text("requires_evidence", null=True))
    op.add_column("deliverable", sa.Column("requires_evidence", sa.Boolean(), nullable=True))
    op.add_column("occurrence", sa.Column("postponed_from", sa.Date(), nullable=True))
    _evidence()
    _postponement()
    op.execute("DROP VIEW v_occurrence")
    for name, select in views_0004.VIEWS:
        op.execute(f"CREATE VIEW {name} AS {select}")


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(), primary_key=True),
        _reference("plan_id", "plan"),
        _reference("obligation_id", "obligation"),
        _text("kind"),
        _text("name"),
        sa.Column("size", sa.BigInteger()),
        _text("sha256", null=True),
        _text("location", null=True),
        _text("url", null=True),
        sa.Column("added_at", INSTANT, nullable=False),
        _text("added_by"),
        sa.Column("lapsed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'file' AND sha256 IS NOT NULL AND size IS NOT NULL AND location IS NOT NULL) "
            "OR (kind = 'link' AND url IS NOT NULL)",
            name="kind",
        ),
    )
    for column in ("plan_id", "obligation_id"):
        op.create_index(None, "evidence", [column])


def _postponement() -> None:
    op.create_table(
        "postponement",
        sa.Column("id", sa.String(), primary_key=True),
        _reference("plan_id", "plan"),
        _reference("task_id", "task"),
        _text("key"),
        _reference("organisation_id", "organisation", null=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=False),
        _text("reason"),
        _text("act", null=True),
        sa.Column("made_at", INSTANT, nullable=False),
        _text("made_by"),
    )
    for column in ("plan_id", "task_id"):
        op.create_index(None, "postponement", [column])
