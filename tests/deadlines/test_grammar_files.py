"""The tables of words and rules: what is shipped holds together, and a bad line is named."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from vpr_tracker.deadlines import grammar, terms
from vpr_tracker.deadlines.points import BUILDERS as POINTS
from vpr_tracker.deadlines.rules import first_letters, read_rules, rules
from vpr_tracker.deadlines.terms import BUILDERS as TERMS
from vpr_tracker.deadlines.vocabulary import one_edit, read_words, vocabulary


def shipped(part):
    return {rule for found in getattr(rules(), part).values() for rule in found}


def test_every_rule_names_a_builder_and_every_builder_has_a_rule():
    assert {rule.builder for rule in shipped("points")} == set(POINTS)
    assert {rule.builder for rule in shipped("terms")} == set(TERMS)


def test_every_point_becomes_a_known_meaning():
    letters = vocabulary().letters
    assert all(rule.makes in letters for rule in shipped("points"))


def test_no_rule_matches_nothing():
    for rule in shipped("points") | shipped("terms"):
        assert not first_letters(rule.pattern)[1], rule.source


def test_a_form_of_two_meanings_is_refused_with_its_line():
    with pytest.raises(ValueError, match="строка 2: форма «до» уже занята"):
        read_words("до : до\nпо : до")


def test_a_line_without_a_meaning_is_refused():
    with pytest.raises(ValueError, match="строка 1: нужно «смысл = значение : формы»"):
        read_words("просто слова")


def test_a_rule_with_an_unknown_word_is_refused_with_its_line():
    with pytest.raises(ValueError, match="строка 2: 'небывалое'"):
        read_rules("== сроки ==\nдо небывалое -> by")


def test_a_rule_with_an_open_bracket_is_refused():
    with pytest.raises(ValueError, match="нет закрывающей скобки"):
        read_rules("== сроки ==\nдо [дата -> by")


def test_a_rule_can_say_what_must_not_follow():
    book = vocabulary()
    found = read_rules("== сроки ==\nдо ч12 (! слово | раз) -> by")
    (rule,) = found.terms[book.letter("до")]
    shape = book.letter("до") + book.letter("ч12")
    assert rule.match.match(shape)
    assert not rule.match.match(shape + book.letter("раз"))
    assert not rule.match.match(shape + book.letter("слово"))


def test_a_new_form_of_a_word_is_one_line():
    book = read_words("мес = 9 : сентябр(ь я) вересень")
    assert book.words["вересень"] == book.words["сентября"] == (book.letter("мес"), 9)


def test_one_edit_knows_replaced_added_dropped_and_swapped_letters():
    for misprint in ("сентибря", "сентябряя", "сентябя", "сетнября"):
        assert one_edit(misprint, "сентября")
    for other in ("сентября", "сентибра", "октября"):
        assert one_edit(other, "сентября") == (other == "сентября")


def test_importing_the_grammar_loads_neither_words_nor_rules():
    code = (
        "import sys, vpr_tracker.deadlines.grammar as g; "
        "assert 'vpr_tracker.deadlines.reading' not in sys.modules; print('light')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "light"


def test_the_tables_are_shipped_beside_the_code():
    folder = Path(terms.__file__).parent
    assert (folder / "words.txt").is_file()
    assert (folder / "rules.txt").is_file()


def test_a_text_too_long_for_a_cell_is_not_read():
    period = (date(2023, 1, 1), date(2023, 12, 31))
    deadline = grammar.parse_deadline("май " * grammar.MAX_LENGTH, period=period)
    assert deadline.needs_review
    assert deadline.terms == ()
