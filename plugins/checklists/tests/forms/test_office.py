"""Forms that pass through LibreOffice: what is said, drop-downs, stop rules and protection are there afterwards."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from form_world import DAY, GOOD, book, form_of, gather, start
from test_forms import check_any_order

from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.book import book_bytes
from vpr_tracker_checklists.templates.shelf import Shelf

COUNT = int(os.environ.get("CHECKLISTS_FORMS", "40"))
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed"),
]


def converted(folder: Path, files: dict[str, bytes], kind: str) -> dict[str, bytes]:
    """Files by name after LibreOffice saved them, all in one call."""
    given, gave = folder / "given", folder / "gave"
    for each in (given, gave):
        each.mkdir(parents=True)
    for name, data in files.items():
        (given / name).write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(gave),
            *(str(given / name) for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    suffix = kind.partition(":")[0]
    return {name: (gave / name).with_suffix(f".{suffix}").read_bytes() for name in files}


@pytest.fixture
def world(tmp_path):
    path = tmp_path / "plan.sqlite3"
    start(path)
    return path


def rules_of(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data))[layout.SHEET]
    return {
        (place, rule.type, rule.showErrorMessage, (rule.errorStyle or "stop"))
        for rule in sheet.data_validations.dataValidation
        for part in rule.sqref.ranges
        for row in sheet[part.coord if part.size["rows"] + part.size["columns"] > 2 else f"{part.coord}:{part.coord}"]
        for place in (each.coordinate for each in row)
    }


def open_cells(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data))[layout.SHEET]
    titles = next(row[0].row for row in sheet.iter_rows() if row[layout.ANSWER - 1].value == "Ответ")
    rows = [row for row in sheet.iter_rows(min_row=titles) if row[layout.CODE - 1].value]
    return {each.coordinate for row in rows for each in row if not each.protection.locked}


def greyed(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data))[layout.SHEET]
    return {str(each.sqref) for each in sheet.conditional_formatting}


def test_drop_downs_stop_rules_and_protection_survive(world, tmp_path):
    templates = [form_of(world).template, *(Shelf().get(name) for name in Shelf().names())]
    files = {f"{each.name}.xlsx": book_bytes(form_of(world, template=each)) for each in templates}
    for name, data in converted(tmp_path / "office", files, "xlsx").items():
        assert rules_of(data) == rules_of(files[name]), name
        assert open_cells(data) == open_cells(files[name]), name
        book_ = openpyxl.load_workbook(io.BytesIO(data))
        assert book_[layout.SHEET].protection.sheet
        assert book_[layout.HIDDEN].sheet_state in ("hidden", "veryHidden")
        assert book_[layout.SHEET].print_title_rows
        assert greyed(data) == greyed(files[name]), name


def test_a_form_is_the_same_form_whatever_office_saved_it(world, tmp_path):
    form = form_of(world)
    given = book(form, {**GOOD, "since": DAY})
    (direct,) = gather(world, {"x.xlsx": given}, dry_run=True).forms
    saved = converted(tmp_path / "office", {"x.xlsx": given}, "xlsx")["x.xlsx"]
    (through,) = gather(world, {"x.xlsx": saved}, dry_run=True).forms
    assert direct.form.back is not None
    assert through.form.back is not None
    assert through.form.identity == form.identity
    assert through.form.back.sheet == direct.form.back.sheet
    assert through.doubts == direct.doubts == ()


def test_forms_that_passed_through_libreoffice_give_the_same_state_in_any_order(tmp_path):
    def passed(files):
        chosen = {name: data for place, (name, data) in enumerate(files.items()) if place % 2 and name[-4:] == "xlsx"}
        return {**files, **converted(tmp_path / "office", chosen, "xlsx")}

    check_any_order(tmp_path, COUNT, passed)
