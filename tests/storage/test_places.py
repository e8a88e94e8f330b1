"""Where a database may lie, and what is said where it may not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.factories import make_draft

from vpr_tracker.errors import StorageError, UsageError
from vpr_tracker.storage import places
from vpr_tracker.storage.engine import open_engine
from vpr_tracker.tracker import Tracker


@pytest.mark.parametrize("kind", sorted(places.NETWORK))
def test_a_network_share_is_refused_with_what_to_do(tmp_path, kind):
    with pytest.raises(StorageError) as raised:
        open_engine(f"sqlite:///{tmp_path / 'plans.sqlite3'}", probe=lambda _folder: kind)

    assert kind in raised.value.message
    assert "postgresql" in (raised.value.hint or "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["ext4", "overlay", "tmpfs", None])
def test_a_local_folder_is_taken_and_made(tmp_path, kind):
    open_engine(f"sqlite:///{tmp_path / 'a' / 'b' / 'plans.sqlite3'}", probe=lambda _folder: kind).dispose()

    assert (tmp_path / "a" / "b").is_dir()


def test_the_nearest_mount_point_says_what_a_folder_is_on(tmp_path):
    table = tmp_path / "mounts"
    share = tmp_path / "общая папка"
    share.mkdir()
    escaped = str(share).replace(" ", "\\040")
    table.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {escaped} nfs4 rw 0 0\nbroken line\n", encoding="utf-8")

    assert places._mounted(share / "inner", table) == "nfs4"
    assert places._mounted(tmp_path, table) == "ext4"
    assert places._mounted(Path(f"{share}-2"), table) == "ext4"
    assert places._mounted(share, tmp_path / "no such table") is None


def test_a_folder_or_a_file_in_the_way_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="is a folder"):
        open_engine(f"sqlite:///{tmp_path}")
    with pytest.raises(StorageError, match="cannot be made"):
        open_engine(f"sqlite:///{tmp_path / 'file' / 'plans.sqlite3'}")


def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path):
    file = tmp_path / "plans.sqlite3"
    file.write_bytes(b"this is a letter, not a database" * 40)

    with Tracker.open(file, actor="К") as tracker, pytest.raises(StorageError, match="no SQLite database"):
        tracker.import_plan(make_draft())
    assert file.read_bytes() == b"this is a letter, not a database" * 40


@pytest.mark.parametrize("url", ["mysql://root@host/db", "sqlite", "://", "postgresql+nothing://x/y"])
def test_an_address_that_is_not_understood_is_a_usage_error(url):
    with pytest.raises((UsageError, StorageError)) as raised:
        open_engine(url)
    assert raised.value.hint


def test_a_password_is_in_no_message():
    url = "postgresql+psycopg://user:s3cret@127.0.0.1:1/none"
    with Tracker.open(url, actor="К") as tracker, pytest.raises(StorageError) as raised:
        tracker.plans()

    assert "s3cret" not in f"{raised.value.message} {raised.value.hint} {raised.value.where}"


READ_ONLY = """
import os, sys
from vpr_tracker.errors import StorageError
from vpr_tracker.tracker import Tracker
with Tracker.open(sys.argv[1], actor="К") as tracker:
    tracker.status()  # loads what root alone may read
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
with Tracker.open(sys.argv[1], actor="К") as tracker:
    try:
        tracker.submit("1")
    except StorageError as error:
        print("refused:", error.exit_code, bool(error.hint))
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users as Unix has them")
def test_a_folder_that_may_not_be_written_is_said():
    # Not tmp_path: only its owner may look into the folders above it.
    with tempfile.TemporaryDirectory(prefix="vpr-read-only-") as name:
        _refused_to_another_user(Path(name))


def _refused_to_another_user(folder):
    file = folder / "plans.sqlite3"
    with Tracker.open(file, actor="К") as tracker:
        tracker.import_plan(make_draft())
    file.chmod(0o444)
    folder.chmod(0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(file)], capture_output=True, text=True, timeout=60, check=False
        )
    finally:
        folder.chmod(0o755)
    assert done.stdout.strip() == "refused: 6 True", done.stderr


def test_a_copy_is_whole_and_never_replaces_a_file(tmp_path):
    with Tracker.open(tmp_path / "plans.sqlite3", actor="К") as tracker:
        tracker.import_plan(make_draft())
        with tracker.unit() as unit, unit.entry("busy"):
            copy = tracker.backup(tmp_path / "copy.sqlite3")
        with pytest.raises(StorageError, match="exists already"):
            tracker.backup(copy)
        tracker.submit("2")
        with pytest.raises(StorageError, match="cannot be copied"):
            tracker.backup(tmp_path / "no such folder" / "copy.sqlite3")

    with Tracker.open(copy, actor="К") as restored:
        assert len(restored.plan().tasks) == len(make_draft().tasks)
        assert restored.verify_journal().ok
        assert {each.state for each in restored.show("2").obligations} == {"expected"}
    assert sorted(each.name for each in tmp_path.iterdir() if "copy" in each.name) == ["copy.sqlite3"]


@pytest.mark.postgres
def test_of_postgresql_its_own_tool_makes_copies(postgres, tmp_path):
    with Tracker.open(postgres(), actor="К") as tracker, pytest.raises(UsageError) as raised:
        tracker.backup(tmp_path / "copy")
    assert "pg_dump" in (raised.value.hint or "")
