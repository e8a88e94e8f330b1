"""Result cells as deliverables, quantities in results and in measures, kinds by head noun."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker_documents.plan.deliverables import Results, read_results, with_quantities
from vpr_tracker_documents.plan.numerals import NUMBER, value
from vpr_tracker_documents.plan.quantities import in_measure, in_result, upper_limit
from vpr_tracker_documents.plan.text import piece_of
from vpr_tracker_documents.plan.vocabulary import kind_of


def read(text: str) -> Results:
    return read_results([piece_of(line) for line in text.split("\n")], ())


def titles(text: str) -> list[str]:
    return [draft.title for draft in read(text).drafts]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Справка\nПриказ", ["Справка", "Приказ"]),
        ("справка\nприказ по школе\nпротокол", ["справка", "приказ по школе", "протокол"]),
        ("1. Справка;\n2. Приказ.", ["Справка", "Приказ."]),
        ("Справка по итогам\nпроверки документации\nПриказ", ["Справка по итогам проверки документации", "Приказ"]),
        ("Рекомен-\nдации учителям", ["Рекомендации учителям"]),
        ("Соблюдение порядка. Честность итогов.", ["Соблюдение порядка. Честность итогов."]),
        ("Справка,\nприказ", ["Справка", "приказ"]),
        ("План работы на\n2025 год", ["План работы на 2025 год"]),
        ("-", []),
        ("", []),
    ],
)
def test_one_deliverable_a_paragraph_or_list_item(cell, expected):
    assert titles(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1) справка; 2) приказ; 3) план", ["справка", "приказ", "план"]),
        ("1. Справка. 2. Приказ", ["Справка.", "Приказ"]),
        ("а) справка; б) приказ", ["справка", "приказ"]),
        ("– справка – приказ", ["справка", "приказ"]),
        ("- справка о работе в 5-8 классах; - приказ", ["справка о работе в 5-8 классах", "приказ"]),
        ("• Семинар • Беседа", ["Семинар", "Беседа"]),
        ("Справка; приказ по школе", ["Справка", "приказ по школе"]),
        ("1) Справка (п. 2) приказа); 2) план", ["Справка (п. 2) приказа)", "план"]),
        ("Справка – приказ", ["Справка – приказ"]),
        ("– план – основа работы", ["план – основа работы"]),
        ("Приказ от 1.09.2025. 2. Лист", ["Приказ от 1.09.2025. 2. Лист"]),
        ("2) справка 3) приказ", ["справка 3) приказ"]),
        ("Соблюдение порядка; честность", ["Соблюдение порядка; честность"]),
    ],
)
def test_a_list_in_one_line_is_as_many_deliverables(cell, expected):
    assert titles(cell) == expected


def test_an_introduction_is_no_deliverable_but_kept():
    results = read("Приказы комитета:\n-Об участии школ\nСоблюдение порядка")
    assert [draft.title for draft in results.drafts] == ["Об участии школ", "Соблюдение порядка"]
    assert [draft.kind for draft in results.drafts] == ["document", "outcome"]
    assert results.introductions == ["Приказы комитета:"]


def test_a_heading_of_a_level_gives_it_to_the_results_below():
    results = read("Уровень ОО:\nПриказ по школе\nМуниципальный уровень:\nСводная справка")
    assert [(draft.title, draft.level) for draft in results.drafts] == [
        ("Приказ по школе", "school"), ("Сводная справка", "municipality"),
    ]  # fmt: skip
    assert len(results.levels) == 2


def test_the_code_of_a_form_is_no_level():
    assert titles("Форма ОО-1\nОО-2") == ["Форма ОО-1", "ОО-2"]


@pytest.mark.parametrize(
    ("text", "number", "per"),
    [
        ("обучение наблюдателей, не менее 50 человек", 50, "plan"),
        ("Подготовить не менее двух статей для газеты", 2, "plan"),
        ("присутствие наблюдателей во всех ОО не менее двух человек в день проведения", 2, "occurrence"),
        ("Открытые уроки (не менее 3 уроков от каждой школы)", 3, "school"),
        ("Разработка не менее пяти заданий каждым учителем", 5, "teacher"),
        ("Родительские собрания, не менее 2 собраний в каждом классе", 2, "class"),
        ("Провести 4 методических семинара", 4, "plan"),
        ("Стажировка по 2 педагога от каждой школы", 2, "school"),
        ("Проведение трёх вебинаров", 3, "plan"),
        ("Участие минимум 10 учителей", 10, "plan"),
        ("Составить не менее 1 000 заданий", 1000, "plan"),
        ("Привлечение 1\u00a0500 участников", 1500, "plan"),
        ("Обучение двадцати пяти наблюдателей", 25, "plan"),
        ("Участие 25 (двадцати пяти) наблюдателей", 25, "plan"),
        ("Участие двадцати пяти (25) наблюдателей", 25, "plan"),
        ("Открытие 3 кружков", 3, "plan"),
        ("Закупка 12 ноутбуков", 12, "plan"),
        ("Приобрести 2 принтера", 2, "plan"),
        ("Издание 2 тыс. буклетов", 2000, "plan"),
    ],
)
def test_a_quantity_in_the_measure(text, number, per):
    (found,) = in_measure(text)
    assert (found.number, found.per) == (number, per)


@pytest.mark.parametrize(
    "text",
    [
        "Проверка работ 5-8 классов",
        "Видеонаблюдение в школах № 1, 2, 4",
        "Проведение ВПР 2023 года",
        "Заседания 2 раза в год",
        "Совещание для 4 классов",
        "Осмотр в 5 школах",
        "Телефон 8 (385) 2-11-22",
        "в течение 5 рабочих дней",
        "охват не менее 90 % учителей",
        "Группы до 30 человек",
        "не менее 2 часов в неделю",
        "не реже 1 раза в четверть",
        "План на 1 полугодие",
        "Приказ № 5 от 12.09.2025",
        "один из педагогов",
        "не менее 0 заданий",
        "Закупка 12,5 комплектов",
        "Реализация 44 закона",
        "Обучение 72 часа",
        "Изучение 3 главы",
    ],
)
def test_numbers_that_are_no_quantity(text):
    assert in_measure(text) == []


def test_an_upper_limit_is_quoted_and_no_deliverable():
    assert upper_limit("Группы до 30 человек") == "до 30 человек"
    results = with_quantities(Results(), ["Группы до 30 человек"])
    assert results.drafts == []
    assert results.limits == ["до 30 человек"]


def test_a_quantity_that_the_result_names_too_is_not_doubled():
    results = with_quantities(read("Не менее 2 статей"), ["Подготовить не менее двух статей"])
    assert [(draft.quantity, draft.from_) for draft in results.drafts] == [(2, "result")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Не менее 3 публикаций", 3),
        ("2 отчёта", 2),
        ("Протоколы (3)", 3),
        ("6 соглашений", 6),
        ("1 500 участников", 1500),
        ("1\u00a0500 участников", 1500),
        ("двадцать пять наблюдателей", 25),
        ("сорок два участника", 42),
        ("двадцати пятью наблюдателями", 25),
        ("двести двенадцать анкет", 212),
        ("двадцать один протокол", 21),
        ("25 (двадцать пять) наблюдателей", 25),
        ("1,5 тысячи анкет", 1500),
        ("2 000 экз.", 2000),
        ("Справка (1 экз.)", 1),
        ("Буклеты (1 000 экз.)", 1000),
        ("Памятки – 300 шт.", 300),
        ("0 нарушений", None),
        ("000 справок", None),
        ("Справки (2), приказ", None),
        ("Сборник (2023)", None),
        ("5–6 справок", None),
        ("Охват 100 % школ", None),
        ("Справка за 1 полугодие", None),
        ("Материалы для 5-8 классов", None),
        ("Приказ № 5", None),
        ("План на 2025 год", None),
    ],
)
def test_a_quantity_in_the_result(text, number):
    found = in_result(text)
    assert (found.number if found else None) == number


def test_listed_counts_are_results_of_their_own():
    results = read("1 приказ, 2 справки и 3 протокола")
    assert [(draft.title, draft.quantity) for draft in results.drafts] == [
        ("1 приказ", 1), ("2 справки", 2), ("3 протокола", 3),
    ]  # fmt: skip
    assert results.unsettled == []


@pytest.mark.parametrize("text", ["Письмо, 2 приказа и 3 справки", "Справки (2), приказы (3)", "5 000 000 анкет"])
def test_a_number_that_nobody_can_place_is_quoted(text):
    results = read(text)
    assert [(draft.title, draft.quantity) for draft in results.drafts] == [(text, None)]
    assert results.unsettled == [text]


@pytest.mark.parametrize(
    "line",
    [
        "Провести проверку готовности 5-й школы к ВПР",
        "Организовать открытие 2-го корпуса",
        "Анализ успеваемости 3-ей ступени",
        "Обеспечить готовность 12 аудиторий",
    ],
)
def test_an_ordinal_and_a_noun_of_quality_make_no_quantity(line):
    assert in_measure(line) == []


@pytest.mark.parametrize("line", ["Провести 5-и семинаров", "Закупить 12 ноутбуков", "Открытие 3-х кружков"])
def test_a_number_with_the_ending_of_its_case_is_a_quantity(line):
    assert len(in_measure(line)) == 1


def test_a_measure_with_two_counts_gives_two_results():
    results = with_quantities(Results(), ["Провести 2 семинара и 3 вебинара"])
    assert [(draft.title, draft.quantity) for draft in results.drafts] == [("2 семинара", 2), ("3 вебинара", 3)]


@given(number=st.integers(1, 999), case=st.sampled_from(["nominative", "genitive"]))
def test_every_number_in_words_is_read(number, case):
    printed = in_words(number, case)
    assert value(printed) == number
    assert re.fullmatch(NUMBER, printed)


UNITS = {
    "nominative": "один два три четыре пять шесть семь восемь девять",
    "genitive": "одного двух трех четырех пяти шести семи восьми девяти",
}
TEENS = "десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат"
TENS = {
    "nominative": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "genitive": "двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста",
}
HUNDREDS = {
    "nominative": "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
    "genitive": "ста двухсот трехсот четырехсот пятисот шестисот семисот восьмисот девятисот",
}


def in_words(number: int, case: str) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    parts = [HUNDREDS[case].split()[hundreds - 1]] if hundreds else []
    if tens == 1:
        parts.append(TEENS.split()[units] + ("ь" if case == "nominative" else "и"))
        units = 0
    elif tens:
        parts.append(TENS[case].split()[tens - 2])
    if units:
        parts.append(UNITS[case].split()[units - 1])
    return " ".join(parts)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Аналитическая справка", "document"),
        ("Нормативно-правовые и инструктивно-методические материалы", "document"),
        ("Нормативно-правовое обеспечение управления", "outcome"),
        ("Приказы об итогах", "document"),
        ("План-график выездов", "document"),
        ("Изданы приказы", "document"),
        ("Не менее 5 публикаций", "document"),
        ("Внесение изменений в программы", "action"),
        ("Разработка маршрутов", "action"),
        ("Практическая отработка правил", "action"),
        ("Проведены совещания", "action"),
        ("Наличие достаточного количества бумаги", "outcome"),
        ("Технологическая готовность техники", "outcome"),
        ("Повышение квалификации", "outcome"),
        ("Информирование родителей", "outcome"),
        ("Отсутствие нарушений", "outcome"),
    ],
)
def test_the_head_noun_gives_the_kind(title, kind):
    assert kind_of(title) == kind
