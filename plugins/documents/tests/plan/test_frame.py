"""What stands round the table: title, period, approving act, executor, and what is no plan at all."""

from __future__ import annotations

import datetime as dt

import pytest
from build import docx, p, r, table, tc, text_box, tr
from plan_facts import codes, lost_words, terms

from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker_documents.plan.approval import find_approval
from vpr_tracker_documents.plan.people import find_executor
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
        (["УТВЕРЖДАЮ", "Директор МБОУ СОШ № 3 / ____ /", "«01» сентября 2025 г."],
         "Директор МБОУ СОШ № 3", None, D(2025, 9, 1), None),
        (["УТВЕРЖДАЮ", "Директор МБОУ «Лицей №12»", "____ И. И. Орлов", "01.09.2025"],
         "Директор МБОУ «Лицей №12»", None, D(2025, 9, 1), None),
        (["УТВЕРЖДАЮ", "Директор МБОУ СОШ № 3", "Приказ № 45"], "Директор МБОУ СОШ № 3", "приказ", None, "45"),
        (["УТВЕРЖДАЮ", "Директор школы ____ О. П. Ковязина", "Пр. № 214 от 29.08.25г."],
         "Директор школы", "приказ", D(2025, 8, 29), "214"),
        (["Приложение № 1 к приказу директора МБОУ СОШ № 3 от 30.08.2025 № 88"],
         "директор МБОУ СОШ № 3", "приказ", D(2025, 8, 30), "88"),
        (["Утвержден на заседании педагогического совета", "Протокол № 1 от 29.08.2025"],
         "педагогический совет", "протокол", D(2025, 8, 29), "1"),
        (["УТВЕРЖДЕНО решением Управляющего совета школы (протокол от 28.08.2025 № 4)"],
         "Управляющий совет школы", "протокол", D(2025, 8, 28), "4"),
        (["Утверждено", "на общем собрании работников", "Протокол №3 от 02.09.2025"],
         "общее собрание работников", "протокол", D(2025, 9, 2), "3"),
        (["УТВЕРЖДАЮ Директор школы: ___ Ковязина"], "Директор школы", None, None, None),
        (["УТВЕРЖДАЮ", "Директор", "Приказ № ____ от «__» ______ 2025 г."], "Директор", "приказ", None, None),
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


def tabbed(*lines: str) -> str:
    return "".join(p(TAB.join(r(text) for text in line.split("\t"))) for line in lines)


TAB = "<w:r><w:tab/></w:r>"
COLUMNS = ["Рассмотрено\tУтверждаю", "на педагогическом совете\tДиректор МБОУ СОШ № 3",
           "протокол № 1 от 29.08.2025\t________ О. П. Ковязина", "\tприказ № 88 от 30.08.2025"]  # fmt: skip


def spaced(*lines: str) -> str:
    return "".join(p(first.ljust(40) + second) for first, second in (line.split("\t") for line in lines))


@pytest.mark.parametrize(
    "stamps",
    [
        tabbed(*COLUMNS),
        spaced(*COLUMNS),
        table([line.split("\t") for line in COLUMNS], columns=2),
        table([["\n".join(line.split("\t")[side] for line in COLUMNS) for side in (0, 1)]], columns=2),
    ],
    ids=["tabs", "spaces", "rows of cells", "two cells"],
)
def test_stamps_beside_each_other_are_kept_apart(tmp_path, stamps):
    path = docx(tmp_path / "plan.docx", stamps, p("План на 2025/2026 учебный год"), table(ROWS, columns=4))
    found = read_docx(path).plan.approval
    assert (found.body, found.act, found.date, found.number) == (
        "Директор МБОУ СОШ № 3", "приказ", D(2025, 8, 30), "88",
    )  # fmt: skip
    assert lost_words(path) == set()


def test_a_lone_stamp_with_tabs_inside_is_one(tmp_path):
    stamp = tabbed("УТВЕРЖДАЮ\tДиректор школы:\t___ Ковязина") + p("Приказ № 14 от 01.09.2025")
    draft = read_docx(docx(tmp_path / "plan.docx", stamp, p("План на 2025 год"), table(ROWS, columns=4)))
    assert (draft.plan.approval.body, draft.plan.approval.number) == ("Директор школы", "14")


def test_the_approval_may_stand_in_the_page_header_alone(tmp_path):
    header = p("УТВЕРЖДЕНО") + p("приказом комитета по образованию") + p("от 12.01.2024 № 7")
    path = docx(tmp_path / "plan.docx", p("План на 2024 год"), table(ROWS, columns=4), headers=[header])
    draft = read_docx(path)
    found = draft.plan.approval
    assert (found.body, found.act, found.date, found.number) == (
        "комитет по образованию", "приказ", D(2024, 1, 12), "7",
    )  # fmt: skip
    assert any("от 12.01.2024 № 7" in remark.text for remark in draft.remarks if remark.code == "read")


def test_the_title_of_the_title_page_wins_over_lower_ones(tmp_path):
    path = docx(
        tmp_path / "plan.docx",
        tabbed(*COLUMNS),
        p("П Л А Н   Р А Б О Т Ы"), p("школы"), p("на 2025/2026 учебный год"), p(), p("г. Энск, 2025"),
        p("Содержание"), p("План мероприятий 5"),
        p("Пояснительная записка"), p("План составлен с учётом итогов прошлого года. Он включает меры."),
        p("План мероприятий"),
        table(ROWS, columns=4),
    )  # fmt: skip
    draft = read_docx(path)
    assert draft.plan.title == "ПЛАН РАБОТЫ школы на 2025/2026 учебный год"
    assert draft.plan.approval.number == "88"
    assert draft.tasks[0].section is None
    assert lost_words(path) == set()


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["ПЛАН РАБОТЫ", "школы", "", "План рассчитан на 2025/2026 учебный год."], "ПЛАН РАБОТЫ школы"),
        (["Программа развития школы на 2024-2027 годы", "Общие слова о школе и её задачах.",
          "План мероприятий на 2025 год"], "План мероприятий на 2025 год"),
        (["План работы на 2025 год", "Слова.", "План мероприятий на 2025 год"], "План работы на 2025 год"),
    ],
)  # fmt: skip
def test_which_of_several_titles_is_the_plans(tmp_path, lines, title):
    path = docx(tmp_path / "plan.docx", *(p(line) for line in lines), table(ROWS, columns=4))
    assert read_docx(path).plan.title == title


def test_the_title_is_looked_for_under_the_stamp_of_the_annex(tmp_path):
    path = docx(
        tmp_path / "plan.docx",
        p("План мероприятий на 2025/2026 учебный год утвердить."),
        p("Приложение"), p("к приказу от 30.08.2025 № 88"),
        p("ПЛАН ПОДГОТОВКИ К ЭКЗАМЕНАМ"), p("на 2025/2026 учебный год"),
        table(ROWS, columns=4),
    )  # fmt: skip
    assert read_docx(path).plan.title == "ПЛАН ПОДГОТОВКИ К ЭКЗАМЕНАМ на 2025/2026 учебный год"


@pytest.mark.parametrize(
    ("title", "deadlines", "stamp", "start", "end"),
    [
        ("План подготовки к ГИА-2026", ["сентябрь", "май"], "", D(2025, 9, 1), D(2026, 8, 31)),
        ("План подготовки к ГИА-2026", ["до 10 мая"], "от 15.01.2026 № 7", D(2026, 1, 1), D(2026, 12, 31)),
        ("План мероприятий по ВПР-2023", ["март"], "от 30.08.2022 № 7", D(2022, 9, 1), D(2023, 8, 31)),
        ("План по итогам ВПР-2025", ["октябрь", "март"], "от 30.08.2025 № 7", D(2025, 9, 1), D(2026, 8, 31)),
        ("План по итогам ВПР-2025", ["октябрь"], "", None, None),
    ],
)
def test_a_year_in_a_name_is_no_period_said_in_silence(tmp_path, title, deadlines, stamp, start, end):
    rows = [ROWS[0], *([str(index), "Семинар", text, "Методист"] for index, text in enumerate(deadlines, 1))]
    act = p("УТВЕРЖДЁН") + p("приказом комитета") + p(stamp) if stamp else ""
    draft = read_docx(docx(tmp_path / "plan.docx", act, p(title), table(rows, columns=4)))
    period = draft.plan.period
    assert (period and period.start, period and period.end) == (start, end)
    assert ("period_assumed" if start else "period_missing") in codes(draft)


@pytest.mark.parametrize("title", [["План мероприятий по ВПР 2023"], ["План", "на основе ВПР", "2023"]])
def test_a_year_without_a_dash_is_the_plan_s_own(tmp_path, title):
    period = read_docx(docx(tmp_path / "plan.docx", *map(p, title), table(ROWS, columns=4))).plan.period
    assert period is not None
    assert (period.start, period.end) == (D(2023, 1, 1), D(2023, 12, 31))


def test_a_year_on_a_line_of_its_own_is_the_period(tmp_path):
    path = docx(tmp_path / "plan.docx", p("ПЛАН"), p("ПО ИТОГАМ ВПР"), p("2023"), table(ROWS, columns=4))
    draft = read_docx(path)
    assert draft.plan.period is not None
    assert draft.plan.period.start == D(2023, 1, 1)
    assert "period_assumed" not in codes(draft)


def test_a_period_beside_the_year_of_a_name_stands(tmp_path):
    path = docx(
        tmp_path / "plan.docx", p("План подготовки к ОГЭ-2026 на 2025/2026 учебный год"), table(ROWS, columns=4)
    )
    draft = read_docx(path)
    assert draft.plan.period is not None
    assert draft.plan.period.start == D(2025, 9, 1)
    assert "period_assumed" not in codes(draft)


@pytest.mark.parametrize(
    ("lines", "name", "phone"),
    [
        (["Полежаева Н.И. 8-385-95-2-11-22"], "Полежаева Н.И.", "8-385-95-2-11-22"),
        (["Полежаева Н.И., 8-385-95-2-11-22"], "Полежаева Н.И.", "8-385-95-2-11-22"),
        (["Н.И. Полежаева", "(385-00) 2-11-22"], "Н.И. Полежаева", "(385-00) 2-11-22"),
        (["Н.И. Полежаева / (385-00) 2-11-22"], "Н.И. Полежаева", "(385-00) 2-11-22"),
        (["Полежаева Нина Ивановна,", "методист, 8(38595)21122"], "Полежаева Нина Ивановна", "8(38595)21122"),
        (["Полежаева Нина Ивановна", "методист", "8(38595)21122"], "Полежаева Нина Ивановна", "8(38595)21122"),
        (["Полежаева Н.И.", "т. 21122"], "Полежаева Н.И.", "21122"),
        (["Исп. Полежаева Н.И., т. 21122"], "Полежаева Н.И.", "21122"),
        (["Директор ____ О. П. Ковязина"], None, None),
        (["Орлова А. Б. 2-11-22", "Сомов П. Р. 2-11-23"], None, None),
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


@pytest.mark.parametrize(
    "foot",
    [
        table([["Начальник отдела", "О. П. Ковязина"], ["Исп. Полежаева Н.И., 2-11-22", ""]], columns=2),
        table([["Исп.", "Полежаева Н.И."], ["тел.", "2-11-22"]], columns=2),
    ],
)
def test_the_executor_may_stand_in_a_table_of_signatures(tmp_path, foot):
    draft = read_docx(docx(tmp_path / "plan.docx", p("План на 2025 год"), table(ROWS, columns=4), foot))
    assert (draft.plan.executor.name, draft.plan.executor.phone) == ("Полежаева Н.И.", "2-11-22")


def test_the_executor_may_be_the_last_row_of_the_plan(tmp_path):
    rows = [*ROWS, tr(tc("Исп. Полежаева Н.И.", span=4)), tr(tc("тел. 2-11-22", span=4))]
    path = docx(tmp_path / "plan.docx", p("План на 2025 год"), table(rows, columns=4))
    draft = read_docx(path)
    assert (draft.plan.executor.name, draft.plan.executor.phone) == ("Полежаева Н.И.", "2-11-22")
    assert [task.number for task in draft.tasks] == ["1"]
    assert "section" not in codes(draft)
    assert lost_words(path) == set()


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
