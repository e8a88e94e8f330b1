"""Authorities that head a part of a cell, members of a body, arrows, and names that are also words."""

import pytest

from vpr_tracker import parse_owners


def owners(cell):
    return [(each.name, each.kind, each.level) for each in parse_owners(cell)]


@pytest.mark.parametrize("authority", ["УО", "РОО", "Комитет по образованию", "Управление образования", "МОУО"])
@pytest.mark.parametrize("mark", [": ", " – ", " - "])
def test_an_authority_heads_its_part_beside_a_part_of_the_schools(authority, mark):
    assert owners(f"{authority}{mark}методисты\nОО{mark}директора") == [
        ("методисты", "role", "municipality"),
        ("директора", "role", "school"),
    ]


@pytest.mark.parametrize("authority", ["УО", "Комитет по образованию"])
def test_alone_an_authority_is_an_owner(authority):
    assert (authority, "organisation", None) in owners(f"{authority}: методисты")


def test_members_are_owners_beside_their_body():
    assert [name for name, _, _ in owners("Комиссия в составе: Синицына А. Б., Дроздов В. Г.")] == [
        "Комиссия",
        "Синицына А. Б.",
        "Дроздов В. Г.",
    ]


def test_a_body_of_such_members_stays_whole():
    assert owners("Рабочая группа в составе учителей") == [("Рабочая группа в составе учителей", "body", None)]


@pytest.mark.parametrize("arrow", "→⇒➔")
def test_an_arrow_divides(arrow):
    assert [name for name, _, _ in owners(f"Директора школ {arrow} заместители директоров")] == [
        "Директора школ",
        "заместители директоров",
    ]


def test_a_surname_may_be_spelt_like_test_papers():
    assert owners("Ким Н. А.") == [("Ким Н. А.", "person", None)]
    assert ("КИМ", "person", None) not in owners("Составители КИМ")
