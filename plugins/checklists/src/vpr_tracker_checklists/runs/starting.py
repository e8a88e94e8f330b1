"""Beginning a run: that it is of the plan, is not there already, and what is odd about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from vpr_tracker import BadInput, RuleBroken, without_refused
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.model import Run
from vpr_tracker_checklists.runs.naming import about, called, find_row, folded
from vpr_tracker_checklists.runs.rows import RUNS, keep_template, need_tables, next_number, run_of, run_rows
from vpr_tracker_checklists.schools import school_row
from vpr_tracker_checklists.tables import RunRow

if TYPE_CHECKING:
    from vpr_tracker import PluginWork
    from vpr_tracker_checklists.templates.model import Template


def start(work: PluginWork, asked: Template, *, school: str, on: date, inspector: str | None) -> Run:
    """Write a draft without answers.

    :raises NotFound: the plan has no such school.
    :raises RuleBroken: there is such a draft already.
    """
    unit = work.unit
    need_tables(unit.connection)
    organisation = school_row(work.reader, school)
    who = name_of(unit.actor if inspector is None else inspector)
    _see_drafts(work, asked, organisation["id"], on, who)
    row = {
        "id": unit.writer.new_id(),
        "number": next_number(unit.connection),
        "series": unit.writer.new_id(),
        "plan_id": work.plan["id"],
        "organisation_id": organisation["id"],
        "template": asked.name,
        "template_id": keep_template(unit.connection, asked, unit.at),
        "held_on": on,
        "inspector": who,
        "started_at": unit.at,
        "started_by": unit.actor,
    }
    with unit.entry("checklist_start", **about(row, asked.title)):
        unit.writer.insert(RunRow, [row])
    return run_of(find_row(unit.connection, row["id"]))


def doubts(run: Run, finished: Sequence[Run], plan: Mapping[str, Any], today: date) -> list[str]:
    """What is odd without being wrong, in sentences.

    :param finished: finished runs of the template on the day.
    """
    found = []
    start_on, end_on = plan["period_start"], plan["period_end"]
    if (start_on is not None and run.held_on < start_on) or (end_on is not None and run.held_on > end_on):
        found.append(_("the day is outside the period of the plan"))
    if run.held_on > today:
        found.append(_("the day is yet to come: the run can be finished from then on"))
    found += [
        _("there is a finished run like it: {run}").format(run=called(other))
        for other in finished
        if (other.plan_id, other.organisation_id) == (run.plan_id, run.organisation_id)
        and folded(other.inspector) == folded(run.inspector)
        and other.series != run.series
    ]
    return found


def name_of(inspector: str) -> str:
    """A name as it is kept.

    :raises BadInput: it is empty.
    """
    name = " ".join(without_refused(inspector).split())
    if not name:
        raise BadInput(_("the inspector has no name"), where="inspector")
    return name


def _see_drafts(work: PluginWork, asked: Template, organisation: str, on: date, who: str) -> None:
    drafts = run_rows(
        work.unit.connection,
        RUNS.c.plan_id == work.plan["id"],
        RUNS.c.organisation_id == organisation,
        RUNS.c.template == asked.name,
        RUNS.c.held_on == on,
        RUNS.c.status == "draft",
    )
    for row in drafts:
        if folded(row["inspector"]) == folded(who):
            raise RuleBroken(
                _("there is a draft of it already: {run}").format(run=called(run_of(row))),
                hint=_("go on with it: vpr checklist fill {number}").format(number=row["number"]),
            )
