"""What is asked of whom in each task, and what became of it by a day: the matter of the marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from vpr_tracker import Tracker

State: TypeAlias = Literal["done", "in_review", "overdue", "running", "coming", "undated", "ongoing", "past", "waived"]
"""``running``: its window has begun; ``past``: it ended before the plan was approved."""

_STATES: dict[str, State] = {
    "done": "done",
    "in_review": "in_review",
    "overdue": "overdue",
    "due_soon": "running",
    "open": "running",
    "upcoming": "coming",
    "undated": "undated",
    "ongoing": "ongoing",
    "before_approval": "past",
    "waived": "waived",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that one organisation has to hand in. ``school`` is its number or name, ``None`` for the committee."""

    state: State
    school: str | None
    numbered: bool
    """Whether ``school`` is a number."""
    end: date | None
    done_on: date | None
    """When it was handed in, as far as it was."""
    progress: int | None
    quantity: int | None


def duties_by_task(tracker: Tracker, plan_id: str, on: date) -> dict[str, list[Duty]]:
    """The duties of every task of a plan by its identifier, as ``vpr status --on`` judges them on a day."""
    found: dict[str, list[Duty]] = defaultdict(list)
    report = tracker.matrix(on=on, plan=plan_id, committee=True)
    for row in report["rows"]:
        for column, cell in zip(report["columns"], row["cells"], strict=True):
            if cell is not None:
                found[column["task_id"]].append(_duty(row["school"], column, cell))
    return dict(found)


def _duty(school: Mapping[str, Any], column: Mapping[str, Any], cell: Mapping[str, Any]) -> Duty:
    state = _STATES[cell["condition"]]
    is_school = school["kind"] == "school"
    return Duty(
        state=state,
        school=(school["number"] or school["name"]) if is_school else None,
        numbered=bool(is_school and school["number"]),
        end=_day(cell["end"]),
        done_on=_day(cell["submitted"] or cell["accepted"]) if state in ("done", "in_review") else None,
        progress=cell["progress"],
        quantity=column["quantity"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text[:10])


def latest(days: Iterable[date | None]) -> date | None:
    """The last of the days that are there."""
    return max((day for day in days if day is not None), default=None)


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of the days that are there."""
    return min((day for day in days if day is not None), default=None)
