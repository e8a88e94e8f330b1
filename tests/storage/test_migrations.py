"""The migrations: forward, on both databases, with rows in place, and never half."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from tests.factories import make_draft

from vpr_tracker.errors import StorageError
from vpr_tracker.storage import tables
from vpr_tracker.storage.base import TableBase
from vpr_tracker.storage.engine import migration_connection, open_engine, reading, writing
from vpr_tracker.storage.journal import dump
from vpr_tracker.storage.migrate import CORE, REVISIONS, MigrationSource, schema_state, upgrade
from vpr_tracker.storage.runner import script_of
from vpr_tracker.tracker import Tracker


def of_plugins():
    """Tables that plugins have put on the base in this process: other tests may have loaded some."""
    ours = {str(model.__tablename__) for model in vars(tables).values() if hasattr(model, "__tablename__")}
    return TableBase.metadata.tables.keys() - ours


REVISION = """
from alembic import op
import sqlalchemy as sa
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
{body}
"""


@pytest.fixture
def engine(url):
    made = open_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def later(tmp_path, monkeypatch):
    """Make a migration package of another distribution with one revision."""

    def make(body: str) -> MigrationSource:
        package = tmp_path / "vpr_later_migrations"
        (package / "versions").mkdir(parents=True)
        (package / "__init__.py").write_text("")
        lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
        (package / "versions" / "0001_later.py").write_text(REVISION.format(body=lines))
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "vpr_later_migrations", raising=False)
        return MigrationSource(name="later", package="vpr_later_migrations", version_table="later_version")

    return make


def test_the_list_of_revisions_is_that_of_the_files():
    script = script_of(CORE)

    assert script.get_heads() == [REVISIONS[-1]]
    assert [step.revision for step in script.walk_revisions()][::-1] == list(REVISIONS)


def test_an_upgraded_database_has_the_tables_as_they_are_declared(engine):
    upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_object": lambda _object, name, kind, *_rest: (
                    kind != "table" or not ("version" in name or name in of_plugins())
                ),
            },
        )
        assert compare_metadata(context, TableBase.metadata) == []


def test_constraints_are_named_as_the_models_name_them(engine):
    upgrade(engine)
    found = inspect(engine)

    for table in (each for name, each in TableBase.metadata.tables.items() if name not in of_plugins()):
        named = {constraint.name for constraint in table.constraints if constraint.name}
        present = {found.get_pk_constraint(table.name)["name"]}
        present |= {each["name"] for each in found.get_foreign_keys(table.name)}
        present |= {each["name"] for each in found.get_unique_constraints(table.name)}
        present |= {each["name"] for each in found.get_check_constraints(table.name)}
        assert named <= present, table.name


def test_a_second_upgrade_does_nothing(engine):
    assert upgrade(engine) == [f"vpr-tracker {revision}" for revision in REVISIONS]
    assert upgrade(engine) == []


def test_the_state_of_the_schema_is_told_without_alembic(engine):
    def state() -> str:
        with reading(engine) as connection:
            return schema_state(connection.connection.driver_connection)

    assert state() == "empty"
    upgrade(engine)
    assert state() == "current"
    for version, expected in ((REVISIONS[0], "outdated"), ("9999", "newer")):
        with engine.begin() as connection:
            connection.execute(text("UPDATE vpr_tracker_version SET version_num = :v"), {"v": version})
        assert state() == expected


def test_rows_stay_when_a_table_that_others_refer_to_is_rebuilt(url, tracker, later):
    tracker.import_plan(make_draft())
    tracker.add_school("4")
    with tracker.reading() as connection:
        before = list(dump(connection))
    source = later(
        """
with op.batch_alter_table("task", recreate="always") as batch:
    batch.add_column(sa.Column("later_column", sa.Integer()))
"""
    )
    if tracker.engine.dialect.name == "postgresql":
        source = later_without_rebuild(source)

    assert upgrade(tracker.engine, (CORE, source)) == ["later 0001"]

    with tracker.reading() as connection:
        assert "later_column" in {each["name"] for each in inspect(connection).get_columns("task")}
        assert list(dump(connection)) == before


def later_without_rebuild(source: MigrationSource) -> MigrationSource:
    """PostgreSQL alters tables in place: nothing is rebuilt there."""
    import importlib

    package = importlib.import_module(source.package)
    file = Path(str(package.__file__)).parent / "versions" / "0001_later.py"
    file.write_text(file.read_text().replace(', recreate="always"', ""))
    return source


def test_a_failing_migration_leaves_the_database_as_it_was(engine, later):
    upgrade(engine)
    source = later('op.create_table("later_thing", sa.Column("id", sa.Integer()))\nop.execute("SELECT nonsense")')

    with pytest.raises(StorageError):
        upgrade(engine, (CORE, source))

    assert "later_thing" not in inspect(engine).get_table_names()
    assert "later_version" not in inspect(engine).get_table_names()


def test_a_migration_that_would_orphan_rows_is_refused(tmp_path, later):
    url = f"sqlite:///{tmp_path / 'plans.sqlite3'}"
    with Tracker.open(url, actor="К") as tracker:
        tracker.import_plan(make_draft())
        source = later('op.execute("DELETE FROM task")')

        with pytest.raises(StorageError, match="references"):
            upgrade(tracker.engine, (CORE, source))
        assert len(tracker.plan().tasks) == len(make_draft().tasks)


def test_the_journal_refuses_every_change_of_an_entry(tracker):
    tracker.import_plan(make_draft())
    for statement in ("UPDATE journal SET actor = 'Никто'", "DELETE FROM journal"):
        with pytest.raises(DBAPIError, match="only ever added"), writing(tracker.engine) as connection:
            connection.execute(text(statement))


def upgrade_to(engine, revision: str) -> None:
    """The schema as an earlier release made it."""
    with (
        migration_connection(engine) as connection,
        EnvironmentContext(
            Config(), script_of(CORE), fn=lambda at, _context: script_of(CORE)._upgrade_revs(revision, at)
        ) as environment,
    ):
        environment.configure(connection=connection, version_table=CORE.version_table, transactional_ddl=True)
        environment.run_migrations()


def test_an_outdated_database_is_named_and_upgraded_with_a_copy_beside_it(tmp_path):
    file = tmp_path / "plans.sqlite3"
    engine = open_engine(f"sqlite:///{file}")
    upgrade_to(engine, "0001")
    engine.dispose()

    with Tracker.open(file, actor="К") as tracker:
        with pytest.raises(StorageError) as raised:
            tracker.import_plan(make_draft())
        assert raised.value.exit_code == 6
        assert "vpr db upgrade" in (raised.value.hint or "")
        assert tracker.database().state == "outdated"

        result = tracker.upgrade()

        assert result.applied == tuple(f"vpr-tracker {revision}" for revision in REVISIONS[1:])
        assert result.backup == tmp_path / "plans.sqlite3.0001.bak"
        assert result.backup.is_file()
        assert tracker.import_plan(make_draft()).created


def test_a_newer_database_is_refused(tmp_path):
    file = tmp_path / "plans.sqlite3"
    with Tracker.open(file, actor="К") as tracker:
        tracker.import_plan(make_draft())
        with tracker.engine.begin() as connection:
            connection.execute(text("UPDATE vpr_tracker_version SET version_num = '9999'"))

    with Tracker.open(file, actor="К") as tracker:
        for call in (tracker.plans, tracker.upgrade):
            with pytest.raises(StorageError, match="newer"):
                call()


def test_every_table_but_the_journal_is_rebuilt_from_it():
    names = {str(model.__tablename__) for model in tables.IN_ORDER}

    assert TableBase.metadata.tables.keys() - names - of_plugins() == {"journal", "journal_head"}


OLD_PLAN = {
    "organisation": {"id": "c", "kind": "committee", "name": "Комитет"},
    "plan": {
        "id": "p",
        "committee_id": "c",
        "position": 1,
        "title": "План",
        "utc_offset_minutes": 0,
        "soon_days": 7,
        "four_eyes": False,
        "settings": "{}",
        "extras": "{}",
        "imported_at": "2023-01-10 00:00:00+00:00",
        "removed": False,
    },
    "task": {
        "id": "t",
        "plan_id": "p",
        "position": 1,
        "number": "1",
        "title": "Дело",
        "details": "[]",
        "level": "municipality",
        "printed": "до 01.02.2023",
        "needs_review": False,
        "assumptions": "[]",
        "depends_on": "[]",
        "extras": "{}",
        "removed": False,
    },
    "deliverable": {
        "id": "d",
        "task_id": "t",
        "position": 1,
        "title": "Справка",
        "kind": "document",
        "per": "plan",
        "origin": "result",
        "removed": False,
    },
    "occurrence": {
        "id": "o",
        "plan_id": "p",
        "task_id": "t",
        "key": "1",
        "kind": "dated",
        "end_on": "2023-02-01",
        "unconfirmed": False,
        "removed": False,
    },
    "obligation": {
        "id": "x",
        "plan_id": "p",
        "task_id": "t",
        "deliverable_id": "d",
        "occurrence_id": "o",
        "organisation_id": "c",
        "state": "accepted",
        "touched": True,
        "removed": False,
    },
}
"""A plan as a database of revision 0003 holds it."""


def test_rows_of_an_earlier_release_stay_and_can_be_worked_on(url, engine):
    upgrade_to(engine, "0003")
    with engine.begin() as connection:
        for table, row in OLD_PLAN.items():
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)

    assert upgrade(engine) == [f"vpr-tracker {revision}" for revision in REVISIONS[3:]]

    with Tracker.open(url, actor="К") as tracker:
        (found,) = tracker.show("1").obligations
        assert (found.state, found.deliverable, found.end) == ("accepted", "Справка", date(2023, 2, 1))
        assert tracker.status("2023-02-10")["totals"]["done"] == 1
        with tracker.reading() as connection:
            row = connection.execute(text("SELECT postponed_from FROM v_occurrence")).one()
            assert row[0] is None
