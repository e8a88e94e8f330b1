"""Names and posts of the labelled lists come out right, or a person is asked: never silently wrong."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from vpr_tracker_documents.russian import person_in_case, post_in_case

SPEC = importlib.util.spec_from_file_location("labelled_lists", Path(__file__).with_name("lists.py"))
LISTS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(LISTS)


def inflected(label):
    return (person_in_case if label.person else post_in_case)(label.text, label.case)


def folded(text):
    return text.replace("ё", "е").replace("Ё", "Е")


@pytest.fixture(scope="module", params=["first", "second", "third"])
def labels(request):
    return list(LISTS.labels(request.param))


def test_a_list_has_enough_names_and_posts(labels):
    texts = {(label.text, label.person) for label in labels}
    assert len(texts) >= 150
    assert sum(person for _text, person in texts) >= 100
    assert sum(not person for _text, person in texts) >= 50


def test_nothing_is_silently_wrong(labels):
    wrong = []
    for label in labels:
        found = inflected(label)
        if found.sure and (label.form == LISTS.UNKNOWN or folded(found.text) != folded(label.form)):
            wrong.append((label.text, label.case, found.text))
    assert wrong == []


def test_97_of_100_are_right(labels):
    known = [label for label in labels if label.form != LISTS.UNKNOWN]
    right = [label for label in known if (found := inflected(label)).sure and folded(found.text) == folded(label.form)]
    assert len(right) / len(known) >= 0.97


def test_what_is_unsure_says_why(labels):
    for label in labels:
        found = inflected(label)
        assert found.sure == (not found.reason)
