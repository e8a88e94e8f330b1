"""What comparing with a new edition, and taking it over, returns."""

from __future__ import annotations

from dataclasses import dataclass

from vpr_tracker.tracker.views import MovedOccurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsedView:
    """Recorded work that the new edition asks for no longer; it is kept, and counts again where it is asked again."""

    obligation_id: str
    task: str
    deliverable: str | None
    school: str | None
    occurrence: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentResult:
    """What taking over a new edition did; numbers of tasks as the new edition prints them, of removed ones as before.

    ``changed`` is false where the new edition says what is tracked already: then nothing was written. ``carried``: how
    many obligations took over the state of one whose result went to another task.
    """

    plan_id: str
    title: str
    changed: bool
    edition: int
    """Which edition the plan is tracked by now; 1 is the one that was imported."""
    updated: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[MovedOccurrence, ...] = ()
    lapsed: tuple[LapsedView, ...] = ()
    carried: int = 0
