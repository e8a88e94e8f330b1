"""Tracked changes, all accepted."""

from __future__ import annotations

import pytest
from build import abstract, change, deleted, field, ins, level, num, p, r, table, tc, tr

MARK = "<w:rPr>{}</w:rPr>"


@pytest.mark.parametrize("tag", ["w:del", "w:moveFrom", "w14:conflictDel"])
def test_deleted_and_moved_text_is_gone(texts, tag):
    assert texts(p("а", f"<{tag}>{r('старое')}</{tag}>", "б")) == ["аб"]


def test_moved_text_is_read_where_it_is_now(texts):
    def moved(way: str) -> str:
        marks = (f'<w:move{way}Range{end} w:id="1" w:name="m"/>' for end in ("Start", "End"))
        return f"<w:move{way}>{r('перенос')}</w:move{way}>".join(marks)

    assert texts(p("1 ", moved("From")), p("2 ", moved("To"))) == ["1 ", "2 перенос"]


def test_text_deleted_inside_an_insertion_is_gone(texts):
    assert texts(p(ins(r("но") + deleted("не то") + r("вое")))) == ["новое"]


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_a_deleted_paragraph_end_joins_two_paragraphs(texts, tag):
    assert texts(p("до 25 ", props=MARK.format(change(tag))), p("января")) == ["до 25 января"]


def test_an_inserted_paragraph_end_divides(texts):
    assert texts(p("а", props=MARK.format(change("ins"))), p("б")) == ["а", "б"]


def test_a_wholly_deleted_paragraph_leaves_nothing(texts):
    gone = p(deleted("лишний"), props=MARK.format(change("del")))
    assert texts(p("а"), gone, p("б"), gone, table([["x"]]), p("в"), gone) == ["а", "б", "в"]


def test_a_joined_paragraph_takes_the_number_of_the_one_it_joins(read):
    lists = abstract(0, level(0, "%1.")) + num(1, 0)
    body = (p("1", num=(1, 0)), p(deleted("x"), num=(1, 0), props=MARK.format(change("del"))), p("2", num=(1, 0)))
    assert [block.lines[0].number for block in read(*body, numbering=lists).blocks] == ["1.", "2."]


def test_text_before_a_table_is_kept_though_its_end_is_deleted(texts):
    assert texts(p("а", props=MARK.format(change("del"))), table([["x"]]), p("б")) == ["а", "б"]


def test_old_looks_of_a_tracked_format_change_do_not_count(texts):
    now = '<w:rPrChange w:id="1" w:author="А"><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange>'
    assert texts(p(r("живое", now))) == ["живое"]


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_a_deleted_row_is_gone_and_the_rest_counts_on(rows, tag):
    found = rows(table([["а"], tr("б", props=change(tag)), ["в"]]))
    assert [(row.number, row.cells[0].text) for row in found] == [(1, "а"), (2, "в")]


def test_an_inserted_row_is_there(rows):
    assert [row.cells[0].text for row in rows(table([["а"], tr("б", props=change("ins"))]))] == ["а", "б"]


def test_a_table_of_deleted_rows_is_no_table(read):
    gone = table([tr("а", props=change("del")), tr("б", props=change("del"))])
    found = read(gone, p("между"), table([["живая"]]))
    assert [getattr(block, "number", block) for block in found.blocks[1:]] == [1]


def test_a_deleted_cell_gives_its_place_to_the_next(rows):
    (row,) = rows(table([tr(tc("а"), tc("б", props=change("cellDel")), tc("в", props=change("cellIns")))]))
    assert [(cell.column, cell.text) for cell in row.cells] == [(1, "а"), (2, "в")]


def test_a_tracked_merge_counts_as_made_and_a_tracked_split_as_split(rows):
    merged = table([
        tr(tc("до мая", props='<w:cellMerge w:id="1" w:author="А" w:vMerge="rest"/>')),
        tr(tc("", props='<w:cellMerge w:id="2" w:author="А" w:vMerge="cont"/>')),
    ])  # fmt: skip
    assert [(row.cells[0].text, row.cells[0].merged) for row in rows(merged)] == [("до мая", False), ("до мая", True)]
    split = table([
        tr(tc("а", merge="restart")),
        tr(tc("б", merge="continue", props='<w:cellMerge w:id="2" w:author="А" w:vMergeOrig="cont"/>')),
    ])  # fmt: skip
    assert [row.cells[0].text for row in rows(split)] == ["а", "б"]


def test_a_deleted_field_is_gone_with_its_parts(texts):
    assert texts(p("а", f"<w:del>{field(' PAGE ', r('7'))}</w:del>", "б")) == ["аб"]
