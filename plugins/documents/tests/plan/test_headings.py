"""Headings in odd forms, months that hold for the rows below, numbered groups, two plans in one document."""

from __future__ import annotations

import pytest
from build import docx, p, table, tc, tr
from plan_facts import codes, lost_words, numbers, owners, results, terms

from vpr_tracker.plans.draft import PlanDraft
from vpr_tracker_documents.plan.doubles import halves
from vpr_tracker_documents.plan.read import read_docx
from vpr_tracker_documents.plan.terms import Deadlines
from vpr_tracker_documents.plan.text import unspaced

HEADER = ["№", "Мероприятие", "Срок", "Ответственный"]
TITLE = p("План работы школы на 2025/2026 учебный год")


@pytest.fixture
def read(tmp_path):
    def make(*body: str) -> PlanDraft:
        path = docx(tmp_path / "plan.docx", *body)
        assert lost_words(path) == set()
        return read_docx(path)

    return make


def rows(*lines: list[str] | str, header: list[str] = HEADER) -> str:
    return table([header, *lines], columns=len(header))


@pytest.mark.parametrize(
    ("printed", "closed"),
    [
        ("О К Т Я Б Р Ь", "ОКТЯБРЬ"),
        ("П Л А Н   Р А Б О Т Ы", "ПЛАН РАБОТЫ"),
        ("Н О Я Б Р Ь   2025 года", "НОЯБРЬ 2025 года"),
        ("М А Й", "МАЙ"),
        ("о к т я б р ь.", "октябрь."),
        ("А и Б", "А и Б"),
        ("в 5 классах", "в 5 классах"),
        ("И Н", "И Н"),
    ],
)
def test_words_printed_with_spaces_between_the_letters_are_closed_up(printed, closed):
    assert unspaced(printed) == closed


def test_months_printed_with_spaces_head_their_rows(read):
    draft = read(
        TITLE,
        p("О К Т Я Б Р Ь"),
        rows(["1", "Семинар", "до 15", "Методист"], tr(tc("Н О Я Б Р Ь", span=4)), ["2", "Совет", "1 неделя", "Завуч"]),
    )
    assert [task.section for task in draft.tasks] == ["ОКТЯБРЬ", "НОЯБРЬ"]
    assert [terms(task) for task in draft.tasks] == [["by ..2025-10-15"], ["during 2025-11-01..2025-11-07"]]


def test_empty_cells_under_a_month_stand_for_it(read):
    draft = read(
        TITLE,
        rows(
            ["Сентябрь", "1", "Семинар", "Методист"],
            ["", "2", "Совещание", "Завуч"],
            ["Октябрь", "3", "Педсовет", "Директор"],
            ["", "4", "Анализ", "Завуч"],
            header=["Месяц", "№", "Мероприятие", "Ответственный"],
        ),
    )
    september, october = ["during 2025-09-01..2025-09-30"], ["during 2025-10-01..2025-10-31"]
    assert [terms(task) for task in draft.tasks] == [september, september, october, october]
    assert [task.deadline.printed for task in draft.tasks] == ["Сентябрь", "", "Октябрь", ""]
    assert "deadline_assumed" in codes(draft, "2")
    assert "deadline_missing" not in codes(draft)


def test_a_month_holds_for_the_days_below_it(read):
    draft = read(
        TITLE,
        rows(
            ["Сентябрь", "Семинар", "до 15", "Методист"],
            ["", "Совещание", "20-25", "Завуч"],
            ["Октябрь", "Проверка", "1 неделя", "Завуч"],
            header=["Месяц", "Мероприятие", "Срок", "Ответственный"],
        ),
    )
    assert [terms(task) for task in draft.tasks] == [
        ["by ..2025-09-15"], ["during 2025-09-20..2025-09-25"], ["during 2025-10-01..2025-10-07"],
    ]  # fmt: skip


def test_a_month_ends_at_a_section_and_empty_deadlines_inherit_nothing(read):
    months = ["Месяц", "№", "Мероприятие", "Ответственный"]
    draft = read(
        TITLE,
        rows(
            ["Сентябрь", "1", "Семинар", "Методист"], tr(tc("Раздел 2. Кадры", span=4)), ["", "2", "Совет", "Завуч"],
            header=months,
        ),
    )  # fmt: skip
    assert terms(draft.tasks[1]) == []
    draft = read(TITLE, rows(["1", "Семинар", "сентябрь", "Методист"], ["2", "Совещание", "", "Завуч"]))
    assert terms(draft.tasks[1]) == []
    assert "deadline_missing" in codes(draft, "2")


def test_a_numbered_group_ends_where_its_numbers_end(read):
    draft = read(
        TITLE,
        rows(
            ["1", "Подготовка к ВПР:", "", ""],
            ["1.1", "Семинар для учителей", "15 октября", "Методист"],
            ["1.2", "Совещание", "20 октября", "Завуч"],
            ["2", "Проверка журналов", "ноябрь", "Завуч"],
            ["3", "Отчёты:", "", ""],
            ["3.1", "Сбор сведений", "декабрь", "Завуч"],
        ),
    )
    assert [(task.number, task.section) for task in draft.tasks] == [
        ("1.1", "1 Подготовка к ВПР:"), ("1.2", "1 Подготовка к ВПР:"), ("2", None), ("3.1", "3 Отчёты:"),
    ]  # fmt: skip


def test_a_group_whose_rows_count_anew_is_a_section_and_one_in_the_count_a_task(read):
    anew = read(
        TITLE,
        rows(
            ["1", "Подготовка:", "", ""], ["1", "Семинар", "15 октября", "Методист"], ["2", "Совет", "май", "Завуч"],
            ["2", "Контроль:", "", ""], ["1", "Проверка", "ноябрь", "Завуч"],
        ),
    )  # fmt: skip
    assert [(task.number, task.section) for task in anew.tasks] == [
        ("1", "1 Подготовка:"), ("2", "1 Подготовка:"), ("1", "2 Контроль:"),
    ]  # fmt: skip
    counted = read(TITLE, rows(["1", "Подготовка:", "", ""], ["2", "Семинар", "15 октября", "Методист"]))
    assert [(task.number, task.section, task.title) for task in counted.tasks] == [
        ("1", None, "Подготовка"), ("2", None, "Семинар"),
    ]  # fmt: skip


def test_two_plans_in_one_document_are_remarked(read):
    year = p("на 2025/2026 учебный год")
    draft = read(
        p("План работы школы"), year, rows(["1", "Семинар", "15 октября", "Методист"]),
        p("План работы методического объединения"), year, rows(["1", "Совещание", "20 октября", "Завуч"]),
    )  # fmt: skip
    assert draft.plan.title == "План работы школы на 2025/2026 учебный год"
    second = "План работы методического объединения на 2025/2026 учебный год"
    assert [task.section for task in draft.tasks] == [None, second]
    (remark,) = [one for one in draft.remarks if one.code == "several_tables"]
    assert (remark.text, remark.where.table) == (second, 2)


def test_titles_of_parts_are_sections_and_no_second_plan(read):
    draft = read(
        TITLE,
        p("План работы с кадрами"), rows(["1", "Семинар", "15 октября", "Методист"]),
        p("План работы с родителями"), rows(["1", "Собрание", "20 октября", "Завуч"]),
    )  # fmt: skip
    assert [task.section for task in draft.tasks] == ["План работы с кадрами", "План работы с родителями"]
    assert "several_tables" not in codes(draft)


@pytest.mark.parametrize(
    "header",
    [
        "Целевой показатель", "Показатель", "Показатели (индикаторы)", "Форма отчётности", "Способы подведения итогов",
        "Выход", "Чем завершается", "Отчётный документ",
    ],
)  # fmt: skip
def test_headers_that_promise_a_result(read, header):
    draft = read(TITLE, rows(["1", "Семинар", "15 октября", "Методист", "Справка"], header=[*HEADER, header]))
    assert results(draft.tasks[0]) == ["Справка"]


def test_an_indicator_beside_a_result_is_an_extra(read):
    header = [*HEADER, "Целевой показатель", "Результат"]
    draft = read(TITLE, rows(["1", "Семинар", "15 октября", "Методист", "100 %", "Справка"], header=header))
    assert results(draft.tasks[0]) == ["Справка"]
    assert draft.tasks[0].extras == {"Целевой показатель": "100 %"}


@pytest.mark.parametrize(
    "header", ["Срок, ответственный", "Сроки и ответственные", "Срок / исполнитель", "Ответственные, сроки"]
)
def test_a_column_of_deadlines_and_owners_is_divided(read, header):
    draft = read(
        TITLE,
        rows(
            ["1", "Семинар", "Сентябрь, Сусликов Д.О."],
            ["2", "Совещание", "до 15 октября\nЗавуч"],
            ["3", "Проверка", "в течение года Сусликова Д.О."],
            ["4", "Чаепитие", "Завуч"],
            header=["№", "Мероприятие", header],
        ),
    )
    assert numbers(draft) == ["1", "2", "3", "4"]
    assert [task.deadline.printed for task in draft.tasks] == ["Сентябрь", "до 15 октября", "в течение года", ""]
    assert [owners(task) for task in draft.tasks] == [["Сусликов Д.О."], ["Завуч"], ["Сусликова Д.О."], ["Завуч"]]
    assert "deadline_missing" in codes(draft, "4")


@pytest.mark.parametrize(
    ("text", "when", "who"),
    [
        ("ноябрь, директор школы, завуч", "ноябрь", "директор школы, завуч"),
        ("15.10.2025 г., 20.12.2025 г., методист", "15.10.2025 г., 20.12.2025 г.", "методист"),
        ("методист; до 10 числа ежемесячно", "до 10 числа ежемесячно", "методист"),
        ("с 1 по 15 октября – методист", "с 1 по 15 октября", "методист"),
        ("1 раз в четверть, администрация", "1 раз в четверть", "администрация"),
        ("постоянно\nклассные руководители\nпсихолог", "постоянно", "классные руководители\nпсихолог"),
        ("октябрь", "октябрь", ""),
        ("Сусликов Д.О.", "", "Сусликов Д.О."),
    ],
)
def test_which_words_are_the_deadline(text, when, who):
    assert halves(text, Deadlines(None).terms) == (when, who)
