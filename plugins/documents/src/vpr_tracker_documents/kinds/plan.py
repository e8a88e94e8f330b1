"""The plan itself as a document: approval, title, the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_documents.i18n import N_, _
from vpr_tracker_documents.kinds.owner_cells import owner_lines
from vpr_tracker_documents.making.choosing import in_section
from vpr_tracker_documents.making.facts import gather
from vpr_tracker_documents.making.kinds import Context, DocumentData
from vpr_tracker_documents.making.names import Flag, Group, Many, Names, Text
from vpr_tracker_documents.making.shared import SHARED, shared_values
from vpr_tracker_documents.making.wording import lines, unbroken

if TYPE_CHECKING:
    from vpr_tracker import TaskDraft

_TASK: Final = Group(
    N_("A measure."),
    {
        "number": Text(N_("Its number, as printed."), "9.1"),
        "title": Text(N_("What is to be done."), "Проверить сайты школ"),
        "details": Many(N_("The lines below the title."), Text(N_("A line."), "раздел «ВСОКО»")),
        "deadline": Text(N_("When, as printed."), "Раз в четверть"),
        "owners": Many(
            N_("Who answers for it, under headings of level as plans print them."),
            Text(N_("An owner with the duty, or a heading of level."), "Вересова И. К."),
        ),
        "is_last": Flag(N_("Whether it is the last one of the document.")),
        "results": Many(N_("What comes of it."), Text(N_("A result."), "Справка")),
    },
)
NAMES: Final[Names] = {
    **SHARED,
    "sections": Many(
        N_("The sections of the plan in order; one without a title where the plan has none."),
        Group(
            N_("A section."),
            {
                "title": Text(N_("Its title, or nothing."), "1. Анализ"),
                "has_title": Flag(N_("Whether it has a title.")),
                "tasks": Many(N_("Its measures."), _TASK),
            },
        ),
    ),
}


def data(context: Context) -> Iterator[DocumentData]:
    """One document."""
    facts = gather(context)
    wanted = in_section(facts, context.options.section)
    extras = dict.fromkeys(name for task in facts.plan.tasks for name in task.extras)
    if extras:
        context.remark(
            _("columns of the plan that this document has no place for: {names}").format(names=", ".join(extras))
        )
    sections: list[dict[str, Any]] = [
        {
            "title": unbroken(title or ""),
            "has_title": bool(title),
            "tasks": [_task(task) for task in tasks if task.uid in wanted],
        }
        for title, tasks in facts.sections()
    ]
    shown = [task for section in sections for task in section["tasks"]]
    if shown:
        shown[-1]["is_last"] = True
    values = {**shared_values(context, facts), "sections": [each for each in sections if each["tasks"]]}
    yield DocumentData(name="план", title=facts.title, values=values)


def _task(task: TaskDraft) -> dict[str, Any]:
    return {
        "number": task.number,
        "is_last": False,
        "title": unbroken(task.title),
        "details": [unbroken(line) for line in task.details],
        "deadline": lines(task.deadline.printed),
        "owners": [unbroken(line) for line in owner_lines(task.owners)],
        "results": [unbroken(each.title) for each in task.deliverables],
    }
