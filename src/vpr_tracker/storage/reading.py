"""Questions that the use cases ask: rows by what they belong to. Rows are mappings by column name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, func, or_, select
from sqlmodel import SQLModel

from vpr_tracker.storage.base import table_of
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.tables import (
    Assignment,
    Deliverable,
    Event,
    EventDate,
    Journal,
    Obligation,
    Occurrence,
    Organisation,
    Owner,
    Person,
    Plan,
    PlanSchool,
    Remark,
    SchoolTerm,
    Task,
    Term,
)

_MANY: Final = 500
"""Identifiers in one ``IN`` list: SQLite allows few parameters in older builds."""


def one(connection: Connection, model: type[SQLModel], identifier: str) -> Row | None:
    """The row with this identifier."""
    table = table_of(model)
    row = connection.execute(select(table).where(table.c.id == identifier)).mappings().first()
    return dict(row) if row is not None else None


def existing(connection: Connection, model: type[SQLModel], identifiers: Collection[str]) -> set[str]:
    """Which of the identifiers a table has."""
    column = table_of(model).c.id
    return {
        str(row[0])
        for some in portions(identifiers)
        for row in connection.execute(select(column).where(column.in_(some)))
    }


def count(connection: Connection, model: type[SQLModel]) -> int:
    """How many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table_of(model))).scalar_one())


def plans(connection: Connection, *, committee: str | None = None) -> list[Row]:
    """Plans in the order of their import."""
    table = table_of(Plan)
    query = select(table).where(~table.c.removed).order_by(table.c.position)
    if committee is not None:
        query = query.where(table.c.committee_id == committee)
    return _all(connection, query)


def plan_of_source(connection: Connection, sha256: str) -> Row | None:
    """The plan that was read from the document with this hash."""
    table = table_of(Plan)
    query = select(table).where(table.c.source_sha256 == sha256, ~table.c.removed).order_by(table.c.position)
    row = connection.execute(query).mappings().first()
    return dict(row) if row is not None else None


def tasks(connection: Connection, plan: str, *, removed: bool = False) -> list[Row]:
    """The tasks of a plan in their order; also removed ones where ``removed`` is true."""
    table = table_of(Task)
    query = select(table).where(table.c.plan_id == plan).order_by(table.c.position)
    return _all(connection, query if removed else query.where(~table.c.removed))


def _of_tasks(connection: Connection, model: type[SQLModel], tasks: Collection[str]) -> list[Row]:
    table = table_of(model)
    rows: list[Row] = []
    for some in portions(tasks):
        rows += _all(
            connection, select(table).where(table.c.task_id.in_(some)).order_by(table.c.task_id, table.c.position)
        )
    return rows


def terms(connection: Connection, tasks: Collection[str]) -> list[Row]:
    """The terms of tasks, by task, in their order."""
    return _of_tasks(connection, Term, tasks)


def owners(connection: Connection, tasks: Collection[str]) -> list[Row]:
    """The owners of tasks, by task, in their order."""
    return _of_tasks(connection, Owner, tasks)


def deliverables(connection: Connection, tasks: Collection[str], *, removed: bool = False) -> list[Row]:
    """The deliverables of tasks, by task, in their order; without removed ones by default."""
    return [row for row in _of_tasks(connection, Deliverable, tasks) if removed or not row["removed"]]


def occurrences(connection: Connection, tasks: Collection[str], *, removed: bool = True) -> list[Row]:
    """The occurrences of tasks; also removed ones unless ``removed`` is false."""
    table = table_of(Occurrence)
    rows: list[Row] = []
    for some in portions(tasks):
        query = select(table).where(table.c.task_id.in_(some)).order_by(table.c.task_id, table.c.key, table.c.id)
        rows += _all(connection, query if removed else query.where(~table.c.removed))
    return rows


def obligations(
    connection: Connection, task: str, *, organisation: str | None = None, removed: bool = True
) -> list[Row]:
    """The obligations of a task, of one organisation where it is named; also removed ones by default."""
    table = table_of(Obligation)
    query = select(table).where(table.c.task_id == task).order_by(table.c.id)
    if organisation is not None:
        query = query.where(table.c.organisation_id == organisation)
    if not removed:
        query = query.where(~table.c.removed)
    return _all(connection, query)


def plan_obligations(connection: Connection, plan: str) -> list[Row]:
    """All obligations of a plan, also removed ones, by identifier."""
    table = table_of(Obligation)
    return _all(connection, select(table).where(table.c.plan_id == plan).order_by(table.c.id))


def tasks_of_organisation(connection: Connection, plan: str, organisation: str) -> set[str]:
    """Identifiers of the tasks that ask anything of an organisation."""
    table = table_of(Obligation)
    query = select(table.c.task_id).where(
        table.c.plan_id == plan, table.c.organisation_id == organisation, ~table.c.removed
    )
    return {str(row[0]) for row in connection.execute(query.distinct())}


def committees(connection: Connection) -> list[Row]:
    """All committees, by name."""
    table = table_of(Organisation)
    return _all(connection, select(table).where(table.c.kind == "committee").order_by(table.c.name, table.c.id))


def committee_schools(connection: Connection, committee: str) -> list[Row]:
    """The schools of a committee, by number and name."""
    table = table_of(Organisation)
    return _all(
        connection, select(table).where(table.c.committee_id == committee).order_by(table.c.number, table.c.name)
    )


def plan_schools(connection: Connection, plan: str) -> list[Row]:
    """The schools that a plan lists, in its order; ``listed_on`` is when the plan got each, ``position`` its place."""
    school, listed = table_of(Organisation), table_of(PlanSchool)
    query = (
        select(school, listed.c.joined_on.label("listed_on"), listed.c.position)
        .join(listed, listed.c.organisation_id == school.c.id)
        .where(listed.c.plan_id == plan)
        .order_by(listed.c.position)
    )
    return _all(connection, query)


def plans_of_school(connection: Connection, organisation: str) -> list[str]:
    """Identifiers of the plans that list a school."""
    table = table_of(PlanSchool)
    return [
        str(row[0])
        for row in connection.execute(select(table.c.plan_id).where(table.c.organisation_id == organisation))
    ]


def persons(connection: Connection, committee: str) -> list[Row]:
    """The persons that a committee's plans name."""
    table = table_of(Person)
    return _all(connection, select(table).where(table.c.committee_id == committee).order_by(table.c.name, table.c.id))


def owners_of_person(connection: Connection, person: str) -> list[Row]:
    """The owners that are this person, in all tasks."""
    table = table_of(Owner)
    return _all(connection, select(table).where(table.c.person_id == person).order_by(table.c.id))


def assignments_of_person(connection: Connection, person: str) -> list[Row]:
    """The roles that this person holds."""
    table = table_of(Assignment)
    return _all(connection, select(table).where(table.c.person_id == person).order_by(table.c.id))


def assignments(connection: Connection, organisations: Collection[str]) -> list[Row]:
    """Who holds which role at organisations; ``person`` is the name."""
    table, person = table_of(Assignment), table_of(Person)
    rows: list[Row] = []
    for some in portions(organisations):
        rows += _all(
            connection,
            select(table, person.c.name.label("person"))
            .join(person, person.c.id == table.c.person_id)
            .where(table.c.organisation_id.in_(some)),
        )
    # Not by the database, whose collation would decide.
    return sorted(rows, key=lambda row: (row["organisation_id"], row["role"]))


def events(connection: Connection, committee: str) -> list[Row]:
    """The events of a committee in the order they were named."""
    table = table_of(Event)
    return _all(connection, select(table).where(table.c.committee_id == committee).order_by(table.c.position))


def event_dates(connection: Connection, events: Collection[str]) -> list[Row]:
    """The days of events: repetitions in order, the general days before those of single schools."""
    table = table_of(EventDate)
    rows: list[Row] = []
    for some in portions(events):
        rows += _all(connection, select(table).where(table.c.event_id.in_(some)))
    return sorted(rows, key=lambda row: (row["event_id"], row["repeat"], row["organisation_id"] or ""))


def linked_terms(connection: Connection, event: str) -> list[Row]:
    """The terms that hang on an event."""
    table = table_of(Term)
    return _all(connection, select(table).where(table.c.event_id == event).order_by(table.c.task_id, table.c.position))


def hanging_terms(connection: Connection, plans: Collection[str]) -> list[Row]:
    """Every term of plans that hangs on an event or document, with ``number``, ``plan_id`` of its task."""
    term, task = table_of(Term), table_of(Task)
    query = (
        select(term, task.c.number, task.c.plan_id)
        .join(task, task.c.id == term.c.task_id)
        .where(
            task.c.plan_id.in_(list(plans)),
            ~task.c.removed,
            or_(term.c.form.in_(("relative", "reference")), term.c.anchor.is_not(None)),
        )
        .order_by(task.c.plan_id, task.c.position, term.c.position)
    )
    return _all(connection, query)


def school_terms(connection: Connection, organisations: Collection[str]) -> list[Row]:
    """The terms that were set for organisations, by key, then organisation."""
    table = table_of(SchoolTerm)
    rows: list[Row] = []
    for some in portions(organisations):
        rows += _all(connection, select(table).where(table.c.organisation_id.in_(some)))
    return sorted(rows, key=lambda row: (row["key"], row["organisation_id"]))


def remarks(connection: Connection, plan: str) -> list[Row]:
    """The remarks on a plan in their order."""
    table = table_of(Remark)
    return _all(connection, select(table).where(table.c.plan_id == plan).order_by(table.c.position))


def _all(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]


def portions(identifiers: Iterable[str]) -> Iterable[list[str]]:
    """The identifiers in lists short enough for one question."""
    known = list(identifiers)
    for start in range(0, len(known), _MANY):
        yield known[start : start + _MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries of the journal are asked for; instants as the journal writes them, ``until`` exclusive."""

    plan: str | None = None
    task: str | None = None
    organisation: str | None = None
    actor: str | None = None
    action: str | None = None
    unit: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None


def log(connection: Connection, wanted: Wanted) -> list[Row]:
    """Entries of the journal, oldest first, with ``number`` of the task and ``school_number``, ``school_name``;
    with a limit, the last ones."""
    table, task, school = table_of(Journal), table_of(Task), table_of(Organisation)
    query = (
        select(
            table,
            task.c.number,
            school.c.number.label("school_number"),
            school.c.name.label("school_name"),
        )
        .outerjoin(task, task.c.id == table.c.task_id)
        .outerjoin(school, school.c.id == table.c.organisation_id)
        .order_by(table.c.seq.desc())
        .limit(wanted.limit)
    )
    for column, value in (
        (table.c.plan_id, wanted.plan),
        (table.c.task_id, wanted.task),
        (table.c.organisation_id, wanted.organisation),
        (table.c.actor, wanted.actor),
        (table.c.action, wanted.action),
        (table.c.unit, wanted.unit),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(table.c.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(table.c.at < wanted.until)
    return _all(connection, query)[::-1]
