"""Evidence: what is taken in, what is refused with nothing written, what is found when files are altered."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.factories import deliverable, make_draft, make_task

from vpr_tracker import EvidenceFile
from vpr_tracker.errors import BadInput, NotFound, RuleBroken, StorageError, UsageError, VprError
from vpr_tracker.storage import evidence_store
from vpr_tracker.storage.evidence_settings import parse_size
from vpr_tracker.storage.evidence_store import FolderStore, open_store
from vpr_tracker.tracker import Tracker

DATA = "Приказ № 17".encode()


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "store"


def filled(tracker: Tracker) -> Tracker:
    """Two schools, and a task of theirs with two documents and an action."""
    results = (deliverable("Справка"), deliverable("Приказ"), deliverable("Обучение", kind="action"))
    tracker.import_plan(make_draft([make_task("1", level="school", results=results), make_task("2")]))
    tracker.import_schools([{"number": "4"}, {"number": "7"}])
    return tracker


@pytest.fixture(scope="session")
def filled_file(sqlite_with_tables, tmp_path_factory) -> Path:
    """An SQLite database with the plan, to be copied."""
    file = tmp_path_factory.mktemp("filled") / "vpr.sqlite3"
    shutil.copyfile(sqlite_with_tables, file)
    with Tracker.open(file, actor="Координатор") as tracker:
        filled(tracker)
    return file


@pytest.fixture
def plan(filled_file, tmp_path, clock, store):
    shutil.copyfile(filled_file, tmp_path / "vpr.sqlite3")
    with Tracker.open(tmp_path / "vpr.sqlite3", actor="Координатор", clock=clock, evidence=store) as tracker:
        yield tracker


@pytest.fixture
def plan_anywhere(ready_url, clock, store):
    """The same on a database of each kind."""
    with Tracker.open(ready_url, actor="Координатор", clock=clock, evidence=store) as tracker:
        yield filled(tracker)


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "приказ.pdf"
    path.write_bytes(DATA)
    return path


def kept(store: Path) -> list[str]:
    """Every file under the store, also what was not finished."""
    return sorted(path.relative_to(store).as_posix() for path in store.rglob("*") if path.is_file())


def untouched(plan, store: Path, call) -> VprError:
    """Make a call that is refused; nothing may be left of it."""
    entries, files = len(plan.log()), kept(store)
    with pytest.raises(VprError) as raised:
        call()
    assert len(plan.log()) == entries
    assert kept(store) == files
    assert {each.state for each in plan.show("1").obligations} == {"expected"}
    assert raised.value.message
    return raised.value


def test_a_file_is_kept_by_its_hash_with_name_size_and_time(plan_anywhere, store, file, clock):
    plan = plan_anywhere
    (change,) = plan.submit("1", school="4", deliverable="Приказ", files=[file], urls=["https://example.org/a "])

    named, link = change.evidence
    digest = hashlib.sha256(DATA).hexdigest()
    assert (named.kind, named.name, named.size, named.sha256) == ("file", "приказ.pdf", len(DATA), digest)
    assert (named.added_at, named.added_by, named.lapsed) == (clock.moment, "Координатор", False)
    assert (link.kind, link.url, link.sha256) == ("link", "https://example.org/a", None)
    assert kept(store) == [f"{digest[:2]}/{digest[2:]}"]
    assert (store / digest[:2] / digest[2:]).read_bytes() == DATA
    shown = [each for each in plan.show("1").obligations if each.evidence]
    assert [each.deliverable for each in shown] == ["Приказ"]
    assert sorted(plan.evidence(school="4"), key=lambda each: each.kind) == [named, link]


def test_equal_files_are_kept_once_whatever_they_are_called(plan, store, file, tmp_path):
    again = tmp_path / "копия.pdf"
    again.write_bytes(DATA)

    plan.submit("1", school="4", files=[file, again])
    plan.submit("1", school="7", files=[EvidenceFile(name="из письма.pdf", content=DATA)])

    assert len(kept(store)) == 1
    assert {each.name for each in plan.evidence("1")} == {"приказ.pdf", "из письма.pdf"}
    assert plan.verify_evidence().files == 1


def test_the_journal_holds_the_evidence_in_the_same_entry(plan, file):
    plan.submit("1", school="4", deliverable="Приказ", files=[file])

    entry = plan.log(task="1")[-1]
    assert [(table, after and after.get("name")) for table, _id, _before, after in entry.changes] == [
        ("obligation", None),
        ("evidence", "приказ.pdf"),
    ]


def test_what_was_returned_keeps_its_evidence_as_history(plan_anywhere, file, tmp_path):
    plan = plan_anywhere
    plan.submit("1", school="4", deliverable="Приказ", files=[file])
    plan.return_("1", school="4", note="нет подписи")
    signed = tmp_path / "подписан.pdf"
    signed.write_bytes(b"signed")
    plan.submit("1", school="4", deliverable="Приказ", files=[signed])

    assert {(each.name, each.lapsed) for each in plan.evidence("1", lapsed=True)} == {
        ("подписан.pdf", False),
        ("приказ.pdf", True),
    }
    assert [each.name for each in plan.evidence("1")] == ["подписан.pdf"]


def test_a_document_is_accepted_only_with_evidence_where_the_plan_asks_for_it(plan, file):
    plan.set_plan(requires_evidence="documents")
    plan.submit("1", school="4")

    with pytest.raises(RuleBroken) as raised:
        plan.accept("1", school="4")
    assert [problem.partition(" ·")[0] for problem in raised.value.problems] == ["Справка", "Приказ"]
    assert "vpr evidence add" in (raised.value.hint or "")

    assert len(plan.accept("1", school="4", deliverable="Обучение")) == 1
    plan.add_evidence("1", school="4", deliverable="Приказ", files=[file])
    assert len(plan.accept("1", school="4", deliverable="Приказ")) == 1


def test_a_result_says_it_for_itself(plan_anywhere, file):
    plan = plan_anywhere
    plan.set_plan(requires_evidence="all")
    plan.set_deliverable("1", "Справка", requires_evidence=False)
    plan.submit("1", school="4")

    assert len(plan.accept("1", school="4", deliverable="Справка")) == 1
    with pytest.raises(RuleBroken):
        plan.accept("1", school="4", deliverable="Обучение")

    plan.set_plan(requires_evidence="nothing")
    plan.set_deliverable("1", "Приказ", requires_evidence=True)
    assert len(plan.accept("1", school="4", deliverable="Обучение")) == 1
    with pytest.raises(RuleBroken):
        plan.accept("1", school="4", deliverable="Приказ")


def test_evidence_of_a_returned_submission_does_not_count_for_the_next(plan, file):
    plan.set_plan(requires_evidence="documents")
    plan.submit("1", school="4", deliverable="Приказ", files=[file])
    plan.return_("1", school="4")
    plan.submit("1", school="4", deliverable="Приказ")

    with pytest.raises(RuleBroken):
        plan.accept("1", school="4")


def test_evidence_is_added_only_to_what_waits_for_acceptance(plan, file):
    with pytest.raises(RuleBroken, match="waits"):
        plan.add_evidence("1", school="4", files=[file])
    with pytest.raises(UsageError):
        plan.add_evidence("1", school="4")


@pytest.mark.parametrize("damage", ["altered", "missing", "truncated", "replaced"])
def test_a_file_that_was_changed_on_disk_is_found(plan, store, file, damage, tmp_path):
    plan.submit("1", school="4", deliverable="Приказ", files=[file])
    (location,) = kept(store)
    path = store / location
    path.chmod(0o644)
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(DATA[:-1])
    elif damage == "replaced":
        path.write_bytes(bytes([DATA[0] ^ 1]) + DATA[1:])
    else:
        path.write_bytes(DATA + b"\n")

    report = plan.verify_evidence()

    found = "missing" if damage == "missing" else "altered"
    assert report.problems == ((location, found, "приказ.pdf"),)
    assert not report.ok
    with pytest.raises(StorageError):
        plan.fetch_evidence(plan.evidence()[0].evidence_id, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()

    # Handed in once more, the store is whole again.
    plan.submit("1", school="7", deliverable="Приказ", files=[file])
    assert plan.verify_evidence().ok


def test_a_kept_file_is_read_only(plan, store, file):
    plan.submit("1", school="4", files=[file])

    (location,) = kept(store)
    assert not (store / location).stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_a_file_is_fetched_under_its_name(plan, file, tmp_path, monkeypatch):
    (change,) = plan.submit("1", school="4", deliverable="Приказ", files=[file], urls=["https://example.org"])
    named, link = change.evidence
    out = tmp_path / "out"
    out.mkdir()

    assert plan.fetch_evidence(named.evidence_id[:8], out) == out / "приказ.pdf"
    assert (out / "приказ.pdf").read_bytes() == DATA
    with pytest.raises(BadInput, match="exists"):
        plan.fetch_evidence(named.evidence_id, out)
    assert plan.fetch_evidence(named.evidence_id, out, replace=True)
    with pytest.raises(UsageError, match="link"):
        plan.fetch_evidence(link.evidence_id)
    with pytest.raises(NotFound):
        plan.fetch_evidence("0" * 32)


# What is refused. Each with nothing written.


def test_a_path_through_dots_is_refused(plan, store, file):
    for path in (f"{file.parent}/x/../{file.name}", f"..\\{file.name}", "../приказ.pdf"):
        error = untouched(plan, store, lambda path=path: plan.submit("1", school="4", files=[path]))
        assert ".." in error.message


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no such devices")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/random"])
def test_a_device_is_refused(plan, store, device):
    error = untouched(plan, store, lambda: plan.submit("1", school="4", files=[device]))
    assert "device" in error.message


def test_a_folder_is_refused(plan, store, tmp_path):
    for path in (tmp_path, ".", "/"):
        error = untouched(plan, store, lambda path=path: plan.submit("1", school="4", files=[path]))
        assert "folder" in error.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(plan, store, tmp_path):
    os.mkfifo(tmp_path / "pipe")

    assert "pipe" in untouched(plan, store, lambda: plan.submit("1", school="4", files=[tmp_path / "pipe"])).message


def test_a_link_to_a_file_is_followed_and_a_loop_refused(plan, store, file, tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "dangling").symlink_to(tmp_path / "no such file")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("a", "dangling", "zero"):
        untouched(plan, store, lambda name=name: plan.submit("1", school="4", files=[tmp_path / name]))

    (tmp_path / "good.pdf").symlink_to(file)
    (change,) = plan.submit("1", school="4", deliverable="Приказ", files=[tmp_path / "good.pdf"])
    assert [each.name for each in change.evidence] == ["good.pdf"]


def test_a_file_that_is_not_there_is_refused(plan, store, tmp_path):
    error = untouched(plan, store, lambda: plan.submit("1", school="4", files=[tmp_path / "нет.pdf"]))
    assert isinstance(error, NotFound)
    untouched(plan, store, lambda: plan.submit("1", school="4", files=["a\0b"]))
    untouched(plan, store, lambda: plan.submit("1", school="4", files=["x" * 5000]))


def test_one_bad_file_of_several_leaves_nothing_of_the_others(plan, store, file, tmp_path):
    untouched(plan, store, lambda: plan.submit("1", school="4", files=[file, tmp_path / "нет.pdf"]))


def test_an_empty_file_is_refused(plan, store, tmp_path):
    (tmp_path / "пусто.pdf").touch()

    assert (
        "empty" in untouched(plan, store, lambda: plan.submit("1", school="4", files=[tmp_path / "пусто.pdf"])).message
    )


def test_a_file_over_the_limit_is_refused(plan, store, file, monkeypatch):
    monkeypatch.setenv("VPR_EVIDENCE_LIMIT", str(len(DATA) - 1))
    error = untouched(plan, store, lambda: plan.submit("1", school="4", files=[file]))
    assert "too large" in error.message
    assert "VPR_EVIDENCE_LIMIT" in (error.hint or "")

    monkeypatch.setenv("VPR_EVIDENCE_LIMIT", str(len(DATA)))
    assert plan.submit("1", school="4", files=[file])


def test_the_limit_is_200_mb_unless_a_setting_says_otherwise(plan, store, tmp_path, monkeypatch):
    big = tmp_path / "видео.mp4"
    with big.open("wb") as stream:
        stream.truncate(200 * 1024**2 + 1)

    error = untouched(plan, store, lambda: plan.submit("1", school="4", files=[big]))
    assert "200 MB" in error.message

    monkeypatch.setenv("VPR_EVIDENCE_LIMIT", "много")
    assert isinstance(untouched(plan, store, lambda: plan.submit("1", school="4", files=[big])), UsageError)


@pytest.mark.parametrize(
    ("written", "size"),
    [("50000", 50000), ("200 MB", 200 * 1024**2), ("1,5 ГБ", 1536 * 1024**2), ("10kb", 10240), ("7 б", 7)],
)
def test_a_size_is_written_with_its_unit(written, size):
    assert parse_size(written) == size


@pytest.mark.parametrize("written", ["", "MB", "-1", "0", "1 TB", "1e9", "1.2.3 MB", "∞", "٣"])
def test_what_is_no_size_is_refused(written):
    with pytest.raises(ValueError, match="size"):
        parse_size(written)


def test_a_file_that_grows_while_it_is_read_is_refused(plan, store, tmp_path, monkeypatch):
    growing = tmp_path / "растёт.pdf"
    growing.write_bytes(b"x" * 10)
    monkeypatch.setattr(evidence_store, "CHUNK", 1)
    seen = evidence_store.check_size

    def grow(size, limit, source):
        if size == 5:
            with growing.open("ab") as stream:
                stream.write(b"y")
        seen(size, limit, source)

    monkeypatch.setattr(evidence_store, "check_size", grow)
    assert "changed" in untouched(plan, store, lambda: plan.submit("1", school="4", files=[growing])).message


@pytest.mark.parametrize(
    "name", ["../x", "a/b", "a\\b", "", " ", ".", "..", "a\nb", "a\x00b", "я" * 200, "a\x1b[2J", "\udcff"]
)
def test_a_name_that_leads_elsewhere_is_refused(plan, store, name):
    untouched(plan, store, lambda: plan.submit("1", school="4", files=[EvidenceFile(name=name, content=b"x")]))


@pytest.mark.parametrize(
    "url",
    ["", "приказ", "file:///etc/passwd", "javascript:alert(1)", "https://", "https://a b", "http://[::1", "x" * 9],
)
def test_what_is_no_link_is_refused(plan, store, url):
    untouched(plan, store, lambda: plan.submit("1", school="4", urls=[url]))


def test_a_refused_change_keeps_no_file(plan, store, file):
    plan.submit("1", school="4", deliverable="Приказ")
    with pytest.raises(RuleBroken):
        plan.submit("1", school="4", deliverable="Приказ", files=[file])

    assert kept(store) == []


UNREADABLE = """
import os, sys
from tests.factories import make_draft
from vpr_tracker import EvidenceFile
from vpr_tracker.errors import BadInput, StorageError
from vpr_tracker.tracker import Tracker
database, file, closed, store, warm = sys.argv[1:]
# Python itself may be closed to an ordinary user here: everything is loaded before.
with Tracker.open(warm, actor="К") as tracker:
    tracker.import_plan(make_draft())
    tracker.submit("2", files=[EvidenceFile(name="a", content=b"a")])
    tracker.log()
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
with Tracker.open(database, actor="К", evidence=store) as tracker:
    try:
        tracker.submit("1", school="4", files=[file])
    except BadInput as error:
        print("refused:", error.message)
    before = len(tracker.log())
with Tracker.open(database, actor="К", evidence=closed + "/store") as tracker:
    try:
        tracker.submit("1", school="4", urls=["https://example.org"], files=[database])
    except StorageError as error:
        print("store:", error.message)
    assert len(tracker.log()) == before
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_an_ordinary_user_is_told_of_a_file_and_a_store_that_are_closed_to_it(tmp_path, sqlite_with_tables):
    # Not below tmp_path, which is closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="vprev"))
    try:
        folder.chmod(0o777)
        database = folder / "plans.sqlite3"
        with Tracker.open(database, actor="К") as tracker:
            tracker.import_plan(make_draft([make_task("1", level="school", results=("Приказ",))]))
            tracker.add_school("4")
            entries = len(tracker.log())
        for path in folder.iterdir():
            path.chmod(0o666)
        secret = folder / "secret.pdf"
        secret.write_bytes(b"x")
        secret.chmod(0)
        closed = folder / "closed"
        closed.mkdir()
        closed.chmod(0o555)
        store = folder / "store"

        done = subprocess.run(
            [
                sys.executable,
                "-c",
                UNREADABLE,
                str(database),
                str(secret),
                str(closed),
                str(store),
                str(tmp_path / "warm.sqlite3"),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "VPR_LANG": "en", "HOME": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])},
        )

        assert done.returncode == 0, done.stderr
        refused, unusable = done.stdout.splitlines()
        assert "cannot be read" in refused
        assert "cannot be used" in unusable
        assert not store.exists()
        with Tracker.open(database, actor="К") as tracker:
            assert len(tracker.log()) == entries
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_two_who_hand_in_the_same_file_at_once_both_have_it(tmp_path, file):
    store = FolderStore(tmp_path / "store")
    staged = [store.stage(EvidenceFile(path=file), 1000) for _each in range(8)]
    threads = [threading.Thread(target=store.keep, args=(each,)) for each in staged]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in staged:
        store.drop(each)

    assert list(store.locations()) == [staged[0].location]
    assert kept(tmp_path / "store") == [staged[0].location]


def test_what_a_killed_process_left_is_forgotten_after_a_day(plan, store, file):
    plan.submit("1", school="4", deliverable="Приказ", files=[file])
    old = store / ".incoming" / "abandoned.part"
    new = store / ".incoming" / "busy.part"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))

    plan.submit("1", school="7", deliverable="Приказ", files=[file])

    assert new.exists()
    assert not old.exists()


def test_a_place_in_the_store_that_is_none_opens_no_file(store, file):
    kept_in = open_store(str(store))
    for location in ("../приказ.pdf", str(file), "ab/../../приказ.pdf", ""):
        with pytest.raises(FileNotFoundError):
            kept_in.open(location)


def test_files_that_nothing_refers_to_are_counted(plan, store):
    digest = hashlib.sha256(b"x").hexdigest()
    (store / digest[:2]).mkdir(parents=True)
    (store / digest[:2] / digest[2:]).write_bytes(b"x")

    report = plan.verify_evidence()
    assert (report.ok, report.unused, report.files) == (True, 1, 0)


def test_the_store_is_beside_the_database_unless_a_setting_says_otherwise(tmp_path, clock, file, monkeypatch):
    database = tmp_path / "plans.sqlite3"
    with Tracker.open(database, actor="К", clock=clock) as tracker:
        tracker.import_plan(make_draft([make_task("2")]))
        tracker.submit("2", files=[file])
        assert len(kept(tmp_path / "plans.sqlite3.evidence")) == 1

    monkeypatch.setenv("VPR_EVIDENCE", str(tmp_path / "elsewhere"))
    with Tracker.open(database, actor="К", clock=clock) as tracker:
        assert tracker.verify_evidence().problems[0][1] == "missing"
        tracker.add_evidence("2", files=[EvidenceFile(name="письмо.txt", content=b"x")])
        assert len(kept(tmp_path / "elsewhere")) == 1


def test_a_database_without_a_folder_needs_a_setting(clock, file):
    with Tracker.open(":memory:", actor="К", clock=clock) as tracker:
        tracker.import_plan(make_draft([make_task("2")]))
        with pytest.raises(StorageError) as raised:
            tracker.submit("2", files=[file])
        assert "VPR_EVIDENCE" in (raised.value.hint or "")
        assert tracker.submit("2", urls=["https://example.org"])


@pytest.mark.parametrize("address", ["memory://evidence/{}", "file://{}"])
def test_any_place_of_fsspec_keeps_evidence(sqlite_with_tables, tmp_path, clock, file, address):
    pytest.importorskip("fsspec", reason="the extra «evidence» is not installed")
    place = address.format(tmp_path / "remote")
    with Tracker.open(tmp_path / "plans.sqlite3", actor="К", clock=clock, evidence=place) as tracker:
        tracker.import_plan(make_draft([make_task("2"), make_task("3")]))
        tracker.submit("2", files=[file])
        tracker.submit("3", files=[file])

        report = tracker.verify_evidence()
        assert (report.ok, report.files, report.unused) == (True, 1, 0)
        assert tracker.fetch_evidence(tracker.evidence()[0].evidence_id, tmp_path / "out.pdf").read_bytes() == DATA

        store = tracker.evidence_store()
        store._system.pipe_file(f"{store._path}/{next(store.locations())}", b"altered")
        assert [each[1] for each in tracker.verify_evidence().problems] == ["altered"]


def test_a_place_of_an_unknown_kind_is_said(tmp_path):
    pytest.importorskip("fsspec", reason="the extra «evidence» is not installed")
    with pytest.raises(StorageError, match="nonsense"):
        open_store("nonsense://user:secret@host/x")


def test_without_fsspec_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(StorageError) as raised:
        open_store("s3://user:secret@bucket/x")
    assert "vpr-tracker[evidence]" in (raised.value.hint or "")
    assert "secret" not in raised.value.message


def test_the_view_for_other_tools_has_the_evidence(plan_anywhere, file):
    plan = plan_anywhere
    plan.submit("1", school="4", deliverable="Приказ", files=[file])

    with plan.reading() as connection:
        (row,) = connection.execute(text("SELECT name, size, lapsed FROM v_evidence")).all()
    assert (row[0], row[1], bool(row[2])) == ("приказ.pdf", len(DATA), False)
