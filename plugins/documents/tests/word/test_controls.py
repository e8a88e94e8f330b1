"""Content controls at every level."""

from __future__ import annotations

import pytest
from build import deleted, p, r, sdt, table, tc, tr

PROMPT = "<w:showingPlcHdr/>"
DATE = '<w:date w:fullDate="2023-02-17T00:00:00Z"><w:dateFormat w:val="dd.MM.yyyy"/></w:date>'


def test_a_control_inside_a_paragraph_is_read(texts):
    assert texts(p("до ", sdt(r("17 ") + sdt(r("февраля"))), " 2023")) == ["до 17 февраля 2023"]


def test_a_control_around_paragraphs_is_read(texts):
    assert texts(sdt(p("а") + sdt(p("б"))), p("в")) == ["а", "б", "в"]


def test_a_control_around_a_table_is_read(rows):
    assert rows(sdt(table([["а", "б"]])))[0].cells[1].text == "б"


def test_a_control_around_a_row_is_read(rows):
    found = rows(table([["а"], sdt(sdt(tr("б")) + tr("в")), ["г"]]))
    assert [row.cells[0].text for row in found] == ["а", "б", "в", "г"]


def test_a_control_around_a_cell_is_read(rows):
    (row,) = rows(table([tr("а", sdt(tc("б")), "в", sdt(sdt(tc("г"))))]))
    assert [(cell.column, cell.text) for cell in row.cells] == [(1, "а"), (2, "б"), (3, "в"), (4, "г")]


def test_a_control_inside_a_cell_is_read(rows):
    (row,) = rows(table([tr(tc(sdt(p("а")) + p(sdt(r("б")))))]))
    assert row.cells[0].text == "а\nб"


@pytest.mark.parametrize(
    "body",
    [
        p("[", sdt(r("Место для ввода"), PROMPT), "]"),
        p("[", sdt(sdt(r("Место для ввода")), PROMPT), "]"),
        p("[", sdt(sdt(r("Место для ввода"), PROMPT)), "]"),
    ],
)
def test_the_prompt_of_an_unfilled_control_is_not_live(read, body):
    (paragraph,) = read(body).blocks
    assert paragraph.text == "[]"
    assert [(note.code, note.text) for note in paragraph.notes] == [("placeholder", "Место для ввода")]


def test_a_prompt_around_a_cell_leaves_an_empty_cell(rows):
    (row,) = rows(table([tr("а", sdt(tc("Введите срок"), PROMPT), "в")]))
    assert [cell.text for cell in row.cells] == ["а", "", "в"]
    assert row.cells[1].notes[0].text == "Введите срок"


def test_a_switched_off_prompt_is_live_text(texts):
    assert texts(p(sdt(r("срок"), '<w:showingPlcHdr w:val="0"/>'))) == ["срок"]


def test_a_date_control_shows_its_text(texts):
    assert texts(p("до ", sdt(r("17 февраля"), DATE))) == ["до 17 февраля"]


@pytest.mark.parametrize(
    "content", ["", "<w:r/>", "<w:r><w:t/></w:r>", deleted("17.02"), f"<w:del>{r('17.02')}</w:del>"]
)
def test_an_empty_date_control_shows_the_date_it_holds(texts, content):
    assert texts(p("до ", sdt(content, DATE), " включительно")) == ["до 17.02.2023 включительно"]


def test_an_empty_date_control_around_a_paragraph_or_cell_shows_its_date(texts, rows):
    assert texts(sdt(p(), DATE), p("дальше")) == ["17.02.2023", "дальше"]
    (row,) = rows(table([tr(sdt(tc(""), DATE), "б")]))
    assert [cell.text for cell in row.cells] == ["17.02.2023", "б"]


def test_an_unfilled_date_control_shows_no_date(texts):
    assert texts(p(sdt(r("Введите дату"), PROMPT + DATE))) == [""]


def test_a_control_without_content_is_nothing(texts):
    assert texts(p("а", "<w:sdt><w:sdtPr/></w:sdt>", "б")) == ["аб"]
