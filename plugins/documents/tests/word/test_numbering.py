"""Automatic numbers, counted as Word counts them."""

from __future__ import annotations

import pytest
from build import abstract, change, deleted, level, num, p, style, table, tc, text_box, tr

from vpr_tracker_documents.word.formats import written

SIMPLE = abstract(0, level(0, "%1."), level(1, "%1.%2."), level(2, "%1.%2.%3)", "russianLower")) + num(1, 0)


def item(ilvl: int = 0, num_id: int = 1) -> str:
    return p("", num=(num_id, ilvl))


@pytest.fixture
def labels(read):
    def make(*body: str, numbering: str = SIMPLE, **parts: str) -> list[str]:
        return [block.lines[0].number for block in read(*body, numbering=numbering, **parts).blocks]

    return make


def test_levels_count_and_restart(labels):
    body = [item(level) for level in (0, 0, 1, 1, 2, 2, 0, 1, 2)]
    assert labels(*body) == ["1.", "2.", "2.1.", "2.2.", "2.2.а)", "2.2.б)", "3.", "3.1.", "3.1.а)"]


def test_the_number_stands_beside_the_text(read):
    (paragraph,) = read(p("Провести\nсовещание", num=(1, 0)), numbering=SIMPLE).blocks
    assert [(line.number, line.text) for line in paragraph.lines] == [("1.", "Провести"), ("", "совещание")]
    assert paragraph.text == "1. Провести\nсовещание"


def test_numbers_go_on_through_cells_in_order(read):
    rows = [tr(tc(item()), "а"), tr(tc(item()), tc(item()))]
    found = read(item(), table(rows), item(), numbering=SIMPLE)
    assert [cell.lines[0].number for row in found.blocks[1].rows for cell in row.cells] == ["2.", "", "3.", "4."]
    assert found.blocks[2].text == "5."


def test_deleted_paragraphs_and_rows_are_not_counted(read):
    gone = p(deleted("x"), num=(1, 0), props=f"<w:rPr>{change('del')}</w:rPr>")
    rows = [tr(tc(item())), tr(tc(item()), props=change("del")), tr(tc(gone + item()))]
    (found,) = (block for block in read(gone, table(rows), numbering=SIMPLE).blocks)
    assert [row.cells[0].text for row in found.rows] == ["1.", "2."]


def test_covered_cells_are_not_counted(rows):
    found = rows(table([
        tr(tc(item(), merge="restart")), tr(tc(item(), merge="continue")), tr(tc(item())),
    ]), numbering=SIMPLE)  # fmt: skip
    assert [row.cells[0].text for row in found] == ["1.", "1.", "2."]


def test_number_zero_takes_the_number_away(labels):
    styles = style("Пункт", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = (p(style="Пункт"), p(style="Пункт", num=(0, 0)), p(style="Пункт"), item(0, 77))
    assert labels(*body, styles=styles) == ["1.", "", "2.", ""]


def test_a_style_numbers_through_its_ancestors(labels):
    styles = (
        style("А", ppr='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + style("Б", based_on="А")
        + style("В", based_on="Б", ppr='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + style("Г", based_on="А", ppr='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    )
    assert labels(*(p(style=name) for name in "АБВГА"), styles=styles) == ["1.", "2.", "", "2.1.", "3."]


def test_a_style_tied_to_a_level_stands_on_it(labels):
    numbering = abstract(
        0, level(0, "%1", more='<w:pStyle w:val="А"/>'), level(1, "%1.%2", more='<w:pStyle w:val="Б"/>')
    ) + num(1, 0)
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("А", ppr=numbered) + style("Б", ppr=numbered) + style("В", based_on="Б")
    assert labels(*(p(style=name) for name in "АБВА"), styles=styles, numbering=numbering) == ["1", "1.1", "1.2", "2"]


def test_the_default_style_may_number_everything(labels):
    styles = style("Обычный", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>', default=True)
    assert labels(p("а"), p("б", style="нет такого"), styles=styles) == ["1.", "2."]


def test_lists_of_one_definition_count_on_unless_they_start_anew(labels):
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "%1."), level(1, "%1.%2.")) + num(1, 0) + num(2, 0) + num(3, 0, again)
    ids = [(0, 1), (0, 2), (0, 3), (0, 3), (1, 3), (0, 1)]
    body = [item(ilvl, num_id) for ilvl, num_id in ids]
    assert labels(*body, numbering=numbering) == ["1.", "2.", "5.", "6.", "6.1.", "7."]


def test_an_override_may_replace_a_whole_level(labels):
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "upperRoman", start=3)}</w:lvlOverride>'
    assert labels(item(), item(), numbering=abstract(0, level(0, "%1.")) + num(1, 0, other)) == ["III)", "IV)"]


def test_definitions_linked_through_a_numbering_style_are_followed(labels):
    numbering = (
        abstract(0, '<w:styleLink w:val="Список"/>', level(0, "§ %1"))
        + abstract(1, '<w:numStyleLink w:val="Список"/>')
        + num(1, 0) + num(2, 1)
    )  # fmt: skip
    styles = style("Список", "numbering", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert labels(item(0, 2), item(0, 1), numbering=numbering, styles=styles) == ["§ 1", "§ 2"]


def test_links_that_go_round_in_a_circle_come_to_an_end(labels):
    numbering = abstract(0, '<w:numStyleLink w:val="С"/>') + num(1, 0)
    styles = style("С", "numbering", based_on="С", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert labels(item(), numbering=numbering, styles=styles) == [""]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("", ["1", "1.1", "2", "2.1"]), ('<w:lvlRestart w:val="0"/>', ["1", "1.1", "2", "2.2"])],
)
def test_a_level_restarts_unless_it_says_never(labels, restart, expected):
    numbering = abstract(0, level(0, "%1"), level(1, "%1.%2", more=restart)) + num(1, 0)
    assert labels(*(item(ilvl) for ilvl in (0, 1, 0, 1)), numbering=numbering) == expected


def test_a_level_may_restart_after_a_certain_level_only(labels):
    numbering = abstract(0, level(0, "%1"), level(1, "%1.%2"), level(2, "%3", more='<w:lvlRestart w:val="1"/>')) + num(
        1, 0
    )
    body = [item(ilvl) for ilvl in (0, 1, 2, 1, 2, 0, 1, 2)]
    assert labels(*body, numbering=numbering) == ["1", "1.1", "1", "1.2", "2", "2", "2.1", "1"]


def test_a_skipped_level_is_shown_at_its_start_and_counts_as_used(labels):
    assert labels(item(1), item(1), item(0), item(1)) == ["1.1.", "1.2.", "2.", "2.1."]
    body = [item(ilvl) for ilvl in (0, 2, 2, 1, 2)]
    assert labels(*body) == ["1.", "1.1.а)", "1.1.б)", "1.2.", "1.2.а)"]


def test_legal_numbering_writes_all_levels_in_digits(labels):
    numbering = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0)
    assert labels(item(), item(), item(1), numbering=numbering) == ["I.", "II.", "2.1"]


def test_no_number_format_leaves_the_words(labels):
    numbering = abstract(0, level(0, "Раздел:", "none"), level(1, "%1%2)", "decimal")) + num(1, 0)
    assert labels(item(), item(1), numbering=numbering) == ["Раздел:", "1)"]


@pytest.mark.parametrize(
    ("text", "font", "label"),
    [("\uf0b7", "Symbol", "•"), ("•", "", "•"), ("-", "", "-"), ("–", "", "–"), ("\uf0a7", "Wingdings", "▪"),
     ("o", "Courier New", "o"),
     ("\uf0fc", "Wingdings", "✓"), ("\uf0d8", "Wingdings", "➢"), ("", "", "•"), ("\uf0b7", "", "•")],
)  # fmt: skip
def test_a_bullet_is_the_sign_that_is_seen(labels, text, font, label):
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    bullet = level(0, text, "bullet").replace("</w:lvl>", f"{fonts}</w:lvl>")
    assert labels(item(), numbering=abstract(0, bullet) + num(1, 0)) == [label]


def test_a_hidden_number_is_not_shown_but_counted(labels):
    hidden = level(0, "%1.").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    assert labels(item(), item(1), numbering=abstract(0, hidden, level(1, "%1.%2")) + num(1, 0)) == ["", "1.1"]


def test_numbers_with_leading_zeros_come_from_the_alternative(labels):
    form = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    zeros = level(0, "%1").replace('<w:numFmt w:val="decimal"/>', form)
    assert labels(item(), numbering=abstract(0, zeros) + num(1, 0)) == ["001"]


def test_levels_out_of_bounds_and_broken_values_do_no_harm(labels):
    broken = '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'
    assert labels(p(props=broken), p(num=(1, 99)), p(num=(1, -5))) == ["1.", "", "2."]


def test_headers_and_text_boxes_are_counted_apart_from_the_body(read):
    boxes = p(text_box(item()), text_box(item()))
    found = read(item(), boxes, item(), headers=[item()], footers=[item()], numbering=SIMPLE)
    assert [block.text for block in found.blocks] == ["1.", "\n1.\n2.", "2."]
    assert [paragraph.text for paragraph in found.margins] == ["1.", "2."]


@pytest.mark.parametrize(
    ("form", "first", "later", "number"),
    [
        ("decimal", "1", "28", 28), ("decimalZero", "01", "10", 10), ("upperRoman", "I", "XLIX", 49),
        ("lowerRoman", "i", "xciv", 94), ("upperLetter", "A", "AA", 27), ("lowerLetter", "a", "bb", 28),
        ("russianLower", "а", "к", 10), ("russianUpper", "А", "ЫЫ", 55), ("russianLower", "а", "аа", 30),
        ("decimalEnclosedParen", "(1)", "(2)", 2), ("numberInDash", "- 1 -", "- 3 -", 3), ("hex", "1", "1F", 31),
        ("decimalEnclosedCircle", "①", "⑳", 20), ("chicago", "*", "††", 6), ("decimalEnclosedFullstop", "1.", "2.", 2),
        ("none", "", "", 5), ("ordinal", "1st", "13th", 13), ("japaneseCounting", "1", "2", 2),
    ],
)  # fmt: skip
def test_number_formats(form, first, later, number):
    assert (written(1, form), written(number, form)) == (first, later)


@pytest.mark.parametrize("form", ["upperRoman", "russianLower", "lowerLetter", "decimalEnclosedCircle", "chicago"])
@pytest.mark.parametrize("number", [0, -3, 999_999_999])
def test_numbers_that_a_format_cannot_write_are_digits(form, number):
    assert written(number, form) == str(number)


def test_russian_ordinals_follow_the_language_of_the_text(labels):
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault></w:docDefaults>'
    numbering = abstract(0, level(0, "%1", "ordinal")) + num(1, 0)
    assert labels(item(), numbering=numbering, styles=styles) == ["1-й"]
