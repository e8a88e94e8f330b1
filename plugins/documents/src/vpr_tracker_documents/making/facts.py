"""What is known of a plan on a day, asked of the Tracker once and shared by all documents of one call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from vpr_tracker_documents.i18n import ngettext
from vpr_tracker_documents.making.titles import in_sentence_case
from vpr_tracker_documents.making.wording import short

if TYPE_CHECKING:
    from vpr_tracker import DatedObligation, PlanDraft, SchoolView, TaskDraft
    from vpr_tracker_documents.making.kinds import Context


@dataclass(frozen=True)
class Facts:
    """The plan as it stands, its obligations on the day, its schools in the order of the registry, its committee."""

    plan: PlanDraft
    obligations: tuple[DatedObligation, ...]
    schools: tuple[SchoolView, ...]
    committee: SchoolView

    @cached_property
    def title(self) -> str:
        """The plan's title as it stands within a sentence."""
        return in_sentence_case(self.plan.plan.title, self._texts())

    def _texts(self) -> Iterator[str]:
        for task in self.plan.tasks:
            yield task.title
            yield from task.details
            yield from (each.title for each in task.deliverables)
            yield from (each.name for each in task.owners)

    @cached_property
    def of_task(self) -> dict[str, tuple[DatedObligation, ...]]:
        """The obligations of each task, by its identifier."""
        return {task: tuple(group) for task, group in groupby(self.obligations, key=lambda each: each.task_id)}

    @cached_property
    def tasks(self) -> dict[str, TaskDraft]:
        """The tasks by identifier."""
        return {str(task.uid): task for task in self.plan.tasks}

    def sections(self) -> Iterator[tuple[str | None, list[TaskDraft]]]:
        """The tasks under the headings that they stand under, in the order of the plan."""
        for section, tasks in groupby(self.plan.tasks, key=lambda task: task.section):
            yield section, list(tasks)


def gather(context: Context) -> Facts:
    """Ask the Tracker for everything that a document on this day needs."""
    tracker, options = context.tracker, context.options
    found = tracker.obligations(context.on, plan=context.plan_id, school=options.school, owner=options.owner)
    later = sum(each.recorded_later for each in found)
    if later:
        context.remark(
            ngettext(
                "{n} record was made after {day}: the document tells how things stood on that day",
                "{n} records were made after {day}: the document tells how things stood on that day",
                later,
            ).format(n=later, day=short(context.on))
        )
    return Facts(
        plan=tracker.plan(context.plan_id),
        obligations=tuple(found),
        schools=tuple(tracker.schools(context.plan_id)),
        committee=tracker.committee(context.plan_id),
    )


def counts(obligations: Iterable[DatedObligation]) -> dict[str, int]:
    """How many obligations are in each condition that a report counts, and how many altogether."""
    found = dict.fromkeys(
        ("total", "done", "in_review", "overdue", "due_soon", "open", "upcoming", "undated", "ongoing",
         "before_approval", "waived"), 0
    )  # fmt: skip
    for each in obligations:
        found["total"] += 1
        found[each.condition] += 1
    return found
