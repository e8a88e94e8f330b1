"""``vpr checklist template``."""

from __future__ import annotations

import json

import pytest

from vpr_tracker.cli import main
from vpr_tracker_checklists.templates.shelf import Shelf


@pytest.fixture(autouse=True)
def _place(tmp_path, monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")
    monkeypatch.setenv("VPR_DB", str(tmp_path / "none.sqlite3"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


def said(capsys, *words, code=0):
    assert main(["checklist", "template", *words]) == code
    return capsys.readouterr()


def test_the_list_names_all_of_them_and_asks_no_database(capsys, tmp_path):
    data = json.loads(said(capsys, "list", "--json").out)

    assert data["schema"] == "vpr-tracker/checklist-templates/1"
    assert [each["name"] for each in data["templates"]] == Shelf().names()
    assert not (tmp_path / "none.sqlite3").exists()


def test_the_folder_of_the_settings_is_listed_with_what_cannot_be_used(capsys, tmp_path):
    (tmp_path / "vpr.toml").write_text('[plugin.checklists]\ntemplates = "own"\n', encoding="utf-8")
    (tmp_path / "own").mkdir()
    said(capsys, "export", "readiness", "-o", "own/mine.toml")
    text = (tmp_path / "own" / "mine.toml").read_text(encoding="utf-8")
    (tmp_path / "own" / "mine.toml").write_text(text.replace('"readiness"', '"mine"'), encoding="utf-8")
    (tmp_path / "own" / "broken.toml").write_text("x = 1\n", encoding="utf-8")

    printed = said(capsys, "list")
    assert "mine " in printed.out
    assert "broken.toml" in printed.err
    data = json.loads(said(capsys, "list", "--json").out)["templates"]
    assert [(each["name"], bool(each["problems"])) for each in data if each["path"]] == [
        ("broken", True),
        ("mine", False),
    ]


@pytest.mark.parametrize("name", Shelf().names())
def test_a_template_is_shown_within_eighty_columns(name, capsys):
    printed = said(capsys, "show", name).out

    assert max(len(line) for line in printed.splitlines()) <= 80
    for item in Shelf().get(name).items:
        assert item.name in printed
    data = json.loads(said(capsys, "show", name, "--json").out)["template"]
    assert sum(len(section["items"]) for section in data["sections"]) == len(list(Shelf().get(name).items))


def test_check_names_each_fault_and_fails(capsys, tmp_path):
    (tmp_path / "bad.toml").write_text('name = "bad"\ntitel = "x"\n', encoding="utf-8")

    printed = said(capsys, "check", "bad.toml", code=4)
    assert "line 2: titel" in printed.err
    printed = said(capsys, "check", "bad.toml", "--json", code=4)
    data = json.loads(printed.out)
    assert (data["ok"], data["name"]) == (False, None)
    assert {"line": 2, "place": "titel", "message": "there is no such key", "cure": "did you mean «title»?"} in (
        data["faults"]
    )
    assert json.loads(printed.err)["error"]["code"] == "bad_input"


def test_check_takes_a_name_as_the_other_commands_do(capsys, tmp_path):
    assert "no fault" in said(capsys, "check", "site-sections").out
    assert "site-sections" in said(capsys, "check", "site-section", code=3).err
    (tmp_path / "mine").write_text("x = 1\n", encoding="utf-8")
    assert "line 1: x" in said(capsys, "check", "mine", code=4).err


@pytest.mark.parametrize("name", Shelf().names())
def test_what_is_exported_checks_clean_and_is_the_same_template(name, capsys):
    said(capsys, "export", name, "-o", "mine.toml")

    assert "no fault" in said(capsys, "check", "mine.toml").out
    assert Shelf().get("./mine.toml") == Shelf().get(name)
    assert said(capsys, "export", name).out == Shelf().get(name).body


def test_export_overwrites_nothing_unasked(capsys, tmp_path):
    (tmp_path / "mine.toml").write_text("моё\n", encoding="utf-8")

    assert "--force" in said(capsys, "export", "readiness", "-o", "mine.toml", code=8).err
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == "моё\n"
    said(capsys, "export", "readiness", "-o", "mine.toml", "--force")
    said(capsys, "export", "readiness", "-o", "mine.toml")  # nothing is lost


def test_a_workbook_is_not_poured_onto_a_terminal(capsys, tmp_path):
    said(capsys, "export", "readiness", "--format", "xlsform", code=2)
    said(capsys, "export", "readiness", "--format", "xlsform", "-o", "r.xlsx")
    assert (tmp_path / "r.xlsx").read_bytes().startswith(b"PK")
