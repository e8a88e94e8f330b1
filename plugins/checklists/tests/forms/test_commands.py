"""``vpr checklist form make`` and ``vpr checklist collect``: files, exit codes, what is printed."""

from __future__ import annotations

import io
import json
import os
import zipfile

import pytest
from form_world import BODY, DAY, GOOD, at, book, form_of, forms, start, table

from vpr_tracker.cli import main
from vpr_tracker_checklists.forms.book import book_bytes


@pytest.fixture
def world(tmp_path, monkeypatch):
    path = tmp_path / "plan.sqlite3"
    start(path)
    monkeypatch.setenv("VPR_DB", str(path))
    monkeypatch.setenv("VPR_PLUGINS", "checklists")
    monkeypatch.setenv("VPR_TODAY", "2023-05-01")
    monkeypatch.setenv("VPR_ACTOR", "Координатор")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def vpr(world, capsys):
    """Runs a command; gives its exit code, its JSON or text, and what it said on stderr."""

    def run(*arguments):
        capsys.readouterr()
        code = main(arguments)
        said = capsys.readouterr()
        return code, json.loads(said.out) if "--json" in arguments and said.out else said.out, said.err

    return run


def test_a_form_for_each_school_with_names_that_every_system_allows(vpr, tmp_path):
    code, made, _said = vpr("checklist", "form", "make", "day-control", "--on", "20.03.2023", "-o", "ф", "--json")
    assert code == 0
    assert made["schema"] == "vpr-tracker/checklist-forms/1"
    assert [each["school"] for each in made["forms"]] == [f"Школа № {number}" for number in range(1, 5)]
    assert {each["day"] for each in made["forms"]} == {"2023-03-20"}
    assert sorted(os.listdir(tmp_path / "ф")) == [f"Школа № {n} day-control 2023-03-20.xlsx" for n in range(1, 5)]


def test_other_files_are_not_overwritten_unless_one_says_so(vpr, tmp_path):
    make = ("checklist", "form", "make", "day-control", "--on", "20.03.2023", "-o", "ф")
    assert vpr(*make)[0] == 0
    first = (tmp_path / "ф" / "Школа № 1 day-control 2023-03-20.xlsx").read_bytes()
    assert vpr(*make)[0] == 0
    other = tmp_path / "ф" / "Школа № 2 day-control 2023-03-20.xlsx"
    other.write_bytes(b"something else")
    code, _out, said = vpr(*make)
    assert code == 8
    assert other.name in said
    assert other.read_bytes() == b"something else"
    assert vpr(*make, "--replace")[0] == 0
    assert other.read_bytes() != b"something else"
    assert (tmp_path / "ф" / "Школа № 1 day-control 2023-03-20.xlsx").read_bytes() == first


LONG = (
    "Муниципальное бюджетное общеобразовательное учреждение Заречного муниципального округа "
    "«Средняя общеобразовательная школа № {number}»"
)


def test_forms_of_schools_with_long_names_keep_number_template_and_day(vpr, world, tmp_path):
    with at(world) as tracker:
        tracker.import_schools([{"number": number, "name": LONG.format(number=number)} for number in ("21", "22")])
    asked = [("day-control", ()), *[("day-control", ("--on", f"{day}.03.2023")) for day in (20, 21)]]
    asked += [("site-sections", ("--on", "20.03.2023"))]
    for template, options in asked:
        code, _out, said = vpr("checklist", "form", "make", template, *options, "-o", "ф")
        assert code == 0, said
    made = [name for name in os.listdir(tmp_path / "ф") if name.startswith("Муниципальное")]
    assert len(made) == 8
    tails = ("day-control", "day-control 2023-03-20", "day-control 2023-03-21", "site-sections 2023-03-20")
    for school in ("№ 21", "№ 22"):
        assert {name.partition(f" {school} ")[2] for name in made if school in name} == {
            f"{each}.xlsx" for each in tails
        }
    # What one is called does not hang on which others are made.
    assert vpr("checklist", "form", "make", "day-control", "--school", "22", "-o", "одна")[0] == 0
    assert set(os.listdir(tmp_path / "одна")) < set(made)


def test_answers_to_schools_with_long_names_keep_the_number(vpr, world, tmp_path):
    with at(world) as tracker:
        tracker.import_schools([{"number": number, "name": LONG.format(number=number)} for number in ("21", "22")])
    for number in ("22", "21"):
        (tmp_path / "x.xlsx").write_bytes(book(form_of(world, number), GOOD))
        assert vpr("checklist", "collect", "x.xlsx", "-o", "ответы")[0] == 0
    answers = sorted(path.stem.rpartition("№ ")[2] for path in (tmp_path / "ответы").glob("*.txt"))
    assert answers == ["21", "22"]


def test_forms_are_made_for_the_schools_that_are_named_each_once_as_the_registry_has_them(vpr, world):
    with at(world) as tracker:
        committee = tracker.committee().name
    make = ("checklist", "form", "make", "day-control", "--json")
    named = ("--school", "3", "--school", "№1", "--school", "Школа № 3")
    code, made, _said = vpr(*make, *named)
    assert code == 0
    assert [each["school"] for each in made["forms"]] == ["Школа № 1", "Школа № 3"]
    assert vpr(*make, "--school", "1", "--school", "77")[0] == 3
    assert vpr(*make, "--school", "1", "--school", committee)[0] == 2


def test_forms_of_the_same_name_in_several_folders_are_told_apart(vpr, world, tmp_path):
    sent = forms(world, on=DAY)
    for place, folder in enumerate(("in", "lo")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.xlsx").write_bytes(book(sent[place], {**GOOD, "seats": "много"}))
    (tmp_path / "lo" / "b.xlsx").write_bytes(book(sent[2], GOOD))
    code, shown, _said = vpr("checklist", "collect", "in", "lo", "lo/a.xlsx")
    assert code == 9
    assert "\nin/a.xlsx, D" in shown
    assert "\nlo/a.xlsx, D" in shown
    assert "\nb.xlsx " in shown


def test_folders_archives_and_files_are_collected_once_each(vpr, world, tmp_path):
    sent = forms(world, on=DAY)
    mail = tmp_path / "почта"
    (mail / "внутри").mkdir(parents=True)
    (mail / "1.xlsx").write_bytes(book(sent[0], GOOD))
    (mail / "внутри" / "2.csv").write_bytes(table(sent[1], GOOD))
    (mail / "~$1.xlsx").write_bytes(b"a lock of Excel")
    with zipfile.ZipFile(mail / "письмо.zip", "w") as archive:
        archive.writestr("форма.xlsx", book(sent[2], {**GOOD, "seats": "много"}))
    code, done, _said = vpr("checklist", "collect", "почта", "почта/1.xlsx", "--json", "-o", "ответы")
    assert code == 9
    assert {each["file"]: each["outcome"] for each in done["forms"]} == {
        "1.xlsx": "finished",
        "внутри/2.csv": "finished",
        "письмо.zip/форма.xlsx": "draft",
    }
    assert [each["school"] for each in done["silent"]] == ["Школа № 4"]
    assert sorted(os.listdir(tmp_path / "ответы")) == [f"Школа № {number}.txt" for number in (1, 2, 3)]
    answer = (tmp_path / "ответы" / "Школа № 3.txt").read_text(encoding="utf-8-sig")
    assert "письмо.zip/форма.xlsx, ячейка D" in answer
    assert "много" in answer
    code, done, _said = vpr("checklist", "collect", "почта/1.xlsx", "--json", "-o", "ответы")
    assert (code, done["forms"][0]["outcome"]) == (0, "same")


def test_an_answer_keeps_the_one_before_and_calls_a_draft_a_draft(vpr, world, tmp_path, monkeypatch):
    (tmp_path / "1.xlsx").write_bytes(book(forms(world, on=DAY)[0], {**GOOD, "seats": "много"}))
    vpr("checklist", "collect", "1.xlsx")
    monkeypatch.setenv("VPR_TODAY", "2023-05-02")
    vpr("checklist", "collect", "1.xlsx")
    folder = tmp_path / "Ответы"
    (letter,) = folder.glob("*.txt")
    (older,) = (folder / "Прежние").iterdir()
    assert "01.05.2023" in older.read_text(encoding="utf-8-sig")
    assert "02.05.2023" in letter.read_text(encoding="utf-8-sig")
    for path in (older, letter):
        text = path.read_text(encoding="utf-8-sig")
        assert "черновик" in text
        assert "Принято" not in text


def test_a_row_that_is_gone_is_named_by_file_and_label(vpr, world, tmp_path):
    (tmp_path / "x.csv").write_bytes(table(form_of(world), GOOD, gone=["seats"]))
    code, out, _said = vpr("checklist", "collect", "x.csv")
    assert code == 9
    assert "x.csv: «Мест» – " in out
    code, done, _said = vpr("checklist", "collect", "x.csv", "--json")
    (doubt,) = done["forms"][0]["doubts"]
    assert (code, doubt["cell"], doubt["item"]) == (9, "", "seats")


def test_a_dry_run_writes_neither_runs_nor_letters(vpr, world, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(book(form_of(world), GOOD))
    code, done, _said = vpr("checklist", "collect", "x.xlsx", "-n", "--json")
    assert (code, done["forms"][0]["outcome"], done["letters"]) == (0, "finished", [])
    assert not (tmp_path / "Ответы").exists()
    assert vpr("checklist", "collect", "x.xlsx", "--json")[1]["forms"][0]["outcome"] == "finished"


def test_what_is_no_form_is_named_with_a_cure_and_the_others_are_taken(vpr, world, tmp_path):
    mail = tmp_path / "почта"
    mail.mkdir()
    (mail / "форма.ods").write_bytes(b"PK")
    (mail / "старая.xls").write_bytes(b"x")
    (mail / "таблица.csv").write_bytes(b"1;2")
    (mail / "хорошая.xlsx").write_bytes(book(form_of(world), GOOD))
    code, shown, _said = vpr("checklist", "collect", "почта")
    assert code == 9
    for name in ("форма.ods", "старая.xls", "таблица.csv"):
        assert f"{name}: " in shown
    assert ".xlsx" in shown.split("форма.ods: ")[1]
    assert "Школа № 1" in shown


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no symbolic links on this system")
def test_a_link_that_leads_out_of_the_folder_is_named_and_not_followed(vpr, world, tmp_path):
    outside = tmp_path / "чужое"
    outside.mkdir()
    (outside / "x.xlsx").write_bytes(book(form_of(world), GOOD))
    mail = tmp_path / "почта"
    mail.mkdir()
    (mail / "ссылка.xlsx").symlink_to(outside / "x.xlsx")
    (mail / "своя.xlsx").write_bytes(book(form_of(world, "2"), GOOD))
    (mail / "рядом.xlsx").symlink_to(mail / "своя.xlsx")
    code, done, _said = vpr("checklist", "collect", "почта", "--json")
    assert code == 9
    assert [each["file"] for each in done["unread"]] == ["ссылка.xlsx"]
    assert [each["school"] for each in done["forms"]] == ["Школа № 2"]


def test_one_undo_takes_a_collection_back(vpr, world, tmp_path):
    for place, form in enumerate(forms(world, on=DAY)):
        (tmp_path / f"{place}.xlsx").write_bytes(book(form, GOOD))
    assert vpr("checklist", "collect", *(f"{place}.xlsx" for place in range(4)))[0] == 0
    assert vpr("undo")[0] == 0
    _code, done, _said = vpr("checklist", "collect", "0.xlsx", "-n", "--json")
    assert done["forms"][0]["outcome"] == "finished"
    assert [each["school"] for each in done["silent"]] == ["Школа № 2", "Школа № 3", "Школа № 4"]


def test_what_a_newer_copy_mends_is_named_but_asks_for_nothing(vpr, world, tmp_path):
    form = form_of(world)
    (tmp_path / "старая.xlsx").write_bytes(book(form, {**GOOD, "seats": "много"}))
    (tmp_path / "новая.xlsx").write_bytes(book(form, {**GOOD, "version": 2}))
    code, done, _said = vpr("checklist", "collect", "старая.xlsx", "новая.xlsx", "--json", "-o", "ответы")
    assert code == 0
    assert {each["file"]: len(each["doubts"]) for each in done["forms"]} == {"старая.xlsx": 1, "новая.xlsx": 0}
    assert "много" not in (tmp_path / "ответы" / "Школа № 1.txt").read_text(encoding="utf-8-sig")


def test_a_school_is_not_asked_to_mend_what_was_corrected_here(vpr, world, tmp_path):
    form = form_of(world)
    (tmp_path / "x.xlsx").write_bytes(book(form, GOOD))
    (tmp_path / "новая.xlsx").write_bytes(book(form, {**GOOD, "seats": "много", "version": 2}))
    vpr("checklist", "collect", "x.xlsx")
    vpr("checklist", "correct", "1", "--reason", "ошибка")
    assert vpr("checklist", "collect", "новая.xlsx")[0] == 9
    text = (tmp_path / "Ответы" / "Школа № 1.txt").read_text(encoding="utf-8-sig")
    assert "исправлены здесь" in text
    assert "Исправьте" not in text


@pytest.mark.parametrize("archive", [False, True])
def test_a_table_that_a_form_names_as_a_file_of_its_own_is_no_form_that_failed(vpr, world, tmp_path, archive):
    mail = tmp_path / "почта"
    mail.mkdir()
    files = {
        "форма.xlsx": book(form_of(world), {**GOOD, "order": ("да", None, "Список.csv; фото.zip")}),
        "список.csv": b"1;2",
        "фото.zip": b"PK",
        "чужое.csv": b"1;2",
    }
    if archive:
        with zipfile.ZipFile(mail / "письмо.zip", "w") as letter:
            for name, data in files.items():
                letter.writestr(name, data)
    else:
        for name, data in files.items():
            (mail / name).write_bytes(data)
    code, done, _said = vpr("checklist", "collect", "почта", "-n", "--json")
    before = "письмо.zip/" if archive else ""
    assert (code, [each["file"] for each in done["unread"]]) == (9, [f"{before}чужое.csv"])
    assert done["attached"] == [f"{before}список.csv", f"{before}фото.zip"]
    assert "фото.zip" in vpr("checklist", "collect", "почта", "-n")[1]


@pytest.mark.parametrize("name", ["ещё.zip", "ещё.rar", "письмо.eml"])
def test_an_archive_or_a_letter_that_is_not_looked_into_is_named(vpr, world, tmp_path, name):
    mail = tmp_path / "почта"
    mail.mkdir()
    (mail / "форма.xlsx").write_bytes(book(form_of(world), GOOD))
    with zipfile.ZipFile(mail / "архив.zip", "w") as letter:
        letter.writestr("форма.xlsx", book(form_of(world, "2"), GOOD))
        letter.writestr(name, b"PK")
    if not name.endswith(".zip"):
        (mail / name).write_bytes(b"Rar!")
    code, done, _said = vpr("checklist", "collect", "почта", "-n", "--json")
    inside = [] if name.endswith(".zip") else [name]
    assert (code, [each["file"] for each in done["unread"]]) == (9, [f"архив.zip/{name}", *inside])
    assert len(done["forms"]) == 2


def test_a_template_that_is_not_known_here_is_told_of(vpr, world, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(book(form_of(world), GOOD))
    assert "mixed" in vpr("checklist", "collect", "x.xlsx", "-n")[2]


def test_where_there_is_nothing_to_collect_that_is_said(vpr, tmp_path):
    (tmp_path / "пусто").mkdir()
    assert vpr("checklist", "collect", "пусто")[0] == 4
    assert vpr("checklist", "collect", "нет")[0] == 3


def test_a_bomb_in_an_archive_is_named_and_not_unpacked(vpr, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("форма.xlsx", b"0" * 15_000_000)
    (tmp_path / "x.zip").write_bytes(buffer.getvalue())
    code, shown, _said = vpr("checklist", "collect", "x.zip")
    assert code == 9
    assert "x.zip: " in shown


def test_the_file_that_is_written_is_the_one_that_the_library_makes(vpr, world, tmp_path):
    from vpr_tracker_checklists.templates.shelf import Shelf

    form = form_of(world, template=Shelf().get("day-control"))
    assert book_bytes(form)[:2] == b"PK"
    code, _out, _said = vpr("checklist", "form", "make", "day-control", "--format", "csv", "--school", "1", "-o", "ф")
    assert code == 0
    (name,) = os.listdir(tmp_path / "ф")
    assert name == "Школа № 1 day-control.csv"
    assert (tmp_path / "ф" / name).read_bytes().startswith(b"\xef\xbb\xbf")


def test_forms_that_count_for_no_task_are_told_of_together(vpr, world, tmp_path):
    (tmp_path / "mixed.toml").write_text(BODY, encoding="utf-8")
    assert vpr("checklist", "link", "1", "mixed.toml", "--per", "day")[0] == 0
    vpr("checklist", "days", "add", "1", "21.03.2023")
    for number, form in enumerate(forms(world, on=DAY)[:2]):
        (tmp_path / f"{number}.xlsx").write_bytes(book(form, GOOD))
    code, shown, _said = vpr("checklist", "collect", "0.xlsx", "1.xlsx", "-n")
    assert code == 0
    assert "№1, №2" in " ".join(shown.split())
    assert "vpr checklist days add 1 20.03.2023" in " ".join(shown.split())
    _code, done, _said = vpr("checklist", "collect", "0.xlsx", "1.xlsx", "--json")
    assert all("days add" in each["astray"] for each in done["forms"])


def test_a_newer_form_goes_over_a_correction_only_where_that_is_said(vpr, world, tmp_path):
    form = form_of(world)
    (tmp_path / "x.xlsx").write_bytes(book(form, GOOD))
    vpr("checklist", "collect", "x.xlsx")
    vpr("checklist", "correct", "1", "--reason", "звонили в школу")
    (tmp_path / "y.xlsx").write_bytes(book(form, {**GOOD, "seats": 9, "version": 2}))
    code, shown, _said = vpr("checklist", "collect", "y.xlsx")
    assert code == 9
    assert "--over-corrections" in shown
    code, done, _said = vpr("checklist", "collect", "y.xlsx", "--over-corrections", "--json")
    assert (code, done["forms"][0]["outcome"]) == (0, "finished")
