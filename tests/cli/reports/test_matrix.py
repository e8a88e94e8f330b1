"""``vpr matrix`` as a person, a program and Excel see it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.worlds import TODAY

from vpr_tracker.cli.reports.matrix_csv import as_csv
from vpr_tracker.reports.database import connect
from vpr_tracker.reports.matrix import matrix
from vpr_tracker.sheets.csv_text import safe

ON = ("--on", "2023-02-10")


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ((), {}),
        (("--task", "2"), {"task": "2"}),
        (("--school", "№7"), {"school": "№7"}),
        (("--plan=1",), {"plan": "1"}),
    ],
)
def test_json_is_what_the_library_gives(vpr, save, world, options, asked):
    path = save(world)

    done = vpr("matrix", "--json", *ON, *options)

    with connect(path) as db:
        assert json.loads(done.stdout) == matrix(db, on=TODAY, **asked)


def test_the_grid_has_a_mark_for_each_school(vpr, save, world):
    save(world)

    lines = vpr("matrix", *ON, "--task", "1").stdout.splitlines()

    assert any(line.split() == ["№1", "№2", "№4", "№7"] for line in lines)
    assert any(line.split() == ["Отчёт", "!", "!", "!", "!"] for line in lines)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("schools", [4, 8, 60])
def test_every_line_fits_eighty_columns(vpr, save, world, language, schools):
    for number in range(100, 100 + schools - 4):
        world.school(str(number))
    world.due_task("20", date(2023, 3, 1), title="Провести самообследование и разместить отчёт о нём " * 3)
    save(world)

    out = vpr("matrix", *ON, "--lang", language).stdout

    assert max(map(len, out.splitlines())) <= 80


def test_with_many_schools_those_that_miss_something_are_listed(vpr, save, world):
    for number in range(100, 160):
        world.school(str(number))
    world.due_task("20", date(2023, 2, 1))
    world.due_task("21", date(2023, 2, 1), state="accepted")
    save(world)

    missing = vpr("matrix", *ON, "--task", "20").stdout
    given_in = vpr("matrix", *ON, "--task", "21").stdout

    assert "handed in 0 of 64" in missing
    assert "№1, 2, 4, 7, 100, 101" in missing
    assert "handed in 64 of 64" in given_in
    assert "missing" not in given_in


def test_the_file_for_excel_has_a_row_for_each_school(vpr, save, world, home):
    save(world)

    done = vpr("matrix", *ON, "-o", "matrix.csv")

    content = (home / "matrix.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][:3] == ["No.", "School", "1. Отчёт (by 25.01.2023)"]
    assert rows[1][:3] == ["1", "Школа № 1", "late"]
    assert len(rows) == 5
    assert done.stdout == ""
    assert "matrix.csv" in done.stderr
    assert [path.name for path in home.glob("*.part")] == []


def test_a_file_that_cannot_be_written_is_bad_input(vpr, save, world, home):
    save(world)

    done = vpr("matrix", *ON, "-o", str(home / "nowhere" / "matrix.csv"))

    assert done.returncode == 4
    assert "matrix.csv" in done.stderr


def test_the_table_goes_to_standard_output_too(vpr, save, world):
    save(world)

    assert vpr("matrix", *ON, "-o", "-").stdout.startswith("No.;School;")


@given(st.text())
def test_no_cell_is_a_formula(text):
    report = {
        "columns": [{"task": "", "deliverable": text, "start": None, "end": None, "quantity": None}],
        "rows": [
            {
                "school": {"number": text, "name": text},
                "cells": [{"condition": text, "progress": None}],
                "missing": 1,
            }
        ],
    }

    for row in csv.reader(io.StringIO(as_csv(report), newline=""), delimiter=";"):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
        assert not any(cell.startswith(("\t", "\r", "\n")) for cell in row)
    assert safe(text) in (text, f"'{text}")


def test_an_unknown_task_is_not_found(vpr, save, world):
    save(world)

    done = vpr("matrix", "--task", "17")

    assert done.returncode == 3
    assert "«17»" in done.stderr
