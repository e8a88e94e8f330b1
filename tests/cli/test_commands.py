"""The commands that read and write, from the first import to the export, as a coordinator calls them."""

from __future__ import annotations

import json
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from vpr_tracker.cli.tables import display_width
from vpr_tracker.domain.actions import ACTIONS

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "sample_plans" / "vpr-2023.toml"


@pytest.fixture
def plan(vpr):
    """The sample plan, imported, with two schools; gives the function that calls ``vpr``."""
    assert vpr("import", str(PLAN)).returncode == 0
    for number in ("4", "7"):
        assert vpr("school", "add", number).returncode == 0
    return vpr


def data(done):
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "\\u" not in done.stdout
    return json.loads(done.stdout)


def test_a_dry_run_shows_everything_and_writes_nothing(vpr, home):
    done = vpr("import", str(PLAN), "--dry-run")

    assert done.returncode == 0
    assert "9.1" in done.stdout
    assert "→ by 25.01.2023" in done.stdout
    assert not (home / "plan.sqlite3").exists()
    assert data(vpr("import", str(PLAN), "-n", "--json"))["import"] is None


def test_import_prints_the_plan_as_json_and_keeps_it(vpr):
    printed = data(vpr("import", str(PLAN), "--json"))

    assert printed["schema"] == "vpr-tracker/plan/1"
    assert next(iter(printed)) == "schema"
    assert [task["number"] for task in printed["tasks"]][:3] == ["1", "2", "3"]
    assert printed["import"]["created"] is True
    plans = data(vpr("plans", "--json"))
    assert plans["schema"] == "vpr-tracker/plans/1"
    assert plans["plans"][0]["title"] == printed["plan"]["title"]


def test_importing_the_same_again_changes_nothing(vpr, home):
    assert vpr("import", str(PLAN)).returncode == 0
    before = vpr("log", "--json").stdout

    again = vpr("import", str(PLAN), "--json")

    assert json.loads(again.stdout)["import"]["created"] is False
    assert vpr("log", "--json").stdout == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("broken.toml", b"[plan\n", 4),
        ("empty.toml", b"", 4),
        ("other.xyz", b"text", 4),
        ("missing.toml", None, 3),
    ],
)
def test_a_bad_file_leaves_the_database_as_it_was_byte_for_byte(name, content, code, plan, home):
    if content is not None:
        (home / name).write_bytes(content)
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in home.glob("plan.sqlite3*")}

    done = plan("import", name)

    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in home.glob("plan.sqlite3*")} == files


def test_a_bad_file_makes_no_database(vpr, home):
    (home / "broken.toml").write_text("[plan\n")

    assert vpr("import", "broken.toml").returncode == 4
    assert list(home.glob("*.sqlite3*")) == []


def test_show_says_where_a_task_was_read_and_what_was_recorded(plan):
    plan("submit", "1", "--school", "4", "--deliverable", "1")

    shown = plan("show", "1")
    printed = data(plan("show", "1", "--json"))

    assert "«До 25.01.2023»" in shown.stdout
    assert "submit" in shown.stdout
    assert printed["schema"] == "vpr-tracker/task/1"
    assert printed["number"] == "1"
    assert {each["school"] for each in printed["obligations"]} == {"4", "7"}
    assert data(plan("show", "--json"))["schema"] == "vpr-tracker/plan/1"
    assert plan("show", "77").returncode == 3


def test_what_is_handed_in_is_accepted_returned_waived_and_restored(plan):
    submitted = data(plan("submit", "1", "--school", "4", "--json"))
    assert submitted["schema"] == "vpr-tracker/changes/1"
    assert {(each["before"], each["after"], each["school"]) for each in submitted["changes"]} == {
        ("expected", "submitted", "4")
    }

    accepted = data(plan("accept", "1", "--school", "4", "--deliverable", "1", "--json"))
    returned = data(plan("return", "1", "--school", "4", "--deliverable", "2", "--note", "нет подписи", "--json"))
    withdrawn = data(plan("submit", "1", "--school", "4", "--deliverable", "3", "--withdraw", "--json"))
    waived = data(plan("waive", "1", "--school", "7", "--note", "ремонт школы", "--json"))
    restored = data(plan("waive", "1", "--school", "7", "--deliverable", "1", "--restore", "--json"))

    assert [each["after"] for each in accepted["changes"]] == ["accepted"]
    assert [each["after"] for each in returned["changes"]] == ["returned"]
    assert [each["after"] for each in withdrawn["changes"]] == ["expected"]
    assert {each["after"] for each in waived["changes"]} == {"waived"}
    assert [each["after"] for each in restored["changes"]] == ["expected"]


def test_what_is_not_allowed_exits_with_5_and_says_what_is(plan):
    refused = plan("accept", "1", "--school", "4")
    no_reason = plan("waive", "1", "--school", "4")

    assert refused.returncode == no_reason.returncode == 5
    assert "Hint:" in no_reason.stderr


def test_the_table_of_changes_names_school_result_and_state(plan):
    done = plan("submit", "1")

    assert "expected → submitted" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("changed.")
    assert max(display_width(line) for line in done.stdout.splitlines()) <= 80


def test_who_acts_is_in_the_journal(plan):
    plan("submit", "1", "--school", "4", "--as", "Методист", "--note", "письмо от 20.01")

    entries = data(plan("log", "--json"))["entries"]
    mine = data(plan("log", "--by", "Методист", "--task", "1", "--school", "4", "--json"))["entries"]

    assert {entry["actor"] for entry in entries} == {"Coordinator", "Методист"}
    assert mine
    assert {entry["actor"] for entry in mine} == {"Методист"}
    assert "письмо от 20.01" in plan("log").stdout
    assert data(plan("log", "--limit", "1", "--json"))["entries"] == entries[-1:]
    assert "whole" in plan("log", "--verify").stdout


def test_an_altered_journal_is_found(plan, home):
    with sqlite3.connect(home / "plan.sqlite3") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE journal SET actor = 'Nobody' WHERE seq = 1")
    connection.close()

    done = plan("log", "--verify")

    assert done.returncode == 6
    assert "1" in done.stderr


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("number;name\n1;Школа № 1\n2;Гимназия № 2\n", "utf-8-sig"),
        ("номер;название\n1;Школа № 1\n2;Гимназия № 2\n", "cp1251"),
        ('Наименование,Номер\n"Школа № 1",1\nГимназия № 2,2\n', "utf-8"),
        ("1\tШкола № 1\n2\tГимназия № 2\n\n", "utf-8"),
    ],
)
def test_schools_are_read_from_the_csv_that_excel_saves(text, encoding, vpr, home):
    assert vpr("import", str(PLAN)).returncode == 0
    (home / "schools.csv").write_bytes(text.encode(encoding))

    added = data(vpr("school", "import", "schools.csv", "--json"))["added"]

    assert [(school["number"], school["name"]) for school in added] == [("1", "Школа № 1"), ("2", "Гимназия № 2")]


@pytest.mark.parametrize("content", [b"", b"number;name\n", b"\x00\x01\x02", b"number;name\n;\n"])
def test_a_file_without_schools_is_refused_and_adds_none(content, plan, home):
    (home / "schools.csv").write_bytes(content)

    done = plan("school", "import", "schools.csv")

    assert done.returncode == 4
    assert [school["number"] for school in data(plan("school", "list", "--json"))["schools"]] == ["4", "7"]


def test_a_school_that_is_listed_already_is_said(plan):
    done = plan("school", "add", "4")

    assert done.returncode == 0
    assert "Школа № 4" in done.stderr


def test_a_person_is_assigned_to_a_role_at_a_school(plan):
    assert plan("assign", "Ответственный за ВПР", "Петрова А. Б.", "--school", "4").returncode == 0

    listed = plan("school", "list").stdout

    assert "Ответственный за ВПР: Петрова А. Б." in " ".join(listed.split())
    assert plan("assign", "Роль", "Петрова А. Б.", "--school", "99").returncode == 3


def test_school_terms_are_shown_set_and_confirmed(plan):
    shown = data(plan("school", "year", "2022/23", "--json"))
    plan("school", "term", "2022/23-III", "09.01.2023", "24.03.2023")
    after = data(plan("school", "year", "2022/23", "--confirm", "--json"))

    third = next(unit for unit in after["units"] if unit["key"] == "2022/23-III")
    assert {unit["basis"] for unit in shown["units"]} <= {"recommended", "derived"}
    assert (third["start"], third["end"], third["basis"]) == ("2023-01-09", "2023-03-24", "set")
    assert plan("school", "term", "2022/23-III", "24.03.2023", "09.01.2023").returncode == 2


def test_an_event_dates_what_hangs_on_it_and_moves_it(plan):
    set_event = data(plan("event", "set", "Проведение ВПР 2023", "15.03.2023", "20.05.2023", "--json"))
    assert set_event["schema"] == "vpr-tracker/event/1"
    assert set_event["proposals"]
    proposal = set_event["proposals"][0]

    linked = data(plan("event", "link", proposal["task"], proposal["anchor"], "Проведение ВПР", "--json"))
    moved = data(plan("event", "set", "Проведение ВПР 2023", "20.03.2023", "20.05.2023", "--json"))

    assert linked["moved"][0]["after"] == ["2023-03-15", "2023-05-20"]
    assert moved["moved"][0]["after"] == ["2023-03-20", "2023-05-20"]
    assert data(plan("event", "list", "--json"))["events"][0]["links"]
    unlinked = data(plan("event", "unlink", proposal["task"], proposal["anchor"], "--json"))
    assert unlinked["moved"][0]["after"] in (None, [None, None])


def test_all_that_fit_are_linked_at_once(plan):
    proposed = data(plan("event", "set", "Проведение ВПР 2023", "15.03.2023", "20.05.2023", "--json"))["proposals"]

    done = data(plan("event", "set", "Проведение ВПР 2023", "15.03.2023", "20.05.2023", "--link", "--json"))

    assert done["proposals"] == []
    assert {each["task"] for each in done["moved"]} == {each["task"] for each in proposed}


def test_an_event_that_ends_before_it_begins_is_refused(plan):
    assert plan("event", "set", "ВПР", "20.05.2023", "15.03.2023").returncode == 2
    assert data(plan("event", "list", "--json"))["events"] == []


def test_a_task_is_corrected_and_added(plan):
    changed = data(plan("set", "4", "--deadline", "до 01.06.2023", "--owner", "Петрова А. Б.", "--json"))
    plan("set", "12", "--title", "Опубликовать две статьи")
    added = data(
        plan("task", "add", "19", "Совещание", "--deadline", "до 10.06.2023", "--result", "Протокол", "--json")
    )

    assert changed["schema"] == added["schema"] == "vpr-tracker/corrections/1"
    fourth = data(plan("show", "4", "--json"))
    assert fourth["deadline"]["terms"][0]["end"] == "2023-06-01"
    assert [owner["name"] for owner in fourth["owners"]] == ["Петрова А. Б."]
    assert data(plan("show", "12", "--json"))["title"] == "Опубликовать две статьи"
    assert data(plan("show", "19", "--json"))["deliverables"][0]["title"] == "Протокол"


@pytest.mark.parametrize(
    "arguments", [[], ["4"], ["4", "--period", "2023-01-01..2023-12-31"], ["--title", "X"], ["--period", "2023"]]
)
def test_a_correction_that_says_too_little_or_too_much_is_a_wrong_call(arguments, plan):
    assert plan("set", *arguments).returncode == 2


def test_the_period_is_corrected(plan):
    done = plan("set", "--period", "2022-09-01..2023-08-31", "--json")

    assert done.returncode == 0
    assert data(plan("plans", "--json"))["plans"][0]["period_start"] == "2022-09-01"


def test_two_spellings_of_one_owner_are_joined(plan):
    plan("set", "2", "--owner", "Петрова А. Б.")
    plan("set", "3", "--owner", "Петрава А. Б.")

    joined = data(plan("owner", "merge", "Петрова А. Б.", "Петрава А. Б.", "--json"))

    assert joined["changed"] >= 1
    owners = {owner["name"]: owner["tasks"] for owner in data(plan("owner", "list", "--json"))["owners"]}
    assert "Петрава А. Б." not in owners
    assert {"2", "3"} <= set(owners["Петрова А. Б."])


def test_a_plan_file_is_written_and_read_again(plan, home):
    assert plan("export", "-o", "plan.toml").returncode == 0
    exported = plan("export", "--format", "json")
    assert json.loads(exported.stdout)["schema"] == "vpr-tracker/plan/1"
    assert plan("export").stdout == (home / "plan.toml").read_text(encoding="utf-8")

    again = plan("import", "plan.toml", "--db", "other.sqlite3", "--json")

    assert again.returncode == 0, again.stderr
    written = json.loads(exported.stdout)
    assert [task["title"] for task in json.loads(again.stdout)["tasks"]] == [task["title"] for task in written["tasks"]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-o", "plan.xyz"], 2),
        (["--format", "xyz"], 2),
        (["-o", "nowhere/plan.json"], 4),
    ],
)
def test_an_export_that_cannot_be_written_is_refused(arguments, code, plan, home):
    assert plan("export", *arguments).returncode == code
    assert not (home / "plan.xyz").exists()


def test_the_database_is_looked_after(plan, home):
    status = data(plan("db", "status", "--json"))
    upgraded = data(plan("db", "upgrade", "--json"))
    copied = data(plan("db", "backup", "copy.sqlite3", "--json"))

    assert (status["state"], status["journal"]["problems"]) == ("current", [])
    assert upgraded["applied"] == []
    assert Path(copied["path"]).name == "copy.sqlite3"
    assert data(plan("plans", "--db", "copy.sqlite3", "--json")) == data(plan("plans", "--json"))
    assert plan("db", "backup", "copy.sqlite3").returncode == 6


def test_without_a_database_readers_say_what_to_do(vpr, home):
    for words in (["plans"], ["show"], ["log"], ["school", "list"], ["review"], ["export"]):
        done = vpr(*words)
        assert done.returncode == 3, words
        assert "vpr import" in done.stderr
    assert vpr("db", "status").returncode == 0
    assert list(home.glob("*.sqlite3*")) == []


def test_a_deadline_is_explained(vpr):
    call = ("deadline", "до 25.01, далее 1 раз в четверть", "--period", "2023-01-01..2023-12-31")

    shown = vpr(*call).stdout
    printed = data(vpr(*call, "--json"))

    assert "by 25.01.2023" in shown
    assert "from the words «до 25.01»" in shown
    assert "Assumed:" in shown
    assert printed["schema"] == "vpr-tracker/deadline/1"
    assert [date["key"] for date in printed["dates"]][:2] == ["1", "2022/23-III"]
    assert printed["terms"][0]["words"] == "до 25.01"
    assert printed["period"] == {"start": "2023-01-01", "end": "2023-12-31"}


def test_a_phrase_without_a_due_time_is_said_to_have_none(vpr):
    assert "→" not in vpr("deadline", "кабинет 12").stdout
    assert data(vpr("deadline", "", "--json"))["dates"][0]["kind"] == "undated"


def test_a_long_list_of_dates_is_cut_for_people_and_whole_in_json(vpr):
    call = ("deadline", "ежедневно", "--period", "2023-01-01..2023-12-31")

    shown = vpr(*call).stdout
    dates = data(vpr(*call, "--json"))["dates"]

    assert len(dates) > 200
    assert f"and {len(dates) - 24} more" in shown


def test_every_action_of_the_journal_has_a_word_in_the_reader_s_language(plan, monkeypatch):
    calls = [
        ("submit", "1", "--school", "4"),
        ("submit", "1", "--school", "4", "--deliverable", "3", "--withdraw"),
        ("accept", "1", "--school", "4", "--deliverable", "1"),
        ("return", "1", "--school", "4", "--deliverable", "2", "--note", "нет подписи"),
        ("waive", "1", "--school", "7", "--note", "ремонт"),
        ("waive", "1", "--school", "7", "--restore"),
        ("event", "set", "Проведение ВПР 2023", "15.03.2023", "--link"),
        ("event", "unlink", "9", "проведения"),
        ("set", "2", "--owner", "Петрова А. Б."),
        ("set", "3", "--owner", "Петрава А. Б."),
        ("set", "--period", "2023-01-01..2023-12-30"),
        ("owner", "merge", "Петрова А. Б.", "Петрава А. Б."),
        ("task", "add", "19", "Совещание"),
        ("assign", "Роль", "Петрова А. Б.", "--school", "4"),
        ("school", "term", "2022/23-III", "09.01.2023", "24.03.2023"),
        ("review", "--accept-all"),
        ("evidence", "add", "1", "--school", "4", "--deliverable", "4", "--url", "https://example.org"),
        ("postpone", "1", "--to", "01.03.2023", "--reason", "карантин"),
        ("postpone", "1", "--cancel"),
        ("rules", "--four-eyes"),
        ("rules", "--task", "1", "--evidence", "yes"),
        ("undo",),
    ]
    for call in calls:
        done = plan(*call)
        assert done.returncode == 0, (call, done.stderr)

    written = {entry["action"] for entry in data(plan("log", "--all", "--json"))["entries"]}

    # New editions and kits have tests of their own, in which files are filled in; numbers are put right for plugins.
    assert written == set(ACTIONS) - {"amend", "kit", "kit_replace", "progress"}
    monkeypatch.setenv("VPR_LANG", "ru")
    lines = plan("log", "--all").stdout.splitlines()[1:]
    assert not any(f"  {action}  " in line for line in lines for action in ACTIONS)


def test_a_merge_is_told_in_one_sentence(plan):
    plan("set", "2", "--owner", "Петрова А. Б.")
    plan("set", "3", "--owner", "Петрава А. Б.")

    said = plan("--lang", "ru", "owner", "merge", "Петрова А. Б.", "Петрава А. Б.").stdout

    assert said == "К «Петрова А. Б.» присоединена 1 запись.\n"


def test_reports_and_changes_say_the_same_of_a_school_that_the_plan_does_not_list(plan):
    asked = plan("status", "--school", "99").stderr
    changed = plan("submit", "1", "--school", "99").stderr

    assert asked.replace("Where: --school\n", "") == changed
    assert "there is no school «99» in the plan" in changed


def test_a_phrase_without_a_date_is_told_and_an_empty_one_refused(plan):
    assert plan("set", "1", "--deadline", " ").returncode == 2

    done = plan("set", "1", "--deadline", "абракадабра")

    assert done.returncode == 0
    assert "no date was understood in «абракадабра»: task 1" in done.stderr
    assert plan("set", "1", "--deadline", "до 15.03.2023").stderr == ""


def test_a_progress_that_no_number_holds_is_a_wrong_call(plan):
    assert plan("submit", "1", "--progress", "99999999999999999999").returncode == 2
