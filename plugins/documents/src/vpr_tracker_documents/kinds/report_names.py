"""The names that the template of the execution report may use."""

from __future__ import annotations

from typing import Final

from vpr_tracker_documents.i18n import N_
from vpr_tracker_documents.making.names import Flag, Group, Many, Name, Names, Number, Shown, Text
from vpr_tracker_documents.making.shared import SHARED

COUNTS: Final[dict[str, Name]] = {
    "total": Number(N_("Everything that is to be handed in, each school and due time for itself."), 12),
    "done": Number(N_("Accepted.")),
    "in_review": Number(N_("Handed in and not accepted yet.")),
    "overdue": Number(N_("Past its date and not handed in.")),
    "due_soon": Number(N_("Due within a week.")),
    "open": Number(N_("Begun.")),
    "upcoming": Number(N_("Not begun yet.")),
    "undated": Number(N_("Waits for a date or an event.")),
    "ongoing": Number(N_("Goes on all the time.")),
    "before_approval": Number(N_("Ended before the plan was approved.")),
    "waived": Number(N_("Waived.")),
    "ahead": Number(N_("Not due yet: soon, begun, coming, without a date, ongoing.")),
}
_TASK: Final = Group(
    N_("A task."),
    {
        "number": Text(N_("Its number."), "9.1"),
        "title": Text(N_("What is to be done."), "Проверить сайты школ"),
        "deadline": Text(N_("When, as printed."), "Раз в четверть"),
        "state": Text(N_("Its most pressing condition."), "просрочено"),
        "done": Text(N_("How much is done."), "1 из 12"),
    },
)
NAMES: Final[Names] = {
    **SHARED,
    "of_section": Text(N_("The section that the report is about, or nothing."), "1. Анализ"),
    "summary": Group(
        N_("The whole in figures."),
        {
            **COUNTS,
            "tasks": Text(N_("How many tasks."), "18 мероприятий"),
            "results": Text(N_("How many results, each school and due time for itself."), "201 результат"),
            "schools": Text(N_("How many schools."), "4 школы"),
            "lines": Many(
                N_("The conditions that occur, the most pressing first."),
                Group(
                    N_("A condition."), {"name": Text(N_("Its word."), "просрочено"), "count": Number(N_("How many."))}
                ),
            ),
        },
    ),
    "sections": Many(
        N_("The sections in order; one without a title where the plan has none."),
        Group(
            N_("A section."),
            {
                "title": Text(N_("Its title, or nothing."), "1. Анализ"),
                "has_title": Flag(N_("Whether it has a title.")),
                **COUNTS,
                "tasks": Many(N_("Its tasks."), _TASK),
            },
        ),
    ),
    "has_sections": Flag(N_("Whether the plan has sections.")),
    "schools": Many(
        N_("The schools in the order of the registry."),
        Group(
            N_("A school."),
            {
                **COUNTS,
                "name": Text(N_("Its name."), "Школа № 4"),
                "next": Text(N_("When something is due next."), "17.02.2023"),
            },
        ),
    ),
    "has_schools": Flag(N_("Whether the plan has schools.")),
    "overdue": Many(
        N_("What is overdue, in the order of the plan."),
        Group(
            N_("A result that is late."),
            {
                "task": Text(N_("The number of its task."), "1"),
                "titles": Many(N_("What is late."), Text(N_("A result."), "Справка")),
                "due": Text(N_("When it was due."), "до 25.01.2023"),
                "days": Text(N_("For how long."), "16 дней"),
                "who": Text(N_("Whose it is."), "школы № 1, 2"),
                "reasons": Many(N_("Notes about it."), Text(N_("A note with whose it is."), "№ 4: нет подписи")),
                "has_reasons": Flag(N_("Whether there are notes.")),
            },
        ),
    ),
    "has_overdue": Flag(N_("Whether anything is overdue.")),
    "coming": Many(
        N_("What is due within two weeks."),
        Group(
            N_("A result that is due."),
            {
                "due": Text(N_("When."), "до 17.02.2023"),
                "task": Text(N_("The number of its task."), "2"),
                "titles": Many(N_("What is due."), Text(N_("A result."), "Справка")),
                "who": Text(N_("Whose it is."), "комитет"),
            },
        ),
    ),
    "has_coming": Flag(N_("Whether anything is due.")),
    "timelines": Many(N_("Pictures of the tasks along the year."), Shown(N_("A picture."))),
    "grids": Many(N_("Pictures of schools and results."), Shown(N_("A picture."))),
    "has_grids": Flag(N_("Whether there are any.")),
    "columns": Many(
        N_("What the columns of those pictures stand for."),
        Group(N_("A column."), {"label": Text(N_("Its label."), "1 (2)"), "title": Text(N_("The result."), "Справка")}),
    ),
}
