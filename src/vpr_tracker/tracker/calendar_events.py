"""Events: their days, what hangs on them, and what moves with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from vpr_tracker.domain.texts import check_texts
from vpr_tracker.errors import BadInput, NotFound, RuleBroken
from vpr_tracker.i18n import _
from vpr_tracker.settings import as_day
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.tables import Event, EventDate, Organisation, Task, Term
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_event, find_organisation, find_plan, find_task, folded, label
from vpr_tracker.tracker.generation import Moved, derive
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import EventDateView, EventResult, EventView, MovedOccurrence, Proposal
from vpr_tracker.tracker.words import agree, words_of


class EventCases(TrackerCore):
    """Use cases about events."""

    def set_event(
        self,
        name: str,
        start: date | str,
        end: date | str | None = None,
        *,
        school: str | None = None,
        repeat: bool = False,
        dry_run: bool = False,
        plan: str | None = None,
    ) -> EventResult:
        """Give an event its days; a new name is a new event. What is linked to it moves.

        :param start: first day, a date or «2023-03-15».
        :param end: last day, inclusive; without it the event takes one day.
        :param school: the days hold for this school alone.
        :param repeat: the event happens once more on these days.
        :param dry_run: see which due times would move, write nothing.
        :returns: also the deadlines whose words agree and that are not linked: proposals, nothing is linked by itself.
        """
        check_texts(name=name)
        called = " ".join(name.split())
        start = as_day(start)
        last = as_day(end) if end is not None else start
        if not called:
            raise BadInput(_("an event needs a name"))
        if last < start:
            raise BadInput(_("the event ends ({end}) before it begins ({start})").format(end=last, start=start))
        with self.unit(dry_run=dry_run) as unit:
            row = find_plan(unit.connection, plan)
            organisation = find_organisation(unit.connection, row, school) if school is not None else None
            if organisation is not None and organisation["kind"] == "committee":
                organisation = None
            place = organisation["id"] if organisation is not None else None
            event = _event(unit, row, called)
            subject = f"{called}: {_days(start, last)}" + (f", {label(organisation)}" if organisation else "")
            with unit.entry("event_set", plan=row["id"], organisation=place, subject=subject):
                _put_date(unit, event["id"], start, last, place, repeat=repeat)
                moved = _derive_linked(unit, event["id"])
            return EventResult(
                event=event_view(unit.connection, event),
                moved=moved_views(unit.connection, moved),
                proposals=_proposals(unit.connection, event),
            )

    def link_event(self, task: str, anchor: str | None, event: str, *, plan: str | None = None) -> EventResult:
        """Hang a deadline of a task on an event.

        :param anchor: the printed words of the deadline that name the event, or a part of them; ``None`` where the
            task has only one such deadline.
        :raises RuleBroken: the words fit several deadlines of the task.
        """
        return self._link(task, anchor, event, plan)

    def unlink_event(self, task: str, anchor: str | None = None, *, plan: str | None = None) -> EventResult:
        """Take a deadline off its event; it waits for a date again.

        :param anchor: as in :meth:`link_event`; ``None`` where the task has only one deadline that is linked.
        :raises RuleBroken: it is not linked, or the words fit several that are.
        """
        return self._link(task, anchor, None, plan)

    def _link(self, task: str, anchor: str | None, event: str | None, plan: str | None) -> EventResult:
        with self.unit() as unit:
            row = find_plan(unit.connection, plan)
            task_row = find_task(unit.connection, row, task)
            term = _term(unit.connection, task_row, anchor, linked=event is None)
            linked = (
                find_event(unit.connection, row["committee_id"], event)
                if event is not None
                else reading.one(unit.connection, Event, term["event_id"])
            )
            if linked is None:
                raise NotFound(_("there is no event «{name}»").format(name=event))
            action = "event_link" if event is not None else "event_unlink"
            subject = f"{task_row['number']}: {_words(term, task_row)} — {linked['name']}"
            with unit.entry(action, plan=row["id"], task=task_row["id"], subject=subject):
                unit.writer.change(Term, term, event_id=linked["id"] if event is not None else None)
                moved = derive(unit.writer, row, [task_row])
            return EventResult(
                event=event_view(unit.connection, linked), moved=moved_views(unit.connection, moved), proposals=()
            )

    def events(self, plan: str | None = None) -> list[EventView]:
        """The events of the plan's committee, with their days and what hangs on them."""
        with self.reading() as connection:
            row = find_plan(connection, plan)
            return [event_view(connection, event) for event in reading.events(connection, row["committee_id"])]


def _event(unit: Unit, plan: Row, name: str) -> Row:
    """The committee's event of that name; made where there is none."""
    known = reading.events(unit.connection, plan["committee_id"])
    for row in known:
        if folded(row["name"]) == folded(name):
            return row
    event = {
        "id": derived_id("event", plan["committee_id"], folded(name)),
        "committee_id": plan["committee_id"],
        "position": len(known) + 1,
        "name": name,
    }
    with unit.entry("event_add", plan=plan["id"], subject=name):
        unit.writer.insert(Event, [event])
    return event


def _put_date(unit: Unit, event: str, start: date, end: date, place: str | None, *, repeat: bool) -> None:
    """Set the days of an event, of everybody or of one school; a repetition gets the next number."""
    own = [row for row in reading.event_dates(unit.connection, [event]) if row["organisation_id"] == place]
    if repeat and any((row["start_on"], row["end_on"]) == (start, end) for row in own):
        return
    current = [] if repeat else [row for row in own if row["repeat"] == 0]
    if current:
        unit.writer.change(EventDate, current[0], start_on=start, end_on=end)
        return
    number = max((row["repeat"] for row in own), default=-1) + 1 if repeat else 0
    row = {"event_id": event, "start_on": start, "end_on": end, "organisation_id": place, "repeat": number}
    identifier = derived_id("event_date", event, str(number), place or "")
    unit.writer.insert(EventDate, [{"id": identifier, **row}])


def _derive_linked(unit: Unit, event: str) -> list[Moved]:
    """Date anew every task that hangs on the event, in all plans."""
    moved: list[Moved] = []
    tasks = {term["task_id"] for term in reading.linked_terms(unit.connection, event)}
    for plan in reading.plans(unit.connection):
        rows = [row for row in reading.tasks(unit.connection, plan["id"]) if row["id"] in tasks]
        if rows:
            moved += derive(unit.writer, plan, rows)
    return moved


def _term(connection: Connection, task: Row, anchor: str | None, *, linked: bool) -> Row:
    """The term of a task that the words mean; ``linked``: of those that have an event."""
    terms = [row for row in reading.terms(connection, [task["id"]]) if row["form"] in ("relative", "reference")]
    found = _named(terms, task, anchor)
    listed = [_words(row, task) for row in terms]
    if not found:
        raise NotFound(
            _("no deadline of task «{number}» hangs on «{anchor}»").format(number=task["number"], anchor=anchor or "…"),
            hint=_("it hangs on: {anchors}").format(anchors=", ".join(f"«{each}»" for each in listed) or "—"),
        )
    if linked:
        found = _named([row for row in terms if row["event_id"]], task, anchor)
        if not found:
            raise RuleBroken(
                _("no deadline of task «{number}» is linked to an event").format(number=task["number"])
                if anchor is None
                else _("«{anchor}» is not linked to an event").format(anchor=anchor)
            )
    if len(found) > 1:
        raise RuleBroken(
            _("several deadlines of task «{number}» fit").format(number=task["number"]),
            problems=[_words(row, task) for row in found],
        )
    return found[0]


def _named(terms: Sequence[Row], task: Row, anchor: str | None) -> list[Row]:
    """The terms whose words these are, else that hold them, else that agree with them; all without words."""
    if anchor is None:
        return list(terms)
    wanted = folded(anchor)
    found = [row for row in terms if folded(_words(row, task)) == wanted]
    found = found or [row for row in terms if wanted and wanted in folded(_words(row, task))]
    return found or [row for row in terms if words_of(anchor) and agree(anchor, _words(row, task))]


def _words(term: Row, task: Row) -> str:
    return str(term["anchor"] or task["printed"])


def _proposals(connection: Connection, event: Row) -> tuple[Proposal, ...]:
    """Deadlines that are not linked and whose words agree with the event's name."""
    plans = [row["id"] for row in reading.plans(connection, committee=event["committee_id"])]
    return tuple(
        Proposal(plan_id=term["plan_id"], task=term["number"], anchor=term["anchor"])
        for term in reading.hanging_terms(connection, plans)
        if term["event_id"] is None and term["anchor"] and agree(term["anchor"], event["name"])
    )


def event_view(connection: Connection, event: Row) -> EventView:
    """An event with its days and links."""
    dates = reading.event_dates(connection, [event["id"]])
    names = {
        row["id"]: label(row)
        for row in reading.committee_schools(connection, event["committee_id"])
        if any(each["organisation_id"] == row["id"] for each in dates)
    }
    tasks = {row["id"]: row for row in _tasks(connection, reading.linked_terms(connection, event["id"]))}
    return EventView(
        event_id=event["id"],
        name=event["name"],
        dates=tuple(
            EventDateView(
                start=row["start_on"],
                end=row["end_on"],
                school=names.get(row["organisation_id"]),
                repeat=row["repeat"],
            )
            for row in dates
        ),
        links=tuple(
            (tasks[term["task_id"]]["number"], _words(term, tasks[term["task_id"]]))
            for term in reading.linked_terms(connection, event["id"])
        ),
    )


def _tasks(connection: Connection, terms: Sequence[Row]) -> list[Row]:
    rows = [reading.one(connection, Task, identifier) for identifier in {term["task_id"] for term in terms}]
    return [row for row in rows if row is not None]


def moved_views(connection: Connection, moved: Iterable[Moved]) -> tuple[MovedOccurrence, ...]:
    views = []
    for each in moved:
        task = reading.one(connection, Task, each.task_id)
        school = reading.one(connection, Organisation, each.organisation_id) if each.organisation_id else None
        views.append(
            MovedOccurrence(
                task=task["number"] if task else "",
                key=each.key,
                school=label(school) if school else None,
                before=each.before,
                after=each.after,
            )
        )
    return tuple(views)


def _days(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()}..{end.isoformat()}"
