"""Public names of vpr-tracker, loaded on first use so that ``import vpr_tracker`` stays light (PEP 562)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vpr_tracker.deadlines.grammar import parse_deadline
    from vpr_tracker.deadlines.model import Deadline, Every, Offset, Term
    from vpr_tracker.errors import VprError
    from vpr_tracker.owners.model import Owner
    from vpr_tracker.owners.parse import parse_owners
    from vpr_tracker.plans.draft import PlanDraft
    from vpr_tracker.plans.read import read_plan
    from vpr_tracker.tracker import Tracker

__version__ = "0.1.0"

_LAZY = {
    "Deadline": "vpr_tracker.deadlines.model",
    "Every": "vpr_tracker.deadlines.model",
    "Offset": "vpr_tracker.deadlines.model",
    "Owner": "vpr_tracker.owners.model",
    "PlanDraft": "vpr_tracker.plans.draft",
    "Term": "vpr_tracker.deadlines.model",
    "Tracker": "vpr_tracker.tracker",
    "VprError": "vpr_tracker.errors",
    "parse_deadline": "vpr_tracker.deadlines.grammar",
    "parse_owners": "vpr_tracker.owners.parse",
    "read_plan": "vpr_tracker.plans.read",
}

__all__ = [
    "Deadline",
    "Every",
    "Offset",
    "Owner",
    "PlanDraft",
    "Term",
    "Tracker",
    "VprError",
    "parse_deadline",
    "parse_owners",
    "read_plan",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- the attribute may be any public object
    try:
        module = _LAZY[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    from importlib import import_module

    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
