"""Days of links that lie outside the due times of their tasks: mistyped, or left behind by an event that moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from vpr_tracker_checklists.following.due_times import DueTimes

if TYPE_CHECKING:
    from vpr_tracker import PlanReader
    from vpr_tracker_checklists.following.links import Link


def outside(reader: PlanReader, link: Link) -> list[tuple[date, str | None]]:
    """Those days of a link, each with the school for which it lies so (``None``: for every school that is meant).

    A due time without an end reaches as far as the period of the plan; one that waits for a day counts only where the
    task has no other.
    """
    due = DueTimes(reader.due_times(link.task_id))
    schools = [row["id"] for row in reader.schools() if link.schools is None or row["id"] in link.schools]
    found: list[tuple[date, str | None]] = []
    for day, school in link.days:
        meant = schools if school is None else [school]
        stray = [each for each in meant if not _within_any(reader.plan, due.of(each).values(), day)]
        found += [(day, None)] if school is None and stray == meant else [(day, each) for each in stray]
    return found


def _within_any(plan: Mapping[str, Any], rows: Collection[Mapping[str, Any]], day: date) -> bool:
    settled = [row for row in rows if row["kind"] != "undated"]
    return any(_within(plan, row, day) for row in settled or rows)


def _within(plan: Mapping[str, Any], row: Mapping[str, Any], day: date) -> bool:
    start = row["start_on"] or plan["period_start"] or date.min
    end = row["end_on"] or plan["period_end"] or date.max
    return bool(start <= day <= end)
