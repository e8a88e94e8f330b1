"""Numbers that runs count, summed up to the quantities of the plan: of a school's own, and of all schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpr_tracker_checklists.runs.wanted import Held

if TYPE_CHECKING:
    from vpr_tracker import PlanReader
    from vpr_tracker_checklists.runs.links import Link

_MOST: Final = 1_000_000_000
"""The plan takes no larger progress."""


@dataclass(frozen=True, slots=True)
class Total:
    """What runs counted for one obligation: the sum, and the last of the runs where it reaches the quantity."""

    number: int
    reached_by: Held | None


def totals(reader: PlanReader, links: Sequence[Link], held: Iterable[Held]) -> dict[str, Total]:
    """The sums of one task's links, by the identifier of the obligation."""
    summed = {result for link in links for result in link.totals.values()}
    if not summed:
        return {}
    committee = reader.plan["committee_id"]
    sums: dict[tuple[str, str], float] = defaultdict(float)
    last: dict[tuple[str, str], Held] = {}
    for run in sorted(held, key=lambda each: (each.held_on, each.number)):
        for result, number in _counts(links, run):
            for place in ((result, run.school), (result, committee)):
                sums[place] += number
                last[place] = run
    quantities = {row["id"]: row["quantity"] for row in reader.results(links[0].task_id)}
    found = {}
    for row in reader.obligations(links[0].task_id):
        result, place = row["deliverable_id"], (row["deliverable_id"], row["organisation_id"])
        if row["source"] is not None or result not in summed:
            continue
        total, quantity = int(min(max(sums[place], 0), _MOST)), quantities[result]
        if total or row["progress"]:
            found[row["id"]] = Total(total, last.get(place) if quantity is not None and total >= quantity else None)
    return found


def _counts(links: Iterable[Link], run: Held) -> list[tuple[str, float]]:
    """The results that a run counts for, with its numbers."""
    return [
        (result, answer)
        for link in links
        if run.template == link.template and (link.schools is None or run.school in link.schools)
        for item, result in link.totals.items()
        if isinstance(answer := run.answers.get(item), int | float) and not isinstance(answer, bool)
    ]
