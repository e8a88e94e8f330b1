"""Municipal roadmaps: sections, two-row headers, column numbers, merged deadlines, second owners, torn rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from build import docx, p, table, tc, tr
from plan_facts import codes, lost_words, numbers, owners, quantities, results, task, terms

from vpr_tracker_documents.plan.read import read_docx

HEADER = [
    "№ п/п", "Наименование мероприятия", "Срок исполнения", "Ответственные исполнители", "Соисполнители",
    "Ожидаемый результат", "Отметка о выполнении",
]  # fmt: skip


def section(text: str) -> list[str]:
    return [tc(text, span=7)]


def restart(text: str) -> str:
    return tc(text, merge="restart")


BELOW = tc("", merge="continue")
ROWS = [
    HEADER,
    ["1", "2", "3", "4", "5", "6", "7"],
    section("1. Нормативно-правовое и организационно-методическое обеспечение"),
    ["1.1", "Разработка муниципального плана на 2024/2025 учебный год", "до 01.09.2024", "Отдел общего образования",
     "МКУ «Методический центр»", "Приказ управления образования", ""],
    ["1.2", "Создание рабочей группы", "август 2024 г.", "Управление образования", "",
     "Состав рабочей группы утверждён приказом", ""],
    ["1.3", "Проведение мониторинга сайтов ОО", "ежеквартально", "Специалист отдела Фролова Е. А.", "Руководители ОО",
     "1. Справка по итогам мониторинга\n2. Рекомендации для руководителей ОО", ""],
    ["1.4", "Участие школ в исследованиях качества", "по графику Рособрнадзора", "Муниципальный координатор",
     "Школьные координаторы", "Охват 100 % школ района", "В работе"],
    section("2. Работа с педагогическими кадрами"),
    ["2.1", "Курсы для учителей-предметников (не менее 20 человек)", "в течение года", "МКУ «Методический центр»", "",
     "Повышение компетентности педагогов", ""],
    ["2.2", "Проведение не менее трёх методических семинаров", "октябрь 2024 г., январь 2025 г.", "Методисты",
     "Руководители ММО", "Программы семинаров, методические материалы", ""],
    ["", "", "", "", "руководители ШМО", "Банк лучших практик", ""],
    ["2.3", "Вебинар «Анализ результатов: типичные ошиб-", "ноябрь", "Соболев К. Д.,", "", "Запись вебинара", ""],
    ["", "ки и пути их преодоления»", "", "Яшина П. Р.", "", "", ""],
    section("3. Контроль"),
    ["3.1", "Выезды в ОО", restart("февраль – апрель 2025 года"), restart("Рабочая группа"), "", "Акты проверок", ""],
    ["3.2", "Собеседование с руководителями ОО по итогам:\n- 1 полугодия;\n- учебного года", BELOW, BELOW, "",
     "Протокол собеседования", ""],
    ["3.4", "Присутствие наблюдателей в каждой ОО (не менее 2 человек в день)", "в дни проведения ВПР",
     "Руководители ОО", "Родительская общественность", "Акты общественного наблюдения", ""],
    ["3.5", "Перепроверка работ 5-8 классов в школах № 2, 5", "не позднее 10 дней после проведения ВПР",
     "Муниципальные эксперты", "", "Справка", ""],
    HEADER,
    ["4", "ИНФОРМАЦИОННОЕ СОПРОВОЖДЕНИЕ", "", "", "", "", ""],
    ["4.1", "Публикации в СМИ (в срок до 25 мая 2025 года)", "постоянно", "Пресс-секретарь", "",
     "Не менее 5 публикаций", ""],
]  # fmt: skip


@pytest.fixture(scope="module")
def roadmap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return docx(
        tmp_path_factory.mktemp("roadmap") / "roadmap.docx",
        p("Приложение к приказу"),
        p("управления образования администрации"),
        p("Берёзовского городского округа"),
        p("от «26» августа 2024 г. № 318"),
        p(""),
        p("Муниципальная «дорожная карта»"),
        p("по обеспечению объективности оценки качества образования"),
        p("на 2024/2025 учебный год"),
        p(""),
        p("Цель: повышение объективности оценивания."),
        table(ROWS, columns=7, header_rows=1),
        p("* ОО – общеобразовательные организации"),
        table([["№", "Ф.И.О.", "Должность", "Подпись"], ["1", "Фролова Е. А.", "специалист отдела", ""]], columns=4),
        p("Исп. Фролова Елена Андреевна, тел. 8 (38595) 2-11-22"),
    )


def test_the_title_period_act_and_executor_are_read(roadmap):
    plan = read_docx(roadmap).plan
    assert plan.title == (
        "Муниципальная «дорожная карта» по обеспечению объективности оценки качества образования "
        "на 2024/2025 учебный год"
    )
    assert plan.period is not None
    assert (plan.period.start, plan.period.end) == (dt.date(2024, 9, 1), dt.date(2025, 8, 31))
    assert plan.approval.body == "управление образования администрации Берёзовского городского округа"
    assert (plan.approval.act, plan.approval.date, plan.approval.number) == ("приказ", dt.date(2024, 8, 26), "318")
    assert (plan.executor.name, plan.executor.phone) == ("Фролова Елена Андреевна", "8 (38595) 2-11-22")


def test_rows_are_tasks_and_section_rows_are_not(roadmap):
    draft = read_docx(roadmap)
    assert numbers(draft) == [
        "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "3.1", "3.2", "3.4", "3.5", "4.1",
    ]  # fmt: skip
    assert task(draft, "1.4").section == "1. Нормативно-правовое и организационно-методическое обеспечение"
    assert task(draft, "2.3").section == "2. Работа с педагогическими кадрами"
    assert task(draft, "3.1").section == "3. Контроль"
    assert task(draft, "4.1").section == "4 ИНФОРМАЦИОННОЕ СОПРОВОЖДЕНИЕ"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1.1", ["by ..2024-09-01"]),
        ("1.3", ["every quarter"]),
        ("1.4", ["reference графику Рособрнадзора"]),
        ("2.2", ["during 2024-10-01..2024-10-31", "during 2025-01-01..2025-01-31"]),
        ("3.2", ["during 2025-02-01..2025-04-30"]),
        ("3.5", ["relative проведения ВПР"]),
        ("4.1", ["ongoing"]),
    ],
)
def test_deadlines(roadmap, number, expected):
    assert terms(task(read_docx(roadmap), number)) == expected


def test_a_merged_deadline_and_owner_belong_to_each_row(roadmap):
    second = task(read_docx(roadmap), "3.2")
    assert second.deadline.printed == "февраль – апрель 2025 года"
    assert owners(second) == ["Рабочая группа"]
    assert second.title == "Собеседование с руководителями ОО по итогам"
    assert second.details == ("1 полугодия", "учебного года")


def test_a_second_owner_column_adds_owners(roadmap):
    draft = read_docx(roadmap)
    assert owners(task(draft, "1.1")) == ["Отдел общего образования", "МКУ «Методический центр»"]
    assert owners(task(draft, "2.2")) == ["Методисты", "Руководители ММО", "руководители ШМО"]


def test_torn_rows_are_joined_and_remarked(roadmap):
    draft = read_docx(roadmap)
    assert task(draft, "2.3").title == "Вебинар «Анализ результатов: типичные ошибки и пути их преодоления»"
    assert owners(task(draft, "2.3")) == ["Соболев К. Д.", "Яшина П. Р."]
    assert results(task(draft, "2.2")) == ["Программы семинаров, методические материалы", "Банк лучших практик"]
    assert "torn_row" in codes(draft, "2.2")
    assert "torn_row" in codes(draft, "2.3")


def test_results_and_quantities(roadmap):
    draft = read_docx(roadmap)
    assert results(task(draft, "1.3")) == ["Справка по итогам мониторинга", "Рекомендации для руководителей ОО"]
    assert quantities(task(draft, "2.1")) == [(20, "plan")]
    assert quantities(task(draft, "2.2")) == [(3, "plan")]
    assert quantities(task(draft, "3.4")) == [(2, "occurrence")]
    assert quantities(task(draft, "3.5")) == []
    (published,) = task(draft, "4.1").deliverables
    assert (published.quantity, published.kind, published.from_) == (5, "document", "result")
    assert [draft.quantity for draft in task(draft, "1.4").deliverables] == [None]


def test_other_columns_are_extras_and_empty_ones_are_left_out(roadmap):
    draft = read_docx(roadmap)
    assert task(draft, "1.4").extras == {"Отметка о выполнении": "В работе"}
    assert task(draft, "1.1").extras == {}


def test_a_gap_in_the_numbers_and_a_date_in_the_measure_are_remarked(roadmap):
    draft = read_docx(roadmap)
    (missing,) = [remark for remark in draft.remarks if remark.code == "number_missing"]
    assert missing.text == "3.3"
    review = [remark.text for remark in draft.remarks if remark.code == "deadline_review"]
    assert "(в срок до 25 мая 2025 года)" in review


def test_no_word_is_lost(roadmap):
    assert lost_words(roadmap) == set()


def test_a_start_and_an_end_column_make_one_deadline(tmp_path):
    top = tr(restart("№ п/п"), restart("Мероприятие"), tc("Срок реализации", span=2), restart("Исполнитель"))
    below = tr(BELOW, BELOW, "начало", "окончание", BELOW)
    path = docx(
        tmp_path / "plan.docx",
        table([["", "УТВЕРЖДЁН\nпостановлением администрации Заречного района\nот 15.01.2024 № 27"]], columns=2),
        p("ПЛАН МЕРОПРИЯТИЙ"),
        p("на 2024 год"),
        table(
            [
                top,
                below,
                ["1", "Издание приказа", "10.01.2024", "31.01.2024", "Комитет по образованию"],
                ["2", "Отбор экспертов", restart("01.02.2024"), restart("28.02.2024"), "Соколова М. В."],
                ["3", "Обучение экспертов", BELOW, BELOW, "Соколова М. В."],
            ],
            columns=5,
        ),
    )
    draft = read_docx(path)
    assert draft.plan.approval.body == "администрация Заречного района"
    assert [terms(one) for one in draft.tasks] == [
        ["during 2024-01-10..2024-01-31"],
        ["during 2024-02-01..2024-02-28"],
        ["during 2024-02-01..2024-02-28"],
    ]
    assert draft.tasks[0].deadline.printed == "10.01.2024 – 31.01.2024"


def test_marks_in_quarter_columns_are_the_deadline(tmp_path):
    top = tr(restart("№"), restart("Содержание работы"), tc("Сроки (квартал)", span=4), restart("Исполнитель"))
    below = tr(BELOW, BELOW, "I", "II", "III", "IV", BELOW)
    path = docx(
        tmp_path / "plan.docx",
        p("План-график работы методического центра на 2024 год"),
        table(
            [
                top,
                below,
                ["1", "Консультации", "х", "x", "-", "Х", "Методист Лебедева О. Н."],
                ["2", "Годовой отчёт", "", "", "", "до 20.12", "Директор центра"],
            ],
            columns=7,
        ),
    )
    first, second = read_docx(path).tasks
    assert terms(first) == [
        "during 2024-01-01..2024-03-31", "during 2024-04-01..2024-06-30", "during 2024-10-01..2024-12-31",
    ]  # fmt: skip
    assert first.deadline.printed == "I квартал, II квартал, IV квартал"
    assert terms(second) == ["by ..2024-12-20"]
    assert owners(second) == ["Директор центра"]


def test_columns_stand_in_any_order(tmp_path):
    path = docx(
        tmp_path / "plan.docx",
        p("Приложение 1"),
        p("к приказу управления образования"),
        p("от 03.09.2025 № 214-о"),
        p("План мероприятий («дорожная карта») по подготовке к ГИА"),
        p("в 2025/2026 учебном году"),
        table(
            [
                ["Сроки", "Наименование мероприятия", "Результат", "Ответственный"],
                [tc("1. Анализ результатов", span=4)],
                ["до 15.09.2025", "1.1. Анализ экзаменов прошлого года", "Аналитическая справка", "Методист"],
                ["сентябрь", "1.2. Заседание муниципальных методических", "Протокол, рекомен-", "Руководители ММО,"],
                ["", "объединений по итогам экзаменов", "дации для учителей", "специалист управления"],
                ["", "2. Информационное сопровождение", "", ""],
                ["ежемесячно", "2.1. Публикации на сайте", "2 публикации в месяц", "Муниципальный координатор"],
            ],
            columns=4,
        ),
    )
    draft = read_docx(path)
    assert numbers(draft) == ["1.1", "1.2", "2.1"]
    assert draft.plan.approval.number == "214-о"
    second, third = draft.tasks[1:]
    assert second.title == "Заседание муниципальных методических объединений по итогам экзаменов"
    assert results(second) == ["Протокол, рекомендации для учителей"]
    assert owners(second) == ["Руководители ММО", "специалист управления"]
    assert third.section == "2. Информационное сопровождение"
    assert [(one.quantity, one.per) for one in third.deliverables] == [(2, "occurrence")]
    assert lost_words(path) == set()
