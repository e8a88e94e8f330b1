"""The tables of words are sound: what a reader adds to them works, and nothing in them is lost."""

from __future__ import annotations

import pytest

from vpr_tracker.owners import heads, morphology, vocabulary


@pytest.mark.parametrize("short", sorted(vocabulary.SHORT))
def test_every_abbreviation_stands_for_a_known_word(short):
    found = morphology.abbreviation(short)
    assert found is not None
    assert found.lemma == morphology.head(vocabulary.SHORT[short]).lemma


@pytest.mark.parametrize("sample", sorted(heads.PARADIGMS))
def test_a_sample_word_ends_as_its_paradigm_says(sample):
    first = heads.PARADIGMS[sample][0][0].split()[0]
    assert first == "-" or sample.endswith(first)


@pytest.mark.parametrize("kind", heads.HEADS)
def test_every_word_ends_like_its_sample(kind):
    for sample, listed in heads.HEADS[kind].items():
        ending = heads.PARADIGMS[sample][0][0].split()[0]
        for word in listed.split():
            assert ending == "-" or word.endswith(ending), (sample, word)


@pytest.mark.parametrize(
    ("printed", "lemma", "form"),
    [
        ("директору", "директор", ("sg", "dat")),
        ("фельдшеры", "фельдшер", ("pl", "nom")),
        ("психологами", "психолог", ("pl", "ins")),
        ("заведующей", "заведующий", ("sg", "gen")),
        ("обучающимся", "обучающийся", ("pl", "dat")),
        ("комиссий", "комиссия", ("pl", "gen")),
        ("министерством", "министерство", ("sg", "ins")),
        ("медсестре", "медсестра", ("sg", "dat")),
        ("педагогам-психологам", "педагог", ("pl", "dat")),
        ("женсовета", "совет", ("sg", "gen")),
    ],
)
def test_a_word_is_known_in_every_case(printed, lemma, form):
    found = morphology.head(printed)
    assert found.lemma == lemma
    assert form in found.forms


@pytest.mark.parametrize(
    ("printed", "lemma"),
    [("рук-ль", "руководитель"), ("рук-лям", "руководитель"), ("уч-ля", "учитель"), ("зам-ли", "заместитель")],
)
def test_a_contraction_is_known_by_its_two_ends(printed, lemma):
    assert morphology.contraction(printed).lemma == lemma


@pytest.mark.parametrize("word", ["классный", "история", "результат", "лаптева", "план", "работа"])
def test_words_that_name_no_owner_are_not_taken_for_one(word):
    assert morphology.head(word) is None
    assert morphology.agent(word) is None
