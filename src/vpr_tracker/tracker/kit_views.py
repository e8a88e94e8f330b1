"""What collecting kits returns."""

from __future__ import annotations

from dataclasses import dataclass

from vpr_tracker.sheets.kit_form import CellDoubt, KitRow
from vpr_tracker.tracker.views import ChangeView


@dataclass(frozen=True, slots=True, kw_only=True)
class KitResult:
    """What became of one returned kit.

    ``known``: answers that were taken before; ``older``: answers that a later kit overtook; ``settled``: answers about
    what was accepted, waived or handed in otherwise. ``doubts`` name every cell that was not taken, and why.
    """

    file: str
    school_id: str | None
    school: str | None
    taken: tuple[ChangeView, ...] = ()
    known: int = 0
    older: int = 0
    settled: int = 0
    doubts: tuple[CellDoubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolLeft:
    """What a school owes after the collection."""

    school_id: str
    school: str
    rows: tuple[KitRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectResult:
    """What collecting did: kit by kit in the order given, and what each school that wrote still owes."""

    kits: tuple[KitResult, ...]
    left: tuple[SchoolLeft, ...]
