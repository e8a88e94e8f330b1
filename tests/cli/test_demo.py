"""``vpr demo`` goes the whole way and leaves files that the other commands work on."""

from __future__ import annotations

import json

import pytest

from vpr_tracker.cli.tables import display_width


@pytest.fixture
def with_plugins(home, monkeypatch):
    monkeypatch.delenv("VPR_PLUGINS")
    return home


def test_the_demo_shows_the_status_and_leaves_a_database_that_the_commands_read(with_plugins, vpr):
    done = vpr("demo")
    assert done.returncode == 0, done.stderr
    folder = with_plugins / "vpr-demo"
    assert {"vpr-2023.docx", "vpr.sqlite3", "plan.toml", "matrix.csv"} <= {path.name for path in folder.iterdir()}
    again = vpr("--db", str(folder / "vpr.sqlite3"), "status", "--on", "2023-02-10", "--json")
    tasks = {task["number"]: task for task in json.loads(again.stdout)["tasks"]}
    assert (
        tasks["1"]["obligations"] | {"total": 52, "done": 1, "in_review": 1, "overdue": 50} == tasks["1"]["obligations"]
    )
    assert vpr("--db", str(folder / "vpr.sqlite3"), "check", "--on", "2023-02-10").returncode == 11


def test_a_second_demo_takes_the_next_free_folder_and_touches_nothing_else(with_plugins, vpr):
    assert vpr("demo").returncode == 0
    assert vpr("demo").returncode == 0
    assert sorted(path.name for path in with_plugins.iterdir()) == ["vpr-demo", "vpr-demo-2"]


def test_a_folder_that_is_there_is_left_alone(with_plugins, vpr):
    (with_plugins / "mine").mkdir()
    done = vpr("demo", "--to", "mine")
    assert done.returncode == 5
    assert "mine" in done.stderr
    assert list((with_plugins / "mine").iterdir()) == []


def test_the_demo_fits_eighty_columns(with_plugins, vpr, monkeypatch):
    monkeypatch.setenv("VPR_LANG", "ru")

    shown = vpr("demo", "--to", "d").stdout.splitlines()

    assert any("Похоже на одного человека" in line for line in shown)
    assert [line for line in shown if display_width(line) > 80] == []
