"""Create the table of corrected forms."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create it."""
    op.create_table(
        "documents_form",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("grammatical_case", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.CheckConstraint(
            "grammatical_case IN ('genitive', 'dative', 'accusative', 'instrumental', 'prepositional')", name="case"
        ),
    )
