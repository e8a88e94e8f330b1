"""Numbers that runs count, summed up to the quantities of the plan: of a school's own, and of all schools.

A run counts for the due time that its day belongs to, as with what it fulfils: the one it lies in, or the last one that
ended before it. Where no due time of the task has an end yet, it counts for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_checklists.following.due_times import DueTimes, inside, passed, windows
from vpr_tracker_checklists.following.wanted import Held

if TYPE_CHECKING:
    from vpr_tracker import PlanReader
    from vpr_tracker_checklists.following.links import Link

_MOST: Final = 1_000_000_000
"""The plan takes no larger progress."""


@dataclass(frozen=True, slots=True)
class Total:
    """What runs counted for one obligation: the sum, and the last of the runs where it reaches the quantity."""

    number: int
    reached_by: Held | None


def totals(reader: PlanReader, links: Sequence[Link], held: Iterable[Held]) -> dict[str, Total]:
    """The sums of one task's links, by the identifier of the obligation."""
    task = links[0].task_id
    summed = {result for link in links for result in link.totals.values()}
    if not summed:
        return {}
    due_times = reader.due_times(task)
    keys = {row["id"]: row["key"] for row in due_times}
    sums, last = _sums(links, held, DueTimes(due_times), reader.plan["committee_id"])
    quantities = {row["id"]: row["quantity"] for row in reader.results(task)}
    found = {}
    for row in reader.obligations(task):
        result = row["deliverable_id"]
        if row["source"] is not None or result not in summed or row["occurrence_id"] not in keys:
            continue
        place = (result, row["organisation_id"], keys[row["occurrence_id"]])
        total, quantity = int(min(max(sums.get(place, 0), 0), _MOST)), quantities[result]
        if total or row["progress"]:
            found[row["id"]] = Total(total, last.get(place) if quantity is not None and total >= quantity else None)
    return found


Place = tuple[str, str, str]
"""A result, whose it is, and the key of its due time."""


def _sums(
    links: Sequence[Link], held: Iterable[Held], due: DueTimes, committee: str
) -> tuple[Mapping[Place, float], Mapping[Place, Held]]:
    """The sums, and the last run of each."""
    sums: dict[Place, float] = defaultdict(float)
    last: dict[Place, Held] = {}
    keys: dict[tuple[str, date], list[str]] = {}
    for run in sorted(held, key=lambda each: (each.held_on, each.number)):
        for result, number in _counts(links, run):
            if (run.school, run.held_on) not in keys:
                keys[run.school, run.held_on] = _belongs_to(run.held_on, due.of(run.school))
            for key in keys[run.school, run.held_on]:
                for place in ((result, run.school, key), (result, committee, key)):
                    sums[place] += number
                    last[place] = run
    return sums, last


def _belongs_to(day: date, due: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The keys of the due times that a day counts for."""
    times = windows((key, row["start_on"], row["end_on"]) for key, row in due.items())
    if not times:
        return list(due)
    within = inside(day, times)
    late = passed(day, times)
    return within[:1] or ([late] if late is not None else [])


def _counts(links: Iterable[Link], run: Held) -> list[tuple[str, float]]:
    """The results that a run counts for, with its numbers."""
    return [
        (result, answer)
        for link in links
        if run.template == link.template and (link.schools is None or run.school in link.schools)
        for item, result in link.totals.items()
        if isinstance(answer := run.answers.get(item), int | float) and not isinstance(answer, bool)
    ]
