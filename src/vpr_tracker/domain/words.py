"""The closed sets of values that code, database and JSON share (English here, Russian only on screen)."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Level: TypeAlias = Literal["municipality", "school", "both"]
OwnerLevel: TypeAlias = Literal["municipality", "school"]
OwnerKind: TypeAlias = Literal["person", "role", "body", "organisation"]
Duty: TypeAlias = Literal["executes", "controls", "observes", "monitors"]
DeliverableKind: TypeAlias = Literal["document", "action", "outcome"]
Per: TypeAlias = Literal["plan", "school", "class", "teacher", "occurrence"]
Origin: TypeAlias = Literal["result", "measure"]
Form: TypeAlias = Literal["on", "by", "during", "every", "ongoing", "relative", "reference"]
Unit: TypeAlias = Literal["day", "week", "month", "quarter", "term", "trimester", "half_year", "year", "weekday"]
State: TypeAlias = Literal["expected", "submitted", "returned", "accepted", "waived"]
OccurrenceKind: TypeAlias = Literal["dated", "undated", "standing"]
OrganisationKind: TypeAlias = Literal["committee", "school"]
Condition: TypeAlias = Literal[
    "overdue",
    "due_soon",
    "in_review",
    "open",
    "upcoming",
    "undated",
    "ongoing",
    "before_approval",
    "done",
    "waived",
]

CONDITIONS: Final[tuple[Condition, ...]] = (
    "overdue",
    "due_soon",
    "in_review",
    "open",
    "upcoming",
    "undated",
    "ongoing",
    "before_approval",
    "done",
    "waived",
)
"""Most pressing first: a task's condition is the first of these that one of its obligations has."""
