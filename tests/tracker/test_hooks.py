"""Plugins: asked before a state change, told inside the transaction, told again when it is stored."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from tests.factories import make_draft, make_task

from vpr_tracker.errors import BadInput, RuleBroken, StorageError
from vpr_tracker.plugins.specs import StorageSpec
from vpr_tracker.tracker import Tracker


class Recorder:
    """Stands in for the registry of plugins."""

    def __init__(self) -> None:
        self.asked, self.told, self.stored, self.loaded = [], [], [], []
        self.objections: list[str] = []
        self.failure: Exception | None = None
        self.tables: tuple[StorageSpec, ...] = ()

    def storage(self):
        return self.tables

    def problems(self, change):
        self.asked.append(change)
        return self.objections

    def on_change(self, session, change):
        self.told.append((change, session.connection().execute(text("SELECT count(*) FROM plan")).scalar_one()))
        if self.failure is not None:
            raise self.failure

    def after_commit(self, changes):
        self.stored.append(changes)

    def dump_extra(self, session, plan_id):
        return {
            "visits": {
                "plan": plan_id,
                "n": session.connection().execute(text("SELECT count(*) FROM task")).scalar_one(),
            }
        }

    def load_extra(self, session, plan_id, extras):
        self.loaded.append((plan_id, dict(extras)))


@pytest.fixture
def plugins() -> Recorder:
    return Recorder()


@pytest.fixture
def tracker(ready_url, clock, plugins):
    with Tracker.open(ready_url, actor="Координатор", clock=clock, registry=plugins) as opened:
        opened.import_plan(make_draft([make_task("1", results=("Справка", "Приказ"))], extras={"visits": {"old": 1}}))
        yield opened


def test_rules_are_asked_about_each_obligation_and_may_refuse(tracker, plugins):
    plugins.objections = ["нужен файл"]

    with pytest.raises(RuleBroken) as raised:
        tracker.submit("1", note="вот")

    assert list(raised.value.problems) == ["нужен файл"]
    assert [(each.action, each.before["state"], each.after["state"], each.note) for each in plugins.asked] == [
        ("submit", "expected", "submitted", "вот")
    ] * 2
    assert {each.state for each in tracker.show("1").obligations} == {"expected"}


def test_listeners_hear_of_each_obligation_inside_the_transaction(tracker, plugins):
    plugins.told.clear()
    plugins.stored.clear()

    tracker.submit("1")

    assert [(change.action, bool(change.obligation_id)) for change, _plans in plugins.told] == [("submit", True)] * 2
    assert len(plugins.stored) == 1
    assert [change.action for change in plugins.stored[0]] == ["submit", "submit"]


def test_a_listener_that_fails_takes_the_change_back(tracker, plugins):
    plugins.failure = BadInput("нет")
    plugins.stored.clear()

    with pytest.raises(BadInput):
        tracker.submit("1")

    assert {each.state for each in tracker.show("1").obligations} == {"expected"}
    assert plugins.stored == []


def test_plugins_get_and_give_their_parts_of_a_plan_file(tracker, plugins):
    ((plan_id, extras),) = plugins.loaded

    assert extras == {"visits": {"old": 1}}
    assert tracker.plan().extras == {"visits": {"plan": plan_id, "n": 1}}


def test_a_plugin_writes_through_a_unit_of_work(tracker):
    from vpr_tracker.storage import reading
    from vpr_tracker.storage.tables import Obligation

    with tracker.unit("Плагин") as unit:
        rows = unit.connection.execute(text("SELECT id, task_id FROM obligation ORDER BY id")).all()
        row = reading.one(unit.connection, Obligation, rows[0][0])
        with unit.entry("visit", task=rows[0][1], subject="Посещение"):
            unit.writer.change(Obligation, row, progress=5, touched=True)

    entry = tracker.log()[-1]
    assert (entry.action, entry.actor, entry.subject) == ("visit", "Плагин", "Посещение")


def test_nothing_is_written_outside_an_entry_of_the_journal(tracker):
    from vpr_tracker.storage.tables import Event

    with tracker.reading() as connection:
        committee = connection.execute(text("SELECT committee_id FROM plan")).scalar_one()
    event = {"id": "e", "committee_id": committee, "position": 1, "name": "x"}
    with pytest.raises(RuntimeError, match="outside an entry"), tracker.unit() as unit:
        unit.writer.insert(Event, [event])
    assert tracker.events() == []


TABLES = """
from sqlmodel import Field
from vpr_tracker.storage.base import TableBase

class Visit(TableBase, table=True):
    __tablename__ = "visits_visit"
    id: str = Field(primary_key=True)
    task_id: str = Field(foreign_key="task.id", ondelete="CASCADE")
"""

REVISION = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{number}", {before}, None, None

def upgrade():
    {body}
"""
CREATE = (
    'op.create_table("visits_visit", sa.Column("id", sa.String(), primary_key=True), '
    'sa.Column("task_id", sa.String(), sa.ForeignKey("task.id", ondelete="CASCADE"), nullable=False))'
)


@pytest.fixture
def visits(tmp_path, monkeypatch):
    """A plugin's tables and migrations, as modules of a name that no other test has."""
    from vpr_tracker.storage.base import TableBase

    name = "vpr_visits_" + "".join(filter(str.isalnum, tmp_path.name)).lower()
    package = tmp_path / name
    (package / "migrations" / "versions").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "tables.py").write_text(TABLES)
    (package / "migrations" / "__init__.py").write_text("")
    first = REVISION.format(number="0001", before=None, body=CREATE)
    (package / "migrations" / "versions" / "0001_create_visit.py").write_text(first)
    monkeypatch.syspath_prepend(tmp_path)
    yield StorageSpec(tables=f"{name}.tables", migrations=f"{name}.migrations", prefix="visits_"), package
    if "visits_visit" in TableBase.metadata.tables:
        TableBase.metadata.remove(TableBase.metadata.tables["visits_visit"])


def test_tables_of_a_plugin_are_made_by_the_first_change_and_upgraded_on_demand(ready_url, clock, plugins, visits):
    spec, package = visits
    plugins.tables = (spec,)
    with Tracker.open(ready_url, actor="К", clock=clock, registry=plugins) as tracker:
        tracker.import_plan(make_draft([make_task("1")]))
        with tracker.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM visits_visit")).scalar_one() == 0
            assert connection.execute(text("SELECT version_num FROM visits_version")).scalar_one() == "0001"

    second = REVISION.format(number="0002", before="'0001'", body='op.execute("SELECT 1")')
    (package / "migrations" / "versions" / "0002_do_more.py").write_text(second)
    with Tracker.open(ready_url, actor="К", clock=clock, registry=plugins) as tracker:
        with pytest.raises(StorageError, match="visits"):
            tracker.submit("1")
        result = tracker.upgrade()
        assert result.applied == ("visits 0002",)
        assert (result.backup is not None) == (tracker.file is not None)
        assert len(tracker.submit("1")) == 1
    with Tracker.open(ready_url, actor="К", clock=clock) as tracker:
        assert len(tracker.accept("1")) == 1


def test_a_plugin_whose_tables_cannot_be_loaded_stops_nothing(ready_url, clock, plugins, caplog):
    plugins.tables = (StorageSpec(tables="vpr_no_such.tables", migrations="vpr_no_such.migrations", prefix="none_"),)
    with Tracker.open(ready_url, actor="К", clock=clock, registry=plugins) as tracker:
        assert tracker.import_plan(make_draft([make_task("1")])).created
    assert "none" in caplog.text
