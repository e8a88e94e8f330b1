"""Evidence, bulk, undo, postponements, rules, the journal, the past, copies: as a coordinator calls them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from vpr_tracker.cli.tables import display_width

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "sample_plans" / "vpr-2023.toml"


@pytest.fixture(scope="session")
def imported(tmp_path_factory) -> Path:
    """A database with the sample plan and two schools, to be copied."""
    from vpr_tracker import Tracker, read_plan

    file = tmp_path_factory.mktemp("imported") / "plan.sqlite3"
    with Tracker.open(file, actor="Coordinator") as tracker:
        tracker.import_plan(read_plan(PLAN))
        tracker.import_schools([{"number": "4"}, {"number": "7"}])
    return file


@pytest.fixture
def plan(vpr, home, imported, monkeypatch):
    """``vpr`` on that database, on 10.02.2023."""
    shutil.copyfile(imported, home / "plan.sqlite3")
    monkeypatch.setenv("VPR_TODAY", "2023-02-10")
    return vpr


def data(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def fits(text: str) -> bool:
    return all(display_width(line) <= 80 for line in text.splitlines())


def entries(plan) -> int:
    return len(data(plan("log", "--all", "--json"))["entries"])


def test_a_file_is_handed_in_listed_checked_and_fetched(plan, home):
    (home / "приказ.pdf").write_bytes(b"order")

    done = plan(
        "submit", "1", "--school", "4", "--deliverable", "2", "--file", "приказ.pdf", "--url", "https://e.org/1"
    )

    assert done.returncode == 0, done.stderr
    assert "+ приказ.pdf" in done.stdout
    listed = plan("evidence", "list")
    assert "приказ.pdf" in listed.stdout
    assert fits(listed.stdout)
    assert fits(done.stdout)
    found = data(plan("evidence", "list", "1", "--school", "4", "--json"))["evidence"]
    file = next(each for each in found if each["kind"] == "file")
    assert (home / "plan.sqlite3.evidence" / file["sha256"][:2] / file["sha256"][2:]).read_bytes() == b"order"
    assert plan("evidence", "verify").stdout == "1 file is as it was handed in.\n"
    assert plan("evidence", "get", file["evidence_id"][:8], "-o", "out.pdf").returncode == 0
    assert (home / "out.pdf").read_bytes() == b"order"
    assert plan("evidence", "get", file["evidence_id"][:8], "-o", "out.pdf").returncode == 4
    assert "+ приказ.pdf" in plan("show", "1").stdout


def test_an_altered_file_is_exit_code_6_and_named(plan, home):
    (home / "приказ.pdf").write_bytes(b"order")
    plan("submit", "1", "--school", "4", "--deliverable", "2", "--file", "приказ.pdf")
    (kept,) = [path for path in (home / "plan.sqlite3.evidence").rglob("*") if path.is_file()]
    kept.chmod(0o644)
    kept.write_bytes(b"altered")

    done = plan("evidence", "verify")
    assert done.returncode == 6
    assert "приказ.pdf: the file was altered" in done.stderr
    done = plan("evidence", "verify", "--json")
    assert done.returncode == 6
    report = json.loads(done.stdout)
    assert (report["ok"], report["problems"][0]["fault"]) == (False, "altered")


def test_a_bad_file_is_a_clear_error_and_nothing_is_written(plan, home):
    before = entries(plan)
    for path in ("../x.pdf", str(home), "нет.pdf", "/dev/null"):
        done = plan("submit", "1", "--school", "4", "--file", path)
        assert done.returncode in (3, 4)
        assert done.stderr.startswith("Error: ")
        assert "Traceback" not in done.stderr
    assert entries(plan) == before
    assert not (home / "plan.sqlite3.evidence").exists()


def test_documents_require_evidence_when_the_rules_say_so(plan, home):
    assert "nothing requires" in plan("rules").stdout
    assert plan("rules", "--evidence", "documents", "--four-eyes").returncode == 0
    assert data(plan("rules", "--json"))["requires_evidence"] == "documents"
    plan("submit", "1", "--school", "4", "--deliverable", "2")
    assert "no file yet" in plan("show", "1").stdout

    done = plan("accept", "1", "--school", "4", "--as", "Other")
    assert done.returncode == 5
    assert "vpr evidence add 1" in done.stderr
    plan("evidence", "add", "1", "--school", "4", "--url", "https://example.org")
    assert plan("accept", "1", "--school", "4").returncode == 5
    assert plan("accept", "1", "--school", "4", "--as", "Other").returncode == 0

    done = plan("rules", "--task", "1", "--result", "2", "--evidence", "no", "--json")
    assert data(done)["requires_evidence"] is False


@pytest.mark.parametrize(
    "call",
    [
        ("--evidence", "yes"),
        ("--task", "1", "--evidence", "documents"),
        ("--task", "1"),
        ("--result", "1"),
        ("--task", "1", "--evidence", "yes", "--four-eyes"),
    ],
)
def test_rules_that_do_not_fit_together_are_a_wrong_call(plan, call):
    assert plan("rules", *call).returncode == 2


def test_all_that_a_school_owes_is_handed_in_and_accepted(plan):
    done = plan("submit", "--school", "4", "--task", "1", "--all")
    assert done.returncode == 0, done.stderr
    assert "13 changed" in done.stdout

    done = plan("submit", "--school", "4", "--all", "--dry-run")
    assert "would change" in done.stdout
    assert fits(done.stdout)
    assert plan("submit", "--school", "4", "--all").returncode == 0
    assert plan("accept", "--school", "4").returncode == 0
    assert plan("submit", "--school", "4", "--all").returncode == 5
    assert plan("submit", "--school", "4").returncode == 2


TABLE = """мероприятие;школа;результат;количество;файл;примечание
1;4;1;;справка.pdf;письмо от 08.02
1;№7;Аналитическая справка школы;;;
6;;;32;;
"""


def test_a_table_of_who_handed_in_what_is_shown_and_then_recorded_as_one(plan, home):
    (home / "lists").mkdir()
    (home / "lists" / "сдано.csv").write_bytes(TABLE.encode("cp1251"))
    (home / "lists" / "справка.pdf").write_bytes(b"x")
    before = entries(plan)

    shown = plan("submit", "--from", "lists/сдано.csv", "--dry-run")
    assert shown.returncode == 0, shown.stderr
    assert "5 would change" in shown.stdout
    assert "32 of 50" in shown.stdout
    assert fits(shown.stdout)
    # Without a terminal nobody can say yes.
    asked = plan("submit", "--from", "lists/сдано.csv")
    assert asked.returncode == 9
    assert entries(plan) == before

    done = plan("submit", "--from", "lists/сдано.csv", "--yes", "--json")
    assert len(data(done)["changes"]) == 5
    units = {entry["unit"] for entry in data(plan("log", "--all", "--json"))["entries"][before:]}
    assert len(units) == 1

    assert plan("undo").returncode == 0
    assert plan("evidence", "list").stdout == "Nothing was handed in.\n"


BAD_TABLE = """task;school;result;progress;file
1;4;1;;
1;12;1;;
99;4;;;
6;;1;много;
;4;1;;
1;7;1;;../тайное.pdf
1;4;1;;
"""


def test_every_bad_row_is_named_by_line_and_nothing_is_written_unless_asked(plan, home):
    (home / "сдано.csv").write_text(BAD_TABLE, encoding="utf-8")
    before = entries(plan)

    done = plan("submit", "--from", "сдано.csv", "--yes")

    assert done.returncode == 4
    lines = [line.strip(" -") for line in done.stderr.splitlines() if "line " in line]
    assert [line.partition(":")[0] for line in lines] == [f"line {number}" for number in (3, 4, 5, 6, 7, 8)]
    assert "«12»" in lines[0]
    assert "«99»" in lines[1]
    assert "«много»" in lines[2]
    assert entries(plan) == before

    done = plan("submit", "--from", "сдано.csv", "--yes", "--skip-bad")
    assert done.returncode == 0, done.stderr
    assert "1 changed." in done.stdout
    assert "Left out: line 3" in done.stderr


@pytest.mark.parametrize(
    "text",
    ["", "school;result\n4;1\n", "task;school;что-то\n1;4;x\n", "task;task\n1;1\n", "task;school\n", "\0\0\0"],
)
def test_what_is_no_table_of_submissions_is_said(plan, home, text):
    (home / "сдано.csv").write_text(text, encoding="utf-8")

    done = plan("submit", "--from", "сдано.csv", "--yes")
    assert done.returncode == 4
    assert "task;school" in done.stderr


@pytest.mark.parametrize(
    "call",
    [
        ("--from", "a.csv", "1"),
        ("--from", "a.csv", "--school", "4"),
        ("--withdraw",),
        ("1", "--withdraw", "--file", "a"),
        ("1", "--skip-bad"),
        (),
    ],
)
def test_options_of_submit_that_do_not_go_together_are_a_wrong_call(plan, call):
    assert plan("submit", *call).returncode == 2


def test_the_last_change_is_taken_back_and_done_again(plan):
    plan("submit", "1", "--school", "4")
    shown = plan("undo", "--dry-run")
    assert "would be taken back" in shown.stdout
    assert "was taken back" in plan("undo").stdout
    assert "holds again" in plan("undo").stdout
    done = plan("undo", "--as", "Other")
    assert done.returncode == 3
    plan("accept", "1", "--school", "4", "--as", "Other")
    done = plan("undo", "--json")
    assert done.returncode == 5
    assert "Other" in json.loads(done.stderr)["error"]["problems"][0]


def test_a_due_time_is_put_off_and_that_is_shown(plan):
    done = plan("postpone", "1", "--school", "4", "--to", "01.03.2023", "--reason", "ремонт", "--act", "приказ № 21")
    assert done.returncode == 0, done.stderr
    assert "due on 01.03.2023 instead of 25.01.2023" in done.stdout
    assert fits(done.stdout)
    assert "приказ № 21" in plan("show", "1").stdout
    assert "put off: from 25.01.2023 to 01.03.2023 (school 4)" in plan("status").stdout
    assert "приказ № 21" in plan("postpone", "--list").stdout
    report = data(plan("status", "--school", "4", "--json"))
    assert report["tasks"][0]["occurrences"][0]["postponed_from"] == "2023-01-25"

    assert plan("postpone", "1", "--school", "4", "--cancel").returncode == 0
    assert plan("postpone", "--list").stdout == "Nothing was put off.\n"
    assert plan("postpone", "1", "--school", "4", "--cancel").returncode == 3


@pytest.mark.parametrize("call", [(), ("1",), ("1", "--to", "01.03.2023", "--cancel"), ("1", "--list")])
def test_a_postponement_that_says_too_little_or_too_much_is_a_wrong_call(plan, call):
    assert plan("postpone", *call).returncode == 2


def test_a_postponement_without_a_reason_is_refused(plan):
    assert plan("postpone", "1", "--to", "01.03.2023").returncode == 5


def test_moving_an_event_is_shown_before_it_is_done(plan):
    plan("event", "set", "Проведение ВПР 2023", "15.03.2023", "20.05.2023", "--link")
    before = entries(plan)

    done = plan("event", "set", "Проведение ВПР 2023", "01.04.2023", "20.05.2023", "--dry-run")

    assert "01.04.2023" in done.stdout
    assert "Nothing was written" in done.stdout
    assert entries(plan) == before
    assert (
        plan("event", "set", "Проведение ВПР 2023", "01.04.2023", "20.05.2023", "--dry-run", "--link").returncode == 2
    )


def test_reports_are_asked_about_a_moment_of_the_past(plan, monkeypatch):
    told = {name: plan(name, "--json").stdout for name in ("status", "due", "matrix")}
    seq = entries(plan)
    moment = data(plan("log", "--all", "--json"))["entries"][-1]["at"]
    plan("submit", "1", "--school", "4")
    plan("waive", "2", "--note", "отменено")

    for name, said in told.items():
        then = plan(name, "--json", "--as-of", moment, "--on", "10.02.2023")
        assert then.stdout == said, then.stderr
        assert plan(name, "--json").stdout != said or name == "due"
    view = data(plan("show", "1", "--as-of", moment, "--json"))
    assert {each["state"] for each in view["obligations"]} == {"expected"}
    assert len(view["log"]) <= seq
    assert plan("status", "--as-of", "01.01.2001").returncode == 3
    assert plan("status", "--as-of", "вчера").returncode == 2
    for name in ("status", "due", "matrix", "show"):
        later = plan(name, *(("1",) if name == "show" else ()), "--as-of", "01.01.2100")
        assert later.returncode == 4
        assert "«01.01.2100»" in later.stderr


def test_the_journal_is_asked_by_action_and_moment(plan):
    plan("submit", "1", "--school", "4")
    plan("accept", "1", "--school", "4", "--deliverable", "1")

    found = data(plan("log", "--action", "accept", "--json"))["entries"]
    assert [entry["action"] for entry in found] == ["accept"]
    assert data(plan("log", "--until", "2001-01-01 12:00", "--json"))["entries"] == []
    assert len(data(plan("log", "--since", "2001-01-01 12:00", "--json"))["entries"]) == entries(plan)
    assert plan("log", "--since", "2001-01-01 25:00").returncode == 2
    assert fits(plan("log").stdout)


def test_the_journal_is_checked_replayed_and_written_out(plan, home):
    plan("submit", "1", "--school", "4")
    assert "whole" in plan("journal", "verify").stdout
    assert "hold what it says" in plan("journal", "verify", "--state").stdout
    assert plan("journal", "replay", "--into", "again.sqlite3").returncode == 0
    assert plan("journal", "replay", "--into", "again.sqlite3").returncode == 4

    plan("journal", "dump", "-o", "one.jsonl")
    assert plan("journal", "dump", "-o", "two.jsonl", "--db", "again.sqlite3").returncode == 0
    assert (home / "one.jsonl").read_bytes() == (home / "two.jsonl").read_bytes() != b""
    assert plan("journal", "dump").stdout.encode() == (home / "one.jsonl").read_bytes()


def test_an_altered_entry_is_exit_code_6_and_named(plan, home):
    with sqlite3.connect(home / "plan.sqlite3") as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal SET actor = 'Никто' WHERE seq = 3")

    for call in (("journal", "verify"), ("log", "--verify")):
        done = plan(*call)
        assert done.returncode == 6
        assert "3: entry 3 was altered" in done.stderr
        done = plan(*call, "--json")
        assert done.returncode == 6
        assert json.loads(done.stdout)["problems"][0]["entry"] == 3


def test_a_copy_is_put_back_and_what_was_there_is_kept(plan, home):
    assert plan("db", "backup", "copy.sqlite3").returncode == 0
    old = plan("status", "--json").stdout
    plan("submit", "1", "--school", "4")
    new = plan("status", "--json").stdout

    done = plan("db", "restore", "copy.sqlite3")
    assert done.returncode == 4
    assert "--yes" in done.stderr
    assert plan("status", "--json").stdout == new

    done = plan("db", "restore", "copy.sqlite3", "--yes")
    assert done.returncode == 0, done.stderr
    assert plan("status", "--json").stdout == old
    assert plan("status", "--json", "--db", "plan.sqlite3.replaced.bak").stdout == new
    with sqlite3.connect(home / "plan.sqlite3") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_only_a_whole_copy_is_put_back(plan, home):
    (home / "letter.txt").write_bytes(b"this is a letter, not a database" * 100)
    sqlite3.connect(home / "other.sqlite3").execute("CREATE TABLE a (b)").connection.close()
    shutil.copyfile(home / "plan.sqlite3", home / "altered.sqlite3")
    with sqlite3.connect(home / "altered.sqlite3") as connection:
        connection.execute("DROP TRIGGER journal_no_delete")
        connection.execute("DELETE FROM journal WHERE seq = 2")
    before = plan("status", "--json").stdout

    for name, code in (
        ("letter.txt", 6),
        ("other.sqlite3", 6),
        ("altered.sqlite3", 6),
        ("нет", 3),
        ("plan.sqlite3", 2),
    ):
        done = plan("db", "restore", name, "--yes")
        assert done.returncode == code, (name, done.stderr)
        assert "Traceback" not in done.stderr
    assert plan("status", "--json").stdout == before
    assert not list(home.glob("*.bak"))


def test_a_copy_is_put_where_no_database_is(plan, home):
    plan("db", "backup", "copy.sqlite3")

    done = plan("db", "restore", "copy.sqlite3", "--db", "new.sqlite3")

    assert done.returncode == 0, done.stderr
    assert plan("submit", "1", "--school", "4", "--db", "new.sqlite3").returncode == 0
    with sqlite3.connect(home / "new.sqlite3") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
