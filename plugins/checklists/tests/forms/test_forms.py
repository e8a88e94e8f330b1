"""Forms go to schools and come back: in any order, twice, too old, broken, or as a trap."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from datetime import date, timedelta
from random import Random

import openpyxl
import pytest
from form_world import (
    BODY,
    DAY,
    GOOD,
    MADE,
    at,
    book,
    form_of,
    forms,
    gather,
    generated,
    mixed,
    place_of,
    read,
    rezipped,
    start,
    state_of,
    table,
)

from vpr_tracker import BadInput
from vpr_tracker.i18n import speaking
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.book import book_bytes
from vpr_tracker_checklists.forms.letters import letter
from vpr_tracker_checklists.runs.book import RunBook
from vpr_tracker_checklists.templates.shelf import Shelf

COUNT = int(os.environ.get("CHECKLISTS_FORMS", "60"))


@pytest.fixture
def world(tmp_path):
    path = tmp_path / "plan.sqlite3"
    start(path)
    return path


def opened(form):
    return openpyxl.load_workbook(io.BytesIO(book_bytes(form)))


def cell_of(form, name, offset=0):
    row, column = place_of(opened(form)[layout.SHEET], name)
    return f"{'ABCDEFG'[column - 1 + offset]}{row}"


@pytest.mark.parametrize("name", Shelf().names())
def test_every_shipped_template_becomes_a_form_that_is_read_back_as_it_was_sent(world, name):
    form = form_of(world, template=Shelf().get(name))
    data = book_bytes(form)
    assert data == book_bytes(form)
    back = read(data)
    assert (back.identity, back.template) == (form.identity, form.template)
    assert back.doubts == ()
    assert back.back is not None
    assert back.back.sheet.answers == {}
    assert back.back.held_on == DAY


def test_a_filled_form_becomes_a_finished_run(world):
    form = form_of(world)
    done = gather(world, {"x.xlsx": book(form, {**GOOD, "words": "готово", "since": date(2023, 3, 1)})})
    (one,) = done.forms
    assert (one.doubts, one.missing, one.school) == ((), (), "Школа № 1")
    assert one.taken is not None
    assert one.taken.outcome == "finished"
    with at(world, 60) as tracker:
        (run,) = RunBook(tracker).list()
    assert (run.held_on, run.inspector, run.origin) == (DAY, "Лебедева Т. Р.", "form")
    assert run.sheet.answers == {"order": "yes", "seats": 12, "video": "off", "words": "готово", "since": "2023-03-01"}
    assert run.sheet.evidence == {"order": ("приказ.pdf", "https://example.org/1")}


def test_the_same_form_again_changes_nothing_whatever_it_is_called(world):
    data = book(form_of(world), GOOD)
    gather(world, {"x.xlsx": data})
    with at(world, 60) as tracker:
        entries = len(tracker.log())
    (one,) = gather(world, {"другое имя.xlsx": data}).forms
    assert one.taken is not None
    assert one.taken.outcome == "same"
    with at(world, 60) as tracker:
        assert len(tracker.log()) == entries


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("by", ["version", "saved"])
def test_the_newer_of_two_copies_stands_in_either_order(world, order, by):
    form = form_of(world)
    early, late = MADE + timedelta(days=21), MADE + timedelta(days=22)
    if by == "version":
        copies = [book(form, GOOD, saved=late), book(form, {**GOOD, "seats": 7, "version": 2}, saved=early)]
    else:
        copies = [book(form, GOOD, saved=early), book(form, {**GOOD, "seats": 7}, saved=late)]
    for place in order:
        gather(world, {"x.xlsx": copies[place]})
    with at(world, 60) as tracker:
        (run,) = RunBook(tracker).list()
    assert run.sheet.answers["seats"] == 7


def test_a_blank_without_a_day_is_a_form_of_its_own_for_each_day_that_is_filled_in(world):
    form = form_of(world, on=None)
    done = gather(
        world,
        {
            "1.xlsx": book(form, {**GOOD, "day": date(2023, 3, 20)}),
            "2.xlsx": book(form, {**GOOD, "day": "21.03.2023"}),
            "3.xlsx": book(form, GOOD),
        },
    )
    assert [each.taken is not None for each in done.forms] == [True, True, False]
    assert [each.cell for each in done.forms[2].doubts] == [cell_of(form, "day")]
    with at(world, 60) as tracker:
        assert [run.held_on.day for run in RunBook(tracker).list()] == [20, 21]


def test_every_cell_that_cannot_be_taken_is_named_and_the_form_is_kept_as_a_draft(world):
    form = form_of(world)
    answers = {
        **GOOD,
        "order": ("да", "=1+1", "../../etc/passwd"),
        "seats": 51,
        "area": "#REF!",
        "since": "31.02.2023",
        "version": "два",
    }
    (one,) = gather(world, {"x.xlsx": book(form, answers)}).forms
    named = {doubt.cell for doubt in one.doubts}
    assert named == {
        cell_of(form, "order", 1),
        cell_of(form, "order", 2),
        *(cell_of(form, name) for name in ("seats", "area", "since", "version")),
    }
    assert one.taken is not None
    assert one.taken.outcome == "draft"
    assert one.taken.run.sheet.answers == {"order": "yes", "video": "off"}


def test_what_is_missing_is_named_by_cell_and_in_the_language_of_the_letter(world):
    form = form_of(world)
    with speaking("en"):
        (one,) = gather(world, {"x.xlsx": book(form, {"order": "да"})}).forms
    assert {doubt.cell for doubt in one.missing} == {cell_of(form, name) for name in ("order", "seats", "video", "by")}
    assert {"is not answered"} < {doubt.message for doubt in one.missing}


def test_schools_that_are_silent_are_named_until_their_forms_come(world):
    sent = forms(world, on=DAY)
    done = gather(world, {"1.xlsx": book(sent[0], GOOD), "2.xlsx": book(sent[1], {})})
    assert [each.school for each in done.silent] == ["Школа № 3", "Школа № 4"]
    done = gather(world, {"3.xlsx": book(sent[2], GOOD)})
    assert [each.school for each in done.silent] == ["Школа № 4"]
    alone = gather(world, {"1.xlsx": book(form_of(world, on=DAY + timedelta(days=1)), GOOD)})
    assert alone.silent == ()


def test_a_form_of_an_older_template_is_still_understood(world):
    older = form_of(world, template=mixed(BODY.replace('name = "seats"', 'name = "places"')))
    answers = {**{name: value for name, value in GOOD.items() if name != "seats"}, "places": 5}
    (one,) = gather(world, {"x.xlsx": book(older, answers)}).forms
    assert one.taken is not None
    assert one.taken.run.sheet.answers["places"] == 5
    assert one.form.strange


def test_a_form_that_lost_its_hidden_sheet_is_known_by_its_properties(world):
    form = form_of(world, template=Shelf().get("day-control"))
    book_ = opened(form)
    del book_[layout.HIDDEN]
    buffer = io.BytesIO()
    book_.save(buffer)
    with pytest.raises(BadInput, match="day-control"):
        read(buffer.getvalue())
    (one,) = gather(world, {"x.xlsx": buffer.getvalue()}).forms
    assert one.form.identity == form.identity


@pytest.mark.parametrize(("code", "separator"), [("utf-8-sig", ";"), ("cp1251", ";"), ("utf-16", "\t"), ("utf-8", ",")])
def test_csv_is_read_as_programs_save_it(world, code, separator):
    answers = {**GOOD, "order": ("да", "в папке; у завуча", "приказ.pdf"), "area": "1,5"}
    data = table(form_of(world), answers, code=code, separator=separator)
    (one,) = gather(world, {"x.csv": data}).forms
    assert one.doubts == ()
    assert one.taken is not None
    assert one.taken.outcome == "finished"
    assert one.taken.run.sheet.answers["area"] == 1.5
    assert one.taken.run.sheet.notes == {"order": "в папке; у завуча"}


def test_a_program_that_rewrites_days_and_numbers_leaves_what_csv_says_of_itself(world):
    """Excel makes 01.03.2023 of 2023-03-01 and 1,2E+15 of a long number, where such a value stands in a cell alone."""
    lines = table(form_of(world), GOOD).decode("utf-8-sig").splitlines()
    marks = [line for line in lines if line.startswith("#") and not line.startswith("#;")]
    assert all(line.rstrip(";").count(";") == 0 and "=" in line for line in marks)
    padded = [f"{line};;;;;;" if line in marks else line for line in lines]
    back = read("\r\n".join(padded).encode("cp1251", errors="replace"), "x.csv")
    assert back.identity == form_of(world).identity


def test_a_csv_form_that_was_saved_as_a_workbook_is_the_same_form(world):
    text = table(form_of(world), GOOD).decode("utf-8-sig")
    saved = openpyxl.Workbook()
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        saved.active.append(line)
    buffer = io.BytesIO()
    saved.save(buffer)
    (one,) = gather(world, {"x.xlsx": buffer.getvalue()}).forms
    assert one.form.identity == form_of(world).identity
    assert one.doubts == ()
    assert one.taken is not None
    assert one.taken.outcome == "finished"


def test_formulas_in_csv_are_named_and_telephones_are_not(world):
    form = form_of(world)
    answers = {**GOOD, "order": ("да", '=cmd|" /C calc"!A0', "п.pdf"), "words": "+7 (000) 000-00-00"}
    (one,) = gather(world, {"x.csv": table(form, answers)}).forms
    assert [(doubt.item, doubt.cell[0]) for doubt in one.doubts] == [("order", "E")]
    assert one.taken is not None
    assert one.taken.run.sheet.answers["words"] == "+7 (000) 000-00-00"


def test_only_the_cells_to_fill_in_are_open_and_have_stop_rules(world):
    form = form_of(world)
    book_ = opened(form)
    sheet = book_[layout.SHEET]
    open_cells = {each.coordinate for row in sheet.iter_rows() for each in row if not each.protection.locked}
    answers = [item.name for item in form.template.items]
    assert {cell_of(form, name, offset) for name in answers for offset in (0, 1, 2)} <= open_cells
    assert all(place[0] in "DEF" for place in open_cells)
    assert sheet.protection.sheet
    assert book_.security is not None
    assert book_.security.lockStructure
    assert book_[layout.HIDDEN].sheet_state == "veryHidden"
    rules = sheet.data_validations.dataValidation
    assert all(rule.errorStyle in (None, "stop") and rule.showErrorMessage for rule in rules)
    covered = {cell_of(form, name) for name in answers}
    assert all(any(place in rule.cells for rule in rules) for place in covered)
    assert {rule.type for rule in rules} == {"list", "whole", "decimal", "date", "textLength"}
    (seats,) = [rule for rule in rules if cell_of(form, "seats") in rule.cells]
    assert (seats.formula1, seats.formula2) == ("1", "50")


def test_texts_that_look_like_formulas_are_texts_in_a_form(world):
    sheet = opened(form_of(world))[layout.SHEET]
    assert any(str(each.value).startswith("=Приказ") for row in sheet for each in row)
    assert not any(each.data_type == "f" for row in sheet for each in row)


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return buffer.getvalue()


XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TRAPS = {
    "empty.xlsx": lambda data: b"",
    "text.xlsx": lambda data: b"not a workbook",
    "cut.xlsx": lambda data: data[: len(data) // 2],
    "bomb.xlsx": lambda data: bomb(),
    "macro.xlsx": lambda data: rezipped(data, extra={"xl/vbaProject.bin": b"\0"}),
    "entities.xlsx": lambda data: rezipped(data, {"xl/workbook.xml": lambda old: XXE}),
    "locked.xlsx": lambda data: OLD + "EncryptedPackage".encode("utf-16-le") * 40,
    "old.xlsx": lambda data: OLD + b"\0" * 600,
    "sheet.xlsx": lambda data: rezipped(data, {"xl/worksheets/sheet1.xml": lambda old: b"<broken"}),
    "a.ods": lambda data: data,
    "a.xls": lambda data: OLD,
    "a.xlsb": lambda data: data,
    "a.xlsm": lambda data: data,
    "binary.csv": lambda data: data,
    "other.csv": lambda data: b"a;b\r\n1;2\r\n",
    "huge.csv": lambda data: b"a;" * 3_000_000,
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_refused_by_name_and_does_no_harm(world, name):
    with pytest.raises(BadInput) as refused:
        read(TRAPS[name](book_bytes(form_of(world))), name)
    assert refused.value.message.startswith(f"{name}: ")
    assert refused.value.where == name


def test_pointers_to_other_files_are_named_and_not_followed(world):
    data = rezipped(book(form_of(world), GOOD), extra={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    (one,) = gather(world, {"x.xlsx": data}).forms
    assert [doubt.cell for doubt in one.doubts] == [""]
    assert one.taken is not None
    assert one.taken.outcome == "finished"


def test_an_identity_that_was_changed_is_refused(world):
    book_ = opened(form_of(world))
    book_[layout.HIDDEN]["B4"] = "чужая школа"
    buffer = io.BytesIO()
    book_.save(buffer)
    with pytest.raises(BadInput, match=r"x\.xlsx"):
        read(buffer.getvalue())


@pytest.mark.parametrize(
    ("move", "refused"),
    [
        (lambda sheet: sheet.insert_rows(2), False),
        (lambda sheet: sheet.delete_cols(1), True),
        (lambda sheet: sheet.insert_cols(5), True),
    ],
)
def test_a_form_whose_columns_were_moved_is_refused_and_one_with_more_rows_is_read(world, move, refused):
    book_ = openpyxl.load_workbook(io.BytesIO(book(form_of(world), GOOD)))
    sheet = book_[layout.SHEET]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    move(sheet)
    buffer = io.BytesIO()
    book_.save(buffer)
    if refused:
        with pytest.raises(BadInput, match=r"x\.xlsx"):
            read(buffer.getvalue())
    else:
        assert read(buffer.getvalue()).doubts == ()


def test_a_row_that_is_there_twice_or_was_added_is_named(world):
    form = form_of(world)
    book_ = openpyxl.load_workbook(io.BytesIO(book(form, GOOD)))
    sheet = book_[layout.SHEET]
    last = sheet.max_row + 1
    sheet.cell(last, layout.CODE).value, sheet.cell(last, layout.ANSWER).value = "seats", 3
    sheet.cell(last + 1, layout.ANSWER).value = "да"
    buffer = io.BytesIO()
    book_.save(buffer)
    (one,) = gather(world, {"x.xlsx": buffer.getvalue()}).forms
    assert {doubt.cell for doubt in one.doubts} == {cell_of(form, "seats"), f"D{last}", f"D{last + 1}"}


KINDS = pytest.mark.parametrize(("made", "name"), [(book, "x.xlsx"), (table, "x.csv")])


@KINDS
@pytest.mark.parametrize("gone", [["video"], ["area"], ["seats", "words"], ["video", "rooms"]])
def test_a_row_that_is_gone_is_named_and_the_form_stays_a_draft(world, made, name, gone):
    answers = {**GOOD, "video": "ведётся, с начала", "rooms": "зал; класс"}
    (one,) = gather(world, {name: made(form_of(world), answers, gone=gone)}).forms
    assert [(doubt.cell, doubt.item) for doubt in one.doubts] == [("", item) for item in gone]
    assert one.missing == ()
    assert one.wants_mending
    assert one.taken is not None
    assert one.taken.outcome == "draft"
    kept = {"order": "yes", "seats": 12, "video": "on", "rooms": ["hall", "class"]}
    assert one.taken.run.sheet.answers == {item: value for item, value in kept.items() if item not in gone}


@KINDS
def test_a_row_that_would_not_be_asked_may_be_deleted(world, made, name):
    (one,) = gather(world, {name: made(form_of(world), GOOD, gone=["rooms"])}).forms
    assert one.doubts == ()
    assert one.taken is not None
    assert one.taken.outcome == "finished"


@KINDS
def test_the_deleted_row_of_the_version_is_named(world, made, name):
    (one,) = gather(world, {name: made(form_of(world), GOOD, gone=["version"])}).forms
    assert [(doubt.cell, doubt.item) for doubt in one.doubts] == [("", "")]
    assert layout.VERSION in one.doubts[0].russian
    assert one.taken is not None
    assert one.taken.outcome == "finished"


@pytest.mark.parametrize(
    ("row", "column", "outcome"),
    [
        (["toilets", "9", "Туалетов"], "A", "finished"),
        (["toilets", "9", "Туалетов", "3"], "D", "draft"),
        (["", "", "", "", "Директор"], "E", "finished"),
        (["", "", "", "да"], "D", "draft"),
    ],
)
def test_a_row_that_the_form_never_had_is_named_and_an_answer_in_it_keeps_it_a_draft(world, row, column, outcome):
    data = table(form_of(world), GOOD, extra=[row])
    (one,) = gather(world, {"x.csv": data}).forms
    assert [(doubt.cell[0], doubt.item) for doubt in one.doubts] == [(column, "")]
    assert one.missing == ()
    assert one.taken is not None
    assert one.taken.outcome == outcome
    workbook = openpyxl.load_workbook(io.BytesIO(book(form_of(world), GOOD)))
    sheet = workbook[layout.SHEET]
    sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    (same,) = gather(world, {"x.xlsx": buffer.getvalue()}, dry_run=True).forms
    assert [doubt.cell for doubt in same.doubts] == [f"{column}{sheet.max_row}"]


def test_rows_that_were_moved_within_the_table_are_read_where_they_are(world):
    workbook = openpyxl.load_workbook(io.BytesIO(book(form_of(world), GOOD)))
    sheet = workbook[layout.SHEET]
    row, last = place_of(sheet, "seats")[0], sheet.max_row + 2
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.move_range(f"A{row}:F{row}", rows=last - row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    (one,) = gather(world, {"x.xlsx": buffer.getvalue()}).forms
    assert one.doubts == ()
    assert one.form.cells["seats"] == f"D{last}"
    assert one.taken is not None
    assert one.taken.outcome == "finished"


def test_a_row_that_is_gone_is_asked_for_by_its_label_in_the_letter(world):
    (one,) = gather(world, {"x.csv": table(form_of(world), GOOD, gone=["seats"])}).forms
    assert "x.csv: «Мест» – " in letter("Школа № 1", [one], DAY)


def test_a_form_of_another_plan_or_school_is_named_and_the_others_are_taken(world, tmp_path):
    other = tmp_path / "other.sqlite3"
    start(other, 1)
    files = {"чужая.xlsx": book(form_of(other), GOOD), "наша.xlsx": book(form_of(world), GOOD)}
    strange, ours = gather(world, files).forms
    assert (strange.taken, strange.school) == (None, None)
    assert len(strange.doubts) == 1
    assert ours.taken is not None


def test_a_form_that_a_person_corrected_here_is_not_overwritten(world):
    form = form_of(world)
    gather(world, {"x.xlsx": book(form, GOOD)})
    with at(world, 60) as tracker:
        runs = RunBook(tracker)
        runs.correct(1, "ошибка")
        runs.fill(1, answers={"seats": 33})
        runs.finish(1)
    (one,) = gather(world, {"x.xlsx": book(form, {**GOOD, "seats": 8, "version": 2})}).forms
    assert one.taken is not None
    assert one.taken.outcome == "corrected"
    assert len(one.doubts) == 1
    with at(world, 60) as tracker:
        (run,) = RunBook(tracker).list()
    assert run.sheet.answers["seats"] == 33


def test_a_dry_run_tells_the_same_and_writes_nothing(world):
    files = {"x.xlsx": book(form_of(world), GOOD)}
    (shown,) = gather(world, files, dry_run=True).forms
    assert state_of(world) == []
    (done,) = gather(world, files).forms
    assert shown.taken is not None
    assert done.taken is not None
    assert shown.taken.outcome == done.taken.outcome == "finished"


def test_returned_forms_give_the_same_state_in_any_order(tmp_path):
    check_any_order(tmp_path, COUNT, lambda files: files)


def check_any_order(tmp_path, count, passed):
    """Make forms, have them filled, pass them through a program, collect them in several orders."""
    random = Random(20230320)
    base = tmp_path / "base.sqlite3"
    start(base)
    made = [form for on in (DAY, DAY + timedelta(days=1)) for form in forms(base, on=on)]
    copies = generated(random, made, count)
    files = passed({name: copy.data for name, copy in copies.items()})
    states = []
    for run in range(3):
        path = tmp_path / f"{run}.sqlite3"
        path.write_bytes(base.read_bytes())
        names = list(files)
        random.shuffle(names)
        sizes = [len(names)] if run == 0 else [random.randint(1, 15) for _ in range(len(names))]
        while names:
            size = sizes.pop(0)
            part, names = names[:size], names[size:]
            for one in gather(path, {name: files[name] for name in part}).forms:
                named = {doubt.item for doubt in one.doubts}
                assert named == copies[one.form.file].bad, one.form.file
                assert all(bool(doubt.cell) != (doubt.item in copies[one.form.file].gone) for doubt in one.doubts)
        states.append(state_of(path))
    assert states[0] == states[1] == states[2]
    expected = set()
    for form in {copy.form for copy in copies.values()}:
        ranked = sorted((copy for copy in copies.values() if copy.form == form), key=lambda copy: copy.version)
        finished = [copy.version for copy in ranked if copy.complete]
        drafts = [copy.version for copy in ranked if not copy.complete]
        expected |= {(form, "finished", max(finished))} if finished else set()
        expected |= {(form, "draft", max(drafts))} if drafts and max(drafts) > max(finished, default=0) else set()
    told = {(form, status) for form, status, *_rest in states[0]}
    assert told == {(form, status) for form, status, _version in expected}
    kept = {(each[0], each[1]): dict(each[6]).get("order") for each in states[0]}
    newest = {
        (form, status): copy
        for form, status, version in expected
        for copy in copies.values()
        if (copy.form, copy.version) == (form, version)
    }
    for key, copy in newest.items():
        if "order" not in copy.bad:
            assert kept[key] == (f"приказ {copy.version}.pdf",)
