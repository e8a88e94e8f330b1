"""Orders and letters."""

from __future__ import annotations

from blocks import KEEP, date_and_number, letterhead, place, signature
from look import text_width
from wordml import cell, each_p, each_row, heads, if_p, p, row, table

from vpr_tracker_documents.making.standards import Standard


def order(standard: Standard) -> list[str]:
    """Whose, what, date and number, place, heading, grounds, ПРИКАЗЫВАЮ, items, control, signature, executor."""
    width = text_width(standard)
    item = (
        "{{ item.number }}. {{ item.who }} {{ item.does|stop }}"
        "{% if item.has_when %} Срок\u00a0– {{ item.when|stop }}{% endif %}"
    )
    control = (
        "{{ last }}. Контроль за исполнением приказа "
        "{% if controller %}возложить на {{ controller|stop }}{% else %}оставляю за собой.{% endif %}"
    )
    return [
        letterhead(),
        p("DocumentKind", "ПРИКАЗ"),
        date_and_number(width),
        place(),
        p("TextHeading", "Об исполнении {{ plan.of_title }}"),
        p(
            "Text",
            "Во исполнение {{ plan.of_title }}{% if plan.of_approved %}, {{ plan.of_approved }},{% endif %}",
        ),
        p("Plain", "ПРИКАЗЫВАЮ:", props='<w:keepNext/><w:spacing w:before="120" w:after="120"/>'),
        each_p("item in items", p("Text", item)),
        p("Text", control, props=KEEP),
        signature(width),
    ]


def letter(standard: Standard) -> list[str]:
    """Letterhead, date and number, to whom, heading, the table of what is late, the request, signature, executor."""
    width = text_width(standard)
    right = standard.requisite
    widths = tuple(round(width * share, 1) for share in (0.07, 0.11, 0.44, 0.2, 0.18))
    item = row(
        cell(widths[0], p("TableNumber", "{{ item.number }}")),
        cell(widths[1], p("TableNumber", "{{ item.task }}")),
        cell(
            widths[2],
            p("TableText", "{{ item.title }}"),
            if_p("item.note", p("Note", "Замечание: {{ item.note }}")),
        ),
        cell(widths[3], p("TableText", "{{ item.due }}")),
        cell(widths[4], p("TableText", "{{ item.days }}")),
    )
    return [
        letterhead(),
        table(
            (width - right, right),
            row(
                cell(width - right, p("Requisite", "{{ document.date }}"), p("Requisite", "{{ document.number }}")),
                cell(
                    right,
                    if_p("recipient.to", p("Requisite", "{{ recipient.to }}")),
                    if_p("recipient.name", p("Requisite", "{{ recipient.name }}")),
                    p("Requisite"),
                ),
            ),
            style="TableNormal",
        ),
        p("TextHeading", "О просроченных материалах", props=f'<w:ind w:right="{round(right * 56.7)}"/>'),
        p(
            "Text",
            "Напоминаем об исполнении {{ plan.of_title }}"
            "{% if plan.of_approved %}, {{ plan.of_approved }}{% endif %}. По состоянию на {{ document.on }} "
            "от {{ recipient.source }} не поступило ({{ count }}):",
            props='<w:spacing w:after="120"/><w:keepNext/>',
        ),
        table(
            widths,
            heads(widths, ("№ п/п", "Пункт плана", "Что не поступило", "Срок", "Просрочено")),
            each_row(widths, "item in items", item),
        ),
        p(
            "Text",
            "Просим представить эти материалы {% if until %}до {{ until }}{% else %}в ближайшее время{% endif %} "
            "или сообщить, что мешает это сделать.",
            props=f'{KEEP}<w:spacing w:before="120"/>',
        ),
        signature(width),
    ]
