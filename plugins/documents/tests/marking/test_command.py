"""``vpr doc make marked-plan`` on the sample plan: what is handed in again is the approved file with its marks."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from marking_facts import marks_of, only_the_column_is_new, plan_of, same_but_main

from vpr_tracker import Tracker
from vpr_tracker.cli import main
from vpr_tracker_documents.plan.read import read_docx

SAMPLES = Path(__file__).parents[4] / "sample_plans"


@pytest.fixture
def source(tmp_path, monkeypatch):
    """The sample plan as a file of this test, tracked with two schools and some of it done by 10.02.2023."""
    path = Path(shutil.copy(SAMPLES / "vpr-2023.docx", tmp_path / "план.docx"))
    monkeypatch.setenv("VPR_DB", str(tmp_path / "plan.sqlite3"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "ru")  # main() sets it for Click; restored afterwards
    moment = datetime(2023, 1, 20, 5, tzinfo=UTC)
    with Tracker.open(tmp_path / "plan.sqlite3", actor="Координатор", clock=lambda: moment) as tracker:
        tracker.import_plan(read_docx(path))
        tracker.add_school("1", "Школа № 1")
        tracker.add_school("4", "Школа № 4")
        tracker.submit("1", school="4")
        tracker.accept("1", school="4")
        tracker.submit("3")
    return path


def run(capsys, *args):
    code = main(["doc", "make", "marked-plan", *args])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_original_comes_back_with_marks(source, tmp_path, capsys):
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    code, _out, err = run(capsys, "--source", str(source), "--on", "2023-02-10", "-o", str(tmp_path / "отметки.docx"))
    assert (code, err) == (0, "")
    marked = tmp_path / "отметки.docx"
    assert plan_of(read_docx(marked)) == plan_of(read_docx(source))
    same_but_main(source, marked)
    only_the_column_is_new(source, marked)
    marks = marks_of(read_docx(marked))
    assert marks[:3] == [
        "Исполнено частично: 13 из 26 (школа № 4), срок истёк 25.01.2023", "Срок не наступил", "На проверке",
    ]  # fmt: skip
    assert "Исполняется постоянно" in marks
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before


def test_without_the_original_nothing_is_made(source, tmp_path, capsys):
    code, _out, err = run(capsys, "-o", str(tmp_path / "отметки.docx"))
    assert code == 2
    assert "--source" in err
    assert "план.docx" in err
    assert not (tmp_path / "отметки.docx").exists()


def test_another_file_is_refused_and_may_be_taken_by_its_words(source, tmp_path, capsys):
    with source.open("rb") as file:
        data = file.read()
    other = tmp_path / "другой.docx"
    from vpr_tracker_documents.marking.rewriting import replaced

    other.write_bytes(replaced(data, "docProps/core.xml", b"<x/>") if b"docProps/core.xml" in data else data + b"\0")
    code, _out, err = run(capsys, "--source", str(other), "-o", str(tmp_path / "отметки.docx"))
    assert code == 4
    assert "другой.docx" in err
    assert "--any-source" in err
    assert not (tmp_path / "отметки.docx").exists()


def test_a_plan_by_its_words(source, tmp_path, capsys):
    marked = tmp_path / "отметки.docx"
    assert run(capsys, "--source", str(source), "--on", "2023-02-10", "-o", str(marked))[0] == 0
    again = tmp_path / "снова.docx"
    code, _out, err = run(
        capsys, "--source", str(marked), "--any-source", "--replace", "--on", "2023-02-10", "-o", str(again)
    )
    assert (code, err) == (0, "")
    assert marks_of(read_docx(again)) == marks_of(read_docx(marked))


@pytest.mark.parametrize("name", ["нет.docx", "не-word.docx"])
def test_a_file_that_is_no_word_file_is_an_error(source, tmp_path, capsys, name):
    path = tmp_path / name
    if name == "не-word.docx":
        path.write_text("просто текст")
    code, _out, err = run(capsys, "--source", str(path), "-o", str(tmp_path / "отметки.docx"))
    assert code in (3, 4)
    assert name in err
    assert "Traceback" not in err
