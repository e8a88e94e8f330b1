"""The Word form goes through the hook: a blank one of each template, and a run as it was filled in."""

from __future__ import annotations

import io
import re
import runpy
import sys
import zipfile
from pathlib import Path

import pytest
from form_world import GOOD, book, form_of, gather, start

from vpr_tracker.cli import main
from vpr_tracker_checklists.forms.kinds import document_kinds
from vpr_tracker_checklists.templates.shelf import Shelf

PLUGIN = Path(__file__).resolve().parents[2]


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Makes a document through the program; gives its text."""
    path = tmp_path / "plan.sqlite3"
    start(path)
    monkeypatch.setenv("VPR_DB", str(path))
    monkeypatch.setenv("VPR_PLUGINS", "checklists,documents")

    def make(*arguments):
        target = tmp_path / "made.docx"
        assert main(["doc", "make", *arguments, "-o", str(target)]) == 0
        with zipfile.ZipFile(target) as archive:
            xml = archive.read("word/document.xml").decode()
        return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml))

    return path, make


@pytest.mark.parametrize("name", Shelf().names())
def test_every_template_has_a_blank_form_with_all_its_items_and_boxes(made, name):
    _path, make = made
    text = make(f"checklist-{name}", "--school", "2")
    template = Shelf().get(name)
    assert "Школа № 2" in text
    assert template.title in text
    squeezed = " ".join(text.replace("\u00a0", " ").split())
    for item in template.items:
        assert " ".join(item.label.split()) in squeezed
    assert "☒" not in text
    assert text.count("☐") == sum(len(item.choices) for item in template.items)


def test_signatures_never_stand_alone_on_a_page(made):
    path, make = made
    make("checklist-readiness", "--school", "2")
    with zipfile.ZipFile(path.with_name("made.docx")) as archive:
        items = re.findall(r"<w:tbl>.*?</w:tbl>", archive.read("word/document.xml").decode(), re.DOTALL)[1]
    kept = [row.count("<w:keepNext/>") == row.count("<w:p>") for row in items.split("<w:tr>")[1:]]
    assert kept.count(True) == 1
    assert kept[-1]


def test_a_run_is_shown_with_its_answers_ticked(made):
    path, make = made
    gather(path, {"x.xlsx": book(form_of(path), {**GOOD, "order": ("да", "в папке", "п.pdf")})})
    text = make("checklist", "--number", "1").replace("\u00a0", " ")
    assert "☒ да" in text
    assert "☒ не ведётся" in text
    assert text.count("☒") == 2
    assert "12 шт." in text
    assert "20.03.2023" in text
    assert "в папке" in text
    assert "Лебедева Т. Р." in text


def test_without_a_number_the_cure_is_said(made, capsys):
    assert main(["doc", "make", "checklist"]) != 0
    assert "--number" in capsys.readouterr().err


def test_kinds_have_names_of_their_own():
    names = [each.name for each in document_kinds()]
    assert len(set(names)) == len(names) == len(Shelf().names()) + 1
    assert all(callable(each.load()) for each in document_kinds())


def test_the_shipped_word_template_is_what_its_tool_writes(tmp_path, monkeypatch):
    target = tmp_path / "checklist.docx"
    monkeypatch.setattr(sys, "argv", ["word_form.py", str(target)])
    with pytest.raises(SystemExit):
        runpy.run_path(str(PLUGIN / "tools" / "word_form.py"), run_name="__main__")
    shipped = PLUGIN / "src" / "vpr_tracker_checklists" / "forms" / "checklist.docx"
    # What packs may pack differently on another system: the parts are compared.
    assert _parts(target.read_bytes()) == _parts(shipped.read_bytes())


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_kinds_have_the_titles_of_the_templates():
    from vpr_tracker_checklists.forms.kinds import SHIPPED
    from vpr_tracker_checklists.templates.shelf import Shelf

    shelf = Shelf()
    assert {name: shelf.get(name).title for name in shelf.names()} == SHIPPED
