"""What stands round the table: title, period, approving act, executor, and what is no plan at all."""

from __future__ import annotations

import datetime as dt

import pytest
from build import docx, p, r, table, text_box
from plan_facts import codes, terms

from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker_documents.plan.around import find_approval, find_executor
from vpr_tracker_documents.plan.period import stated_period
from vpr_tracker_documents.plan.read import read_docx

ROWS = [["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Семинар", "15 мая", "Методист"]]
D = dt.date


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("План мероприятий на 2023 год", D(2023, 1, 1), D(2023, 12, 31)),
        ("ПЛАН МЕРОПРИЯТИЙ ПО ВПР 2023", D(2023, 1, 1), D(2023, 12, 31)),
        ("План по итогам ВПР-2022 на 2023 год", D(2023, 1, 1), D(2023, 12, 31)),
        ("План на 2025/2026 учебный год", D(2025, 9, 1), D(2026, 8, 31)),
        ("План на 2025-26 уч. год", D(2025, 9, 1), D(2026, 8, 31)),
        ("в 2025 – 2026 учебном году", D(2025, 9, 1), D(2026, 8, 31)),
        ("Комплекс мер на 2023–2025 годы", D(2023, 1, 1), D(2025, 12, 31)),
        ("Дорожная карта на 2024-2025 гг.", D(2024, 1, 1), D(2025, 12, 31)),
        ("План на I полугодие 2025/2026 учебного года", D(2025, 9, 1), D(2025, 12, 31)),
        ("План на 2 полугодие 2024 года", D(2024, 7, 1), D(2024, 12, 31)),
        ("План на январь – май 2024 года", D(2024, 1, 1), D(2024, 5, 31)),
        ("План на декабрь 2022 – март 2023", D(2022, 12, 1), D(2023, 3, 31)),
        ("План работы на сентябрь 2025 года", D(2025, 9, 1), D(2025, 9, 30)),
        ("План на период с 01.09.2025 по 31.05.2026", D(2025, 9, 1), D(2026, 5, 31)),
    ],
)
def test_a_title_states_the_period(title, start, end):
    stated = stated_period(title)
    assert stated is not None
    assert (stated.start, stated.end) == (start, end)


@pytest.mark.parametrize("title", ["План мероприятий", "План школы № 2023", "План по приказу от 05.02.2024"])
def test_a_title_without_a_year_states_none(title):
    assert stated_period(title) is None


def test_the_argument_wins_over_the_title(tmp_path):
    path = docx(tmp_path / "plan.docx", p("План на 2023 год"), table(ROWS, columns=4))
    draft = read_docx(path, period=(D(2024, 1, 1), D(2024, 12, 31)))
    assert draft.plan.period is not None
    assert draft.plan.period.start == D(2024, 1, 1)
    assert terms(draft.tasks[0]) == ["on 2024-05-15..2024-05-15"]


def test_without_a_period_a_date_without_year_stays_open(tmp_path):
    draft = read_docx(docx(tmp_path / "plan.docx", p("План мероприятий"), table(ROWS, columns=4)))
    assert draft.plan.period is None
    assert terms(draft.tasks[0]) == ["on"]
    assert draft.tasks[0].deadline.needs_review
    assert "period_missing" in codes(draft)


@pytest.mark.parametrize(
    ("lines", "body", "act", "date", "number"),
    [
        (["Утверждён", "приказом комитета по образованию", "от 25.01.2023 № 13"],
         "комитет по образованию", "приказ", D(2023, 1, 25), "13"),
        (["УТВЕРЖДАЮ", "Директор МБОУ СОШ № 5", "________ И. И. Орлов", "Приказ № 45 от 29.08.2025"],
         "Директор МБОУ СОШ № 5", "приказ", D(2025, 8, 29), "45"),
        (["УТВЕРЖДЕНО", "постановлением администрации города Энска", "от «12» января 2024 г. № 15-п"],
         "администрация города Энска", "постановление", D(2024, 1, 12), "15-п"),
        (["Приложение № 2", "к распоряжению Министерства образования", "от 01.02.2024 г. №41-р"],
         "Министерство образования", "распоряжение", D(2024, 2, 1), "41-р"),
        (["УТВЕРЖДАЮ", "Заведующий отделом образования", "_______ П. Р. Сомов", "«30» августа 2025 г."],
         "Заведующий отделом образования", None, D(2025, 8, 30), None),
    ],
)  # fmt: skip
def test_the_approving_act(lines, body, act, date, number):
    found = find_approval([list(enumerate(lines))])
    assert (found.body, found.act, found.date, found.number) == (body, act, date, number)


def test_the_approval_may_stand_in_a_text_box_or_beside_another_act(tmp_path):
    boxed = docx(
        tmp_path / "box.docx",
        p(text_box(p("УТВЕРЖДЁН") + p("приказом управления образования") + p("от 03.02.2023 № 7"))),
        p("План на 2023 год"),
        table(ROWS, columns=4),
    )
    assert read_docx(boxed).plan.approval.number == "7"
    beside = docx(
        tmp_path / "beside.docx",
        table([["ПРИНЯТ\nпротокол № 1 от 28.08.2025", "УТВЕРЖДЁН\nприказом директора\nот 30.08.2025 № 44"]], columns=2),
        p("План на 2025/2026 учебный год"),
        table(ROWS, columns=4),
    )
    assert read_docx(beside).plan.approval.number == "44"


@pytest.mark.parametrize(
    ("lines", "name", "phone"),
    [
        (["Исполнитель:", "Вера Павловна Чижова,", "8-(385)-95-41700"], "Вера Павловна Чижова", "8-(385)-95-41700"),
        (["Исп. Чижова В. П., тел. 8 (38595) 2-11-22"], "Чижова В. П.", "8 (38595) 2-11-22"),
        (["Исполнитель: В. П. Чижова 2-11-22"], "В. П. Чижова", "2-11-22"),
        (["Чижова Вера Павловна", "8(38515) 21-3-44"], "Чижова Вера Павловна", "8(38515) 21-3-44"),
        (["Директор Орлов"], None, None),
    ],
)
def test_the_executor(lines, name, phone):
    found = find_executor(list(enumerate(lines)))
    assert (found.name, found.phone) == (name, phone)


def test_a_title_broken_over_lines_ends_before_a_preface(tmp_path):
    path = docx(
        tmp_path / "plan.docx",
        p("ПЛАН"),
        p(r("МЕРОПРИЯТИЙ ПО ПОДГОТОВКЕ\nК ЭКЗАМЕНАМ")),
        p("на 2025 – 2026 учебный год"),
        p("Пояснительная записка"),
        p("Настоящий план составлен на основании анализа за 2024 год."),
        table(ROWS, columns=4),
    )
    draft = read_docx(path)
    assert draft.plan.title == "ПЛАН МЕРОПРИЯТИЙ ПО ПОДГОТОВКЕ К ЭКЗАМЕНАМ на 2025 – 2026 учебный год"
    (left,) = [remark.text for remark in draft.remarks if remark.code == "unplaced"]
    assert left == "Пояснительная записка\nНастоящий план составлен на основании анализа за 2024 год."


def test_the_file_name_stands_for_a_missing_title(tmp_path):
    assert read_docx(docx(tmp_path / "весна.docx", table(ROWS, columns=4))).plan.title == "весна"


def test_a_file_without_a_plan_table_is_refused(tmp_path):
    lists = table([["№", "Ф.И.О.", "Должность"], ["1", "Орлова А. Б.", "методист"]], columns=3)
    for body in ((p("Письмо"),), (p("План"), lists)):
        with pytest.raises(BadInput) as caught:
            read_docx(docx(tmp_path / "letter.docx", *body))
        assert "letter.docx" in caught.value.message
        assert caught.value.hint


def test_a_plan_table_without_rows_is_refused(tmp_path):
    with pytest.raises(BadInput):
        read_docx(docx(tmp_path / "plan.docx", p("План на 2023 год"), table(ROWS[:1], columns=4)))


def test_a_missing_file_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        read_docx(tmp_path / "none.docx")
