"""Small plans written straight into the tables, for the reports to read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Engine, delete
from sqlmodel import Session

from vpr_tracker.domain.conditions import condition
from vpr_tracker.storage import tables
from vpr_tracker.storage.base import TableBase

TODAY = date(2023, 2, 10)
STATES = ("expected", "submitted", "returned", "accepted", "waived")


class World:
    """A plan that a test makes up: rows of the tables, in the order in which they go in."""

    def __init__(self, title: str = "План работы на 2023 год", **plan: Any) -> None:
        self.rows: list[TableBase] = []
        self.committee = self._add(tables.Organisation, kind="committee", name="Комитет образования")
        self.schools: dict[str, str] = {}
        self.plan = ""
        self.new_plan(title, **plan)

    def new_plan(self, title: str, **plan: Any) -> None:
        """One more plan; what is added from now on belongs to it."""
        values = {
            "period_start": date(2023, 1, 1),
            "period_end": date(2023, 12, 31),
            "approved_on": date(2023, 1, 9),
            "time_zone": "Asia/Barnaul",
            "utc_offset_minutes": 420,
            **plan,
        }
        position = 1 + sum(isinstance(row, tables.Plan) for row in self.rows)
        self.plan = self._add(
            tables.Plan,
            committee_id=self.committee,
            position=position,
            title=title,
            imported_at=datetime(2023, 1, 10, tzinfo=UTC),
            **values,
        )

    def _add(self, model: type[TableBase], **values: Any) -> str:
        identifier = f"{model.__tablename__}-{len(self.rows):05}"
        self.rows.append(model(id=identifier, **values))
        return identifier

    def school(self, number: str, name: str | None = None) -> str:
        """A school of the plan."""
        school = self._add(
            tables.Organisation,
            kind="school",
            number=number,
            name=name or f"Школа № {number}",
            committee_id=self.committee,
        )
        self.schools[number] = school
        self._add(
            tables.PlanSchool,
            plan_id=self.plan,
            organisation_id=school,
            joined_on=date(2023, 1, 9),
            position=len(self.schools),
        )
        return school

    def task(self, number: str, title: str | None = None, **values: Any) -> str:
        """A task, at school level unless something else is said."""
        return self._add(
            tables.Task,
            plan_id=self.plan,
            position=len(self.rows),
            number=number,
            title=title or f"Мероприятие {number}",
            **{"level": "school", **values},
        )

    def owner(self, task: str, name: str, kind: str = "person", **values: Any) -> None:
        """An owner of a task."""
        self._add(
            tables.Owner, task_id=task, position=len(self.rows), name=name, kind=kind, **{"duty": "executes", **values}
        )

    def assign(self, role: str, person: str, organisation: str) -> None:
        """The person who holds a role at an organisation."""
        holder = self._add(tables.Person, committee_id=self.committee, name=person)
        self._add(tables.Assignment, role=role, person_id=holder, organisation_id=organisation)

    def term(self, task: str, anchor: str | None, form: str = "relative") -> None:
        """A term that hangs on something."""
        self._add(tables.Term, task_id=task, position=len(self.rows), form=form, anchor=anchor)

    def deliverable(self, task: str, title: str = "Отчёт", **values: Any) -> str:
        """A deliverable of a task."""
        return self._add(
            tables.Deliverable,
            task_id=task,
            position=len(self.rows),
            title=title,
            **{"kind": "document", "per": "school", "origin": "result", **values},
        )

    def occurrence(
        self, task: str, end: date | None = None, start: date | None = None, key: str = "1", **values: Any
    ) -> str:
        """A due time of a task."""
        return self._add(
            tables.Occurrence,
            plan_id=self.plan,
            task_id=task,
            key=key,
            start_on=start,
            end_on=end,
            **{"kind": "undated" if end is None else "dated", **values},
        )

    def obligation(
        self, task: str, occurrence: str, organisation: str, deliverable: str | None = None, **values: Any
    ) -> str:
        """Something that an organisation has to hand in."""
        return self._add(
            tables.Obligation,
            plan_id=self.plan,
            task_id=task,
            occurrence_id=occurrence,
            organisation_id=organisation,
            deliverable_id=deliverable,
            **values,
        )

    def due_task(self, number: str, end: date | None, *, state: str = "expected", **values: Any) -> str:
        """A task with one deliverable, due once, owed by every school so far (or the committee)."""
        task = self.task(number, **values)
        deliverable = self.deliverable(task)
        occurrence = self.occurrence(task, end)
        level = values.get("level", "school")
        for organisation in [self.committee] if level == "municipality" else self.schools.values():
            self.obligation(task, occurrence, organisation, deliverable, state=state)
        return task

    def save(self, engine: Engine) -> None:
        """Put the rows into a database in place of whatever is there."""
        with Session(engine) as session:
            for model in reversed(tables.IN_ORDER):
                session.execute(delete(model))
            for row in self.rows:
                session.add(type(row)(**row.model_dump()))
                session.flush()
            session.commit()

    def obligations(self) -> list[tables.Obligation]:
        """All obligations."""
        return [row for row in self.rows if isinstance(row, tables.Obligation)]

    def conditions(self, today: date) -> list[str]:
        """The condition of every obligation by the rule of the domain."""
        plans = {row.id: row for row in self.rows if isinstance(row, tables.Plan)}
        occurrences = {row.id: row for row in self.rows if isinstance(row, tables.Occurrence)}
        found = []
        for row in self.obligations():
            plan, due = plans[row.plan_id], occurrences[row.occurrence_id]
            found.append(
                condition(
                    state=row.state,
                    kind=due.kind,
                    start=due.start_on,
                    end=due.end_on,
                    approved_on=plan.approved_on,
                    today=today,
                    soon_days=plan.soon_days,
                    begins=plan.period_start,
                )
            )
        return found


DAYS = st.dates(date(2022, 12, 1), date(2023, 4, 30))
NAMES = ("Берёзкина Т. П.", "Соколов И. И.", "Директор", "Ёлкина А. С.")
ROLES = ("Директор", "заместитель директора")


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any small plan: levels, sections, owners, roles, due times of every kind, all states."""
    world = World(
        approved_on=draw(st.none() | DAYS),
        period_start=draw(st.sampled_from([date(2023, 1, 1), date(2023, 3, 1)])),
        soon_days=draw(st.sampled_from([0, 7, 30])),
    )
    schools = [world.school(str(number)) for number in range(1, 1 + draw(st.integers(0, 3)))]
    for school in schools:
        for role in draw(st.sets(st.sampled_from(ROLES))):
            world.assign(role, draw(st.sampled_from(NAMES)), school)
    for number in range(1, 1 + draw(st.integers(0, 4))):
        _draw_task(draw, world, str(number), schools)
    return world


def _draw_task(draw: st.DrawFn, world: World, number: str, schools: list[str]) -> None:
    level = draw(st.sampled_from(["municipality", "school", "both"]))
    task = world.task(number, level=level, section=draw(st.none() | st.sampled_from(["I. Анализ", "II. Контроль"])))
    for name in draw(st.sets(st.sampled_from(NAMES + ROLES), max_size=2)):
        world.owner(task, name, "role" if name in ROLES else "person")
    if draw(st.booleans()):
        world.term(task, draw(st.none() | st.sampled_from(["проведение работ", "приказ"])))
    deliverables = [world.deliverable(task, title) for title in draw(st.sets(st.sampled_from(["Отчёт", "Приказ"])))]
    organisations = {"municipality": [world.committee], "school": schools, "both": [world.committee, *schools]}[level]
    for key in range(1, 1 + draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["dated", "dated", "undated", "standing"]))
        ends = sorted([draw(DAYS), draw(DAYS)]) if kind == "dated" else [None, None]
        start = ends[0] if draw(st.booleans()) else None
        occurrence = world.occurrence(task, ends[1], start, str(key), kind=kind)
        for organisation in organisations:
            for deliverable in deliverables or [None]:
                world.obligation(task, occurrence, organisation, deliverable, state=draw(st.sampled_from(STATES)))
