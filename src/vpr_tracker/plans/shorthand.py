"""The short forms that a person may write in a plan file, spelt out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from vpr_tracker.deadlines.grammar import parse_deadline
from vpr_tracker.owners.model import Owner
from vpr_tracker.owners.parse import parse_owners
from vpr_tracker.plans.draft import DeadlineDraft

NO_PERIOD = (date(1, 1, 1), date(1, 1, 1))
"""Stands for «no period»: no phrase without a year falls into it."""


def expand_task(task: dict[str, Any], period: tuple[date, date] | None) -> dict[str, Any]:
    """A task whose deadline may be a phrase, whose owners may be the text of a cell, and whose deliverables titles."""
    whole = dict(task)
    deadline, owners, deliverables = task.get("deadline"), task.get("owners"), task.get("deliverables")
    if isinstance(deadline, str):
        parsed = parse_deadline(deadline, period=period or NO_PERIOD)
        whole["deadline"] = DeadlineDraft.of(parsed).model_dump(mode="json")
    if isinstance(owners, str):
        whole["owners"] = [_owner(owner) for owner in parse_owners(owners)]
    if isinstance(deliverables, list):
        whole["deliverables"] = [{"title": each} if isinstance(each, str) else each for each in deliverables]
    return whole


def _owner(owner: Owner) -> dict[str, Any]:
    data = asdict(owner)
    data.pop("needs_review")
    return data
