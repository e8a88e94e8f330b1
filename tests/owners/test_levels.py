"""The level of a task from its owners and the words of its measure."""

from __future__ import annotations

import pytest

from vpr_tracker import Owner, parse_owners
from vpr_tracker.owners.levels import inferred_level, task_level

PLAIN = "Анализ результатов работ"


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("Руководители ОО", "school"),
        ("директор школы", "school"),
        ("классные руководители", "school"),
        ("учителя", "school"),
        ("ШМО", "school"),
        ("ЗУВР", "school"),
        ("Зам. директора по УВР", "school"),
        ("ответственные за ВПР в ОО", "school"),
        ("родительский комитет", "school"),
        ("МБОУ «СОШ № 3»", "school"),
        ("ММО", "municipality"),
        ("комитет по образованию", "municipality"),
        ("муниципальный координатор", "municipality"),
        ("методист ИМЦ", "municipality"),
        ("специалисты управления образования", "municipality"),
        ("министерство просвещения", "municipality"),
        ("общественные наблюдатели", None),
        ("Лаптева О. И.", None),
        ("завуч Лаптева О. И.", "school"),
    ],
)
def test_the_nature_of_a_role_says_where_its_owner_works(printed, level):
    (owner,) = parse_owners(printed)
    assert inferred_level(owner) == level


@pytest.mark.parametrize(
    "printed",
    [
        "Кл. руководители",
        "кл.рук.",
        "Рук. МО",
        "Члены МО",
        "МО учителей физики",
        "Бухгалтер",
        "Главный бухгалтер",
        "Завхоз",
        "Зав. хозяйством",
        "Заведующая библиотекой",
        "Зам. по УВР",
        "замдиректора",
        "Советник по воспитанию",
        "Муз. руководитель",
        "Музыкальный руководитель",
        "Мед. работник",
        "Шеф-повар",
        "Председатель профкома",
        "Рук. кружков",
        "Управляющий совет",
    ],
)
def test_the_staff_of_a_school_is_known_by_its_roles(printed):
    (owner,) = parse_owners(printed)
    assert inferred_level(owner) == "school"


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("Главный бухгалтер комитета", "municipality"),
        ("Муниципальный бухгалтер", "municipality"),
        ("Рук. РМО", "municipality"),
        ("Директор методического центра", "municipality"),
        ("Директор ИМЦ", "municipality"),
        ("Директор центра", None),
        ("Директор МКУ «Ресурс»", None),
        ("Директор музея", None),
        ("Директор дома культуры", None),
        ("Сотрудники музея", None),
        ("Заведующая сельской библиотекой", None),
        ("Директор", "school"),
        ("Директор школы искусств", "school"),
    ],
)
def test_what_else_is_said_tells_the_place_of_such_a_role(printed, level):
    (owner,) = parse_owners(printed)
    assert inferred_level(owner) == level


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("Лаптева О. И.\nРуководители ОО\nОтветственные за проведение ВПР в ОО", "both"),
        ("Руководители ОО (контроль)\nнаблюдатели (наблюдение)\nспециалисты комитета (мониторинг)", "both"),
        ("Руководители ММО\nРуководители ОУ", "both"),
        ("Руководители ММО\nЛаптева О. И.", "municipality"),
        ("Лаптева О. И.", "municipality"),
        ("наблюдатели", "municipality"),
        ("", "municipality"),
        ("ЗУВР, классные руководители, Лаптева О. И.", "school"),
        ("ЗУВР, учителя", "school"),
    ],
)
def test_a_level_that_nobody_states_is_inferred_with_a_reason(printed, level):
    got, reason = task_level(parse_owners(printed), PLAIN)
    assert got == level
    assert reason
    assert reason.endswith(".")


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("Уровень ОО:\nучителя", "school"),
        ("Муниципальный координатор", "municipality"),
        ("Уровень муниципалитета:\nметодисты\nУровень ОО:\nучителя", "both"),
    ],
)
def test_a_stated_level_needs_no_reason(printed, level):
    assert task_level(parse_owners(printed), PLAIN) == (level, None)


@pytest.mark.parametrize(
    ("measure", "level"),
    [
        ("Наблюдение за работами на муниципальном уровне", "municipality"),
        ("Проверка работ на уровне ОО", "school"),
        ("Проверка работ на школьном\nуровне", "school"),
        ("Семинары на муниципальном и школьном уровнях", "both"),
    ],
)
def test_the_words_of_the_measure_decide(measure, level):
    assert task_level(parse_owners("Руководители ОО, специалисты комитета"), measure) == (level, None)


def test_an_owner_with_a_stated_level_keeps_it():
    owner = Owner(name="классные руководители", kind="role", level="municipality")
    assert inferred_level(owner) == "municipality"
