"""The remark on results that nothing divides between the committee and the schools."""

from __future__ import annotations

from typing import Final

from vpr_tracker.domain.obligations import is_undivided
from vpr_tracker.plans.draft import PlanDraft, RemarkDraft, TaskDraft, WhereDraft

MESSAGE: Final = (
    "Не сказано, какие результаты сдаёт комитет, а какие школы: каждый из них ждут и от комитета, и от школ."
)


def remark_on_undivided(draft: PlanDraft) -> PlanDraft:
    """The draft of a new plan with one remark ``deliverable_level`` for all tasks whose results both levels owe.

    A plan that is tracked already (it has an identifier) has the remarks that it was imported with.
    """
    tasks = [
        task
        for task in draft.tasks
        if any(is_undivided(level=task.level, stated=each.level) for each in task.deliverables)
    ]
    if not tasks or draft.plan.uid is not None or any(each.message.startswith(MESSAGE) for each in draft.remarks):
        return draft
    return draft.model_copy(update={"remarks": (*draft.remarks, _remark(tasks))})


def _remark(tasks: list[TaskDraft]) -> RemarkDraft:
    first = tasks[0]
    numbers = ", ".join(task.number for task in tasks)
    return RemarkDraft(
        code="deliverable_level",
        message=MESSAGE if len(tasks) == 1 else f"{MESSAGE} Так у мероприятий: {numbers}.",
        text=numbers,
        where=WhereDraft(
            table=first.source.table if first.source else None,
            row=first.source.row if first.source else None,
            task=first.number if len(tasks) == 1 else None,
        ),
    )
