"""Whatever a document says, it is read: no text in it may stop the file."""

from __future__ import annotations

import pytest
from build import docx, p, r, sdt, table, tc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vpr_tracker import Deadline, Every, Term
from vpr_tracker.plans.draft import TEXT_LIMIT, PlanDraft
from vpr_tracker.plans.files import dump_plan, load_plan
from vpr_tracker_documents.plan.read import draft_of, read_docx
from vpr_tracker_documents.plan.terms import holdable
from vpr_tracker_documents.word.model import Cell, Line, Note, Paragraph, Row, Table, WordFile

HEADER = ("№", "Мероприятие", "Срок", "Ответственный", "Результат")
HEADERS = [
    HEADER,
    ("№ п/п", "Содержание", "Месяц", "Дата", "Исполнитель", "Примечание"),
    ("Мероприятия", "Сроки, ответственные", "Недели", "Показатель"),
    ("№", "Мероприятие", "Начало", "Окончание", "I квартал", "сентябрь", "Кто", "Итоги"),
]
GOOD = ("1", "Провести семинар", "15 мая", "Методист", "Справка", "x", "Завуч", "Приказ")
"""A row that is a measure under every header, so that no file is without one."""
PHRASES = [
    "", " ", "-", "—", "1", "1.", "12", "²", "¹²", "1²", "①", "٣", "٣ ٤", "9" * 5000, "1 000", "0", "000", "-1", "№",
    "не менее 1 000 заданий", "0 нарушений", "99999999999999 справок", "1 000 000 000 000 анкет", "не менее ٣ заданий",
    "500 раз в год", "раз в 500 дней", "ежемесячно до 45 числа", "каждые 100000000 лет", "за 99999999999 дней до ВПР",
    "до 31.02.2025", "00.00.0000", "32.13.9999", "30.02", "5-й вторник", "с 31.12.2099 по 01.01.2000", "2099/2100",
    "на 2099-2100 учебный год", "0001 год", "9999 год", "на 2000 год", "сентябрь 2025", "Сентябрь", "СЕНТЯБРЬ 0000",
    "I полугодие", "IV квартал", "ІV кв.", "май – март 2025", "с сентября 2024 по май 2023", "в течение месяца",
    "\u1c80 январе", "\u1c82ктябрь", "сентя\u0431рь", "İ неделя", "ı нед.", "İİİ", "ﬁ", "ß", "ё" * 50, "Ǆ",
    "УТВЕРЖДАЮ", "приказ от 99.99.2025 № 1", "от 29.02.2023 № 13", "Приложение 1", "План", "ПЛАН на 2025 год",
    "Исполнитель:", "Исп. Ы. Ы. Ыков 8 (999) 999-99-99", "((((((((((", "»»»»«««", "а)", "1) 2) 3)", "1.1.1.1.1.1.1.1",
    "\ud800", "\udfff x", "\x00", "\x07", "\x1b[31m", "\x7f", "\u200b", "\ufeff", "\u2028", "\u202e", "\ufffe",
    "\U0010ffff", "\r", "\t\t", "[bold]", "{0}", "%s", "\\d+", "'; DROP TABLE", "Орлова А. Б.",
    "Зам. директора, методист",
    "Уровень ОО:", "Раздел 1", "I. Раздел", "Итого", "слово " * 30, "а" * 3000, "1 приказ, 2 справки и 0 писем",
    "двадцать пять пять", "сто сто", "тысяча тысяч", "1) справка; 2) приказ", "Сентябрь, Орлова А. Б.",
]  # fmt: skip
texts = st.lists(
    st.one_of(
        st.sampled_from(PHRASES),
        st.text(max_size=30),
        st.text(alphabet="0123456789.,-–/№() IVXІХ²³①٣дмгвпор\u00a0\n", max_size=25),
        st.text(st.characters(categories=["Cs", "Cc", "Cf", "No", "Nd", "Zs", "Zl"]), max_size=8),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
lines = st.lists(
    st.builds(Line, text=texts, number=st.sampled_from(["", "", "", "1.", "2.1", "•", "а)", "\ud800"])), max_size=4
).map(tuple)
notes = st.lists(
    st.builds(
        Note,
        code=st.sampled_from([
            "struck", "hidden", "placeholder", "nested_table", "footnote", "comment", "text_box", "picture", "unread",
        ]),
        text=texts,
    ),
    max_size=2,
).map(tuple)  # fmt: skip
paragraphs = st.builds(Paragraph, lines=lines, notes=notes, heading=st.integers(0, 9))


@st.composite
def rows(draw, number: int, width: int) -> Row:
    """A row of hostile cells on a grid of ``width`` columns, some cells wide, some merged from above."""
    cells, column = [], 1
    while column <= width:
        span = draw(st.sampled_from([1, 1, 1, 1, 2, width]))
        merged = number > 2 and draw(st.integers(0, 9)) == 0
        origin = number - 1 if merged else number
        cells.append(
            Cell(column=column, span=span, lines=draw(lines), notes=draw(notes), origin_row=origin, merged=merged)
        )
        column += span
    return Row(number=number, cells=tuple(cells))


def of_texts(number: int, cells: tuple[str, ...]) -> Row:
    made = (Cell(column=index, lines=(Line(text=text),), origin_row=number) for index, text in enumerate(cells, 1))
    return Row(number=number, cells=tuple(made))


@st.composite
def tables(draw, number: int) -> Table:
    header = draw(st.sampled_from(HEADERS))
    body = [draw(rows(index, len(header))) for index in range(3, draw(st.integers(3, 7)))]
    return Table(
        number=number, columns=len(header), rows=(of_texts(1, header), of_texts(2, GOOD[: len(header)]), *body)
    )


@st.composite
def files(draw) -> WordFile:
    blocks: list[Paragraph | Table] = draw(st.lists(paragraphs, max_size=4))
    for number in range(1, draw(st.integers(1, 2)) + 1):
        blocks = [*blocks, draw(tables(number)), *draw(st.lists(paragraphs, max_size=3))]
    margins = draw(st.lists(paragraphs, max_size=2))
    return WordFile(sha256="0" * 64, blocks=tuple(blocks), margins=tuple(margins), title=draw(texts))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(word=files(), name=st.sampled_from(["план.docx", "\udce4.docx", ".docx"]))
def test_no_text_stops_the_file(word, name):
    draft = draft_of(word, name=name)
    assert draft.tasks
    assert PlanDraft.model_validate_json(draft.model_dump_json()) == draft
    assert load_plan(dump_plan(draft)) == draft


def one_row(tmp_path, *cells: str, around: str = "") -> PlanDraft:
    """A plan of one row; ``cells`` from the measure on."""
    row = ["1", *cells, *[""] * (len(HEADER) - 1 - len(cells))]
    body = table([list(HEADER), row], columns=len(HEADER))
    return read_docx(docx(tmp_path / "plan.docx", p("План на 2023 год"), *([p(around)] if around else []), body))


@pytest.mark.parametrize("result", ["0 нарушений", "не менее 0 справок", "000 писем", "Справки (0)", "²² анкет"])
def test_a_count_that_is_none_gives_no_quantity(tmp_path, result):
    draft = one_row(tmp_path, result, "15 мая", "Методист", result)
    assert [(one.title, one.quantity) for one in draft.tasks[0].deliverables] == [(result, None)]


@pytest.mark.parametrize(
    "every",
    [Every(unit="year", times=500), Every(unit="day", interval=900), Every(unit="month", day_of_month=45)],
)
def test_a_recurrence_that_no_calendar_has_is_left_out_and_needs_review(every):
    kept, odd = Term(form="ongoing"), Term(form="every", every=every)
    deadline = holdable(Deadline(printed="столько-то раз", terms=(kept, odd)))
    assert [term.form for term in deadline.terms] == ["ongoing"]
    assert (deadline.printed, deadline.needs_review) == ("столько-то раз", True)
    assert deadline.assumptions


@pytest.mark.parametrize("printed", ["500 раз в год", "1 раз в 900 дней", "ежемесячно до 45 числа"])
def test_a_deadline_that_makes_no_sense_is_kept_as_printed_and_remarked(tmp_path, printed):
    draft = one_row(tmp_path, "Проверка", printed, "Методист")
    assert draft.tasks[0].deadline.printed == printed
    assert draft.tasks[0].deadline.needs_review
    assert [remark.text for remark in draft.remarks if remark.code == "deadline_review"] == [printed]


def test_pages_of_text_round_the_table_are_quoted_in_several_remarks(tmp_path):
    around = " ".join(f"слово{index}" for index in range(20_000))
    draft = one_row(tmp_path, "Семинар", "15 мая", around=around)
    assert len(around) > TEXT_LIMIT
    assert "".join(remark.text for remark in draft.remarks if remark.code == "unplaced") == around


def test_the_end_of_an_endless_cell_is_a_remark(tmp_path):
    words = [f"слово{index}" for index in range(20_000)]
    draft = one_row(tmp_path, " ".join(words), "15 мая", "Методист", "Справка")
    (task,) = draft.tasks
    rest = "".join(remark.text for remark in draft.remarks if remark.code == "unplaced")
    assert len(task.title) < TEXT_LIMIT
    assert (task.title + rest).split() == words
    assert {remark.where.row for remark in draft.remarks if remark.code == "unplaced"} == {2}


def test_rows_torn_without_end_stop_growing(tmp_path):
    rows = [list(HEADER), ["1", "Семинар", "15 мая", "Методист", "Справка"]]
    rows += [["", f"и слово{index} " * 500, "", "", ""] for index in range(40)]
    path = docx(tmp_path / "plan.docx", p("План на 2023 год"), table(rows, columns=len(HEADER)))
    draft = read_docx(path)
    quoted = " ".join(remark.text for remark in draft.remarks)
    assert all(f"слово{index}" in quoted or f"слово{index}" in draft.tasks[0].title for index in range(40))


def test_unfilled_fields_and_embedded_files_are_remarked(tmp_path):
    prompt = sdt(r("Выберите дату"), "<w:showingPlcHdr/>")
    embedded = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    row = ["1", tc(p("Семинар", embedded)), tc(p(prompt)), "Методист", "Справка"]
    body = table([list(HEADER), row], columns=len(HEADER))
    draft = read_docx(docx(tmp_path / "plan.docx", p("План на 2023 год"), p(prompt), body))
    assert draft.tasks[0].deadline.printed == ""
    quoted = {(remark.code, remark.text) for remark in draft.remarks}
    assert ("hidden", "Выберите дату") in quoted
    assert ("unplaced", "embedded object Excel.Sheet.12") in quoted


@pytest.mark.parametrize("number", ["²", "1²", "٣", "9" * 5000, "①"])
def test_odd_digits_are_no_numbers_of_columns(tmp_path, number):
    rows = [list(HEADER), [number] * len(HEADER), ["1", "Семинар", "15 мая", "Методист", "Справка"]]
    draft = read_docx(docx(tmp_path / "plan.docx", p("План на 2023 год"), table(rows, columns=len(HEADER))))
    assert draft.tasks[-1].title == "Семинар"
