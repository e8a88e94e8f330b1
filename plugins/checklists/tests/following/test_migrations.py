"""The tables of the plugin: as they are declared, and made out of an earlier release's with rows in place."""

from __future__ import annotations

from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from tests.factories import make_draft

from vpr_tracker import StorageError, Tracker
from vpr_tracker.plugins import load_registry
from vpr_tracker.storage.base import TableBase
from vpr_tracker.storage.engine import migration_connection
from vpr_tracker.storage.migrate import CORE, upgrade
from vpr_tracker.storage.runner import script_of
from vpr_tracker.tracker.plugin_tables import plugin_sources
from vpr_tracker_checklists.following.findings import FindingBook

OLD_ROWS = {
    "checklists_template": {"id": "t", "name": "site", "title": "Сайт", "body": "…", "added_at": "2023-03-01 05:00+00"},
    "checklists_run": {
        "id": "r",
        "number": 1,
        "series": "s",
        "version": 1,
        "template": "site",
        "template_id": "t",
        "held_on": "2023-03-01",
        "inspector": "Инспектор",
        "status": "finished",
        "answers": '{"section": "no"}',
        "notes": "{}",
        "evidence": "{}",
        "origin": "terminal",
        "started_at": "2023-03-01 05:00+00",
        "started_by": "Инспектор",
    },
    "checklists_finding": {
        "id": "f",
        "number": 1,
        "template": "site",
        "item": "section",
        "label": "Есть раздел",
        "text": "нет раздела",
        "status": "open",
        "first_run": "r",
        "last_run": "r",
        "found_on": "2023-03-01",
        "last_on": "2023-03-01",
        "seen": 1,
    },
}
"""A finding as revision 0001 holds it."""


@pytest.fixture
def old(url):
    """A plan with a school, and the plugin's tables of revision 0001; gives the Tracker and the plugin's migrations."""
    (source,) = plugin_sources(load_registry(("checklists",)))
    with Tracker.open(url, actor="Инспектор") as tracker:
        tracker.import_plan(make_draft())
        tracker.add_school("4")
        script = script_of(source)
        with (
            migration_connection(tracker.engine) as connection,
            EnvironmentContext(
                Config(), script, fn=lambda at, _context: script._upgrade_revs("0001", at)
            ) as environment,
        ):
            environment.configure(
                connection=connection,
                version_table=source.version_table,
                target_metadata=TableBase.metadata,
                transactional_ddl=True,
            )
            environment.run_migrations()
        yield tracker, source


def insert(tracker, table, row):
    owners = {"plan_id": tracker.resolve_plan(), "organisation_id": tracker.schools()[0].organisation_id}
    row = row if table == "checklists_template" else {**row, **owners}
    with tracker.engine.begin() as connection:
        names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def test_findings_of_an_earlier_release_stay_and_can_be_closed(url, old):
    tracker, source = old
    for table, row in OLD_ROWS.items():
        insert(tracker, table, row)
    with Tracker.open(url, actor="Инспектор", registry=load_registry(("checklists",))) as opened:
        with pytest.raises(StorageError, match="another version: checklists"):
            FindingBook(opened).findings()
        view = opened.database()
        assert (view.state, [(each.version, each.newest) for each in view.plugins]) == ("outdated", [("0001", "0002")])
        assert opened.upgrade().applied == (f"{source.name} 0002",)
        assert opened.database().state == "current"
    with Tracker.open(url, actor="Инспектор", registry=load_registry(("checklists",))) as opened:
        book = FindingBook(opened)
        (finding,) = book.findings()
        assert (finding.text, finding.step, finding.found_on) == ("нет раздела", "new", date(2023, 3, 1))
        assert (finding.closed_on, finding.closed_by, finding.closed_reason) == (None, None, None)
        (closed,) = book.close([1], reason="раздел есть")
        assert (closed.step, closed.closed_reason) == ("closed", "раздел есть")
    with pytest.raises(IntegrityError):
        insert(tracker, "checklists_finding", {**OLD_ROWS["checklists_finding"], "id": "g", "status": "lost"})


def test_upgraded_tables_are_as_they_are_declared(old):
    tracker, source = old
    upgrade(tracker.engine, (CORE, source))
    ours = {name: each for name, each in TableBase.metadata.tables.items() if name.startswith(source.prefix)}
    with tracker.engine.connect() as connection:
        options = {
            "compare_type": True,
            "include_object": lambda _object, name, kind, *_rest: kind != "table" or name in ours,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, TableBase.metadata) == []
    found = inspect(tracker.engine)
    for table in ours.values():
        named = {constraint.name for constraint in table.constraints if constraint.name}
        present = {found.get_pk_constraint(table.name)["name"]}
        for listed in (found.get_foreign_keys, found.get_unique_constraints, found.get_check_constraints):
            present |= {each["name"] for each in listed(table.name)}
        assert named <= present, table.name
