"""What was recorded on a result goes with it where a new edition gives the result to another task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection

from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.edition_reading import owed
from vpr_tracker.storage.record_reading import evidence_of
from vpr_tracker.storage.record_tables import Evidence
from vpr_tracker.storage.tables import Deliverable, Obligation, Organisation, Task
from vpr_tracker.tracker.amendment_views import LapsedView
from vpr_tracker.tracker.finding import label
from vpr_tracker.tracker.unit import Unit

_DONE: Final = (
    "state",
    "progress",
    "note",
    "submitted_at",
    "submitted_on",
    "submitted_by",
    "accepted_at",
    "accepted_on",
    "accepted_by",
)
"""Columns of an obligation that say what was done."""


class Heir(NamedTuple):
    """A result of a task that another task has now; ``None`` is the task itself, «исполнение»."""

    task: str
    result: str | None
    to_task: str
    to_result: str | None


def carry(unit: Unit, before: Mapping[str, Row], heirs: Iterable[Heir]) -> set[str]:
    """Give the heirs' obligations the states of those that they follow; gives the identifiers of the latter.

    An obligation follows one of the same organisation and due time, or the only one there is. One on which something
    was recorded already is left as it is.
    """
    carried: set[str] = set()
    for heir in heirs:
        mine = [row for row in before.values() if (row["task_id"], row["deliverable_id"]) == (heir.task, heir.result)]
        theirs = [row for row in owed(unit.connection, heir.to_task) if row["deliverable_id"] == heir.to_result]
        for row in mine:
            target = _follower(row, mine, theirs)
            if target is None or target["touched"]:
                continue
            values = {name: row[name] for name in _DONE}
            unit.writer.change(Obligation, target, touched=True, **values)
            _evidence(unit, row["id"], target["id"], keep=heir.result is None)
            carried.add(row["id"])
    return carried


def _follower(row: Row, mine: Sequence[Row], theirs: Sequence[Row]) -> Row | None:
    same = [each for each in theirs if each["organisation_id"] == row["organisation_id"]]
    alone = sum(each["organisation_id"] == row["organisation_id"] for each in mine) == 1
    at_once = [each for each in same if each["key"] == row["key"]]
    if at_once:
        return at_once[0]
    return same[0] if alone and len(same) == 1 else None


def _evidence(unit: Unit, old: str, new: str, *, keep: bool) -> None:
    """Evidence goes along; where the old obligation goes on too (a divided task), it stays there."""
    rows = evidence_of(unit.connection, [old], lapsed=True)
    if keep:
        unit.writer.insert(Evidence, [{**row, "id": unit.writer.new_id(), "obligation_id": new} for row in rows])
    else:
        unit.writer.change_all(Evidence, [(row, {"obligation_id": new}) for row in rows])


def lapsed_views(connection: Connection, plan: Row, rows: Iterable[Row]) -> tuple[LapsedView, ...]:
    """Obligations with recorded work that count no longer."""
    schools = {row["id"]: label(row) for row in reading.plan_schools(connection, plan["id"])}
    views = []
    for row in rows:
        task = reading.one(connection, Task, row["task_id"])
        result = reading.one(connection, Deliverable, row["deliverable_id"]) if row["deliverable_id"] else None
        place = reading.one(connection, Organisation, row["organisation_id"])
        school = schools.get(row["organisation_id"])
        if school is None and place is not None and place["kind"] == "school":
            school = label(place)
        views.append(
            LapsedView(
                obligation_id=row["id"],
                task=task["number"] if task else "",
                deliverable=result["title"] if result else None,
                school=school,
                occurrence=row["key"],
                state=row["state"],
            )
        )
    return tuple(
        sorted(views, key=lambda each: (each.task, each.school or "", each.deliverable or "", each.occurrence))
    )
