"""Which runs a link wants: one for each of its schools and due times, or days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from vpr_tracker_checklists.following.due_times import DueTimes, inside, passed, windows

if TYPE_CHECKING:
    from vpr_tracker import PlanReader
    from vpr_tracker_checklists.following.links import Link


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wanted:
    """A run that a link wants of one school.

    ``key`` names the due time for ever. ``occurrence`` is the plan's due time by its identifier; a listed day has none.
    ``start`` and ``end`` are inclusive; without an end any day will do.
    """

    link: Link
    school: str
    label: str
    key: str
    occurrence: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Held:
    """A finished run that stands, as far as it counts for what is wanted."""

    run_id: str
    number: int
    series: str
    template: str
    school: str
    held_on: date
    answers: Mapping[str, Any]


def wanted(reader: PlanReader, link: Link) -> list[Wanted]:
    """What a link wants, by due time, then in the registry's order of the schools."""
    schools = [row for row in reader.schools() if link.schools is None or row["id"] in link.schools]
    found = _days(reader, link, schools) if link.per == "day" else _due_times(reader, link, schools)
    places = {row["id"]: index for index, row in enumerate(schools)}
    return sorted(found, key=lambda each: (each.end or date.max, each.key, places[each.school]))


def _days(reader: PlanReader, link: Link, schools: Sequence[Mapping[str, Any]]) -> list[Wanted]:
    return [
        Wanted(
            link=link,
            school=row["id"],
            label=reader.label(row),
            key=day.isoformat(),
            occurrence=None,
            start=day,
            end=day,
        )
        for row in schools
        for day in sorted({day for day, organisation in link.days if organisation in (None, row["id"])})
    ]


def _due_times(reader: PlanReader, link: Link, schools: Sequence[Mapping[str, Any]]) -> list[Wanted]:
    due = DueTimes(reader.due_times(link.task_id))
    return [
        Wanted(
            link=link,
            school=school["id"],
            label=reader.label(school),
            key=key,
            occurrence=row["id"],
            start=row["start_on"],
            end=row["end_on"],
        )
        for school in schools
        for key, row in due.of(school["id"]).items()
    ]


def counted(found: Iterable[Wanted], held: Iterable[Held]) -> dict[Wanted, Held]:
    """Which run counts for which of the wanted ones; each run counts once for a link.

    A run counts where its day lies in the window. One that comes after the end of a window and before the next begins
    is late and counts for the one that ended, where nothing else does. Of several the first one counts.
    """
    runs: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for run in sorted(held, key=lambda each: (each.held_on, each.number)):
        runs[run.template, run.school].append(run)
    places: dict[tuple[str, str], list[Wanted]] = defaultdict(list)
    for each in found:
        places[each.link.link_id, each.school].append(each)
    result: dict[Wanted, Held] = {}
    for several in places.values():
        link = several[0].link
        result |= _count(several, runs[link.template, several[0].school], strict=link.per == "day")
    return result


def _count(several: Sequence[Wanted], runs: Sequence[Held], *, strict: bool) -> dict[Wanted, Held]:
    by_key = {each.key: each for each in several}
    times = windows((each.key, each.start, each.end) for each in several)
    result: dict[Wanted, Held] = {}
    late: list[tuple[Wanted, Held]] = []
    left: list[Held] = []
    for run in runs:
        keys = inside(run.held_on, times)
        free = [by_key[key] for key in keys if by_key[key] not in result]
        if free:
            result[free[0]] = run
        elif keys:
            continue
        elif not strict and (key := passed(run.held_on, times)) is not None:
            late.append((by_key[key], run))
        else:
            left.append(run)
    for each, run in late:
        result.setdefault(each, run)
    for each, run in zip((each for each in several if each.end is None), left, strict=False):
        result[each] = run
    return result
