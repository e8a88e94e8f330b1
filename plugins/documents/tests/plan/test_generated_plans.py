"""Plans made by chance: whatever the order of columns, the sections and the page breaks, the facts come out."""

from __future__ import annotations

from dataclasses import dataclass

from build import docx, p, table, tc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_facts import lost_words, owners, results

from vpr_tracker_documents.plan.read import read_docx

TITLES = [
    "Проведение школьного этапа олимпиады", "Анализ итогов экзаменов прошлого года", "Совещание руководителей школ",
    "Мониторинг сайтов образовательных организаций", "Подготовка материалов к педагогической конференции",
    "Обучение наблюдателей порядку работы в аудиториях", "Встреча с родителями выпускников девятых классов",
    "Обновление раздела сайта о проверочных работах", "Выезд специалистов в школы с низкими результатами",
]  # fmt: skip
DEADLINES = [
    "до 01.09.2024", "сентябрь 2024 г.", "15.10.2024", "в течение года", "ежемесячно", "постоянно",
    "с 10.02.2025 по 15.03.2025", "I квартал 2025 года", "по графику", "март – апрель 2025 года",
]  # fmt: skip
OWNERS = [
    ["Методист"], ["Соколова М. В."], ["Руководители ОО", "Методист"], ["Комитет по образованию"],
    ["Соколова М. В.", "Орлов П. Р."], ["Классные руководители", "Завуч"], ["Руководители ММО"],
]  # fmt: skip
RESULTS = [
    ["Справка по итогам"], ["Приказ управления", "Протокол совещания"], [], ["Повышение качества подготовки"],
    ["Реестр экспертов", "Программа обучения", "Списки участников"], ["Отчёт о проведении"],
]  # fmt: skip
SECTIONS = ["I. Организационная работа", "Раздел 2. Кадры", "КОНТРОЛЬ", "Работа с родителями"]
HEADERS = {
    "number": ["№", "№ п/п", "п/п"],
    "title": ["Мероприятие", "Содержание работы", "Наименование мероприятия", "Мероприятия"],
    "deadline": ["Сроки", "Срок исполнения", "Дата проведения", "Период"],
    "owners": ["Ответственные", "Исполнитель", "Ответственный исполнитель", "Отв. лица"],
    "results": ["Результат", "Ожидаемый результат", "Планируемый результат", "Вид документа"],
    "extra": ["Примечание", "Участники", "Место проведения"],
}


@dataclass(frozen=True)
class Fact:
    number: str
    title: str
    deadline: str
    owners: list[str]
    results: list[str]
    section: str | None
    extra: str


@st.composite
def facts(draw) -> list[Fact]:
    found = []
    section = None
    for index in range(1, draw(st.integers(2, 9)) + 1):
        if draw(st.integers(0, 3)) == 0:
            section = draw(st.sampled_from([name for name in SECTIONS if name != section]))
        found.append(
            Fact(
                str(index),
                draw(st.sampled_from(TITLES)),
                draw(st.sampled_from(DEADLINES)),
                draw(st.sampled_from(OWNERS)),
                draw(st.sampled_from(RESULTS)),
                section,
                draw(st.sampled_from(["", "1-4 классы", "в актовом зале"])),
            )
        )
    return found


def cells(fact: Fact) -> dict[str, str]:
    return {
        "number": fact.number,
        "title": fact.title,
        "deadline": fact.deadline,
        "owners": "\n".join(fact.owners),
        "results": "\n".join(fact.results),
        "extra": fact.extra,
    }


def torn(draw, row: dict[str, str]) -> list[dict[str, str]]:
    """The row, or the two rows that a page break makes of it."""
    words, lines = row["title"].split(), row["results"].split("\n")
    how = draw(st.sampled_from(["whole", "whole", "title", "results", "both"]))
    first, second = dict(row), dict.fromkeys(row, "")
    if how in ("title", "both"):
        cut = draw(st.integers(1, len(words) - 1))
        first["title"], second["title"] = " ".join(words[:cut]), " ".join(words[cut:])
    if how in ("results", "both") and len(lines) > 1:
        first["results"], second["results"] = "\n".join(lines[:-1]), lines[-1]
    return [first, second] if any(second.values()) else [first]


@st.composite
def documents(draw) -> tuple[list[Fact], list[list[str]], int]:
    """Facts and the rows of a table that says them."""
    plan = draw(facts())
    columns = [*draw(st.permutations(["title", "deadline", "owners", "results"]))]
    if draw(st.booleans()):
        columns.insert(draw(st.integers(0, len(columns))), "extra")
    columns.insert(0, "number")
    header = [draw(st.sampled_from(HEADERS[column])) for column in columns]
    rows: list[list[str]] = [header]
    if draw(st.booleans()):
        rows.append([str(index) for index in range(1, len(columns) + 1)])
    merge = draw(st.booleans())
    section, above = None, None
    for fact in plan:
        if fact.section != section:
            section, above = fact.section, None
            rows.append([tc(section, span=len(columns))])
        if draw(st.integers(0, 5)) == 0:
            rows.append(header)
            above = None
        row = cells(fact)
        if merge and above is not None and above == fact.deadline:
            rows.append([tc("", merge="continue") if column == "deadline" else row[column] for column in columns])
            continue
        pieces = torn(draw, row) if not merge else [row]
        above = fact.deadline
        for piece in pieces:
            rows.append([
                tc(piece[column], merge="restart") if merge and column == "deadline" else piece[column]
                for column in columns
            ])  # fmt: skip
    return plan, rows, len(columns)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents())
def test_the_facts_come_out_as_they_went_in(document, tmp_path):
    plan, rows, width = document
    path = docx(tmp_path / "plan.docx", p("План мероприятий на 2024/2025 учебный год"), table(rows, columns=width))
    draft = read_docx(path)
    assert [(task.number, task.section, task.title) for task in draft.tasks] == [
        (fact.number, fact.section, fact.title) for fact in plan
    ]
    assert [task.deadline.printed for task in draft.tasks] == [fact.deadline for fact in plan]
    assert [owners(task) for task in draft.tasks] == [fact.owners for fact in plan]
    assert [results(task) for task in draft.tasks] == [fact.results for fact in plan]
    assert lost_words(path) == set()
