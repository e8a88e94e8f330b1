"""What there is to tell of one due time: identity, days, state. Nothing of options, nothing of the clock.

A fact is about one task, one key of its due times, and either everybody or one organisation. That is also its
identity: the same fact in two calendars has the same identifier and says the same, so that neither hides anything of
the other where a client throws them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from vpr_tracker import DueRecord, PlanRecord, Revision, TaskRecord, WorkRecord
from vpr_tracker_ical.content.model import State


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fact:
    """One due time of a task, of everybody (``organisation`` is ``None``) or of one organisation.

    ``start`` and ``end`` are inclusive; ``lost`` are days that it had before. ``work`` is what its state follows from.
    """

    identity: str
    plan: PlanRecord
    task: TaskRecord
    due: DueRecord
    organisation: str | None
    start: date | None
    end: date | None
    lost: tuple[date | None, date] | None
    state: State
    percent: int
    completed: datetime | None
    revision: Revision
    work: tuple[WorkRecord, ...]


def facts(plan: PlanRecord, task: TaskRecord, organisation: str | None) -> tuple[Fact, ...]:
    """All there is to tell of a task, to everybody or to one organisation.

    To everybody: one fact per due time, and one more for each organisation that has other days than the rest.
    """
    by_key: dict[str, list[DueRecord]] = defaultdict(list)
    for due in task.dues:
        by_key[due.key].append(due)
    told = _to_everybody if organisation is None else _to_one
    return tuple(fact for dues in by_key.values() for fact in told(plan, task, dues, organisation))


def _to_everybody(
    plan: PlanRecord, task: TaskRecord, dues: Sequence[DueRecord], _organisation: str | None
) -> Iterator[Fact]:
    general = [due for due in dues if due.organisation_id is None]
    own = [due for due in dues if due.organisation_id is not None and _live(task, due)]
    for due in general:
        alike = [each for each in own if _days(each) == _days(due)]
        work = [each for part in (due, *alike) for each in part.work]
        if own and not any(not each.removed for each in work):
            continue  # every organisation has other days: nothing is due on these
        if not _live(task, due) and len(own) > len(alike):
            continue
        yield _fact(plan, task, due, None, work)
        own = [each for each in own if each not in alike]
    for due in own:
        yield _fact(plan, task, due, due.organisation_id, due.work)


def _to_one(plan: PlanRecord, task: TaskRecord, dues: Sequence[DueRecord], organisation: str | None) -> Iterator[Fact]:
    """Its own days before everybody's, what is asked for before what was."""
    found: list[tuple[bool, bool, DueRecord, list[WorkRecord]]] = []
    for due in dues:
        work = [each for each in due.work if each.organisation_id == organisation]
        if work and due.organisation_id in (None, organisation):
            live = _live(task, due) and any(not each.removed for each in work)
            found.append((not live, due.organisation_id is None, due, work))
    if found:
        gone, _general, due, work = min(found, key=lambda each: each[:2])
        if not gone or not _live(task, due):
            yield _fact(plan, task, due, organisation, work)


def _live(task: TaskRecord, due: DueRecord) -> bool:
    return not task.removed and not due.cancelled


def _days(due: DueRecord) -> tuple[date | None, date | None]:
    return due.start, due.end


def _fact(
    plan: PlanRecord, task: TaskRecord, due: DueRecord, organisation: str | None, work: Sequence[WorkRecord]
) -> Fact:
    asked = [each for each in work if not each.removed]
    state, completed = _state(asked, live=_live(task, due))
    return Fact(
        identity=identity(task.task_id, due.key, organisation or ""),
        plan=plan,
        task=task,
        due=due,
        organisation=organisation,
        start=due.start,
        end=due.end,
        lost=due.lost if due.end is None else None,
        state=state,
        percent=_percent(task, asked, state),
        completed=completed,
        revision=due.revisions.get(organisation) or due.revisions[None],
        work=tuple(asked if asked or state != "cancelled" else work),
    )


def identity(*parts: str) -> str:
    """An identifier that follows from permanent parts alone; 32 hexadecimal digits."""
    text = "".join(f"{len(part)}:{part};" for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _state(work: Sequence[WorkRecord], *, live: bool) -> tuple[State, datetime | None]:
    """What is waived does not count; where everything is waived, the due time is off."""
    asked = [each for each in work if each.state != "waived"]
    if not live or (work and not asked):
        return "cancelled", None
    if asked and all(each.state == "accepted" for each in asked):
        return "done", max((each.accepted_at for each in asked if each.accepted_at is not None), default=None)
    if any(each.state != "expected" or each.progress for each in asked):
        return "started", None
    return "open", None


def _percent(task: TaskRecord, work: Sequence[WorkRecord], state: State) -> int:
    """How much is accepted, of what is not waived; where a number is asked for, what there is of it counts."""
    if state == "done":
        return 100
    quantities = {each.deliverable_id: each.quantity for each in task.deliverables}
    shares = []
    for each in work:
        quantity = quantities.get(each.deliverable_id or "")
        if each.state == "accepted":
            shares.append(1.0)
        elif each.state != "waived":
            shares.append(min(each.progress / quantity, 1.0) if each.progress and quantity else 0.0)
    return min(int(100 * sum(shares) / len(shares)), 99) if shares else 0
