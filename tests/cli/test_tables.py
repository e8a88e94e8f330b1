"""Tables fit their width and lose nothing."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.cli import kit
from vpr_tracker.cli.tables import GAP, Column, display_width, layout, wrap

WORDS = st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяabcXYZ0123456789№«»–\u0301漢字 \n", max_size=120)


@given(text=WORDS, width=st.integers(min_value=2, max_value=60))
def test_wrapped_lines_fit_and_hold_all_words(text, width):
    lines = wrap(text, width)

    assert all(display_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(
    rows=st.lists(st.tuples(WORDS, WORDS, st.text("0123456789.", max_size=10)), max_size=5),
    width=st.integers(min_value=40, max_value=120),
)
def test_a_table_fits_its_width_and_holds_all_cells(rows, width):
    columns = [Column("Мероприятие", least=10), Column("Срок", least=8), Column("Дней", wrap=False, align=">")]

    lines = [line for block in layout(columns, rows, width) for line in block]

    printed = [GAP.join(cell.text for cell in line).rstrip() for line in lines]
    assert all(display_width(line) <= width for line in printed)
    for place in range(3):
        column = "".join("".join(line[place].text for line in lines).split())
        title = "".join(columns[place].title.split())
        assert column == title + "".join("".join(row[place].split()) for row in rows)


@pytest.mark.parametrize(
    ("text", "width"), [("срок", 4), ("й", 1), ("и\u0306", 1), ("漢字", 4), ("a\u200bb", 2), ("", 0), ("№ 5 – «ё»", 9)]
)
def test_the_width_of_a_text_is_that_of_the_terminal(text, width):
    assert display_width(text) == width


def test_rows_are_aligned_under_their_titles(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)

    kit.print_table([kit.Column("№", wrap=False), "Срок", kit.Column("Дней", align=">")], [["1", "до 25.01.2023", "7"]])

    title, row = stream.getvalue().splitlines()
    assert title.index("Срок") == row.index("до")
    assert len(title) == len(row)


@pytest.mark.parametrize(("columns", "width"), [("100", 100), ("20", 80), ("wide", 80), ("", 80)])
def test_without_a_terminal_the_width_is_columns_else_80(columns, width, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setenv("COLUMNS", columns)

    assert kit.terminal_width() == width
