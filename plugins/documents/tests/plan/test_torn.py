"""Rows torn by page breaks give the same tasks as the whole rows."""

from __future__ import annotations

import pytest
from build import docx, p, table
from hypothesis import given
from hypothesis import strategies as st
from plan_facts import codes, lost_of, lost_words, numbers, owners, results, task

from vpr_tracker_documents.plan.read import draft_of, read_docx
from vpr_tracker_documents.word.model import Cell, Line, Paragraph, Row, Table, WordFile

HEADER = ["№ п/п", "Мероприятие", "Сроки", "Ответственные", "Планируемый результат"]
WHOLE = [
    HEADER,
    ["1", "Разбор итогов осенних работ:\n- по заданиям;\n- по отметкам.", "До 25.01.2023",
     "Уровень ОО:\nОтветственные за работы\nУчителя-предметники",
     "Справка\nПриказ по ОО\nВнесение поправок в программы"],
    ["2", "Сбор руководителей ОО\n- Обеспечение честных условий", "17.02.2023", "Белкина А. Б.\nСинцова В. Г.",
     "Решение сбора"],
    ["3", "Беседы для заместителей «Вопросы месяца».\nРассматриваемые вопросы:\nРешения селекторных совещаний по теме",
     "Сентябрь - май", "Синцова В. Г.", "Материалы бесед"],
    ["4", "Организация контроля порядка, графика, нормативных документов посредством привлечения:\n-наблюдателей;\n"
     "-присутствие наблюдателей не менее двух человек в день", "Согласно графику, приказу комитета по образованию",
     "Руководители ОО, наблюдатели, специалисты комитета по образованию",
     "Приказы комитета:\n-Об участии школ\nСоблюдение порядка. Обеспечение честности."],
    ["5", "Учредительный контроль.", "По плану контроля", "Белкина А. Б.\nЛосицына Д. Е.", "Наличие положения"],
    ["", "Контроль сайтов ОО", "Раз в четверть", "Синцова В. Г.", "Проверки по карте\nОбеспечение управления"],
    ["6", "Работа объединения педагогов-психологов по доверию к работам", "2023 год", "Зотова Ж. З.",
     "Доверие участников к работам\nСоздание спокойной обстановки"],
    ["8", "Проведение встреч, направленных на подготовку", "По планам объединений\nМай, август", "Синцова В. Г.",
     "Программы встреч, разбор на предметных секциях"],
]  # fmt: skip
TORN = [
    HEADER,
    [*WHOLE[1][:4], "Справка\nПриказ по ОО"],
    ["", "", "", "", "Внесение поправок в программы"],
    ["2", "Сбор руководителей ОО", "17.02.2023", "Белкина А. Б. Синцова В. Г.", "Решение сбора"],
    ["", "- Обеспечение честных условий", "", "", ""],
    ["3", "Беседы для заместителей «Вопросы месяца».\nРассматриваемые вопросы:\nРешения се-", *WHOLE[3][2:]],
    ["", "лекторных совещаний по теме", "", "", ""],
    ["4", "Организация контроля порядка, графика, нормативных", "Согласно графику, приказу комитета по",
     "Руководители ОО, наблюдатели,", "Приказы комитета:\n-Об участии школ"],
    ["", "документов посредством привлечения:\n-наблюдателей;\n-присутствие наблюдателей не менее двух человек в день",
     "образованию", "специалисты комитета по образованию", "Соблюдение порядка. Обеспечение честности."],
    WHOLE[5],
    WHOLE[6],
    ["6", "Работа объединения пе-", "2023 год", "Зотова Ж. З.", "Доверие участ-"],
    ["", "дагогов-психологов по доверию к работам", "", "", "ников к работам\nСоздание спокойной обстановки"],
    ["8", "Проведение встреч, направленных", "По планам объединений Май, август", "Синцова В. Г.",
     "Программы встреч, разбор на предметных"],
    ["", "на подготовку", "", "", "секциях"],
]  # fmt: skip


def plan(path, rows):
    return docx(path, p("План на 2023 год"), table(rows, columns=5, header_rows=1))


@pytest.fixture
def whole(tmp_path):
    return read_docx(plan(tmp_path / "whole.docx", WHOLE))


@pytest.fixture
def torn(tmp_path):
    return read_docx(plan(tmp_path / "torn.docx", TORN))


def test_a_torn_plan_has_the_same_tasks_as_the_whole_one(whole, torn):
    assert numbers(torn) == numbers(whole) == ["1", "2", "3", "4", "5", "5.1", "6", "8"]
    for one, other in zip(whole.tasks, torn.tasks, strict=True):
        assert other.model_dump(exclude={"source"}) == one.model_dump(exclude={"source"})


def test_every_joined_row_is_remarked_with_its_text(torn):
    rows = [remark.where.row for remark in torn.remarks if remark.code == "torn_row"]
    assert rows == [3, 5, 7, 9, 13, 15]


def test_an_unnumbered_row_with_its_own_deadline_is_a_sub_task(whole):
    sub = task(whole, "5.1")
    assert sub.title == "Контроль сайтов ОО"
    assert owners(sub) == ["Синцова В. Г."]
    assert results(sub) == ["Проверки по карте", "Обеспечение управления"]
    assert "number_given" in codes(whole, "5.1")


def test_the_missing_number_is_remarked(whole):
    assert [remark.text for remark in whole.remarks if remark.code == "number_missing"] == ["7"]


def test_words_of_torn_rows_are_kept(tmp_path):
    assert lost_words(plan(tmp_path / "torn.docx", TORN)) == set()


def test_a_given_number_does_not_clash_with_a_printed_one(tmp_path):
    rows = [
        HEADER,
        ["9", "Проверка.", "май", "Белкина А. Б.", "Акт"],
        ["", "Осмотр помещений", "июнь", "Зотова Ж. З.", "Акт"],
        ["9.1", "Отчёт", "июль", "Зотова Ж. З.", "Отчёт"],
        ["", "Опрос родителей", "август", "Зотова Ж. З.", "Анкеты"],
    ]
    assert numbers(read_docx(plan(tmp_path / "plan.docx", rows))) == ["9", "9.2", "9.1", "9.1.1"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Семинар для пе-", "дагогов района", "Семинар для педагогов района"),
        ("Встреча учителей-", "предметников", "Встреча учителей-предметников"),
        ("Проверка учебно-", "методических материалов", "Проверка учебно-методических материалов"),
        ("Обновление план-", "графика", "Обновление план-графика"),
        ("Обучение по вопросам", "оценивания", "Обучение по вопросам оценивания"),
        ("Выезд в школы,", "где низкие итоги", "Выезд в школы, где низкие итоги"),
        ("Работа с", "ФИС ОКО", "Работа с ФИС ОКО"),
    ],
)
def test_halves_of_a_phrase_are_joined(tmp_path, first, second, joined):
    rows = [HEADER, ["1", first, "май", "Зотова Ж. З.", "Акт"], ["", second, "", "", ""]]
    (only,) = read_docx(plan(tmp_path / "plan.docx", rows)).tasks
    assert only.title == joined


def test_a_continued_table_without_header_goes_on_with_the_torn_row(tmp_path):
    path = docx(
        tmp_path / "plan.docx",
        p("План на 2023 год"),
        table([HEADER, ["1", "Обучение кадров по вопросам", "май", "Зотова Ж. З.", "Справка"]], columns=5),
        table([["", "оценивания работ", "", "", "Приказ"], ["2", "Отчёт", "июнь", "Зотова Ж. З.", "Отчёт"]], columns=5),
    )
    draft = read_docx(path)
    assert [one.title for one in draft.tasks] == ["Обучение кадров по вопросам оценивания работ", "Отчёт"]
    assert results(draft.tasks[0]) == ["Справка", "Приказ"]


def cells(texts: list[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(column=column, lines=tuple(Line(text=line) for line in text.split("\n")))
        for column, text in enumerate(texts, 1)
    )


def word_file(rows: list[list[str]]) -> WordFile:
    made = tuple(Row(number=number, cells=cells(row)) for number, row in enumerate(rows, 1))
    title = Paragraph(lines=(Line(text="План на 2023 год"),))
    return WordFile(sha256="0" * 64, blocks=(title, Table(number=1, columns=5, rows=made)))


WORDS = st.lists(
    st.sampled_from(["сбор", "итогов", "школьных", "работ", "района", "для", "нового", "учебного", "года"]),
    min_size=2,
    max_size=9,
)


@given(words=WORDS, data=st.data())
def test_a_measure_torn_between_two_words_reads_as_if_whole(words, data):
    cut = data.draw(st.integers(1, len(words) - 1))
    first, second = " ".join(words[:cut]).capitalize(), " ".join(words[cut:])
    rows = [HEADER, ["1", first, "май", "Зотова Ж. З.", "Акт"], ["", second, "", "", ""],
            ["2", "Отчёт", "июнь", "Зотова Ж. З.", "Отчёт"]]  # fmt: skip
    draft = draft_of(word_file(rows), name="plan.docx")
    assert [one.title for one in draft.tasks] == [f"{first} {second}", "Отчёт"]


TEXT = st.text(alphabet="абвЖЗИ 12.,:;-–()«»№\n/", max_size=40)


@given(rows=st.lists(st.lists(TEXT, min_size=5, max_size=5), min_size=1, max_size=8))
def test_whatever_the_cells_hold_no_word_is_lost(rows):
    numbered = [[str(index), f"Мероприятие {row[1]}", *row[2:]] for index, row in enumerate(rows, 1)]
    torn = [line for row, more in zip(numbered, rows, strict=True) for line in (row, ["", *more[1:]])]
    word = word_file([HEADER, *torn])
    assert lost_of(word, draft_of(word, name="plan.docx")) == set()
