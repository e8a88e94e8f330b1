"""Due times that an act put off («перенос»), and what becomes of them when the rest of the plan moves.

A postponement gives one due time of a task another due day, for all or for one organisation. It stays when the deadline
under it moves, and nobody loses by that: what was put off is due on the later of the two days, what was brought
forward on the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vpr_tracker.domain.occurrences import Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponement:
    """The due time ``key`` is due on ``due_on``; ``was_on`` was its due day when that was decided.

    ``organisation``: the only one that it holds for; ``None`` for all.
    """

    key: str
    due_on: date
    was_on: date
    organisation: str | None = None


def postponed(occurrences: Sequence[Occurrence], postponements: Iterable[Postponement]) -> list[Occurrence]:
    """The occurrences of a task with their postponements; one of a single organisation goes before that of all.

    A due time that is put off for one organisation alone becomes one of its own there, with the same key, so that
    what was recorded stays with it; where that makes no difference, it does not. What has no due day stays as it is.
    """
    general: dict[str, Postponement] = {}
    own: dict[tuple[str, str], Postponement] = {}
    for decided in postponements:
        if decided.organisation is None:
            general[decided.key] = decided
        else:
            own[decided.key, decided.organisation] = decided
    found: list[Occurrence] = []
    for each in occurrences:
        single = own.pop((each.key, each.organisation), None) if each.organisation is not None else None
        found.append(_moved(each, single or general.get(each.key)))
    for_all = {each.key: (each, now) for each, now in zip(occurrences, found, strict=True) if each.organisation is None}
    for (key, organisation), decided in own.items():
        if key in for_all:
            plain, now = for_all[key]
            moved = _moved(plain, decided)
            if moved != now:
                found.append(replace(moved, organisation=organisation))
    return found


def _moved(occurrence: Occurrence, postponement: Postponement | None) -> Occurrence:
    if postponement is None or occurrence.kind != "dated" or occurrence.end is None:
        return occurrence
    choose = max if postponement.due_on >= postponement.was_on else min
    end = choose(occurrence.end, postponement.due_on)
    if end == occurrence.end:
        return occurrence
    start = occurrence.start
    if start is not None and (start == occurrence.end or start > end):
        start = end
    return replace(occurrence, start=start, end=end, postponed_from=occurrence.end)
