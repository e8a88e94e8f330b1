"""What lies in a mail folder beside kits: tables of other formats, links, and the answers to schools."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from tests.sheets.kit_world import at, book, cell, kit_of, state_of

from vpr_tracker.cli.kit_files import kits_in
from vpr_tracker.sheets import kit_form as form


def open_document() -> bytes:
    """A table as LibreOffice writes it, as far as anything of it is looked at."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    return buffer.getvalue()


def binary_workbook() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    return buffer.getvalue()


OTHER_TABLES = {
    "бланк.ods": open_document(),
    "бланк.xlsb": binary_workbook(),
    "бланк.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "страница.xls": b"<html><table></table></html>",
    "переименован.xlsx": open_document(),
    "тоже.xlsx": binary_workbook(),
}


def test_tables_of_other_formats_are_named_and_the_rest_is_read(world, tmp_path, vpr_in):
    mail = tmp_path / "почта"
    mail.mkdir()
    for name, data in OTHER_TABLES.items():
        (mail / name).write_bytes(data)
    kit = kit_of(world)
    (mail / "верно.xlsx").write_bytes(book(kit, {cell(kit, "5", form.GIVEN): "сдано"}))
    found = vpr_in(world, "kit", "collect", str(mail), "--json", "-o", str(tmp_path / "ответы"))
    assert [(each["file"], len(each["taken"])) for each in found["kits"]] == [("верно.xlsx", 1)]
    assert {each["file"] for each in found["unread"]} == set(OTHER_TABLES)
    for each in found["unread"]:
        assert ".xlsx" in each["message"], each


def links(mail: Path, outside: Path) -> dict[str, Path]:
    """Links in a mail folder, with where they lead: out of it, or nowhere."""
    outside.mkdir()
    return {
        "чужой.xlsx": outside / "бланк.xlsx",
        "письмо.zip": outside / "письмо.zip",
        "акт.pdf": outside / "акт.pdf",
        "никуда.xlsx": outside / "нет такого.xlsx",
        "папка": outside,
        "выше": mail / "..",
    }


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_out_of_the_folder_are_named_and_not_followed(world, tmp_path, vpr_in):
    kit, other = kit_of(world), kit_of(world, "2")
    mail, outside = tmp_path / "почта", tmp_path / "иное"
    mail.mkdir()
    leading = links(mail, outside)
    theirs = book(other, {cell(other, "5", form.GIVEN): "сдано"})
    (outside / "бланк.xlsx").write_bytes(theirs)
    (outside / "акт.pdf").write_bytes(b"secret")
    with zipfile.ZipFile(outside / "письмо.zip", "w") as archive:
        archive.writestr("бланк.xlsx", theirs)
    for name, target in leading.items():
        (mail / name).symlink_to(target)
    given = {(cell(kit, "5", form.GIVEN)): "сдано", cell(kit, "5", form.FILES): "акт.pdf"}
    given[cell(kit, "4", form.GIVEN)] = "сдано"
    (mail / "внутри").mkdir()
    (mail / "внутри" / "бланк.xlsx").write_bytes(book(kit, given))
    (mail / "ещё раз.xlsx").symlink_to(mail / "внутри" / "бланк.xlsx")
    (mail / "кругом").symlink_to(mail / "кругом")
    (mail / "внутри" / "акт.pdf").symlink_to(outside / "акт.pdf")

    found = vpr_in(world, "kit", "collect", str(mail), "--json", "-o", str(tmp_path / "ответы"))

    assert {each["file"] for each in found["unread"]} == {*leading, "внутри/акт.pdf"}
    assert all("ссылка" in each["message"] for each in found["unread"])
    (one,) = found["kits"]  # the link that stays inside is the same file once
    assert [each["task"] for each in one["taken"]] == ["4"]
    assert [each["cell"] for each in one["doubts"]] == [f"J{cell(kit, '5', 1)[0]}"]


def test_a_link_in_an_archive_hands_nothing_in(world, tmp_path, vpr_in):
    kit = kit_of(world)
    with zipfile.ZipFile(tmp_path / "письмо.zip", "w") as archive:
        given = {cell(kit, "5", form.GIVEN): "сдано", cell(kit, "5", form.FILES): "акт.pdf"}
        archive.writestr("бланк.xlsx", book(kit, given))
        for name in ("акт.pdf", "ещё.xlsx"):
            link = zipfile.ZipInfo(name)
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
    found = vpr_in(world, "kit", "collect", str(tmp_path / "письмо.zip"), "--json", "-o", str(tmp_path / "ответы"))
    assert [each["file"] for each in found["unread"]] == ["письмо.zip/ещё.xlsx"]
    (one,) = found["kits"]
    assert one["taken"] == []
    assert [each["cell"] for each in one["doubts"]] == [f"J{cell(kit, '5', 1)[0]}"]


def test_files_of_the_same_name_are_told_apart_by_their_folders(tmp_path):
    for name in ("in/a.xlsx", "in/ещё/b.xlsx", "lo/a.xlsx", "lo/c.xlsx", "один/c.xlsx", "всё/lo/a.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"PK")
    sources = [str(tmp_path / name) for name in ("in", "lo", "один/c.xlsx", "всё", "lo/a.xlsx", "in/.")]
    found = [each.name.removeprefix(f"{tmp_path.as_posix()}/") for each in kits_in(sources, 1000)]
    assert found == ["in/a.xlsx", "ещё/b.xlsx", "lo/a.xlsx", "lo/c.xlsx", "один/c.xlsx", "lo/a.xlsx"]
    assert len({each.name for each in kits_in(sources, 1000)}) == len(found)


def test_a_folder_makes_no_name_that_another_file_has(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("in/a.xlsx", "lo/a.xlsx", "всё/lo/a.xlsx"):
        Path(name).parent.mkdir(parents=True)
        Path(name).write_bytes(b"PK")
    found = [each.name for each in kits_in(["in", "lo", "всё"], 1000)]
    assert found == ["in/a.xlsx", "lo/a.xlsx", "всё/lo/a.xlsx"]


def test_members_of_the_same_name_in_an_archive_are_told_apart_by_their_folders(tmp_path):
    with zipfile.ZipFile(tmp_path / "письмо.zip", "w") as archive:
        for name in ("in/a.xlsx", "lo/a.xlsx", "lo/b.xlsx"):
            archive.writestr(name, b"PK")
    found = [each.name for each in kits_in([str(tmp_path / "письмо.zip")], 1000)]
    assert found == ["письмо.zip/in/a.xlsx", "письмо.zip/lo/a.xlsx", "письмо.zip/b.xlsx"]


def answered(world: Path, tmp_path: Path, vpr_in, kit, cells, hours: int) -> dict:
    """Collect one kit filled so; gives what is said of the one answer."""
    (tmp_path / "бланк.xlsx").write_bytes(book(kit, cells, hours))
    found = vpr_in(world, "kit", "collect", str(tmp_path / "бланк.xlsx"), "--json", "-o", str(tmp_path / "ответы"))
    (letter,) = found["letters"]
    return letter


def test_an_answer_that_another_takes_the_place_of_is_kept(world, tmp_path, vpr_in):
    kit = kit_of(world)
    told: list[bytes] = []
    kept = []
    for hours, task in enumerate(("1", "3", "4", "5"), start=1):
        letter = answered(world, tmp_path, vpr_in, kit, {cell(kit, task, form.GIVEN): "сдано"}, hours)
        told.append(Path(letter["file"]).read_bytes())
        kept.append(letter["kept"])
    again = answered(world, tmp_path, vpr_in, kit, {cell(kit, "5", form.GIVEN): "сдано"}, 4)
    same = answered(world, tmp_path, vpr_in, kit, {cell(kit, "5", form.GIVEN): "сдано"}, 4)

    older = tmp_path / "ответы" / "Прежние"
    assert kept[0] is None
    assert [Path(each).read_bytes() for each in kept[1:]] == told[:-1]
    assert Path(again["kept"]).read_bytes() == told[-1]
    # Nothing new was said, so nothing is put aside.
    assert same["kept"] is None
    assert len(list(older.iterdir())) == len(told)
    assert all(path.name.startswith(Path(letter["file"]).stem) for path in older.iterdir())


def test_schools_whose_names_make_the_same_file_name_have_files_of_their_own(world, tmp_path, vpr_in):
    with at(world) as tracker:
        for number, name in (("11", "Школа «Лесная»"), ("12", "Школа (Лесная)"), ("13", "ШКОЛА ЛЕСНАЯ"), ("14", "???")):
            tracker.add_school(number, name)
    kits = [kit_of(world, number) for number in ("11", "12", "13", "14")]
    made = vpr_in(world, "kit", "make", "--json", "-o", str(tmp_path / "бланки"))["kits"]
    assert len({Path(each["file"]).name.casefold() for each in made}) == len(made) == 7
    # One by one too: what a school's file is called does not hang on who else wrote.
    alone = [answered(world, tmp_path, vpr_in, kit, {cell(kit, "5", form.GIVEN): "сдано"}, 1) for kit in kits]
    assert [letter["kept"] for letter in alone] == [None] * 4
    files = {each["school_id"]: Path(each["file"]).stem for each in made}
    assert {each["school_id"]: Path(each["file"]).stem for each in alone}.items() <= files.items()


def test_kits_and_answers_of_schools_with_long_names_keep_the_number(world, tmp_path, vpr_in):
    long = "Муниципальное бюджетное общеобразовательное учреждение Заречного муниципального округа «Школа № {}»"
    with at(world) as tracker:
        tracker.import_schools([{"number": number, "name": long.format(number)} for number in ("21", "22")])
    expected = [
        f"Муниципальное бюджетное общеобразовательное учреждение Заречного № {number}" for number in ("21", "22")
    ]
    made = vpr_in(world, "kit", "make", "--json", "-o", str(tmp_path / "бланки"))["kits"]
    assert [Path(each["file"]).stem for each in made][-2:] == expected
    for number, name in zip(("22", "21"), reversed(expected), strict=True):
        kit = kit_of(world, number)
        letter = answered(world, tmp_path, vpr_in, kit, {cell(kit, "5", form.GIVEN): "сдано"}, 1)
        assert Path(letter["file"]).stem == name


def test_nothing_is_recorded_where_the_answers_cannot_be_written(world, tmp_path, monkeypatch, capsys):
    from vpr_tracker.cli import main

    kit = kit_of(world)
    (tmp_path / "ответы").write_bytes(b"a file, no folder")
    (tmp_path / "бланк.xlsx").write_bytes(book(kit, {cell(kit, "5", form.GIVEN): "сдано"}))
    before = state_of(world)
    monkeypatch.setenv("VPR_DB", str(world))
    monkeypatch.setenv("VPR_PLUGINS", "")
    assert main(["kit", "collect", str(tmp_path / "бланк.xlsx"), "-o", str(tmp_path / "ответы" / "все")]) == 4
    assert "ответы" in capsys.readouterr().err
    assert state_of(world) == before
