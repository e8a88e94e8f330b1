"""Reports as Excel workbooks: what a person opens."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.sheets.table import MarkedText, SheetColumn, SheetTable, workbook_bytes

ON = ("--on", "2023-02-10")


@pytest.fixture
def opened(vpr, save, world, home):
    """The workbook of a command, and the sheet in it."""
    save(world)

    def run(*command: str):
        done = vpr(*command, *ON, "-o", "файл.xlsx")
        assert done.returncode == 0, done.stderr
        return openpyxl.load_workbook(home / "файл.xlsx").active

    return run


def titles_row(sheet) -> int:
    return int(sheet.freeze_panes.strip("ABCDEFGHIJ")) - 1


def rows(sheet) -> list[dict[str, object]]:
    first = titles_row(sheet)
    titles = [cell.value for cell in sheet[first]]
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=first + 1)]


@pytest.mark.parametrize("report", ["status", "due", "matrix"])
def test_it_is_said_where_the_workbook_is(vpr, save, world, report):
    save(world)
    done = vpr(report, *ON, "-o", "файл.xlsx")
    assert (done.stdout, done.stderr.splitlines()) == ("", ["Written: файл.xlsx"])


def test_a_column_has_room_for_the_longest_word_of_its_title():
    data = workbook_bytes(SheetTable(name="x", heading=["x"], columns=[SheetColumn("Просрочено", 4)], rows=[[1]]))
    assert openpyxl.load_workbook(io.BytesIO(data)).active.column_dimensions["A"].width > len("Просрочено") + 2


def test_status_has_real_days_filters_and_conditions_in_words_and_colour(opened, vpr):
    sheet = opened("status")
    report = json.loads(vpr("status", "--json", *ON).stdout)
    found = rows(sheet)
    assert len(found) == len(report["tasks"])
    late = next(row for row in found if row["No."] == "1")
    assert (late["State"], late["Due"].date(), late["Days"]) == ("late", date(2023, 1, 25), -16)
    assert sheet.auto_filter.ref.startswith(f"A{titles_row(sheet)}:")
    assert sheet.freeze_panes.startswith("C")
    state = next(cell for row in sheet.iter_rows(min_row=titles_row(sheet) + 1) for cell in row if cell.value == "late")
    assert state.fill.fgColor.rgb.endswith("FFC7CE")
    assert all(dimension.width > 5 for dimension in sheet.column_dimensions.values())


def test_due_has_a_row_for_each_result(opened):
    found = rows(opened("due", "--within", "60d"))
    assert {row["No."] for row in found} == {"2", "3", "4"}
    assert {row["Date"].date() for row in found} >= {date(2023, 2, 17)}


def test_matrix_has_a_row_for_each_school(opened, vpr):
    sheet = opened("matrix")
    found = rows(sheet)
    report = json.loads(vpr("matrix", "--json", *ON).stdout)
    assert [row["No."] for row in found] == ["1", "2", "4", "7"]
    assert [row["Not handed in"] for row in found] == [row["missing"] for row in report["rows"]]


def test_with_json_the_file_is_written_and_the_data_printed(vpr, save, world, home):
    save(world)
    done = vpr("status", "--json", *ON, "-o", "s.xlsx")
    assert json.loads(done.stdout)["schema"] == "vpr-tracker/status/1"
    assert (home / "s.xlsx").stat().st_size > 1000


def test_without_openpyxl_it_is_told_what_to_install(vpr, save, world, monkeypatch):
    save(world)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    done = vpr("status", *ON, "-o", "s.xlsx")
    assert done.returncode == 7
    assert "vpr-tracker[xlsx]" in done.stderr


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(st.lists(texts, max_size=6), st.sampled_from("=+-@"))
def test_no_text_becomes_a_formula(found, sign):
    table = SheetTable("Лист: [1]?", [sign + "1"], [SheetColumn(sign + "T", 10)], [[sign + text] for text in found])
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(table))).active
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_long_texts_are_cut_and_days_stay_days():
    table = SheetTable(
        "Т",
        ["План"],
        [SheetColumn("a", 10), SheetColumn("b", 10)],
        [["я" * 40_000, date(2023, 2, 1)], [MarkedText("x", "late"), 3]],
    )
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(table))).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert len(values[0][0]) <= 32_767
    assert (values[0][1].date(), values[1]) == (date(2023, 2, 1), ["x", 3])


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbooks(vpr, save, world, home):
    save(world)
    for command in ("status", "due", "matrix"):
        assert vpr(command, *ON, "-o", f"{command}.xlsx").returncode == 0
    files = [f"{command}.xlsx" for command in ("status", "due", "matrix")]
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", "pdf", *files],
        cwd=home,
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert all((home / f"{command}.pdf").read_bytes().startswith(b"%PDF") for command in ("status", "due", "matrix"))
