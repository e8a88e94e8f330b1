"""What linked tasks want and what is there, by school and due time; and what is there that none of them wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vpr_tracker_checklists.following.due_times import windows
from vpr_tracker_checklists.following.links import Link, links_of
from vpr_tracker_checklists.following.settling import held_runs
from vpr_tracker_checklists.following.wanted import Held, Wanted, counted, wanted
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.tables import has_tables

if TYPE_CHECKING:
    from vpr_tracker import PlanReader, Tracker
    from vpr_tracker_checklists.runs.model import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A run that is wanted, and the run that counts for it, where there is one."""

    wanted: Wanted
    run: Held | None


def coverage(tracker: Tracker, *, plan: str | None = None, on: date | None = None) -> list[Covered]:
    """Everything that linked tasks want, by link, due time and school.

    :param on: leave out what only begins after this day.
    """
    with tracker.plan_reader(plan) as reader:
        if not has_tables(reader.connection):
            return []
        asked = [each for link in links_of(reader) for each in wanted(reader, link)]
        runs = counted(asked, held_runs(reader, reader.plan["id"]))
    if on is not None:
        asked = _begun(asked, on)
    return [Covered(wanted=each, run=runs.get(each)) for each in asked]


def _begun(asked: Sequence[Wanted], on: date) -> list[Wanted]:
    """Those that have begun: a due time without a start begins where the one before it ended."""
    places: dict[tuple[str, str], list[Wanted]] = defaultdict(list)
    for each in asked:
        places[each.link.link_id, each.school].append(each)
    begins = {
        (*place, window.key): window.begin
        for place, several in places.items()
        for window in windows((each.key, each.start, each.end) for each in several)
    }
    return [
        each for each in asked if begins.get((each.link.link_id, each.school, each.key), each.start or date.min) <= on
    ]


def astray(reader: PlanReader, runs: Iterable[Run]) -> dict[str, str]:
    """Runs of a plan that can count for no task though tasks are linked to their templates: identifier → why."""
    links: dict[str, list[Link]] = defaultdict(list)
    asked: dict[tuple[str, str], list[Wanted]] = defaultdict(list)
    for link in links_of(reader):
        links[link.template].append(link)
        for each in wanted(reader, link):
            asked[link.template, each.school].append(each)
    return {
        run.id: "; ".join(_why_not(link, run) for link in links[run.template])
        for run in runs
        if run.template in links and not counted(asked[run.template, run.organisation_id], [_held(run)])
    }


def _held(run: Run) -> Held:
    return Held(
        run_id=run.id,
        number=run.number,
        series=run.series,
        template=run.template,
        school=run.organisation_id,
        held_on=run.held_on,
        answers=run.sheet.answers,
    )


def _why_not(link: Link, run: Run) -> str:
    day = f"{run.held_on:%d.%m.%Y}"
    if link.schools is not None and run.organisation_id not in link.schools:
        return _("task {task} wants this checklist of other schools").format(task=link.task)
    if link.per == "day":
        return _(
            "task {task} wants this checklist on other days; to add this one: vpr checklist days add {task} {day}"
        ).format(task=link.task, day=day)
    return _("no due time of task {task} has begun by {day}").format(task=link.task, day=day)
