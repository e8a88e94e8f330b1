"""What is tracked beside the document: written into a plan file, and taken from one into a database."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection

from vpr_tracker.domain.school_year import SchoolCalendar, TermDates
from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.tables import (
    Assignment,
    Event,
    EventDate,
    Organisation,
    Owner,
    PlanSchool,
    Remark,
    SchoolTerm,
    Term,
)
from vpr_tracker.storage.writer import Writer
from vpr_tracker.tracker.companion_drafts import (
    AssignmentDraft,
    Companions,
    EventDateDraft,
    EventDraft,
    LinkDraft,
    PersonDraft,
    SchoolDraft,
    SchoolTermDraft,
    SettledDraft,
)
from vpr_tracker.tracker.companion_records import read_postponements, read_rules, write_records
from vpr_tracker.tracker.finding import folded
from vpr_tracker.tracker.importing import Persons


def read_companions(connection: Connection, plan: Row) -> Companions:
    """What is tracked beside a plan's document."""
    committee = plan["committee_id"]
    schools = reading.plan_schools(connection, plan["id"])
    known = {row["id"] for row in schools}
    members = [committee, *known]
    tasks = [row["id"] for row in reading.tasks(connection, plan["id"])]
    return Companions(
        committee=None if committee == derived_id("committee", plan["id"]) else committee,
        schools=tuple(
            SchoolDraft(uid=row["id"], name=row["name"], number=row["number"], joined_on=row["listed_on"])
            for row in schools
        ),
        assignments=tuple(
            AssignmentDraft(role=row["role"], person=row["person"], school=_school(row, committee))
            for row in reading.assignments(connection, members)
        ),
        events=tuple(_event(connection, row, set(tasks), known) for row in reading.events(connection, committee)),
        school_terms=tuple(
            SchoolTermDraft(key=row["key"], start=row["start_on"], end=row["end_on"], school=_school(row, committee))
            for row in reading.school_terms(connection, members)
        ),
        persons=tuple(_persons(connection, committee, tasks)),
        settled=tuple(
            SettledDraft(
                remark=row["position"] + 1,
                how=row["settled"],
                by=row["settled_by"],
                at=row["settled_at"],
                note=row["note"],
            )
            for row in reading.remarks(connection, plan["id"])
            if row["settled"] is not None
        ),
        evidence_rules=read_rules(connection, tasks),
        postponements=read_postponements(connection, tasks, {*known, committee}),
    )


def _school(row: Row, committee: str) -> str | None:
    return None if row["organisation_id"] == committee else str(row["organisation_id"])


def _event(connection: Connection, event: Row, tasks: set[str], schools: set[str]) -> EventDraft:
    dates = [
        row
        for row in reading.event_dates(connection, [event["id"]])
        if row["organisation_id"] is None or row["organisation_id"] in schools
    ]
    return EventDraft(
        uid=event["id"],
        name=event["name"],
        dates=tuple(
            EventDateDraft(
                start=row["start_on"], end=row["end_on"], repeat=row["repeat"], school=row["organisation_id"]
            )
            for row in dates
        ),
        links=tuple(
            LinkDraft(task=row["task_id"], term=row["position"])
            for row in reading.linked_terms(connection, event["id"])
            if row["task_id"] in tasks
        ),
    )


def _persons(connection: Connection, committee: str, tasks: list[str]) -> list[PersonDraft]:
    """Persons who are printed otherwise than they are called."""
    names = {row["id"]: row["name"] for row in reading.persons(connection, committee)}
    printed: dict[str, list[str]] = defaultdict(list)
    for row in reading.owners(connection, tasks):
        if row["person_id"] is not None and row["name"] not in (*printed[row["person_id"]], names[row["person_id"]]):
            printed[row["person_id"]].append(row["name"])
    return [PersonDraft(name=names[each], spellings=tuple(found)) for each, found in printed.items() if found]


class CompanionWriter:
    """Takes what a plan file carries into the database, inside the journal entry of the import."""

    def __init__(self, writer: Writer, plan: Row, companions: Companions) -> None:
        self.writer = writer
        self.plan = plan
        self.committee: str = plan["committee_id"]
        self.companions = companions
        self.schools: dict[str, str] = {}

    def write(self) -> None:
        """Everything, schools first.

        :raises BadInput: something refers to a school, task or remark that the file does not have.
        """
        self._schools()
        self._persons()
        self._events()
        self._school_terms()
        self._settled()
        write_records(self.writer, self.plan["id"], self.companions, self._own_place)

    def _own_place(self, school: str | None) -> str | None:
        return school if school in (None, self.committee) else self._place(school)

    def _place(self, school: str | None) -> str:
        if school is None:
            return self.committee
        if school not in self.schools:
            raise BadInput(_("the settings of the plan name a school «{uid}» that it does not list").format(uid=school))
        return self.schools[school]

    def _schools(self) -> None:
        present = reading.committee_schools(self.writer.connection, self.committee)
        numbers = {folded(row["number"]): row["id"] for row in present if row["number"]}
        known = {row["id"] for row in present}
        for position, school in enumerate(self.companions.schools, start=1):
            identifier = school.uid if school.uid in known else numbers.get(folded(school.number or ""))
            if identifier is None:
                identifier = school.uid
                row = {"id": identifier, "kind": "school", "number": school.number, "name": school.name}
                self.writer.insert(
                    Organisation, [{**row, "committee_id": self.committee, "joined_on": school.joined_on}]
                )
            self.schools[school.uid] = identifier
            listed = {"plan_id": self.plan["id"], "organisation_id": identifier, "position": position}
            self.writer.insert(
                PlanSchool,
                [
                    {
                        "id": derived_id("plan_school", self.plan["id"], identifier),
                        "joined_on": school.joined_on,
                        **listed,
                    }
                ],
            )

    def _persons(self) -> None:
        persons = Persons(self.writer, self.committee)
        tasks = [row["id"] for row in reading.tasks(self.writer.connection, self.plan["id"])]
        owners = reading.owners(self.writer.connection, tasks)
        for person in self.companions.persons:
            identifier = persons.find(person.name)
            spelt_so = [row for row in owners if row["name"] in person.spellings and row["person_id"] is not None]
            self.writer.change_all(Owner, [(row, {"person_id": identifier}) for row in spelt_so])
        held = {
            (row["organisation_id"], folded(row["role"]))
            for row in reading.assignments(self.writer.connection, [self.committee, *self.schools.values()])
        }
        for each in self.companions.assignments:
            place = self._place(each.school)
            if (place, folded(each.role)) not in held:
                row = {"role": each.role, "person_id": persons.find(each.person), "organisation_id": place}
                self.writer.insert(Assignment, [{"id": derived_id("assignment", place, folded(each.role)), **row}])

    def _events(self) -> None:
        present = reading.events(self.writer.connection, self.committee)
        names = {folded(row["name"]): row["id"] for row in present}
        for position, event in enumerate(self.companions.events, start=len(present) + 1):
            identifier = names.get(folded(event.name))
            if identifier is None:
                identifier = event.uid
                row = {"id": identifier, "committee_id": self.committee, "position": position, "name": event.name}
                self.writer.insert(Event, [row])
                self.writer.insert(EventDate, [self._event_date(identifier, each) for each in event.dates])
            for link in event.links:
                self._link(link, identifier)

    def _event_date(self, event: str, each: EventDateDraft) -> dict[str, object]:
        if each.end < each.start:
            raise BadInput(_("an event ends ({end}) before it begins ({start})").format(end=each.end, start=each.start))
        place = self._place(each.school) if each.school is not None else None
        return {
            "id": derived_id("event_date", event, str(each.repeat), place or ""),
            "event_id": event,
            "start_on": each.start,
            "end_on": each.end,
            "organisation_id": place,
            "repeat": each.repeat,
        }

    def _link(self, link: LinkDraft, event: str) -> None:
        term = reading.one(self.writer.connection, Term, derived_id("term", link.task, str(link.term)))
        if term is None:
            raise BadInput(
                _("the settings of the plan link a deadline that it does not have: task «{uid}», term {term}").format(
                    uid=link.task, term=link.term
                )
            )
        self.writer.change(Term, term, event_id=event)

    def _school_terms(self) -> None:
        layers: dict[str, list[TermDates]] = defaultdict(list)
        for each in self.companions.school_terms:
            layers[self._place(each.school)].append(TermDates(each.key, each.start, each.end))
        common = SchoolCalendar.of(layers.get(self.committee, ()))
        for place, dates in layers.items():
            common.with_dates(dates)
            known = {row["key"] for row in reading.school_terms(self.writer.connection, [place])}
            self.writer.insert(
                SchoolTerm,
                [
                    {
                        "id": derived_id("school_term", place, each.key),
                        "organisation_id": place,
                        "key": each.key,
                        "start_on": each.start,
                        "end_on": each.end,
                    }
                    for each in dates
                    if each.key not in known
                ],
            )

    def _settled(self) -> None:
        remarks = {row["position"] + 1: row for row in reading.remarks(self.writer.connection, self.plan["id"])}
        for each in self.companions.settled:
            if each.remark not in remarks:
                raise BadInput(_("the plan has no remark «{remark}»").format(remark=each.remark))
            self.writer.change(
                Remark,
                remarks[each.remark],
                settled=each.how,
                settled_by=each.by,
                settled_at=each.at,
                note=each.note,
            )
