"""What became of findings from run to run, by the rule that findings follow (``following/episodes.py``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from vpr_tracker_checklists.overview.model import Look, Step, Visit


def visits(looks: Sequence[Look], places: Mapping[date, int], only: Collection[str]) -> tuple[Visit, ...]:
    """The runs of one school, by their days, with what each meant.

    :param places: day → column; ``only``: the items that matter.
    """
    standing: dict[str, None] = {}
    return tuple(Visit(look=look, span=places[look.held_on], step=_step(look, standing, only)) for look in looks)


def _step(look: Look, standing: dict[str, None], only: Collection[str]) -> Step:
    wanting = [name for name in look.judged.wanting if name in only]
    if not wanting and not standing:
        return _NONE
    new = [name for name in wanting if name not in standing]
    repeated = [name for name in wanting if name in standing]
    fixed = [name for name in standing if name not in repeated and _is_well(look, name)]
    for name in fixed:
        del standing[name]
    for name in new:
        standing[name] = None
    return Step(tuple(new), tuple(repeated), tuple(fixed), tuple(standing))


_NONE: Final = Step((), (), (), ())


def _is_well(look: Look, name: str) -> bool:
    """Whether an item that is no finding was answered well; what was not asked stays as it was."""
    value, silent = look.answers.get(name), look.silent.get(name)
    return value is not None and silent is not None and value not in silent and name not in look.judged.unasked
