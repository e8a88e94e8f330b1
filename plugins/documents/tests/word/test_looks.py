"""Struck-out and hidden text, headings: what comes from looks and styles."""

from __future__ import annotations

import pytest
from build import p, r, style, table, tc, tr

ON, OFF = "<w:{}/>", '<w:{} w:val="{}"/>'


def noted(block):
    return [(note.code, note.text) for note in block.notes]


@pytest.mark.parametrize(
    ("look", "code"), [("strike", "struck"), ("dstrike", "struck"), ("vanish", "hidden"), ("webHidden", "hidden")]
)
def test_struck_and_hidden_text_is_noted_and_not_live(read, look, code):
    (paragraph,) = read(p("до ", r("15 мая", ON.format(look)), "17 мая")).blocks
    assert paragraph.text == "до 17 мая"
    assert noted(paragraph) == [(code, "15 мая")]


@pytest.mark.parametrize("value", ["0", "false", "off", "False"])
def test_a_look_switched_off_is_live(texts, value):
    assert texts(p(r("живое", OFF.format("strike", value)))) == ["живое"]


@pytest.mark.parametrize("value", ["1", "true", "on"])
def test_a_look_switched_on_by_value_is_not_live(texts, value):
    assert texts(p(r("нет", OFF.format("vanish", value)))) == [""]


def test_pieces_of_one_struck_passage_make_one_note(read):
    struck = "<w:strike/>"
    (paragraph,) = read(p(r("до ", struck), r("15\nмая", struck), "до", r(" июня", struck))).blocks
    assert noted(paragraph) == [("struck", "до 15 мая"), ("struck", " июня")]
    assert [line.text for line in paragraph.lines] == ["до"]


def test_blank_struck_text_needs_no_note(read):
    assert read(p("а", r("  ", "<w:strike/>"))).blocks[0].notes == ()


def test_notes_of_a_cell_are_with_the_cell(rows):
    (row,) = rows(table([tr("а", tc(p("б", r("зря", "<w:strike/>"))))]))
    assert [noted(cell) for cell in row.cells] == [[], [("struck", "зря")]]


@pytest.mark.parametrize(
    ("styles", "live"),
    [
        (style("К", "character", rpr="<w:strike/>"), False),
        (style("О", "character", rpr="<w:vanish/>") + style("К", "character", based_on="О"), False),
        (style("О", "character", rpr="<w:vanish/>")
         + style("К", "character", based_on="О", rpr='<w:vanish w:val="0"/>'), True),
        (style("А", rpr="<w:strike/>"), False),
        (style("Б", rpr="<w:strike/>") + style("А", based_on="Б"), False),
        (style("Б", rpr="<w:strike/>") + style("А", based_on="Б", rpr='<w:strike w:val="0"/>'), True),
        (style("А", rpr="<w:strike/>") + style("К", "character", rpr="<w:strike/>"), True),
        (style("А", rpr="<w:dstrike/>") + style("К", "character", rpr="<w:dstrike/>"), False),
        (style("А", rpr="<w:dstrike/>") + style("К", "character", rpr='<w:dstrike w:val="0"/>'), True),
        (style("А", rpr="<w:strike/>") + style("К", "character", rpr='<w:strike w:val="0"/>'), False),
        ("<w:docDefaults><w:rPrDefault><w:rPr><w:strike/></w:rPr></w:rPrDefault></w:docDefaults>", False),
        ("<w:docDefaults><w:rPrDefault><w:rPr><w:strike/></w:rPr></w:rPrDefault></w:docDefaults>"
         + style("А", rpr="<w:strike/>"), False),
        (style("Обычный", rpr="<w:vanish/>", default=True), False),
        (style("А", based_on="А", rpr="<w:strike/>"), False),
        (style("А", rpr="<w:b/><w:caps/>"), True),
    ],
)  # fmt: skip
def test_looks_come_from_styles_and_cancel_out_as_word_does(read, styles, live):
    (paragraph,) = read(p(r("текст", '<w:rStyle w:val="К"/>'), style="А"), styles=styles).blocks
    assert paragraph.text == ("текст" if live else "")
    assert bool(paragraph.notes) is not live


def test_a_run_has_the_last_word_over_its_styles(texts):
    styles = style("А", rpr="<w:strike/>")
    assert texts(p(r("живое", '<w:strike w:val="0"/>'), r("нет"), style="А"), styles=styles) == ["живое"]


def test_a_table_style_strikes_its_cells(rows):
    styles = style("Т", "table", rpr="<w:strike/>")
    (row,) = rows(table([["зря"]], style="Т"), styles=styles)
    assert (row.cells[0].text, row.cells[0].notes[0].text) == ("", "зря")


def test_the_style_of_a_table_ends_with_it(texts):
    styles = style("Т", "table", rpr="<w:strike/>")
    assert texts(table([["зря"]], style="Т"), p("живое"), styles=styles) == ["живое"]


def test_a_hidden_paragraph_leaves_only_its_note(read):
    hidden = p(r("секрет", "<w:vanish/>"), props="<w:rPr><w:vanish/></w:rPr>")
    found = read(p("а"), hidden, p("б"), hidden).blocks
    assert [block.text for block in found] == ["а", "б", ""]
    assert [noted(block) for block in found[1:]] == [[("hidden", "секрет")], [("hidden", "секрет")]]


def test_a_hidden_paragraph_end_joins(texts):
    assert texts(p("Раздел I. ", props="<w:rPr><w:vanish/><w:specVanish/></w:rPr>"), p("Введение")) == [
        "Раздел I. Введение"
    ]


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        (p("x", style="1"), 1), (p("x", style="Заголовок2"), 2), (p("x", style="Heading3"), 3),
        (p("x", style="Мой"), 1),
        (p("x", style="Уровень"), 4), (p("x", props='<w:outlineLvl w:val="1"/>'), 2),
        (p("x", style="1", props='<w:outlineLvl w:val="9"/>'), 0), (p("x"), 0), (p("x", style="Снят"), 0),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_its_style_or_level(read, paragraph, heading):
    styles = (
        style("1").replace('<w:name w:val="1"/>', '<w:name w:val="heading 1"/>') + style("Мой", based_on="1")
        + style("Заголовок2").replace('w:val="Заголовок2"', 'w:val="Заголовок 2"') + style("Heading3")
        + style("Уровень", ppr='<w:outlineLvl w:val="3"/>')
        + style("Снят", based_on="1", ppr='<w:outlineLvl w:val="9"/>')
    )  # fmt: skip
    assert read(paragraph, styles=styles).blocks[0].heading == heading
