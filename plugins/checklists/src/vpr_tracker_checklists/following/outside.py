"""Days of links that lie outside the due times of their tasks: mistyped, or left behind by an event that moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from vpr_tracker_checklists.following.due_times import DueTimes

if TYPE_CHECKING:
    from vpr_tracker import PlanReader
    from vpr_tracker_checklists.following.links import Link


def outside(reader: PlanReader, link: Link) -> list[tuple[date, str | None]]:
    """Those days of a link, each with the school whose day it is (``None``: every school's).

    A due time without an end reaches as far as the period of the plan; one that waits for a day counts only where the
    task has no other.
    """
    due = DueTimes(reader.due_times(link.task_id))
    found = []
    for day, school in link.days:
        rows = due.of_any() if school is None else list(due.of(school).values())
        settled = [row for row in rows if row["kind"] != "undated"]
        if not any(_within(reader.plan, row, day) for row in settled or rows):
            found.append((day, school))
    return found


def _within(plan: Mapping[str, Any], row: Mapping[str, Any], day: date) -> bool:
    start = row["start_on"] or plan["period_start"] or date.min
    end = row["end_on"] or plan["period_end"] or date.max
    return bool(start <= day <= end)
