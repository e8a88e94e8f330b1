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
    progress: int | None
    quantity: int | None


def duties_by_task(tracker: Tracker, plan_id: str, on: date) -> dict[str, list[Duty]]:
    """The duties of every task of a plan by its identifier, as they stood at the end of a day."""
    found: dict[str, list[Duty]] = defaultdict(list)
    report = tracker.matrix(on=on, plan=plan_id, committee=True)
    for row in report["rows"]:
        for column, cell in zip(report["columns"], row["cells"], strict=True):
            if cell is not None:
                found[column["task_id"]].append(_duty(row["school"], column, cell, on))
    return dict(found)


def _duty(school: Mapping[str, Any], column: Mapping[str, Any], cell: Mapping[str, Any], on: date) -> Duty:
    end = _day(cell["end"])
    state, done_on = _state(cell, end, on)
    is_school = school["kind"] == "school"
    return Duty(
        state=state,
        school=(school["number"] or school["name"]) if is_school else None,
        numbered=bool(is_school and school["number"]),
        end=end,
        done_on=done_on,
        progress=cell["progress"],
        quantity=column["quantity"],
    )


def _state(cell: Mapping[str, Any], end: date | None, on: date) -> tuple[State, date | None]:
    """The state on the day: what was accepted or handed in later had not been yet."""
    submitted, accepted = _day(cell["submitted"]), _day(cell["accepted"])
    state = _STATES[cell["condition"]]
    if state == "done" and accepted is not None and accepted > on:
        state = "in_review"
    if state == "in_review" and submitted is not None and submitted > on:
        start = _day(cell["start"])
        if end is None:
            state = "undated"
        elif end < on:
            state = "overdue"
        else:
            state = "running" if start is None or start <= on else "coming"
    return state, (submitted or accepted) if state == "done" else None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text[:10])


def latest(days: Iterable[date | None]) -> date | None:
    """The last of the days that are there."""
    return max((day for day in days if day is not None), default=None)


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of the days that are there."""
    return min((day for day in days if day is not None), default=None)
