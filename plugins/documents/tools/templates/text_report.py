"""The execution report."""

from __future__ import annotations

from blocks import letterhead, signature
from look import text_width
from wordml import cell, each_p, each_row, heads, if_p, if_row, p, row, table

from vpr_tracker_documents.making.standards import Standard

_COUNTS = ("total", "done", "in_review", "overdue", "ahead")
_COUNT_HEADS = ("Всего", "Принято", "На проверке", "Просрочено", "Впереди")
_GAP = '<w:spacing w:before="120" w:after="120"/>'


def report(standard: Standard) -> list[str]:
    """Title, summary, sections, schools, what is overdue, what is next, pictures, signature."""
    width = text_width(standard)
    return [
        letterhead(),
        p("DocumentKind", "СПРАВКА"),
        p(
            "TitleHeading",
            "о ходе исполнения {{ plan.of_title }}{% if of_section %} (раздел «{{ of_section }}»){% endif %}"
            "\nпо состоянию на {{ document.on }}",
        ),
        *_summary(width),
        *_sections(width),
        *_schools(width),
        *_late(width),
        *_next(width),
        *_pictures(),
        signature(width),
    ]


def _summary(width: float) -> list[str]:
    widths = (width * 0.7, width * 0.3)
    return [
        p("SectionHeading", "1. Итоги"),
        p(
            "Text",
            "{{ plan.title_plain }}{% if plan.act %} ({{ plan.approved|lower }} {{ plan.act }} {{ plan.act_date }})"
            "{% endif %}: {{ summary.tasks }}{% if has_schools %}, {{ summary.schools }}{% endif %}. "
            "К сдаче, считая каждую организацию и каждый срок,\u00a0– {{ summary.results }}: "
            "принято {{ summary.done }}, на проверке {{ summary.in_review }}, просрочено {{ summary.overdue }}.",
            props=_GAP,
        ),
        table(
            widths,
            heads(widths, ("Состояние", "Результатов")),
            each_row(
                widths,
                "line in summary.lines",
                row(
                    cell(widths[0], p("TableText", "{{ line.name }}")),
                    cell(widths[1], p("TableNumber", "{{ line.count }}")),
                ),
            ),
        ),
    ]


def _count_cells(widths: tuple[float, ...], of: str) -> list[str]:
    return [
        cell(width, p("TableNumber", "{{ " + f"{of}.{name}" + " }}"))
        for width, name in zip(widths, _COUNTS, strict=True)
    ]


def _sections(width: float) -> list[str]:
    counts = tuple(round(width * share, 1) for share in (0.35, 0.1, 0.12, 0.14, 0.16, 0.13))
    tasks = tuple(round(width * share, 1) for share in (0.07, 0.43, 0.19, 0.19, 0.12))
    return [
        p("SectionHeading", "2. По разделам и мероприятиям"),
        if_p(
            "has_sections",
            table(
                counts,
                heads(counts, ("Раздел", *_COUNT_HEADS)),
                each_row(
                    counts,
                    "section in sections",
                    row(
                        cell(
                            counts[0],
                            p(
                                "TableText",
                                "{% if section.has_title %}{{ section.title }}{% else %}Вне разделов{% endif %}",
                            ),
                        ),
                        *_count_cells(counts[1:], "section"),
                    ),
                ),
            ),
            p("Note"),
        ),
        table(
            tasks,
            heads(tasks, ("№", "Мероприятие", "Срок", "Состояние", "Принято")),
            each_row(
                tasks,
                "section in sections",
                if_row(
                    tasks,
                    "section.has_title",
                    row(cell(sum(tasks), p("TableSection", "{{ section.title }}"), span=len(tasks))),
                ),
                each_row(
                    tasks,
                    "task in section.tasks",
                    row(
                        cell(tasks[0], p("TableNumber", "{{ task.number }}")),
                        cell(tasks[1], p("TableText", "{{ task.title }}")),
                        cell(tasks[2], p("TableText", "{{ task.deadline }}")),
                        cell(tasks[3], p("TableText", "{{ task.state }}")),
                        cell(tasks[4], p("TableNumber", "{{ task.done }}")),
                    ),
                ),
            ),
        ),
    ]


def _schools(width: float) -> list[str]:
    widths = tuple(round(width * share, 1) for share in (0.301, 0.077, 0.111, 0.115, 0.143, 0.105, 0.148))
    return [
        if_p(
            "has_schools",
            p("SectionHeading", "3. По школам"),
            table(
                widths,
                heads(widths, ("Школа", *_COUNT_HEADS, "Ближайший срок")),
                each_row(
                    widths,
                    "school in schools",
                    row(
                        cell(widths[0], p("TableText", "{{ school.name }}")),
                        *_count_cells(widths[1:6], "school"),
                        cell(widths[6], p("TableText", "{{ school.next }}")),
                    ),
                ),
            ),
            p("Note", "Школы перечислены в порядке реестра."),
        )
    ]


def _late(width: float) -> list[str]:
    widths = tuple(round(width * share, 1) for share in (0.06, 0.34, 0.17, 0.24, 0.19))
    late = table(
        widths,
        heads(widths, ("№", "Что просрочено", "Срок", "За кем", "Причины и замечания")),
        each_row(
            widths,
            "item in overdue",
            row(
                cell(widths[0], p("TableNumber", "{{ item.task }}")),
                cell(widths[1], each_p("title in item.titles", p("TableItem", "{{ title }}"))),
                cell(widths[2], p("TableText", "{{ item.due }}\n({{ item.days }})")),
                cell(widths[3], p("TableText", "{{ item.who }}")),
                cell(
                    widths[4],
                    if_p(
                        "item.has_reasons",
                        each_p("reason in item.reasons", p("TableItem", "{{ reason }}")),
                        otherwise=(p("TableText", "не указаны"),),
                    ),
                ),
            ),
        ),
    )
    return [
        p("SectionHeading", "4. Просроченное"),
        if_p("has_overdue", late, otherwise=(p("Text", "Просроченного нет."),)),
    ]


def _next(width: float) -> list[str]:
    widths = tuple(round(width * share, 1) for share in (0.22, 0.08, 0.42, 0.28))
    coming = table(
        widths,
        heads(widths, ("Срок", "№", "Что предстоит", "За кем")),
        each_row(
            widths,
            "item in coming",
            row(
                cell(widths[0], p("TableText", "{{ item.due }}")),
                cell(widths[1], p("TableNumber", "{{ item.task }}")),
                cell(widths[2], each_p("title in item.titles", p("TableItem", "{{ title }}"))),
                cell(widths[3], p("TableText", "{{ item.who }}")),
            ),
        ),
    )
    return [
        p("SectionHeading", "5. Ближайшие две недели"),
        if_p("has_coming", coming, otherwise=(p("Text", "В ближайшие две недели сроков нет."),)),
    ]


def _pictures() -> list[str]:
    return [
        p("SectionHeading", "6. План на ленте времени"),
        each_p("picture in timelines", p("Picture", "{{ picture }}")),
        p("Caption", "Мероприятия и сроки на {{ document.on }}"),
        if_p(
            "has_grids",
            p("SectionHeading", "7. Школы и результаты"),
            each_p("picture in grids", p("Picture", "{{ picture }}")),
            p("Caption", "Что сдано на {{ document.on }}: школы в порядке реестра, результаты по пунктам плана"),
            each_p("column in columns", p("Note", "{{ column.label }}\u00a0– {{ column.title }}")),
        ),
    ]
