"""Odd tables: lists in one cell, merged measures, numbers of every kind, other tables, slipped headers."""

from __future__ import annotations

import pytest
from build import abstract, docx, level, num, p, table, tc, tr
from plan_facts import codes, lost_words, numbers, owners, results, task, terms

from vpr_tracker_documents.plan.columns import assign
from vpr_tracker_documents.plan.read import read_docx

HEADER = ["№", "Мероприятие", "Срок", "Ответственный", "Результат"]
DOWN = tc("", merge="continue")


def plan(tmp_path, rows, *more, columns=5, **kwargs):
    return docx(
        tmp_path / "plan.docx", p("План на 2014-2015 учебный год"), table(rows, columns=columns), *more, **kwargs
    )


def start(text: str) -> str:
    return tc(text, merge="restart")


@pytest.mark.parametrize(
    ("headers", "roles"),
    [
        (["№ п/п", "Мероприятие", "Сроки", "Ответственные", "Планируемый результат"],
         ["number", "title", "deadline", "owners", "deliverables"]),
        (["Дата проведения", "Содержание работы", "Отв. лица", "Место"], ["deadline", "title", "owners", "extra"]),
        (["Сроки", "Результат", "Исполнители", "Действия"], ["deadline", "deliverables", "owners", "title"]),
        (["№", "Направления деятельности", "Мероприятия", "Срок исполнения", "Исполнитель", "Вид документа"],
         ["number", "extra", "title", "deadline", "owners", "deliverables"]),
        (["п/п", "Тема", "Дата", "Время", "Кто проводит", "Отметка о выполнении"],
         ["number", "title", "deadline", "extra", "owners", "extra"]),
        (["№", "Наименование мероприятия", "Сроки", "Ответственный исполнитель", "Соисполнители"],
         ["number", "title", "deadline", "owners", "coowners"]),
        (["Вопросы контроля", "Цель", "Объект", "Вид/форма контроля", "Сроки", "Ответственный", "Где заслушивается"],
         ["title", "extra", "extra", "extra", "deadline", "owners", "extra"]),
        (["Месяц", "Дата", "Мероприятие", "Ответ-ственный"], ["month", "deadline", "title", "owners"]),
        (["№", "Мероприятия", "Сроки, место проведения", "Ответственные", "Ожидаемые результаты", "Примечание"],
         ["number", "title", "deadline", "owners", "deliverables", "extra"]),
        (["Периодичность", "Вид деятельности", "Должностное лицо"], ["deadline", "title", "owners"]),
    ],
)  # fmt: skip
def test_headers_mean_columns(headers, roles):
    assert assign(headers) == roles


def test_several_measures_in_a_cell_are_told_apart_where_the_counts_agree(tmp_path):
    path = plan(
        tmp_path,
        [
            HEADER,
            ["I", "1. Совещание\n2. Педсовет\n3. Тарификация", "01.09\n05.09\n10.09", "Директор\nДиректор\nЗавуч", ""],
            ["II", "1. Входной контроль\n2. Оформление журналов", "до 15.09", "Завуч", "Справка"],
        ],
    )
    draft = read_docx(path)
    assert [(one.number, one.title, *owners(one), *terms(one)) for one in draft.tasks[:3]] == [
        ("I.1", "Совещание", "Директор", "on 2014-09-01..2014-09-01"),
        ("I.2", "Педсовет", "Директор", "on 2014-09-05..2014-09-05"),
        ("I.3", "Тарификация", "Завуч", "on 2014-09-10..2014-09-10"),
    ]
    kept = task(draft, "II")
    assert (kept.title, kept.details) == ("Входной контроль", ("Оформление журналов",))
    assert "list_in_cell" in codes(draft, "II")
    assert lost_words(path) == set()


def test_measures_aligned_by_empty_lines_are_told_apart(tmp_path):
    rows = [HEADER, ["1", "Сбор отчётов\n\nПроверка журналов", "05.09\n\n10.09", "Завуч\n\nДиректор", ""]]
    draft = read_docx(plan(tmp_path, rows))
    assert [(one.title, *terms(one), *owners(one)) for one in draft.tasks] == [
        ("Сбор отчётов", "on 2014-09-05..2014-09-05", "Завуч"),
        ("Проверка журналов", "on 2014-09-10..2014-09-10", "Директор"),
    ]


def test_a_number_merged_over_rows_has_sub_tasks(tmp_path):
    rows = [
        HEADER,
        [start("1"), "Анкетирование", "05.09.2014", start("Психолог"), "Анкеты"],
        [DOWN, "Обработка анкет", "10.09.2014", DOWN, "Справка"],
        ["2", "Собрание", "12.09.2014", "Директор", "Протокол"],
    ]
    draft = read_docx(plan(tmp_path, rows))
    assert numbers(draft) == ["1", "1.1", "2"]
    assert owners(draft.tasks[1]) == ["Психолог"]


def test_a_measure_merged_over_rows_is_one_task(tmp_path):
    rows = [
        HEADER,
        [start("1"), start("Мониторинг сайтов"), "до 01.10.2014", "Методист", "Справка"],
        [DOWN, DOWN, "до 01.03.2015", "Завуч", "Приказ"],
    ]
    draft = read_docx(plan(tmp_path, rows))
    (only,) = draft.tasks
    assert terms(only) == ["by ..2014-10-01", "by ..2015-03-01"]
    assert owners(only) == ["Методист", "Завуч"]
    assert results(only) == ["Справка", "Приказ"]


def test_automatic_numbers_count(tmp_path):
    numbering = abstract(1, level(0, "%1.")) + num(1, 1)
    rows = [HEADER, *([tc(p("", num=(1, 0))), title, "05.09", "Завуч", ""] for title in ("Сбор", "Отчёт"))]
    assert numbers(read_docx(plan(tmp_path, rows, numbering=numbering))) == ["1", "2"]


def test_numbers_inside_the_measure_count_where_there_is_no_column_for_them(tmp_path):
    rows = [HEADER[1:], ["1.1. Сбор", "05.09", "Завуч", ""], ["1.2. Отчёт", "06.09", "Завуч", ""]]
    draft = read_docx(plan(tmp_path, rows, columns=4))
    assert [(one.number, one.title) for one in draft.tasks] == [("1.1", "Сбор"), ("1.2", "Отчёт")]


def test_rows_without_any_number_are_counted(tmp_path):
    rows = [HEADER[1:], ["Сбор", "05.09", "Завуч", ""], ["Отчёт", "06.09", "Завуч", ""]]
    draft = read_docx(plan(tmp_path, rows, columns=4))
    assert numbers(draft) == ["1", "2"]
    assert codes(draft).count("number_given") == 1


def test_a_repeated_number_stays_and_is_remarked(tmp_path):
    rows = [HEADER, *([label, f"Дело {label}", "05.09", "Завуч", ""] for label in ("4", "4", "6"))]
    draft = read_docx(plan(tmp_path, rows))
    assert numbers(draft) == ["4", "4", "6"]
    assert codes(draft).count("number_repeated") == 1
    assert codes(draft).count("number_missing") == 1


@pytest.mark.parametrize("heading", ["I. МОНИТОРИНГ", "Раздел II. Кадры", "Организационная работа", "2. Контроль"])
@pytest.mark.parametrize("shape", ["wide", "first", "measure"])
def test_section_rows(tmp_path, heading, shape):
    rows = {"wide": [tc(heading, span=5)], "first": [heading, "", "", "", ""], "measure": ["", heading, "", "", ""]}
    body = [HEADER, ["1", "Сбор итогов", "05.09", "Завуч", "Акт"], rows[shape], ["2", "Отчёт", "06.09", "Завуч", ""]]
    draft = read_docx(plan(tmp_path, body))
    assert [(one.number, one.section) for one in draft.tasks] == [("1", None), ("2", heading)]


def test_a_numbered_row_without_date_and_owner_stays_a_task(tmp_path):
    rows = [HEADER, ["1", "Сбор итогов", "05.09", "Завуч", ""], ["2", "Отчёт перед родителями", "", "", ""]]
    draft = read_docx(plan(tmp_path, rows))
    assert numbers(draft) == ["1", "2"]
    assert {"deadline_missing", "owner_missing"} <= set(codes(draft, "2"))


def test_a_header_may_come_after_a_title_row_and_again_on_each_page(tmp_path):
    rows = [[tc("Мероприятия месячника", span=5)], HEADER, ["1", "2", "3", "4", "5"],
            ["1", "Сбор", "05.09", "Завуч", ""], HEADER, ["2", "Отчёт", "06.09", "Завуч", ""]]  # fmt: skip
    draft = read_docx(plan(tmp_path, rows))
    assert [(one.number, one.section) for one in draft.tasks] == [
        ("1", "Мероприятия месячника"), ("2", "Мероприятия месячника"),
    ]  # fmt: skip


def test_a_column_without_header_is_kept_under_its_number(tmp_path):
    rows = [["№", "Мероприятие", "", "Срок", "Ответственный"], ["1", "Сбор", "в зале", "05.09", "Завуч"]]
    (only,) = read_docx(plan(tmp_path, rows)).tasks
    assert only.extras == {"Столбец 3": "в зале"}


def test_a_table_with_another_order_of_columns_has_its_own_header(tmp_path):
    other = table([["Дата", "Содержание работы", "Кто проводит"], ["06.09", "Отчёт", "Завуч"]], columns=3)
    draft = read_docx(plan(tmp_path, [HEADER, ["1", "Сбор", "05.09", "Директор", ""]], p("Октябрь"), other))
    assert [(one.title, *terms(one), *owners(one)) for one in draft.tasks] == [
        ("Сбор", "on 2014-09-05..2014-09-05", "Директор"),
        ("Отчёт", "on 2014-09-06..2014-09-06", "Завуч"),
    ]


def test_other_tables_are_quoted_and_not_read(tmp_path):
    sign = table([["Директор", "________", "П. Р. Сомов"]], columns=3)
    people = table([["№", "Ф.И.О.", "Телефон"], ["1", "Орлова А. Б.", "2-11-22"]], columns=3)
    path = plan(tmp_path, [HEADER, ["1", "Сбор", "05.09", "Завуч", ""]], people, sign)
    draft = read_docx(path)
    assert numbers(draft) == ["1"]
    assert [remark.where.table for remark in draft.remarks if remark.code == "unplaced"] == [2, 3]
    assert lost_words(path) == set()


def test_struck_hidden_and_footnote_text_is_remarked_with_its_cell(tmp_path):
    struck = p("<w:r><w:rPr><w:strike/></w:rPr><w:t>10.09</w:t></w:r>", "<w:r><w:t>15.09</w:t></w:r>")
    rows = [HEADER, ["1", "Сбор", tc(struck), "Завуч", ""]]
    draft = read_docx(plan(tmp_path, rows))
    assert draft.tasks[0].deadline.printed == "15.09"
    (remark,) = [remark for remark in draft.remarks if remark.code == "struck"]
    assert (remark.text, remark.where.row, remark.where.column, remark.where.task) == ("10.09", 2, 3, "1")


def test_each_field_says_where_it_was_read(tmp_path):
    draft = read_docx(plan(tmp_path, [HEADER, ["1", "Сбор\n- работ", "05.09", "Завуч", "Акт"]]))
    source = draft.tasks[0].source
    assert source is not None
    assert (source.table, source.row) == (1, 2)
    assert [(cell.field, cell.row, cell.column, cell.text) for cell in source.cells] == [
        ("number", 2, 1, "1"),
        ("title", 2, 2, "Сбор\n- работ"),
        ("deadline", 2, 3, "05.09"),
        ("owners", 2, 4, "Завуч"),
        ("deliverables", 2, 5, "Акт"),
    ]
    assert draft.plan.source is not None
    assert draft.plan.source["file"] == "plan.docx"
    assert len(draft.plan.source["sha256"]) == 64


def test_a_paper_asked_of_teachers_and_a_dependency_are_remarked(tmp_path):
    rows = [
        HEADER,
        ["1", "Анализ работ", "05.09", "Учителя-предметники", "Аналитическая справка\nРабочая программа\nЖурнал"],
        ["2", "Подготовка материалов на основании аналитических справок", "10.09", "Методист", "Реестр"],
    ]
    draft = read_docx(plan(tmp_path, rows))
    assert [remark.text for remark in draft.remarks if remark.code == "teacher_paper"] == ["Аналитическая справка"]
    (dependency,) = [remark for remark in draft.remarks if remark.code == "dependency"]
    assert dependency.where.task == "2"
    assert dependency.text == "Аналитическая справка"


def test_one_surname_in_two_spellings_is_remarked_and_not_merged(tmp_path):
    rows = [
        HEADER,
        ["1", "Сбор", "05.09", "Макарениц О. В.", ""],
        ["2", "Отчёт", "06.09", "Макаренец О. В.", ""],
    ]
    draft = read_docx(plan(tmp_path, rows))
    assert "spelling" in codes(draft)
    assert [owners(one) for one in draft.tasks] == [["Макарениц О. В."], ["Макаренец О. В."]]


def test_owner_columns_of_two_levels(tmp_path):
    top = tr(start("№"), start("Мероприятие"), start("Срок"), tc("Ответственные", span=2))
    below = tr(DOWN, DOWN, DOWN, "муниципальный уровень", "уровень школы")
    draft = read_docx(plan(tmp_path, [top, below, ["1", "Сбор", "05.09", "Методист", "Завуч"]]))
    (only,) = draft.tasks
    assert [(owner.name, owner.level) for owner in only.owners] == [("Методист", "municipality"), ("Завуч", "school")]
    assert only.level == "both"


def test_a_row_goes_on_with_the_one_above_only_where_nothing_stands_between(tmp_path):
    rows = [
        HEADER,
        ["1", "Сбор", "05.09", "Завуч", "Акт"],
        [tc("Раздел II. Кадры", span=5)],
        ["", "", "", "", "Справка"],
        ["2", "Отчёт", "06.09", "Завуч", ""],
    ]
    path = plan(tmp_path, rows)
    draft = read_docx(path)
    assert [results(one) for one in draft.tasks] == [["Акт"], []]
    assert "Справка" in [remark.text for remark in draft.remarks if remark.code == "unplaced"]
    assert lost_words(path) == set()


def test_list_rows_with_their_own_date_and_owner_are_sub_tasks(tmp_path):
    rows = [
        HEADER,
        ["5", "Организация работы:", "", "", ""],
        ["", "- с детьми", "05.09", "Завуч", "Отчёт"],
        ["", "- с родителями", "06.09", "Методист", "Протокол"],
        ["6", "Контроль:\n- журналов;", "07.09", "Завуч", "Справка"],
        ["", "- тетрадей", "", "", ""],
    ]
    draft = read_docx(plan(tmp_path, rows))
    assert [(one.number, one.title, one.details) for one in draft.tasks] == [
        ("5", "Организация работы", ()),
        ("5.1", "с детьми", ()),
        ("5.2", "с родителями", ()),
        ("6", "Контроль", ("журналов", "тетрадей")),
    ]


def test_a_table_of_two_columns_is_a_plan_where_no_other_is_better(tmp_path):
    draft = read_docx(plan(tmp_path, [["Дата", "Мероприятие"], ["05.09", "Сбор"], ["06.09", "Отчёт"]], columns=2))
    assert [one.title for one in draft.tasks] == ["Сбор", "Отчёт"]


def test_a_table_without_any_header_is_read_by_its_content(tmp_path):
    rows = [
        ["1", "Линейка памяти", "08.05.2015", "Педагог-организатор"],
        ["2", "Концерт ветеранам", "09.05.2015", "Учитель музыки"],
        ["3", "Последний звонок", "23 мая", "Зам. директора по ВР"],
    ]
    draft = read_docx(plan(tmp_path, rows, columns=4))
    assert [(one.number, one.title, *terms(one), *owners(one)) for one in draft.tasks] == [
        ("1", "Линейка памяти", "on 2015-05-08..2015-05-08", "Педагог-организатор"),
        ("2", "Концерт ветеранам", "on 2015-05-09..2015-05-09", "Учитель музыки"),
        ("3", "Последний звонок", "on 2015-05-23..2015-05-23", "Зам. директора по ВР"),
    ]


def test_years_as_columns_beside_a_deadline_are_extras(tmp_path):
    rows = [["Мероприятие", "Исполнитель", "Сроки", "2014", "2015"], ["Курсы", "Методист", "ежегодно", "х", "5 тыс."],
            ["Итого", "", "", "", ""]]  # fmt: skip
    draft = read_docx(plan(tmp_path, rows))
    (only,) = draft.tasks
    assert only.deadline.printed == "ежегодно"
    assert only.extras == {"2014": "х", "2015": "5 тыс."}


LEFT = "Слова ячеек, которые не вошли в поля мероприятия."


def left_over(tmp_path, owner_cell):
    plan_read = read_docx(plan(tmp_path, [HEADER, ["1", "Анализ работ", "до 10.02.2015", owner_cell, "Справка"]]))
    return [remark.text for remark in plan_read.remarks if remark.message == LEFT]


@pytest.mark.parametrize(
    "owner_cell",
    [
        "Уровень ОО:\nРуководители\nУровень муниципалитета:\nМуниципальный координатор",
        "На муниципальном уровне: методисты",
        "Муниципалитет: методисты; ОО: завучи",
        "Завуч (контроль)\nУчителя",
        "Контроль – завуч",
        "под контролем завуча",
        "Завуч – контроль, методисты – мониторинг, родители – наблюдение",
    ],
)
def test_words_that_became_a_level_or_a_duty_are_placed(tmp_path, owner_cell):
    assert left_over(tmp_path, owner_cell) == []


@pytest.mark.parametrize(
    ("owner_cell", "left"),
    [
        ("Завуч (по согласованию)", ["по согласованию"]),
        ("Уровень ОО:\nзавучи (по согласованию)", ["по согласованию"]),
        ("Контроль за проведением – завуч", ["за проведением"]),
    ],
)
def test_words_of_an_owner_cell_that_found_no_place_are_remarked_on(tmp_path, owner_cell, left):
    assert left_over(tmp_path, owner_cell) == left
