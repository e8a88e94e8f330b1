"""What stands beside the text: text boxes, pictures, footnotes, comments, headers, the title."""

from __future__ import annotations

import pytest
from build import field, p, r, table, tc, text_box, tr


def noted(block):
    return [(note.code, note.text) for note in block.notes]


@pytest.mark.parametrize("drawn", [True, False])
def test_a_text_box_is_read_once_after_its_paragraph(read, drawn):
    (paragraph,) = read(p("до", text_box(p("в рамке") + p("ещё"), drawn=drawn), " мая")).blocks
    assert [line.text for line in paragraph.lines] == ["до мая", "в рамке", "ещё"]
    assert noted(paragraph) == [("text_box", "в рамке\nещё")]


def test_a_text_box_in_a_cell_belongs_to_the_cell(rows):
    (row,) = rows(table([tr("а", tc(p("б", text_box(p("в рамке") + table([["г", "д"]])))))]))
    assert row.cells[1].text == "б\nв рамке\nг д"
    assert [note.code for note in row.cells[1].notes] == ["text_box", "nested_table"]


def test_notes_in_a_text_box_come_out(read):
    (paragraph,) = read(p(text_box(p("да", r("нет", "<w:strike/>"))))).blocks
    assert noted(paragraph) == [("text_box", "да"), ("struck", "нет")]


def test_a_text_box_anchored_in_hidden_text_is_hidden(read):
    box = text_box(p("секрет")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    (paragraph,) = read(p("видно", box)).blocks
    assert paragraph.text == "видно"
    assert noted(paragraph) == [("hidden", "секрет")]


def test_a_field_in_a_text_box_does_not_disturb_the_field_round_it(texts):
    assert texts(p(field(" X ", r("а"), text_box(p(field(" Y ", r("б")))), r("в")), "г")) == ["авг\nб"]


def test_word_art_is_text(read):
    art = '<w:r><w:pict><v:shape><v:textpath string="ПЛАН"/></v:shape></w:pict></w:r>'
    (paragraph,) = read(p(art)).blocks
    assert (paragraph.text, noted(paragraph)) == ("\nПЛАН", [("text_box", "ПЛАН")])


@pytest.mark.parametrize(
    ("picture", "note"),
    [
        ('<w:drawing><wp:inline><wp:docPr id="1" name="Рисунок" descr="Подпись директора"/></wp:inline></w:drawing>',
         ("picture", "Подпись директора")),
        ('<w:drawing><wp:inline><wp:docPr id="1" name="Рисунок" title="Печать"/></wp:inline></w:drawing>',
         ("picture", "Печать")),
        ('<w:drawing><wp:inline><wp:docPr id="1" name="Рисунок"/></wp:inline></w:drawing>', ("picture", "")),
        ('<w:pict><v:shape alt="Герб"><v:imagedata r:id="rId7"/></v:shape></w:pict>', ("picture", "Герб")),
        ('<w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12" r:id="rId7"/></w:object>',
         ("unread", "embedded object Excel.Sheet.12")),
    ],
)  # fmt: skip
def test_a_picture_is_noted(read, picture, note):
    (paragraph,) = read(p("а", f"<w:r>{picture}</w:r>")).blocks
    assert (paragraph.text, noted(paragraph)) == ("а", [note])


def test_what_comes_from_another_file_is_never_silent(read, rows):
    found = read(p("до"), '<w:altChunk r:id="rId5"/>', p("после")).blocks
    assert [noted(block) for block in found] == [[], [("unread", "embedded document rId5")]]
    assert noted(read(p("до"), '<w:altChunk r:id="rId5"/>').blocks[-1]) == [("unread", "embedded document rId5")]
    assert noted(read(p('<w:subDoc r:id="rId6"/>')).blocks[0]) == [("unread", "sub-document rId6")]
    (row,) = rows(table([tr(tc('<w:altChunk r:id="rId5"/>' + p()))]))
    assert noted(row.cells[0]) == [("unread", "embedded document rId5")]


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_footnotes_endnotes_and_comments_are_notes(read):
    body = p("срок", reference("footnote", 2), reference("endnote", 3), " один", reference("comment", 0))
    (paragraph,) = read(
        body,
        footnotes={2: p("по ", r("согласованию")) + p("с ОО")},
        endnotes={3: p("в конце")},
        comments={0: p("уточнить")},
    ).blocks
    assert paragraph.text == "срок один"
    assert noted(paragraph) == [("footnote", "по согласованию\nс ОО"), ("footnote", "в конце"), ("comment", "уточнить")]


def test_references_to_nothing_are_no_notes(read):
    assert read(p("а", reference("footnote", 9), reference("comment", 9)), footnotes={}).blocks[0].notes == ()


def test_a_footnote_that_refers_to_itself_comes_to_an_end(read):
    (paragraph,) = read(p("а", reference("footnote", 1)), footnotes={1: p("круг", reference("footnote", 1))}).blocks
    assert noted(paragraph) == [("footnote", "круг")]


def test_headers_and_footers_are_read_once_each_headers_first(read):
    again = "<w:sectPr><w:headerReference w:type='first' r:id='rId1'/></w:sectPr>"
    header = p("Комитет по образованию") + p() + table([["г. Н", "2023"]])
    found = read(p("а", props=again), headers=[header], footers=[p("стр. ", field(" PAGE ", r("1")))])
    assert [paragraph.text for paragraph in found.margins] == ["Комитет по образованию", "г. Н 2023", "стр. 1"]


def test_the_title_comes_from_the_properties(read):
    assert read(p("а"), title=" План на 2023 год ").title == "План на 2023 год"
    assert read(p("а")).title == ""
