"""What follows from runs as people call it: days, links, findings, at the command line."""

from __future__ import annotations

import json
from datetime import date

import pytest

BAD = {"ready": "нет", "why": "нет часов", "observers": "1", "stock": "мало"}


@pytest.fixture
def data(vpr):
    """The JSON that a command gives."""

    def call(*arguments):
        code, out, err = vpr("checklist", *arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    return call


@pytest.fixture(autouse=True)
def shelf(world, run):
    """Templates of one's own are found."""
    (world.folder / "vpr.toml").write_text('[plugin.checklists]\ntemplates = "templates"\n', encoding="utf-8")


def test_days_outside_the_plan_and_behind_a_moved_event_are_told_of(world, vpr, data):
    data("link", "8", "kabinet")
    _code, _out, err = vpr("checklist", "days", "add", "8", "16.03.2023", "16.03.2032")
    assert "outside the due times of task 8: 16.03.2032" in err
    assert "16.03.2023" not in err
    vpr("checklist", "days", "remove", "8", "16.03.2032")
    world.tracker.set_event("ВПР", date(2023, 3, 10), date(2023, 3, 31))
    world.tracker.link_event("8", "Плану – графику", "ВПР")
    assert vpr("checklist", "days", "list", "8")[2] == ""
    world.tracker.set_event("ВПР", date(2023, 3, 10), date(2023, 3, 12), school="7")
    assert "outside the due times of task 8: 16.03.2023 (7)" in vpr("checklist", "links")[2]
    assert "16.03.2023 (7)" in vpr("checklist", "days", "list", "8")[2]
    data("days", "add", "8", "20.03.2023", "--school", "7")
    assert "20.03.2023 (7)" in vpr("checklist", "days", "list", "8")[2]
    world.tracker.set_event("ВПР", date(2023, 4, 3), date(2023, 4, 20))
    assert "outside the due times of task 8: 16.03.2023, 20.03.2023 (7)" in vpr("checklist", "links")[2]
    assert [each["outside"] for each in data("days", "list", "8")["days"]] == [True, True]


def test_a_number_that_was_recorded_by_hand_is_told_of_before_runs_count(world, vpr):
    (world.folder / "templates" / "counted.toml").write_text(
        (world.folder / "templates" / "kabinet.toml").read_text(encoding="utf-8").replace('"kabinet"', '"counted"'),
        encoding="utf-8",
    )
    world.tracker.submit("6", deliverable="1", progress=20)
    code, out, err = vpr("checklist", "link", "6", "counted", "--total", "observers=1", "--per", "occurrence")
    assert code == 0, err
    assert "20 was recorded" in err
    assert "Counted up by the runs: «Обучено наблюдателей»" in out
    vpr("checklist", "start", "counted", "--school", "7", "--on", "16.03.2023")
    vpr("checklist", "fill", "2", "--set", "ready=да", "--set", "observers=3")
    assert vpr("checklist", "finish", "2")[0] == 0
    assert "the sums for «Обучено наблюдателей» go with it: 3." in vpr("checklist", "unlink", "6")[2]


def test_a_run_that_counts_for_nothing_is_told_of_when_it_begins_and_when_it_ends(world, vpr, data):
    data("link", "8", "kabinet")
    data("days", "add", "8", "16.03.2023")
    doubts = data("start", "kabinet", "--school", "7", "--on", "17.03.2023")["doubts"]
    assert any("vpr checklist days add 8 17.03.2023" in each for each in doubts)
    data("fill", "2", "--set", "ready=да", "--set", "observers=3")
    assert "counts for no task" in vpr("checklist", "finish", "2")[2]
    data("start", "kabinet", "--school", "7", "--on", "16.03.2023")
    data("fill", "3", "--set", "ready=да", "--set", "observers=3")
    assert data("finish", "3")["astray"] is None


def test_findings_are_made_tasks_put_off_and_closed(world, vpr, data):
    world.finished("7", date(2023, 3, 20), BAD)
    world.finished("7", date(2023, 4, 3), BAD)
    code, out, err = vpr("checklist", "findings", "task", "1", "--task", "8", "--by", "14.04.2023")
    assert code == 0, err
    vpr("checklist", "findings", "task", "2", "--task", "9.1", "--by", "14.04.2023")
    _code, out, _err = vpr("checklist", "findings")
    assert "again, 2×" in out
    assert "20.03.2023" in out
    code, _out, err = vpr("postpone", "8", "--to", "21.04.2023", "--reason", "ремонт", "--school", "7")
    assert code == 5
    assert "vpr checklist findings postpone NUMBER" in err
    code, out, err = vpr("checklist", "findings", "postpone", "1", "2", "--to", "21.04.2023", "--reason", "ремонт")
    assert code == 0, err
    assert "vpr show 8; vpr show 9.1" in out
    assert [each["due_on"] for each in data("findings")["findings"][:2]] == ["2023-04-21"] * 2
    code, out, err = vpr("checklist", "findings", "close", "1", "--reason", "часы повесили, снимок есть")
    assert code == 0, err
    (closed,) = data("findings", "--step", "closed")["findings"]
    assert (closed["closed_reason"], closed["closed_by"], closed["state"]) == (
        "часы повесили, снимок есть",
        "Гордеева Т. Н.",
        "accepted",
    )
    assert vpr("checklist", "findings", "close", "1", "--reason", "ещё раз")[0] == 5
    assert vpr("checklist", "findings", "close", "2")[0] == 2
    assert vpr("checklist", "findings", "postpone", "3", "--to", "21.04.2023", "--reason", "ремонт")[0] == 5


def test_the_journal_and_a_refused_undo_speak_in_words(world, vpr, data):
    world.finished("7", date(2023, 3, 20), BAD)
    data("findings", "task", "1", "--task", "8", "--by", "14.04.2023")
    data("findings", "postpone", "1", "--to", "21.04.2023", "--reason", "ремонт")
    _code, out, _err = vpr("log")
    assert "findings put off" in out
    assert "checklist_" not in out
    entries = json.loads(vpr("log", "--json")[1])["entries"]
    made = next(each["seq"] for each in entries if each["action"] == "checklist_task")
    code, _out, err = vpr("undo", "--entry", str(made))
    assert code == 5
    assert "findings put off" in err
    assert "checklist_" not in err
