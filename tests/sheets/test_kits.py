"""Kits go to schools and come back: in any order, twice, too old, broken, or as a trap."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from random import Random

import openpyxl
import pytest
from tests.sheets.kit_world import (
    MADE,
    Mail,
    at,
    book,
    cell,
    filled,
    generated_mail,
    kit_of,
    rezipped,
    start,
    state_of,
)

from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import speaking
from vpr_tracker.sheets import kit_form as form
from vpr_tracker.sheets.kit_book import kit_bytes
from vpr_tracker.sheets.kit_form import Kit
from vpr_tracker.sheets.kit_reading import read_kit
from vpr_tracker.storage.evidence_sources import EvidenceFile
from vpr_tracker.tracker.kits import KitFile


def collect(path: Path, *books: bytes, files: dict[str, bytes] | None = None, days: int = 1):
    beside = {name.casefold(): EvidenceFile(name=name, content=content) for name, content in (files or {}).items()}
    with at(path, days) as tracker:
        return tracker.collect_kits(
            [KitFile(read_kit(each, f"{place}.xlsx"), beside) for place, each in enumerate(books)]
        )


def states(path: Path, school: str = "1") -> dict[tuple[str, str | None], tuple[str, int | None, str | None]]:
    with at(path) as tracker:
        return {
            (task.number, each.deliverable): (each.state, each.progress, each.note)
            for task in tracker.plan().tasks
            for each in tracker.show(task.number).obligations
            if each.school == school and each.occurrence in ("1", "2022/23-III")
        }


def test_a_kit_lists_what_the_school_owes_and_nothing_else(world):
    with at(world) as tracker:
        tracker.submit("5", school="1")
    kit = kit_of(world)
    assert "5" not in {row.task for row in kit.rows}
    assert {row.task for row in kit.rows} == {"1", "2", "3", "4"}
    days = [row.due_on for row in kit.rows if row.due_on]
    assert days == sorted(days)


def test_a_filled_kit_is_taken_with_its_files(world):
    kit = kit_of(world)
    cells = {
        cell(kit, "1", form.GIVEN, "Справка"): "сдано",
        cell(kit, "1", form.FILES, "Справка"): "справка.PDF; https://example.org/1",
        cell(kit, "1", form.NOTE, "Справка"): "подписано",
        cell(kit, "2", form.GIVEN): "частично",
        cell(kit, "2", form.AMOUNT): 4,
    }
    result = collect(world, book(kit, cells), files={"Справка.pdf": b"1"})
    (one,) = result.kits
    assert (len(one.taken), one.doubts, one.school) == (2, (), "1")
    assert states(world)["1", "Справка"] == ("submitted", None, "подписано")
    assert states(world)["2", "Обучено"] == ("expected", 4, None)
    with at(world) as tracker:
        assert {(each.name, each.kind) for each in tracker.evidence("1")} == {
            ("Справка.pdf", "file"),
            ("https://example.org/1", "link"),
        }
        assert {entry.action for entry in tracker.log()} >= {"submit", "kit"}
    assert "Справка" not in {row.result for row in result.left[0].rows}


def test_the_same_kit_again_changes_nothing_whatever_it_is_called(world):
    kit = kit_of(world)
    data = book(kit, {cell(kit, "5", form.GIVEN): "да"})
    collect(world, data)
    before = state_of(world)
    with at(world) as tracker:
        entries = len(tracker.log())
    (again,) = collect(world, data).kits
    assert (again.taken, again.known) == ((), 1)
    assert state_of(world) == before
    with at(world) as tracker:
        assert len(tracker.log()) == entries


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_newer_of_two_answers_stands_in_either_order(world, order):
    kit = kit_of(world)
    older = book(kit, {cell(kit, "2", form.GIVEN): "частично", cell(kit, "2", form.AMOUNT): 3}, hours=1)
    newer = book(
        kit,
        {
            cell(kit, "2", form.GIVEN): "частично",
            cell(kit, "2", form.AMOUNT): 7,
            cell(kit, "2", form.FILES): "список.pdf",
        },
        hours=2,
    )
    for place in order:
        collect(world, (older, newer)[place], files={"список.pdf": b"2"})
    assert states(world)["2", "Обучено"] == ("expected", 7, None)
    with at(world) as tracker:
        assert [each.name for each in tracker.evidence()] == ["список.pdf"]


def test_a_kit_made_later_counts_more_than_one_saved_later(world):
    first = kit_of(world)
    second = kit_of(world, days=1)
    cells = {cell(first, "5", form.GIVEN): "сдано"}
    newer = book(second, {**cells, cell(second, "5", form.NOTE): "новый"})
    older = book(first, {**cells, cell(first, "5", form.NOTE): "старый"}, hours=900)
    collect(world, newer)
    (late,) = collect(world, older).kits
    assert (late.older, late.taken) == (1, ())
    assert states(world)["5", None] == ("submitted", None, "новый")


def test_what_was_accepted_is_not_touched(world):
    kit = kit_of(world)
    with at(world) as tracker:
        tracker.submit("5", school="1")
        tracker.accept("5", school="1")
    (one,) = collect(world, book(kit, {cell(kit, "5", form.GIVEN): "сдано"})).kits
    assert (one.settled, one.taken) == (1, ())


def test_a_kit_from_before_a_return_hands_nothing_in_again_and_a_new_one_does(world):
    kit = kit_of(world)
    collect(world, book(kit, {cell(kit, "5", form.GIVEN): "сдано"}))
    with at(world, 2) as tracker:
        tracker.return_("5", school="1", note="нет подписи")
    (old,) = collect(
        world, book(kit, {cell(kit, "5", form.GIVEN): "сдано", cell(kit, "5", form.NOTE): "?"}, hours=9)
    ).kits
    assert [doubt.cell for doubt in old.doubts] == [f"H{cell(kit, '5', 1)[0]}"]
    fresh = kit_of(world, days=3)
    (row,) = [row for row in fresh.rows if row.task == "5"]
    assert (row.state, row.note) == ("returned", "нет подписи")
    collect(world, book(fresh, {cell(fresh, "5", form.GIVEN): "сдано"}), days=4)
    assert states(world)["5", None][0] == "submitted"


def test_every_doubtful_cell_is_named_and_the_other_rows_are_taken(world):
    kit = kit_of(world)
    cells = {
        cell(kit, "1", form.GIVEN, "Справка"): "наверное",
        cell(kit, "1", form.GIVEN, "=Приказ"): "сдано",
        cell(kit, "1", form.NOTE, "=Приказ"): "=1+1",
        cell(kit, "1", form.GIVEN, "+План"): "сдано",
        cell(kit, "1", form.FILES, "+План"): "../../etc/passwd",
        cell(kit, "2", form.GIVEN): "частично",
        cell(kit, "4", form.GIVEN): "сдано",
        cell(kit, "4", form.AMOUNT): 3,
        cell(kit, "3", form.GIVEN): "сдано",
        cell(kit, "3", form.FILES): "нет.pdf",
        cell(kit, "5", form.GIVEN): "сдано",
    }
    (one,) = collect(world, book(kit, cells)).kits
    named = {doubt.cell for doubt in one.doubts}
    lines = {task: cell(kit, task, 1)[0] for task in ("2", "3", "4")}
    documents = {result: cell(kit, "1", 1, result)[0] for result in ("Справка", "=Приказ", "+План")}
    assert named == {
        f"H{documents['Справка']}",
        f"K{documents['=Приказ']}",
        f"J{documents['+План']}",
        f"I{lines['2']}",
        f"I{lines['4']}",
        f"J{lines['3']}",
    }
    assert [change.task for change in one.taken] == ["5"]


def test_a_missing_file_is_sent_later_and_the_same_kit_is_taken_then(world):
    kit = kit_of(world)
    data = book(kit, {cell(kit, "5", form.GIVEN): "сдано", cell(kit, "5", form.FILES): "акт.pdf"})
    (one,) = collect(world, data).kits
    with speaking("ru"):
        assert [doubt.message for doubt in one.doubts] == ["рядом с бланком нет файла «акт.pdf»"]
    (again,) = collect(world, data, files={"акт.pdf": b"x"}).kits
    assert (len(again.taken), again.doubts) == (1, ())


def test_a_kit_of_another_plan_or_school_is_refused(world, tmp_path):
    other = tmp_path / "other.sqlite3"
    start(other, 1)
    kit = kit_of(other)
    with pytest.raises(BadInput):
        collect(world, book(kit, {cell(kit, "5", form.GIVEN): "сдано"}))


def test_a_workbook_whose_identity_was_changed_is_refused(world):
    data = kit_bytes(kit_of(world))
    opened = openpyxl.load_workbook(io.BytesIO(data))
    opened[form.IDENTITY]["B4"] = "чужая школа"
    buffer = io.BytesIO()
    opened.save(buffer)
    with pytest.raises(BadInput, match=r"x\.xlsx"):
        read_kit(buffer.getvalue(), "x.xlsx")


def test_texts_that_look_like_formulas_are_texts_in_a_kit(world):
    kit = kit_of(world)
    sheet = openpyxl.load_workbook(io.BytesIO(kit_bytes(kit)))[form.FORM]
    found = {sheet.cell(row, 4).value: sheet.cell(row, 4).data_type for row in range(form.FIRST_ROW, sheet.max_row + 1)}
    assert found["=Приказ"] == "s"
    assert not any(each.data_type == "f" for row in sheet.iter_rows() for each in row)


def test_only_the_cells_to_fill_in_are_open(world):
    opened = openpyxl.load_workbook(io.BytesIO(kit_bytes(kit_of(world))))
    sheet = opened[form.FORM]
    unlocked = {
        each.column for row in sheet.iter_rows(min_row=form.FIRST_ROW) for each in row if not each.protection.locked
    }
    assert unlocked == {form.GIVEN, form.AMOUNT, form.FILES, form.NOTE}
    assert sheet.protection.sheet
    assert opened.security.lockStructure
    assert opened[form.IDENTITY].sheet_state == "veryHidden"
    assert sheet.freeze_panes == f"D{form.FIRST_ROW}"
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"list", "whole", "textLength"}


@pytest.mark.parametrize(
    ("move", "refused"),
    [
        (lambda sheet: sheet.insert_rows(2), False),
        (lambda sheet: sheet.delete_cols(1), True),
        (lambda sheet: sheet.delete_cols(3), True),
        (lambda sheet: sheet.insert_cols(5), True),
    ],
)
def test_a_form_whose_columns_were_moved_is_refused_and_one_with_more_rows_is_read(world, move, refused):
    kit = kit_of(world)

    def fill(sheet):
        sheet.cell(*cell(kit, "5", form.GIVEN)).value = "сдано"
        move(sheet)

    data = filled(kit_bytes(kit), fill, saved=kit.made_at)
    if refused:
        with speaking("en"), pytest.raises(BadInput, match=r"x\.xlsx: the columns of the form"):
            read_kit(data, "x.xlsx")
    else:
        assert [each.given for each in read_kit(data, "x.xlsx").answers] == ["done"]


def test_files_or_a_note_without_an_answer_are_named(world):
    kit = kit_of(world)
    cells = {cell(kit, "5", form.FILES): "акт.pdf", cell(kit, "4", form.NOTE): "нет прибора"}
    (one,) = collect(world, book(kit, cells), files={"акт.pdf": b"1"}).kits
    assert {doubt.cell for doubt in one.doubts} == {f"H{cell(kit, task, 1)[0]}" for task in ("4", "5")}
    (no,) = collect(world, book(kit, {cell(kit, "4", form.GIVEN): "нет", cell(kit, "4", form.NOTE): "не было"})).kits
    assert no.doubts == ()


def test_workbooks_and_archives_that_a_kit_names_are_evidence_and_others_are_named(world, tmp_path, vpr_in):
    kit = kit_of(world)
    mail = tmp_path / "почта"
    mail.mkdir()
    given = {cell(kit, "5", form.GIVEN): "сдано", cell(kit, "5", form.FILES): "реестр.xlsx; фото.zip"}
    (mail / "бланк.xlsx").write_bytes(book(kit, given))
    (mail / "реестр.xlsx").write_bytes(b"a table")
    for name in ("фото.zip", "иное.zip"):
        with zipfile.ZipFile(mail / name, "w") as archive:
            archive.writestr("1.jpg", b"1")
    with zipfile.ZipFile(mail / "письмо.zip", "w") as archive:
        other = kit_of(world, "2")
        archive.writestr(
            "бланк.xlsx", book(other, {cell(other, "5", form.GIVEN): "да", cell(other, "5", form.FILES): "т.xlsx"})
        )
        archive.writestr("т.xlsx", b"a table")
    found = vpr_in(world, "kit", "collect", str(mail), "--json", "-o", str(tmp_path / "ответы"))
    assert [(each["file"], len(each["taken"])) for each in found["kits"]] == [
        ("бланк.xlsx", 1),
        ("письмо.zip/бланк.xlsx", 1),
    ]
    assert [each["file"] for each in found["unread"]] == ["иное.zip"]


@pytest.mark.parametrize("harm", ["locked", "damaged"])
def test_evidence_in_an_archive_that_cannot_be_read_is_named(world, tmp_path, vpr_in, harm):
    kit = kit_of(world)
    data = book(kit, {cell(kit, "5", form.GIVEN): "сдано", cell(kit, "5", form.FILES): "акт.pdf"})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("бланк.xlsx", data)
        archive.writestr("акт.pdf", b"SIGNED")
    content = bytearray(buffer.getvalue())
    if harm == "damaged":
        content[content.index(b"SIGNED")] ^= 1
    else:
        content[content.rindex(b"PK\1\2") + 8] |= 1
    (tmp_path / "письмо.zip").write_bytes(bytes(content))
    found = vpr_in(world, "kit", "collect", str(tmp_path / "письмо.zip"), "--json", "-o", str(tmp_path / "ответы"))
    (one,) = found["kits"]
    assert [doubt["cell"] for doubt in one["doubts"]] == [f"J{cell(kit, '5', 1)[0]}"]
    assert one["taken"] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
@pytest.mark.parametrize("name", ["бланк.xlsx", "письмо.zip"])
def test_a_pipe_or_a_device_is_named_and_not_read(tmp_path, name):
    from vpr_tracker.cli.kit_files import Unread, kits_in

    os.mkfifo(tmp_path / name)
    (tmp_path / "device.xlsx").symlink_to("/dev/zero")
    found = list(kits_in((str(tmp_path / name), str(tmp_path / "device.xlsx")), 1000))
    assert [each.name for each in found if isinstance(each, Unread)] == [name, "device.xlsx"]


def bomb() -> bytes:
    """An archive that unpacks to far more than it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return buffer.getvalue()


XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


def declaring_macros(types: bytes) -> bytes:
    part = b'<Override PartName="/xl/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    return types.replace(b"</Types>", part + b"</Types>")


TRAPS = {
    "empty": lambda data: b"",
    "text": lambda data: b"not a workbook",
    "cut": lambda data: data[: len(data) // 2],
    "bomb": lambda data: bomb(),
    "macro": lambda data: rezipped(data, extra={"xl/vbaProject.bin": b"\0"}),
    "macro of another name": lambda data: rezipped(data, {"[Content_Types].xml": declaring_macros}),
    "entities": lambda data: rezipped(data, {"xl/workbook.xml": lambda old: XXE}),
    "entities in utf-16": lambda data: rezipped(data, extra={"xl/x.xml": XXE.decode().encode("utf-16")}),
    "locked": lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40,
    "old": lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "many parts": lambda data: rezipped(data, extra={f"xl/x{n}.bin": b"" for n in range(600)}),
    "no sheet": lambda data: rezipped(data, {"xl/worksheets/sheet1.xml": lambda old: b"<broken"}),
    "no identity": lambda data: rezipped(data, {"xl/worksheets/sheet2.xml": lambda old: b"<broken"}),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_by_name_and_does_no_harm(world, trap):
    data = TRAPS[trap](kit_bytes(kit_of(world)))
    with pytest.raises(BadInput) as refused:
        read_kit(data, "ловушка.xlsx")
    assert refused.value.message.startswith("ловушка.xlsx: ")
    assert refused.value.where == "ловушка.xlsx"


def test_pointers_to_other_files_are_named_and_not_followed(world):
    kit = kit_of(world)
    data = rezipped(
        book(kit, {cell(kit, "5", form.GIVEN): "сдано"}),
        extra={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    )
    (one,) = collect(world, data).kits
    assert [doubt.cell for doubt in one.doubts] == [""]
    assert len(one.taken) == 1


@pytest.mark.parametrize(("kind", "named"), [("attachedTemplate", True), ("image", True), ("hyperlink", False)])
def test_templates_and_pictures_elsewhere_are_named_and_links_to_click_are_not(world, kind, named):
    relation = (
        f'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="https://example.org/x" TargetMode="External"/>'
    ).encode()
    changes = {
        "xl/_rels/workbook.xml.rels": lambda old: old.replace(b"</Relationships>", relation + b"</Relationships>")
    }
    (one,) = collect(world, rezipped(book(kit_of(world), {}), changes)).kits
    assert bool(one.doubts) == named


def test_a_row_that_is_there_twice_or_was_added_is_named(world):
    kit = kit_of(world)
    last = form.FIRST_ROW + len(kit.rows)
    cells = {
        cell(kit, "5", form.GIVEN): "сдано",
        (last, form.ID_COLUMN): next(row.obligation for row in kit.rows if row.task == "5"),
        (last, form.GIVEN): "сдано",
        (last + 1, form.GIVEN): "сдано",
    }
    (one,) = collect(world, book(kit, cells)).kits
    assert {doubt.cell for doubt in one.doubts} == {f"H{cell(kit, '5', 1)[0]}", f"H{last}", f"H{last + 1}"}
    assert one.taken == ()


def makings(path: Path) -> list[list[Kit]]:
    found = []
    for days in (0, 5, 9):
        with at(path, days) as tracker:
            found.append(tracker.kits())
    return found


@pytest.mark.slow
def test_three_hundred_returned_kits_give_the_same_state_in_any_order(tmp_path, vpr_in):
    base = tmp_path / "base.sqlite3"
    start(base)
    mail = generated_mail(Random(20230201), makings(base), 265)
    assert len(mail.books) >= 300
    paths = mail.lay_out(tmp_path / "почта")
    # As a person does it: in several letters, of which one comes twice.
    first = tmp_path / "first.sqlite3"
    shutil.copy(base, first)
    order = list(paths)
    Random(1).shuffle(order)
    for part in (order[:100], order[100:], order[50:80]):
        named = vpr_in(first, "kit", "collect", *part, "--json", "-o", str(tmp_path / "ответы"))
        for kit in named["kits"]:
            cells = {doubt["cell"] for doubt in kit["doubts"]}
            assert cells <= mail.expected_doubts[Path(kit["file"]).name]
    outcome = state_of(first)
    assert sum(row[1] == "submitted" for row in outcome) > 20
    # In other orders, one letter after another.
    files = {name.casefold(): EvidenceFile(name=name, content=content) for name, content in mail.files.items()}
    kits = [KitFile(read_kit(data, name), files) for name, data in mail.books.items()]
    for seed in (2, 3):
        path = tmp_path / f"{seed}.sqlite3"
        shutil.copy(base, path)
        Random(seed).shuffle(kits)
        with at(path, 300) as tracker:
            for place in range(0, len(kits), 60):
                tracker.collect_kits(kits[place : place + 60])
        assert without_days(state_of(path)) == without_days(outcome)


def without_days(state: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """What is recorded, whatever day it was recorded on."""
    return [row[:4] for row in state]


def test_every_fault_of_a_returned_kit_is_named(tmp_path, world):
    with at(world) as tracker:
        kits = [tracker.kits()]
    mail = generated_mail(Random(5), kits, 20)
    for name, data in mail.books.items():
        fresh = tmp_path / f"{name}.sqlite3"
        shutil.copy(world, fresh)
        (one,) = collect(fresh, data, files=mail.files).kits
        assert {doubt.cell for doubt in one.doubts} == mail.expected_doubts[name]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_kit_saved_by_libreoffice_is_the_same_kit(world, tmp_path):
    kit = kit_of(world)
    source = tmp_path / "бланк.xlsx"
    source.write_bytes(book(kit, {cell(kit, "5", form.GIVEN): "сдано", cell(kit, "2", form.GIVEN): "сдано"}))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    saved = (tmp_path / "out" / "бланк.xlsx").read_bytes()
    assert saved != source.read_bytes()
    (first,) = collect(world, source.read_bytes()).kits
    (again,) = collect(world, saved).kits
    assert (len(first.taken), again.taken, again.known, again.doubts) == (2, (), 2, ())


def test_a_plan_without_schools_has_no_kits(tracker):
    from tests.factories import make_draft

    from vpr_tracker.errors import NotFound

    tracker.import_plan(make_draft())
    with pytest.raises(NotFound):
        tracker.kits()


def test_kits_name_the_moment_they_were_made(world):
    assert kit_of(world).made_at == MADE
    assert isinstance(Mail(), Mail)
