"""A difference as ``vpr-tracker/difference/1`` prints it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.plans.draft import DeliverableDraft, TaskDraft

if TYPE_CHECKING:
    from vpr_tracker.plans.difference import FieldChange, PlanDifference, ResultChange

SCHEMA: Final = "vpr-tracker/difference/1"
Data = dict[str, Any]


def as_json(difference: PlanDifference) -> Data:
    """The whole difference; rows of the new edition have their ``place`` in it, from 1."""
    old, new = difference.old.tasks, difference.new.tasks
    return {
        "schema": SCHEMA,
        "plan": {"id": difference.old.plan.uid, "title": difference.old.plan.title},
        "edition": {"title": difference.new.plan.title, "source": difference.new.plan.source},
        "empty": difference.empty,
        "changes": _changes(difference.plan),
        "pairs": [
            {
                "old": _old(old[pair.old]),
                "new": _new(new[pair.new], pair.new),
                "certainty": pair.certainty,
                "changes": _changes(pair.changes),
                "results": [_result(difference, each) for each in pair.results if not each.silent],
            }
            for pair in difference.pairs
        ],
        "split": [
            {"old": _old(old[i]), "parts": [_new(new[j], j) for j in parts]} for i, parts in difference.split.items()
        ],
        "merged": [
            {"new": _new(new[j], j), "parts": [_old(old[i]) for i in parts]} for j, parts in difference.merged.items()
        ],
        "moved": [_result(difference, each) for each in difference.moved],
        "removed": [_old(old[i]) for i in difference.removed],
        "added": [_new(new[j], j) for j in difference.added],
        "kept": [_old(old[i]) for i in difference.kept],
        "reordered": difference.reordered,
        "doubtful": [
            {
                "old": _old(old[doubt.row]) if doubt.side == "old" else None,
                "new": _new(new[doubt.row], doubt.row) if doubt.side == "new" else None,
                "candidates": [
                    {
                        "old": _old(old[place]) if doubt.side == "new" else None,
                        "new": _new(new[place], place) if doubt.side == "old" else None,
                        "certainty": likeness,
                    }
                    for place, likeness in doubt.candidates
                ],
            }
            for doubt in difference.doubts
        ],
    }


def _old(task: TaskDraft) -> Data:
    return {"id": task.uid, "number": task.number, "title": task.title}


def _new(task: TaskDraft, place: int) -> Data:
    return {"place": place + 1, "number": task.number, "title": task.title}


def _changes(changes: Iterable[FieldChange]) -> list[Data]:
    return [
        {"field": each.field, "before": each.before, "after": each.after, "corrected": each.corrected}
        for each in changes
    ]


def _result(difference: PlanDifference, each: ResultChange) -> Data:
    before = after = None
    if each.old is not None:
        before = _title(difference.base.tasks[each.old[0]].deliverables[each.old[1]])
    if each.new is not None:
        after = _title(difference.new.tasks[each.new[0]].deliverables[each.new[1]])
    return {
        "before": before,
        "after": after,
        "from_task": difference.old.tasks[each.old[0]].number if each.old is not None else None,
        "to_task": difference.new.tasks[each.new[0]].number if each.new is not None else None,
        "changes": _changes(each.changes),
    }


def _title(result: DeliverableDraft) -> str:
    return result.title
