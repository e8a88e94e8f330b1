"""Rows and cells at their places."""

from __future__ import annotations

import pytest
from build import p, r, table, tc, tr

from vpr_tracker_documents.word import plain, tables


def seen(rows):
    return [[(cell.column, cell.span, cell.text) for cell in row.cells] for row in rows]


def test_tables_are_counted_from_one(read):
    found = read(table([["а"]]), p("между"), table([["б", "в"]]))
    assert [(block.number, block.columns) for block in found.blocks if hasattr(block, "rows")] == [(1, 1), (2, 2)]


def test_rows_and_columns_are_counted_from_one(rows):
    found = rows(table([["а", "б"], ["в", ""]]))
    assert [row.number for row in found] == [1, 2]
    assert seen(found) == [[(1, 1, "а"), (2, 1, "б")], [(1, 1, "в"), (2, 1, "")]]


def test_a_header_row_is_marked(rows):
    found = rows(table([["№"], ["1"], tr("2", props='<w:tblHeader w:val="0"/>')], header_rows=1))
    assert [row.header for row in found] == [True, False, False]


def test_a_cell_over_columns_takes_them_up(rows):
    found = rows(table([tr(tc("I. Подготовка", span=3)), tr("а", tc("б", span=2))]))
    assert seen(found) == [[(1, 3, "I. Подготовка")], [(1, 1, "а"), (2, 2, "б")]]


def test_a_cell_over_rows_is_seen_in_each(rows):
    found = rows(table([tr("1", tc("до мая", merge="restart")), tr("2", tc("", merge="continue")), tr("3", "июнь")]))
    assert seen(found)[1] == [(1, 1, "2"), (2, 1, "до мая")]
    assert [(row.cells[1].merged, row.cells[1].origin_row) for row in found] == [(False, 1), (True, 1), (False, 3)]
    assert found[1].cells[1].lines == found[0].cells[1].lines


def test_a_merge_without_a_value_goes_on(rows):
    found = rows(table([tr(tc("а", merge="restart")), tr(tc("", props="<w:vMerge/>"))]))
    assert found[1].cells[0].text == "а"


def test_a_new_merge_below_another_begins_anew(rows):
    cells = [("а", "restart"), ("", "continue"), ("б", "restart"), ("", "continue"), ("", "continue")]
    found = rows(table([tr(tc(text, merge=merge)) for text, merge in cells]))
    assert [(row.cells[0].text, row.cells[0].origin_row) for row in found] == [
        ("а", 1), ("а", 1), ("б", 3), ("б", 3), ("б", 3),
    ]  # fmt: skip


def test_a_merge_with_nothing_above_stands_for_itself(rows):
    found = rows(table([["а"], tr(tc("б", merge="continue")), tr(tc("в", merge="continue"))]))
    assert [(row.cells[0].text, row.cells[0].merged) for row in found] == [("а", False), ("б", False), ("б", True)]


def test_merges_down_and_across_go_together(rows):
    found = rows(table([
        tr("1", tc("общее", span=2, merge="restart"), "а"), tr("2", tc("", span=2, merge="continue"), "б"),
    ]))  # fmt: skip
    assert seen(found)[1] == [(1, 1, "2"), (2, 2, "общее"), (4, 1, "б")]


def test_a_merge_across_of_the_old_kind_widens_the_first_cell(rows):
    across = ('<w:hMerge w:val="restart"/>', "<w:hMerge/>", '<w:hMerge w:val="continue"/>')
    (row,) = rows(table([tr(tc("а", props=across[0]), tc("", props=across[1]), tc("", props=across[2]), "б")]))
    assert [(cell.column, cell.span, cell.text) for cell in row.cells] == [(1, 3, "а"), (4, 1, "б")]


def test_a_cell_widened_the_old_way_is_seen_in_each_of_its_rows(rows):
    first, rest = ('<w:hMerge w:val="restart"/>', "<w:hMerge/>")
    found = rows(table([
        tr(tc("общее", merge="restart", props=first), tc("", props=rest + "<w:vMerge w:val='restart'/>"), "а"),
        tr(tc("", merge="continue", props=first), tc("", props=rest + "<w:vMerge/>"), "б"),
    ]))  # fmt: skip
    assert seen(found) == [[(1, 2, "общее"), (3, 1, "а")], [(1, 2, "общее"), (3, 1, "б")]]


def test_text_under_a_merged_cell_is_noted_as_hidden(rows):
    found = rows(table([tr(tc("видно", merge="restart")), tr(tc("под ним", merge="continue"))]))
    assert [(note.code, note.text) for note in found[1].cells[0].notes] == [("hidden", "под ним")]


def test_notes_of_a_merged_cell_stay_in_its_first_row(rows):
    struck = p("живое", r("нет", "<w:strike/>"))
    found = rows(table([tr(tc(struck, merge="restart")), tr(tc("", merge="continue"))]))
    assert [len(row.cells[0].notes) for row in found] == [1, 0]


def test_gaps_before_and_after_are_left_out_but_counted(read):
    gaps = '<w:gridBefore w:val="2"/><w:wBefore w:w="500" w:type="dxa"/><w:gridAfter w:val="1"/>'
    (found,) = read(table([tr("а", "б", props=gaps)])).blocks
    assert seen(found.rows) == [[(3, 1, "а"), (4, 1, "б")]]
    assert found.columns == 5


def test_a_width_before_without_columns_is_no_gap(rows):
    assert seen(rows(table([tr("а", props='<w:wBefore w:w="500" w:type="dxa"/>')]))) == [[(1, 1, "а")]]


def test_the_grid_that_the_table_declares_is_not_believed(read):
    assert read(table([["а", "б"], ["в"]], columns=9)).blocks[0].columns == 2


@pytest.mark.parametrize(("span", "expected"), [("0", 1), ("-4", 1), ("x", 1), ("999999999", 63), ("99999999999", 1)])
def test_an_impossible_span_is_bounded(rows, span, expected):
    found = rows(table([tr(tc("а", props=f'<w:gridSpan w:val="{span}"/>'))]))
    assert found[0].cells[0].span == expected


def test_an_empty_cell_has_an_empty_line(rows):
    (row,) = rows(table([["", tc(p(), p("а"), p())]]))
    assert [[line.text for line in cell.lines] for cell in row.cells] == [[""], ["", "а", ""]]


def test_a_nested_table_gives_a_line_per_row(rows):
    inner = table([["Директор", "до 1 мая"], ["Завуч", "до 2 мая"], tr(tc("", span=2))])
    (row,) = rows(table([tr(tc(p("до"), inner, p("после")))]))
    assert [line.text for line in row.cells[0].lines] == ["до", "Директор до 1 мая", "Завуч до 2 мая", "", "после"]
    assert [(note.code, note.text) for note in row.cells[0].notes] == [
        ("nested_table", "Директор до 1 мая\nЗавуч до 2 мая")
    ]


def test_tables_nest_and_their_notes_come_up(rows):
    innermost = table([tr(tc(p("глубже", r("зря", "<w:strike/>"))))])
    inner = table([tr(tc(p("а\nб")), tc(innermost), tc("в", merge="restart")), tr("г", "д", tc("", merge="continue"))])
    (row,) = rows(table([tr(tc(inner))]))
    assert [line.text for line in row.cells[0].lines] == ["а б глубже в", "г д"]
    assert [note.code for note in row.cells[0].notes] == ["nested_table", "struck"]


def test_a_hidden_row_is_noted_and_not_live(rows):
    found = rows(table([["а"], tr(tc("секрет"), props="<w:hidden/>")]))
    assert found[1].cells[0].text == ""
    assert [(note.code, note.text) for note in found[1].cells[0].notes] == [("hidden", "секрет")]


def test_cells_and_rows_wrapped_in_custom_xml_and_changes_are_read(rows):
    wrapped = f'<w:customXml w:element="x">{tc("б")}</w:customXml>'
    row = f"<w:tr>{tc('а')}{wrapped}<w:ins>{tc('в')}</w:ins></w:tr>"
    assert seen(rows(table([f'<w:customXml w:element="y">{row}</w:customXml>']))) == [
        [(1, 1, "а"), (2, 1, "б"), (3, 1, "в")]
    ]


CELLS = [
    tc("просто"), tc("две\nстроки"), tc(""), tc("шире", span=2), tc("вниз", merge="restart"), tc("", merge="continue"),
    tc(p(r("нет", "<w:strike/>"), "да")), tc(p("1", num=(1, 0))), tc(p("мяг\u00adкий и не\u2011раз")), "<w:tc/>",
    tc(table([["внутри", "ещё"]]) + p("после")), tc(p("в стиле", style="Таблица")), tc(p(r("\tжирно ", "<w:b/>"))),
    f"<w:sdt><w:sdtContent>{tc('в поле')}</w:sdtContent></w:sdt>", tc(p("а<б & в")), tc(p("x\ny")),
]  # fmt: skip


def test_the_short_way_reads_what_the_long_way_reads(read, monkeypatch):
    made = [
        tr(*(CELLS[(start + step * index) % len(CELLS)] for index in range(6)))
        for start in range(len(CELLS))
        for step in (1, 5, 7)
    ]
    short = read(table(made)).blocks
    ways: list[object] = []
    monkeypatch.setattr(tables, "plain_cells", lambda *_: ways.append(None))
    assert short == read(table(made)).blocks
    assert len(ways) >= len(made)


def test_most_cells_take_the_short_way(read, monkeypatch):
    long_way: list[object] = []
    flatten = tables.flatten
    monkeypatch.setattr(tables, "flatten", lambda story, cell: long_way.append(cell) or flatten(story, cell))
    read(table([["1", "Провести", p("до мая"), tc(p(r("жирный", "<w:b/>"), props='<w:jc w:val="left"/>'))]] * 3))
    assert not long_way
    assert plain.plain_cells is tables.plain_cells


def test_a_row_without_cells_is_a_row(rows):
    assert [len(row.cells) for row in rows(table([tr(), ["а"]]))] == [0, 1]
