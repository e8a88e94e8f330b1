"""Leave out of ``v_waits`` what has its days from elsewhere than an event of its own."""

from collections.abc import Sequence

from alembic import op

from vpr_tracker.storage.migrations import views_0003

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the view anew; nothing else reads it."""
    op.execute("DROP VIEW v_waits")
    op.execute(f"CREATE VIEW v_waits AS {views_0003.WAITS}")
