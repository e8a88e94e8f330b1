"""The plan as a table."""

from __future__ import annotations

from collections.abc import Sequence

from blocks import KEEP, approval, executor_row
from look import text_width
from wordml import cell, each_p, each_row, heads, if_row, p, row, table

from vpr_tracker_documents.making.standards import Standard

_SHARES = (0.05, 0.31, 0.14, 0.19, 0.31)


def plan(standard: Standard) -> list[str]:
    """Approval, title, the table with sections."""
    width = text_width(standard, landscape=True)
    widths = tuple(round(width * share, 1) for share in _SHARES)
    section = row(cell(sum(widths), p("TableSection", "{{ section.title }}"), span=len(widths)))
    return [
        approval(standard, width),
        p("TitleHeading", "{{ plan.title }}"),
        table(
            widths,
            heads(widths, ("№", "Мероприятие", "Срок", "Ответственные", "Планируемый результат")),
            each_row(
                widths,
                "section in sections",
                if_row(widths, "section.has_title", section),
                each_row(
                    widths,
                    "task in section.tasks",
                    if_row(widths, "not task.is_last", _task(widths)),
                    if_row(widths, "task.is_last", _task(widths, KEEP)),
                ),
            ),
            executor_row(widths, bare=True),
        ),
        p("End"),
    ]


def _task(widths: Sequence[float], keep: str = "") -> str:
    """The row of a measure; the last one keeps with who prepared the plan, who would else stand alone on a page."""
    return row(
        cell(widths[0], p("TableNumber", "{{ task.number }}", props=keep)),
        cell(
            widths[1],
            p("TableText", "{{ task.title }}", props=keep),
            each_p("line in task.details", p("TableItem", "{{ line }}", props=keep)),
        ),
        cell(widths[2], p("TableText", "{{ task.deadline }}", props=keep)),
        cell(widths[3], each_p("owner in task.owners", p("TableItem", "{{ owner }}", props=keep))),
        cell(widths[4], each_p("result in task.results", p("TableItem", "{{ result }}", props=keep))),
    )
