"""What is asked of whom in each task, and what became of it by a day: the matter of the marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from vpr_tracker import DatedObligation

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
    """When it was handed in, where that was accepted."""
    progress: int | None
    quantity: int | None


def duty(obligation: DatedObligation) -> Duty:
    """An obligation as marks look at it."""
    state = _STATES[obligation.condition]
    return Duty(
        state=state,
        school=obligation.school or obligation.school_name,
        numbered=obligation.school is not None,
        end=obligation.end,
        done_on=(obligation.submitted or obligation.accepted) if state == "done" else None,
        progress=obligation.progress,
        quantity=obligation.quantity,
    )


def latest(days: Iterable[date | None]) -> date | None:
    """The last of the days that are there."""
    return max((day for day in days if day is not None), default=None)


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of the days that are there."""
    return min((day for day in days if day is not None), default=None)
