"""Create the views of the read side and the triggers that make the journal append-only."""

from collections.abc import Sequence

from alembic import op

from vpr_tracker.storage.migrations import views_0002

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

REFUSED = "the journal is only ever added to"


def upgrade() -> None:
    """Create the views, then the triggers in the database's own dialect."""
    dialect = op.get_context().dialect.name
    for name, select in views_0002.views(dialect):
        op.execute(f"CREATE VIEW {name} AS {select}")
    for statement in _triggers(dialect):
        op.execute(statement)


def _triggers(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER journal_no_{verb.lower()} BEFORE {verb} ON journal "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
        "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal "
        "FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
        "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
    ]
