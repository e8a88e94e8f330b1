"""What linked tasks want and what is there: named, by school and due time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vpr_tracker_checklists.runs.following import held_runs
from vpr_tracker_checklists.runs.links import has_tables, links_of
from vpr_tracker_checklists.runs.wanted import Held, Wanted, counted, wanted

if TYPE_CHECKING:
    from vpr_tracker import Tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A run that is wanted, and the run that counts for it, where there is one."""

    wanted: Wanted
    run: Held | None


def coverage(tracker: Tracker, *, plan: str | None = None, on: date | None = None) -> list[Covered]:
    """Everything that linked tasks want, by link, due time and school.

    :param on: leave out what only begins after this day.
    """
    with tracker.plan_reader(plan) as reader:
        if not has_tables(reader.connection):
            return []
        asked = [each for link in links_of(reader) for each in wanted(reader, link)]
        runs = counted(asked, held_runs(reader, reader.plan["id"]))
    return [Covered(wanted=each, run=runs.get(each)) for each in asked if on is None or _has_begun(each, on)]


def _has_begun(each: Wanted, on: date) -> bool:
    begin = each.start or each.end
    return begin is None or begin <= on
