"""What follows when runs, links, due times or schools change: at the end of the unit that changed them, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlmodel import Session

    from vpr_tracker.plugins import ChangeSpec


def follow(session: Session, change: ChangeSpec) -> None:
    """Another part of the program changed something that the plan's checklists may hang on."""


def runs_changed(unit: Any, plan_id: str) -> None:  # noqa: ANN401 -- the core's unit of work
    """Runs of a plan were finished, corrected or taken: findings, obligations and totals are made anew at the end."""
