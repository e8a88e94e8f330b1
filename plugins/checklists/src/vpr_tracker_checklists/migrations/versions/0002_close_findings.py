"""Findings can be closed by hand: on which day, by whom, why. Findings that are there stay as they are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Three columns, and one status more; SQLite makes the table anew for the check."""
    with op.batch_alter_table("checklists_finding") as table:
        table.add_column(sa.Column("closed_on", sa.Date()))
        for name in ("closed_by", "closed_reason"):
            table.add_column(sa.Column(name, sa.String()))
        table.drop_constraint("status", type_="check")
        table.create_check_constraint("status", "status IN ('open', 'fixed', 'closed', 'withdrawn')")
