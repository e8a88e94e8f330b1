"""Dates, numbers, plurals, agreement, no-break spaces."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vpr_tracker_documents.russian import (
    agree_approved,
    counted,
    date_words,
    month_words,
    number_sign,
    plural,
    typography,
)


def shown(text):
    return text.replace("\u00a0", "~")


def test_a_date_in_words_is_unbreakable():
    assert shown(date_words(date(2023, 1, 25))) == "25~января~2023~г."
    assert shown(date_words(date(2025, 8, 1))) == "1~августа~2025~г."
    assert shown(month_words(date(2022, 12, 1))) == "декабрь~2022~г."


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_date_has_its_day_and_year(day):
    words = date_words(day).split("\u00a0")
    assert (int(words[0]), int(words[2]), words[3]) == (day.day, day.year, "г.")


def test_a_number_has_one_sign():
    assert [shown(number_sign(each)) for each in ("13", "№ 13", 13, " №13-п ", "")] == [
        "№~13",
        "№~13",
        "№~13",
        "№~13-п",
        "",
    ]


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "школ"), (1, "школа"), (2, "школы"), (4, "школы"), (5, "школ"), (11, "школ"), (12, "школ"), (14, "школ"),
     (21, "школа"), (22, "школы"), (111, "школ"), (112, "школ"), (121, "школа"), (1001, "школа"), (1011, "школ")],
)  # fmt: skip
def test_plural_forms(number, word):
    assert plural(number, "школа", "школы", "школ") == word
    assert shown(counted(number, "школа", "школы", "школ")) == f"{number}~{word}"


@pytest.mark.parametrize(
    ("noun", "word"),
    [("План мероприятий", "УТВЕРЖДЁН"), ("ДОРОЖНАЯ КАРТА", "УТВЕРЖДЕНА"), ("Положение о совете", "УТВЕРЖДЕНО"),
     ("Изменения в план", "УТВЕРЖДЕНЫ"), ("Муниципальная программа", "УТВЕРЖДЕНА"), ("График", "УТВЕРЖДЁН"),
     ("«Дорожная карта» подготовки", "УТВЕРЖДЕНА"), ("Методические рекомендации", "УТВЕРЖДЕНЫ"), ("ХХХ", "УТВЕРЖДЁН")],
)  # fmt: skip
def test_approved_agrees_with_what_is_approved(noun, word):
    assert agree_approved(noun) == word


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("Приказ №13", "Приказ №~13"),
        ("от 25 января 2023 г.", "от~25~января~2023~г."),
        ("И. О. Сомова", "И.~О.~Сомова"),
        ("Сомова И. О. доложила", "Сомова~И.~О. доложила"),
        ("Сомова И.О.", "Сомова~И.О."),
        ("и. о. директора", "и.~о.~директора"),
        ("не менее 50 чел., 20 %", "не~менее 50~чел., 20~%"),
        ("ст. 47 ч. 6", "ст.~47~ч.~6"),
        ("г. Заозёрск, ул. Лесная, д. 3", "г.~Заозёрск, ул.~Лесная, д.~3"),
        ("План - график", "План~– график"),
        ("школа – детский сад", "школа~– детский сад"),
        ("в школе и на сайте", "в~школе и~на~сайте"),
        ("учитель-логопед", "учитель-логопед"),
        ("01.09.2022–31.08.2023", "01.09.2022–31.08.2023"),
        ("и т. д.", "и~т.~д."),
        ("2 – 4 классы", "2~– 4~классы"),
        ("", ""),
    ],
)
def test_no_break_spaces_are_where_typography_wants_them(text, put):
    assert shown(typography(text)) == put


@settings(max_examples=200)
@given(st.text(alphabet="абвгИО.№ 0123–-г ", max_size=40) | st.text(max_size=40))
def test_typography_changes_spaces_and_dashes_only_and_is_done_once(text):
    done = typography(text)
    assert typography(done) == done

    def bare(value):
        return [letter for letter in value if letter not in " \u00a0-–—"]

    assert bare(done) == bare(text)
