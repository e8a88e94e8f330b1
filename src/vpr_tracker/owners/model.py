"""Who answers for a task, as a cell of the plan names them: frozen data, free of any I/O."""

from __future__ import annotations

from dataclasses import dataclass

from vpr_tracker.domain.words import Duty, OwnerKind, OwnerLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """One owner.

    ``name`` is printed as in the cell, spaces folded. ``level`` is set only where the cell says it. ``role`` is the
    position printed beside a person («Библиотекарь Иванова А. Б.»), else ``None``. ``needs_review`` marks what a
    careful clerk would want to confirm.
    """

    name: str
    kind: OwnerKind
    level: OwnerLevel | None = None
    duty: Duty = "executes"
    role: str | None = None
    needs_review: bool = False
