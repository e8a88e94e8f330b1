"""The analytical note, the register of difficulties, the protocol."""

from __future__ import annotations

from blocks import KEEP, date_and_number, executor_row, letterhead, place, signature
from look import text_width
from wordml import cell, each_p, each_row, heads, if_p, p, row, table

from vpr_tracker_documents.making.standards import Standard

_BLANK = "________________________________"
_LINE = "____________________________________________________________"


def _row_of(widths: tuple[float, ...], of: str, names: tuple[str, ...], centred: frozenset[str]) -> str:
    cells = (
        cell(width, p("TableNumber" if name in centred else "TableText", "{{ " + f"{of}.{name}" + " }}"))
        for width, name in zip(widths, names, strict=True)
    )
    return row(*cells)


def _shared(width: float, *shares: float) -> tuple[float, ...]:
    return tuple(round(width * share, 1) for share in shares)


_REGISTER = (
    ("number", "№", 7), ("subject", "Предмет", 23), ("grade", "Класс", 12), ("task", "Зада-\nние", 12),
    ("level", "Уро-\nвень", 11), ("skill", "Умение, планируемый результат", 37), ("school", "ОО, %", 11),
    ("city", "Мун., %", 12), ("region", "Рег., %", 12), ("status", "Статус", 26), ("group", "Группа", 17),
    ("measure", "Мера", 21), ("due", "Срок", 20), ("owner", "Ответ-\nственный", 24), ("lifted", "Снято", 12),
)  # fmt: skip
_CENTRED = frozenset({"number", "grade", "task", "level", "school", "city", "region"})


def register(standard: Standard) -> list[str]:
    """Landscape: whose, on which day, the table."""
    width = text_width(standard, landscape=True)
    widths = tuple(each[2] * width / sum(share for _name, _title, share in _REGISTER) for each in _REGISTER)
    cells = (
        cell(each, p("SmallNumber" if name in _CENTRED else "SmallText", "{{ row." + name + " }}"))
        for each, (name, _title, _share) in zip(widths, _REGISTER, strict=True)
    )
    return [
        letterhead(),
        p("TitleHeading", "РЕЕСТР ЗАТРУДНЕНИЙ\n{{ of }} на {{ document.on }}"),
        table(
            widths,
            heads(widths, [title for _name, title, _share in _REGISTER], style="SmallHead"),
            each_row(widths, "row in rows", row(*cells)),
        ),
        if_p(
            "judged",
            p(
                "Note",
                "Статус определён по доле выполнения: базовый уровень – от 60 % достаточно, от 57 до 60 % граница; "
                "повышенный и высокий – от 30 % достаточно, от 28,5 до 30 % граница (рекомендации ФИОКО, 2026).",
            ),
        ),
        signature(width),
    ]


def note(standard: Standard) -> list[str]:
    """The sections that the field expects; what is not known is left to be written."""
    width = text_width(standard)
    marks = _shared(width, 0.17, 0.08, 0.2, 0.11, 0.07, 0.07, 0.07, 0.07, 0.08, 0.08)
    difficulties = _shared(width, 0.17, 0.09, 0.11, 0.3, 0.09, 0.24)
    measures = _shared(width, 0.07, 0.43, 0.2, 0.3)
    small = frozenset({"grade", "pupils", "two", "three", "four", "five", "passed", "well", "task", "school"})
    names = ("subject", "grade", "group", "pupils", "two", "three", "four", "five", "passed", "well")

    def gap(title: str, *lines: str) -> list[str]:
        return [p("SectionHeading", title), *(p("Line" if "__" in line else "Text", line) for line in lines)]

    return [
        letterhead(),
        p("DocumentKind", "АНАЛИТИЧЕСКАЯ СПРАВКА"),
        p("TitleHeading", "о результатах {{ about }}\n{{ of }}"),
        p("Requisite", "{{ document.date }}"),
        *gap(
            "1. Основание и цель",
            "Справка составлена во исполнение {{ plan.of_title }}"
            "{% if plan.of_approved %}, {{ plan.of_approved }}{% endif %}.",
            "Цель: выявить затруднения и определить меры по их устранению. Результаты не используются для оценки "
            "работы учителей и школ.",
        ),
        *gap("2. Сроки и участники", f"Сроки проведения: {_BLANK}", f"Классы, предметы, доля писавших: {_BLANK}"),
        p("SectionHeading", "3. Отметки"),
        table(
            marks,
            heads(marks, ("Предмет", "Класс", "Группа", "Писали", "«2»", "«3»", "«4»", "«5»", "Усп.", "Кач.")),
            each_row(marks, "row in marks", _row_of(marks, "row", names, small)),
        ),
        p("Note", "Отметки, успеваемость (Усп.) и качество (Кач.) – в процентах от числа писавших."),
        *gap("4. Сравнение с отметками по журналу", f"Понизили / подтвердили / повысили: {_BLANK[:24]}"),
        *gap("5. Распределение первичных баллов", _LINE),
        p("SectionHeading", "6. Задания, вызвавшие затруднения"),
        table(
            difficulties,
            heads(difficulties, ("Предмет", "Класс", "Задание", "Умение", "%", "Статус")),
            each_row(
                difficulties,
                "row in difficulties",
                _row_of(difficulties, "row", ("subject", "grade", "task", "skill", "school", "status"), small),
            ),
        ),
        *gap("7. Достижение планируемых результатов", _LINE),
        *gap("8. Выполнение заданий группами участников", _LINE),
        *gap("9. Выводы", _LINE, _LINE),
        p("SectionHeading", "10. Рекомендации"),
        if_p(
            "measures",
            table(
                measures,
                heads(measures, ("№", "Что сделать", "Срок", "Ответственный")),
                each_row(
                    measures, "row in measures", _row_of(measures, "row", ("task", "title", "when", "who"), small)
                ),
            ),
            otherwise=(p("Line", _LINE), p("Line", _LINE)),
        ),
        signature(width),
    ]


def protocol(standard: Standard) -> list[str]:
    """Head, who was there, agenda, and for each item heard, spoke, decided; signed by chair and secretary."""
    width = text_width(standard)
    left, right = round(width * 0.35, 1), round(width * 0.65, 1)
    decision = (
        "{{ one.number }}. {% if one.who %}{{ one.who }} {% endif %}{{ one.what|stop }}"
        "{% if one.has_when %} Срок\u00a0– {{ one.when|stop }}{% endif %}"
    )
    mark = '<w:keepNext/><w:spacing w:before="120"/>'

    def line(title: str, value: str) -> str:
        return row(cell(left, p("Requisite", title)), cell(right, p("Requisite", value)))

    def signed(title: str, value: str) -> str:
        right_side = p("Requisite", value, props=f'{KEEP}<w:jc w:val="right"/>')
        return row(cell(left, p("Requisite", title, props=KEEP)), cell(right, right_side))

    return [
        letterhead(),
        p("DocumentKind", "ПРОТОКОЛ"),
        p("TitleHeading", "{{ meeting.title }}"),
        date_and_number(width),
        place(),
        p("Requisite"),
        table(
            (left, right),
            line("Председатель", "{{ meeting.chair }}"),
            line("Секретарь", "{{ meeting.secretary }}"),
            line("Присутствовали", "{{ meeting.present_line }}"),
            style="TableNormal",
        ),
        p("SectionHeading", "ПОВЕСТКА ДНЯ:"),
        each_p(
            "item in items",
            p("Text", "{{ item.number }}. {{ item.topic|stop }}"),
            p("Text", "Докладывает: {{ item.speaker }}"),
        ),
        each_p(
            "item in items",
            p("Plain", "{{ item.number }}. СЛУШАЛИ:", props=mark),
            p("Text", "{{ item.speaker }}\u00a0– {{ item.heard }}"),
            if_p(
                "item.has_spoke",
                p("Plain", "ВЫСТУПИЛИ:", props=mark),
                each_p("one in item.spoke", p("Text", "{{ one.who }}\u00a0– {{ one.said }}")),
            ),
            p("Plain", "РЕШИЛИ:", props=mark),
            each_p("one in item.decided", p("Text", decision)),
        ),
        p("Requisite", props=KEEP) * 2,
        table(
            (left, right),
            signed("Председатель", "{{ meeting.chair_signs }}"),
            signed("Секретарь", "{{ meeting.secretary_signs }}"),
            executor_row((left, right)),
            style="TableNormal",
        ),
        p("End"),
    ]
