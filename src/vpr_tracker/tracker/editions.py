"""The edition that a plan is tracked by, as it was read: what the plan says beyond it was corrected by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from vpr_tracker.plans.draft import DeadlineDraft, PlanDraft, TaskDraft
from vpr_tracker.storage.base import table_of
from vpr_tracker.storage.changes import Row, Values, typed, unbatch
from vpr_tracker.storage.drafts import plan_info, task_draft
from vpr_tracker.storage.edition_reading import amendments
from vpr_tracker.storage.jsontext import from_json, to_json
from vpr_tracker.storage.tables import Deliverable, Journal, Owner, Plan, Task, Term
from vpr_tracker.tracker.correcting import parsed
from vpr_tracker.tracker.planbook import read_draft

_PARTS: Final[dict[str, type[SQLModel]]] = {
    model.__tablename__: model for model in (Plan, Task, Term, Owner, Deliverable)
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A tracked plan beside the edition that it is tracked by; the tasks of both in the same order.

    ``by_hand``: places of tasks that no edition has. ``edition`` counts from 1.
    """

    base: PlanDraft
    tracked: PlanDraft
    by_hand: frozenset[int]
    edition: int


def standing(connection: Connection, plan: Row) -> Standing:
    """How a plan stands to its edition."""
    tracked = read_draft(connection, plan)
    last = amendments(connection, plan["id"])[-1:]
    printed = _stored(last[0]) if last else _imported(connection, plan["id"]) or tracked
    known = {task.uid: task for task in printed.tasks}
    return Standing(
        base=PlanDraft(plan=printed.plan, tasks=tuple(known.get(task.uid, task) for task in tracked.tasks)),
        tracked=tracked,
        by_hand=frozenset(place for place, task in enumerate(tracked.tasks) if task.uid not in known),
        edition=(last[0]["position"] if last else 0) + 1,
    )


def stored(draft: PlanDraft) -> Values:
    """An edition as it is kept: what was printed and understood, without where it stood and what was remarked."""
    tasks = tuple(task.model_copy(update={"source": None}) for task in draft.tasks)
    return PlanDraft(plan=draft.plan, tasks=tasks).model_dump(mode="json")


def _stored(row: Row) -> PlanDraft:
    return PlanDraft.model_validate_json(to_json(row["draft"]))


def _imported(connection: Connection, plan: str) -> PlanDraft | None:
    """The first edition, out of the journal: the rows as the import inserted them."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for name, row in _inserted(connection, plan):
        parts[name].append(row)
    if not parts["plan"]:
        return None
    of_task: dict[str, dict[str, list[Row]]] = {}
    for name in ("term", "owner", "deliverable"):
        of_task[name] = defaultdict(list)
        for row in sorted(parts[name], key=lambda each: int(each["position"])):
            of_task[name][row["task_id"]].append(row)
    return PlanDraft(
        plan=plan_info(parts["plan"][0], {}),
        tasks=tuple(
            task_draft(row, of_task["term"][row["id"]], of_task["owner"][row["id"]], of_task["deliverable"][row["id"]])
            for row in sorted(parts["task"], key=lambda each: int(each["position"]))
        ),
    )


def _inserted(connection: Connection, plan: str) -> Iterator[tuple[str, Row]]:
    table = table_of(Journal)
    query = select(table.c.changes).where(table.c.plan_id == plan, table.c.action == "import").order_by(table.c.seq)
    for (changes,) in connection.execute(query):
        for name, identifier, before, after in from_json(changes):
            if before is not None or after is None or name not in _PARTS:
                continue
            rows: Any = unbatch(after) if identifier is None else (after,)
            yield from ((name, typed(table_of(_PARTS[name]), row)) for row in rows)


def in_period(draft: PlanDraft, stands: Standing, plan: Row) -> PlanDraft:
    """A new edition with its deadlines read in the plan's period, where that was set by hand and the document says
    nothing new of it."""
    period, said = stands.tracked.plan.period, draft.plan.period
    if period is None or said == period or said not in (None, stands.base.plan.period):
        return draft
    own: Values = {"period_start": said.start if said else None, "period_end": said.end if said else None}
    return draft.model_copy(update={"tasks": tuple(_read_anew(task, own, plan) for task in draft.tasks)})


def _read_anew(task: TaskDraft, own: Values, plan: Row) -> TaskDraft:
    printed = task.deadline.printed
    if not printed.strip() or DeadlineDraft.of(parsed(printed, own)).terms != task.deadline.terms:
        return task
    return task.model_copy(update={"deadline": DeadlineDraft.of(parsed(printed, plan))})
