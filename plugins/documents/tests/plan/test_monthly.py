"""A school's plan in monthly tables: month headings, tables without header, no numbers, other columns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from build import docx, p, style, table, tc
from plan_facts import codes, lost_words, numbers, owners, terms

from vpr_tracker_documents.plan.read import read_docx

HEADER = ["Мероприятия", "Сроки", "Участники", "Ответственные"]


@pytest.fixture(scope="module")
def monthly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return docx(
        tmp_path_factory.mktemp("monthly") / "school.docx",
        p("УТВЕРЖДАЮ"),
        p("Директор МБОУ «Лесная СОШ»"),
        p("____________ Г. Д. Ветров"),
        p("Приказ № 112 от 29.08.2025 г."),
        p("План воспитательной работы"),
        p("МБОУ «Лесная СОШ»"),
        p("на 2025/2026 учебный год"),
        p("СЕНТЯБРЬ"),
        table(
            [
                HEADER,
                ["Линейка «День знаний»", "1 сентября", "1-11 классы", "Зам. директора по ВР"],
                ["Операция «Внимание, дети!»", "первая неделя", "1–4 классы", "Классные руководители"],
                ["Рейд по внешнему виду", "в течение месяца", "5–9 классы", "Совет старшеклассников"],
            ],
            columns=4,
        ),
        p("ОКТЯБРЬ"),
        table(
            [
                ["День учителя", "до 5", "1-11 классы", "Педагог-организатор"],
                ["Осенний кросс", "2 неделя", "5-11 классы", "Учителя физкультуры"],
                ["Заседание совета профилактики", "25.10", "", "Зам. директора по ВР, инспектор ПДН"],
            ],
            columns=4,
        ),
        p("Месяц: ноябрь"),
        table(
            [
                ["Дата", "Содержание работы", "Ответственный"],
                ["3-я декада", "Концерт ко Дню матери", "Кузнецова Т. П."],
                ["с 10 по 15", "Неделя здоровья", "Учитель физкультуры\nМедсестра"],
                ["в теч. мес.", "Беседы о правилах поведения на льду", "Кл. руководители"],
            ],
            columns=3,
        ),
        p("ЯНВАРЬ 2026"),
        table(
            [
                ["№", "Мероприятие", "Дата", "Кто проводит", "Примечание"],
                ["1", "Рождественский концерт", "10-12", "Классные руководители 1-4 классов", "По графику"],
                ["2", "Линейка по итогам полугодия", "конец месяца", "Завуч", ""],
            ],
            columns=5,
        ),
    )


EXPECTED = [
    ("СЕНТЯБРЬ", "Линейка «День знаний»", "1 сентября", "on 2025-09-01..2025-09-01"),
    ("СЕНТЯБРЬ", "Операция «Внимание, дети!»", "первая неделя", "during 2025-09-01..2025-09-07"),
    ("СЕНТЯБРЬ", "Рейд по внешнему виду", "в течение месяца", "during 2025-09-01..2025-09-30"),
    ("ОКТЯБРЬ", "День учителя", "до 5", "by ..2025-10-05"),
    ("ОКТЯБРЬ", "Осенний кросс", "2 неделя", "during 2025-10-08..2025-10-14"),
    ("ОКТЯБРЬ", "Заседание совета профилактики", "25.10", "on 2025-10-25..2025-10-25"),
    ("Месяц: ноябрь", "Концерт ко Дню матери", "3-я декада", "during 2025-11-21..2025-11-30"),
    ("Месяц: ноябрь", "Неделя здоровья", "с 10 по 15", "during 2025-11-10..2025-11-15"),
    ("Месяц: ноябрь", "Беседы о правилах поведения на льду", "в теч. мес.", "during 2025-11-01..2025-11-30"),
    ("ЯНВАРЬ 2026", "Рождественский концерт", "10-12", "during 2026-01-10..2026-01-12"),
    ("ЯНВАРЬ 2026", "Линейка по итогам полугодия", "конец месяца", "during 2026-01-21..2026-01-31"),
]


def test_the_month_of_the_heading_dates_the_rows(monthly):
    draft = read_docx(monthly)
    found = [(one.section, one.title, one.deadline.printed, *terms(one)) for one in draft.tasks]
    assert found == EXPECTED
    assert not [one.title for one in draft.tasks if one.deadline.needs_review]


def test_every_month_that_was_taken_from_a_heading_is_remarked(monthly):
    remarks = [remark for remark in read_docx(monthly).remarks if remark.code == "deadline_assumed"]
    assert sum("Месяц взят из заголовка" in remark.message for remark in remarks) == 9


def test_a_table_without_header_has_the_columns_of_the_one_before(monthly):
    cross = read_docx(monthly).tasks[4]
    assert cross.extras == {"Участники": "5-11 классы"}
    assert owners(cross) == ["Учителя физкультуры"]


def test_the_head_of_a_school_plan(monthly):
    plan = read_docx(monthly).plan
    assert plan.title == "План воспитательной работы МБОУ «Лесная СОШ» на 2025/2026 учебный год"
    assert plan.approval.body == "Директор МБОУ «Лесная СОШ»"
    assert (plan.approval.act, plan.approval.date, plan.approval.number) == ("приказ", dt.date(2025, 8, 29), "112")


def test_a_school_plan_is_at_the_level_of_the_school(monthly):
    draft = read_docx(monthly)
    assert {one.level for one in draft.tasks} == {"school"}
    assert codes(draft).count("level_assumed") == 1


def test_no_word_of_a_school_plan_is_lost(monthly):
    assert lost_words(monthly) == set()


def test_months_are_rows_of_one_table_and_august_comes_before_september(tmp_path):
    header = [
        "№", "Вопросы, подлежащие контролю", "Цель контроля", "Объект контроля", "Вид контроля", "Сроки",
        "Ответственные", "Где заслушивается",
    ]  # fmt: skip
    path = docx(
        tmp_path / "control.docx",
        p("ПЛАН ВНУТРИШКОЛЬНОГО КОНТРОЛЯ"),
        p("на 2025-2026 учебный год"),
        table(
            [
                header,
                [tc("АВГУСТ", span=8)],
                ["1", "Готовность кабинетов", "Нормы", "Кабинеты", "Осмотр", "4 неделя", "Завхоз", "Совещание"],
                [tc("СЕНТЯБРЬ", span=8)],
                ["1", "Посещаемость", "Анализ", "1-11 классы", "Фронтальный", "В течение месяца", "Завуч", "Педсовет"],
                ["2", "Рабочие программы", "Соответствие", "Учителя", "Тематический", "До 10", "Завуч", "Справка"],
            ],
            columns=8,
        ),
    )  # fmt: skip
    draft = read_docx(path)
    assert [(one.number, one.section, one.title, *terms(one)) for one in draft.tasks] == [
        ("1", "АВГУСТ", "Готовность кабинетов", "during 2025-08-22..2025-08-28"),
        ("1", "СЕНТЯБРЬ", "Посещаемость", "during 2025-09-01..2025-09-30"),
        ("2", "СЕНТЯБРЬ", "Рабочие программы", "by ..2025-09-10"),
    ]
    assert draft.tasks[0].deadline.needs_review
    assert draft.tasks[2].extras == {
        "Цель контроля": "Соответствие",
        "Объект контроля": "Учителя",
        "Вид контроля": "Тематический",
        "Где заслушивается": "Справка",
    }
    assert codes(draft).count("number_repeated") == 1
    assert lost_words(path) == set()


def test_a_column_of_months_and_a_column_of_weeks(tmp_path):
    path = docx(
        tmp_path / "club.docx",
        p("План работы методического объединения учителей на 2023-2024 учебный год"),
        table(
            [
                ["Месяц", "Неделя", "Мероприятия", "Ответственный", "Результат"],
                [tc("Сентябрь", merge="restart"), "1", "Заседание № 1", "Рук. МО", "Протокол"],
                [tc("", merge="continue"), "2-3", "Входные работы", "Учителя 2-4 классов", "Справка"],
                ["Октябрь", "в течение месяца", "Школьный этап олимпиады", "Завуч", "Приказ, протоколы"],
                ["Ноябрь", "", "Консультации", "Психолог", "-"],
            ],
            columns=5,
        ),
    )
    draft = read_docx(path)
    assert numbers(draft) == ["1", "2", "3", "4"]
    assert [terms(one) for one in draft.tasks] == [
        ["during 2023-09-01..2023-09-07"],
        ["during 2023-09-08..2023-09-21"],
        ["during 2023-10-01..2023-10-31"],
        ["during 2023-11-01..2023-11-30"],
    ]
    assert [one.deadline.printed for one in draft.tasks] == ["1", "2-3", "в течение месяца", "Ноябрь"]
    assert draft.tasks[3].deliverables == ()


def test_heading_styles_nest_and_without_a_period_no_year_is_made_up(tmp_path):
    styles = style("Heading1", ppr='<w:outlineLvl w:val="0"/>') + style("Heading2", ppr='<w:outlineLvl w:val="1"/>')
    header = ["№", "Мероприятие", "Срок", "Ответственный"]
    path = docx(
        tmp_path / "plan.docx",
        p("План мероприятий по улучшению условий"),
        p("1. Организационная работа", style="Heading1"),
        p("Сентябрь", style="Heading2"),
        table([header, ["1", "Инструктаж", "до 10", "Завхоз"], ["2", "Приёмка", "12.09.2024", "Директор"]], columns=4),
        p("Октябрь", style="Heading2"),
        table([["1", "Ремонт", "октябрь", "Завхоз"], ["2", "Осмотр", "постоянно", "Комиссия"]], columns=4),
        p("2. Методическая работа", style="Heading1"),
        p("Сентябрь", style="Heading2"),
        table([header, ["1", "Семинар", "15.09", "Методист"]], columns=4),
        styles=styles,
    )
    draft = read_docx(path)
    assert draft.plan.title == "План мероприятий по улучшению условий"
    assert draft.plan.period is None
    assert "period_missing" in codes(draft)
    assert [one.section for one in draft.tasks] == [
        "1. Организационная работа / Сентябрь",
        "1. Организационная работа / Сентябрь",
        "1. Организационная работа / Октябрь",
        "1. Организационная работа / Октябрь",
        "2. Методическая работа / Сентябрь",
    ]
    assert [terms(one) for one in draft.tasks] == [
        terms(draft.tasks[0]), ["on 2024-09-12..2024-09-12"], ["during"], ["ongoing"], ["on"],
    ]  # fmt: skip
    assert not [term for term in draft.tasks[0].deadline.terms if term.start or term.end]
    assert [one.deadline.needs_review for one in draft.tasks] == [True, False, True, False, True]


def test_modules_of_a_calendar_plan_are_sections(tmp_path):
    path = docx(
        tmp_path / "plan.docx",
        p("РАССМОТРЕНО"),
        p("протокол № 1 от 28.08.2025"),
        p("УТВЕРЖДЕНО"),
        p("приказом директора МАОУ «Гимназия № 3»"),
        p("от 30.08.2025 № 201-од"),
        p("КАЛЕНДАРНЫЙ ПЛАН"),
        p("воспитательной работы гимназии"),
        p("2025–2026 учебный год"),
        table(
            [
                ["№", "Дела, события, мероприятия", "Классы", "Ориентировочное время проведения", "Ответственные"],
                [tc("Модуль «Классное руководство»", span=5)],
                ["1.", "Урок мира", "1-11", "01.09.2025", "Классные руководители"],
                [tc("Модуль «Школьный урок»", span=5)],
                ["1.", "Предметные недели", "5-11", "По плану ШМО", "Руководители ШМО"],
            ],
            columns=5,
        ),
    )
    draft = read_docx(path)
    assert draft.plan.approval.body == "директор МАОУ «Гимназия № 3»"
    assert (draft.plan.approval.date, draft.plan.approval.number) == (dt.date(2025, 8, 30), "201-од")
    assert [(one.section, one.title) for one in draft.tasks] == [
        ("Модуль «Классное руководство»", "Урок мира"),
        ("Модуль «Школьный урок»", "Предметные недели"),
    ]
    assert lost_words(path) == set()
