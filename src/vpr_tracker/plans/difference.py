"""What is different in a new edition of a plan: rows paired, and what changed in each. Pure; touches no database.

Three texts meet: the edition that the plan is tracked by (*base*), the new one, and the plan as it is tracked, which
people corrected by hand. A field changes only where the new edition says something else than the edition before, and
than the plan as it stands: what was corrected by hand stays where the new edition prints what the old one printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vpr_tracker.plans.draft import DeliverableDraft, PlanDraft, PlanInfo, TaskDraft
from vpr_tracker.plans.matching import NOTHING_SAID, Answers, Doubt, match
from vpr_tracker.plans.results import ResultPair, pair_results


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that the new edition changes; texts as a person reads them.

    ``corrected``: what somebody had put there by hand, and what now gives way; ``None`` where nobody had.
    """

    field: str
    before: str
    after: str
    corrected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChange:
    """A planned result in a pair of tasks. ``old`` and ``new`` are (task, place in it), counted from 0; ``None`` where
    there is none. Where the tasks are not a pair, the result moved from one task to another."""

    old: tuple[int, int] | None
    new: tuple[int, int] | None
    changes: tuple[FieldChange, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether nothing happened to it."""
        return self.old is not None and self.new is not None and not self.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPair:
    """A row of the old edition and one of the new that are one task; places counted from 0."""

    old: int
    new: int
    certainty: float
    changes: tuple[FieldChange, ...]
    results: tuple[ResultChange, ...]

    @property
    def changed(self) -> bool:
        """Whether anything is different."""
        return bool(self.changes) or any(not each.silent for each in self.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDifference:
    """How a new edition differs. Numbers are places of rows in ``old`` and ``new``, counted from 0.

    ``base`` is the edition that the plan is tracked by, ``old`` the same rows as they stand now.

    ``split``, ``merged``: further rows of an old or new one, beside its pair. ``moved``: results that went to another
    task with them. ``kept``: tasks that were added by hand and that no edition knows. ``doubts`` have to be answered
    before the difference can be applied.
    """

    base: PlanDraft
    old: PlanDraft
    new: PlanDraft
    plan: tuple[FieldChange, ...]
    pairs: tuple[TaskPair, ...]
    split: Mapping[int, tuple[int, ...]]
    merged: Mapping[int, tuple[int, ...]]
    moved: tuple[ResultChange, ...]
    doubts: tuple[Doubt, ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]
    kept: tuple[int, ...]
    reordered: bool

    @property
    def empty(self) -> bool:
        """Whether the new edition says what is tracked already."""
        parts = (self.plan, self.split, self.merged, self.moved, self.doubts, self.removed, self.added)
        return not any(parts) and not self.reordered and not any(pair.changed for pair in self.pairs)

    def to_json(self) -> dict[str, Any]:
        """The difference as ``vpr-tracker/difference/1`` prints it."""
        from vpr_tracker.plans.difference_json import as_json

        return as_json(self)


def compare(
    base: PlanDraft,
    new: PlanDraft,
    *,
    tracked: PlanDraft | None = None,
    by_hand: Collection[int] = (),
    answers: Answers = NOTHING_SAID,
) -> PlanDifference:
    """Compare two editions.

    :param tracked: the plan as it stands, its tasks in the order of ``base.tasks``; without it, as ``base``.
    :param by_hand: places in ``base.tasks`` of tasks that no edition has.
    :param answers: what a person said about rows that are doubtful, or paired wrongly.
    """
    stands = base if tracked is None else tracked
    found = match(base.tasks, new.tasks, answers)
    results = pair_results(base.tasks, new.tasks, found)
    within = {(pair.old, pair.new): list[ResultChange]() for pair in found.pairs}
    moved = []
    for each in results:
        change = _result_change(each, base, new, stands)
        place = _place_of(each, within)
        if place is not None:
            within[place].append(change)
        elif each.old is not None:
            moved.append(change)
    pairs = tuple(
        TaskPair(
            old=pair.old,
            new=pair.new,
            certainty=pair.certainty,
            changes=tuple(_task_changes(base.tasks[pair.old], new.tasks[pair.new], stands.tasks[pair.old])),
            results=tuple(within[pair.old, pair.new]),
        )
        for pair in found.pairs
    )
    places = [pair.old for pair in pairs]
    return PlanDifference(
        base=base,
        old=stands,
        new=new,
        plan=tuple(_changes(_plan_fields(base.plan), _plan_fields(new.plan), _plan_fields(stands.plan))),
        pairs=pairs,
        split=found.split,
        merged=found.merged,
        moved=tuple(moved),
        doubts=found.doubts,
        removed=tuple(i for i in found.removed if i not in by_hand),
        added=found.added,
        kept=tuple(i for i in found.removed if i in by_hand),
        reordered=places != sorted(places),
    )


def _place_of(each: ResultPair, pairs: Mapping[tuple[int, int], Any]) -> tuple[int, int] | None:
    """The pair of tasks that a result belongs to; ``None`` where it moved or its task is no pair's."""
    for old, new in pairs:
        if each.old is not None and each.new is not None:
            if (each.old[0], each.new[0]) == (old, new):
                return old, new
        elif (each.old is not None and each.old[0] == old) or (each.new is not None and each.new[0] == new):
            return old, new
    return None


def _result_change(each: ResultPair, base: PlanDraft, new: PlanDraft, stands: PlanDraft) -> ResultChange:
    changes: tuple[FieldChange, ...] = ()
    if each.old is not None and each.new is not None:
        task, place = each.old
        before = base.tasks[task].deliverables[place]
        after = new.tasks[each.new[0]].deliverables[each.new[1]]
        there = next((one for one in stands.tasks[task].deliverables if one.uid and one.uid == before.uid), before)
        changes = tuple(_changes(_result_fields(before), _result_fields(after), _result_fields(there)))
    return ResultChange(old=each.old, new=each.new, changes=changes)


_Fields = Mapping[str, tuple[Any, str]]
"""By name: what is compared, and what a person reads."""


def _changes(base: _Fields, new: _Fields, tracked: _Fields) -> Iterator[FieldChange]:
    for name, (value, text) in new.items():
        said, printed = base[name]
        stands, shown = tracked[name]
        if value in (said, stands):
            continue
        yield FieldChange(field=name, before=printed, after=text, corrected=shown if stands != said else None)


def _task_changes(base: TaskDraft, new: TaskDraft, tracked: TaskDraft) -> Iterator[FieldChange]:
    printed = [_same(task.deadline.printed) for task in (base, new, tracked)]
    # The same words may mean other days in another period; a deadline that was corrected by hand stays all the same.
    stays = printed[0] == printed[1] != printed[2]
    for change in _changes(_task_fields(base), _task_fields(new), _task_fields(tracked)):
        if not (stays and change.field == "deadline"):
            yield change


def _same(text: str | None) -> str:
    return " ".join((text or "").split())


def _one(text: str | None) -> tuple[Any, str]:
    return _same(text), _same(text)


def _many(texts: Sequence[str]) -> tuple[Any, str]:
    return tuple(map(_same, texts)), "; ".join(map(_same, texts))


def _task_fields(task: TaskDraft) -> _Fields:
    terms = tuple(term.model_copy(update={"span": (0, 0)}) for term in task.deadline.terms)
    owners = tuple((_same(each.name), each.kind, each.level, each.duty, each.role) for each in task.owners)
    return {
        "number": (_same(task.number).rstrip("."), _same(task.number)),
        "title": _one(task.title),
        "details": _many(task.details),
        "section": _one(task.section),
        "level": _one(task.level),
        "deadline": ((_same(task.deadline.printed), terms), _same(task.deadline.printed)),
        "owners": (owners, "; ".join(_same(each.name) for each in task.owners)),
        "depends_on": _many(task.depends_on),
        "extras": (task.extras, "; ".join(f"{name}: {value}" for name, value in task.extras.items())),
    }


def _result_fields(result: DeliverableDraft) -> _Fields:
    quantity = "" if result.quantity is None else str(result.quantity)
    return {
        "title": _one(result.title),
        "kind": _one(result.kind),
        "quantity": (result.quantity, quantity),
        "per": _one(result.per),
        "from": _one(result.from_),
        "level": _one(result.level),
    }


PLAN_FIELDS: Final = (
    "title",
    "period",
    "approval_body",
    "approval_act",
    "approved_on",
    "approval_number",
    "executor_name",
    "executor_phone",
)
"""What the difference tells of the plan itself."""


def _plan_fields(info: PlanInfo) -> _Fields:
    period = info.period
    values = (
        info.title,
        f"{period.start.isoformat()}..{period.end.isoformat()}" if period else None,
        info.approval.body,
        info.approval.act,
        info.approval.date.isoformat() if info.approval.date else None,
        info.approval.number,
        info.executor.name,
        info.executor.phone,
    )
    return {name: _one(value) for name, value in zip(PLAN_FIELDS, values, strict=True)}
