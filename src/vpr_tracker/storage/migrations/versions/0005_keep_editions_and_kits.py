"""Keep later editions of a plan, and the kits that schools sent back. Only adds tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _reference(name: str, table: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), sa.ForeignKey(f"{table}.id"), nullable=False)


def upgrade() -> None:
    """The two tables with the columns that are searched."""
    op.create_table(
        "amendment",
        sa.Column("id", sa.String(), primary_key=True),
        _reference("plan_id", "plan"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("draft", JSON, nullable=False),
        _text("source_sha256", null=True),
        _text("replaced_sha256", null=True),
        sa.Column("made_at", INSTANT, nullable=False),
        _text("made_by"),
    )
    for column in ("plan_id", "source_sha256", "replaced_sha256"):
        op.create_index(None, "amendment", [column])
    op.create_table(
        "kit_return",
        sa.Column("id", sa.String(), primary_key=True),
        _reference("plan_id", "plan"),
        _reference("organisation_id", "organisation"),
        _text("kit"),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("filled_at", INSTANT, nullable=False),
        _text("file"),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("collected_at", INSTANT, nullable=False),
        _text("collected_by"),
    )
    for column in ("plan_id", "organisation_id"):
        op.create_index(None, "kit_return", [column])
