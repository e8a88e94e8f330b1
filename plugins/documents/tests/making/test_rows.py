"""Rows that no page can hold may be torn; all others stay whole."""

from __future__ import annotations

from papers import W, root, world
from tests.factories import make_draft, make_task

from vpr_tracker_documents.filling.rows import let_long_rows_split, page_lines

WHOLE = "<w:cantSplit/>"


def row(*cells: str, width: int = 2_000) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
        for text in cells
    )
    return f"<w:tr><w:trPr>{WHOLE}</w:trPr>{inner}</w:tr>"


def test_only_the_rows_that_are_too_long_may_be_torn():
    xml = row("а", "б") + row("слово " * 300, "б") + row("а" * 100, "б")

    assert [WHOLE in each for each in let_long_rows_split(xml, 40).split("<w:tr>")[1:]] == [True, False, True]


def test_rows_that_are_all_too_long_may_all_be_torn():
    xml = row("слово " * 300) * 3

    assert WHOLE not in let_long_rows_split(xml, 40)


def test_a_narrow_cell_is_long_with_few_words():
    assert WHOLE not in let_long_rows_split(row("слово " * 30, width=700), 20)
    assert WHOLE in let_long_rows_split(row("слово " * 30, width=7_000), 20)


def test_nothing_else_changes():
    xml = "<w:p/>" + row("слово " * 300) + row("а") + "<w:p/>"

    assert let_long_rows_split(xml, 40).replace(WHOLE, "") == xml.replace(WHOLE, "")
    assert let_long_rows_split("<w:p/>", 40) == "<w:p/>"


def test_a_landscape_page_holds_fewer_lines():
    upright = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701"/>'
    lying = '<w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701"/>'

    assert page_lines(lying) < page_lines(upright) == page_lines("")


def test_a_plan_with_one_endless_measure_keeps_its_other_rows_whole(tmp_path):
    tasks = [make_task("1", "Короткое"), make_task("2", "слово " * 2_000), make_task("3", "Короткое")]
    with world(make_draft(tasks), tmp_path) as made:
        (plan,) = made.make("plan")

    lines = [
        each.find(f"{W}trPr/{W}cantSplit") is not None for each in list(root(plan).iter(f"{W}tbl"))[1].iter(f"{W}tr")
    ]
    assert lines == [True, True, False, True]
