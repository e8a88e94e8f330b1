"""Putting due times off by hand («перенос»), with the reason and the act that allows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection

from vpr_tracker.domain.texts import check_texts
from vpr_tracker.errors import BadInput, NotFound, RuleBroken
from vpr_tracker.i18n import _
from vpr_tracker.settings import as_day
from vpr_tracker.storage import reading, record_reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.evidence_sources import check_url
from vpr_tracker.storage.record_tables import Postponement
from vpr_tracker.storage.tables import Organisation
from vpr_tracker.tracker.calendar_events import moved_views
from vpr_tracker.tracker.companion_records import postponement_id
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_organisation, find_plan, find_task, label
from vpr_tracker.tracker.generation import derive
from vpr_tracker.tracker.selection import Asked, candidates
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import PostponementResult, PostponementView


class PostponingCases(TrackerCore):
    """Use cases about postponements.

    A postponement stays when the event or deadline under it moves: what was put off is then due on the later of the
    two days, what was brought forward on the earlier. It is kept by task and key of the due time, so that it also
    outlives a new edition of the document.
    """

    def postpone(
        self,
        task: str,
        to: date | str,
        *,
        reason: str,
        act: str | None = None,
        school: str | None = None,
        occurrence: str | None = None,
        dry_run: bool = False,
        actor: str | None = None,
        plan: str | None = None,
    ) -> PostponementResult:
        """Give a due time another due day; a new decision replaces an older one for the same.

        :param to: the new due day, a date or «2023-03-01»; it may also be earlier.
        :param act: the act that allows it («приказ № 21 от 08.02.2023»), or a link to it.
        :param school: only for this school; without it, for all who owe it.
        :param occurrence: the key of the due time, where the task has several with a day.
        :raises RuleBroken: no reason is given, the due time has no day or is a plugin's own, or several fit.
        :raises BadInput: it is due on that day already, or its window begins later.
        """
        day = as_day(to)
        check_texts(reason=reason, act=act)
        if not reason.strip():
            raise RuleBroken(_("a postponement needs a reason"), hint=_("say why: --reason TEXT"))
        basis = " ".join(act.split()) if act and act.strip() else None
        if basis is not None and "://" in basis:
            basis = check_url(basis)
        with self.unit(actor, dry_run=dry_run) as unit:
            row = find_plan(unit.connection, plan)
            task_row = find_task(unit.connection, row, task)
            place = find_organisation(unit.connection, row, school) if school is not None else None
            due = _due_time(unit, row, task_row, Asked(school, None, occurrence), place)
            was = due["postponed_from"] or due["end_on"]
            _check_day(due, day)
            organisation = place["id"] if place is not None else None
            identifier = postponement_id(task_row["id"], due["key"], organisation)
            known = reading.one(unit.connection, Postponement, identifier)
            values = {
                "due_on": day,
                "was_on": was,
                "reason": " ".join(reason.split()),
                "act": basis,
                "made_at": unit.at,
                "made_by": unit.actor,
            }
            about = {
                "plan_id": row["id"],
                "task_id": task_row["id"],
                "key": due["key"],
                "organisation_id": organisation,
            }
            subject = f"{task_row['number']} ({due['key']}): {due['end_on'].isoformat()} → {day.isoformat()}"
            with unit.entry(
                "postpone",
                plan=row["id"],
                task=task_row["id"],
                organisation=organisation,
                subject=subject,
                note="; ".join(part for part in (values["reason"], basis) if part),
            ):
                if known is None:
                    unit.writer.insert(Postponement, [{"id": identifier, **about, **values}])
                else:
                    unit.writer.change(Postponement, known, **values)
                moved = derive(unit.writer, row, [task_row])
            view = postponement_view(task_row, place, {"id": identifier, **about, **values})
            return PostponementResult(postponement=view, moved=moved_views(unit.connection, moved))

    def cancel_postponement(
        self,
        task: str,
        *,
        school: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> PostponementResult:
        """Take a postponement back: the due time has the day again that the plan gives it.

        :raises NotFound: there is none.
        :raises RuleBroken: several fit.
        """
        with self.unit(actor) as unit:
            row = find_plan(unit.connection, plan)
            task_row = find_task(unit.connection, row, task)
            place = find_organisation(unit.connection, row, school) if school is not None else None
            organisation = place["id"] if place is not None else None
            found = [
                each
                for each in record_reading.postponements(unit.connection, [task_row["id"]])
                if each["organisation_id"] == organisation and occurrence in (None, each["key"])
            ]
            if not found:
                raise NotFound(_("nothing of task «{number}» was put off so").format(number=task_row["number"]))
            if len(found) > 1:
                raise RuleBroken(
                    _("several due times were put off"),
                    problems=[each["key"] for each in found],
                    hint=_("say which: --occurrence KEY"),
                )
            (known,) = found
            subject = f"{task_row['number']} ({known['key']}): {known['due_on'].isoformat()}"
            with unit.entry(
                "postpone_cancel",
                plan=row["id"],
                task=task_row["id"],
                organisation=organisation,
                subject=subject,
                note=note,
            ):
                unit.writer.delete(Postponement, [known])
                moved = derive(unit.writer, row, [task_row])
            view = postponement_view(task_row, place, known)
            return PostponementResult(postponement=view, moved=moved_views(unit.connection, moved))

    def postponements(self, plan: str | None = None) -> list[PostponementView]:
        """The postponements of a plan, in the order of its tasks."""
        with self.reading() as connection:
            row = find_plan(connection, plan)
            tasks = reading.tasks(connection, row["id"])
            return [view for task in tasks for view in postponement_views(connection, task)]


def postponement_views(connection: Connection, task: Row) -> list[PostponementView]:
    """The postponements of one task."""
    views = []
    for row in record_reading.postponements(connection, [task["id"]]):
        place = reading.one(connection, Organisation, row["organisation_id"]) if row["organisation_id"] else None
        views.append(postponement_view(task, place, row))
    return views


def postponement_view(task: Row, place: Row | None, row: Row) -> PostponementView:
    """A postponement as callers see it."""
    return PostponementView(
        task=task["number"],
        key=row["key"],
        school=label(place) if place is not None else None,
        due_on=row["due_on"],
        was_on=row["was_on"],
        reason=row["reason"],
        act=row["act"],
        made_at=row["made_at"],
        made_by=row["made_by"],
    )


def _due_time(unit: Unit, plan: Row, task: Row, asked: Asked, place: Row | None) -> Row:
    """The due time that is meant, as it stands for those who are named."""
    rows: Sequence[Row] = [each.occurrence for each in candidates(unit.connection, plan, task, asked)]
    all_dated = {row["id"]: row for row in rows if row["kind"] == "dated" and row["end_on"] is not None}
    dated = {identifier: row for identifier, row in all_dated.items() if row["source"] is None}
    if all_dated and not dated:
        raise RuleBroken(
            _("the due days that task «{number}» has here are set by a plugin, not by the plan").format(
                number=task["number"]
            ),
            problems=[f"{row['key']}: {row['end_on'].isoformat()} ({row['source']})" for row in all_dated.values()],
            hint=_postponing(unit, {row["source"] for row in all_dated.values()}),
        )
    if not dated:
        raise RuleBroken(
            _("nothing of task «{number}» has a due day that could be put off").format(number=task["number"]),
            hint=_("give it one: vpr set TASK --deadline …, or date the event that it waits for"),
        )
    keys = list(dict.fromkeys(row["key"] for row in dated.values()))
    if len(keys) > 1:
        raise RuleBroken(
            _("task «{number}» has several due times").format(number=task["number"]),
            problems=[f"{row['key']}: {row['end_on'].isoformat()}" for row in dated.values()],
            hint=_("say which: --occurrence KEY"),
        )
    found = list(dated.values())
    own = [row for row in found if place is not None and row["organisation_id"] == place["id"]]
    general = [row for row in found if row["organisation_id"] is None]
    return (own or general or found)[0]


def _postponing(unit: Unit, sources: Collection[str]) -> str:
    """What to do instead, as the plugins whose due times these are say it."""
    specs = unit.hooks.storage() if unit.hooks is not None else ()
    commands = [command for spec in specs for source, command in spec.postponing.items() if source in sources]
    return "; ".join(commands) or _("put it right by a command of that plugin: vpr plugins")


def _check_day(due: Row, day: date) -> None:
    if day == due["end_on"]:
        raise BadInput(_("it is due on {day} already").format(day=day.isoformat()))
    start, end = due["start_on"], due["postponed_from"] or due["end_on"]
    if start is not None and start not in (end, due["end_on"]) and day < start:
        raise BadInput(
            _("its window begins on {start}, after {day}").format(start=start.isoformat(), day=day.isoformat())
        )
