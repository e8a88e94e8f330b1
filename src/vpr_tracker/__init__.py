"""Public names of vpr-tracker, loaded on first use so that ``import vpr_tracker`` stays light (PEP 562)."""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; importing typing would make this module twice as dear
if TYPE_CHECKING:
    from typing import Any

    from vpr_tracker.deadlines.grammar import parse_deadline
    from vpr_tracker.deadlines.model import Deadline, Every, Offset, Term
    from vpr_tracker.errors import (
        BadInput,
        Conflict,
        NotFound,
        PluginError,
        RuleBroken,
        StorageError,
        UsageError,
        VprError,
    )
    from vpr_tracker.owners.levels import task_level
    from vpr_tracker.owners.model import Owner
    from vpr_tracker.owners.parse import parse_owners
    from vpr_tracker.owners.spelling import similar_persons
    from vpr_tracker.plans.draft import (
        ApprovalDraft,
        CellSource,
        DeadlineDraft,
        DeliverableDraft,
        ExecutorDraft,
        OwnerDraft,
        PeriodDraft,
        PlanDraft,
        PlanInfo,
        RemarkDraft,
        SourceDraft,
        TaskDraft,
        TermDraft,
        WhereDraft,
    )
    from vpr_tracker.plans.files import read_plan_file, write_plan_file
    from vpr_tracker.plugins.importing import read_plan
    from vpr_tracker.tracker import Tracker

__version__ = "0.1.0"

_LAZY = {
    "ApprovalDraft": "vpr_tracker.plans.draft",
    "BadInput": "vpr_tracker.errors",
    "CellSource": "vpr_tracker.plans.draft",
    "Conflict": "vpr_tracker.errors",
    "Deadline": "vpr_tracker.deadlines.model",
    "DeadlineDraft": "vpr_tracker.plans.draft",
    "DeliverableDraft": "vpr_tracker.plans.draft",
    "Every": "vpr_tracker.deadlines.model",
    "ExecutorDraft": "vpr_tracker.plans.draft",
    "NotFound": "vpr_tracker.errors",
    "Offset": "vpr_tracker.deadlines.model",
    "Owner": "vpr_tracker.owners.model",
    "OwnerDraft": "vpr_tracker.plans.draft",
    "PeriodDraft": "vpr_tracker.plans.draft",
    "PlanDraft": "vpr_tracker.plans.draft",
    "PlanInfo": "vpr_tracker.plans.draft",
    "PluginError": "vpr_tracker.errors",
    "RemarkDraft": "vpr_tracker.plans.draft",
    "RuleBroken": "vpr_tracker.errors",
    "SourceDraft": "vpr_tracker.plans.draft",
    "StorageError": "vpr_tracker.errors",
    "TaskDraft": "vpr_tracker.plans.draft",
    "Term": "vpr_tracker.deadlines.model",
    "TermDraft": "vpr_tracker.plans.draft",
    "Tracker": "vpr_tracker.tracker",
    "UsageError": "vpr_tracker.errors",
    "VprError": "vpr_tracker.errors",
    "WhereDraft": "vpr_tracker.plans.draft",
    "parse_deadline": "vpr_tracker.deadlines.grammar",
    "parse_owners": "vpr_tracker.owners.parse",
    "read_plan": "vpr_tracker.plugins.importing",
    "read_plan_file": "vpr_tracker.plans.files",
    "similar_persons": "vpr_tracker.owners.spelling",
    "task_level": "vpr_tracker.owners.levels",
    "write_plan_file": "vpr_tracker.plans.files",
}

__all__ = [
    "ApprovalDraft",
    "BadInput",
    "CellSource",
    "Conflict",
    "Deadline",
    "DeadlineDraft",
    "DeliverableDraft",
    "Every",
    "ExecutorDraft",
    "NotFound",
    "Offset",
    "Owner",
    "OwnerDraft",
    "PeriodDraft",
    "PlanDraft",
    "PlanInfo",
    "PluginError",
    "RemarkDraft",
    "RuleBroken",
    "SourceDraft",
    "StorageError",
    "TaskDraft",
    "Term",
    "TermDraft",
    "Tracker",
    "UsageError",
    "VprError",
    "WhereDraft",
    "parse_deadline",
    "parse_owners",
    "read_plan",
    "read_plan_file",
    "similar_persons",
    "task_level",
    "write_plan_file",
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
