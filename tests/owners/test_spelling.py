"""One surname spelt in two ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.owners.spelling import similar_persons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Макарениц О. В.", "Макаренец О. В."),
        ("Сидорчук А. Б.", "А. Б. Сидорчюк"),
        ("Лаптева О. И.", "Лоптева О."),
        ("Новожилова Ольга Игоревна", "Новажилова О. И."),
        ("Ольга Игоревна Новожилова", "Новжилова ОИ"),
        ("Рябых К.Л.", "Ребых К.Л."),
    ],
)
def test_two_spellings_are_found(one, other):
    assert similar_persons([one, "Жданюк Т. П.", other]) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лаптев О. И.", "Лаптева О. И."),
        ("Лаптева О. И.", "Лаптевой О. И."),
        ("Жданюк Т. П.", "Жданюком Т. П."),
        ("Степановец Л. Д.", "Степановца Л. Д."),
        ("Макарениц О. В.", "Макаренец А. В."),
        ("Ким А. Б.", "Цим А. Б."),
        ("Лаптева О. И.", "Лаптева О.И."),
        ("Королёва О. И.", "Королева О. И."),
        ("Лаптева", "Лоптева"),
        ("", "–"),
    ],
)
def test_cases_genders_and_other_people_are_no_misspellings(one, other):
    assert similar_persons([one, other]) == []


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_names_give_pairs_of_those_names(names):
    for one, other in similar_persons(names):
        assert one != other
        assert {one, other} <= set(names)
