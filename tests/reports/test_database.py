"""Opening a database for reading: what is no database, what is of another version, what others do meanwhile."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from tests.reports.worlds import TODAY, World

from vpr_tracker.errors import NotFound, StorageError, UsageError
from vpr_tracker.reports.database import Database, connect
from vpr_tracker.reports.status import status
from vpr_tracker.settings import sqlite_file


def test_a_file_that_is_not_there_is_not_found_and_not_made(tmp_path):
    path = tmp_path / "none.sqlite3"

    with pytest.raises(NotFound, match=r"none\.sqlite3") as caught:
        connect(path)

    assert "vpr import" in str(caught.value.hint)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_holds_no_plan(tmp_path):
    path = tmp_path / "empty.sqlite3"
    path.touch()

    with pytest.raises(NotFound):
        connect(path)


@pytest.mark.parametrize("content", [b"not a database at all, only text" * 50, b"PK\x03\x04" + bytes(2000)])
def test_a_file_that_is_no_database_cannot_be_used(tmp_path, content):
    path = tmp_path / "plan.docx"
    path.write_bytes(content)

    with pytest.raises(StorageError, match=r"plan\.docx") as caught:
        connect(path)

    assert caught.value.exit_code == 6
    assert path.read_bytes() == content


@pytest.mark.parametrize(("version", "hint"), [("0001", "vpr db upgrade"), ("9999", "vpr-tracker")])
def test_a_database_of_another_version_says_what_to_do(file, version, hint):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE vpr_tracker_version SET version_num = ?", (version,))
    connection.close()

    with pytest.raises(StorageError) as caught:
        connect(file)

    assert hint in str(caught.value.hint)


def test_nothing_can_be_written_through_it(file):
    with connect(file) as db, pytest.raises(StorageError):
        db.rows("DELETE FROM plan")


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "a#b.db", "план.db", "x%20y.db", "c;d&e.db"])
def test_any_file_name_opens(file, tmp_path, name):
    path = tmp_path / name
    shutil.copy(file, path)

    for address in (str(path), f"sqlite:///{path}"):
        with connect(address) as db:
            assert db.rows("SELECT count(*) FROM v_plan") == [(0,)]


def test_an_address_with_three_slashes_is_relative_and_with_four_absolute():
    assert sqlite_file("sqlite:///a/b.db") == "a/b.db"
    assert sqlite_file("sqlite:////a/b.db") == "/a/b.db"
    assert sqlite_file("a/b.db") == "a/b.db"


def test_an_address_of_another_kind_is_refused():
    with pytest.raises(UsageError, match="mysql://"):
        connect("mysql://somebody:secret@host/name")


def test_a_password_is_in_no_message():
    with pytest.raises(UsageError) as caught:
        connect("mysql://somebody:secret@host/name")

    assert "secret" not in caught.value.message


def test_a_server_that_does_not_answer_cannot_be_used():
    with pytest.raises(StorageError) as caught:
        connect("postgresql+psycopg://somebody:secret@127.0.0.1:1/name")

    assert "secret" not in caught.value.message
    assert caught.value.where == "postgresql+psycopg://somebody@127.0.0.1:1/name"


def test_dates_come_out_as_text_and_go_in_as_dates(opened):
    world = World()
    world.due_task("1", date(2023, 1, 25), level="municipality")

    rows = opened(world).rows("SELECT end_on FROM v_occurrence WHERE end_on = :day", {"day": date(2023, 1, 25)})

    assert rows == [("2023-01-25",)]


def test_a_report_sees_one_state_whatever_others_write_meanwhile(engine, file):
    world = World()
    world.due_task("1", date(2023, 1, 25), level="municipality")
    world.save(engine)
    with connect(file) as db:
        before = status(db, on=TODAY)
        world.due_task("2", date(2023, 1, 25), level="municipality")
        world.save(engine)

        assert status(db, on=TODAY) == before
    with connect(file) as db:
        assert status(db, on=TODAY)["totals"]["tasks"] == 2


def test_reading_leaves_the_file_as_it_was(opened, file):
    world = World()
    world.due_task("1", date(2023, 1, 25), level="municipality")
    db = opened(world)
    before = file.read_bytes()

    status(db, on=TODAY)

    assert file.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such rights on Windows")
def test_a_database_in_a_folder_that_may_only_be_read_opens(file):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(file, folder / "vpr.sqlite3")
        (folder / "vpr.sqlite3").chmod(0o444)
        folder.chmod(0o555)
        identity = os.geteuid()
        if identity == 0:  # to root every folder is writable
            os.seteuid(65534)
        try:
            with connect(folder / "vpr.sqlite3") as db:
                found = db.rows("SELECT count(*) FROM v_plan")
        finally:
            os.seteuid(identity)
            folder.chmod(0o755)

    assert found == [(0,)]


@pytest.mark.postgres
def test_a_postgresql_database_without_tables_holds_no_plan(postgres):
    with pytest.raises(NotFound):
        connect(postgres())


@pytest.mark.postgres
def test_nothing_can_be_written_through_it_on_postgresql(postgres_world):
    with postgres_world(World()) as db, pytest.raises(StorageError):
        db.rows("DELETE FROM plan")


def test_a_connection_of_the_callers_own_is_read_too(engine, file):
    world = World()
    world.due_task("1", date(2023, 1, 25), level="municipality")
    world.save(engine)
    connection = sqlite3.connect(file)

    report = status(Database(connection, "sqlite"), on=TODAY)
    connection.close()

    assert report["totals"]["overdue"] == 1
