"""The journal: it tells when it was touched, and the state can be rebuilt from it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.factories import deadline, every, make_draft, make_task

from vpr_tracker.errors import StorageError
from vpr_tracker.storage.changes import batch, instant, unbatch
from vpr_tracker.storage.engine import open_engine, reading, writing
from vpr_tracker.storage.journal import apply, dump, entries, entry_hash, replay, verify
from vpr_tracker.storage.jsontext import from_json, to_json
from vpr_tracker.storage.migrate import upgrade
from vpr_tracker.tracker import Tracker


def use_everything(tracker: Tracker, clock) -> None:
    """One of each kind of change."""
    tracker.import_plan(make_draft(extras={"День": date(2023, 3, 1)}))
    tracker.import_schools([{"number": str(number)} for number in range(1, 12)])
    clock.moment += timedelta(days=1)
    tracker.assign("Ответственный", "Ветрова Н. Л.", school="4")
    tracker.submit("1", school="4")
    tracker.return_("1", school="4", deliverable="1", note="нет подписи")
    tracker.accept("1", school="4")
    tracker.waive("14", note="отменено")
    tracker.submit("6", deliverable="Обучено", progress=20)
    tracker.set_event("ВПР 2023", date(2023, 3, 15), date(2023, 5, 20))
    tracker.link_event("11", "ВПР 2023", "ВПР 2023")
    tracker.set_event("ВПР 2023", date(2023, 4, 15), school="7")
    tracker.set_event("ВПР 2023", date(2023, 10, 1), repeat=True)
    clock.moment += timedelta(days=1)
    tracker.submit("9.1", occurrence="2023/24-I")
    tracker.set_task("9.1", deadline="до 25.05.2023", level="both", owners="Ветрова Н. Л., Стрижов П. О.")
    tracker.add_task("20", "Ещё одно", deadline="до 1 июня", level="school", after="2")
    tracker.set_school_term("2022/23-III", date(2023, 1, 10), date(2023, 3, 22), school="7")
    tracker.set_period(date(2023, 1, 1), date(2023, 6, 30))
    tracker.merge_owners("Ветрова Н. Л.", "Стрижов П. О.")


@pytest.fixture
def used(tracker, clock):
    use_everything(tracker, clock)
    return tracker


@pytest.fixture
def empty(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'replayed.sqlite3'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def test_a_journal_that_nobody_touched_holds(used):
    report = used.verify_journal()

    assert report.ok
    assert report.entries == len(used.log())


def test_replaying_the_journal_gives_the_same_state_byte_for_byte(used, empty):
    with used.reading() as source, writing(empty) as target:
        assert replay(source, target) == len(used.log())
    with used.reading() as source, reading(empty) as target:
        assert list(dump(target)) == list(dump(source))
        assert verify(target) == []


def test_any_past_state_can_be_rebuilt(tracker, clock, tmp_path):
    states = []

    def remember() -> None:
        with tracker.reading() as connection:
            states.append((len(tracker.log()), list(dump(connection))))

    tracker.import_plan(make_draft())
    tracker.add_school("4")
    remember()
    tracker.submit("1", school="4")
    remember()
    tracker.set_task("1", deadline="до 30.01.2023")
    tracker.accept("1")

    for number, (until, state) in enumerate(states):
        engine = open_engine(f"sqlite:///{tmp_path / f'{number}.sqlite3'}")
        upgrade(engine)
        with tracker.reading() as source, writing(engine) as target:
            replay(source, target, until=until)
        with reading(engine) as target:
            assert list(dump(target)) == state
        engine.dispose()


def test_a_journal_is_replayed_into_an_empty_database_only(used):
    with pytest.raises(StorageError, match="empty"), used.reading() as source, writing(used.engine) as target:
        replay(source, target)


FIELDS = ("at", "actor", "action", "subject", "note", "changes", "unit", "plan_id", "previous_hash", "hash")


@pytest.mark.parametrize("field", FIELDS)
def test_an_altered_entry_is_named(tmp_path, clock, field):
    with Tracker.open(tmp_path / "plans.sqlite3", actor="К", clock=clock) as tracker:
        tracker.import_plan(make_draft())
        tracker.add_school("4")
        tracker.submit("1")
        meddle(tracker, f"UPDATE journal SET {field} = coalesce({field}, '') || 'x' WHERE seq = 2")

        assert 2 in {seq for seq, _message in tracker.verify_journal().problems}


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("DELETE FROM journal WHERE seq = 2", 2),
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", 5),
        ("DELETE FROM journal", 1),
        ("UPDATE journal SET seq = CASE seq WHEN 2 THEN 30 WHEN 3 THEN 2 ELSE 3 END WHERE seq IN (2, 3)", 2),
        ("UPDATE journal_head SET seq = 2", 6),
    ],
)
def test_missing_and_swapped_entries_are_named(tmp_path, clock, statement, place):
    with Tracker.open(tmp_path / "plans.sqlite3", actor="К", clock=clock) as tracker:
        tracker.import_plan(make_draft())
        tracker.add_school("4")
        tracker.submit("1")
        tracker.accept("1")
        assert tracker.verify_journal().entries == 5
        meddle(tracker, statement)

        problems = tracker.verify_journal().problems
        assert place in {seq for seq, _message in problems}, problems


def meddle(tracker: Tracker, *statements: str) -> None:
    """Change the journal past all guards, as who owns the database can."""
    with writing(tracker.engine) as connection:
        if tracker.engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
        else:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS journal_no_{verb}"))
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statements", "places"),
    [
        (["UPDATE journal SET changes = replace(changes, 'submitted', 'submittee') WHERE seq = 4"], {4}),
        (["UPDATE journal SET note = 'x' WHERE seq = 1"], {1}),
        (["UPDATE journal SET at = replace(at, '2023', '2022') WHERE seq = 5"], {5}),
        (["DELETE FROM journal WHERE seq = 3"], {3}),
        ([f"UPDATE journal SET seq = {new} WHERE seq = {old}" for old, new in ((2, 20), (4, 2), (20, 4))], {2, 4}),
    ],
)
def test_on_either_database_the_place_of_the_damage_is_named(tracker, statements, places):
    tracker.import_plan(make_draft())
    tracker.add_school("4")
    tracker.submit("1")
    tracker.accept("1")
    assert tracker.verify_journal().ok

    meddle(tracker, *statements)

    assert places <= {seq for seq, _message in tracker.verify_journal().problems}


def test_the_hash_of_an_entry_is_what_the_docs_say(used):
    from hashlib import sha256

    with used.reading() as connection:
        for entry in entries(connection):
            fields = [value for name, value in entry.items() if name != "hash"]
            assert sha256(to_json(fields).encode()).hexdigest() == entry["hash"] == entry_hash(entry)


def test_entries_of_one_call_share_a_unit_and_an_instant(used):
    last = used.log()[-1]
    same = [entry for entry in used.log() if entry.unit == last.unit]

    assert {entry.at for entry in same} == {last.at}


def test_the_log_is_asked_by_plan_task_school_actor_and_day(used, clock):
    assert {entry.task for entry in used.log(task="9.1")} == {"9.1"}
    assert {entry.school for entry in used.log(school="4")} == {"4"}
    assert used.log(actor="Никто") == []
    first = used.log(until=date(2023, 2, 10))
    assert {entry.action for entry in first} == {"import", "school_add", "school_join"}
    assert len(used.log(since=date(2023, 2, 11))) + len(first) == len(used.log())
    assert [entry.seq for entry in used.log(limit=2)] == [entry.seq for entry in used.log()][-2:]
    assert used.log(since=datetime(2024, 1, 1, tzinfo=UTC)) == []


@given(st.integers(1, 30), st.data())
@settings(max_examples=60)
def test_a_batch_gives_its_rows_back(count, data):
    kinds = [st.text(max_size=3), st.none() | st.sampled_from("абв"), st.booleans(), st.lists(st.integers()), st.none()]
    rows = [{f"c{number}": data.draw(kind) for number, kind in enumerate(kinds)} for _row in range(count)]

    written = from_json(to_json(batch(rows)))

    assert list(unbatch(written)) == rows


def test_many_rows_are_written_compactly(tracker):
    tracker.import_plan(
        make_draft([make_task("1", level="school", due=deadline("Еженедельно", every("week")), results=("Отчёт",))])
    )
    tracker.import_schools([{"number": str(number)} for number in range(1, 6)])

    entry = tracker.log()[-1]
    rows = [after["n"] for table, key, _before, after in entry.changes if table == "obligation" and key is None]
    assert sum(rows) >= 50
    assert len(to_json(list(entry.changes))) < 100 * sum(rows)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.timezones()))  # noqa: DTZ001 -- bounds
def test_instants_sort_as_texts(moment):
    plain = moment.astimezone(UTC)

    assert instant(moment) < instant(plain + timedelta(microseconds=1))
    assert datetime.fromisoformat(instant(moment)) == plain


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.times() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(NESTED)
def test_what_a_plan_file_holds_survives_as_json(value):
    assert from_json(to_json(value)) == value


NAMES = ("seq", "at", "actor", "unit", "action", "plan_id", "subject", "changes", "previous_hash", "hash")


@pytest.fixture(scope="module")
def written(sqlite_with_tables, tmp_path_factory):
    """A database with a journal, to be copied and damaged."""
    file = tmp_path_factory.mktemp("written") / "plans.sqlite3"
    shutil.copyfile(sqlite_with_tables, file)
    with Tracker.open(file, actor="К") as tracker:
        tracker.import_plan(make_draft())
        tracker.add_school("4")
        for _each in range(3):
            tracker.submit("1")
            tracker.withdraw("1")
    with sqlite3.connect(file) as connection:
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER journal_no_{verb}")
        connection.execute("PRAGMA journal_mode = DELETE")
    return file


@contextmanager
def damaged(file):
    """A copy in memory that is being damaged, as the Tracker would see it."""
    engine = open_engine("sqlite:///:memory:")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        with closing(sqlite3.connect(file)) as source:
            source.backup(driver)
    yield engine
    engine.dispose()


@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_byte_of_any_entry_that_was_flipped_is_found(written, data):
    with damaged(written) as engine:
        with writing(engine) as connection:
            count = connection.execute(text("SELECT count(*) FROM journal")).scalar_one()
            seq = data.draw(st.integers(1, count), label="entry")
            name = data.draw(st.sampled_from(NAMES[1:]), label="field")
            query = text(f"SELECT CAST({name} AS BLOB) FROM journal WHERE seq = :seq")
            value = bytearray(connection.execute(query, {"seq": seq}).scalar_one() or b"")
            if not value:
                value = bytearray(b"\0")
            place = data.draw(st.integers(0, len(value) - 1), label="byte")
            value[place] ^= 1 << data.draw(st.integers(0, 7), label="bit")
            change = text(f"UPDATE journal SET {name} = CAST(:value AS TEXT) WHERE seq = :seq")
            connection.execute(change, {"value": bytes(value), "seq": seq})
        with reading(engine) as connection:
            assert seq in {each.seq for each in verify(connection)}


@given(st.data())
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_entries_that_were_dropped_or_swapped_are_found_where_that_was(written, data):
    with damaged(written) as engine:
        with writing(engine) as connection:
            count = connection.execute(text("SELECT count(*) FROM journal")).scalar_one()
            one = data.draw(st.integers(1, count), label="one")
            other = data.draw(st.integers(1, count).filter(lambda seq: seq != one), label="other")
            if data.draw(st.booleans(), label="drop"):
                connection.execute(text("DELETE FROM journal WHERE seq = :seq"), {"seq": one})
                wanted = {one}
            else:
                for old, new in ((one, -1), (other, one), (-1, other)):
                    connection.execute(text("UPDATE journal SET seq = :new WHERE seq = :old"), {"new": new, "old": old})
                wanted = {one, other}
        with reading(engine) as connection:
            assert wanted <= {each.seq for each in verify(connection)}


@pytest.mark.parametrize("value", [b"\xff\xfe", 17, 1.5, None])
def test_a_field_that_is_no_text_any_more_is_found(written, value):
    with damaged(written) as engine:
        with writing(engine) as connection:
            change = text("UPDATE journal SET note = :value, subject = :other WHERE seq = 3")
            connection.execute(change, {"value": value, "other": b"\0\xff"})
        with reading(engine) as connection:
            assert 3 in {each.seq for each in verify(connection)}


def test_rows_of_a_journal_from_an_earlier_release_get_what_new_columns_have(tracker, empty):
    tracker.import_plan(make_draft())
    with tracker.reading() as connection:
        rows = list(entries(connection))
    for row in rows:
        row["changes"] = row["changes"].replace('"requires_evidence":null,', "").replace('"postponed_from":null,', "")
        assert "postponed_from" not in row["changes"]

    with writing(empty) as target:
        for row in rows:
            apply(target, row["changes"])
    with tracker.reading() as source, reading(empty) as target:
        assert list(dump(target)) == list(dump(source))
