"""What became of findings from run to run, by the rule that findings follow (``runs/episodes.py``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from vpr_tracker_checklists.overview.judging import mends
from vpr_tracker_checklists.overview.model import Look, Step, Visit


def visits(looks: Sequence[Look], places: Mapping[date, int], only: Collection[str]) -> tuple[Visit, ...]:
    """The runs of one school, by their days, with what each meant.

    :param places: day → column; ``only``: the items that matter.
    """
    standing: dict[str, None] = {}
    return tuple(Visit(look=look, span=places[look.held_on], step=_step(look, standing, only)) for look in looks)


def _step(look: Look, standing: dict[str, None], only: Collection[str]) -> Step:
    wanting = [name for name in look.judged.wanting if name in only]
    new = tuple(name for name in wanting if name not in standing)
    repeated = tuple(name for name in wanting if name in standing)
    fixed = tuple(name for name in standing if name not in wanting and _is_well(look, name))
    for name in fixed:
        del standing[name]
    standing |= dict.fromkeys(new)
    return Step(new, repeated, fixed, tuple(standing))


def _is_well(look: Look, name: str) -> bool:
    """Whether an item was answered, and well; what was not asked stays as it was."""
    state, value = look.cell(name)
    return state == "answered" and mends(look.items[name], value)
