"""``vpr checklist fill`` by options and from files."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from run_world import FULL

from vpr_tracker_checklists.commands.answers_file import read_answers

FILL = ("checklist", "fill", "1")


def test_answers_remarks_and_evidence_by_options(vpr, sheet):
    given_ = ("--set", "ready=да", "--set", "observers=3 чел.", "--note", "ready=все три", "--evidence", "ready=а.png")
    code, out, _err = vpr(*FILL, *given_, "--evidence", "ready=https://school4.example.org", "--json")

    assert code == 0
    told = json.loads(out)
    assert told["schema"] == "vpr-tracker/checklist-fill/1"
    assert told["run"]["answers"] == dict(sheet().answers) == {"ready": "yes", "observers": 3}
    assert told["run"]["notes"] == dict(sheet().notes) == {"ready": "все три"}
    assert told["run"]["evidence"] == {"ready": ["а.png", "https://school4.example.org"]}
    assert told["lacks"] == []


def test_what_is_missing_is_said(vpr):
    code, out, _err = vpr(*FILL, "--set", "ready=нет")

    assert code == 0
    assert "Still missing:\n  • Что не готово: is not answered\n  • Наблюдателей в день работы: is not" in out


def test_an_empty_answer_takes_away(vpr, sheet):
    vpr(*FILL, "--set", "ready=да", "--note", "ready=так", "--evidence", "ready=а.png")
    code, _out, _err = vpr(*FILL, "--set", "ready=", "--note", "ready=", "--evidence", "ready=")

    assert code == 0
    assert (sheet().answers, sheet().notes, sheet().evidence) == ({}, {}, {})


def test_another_day_and_another_inspector(vpr, world):
    code, _out, _err = vpr(*FILL, "--on", "21.03.2023", "--inspector", "Зуев П. Р.")

    assert code == 0
    found = world.book.find(1)
    assert (found.held_on.isoformat(), found.inspector) == ("2023-03-21", "Зуев П. Р.")


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("а.csv", "item;answer;note;evidence\nready;да;все три;а.png; \nobservers;3;;\nstock;;;\n", "utf-8-sig"),
        ("а.csv", "Пункт\tОтвет\tПримечание\tФайл\r\nready\tда\tвсе три\tа.png\r\nobservers\t3\t\t\r\n", "cp1251"),
        ("а.csv", 'item,answer,note,evidence\nready,да,"все три",а.png\nobservers,3\n', "utf-8"),
        (
            "а.toml",
            '[answers]\nready = true\nobservers = 3\n[notes]\nready = "все три"\n[evidence]\nready = "а.png"\n',
            "utf-8",
        ),
        (
            "а.json",
            '{"answers": {"ready": "да", "observers": 3.0}, "notes": {"ready": "все три"}, '
            '"evidence": {"ready": ["а.png"]}}',
            "utf-8",
        ),
    ],
)
def test_a_file_of_answers(name, text, encoding, vpr, world, sheet):
    (world.folder / name).write_bytes(text.encode(encoding))
    code, _out, err = vpr(*FILL, "--from", name)

    assert (code, err) == (0, "")
    assert sheet().answers == {"ready": "yes", "observers": 3}
    assert (sheet().notes, sheet().evidence) == ({"ready": "все три"}, {"ready": ("а.png",)})
    assert world.book.find(1).origin == "file"


def test_what_show_prints_can_be_given_to_another_run(vpr, world):
    vpr(*FILL, "--set", "ready=нет", "--set", "why=нет столов", "--set", "observers=1", "--note", "why=в акте")
    (world.folder / "first.json").write_text(vpr("checklist", "show", "1", "--json")[1], encoding="utf-8")
    other = world.start(school="7")

    assert vpr("checklist", "fill", str(other.number), "--from", "first.json")[0] == 0
    assert world.book.find(other.id).sheet == world.book.find(1).sheet


def test_an_option_goes_before_the_file(vpr, world, sheet):
    (world.folder / "a.csv").write_text("item;answer\nready;да\nobservers;3\n", encoding="utf-8")
    assert vpr(*FILL, "--from", "a.csv", "--set", "observers=7")[0] == 0
    assert sheet().answers == {"ready": "yes", "observers": 7}


def test_everything_that_is_wrong_is_named_with_its_place_and_nothing_is_written(vpr, world, sheet):
    (world.folder / "a.csv").write_text(
        "item;answer\nready;может быть\nwhy;нет столов\nobservers;77\nobserver;3\nstock;мало\n", encoding="utf-8"
    )
    before = sheet()
    code, out, err = vpr(*FILL, "--from", "a.csv", "--set", "stock=много", "--note", "xyz=что-то")

    assert (code, out) == (4, "")
    assert "a.csv, line 2: ready: «может быть» is none of the answers" in err
    assert "a.csv, line 4: observers: «77 чел.»: от 0 до 50" in err
    assert "a.csv, line 5: observer: the template has no such item; is it «observers»?" in err
    assert "--set: stock: «много» is none of the answers" in err
    assert "--note: xyz: the template has no such item" in err
    assert "why" not in err
    assert sheet() == before


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.csv",
            "item;answer\nready;да\n;3\nready;нет\n",
            ["line 3: no item", "line 4: «ready» stands in a.csv, line 2"],
        ),
        ("a.csv", "answer;remarks\nда;нет\n", ["«remarks» is not known", "no column says which item"]),
        ("a.csv", "", ["not a table of answers"]),
        ("a.toml", '[answers]\nready = "да"\nready = "нет"\n', ["is no TOML"]),
        ("a.toml", "[answers.ready]\nvalue = 1\n", ["answers.ready: this is no answer"]),
        ("a.toml", "[answer]\nready = 1\n", ["«answer» is not known"]),
        ("a.json", '{"answers": {"ready": "да", "ready": "нет"}}', ["«ready» stands there twice"]),
        ("a.json", '{"answers": {"remark": [["а"]]}, "notes": {"ready": 1}}', ["answers.remark:", "notes.ready:"]),
        ("a.json", '["ready"]', ["holds no answers"]),
        ("a.json", "[" * 100_000, ["is no JSON"]),
        ("a.json", '{"answers": {"observers": NaN, "ready": 8}}', ["a.json: observers", "a.json: ready"]),
    ],
)
def test_a_file_that_cannot_be_taken(name, text, said, vpr, world, sheet):
    (world.folder / name).write_text(text, encoding="utf-8")
    code, _out, err = vpr(*FILL, "--from", name)

    assert code == 4
    assert all(each in " ".join(err.split()) for each in said), err
    assert sheet().answers == {}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "none.csv"), 3),
        (("--from", "answers.xlsx"), 2),
        (("--set", "ready"), 2),
        (("--set", "=да"), 2),
        (("--set", "ready=да", "--set", "ready=нет"), 2),
        (("--note", "ready=а", "--note", "ready=б"), 2),
    ],
)
def test_what_cannot_be_understood(arguments, code, vpr, sheet):
    assert vpr(*FILL, *arguments)[0] == code
    assert (sheet().answers, sheet().notes) == ({}, {})


def test_a_finished_run_is_not_filled(vpr, world):
    world.book.fill(1, answers=FULL)
    world.book.finish(1)
    code, _out, err = vpr(*FILL, "--set", "ready=нет")

    assert code == 5
    assert "vpr checklist correct 1" in err


def test_filling_can_be_undone(vpr, sheet):
    vpr(*FILL, "--set", "ready=да")
    vpr(*FILL, "--set", "ready=нет", "--set", "why=нет столов")

    assert vpr("undo")[0] == 0
    assert sheet().answers == {"ready": "yes"}


_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)


@given(rows=st.dictionaries(st.text("abcяЁ_19", min_size=1, max_size=6), st.tuples(_CELLS, _CELLS), min_size=1))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_says_the_same_as_json(rows, tmp_path):
    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [("item", "answer", "note", "evidence"), *((item, *both, "") for item, both in rows.items())]
        )
    said = {
        "answers": {item: answer for item, (answer, _note) in rows.items() if answer},
        "notes": {item: note for item, (_answer, note) in rows.items() if note},
    }
    (tmp_path / "a.json").write_text(json.dumps(said), encoding="utf-8")
    table, data = read_answers(str(tmp_path / "a.csv")), read_answers(str(tmp_path / "a.json"))

    assert (table.answers, table.notes) == (data.answers, data.notes)
