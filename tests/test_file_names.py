"""Files are called after schools: apart from each other, as every system allows, however long a school's name is."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.file_names import LONGEST, school_files, shortened

LONG = (
    "Муниципальное бюджетное общеобразовательное учреждение Заречного муниципального округа "
    "«Средняя общеобразовательная школа № {number}»"
)
DAY = "day-control 2023-03-20"


@dataclass(frozen=True)
class School:
    organisation_id: str
    number: str | None
    name: str


def schools(*names: tuple[str | None, str]) -> list[School]:
    return [School(f"{place:08}-id", number, name) for place, (number, name) in enumerate(names, 1)]


def called(*names: tuple[str | None, str], tail: str = "") -> list[str]:
    return list(school_files(schools(*names), tail).values())


@pytest.mark.parametrize("tail", ["", "day-control", DAY])
def test_short_names_stay_whole(tail):
    made = called(("4", "Школа № 4"), (None, "Гимназия «Росток»"), ("7", "Лицей 7/1: «А»"), tail=tail)

    assert made == [f"{name} {tail}".strip() for name in ("Школа № 4", "Гимназия Росток", "Лицей 7 1 А")]


def test_of_a_long_name_the_number_and_what_follows_are_kept():
    names = [(number, LONG.format(number=number)) for number in ("1", "2", "1305")]

    assert called(*names, tail=DAY) == [
        f"Муниципальное бюджетное общеобразовательное № {number} {DAY}" for number in ("1", "2", "1305")
    ]
    assert called(*names) == [
        f"Муниципальное бюджетное общеобразовательное учреждение Заречного № {number}" for number in ("1", "2", "1305")
    ]


def test_a_number_is_kept_that_the_name_does_not_say_or_says_early():
    early = "Школа № 5 имени героя труда " + "и ещё многих других достойных людей " * 3

    assert called(("5", early))[0] == early[:LONGEST].rpartition(" ")[0]
    assert called(("5", early.replace(" № 5", "")))[0].endswith(" № 5")
    assert called(("5", early.replace("№ 5", "№ 55")))[0].endswith(" № 5")


def test_a_school_without_a_number_keeps_the_last_word():
    made = called(*[(None, LONG.partition("«")[0] + f"«Гимназия «{name}»") for name in ("Росток", "Парус")], tail=DAY)

    assert made == [f"Муниципальное бюджетное общеобразовательное {name} {DAY}" for name in ("Росток", "Парус")]


def test_what_a_file_is_called_hangs_neither_on_the_order_nor_on_the_others():
    every = schools(*[(str(number), LONG.format(number=number)) for number in range(1, 40)])
    mixed = random.Random(1).sample(every, 20)

    assert school_files(mixed, DAY).items() <= school_files(every, DAY).items()


def test_files_of_other_days_and_templates_have_other_names():
    school = ("1", LONG.format(number="1"))
    tails = ("day-control", "day-control 2023-03-20", "day-control 2023-03-21", "site-sections 2023-03-20")

    assert len({called(school, tail=tail)[0] for tail in tails}) == 4


def test_names_that_would_be_the_same_are_told_apart_in_any_case():
    same = (("1", "Школа «Лесная»"), ("2", "ШКОЛА (Лесная)"), (None, "???"), (None, "???"), (None, "con"))

    assert called(*same) == ["Школа Лесная", "ШКОЛА Лесная 2", "00000003", "00000004", "_con"]


@given(
    st.lists(st.tuples(st.none() | st.text(max_size=40), st.text(max_size=200)), max_size=8),
    st.sampled_from(["", DAY, "t" * 60 + " 2023-03-20"]),
)
def test_every_name_can_be_stored_and_no_two_are_the_same(names, tail):
    made = called(*names, tail=tail)

    assert len({each.casefold() for each in made}) == len(names)
    for name in made:
        assert name == name.strip(" .") != ""
        assert not set(name) & set('<>:"/\\|?*\0\n\r.')
        assert tail in name
        assert len(name) <= max(LONGEST, len(tail) + 25) + 2


@given(st.text(max_size=200), st.integers(min_value=24, max_value=100))
def test_a_shortened_name_fits(name, room):
    assert len(shortened(name, room)) <= room
    assert shortened(name[:room], room) == name[:room]
