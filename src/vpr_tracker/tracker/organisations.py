"""Schools of a plan, and who holds which role there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from vpr_tracker.domain.texts import check_text, check_texts
from vpr_tracker.errors import BadInput, RuleBroken
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.tables import Assignment, Obligation, Organisation, PlanSchool
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_organisation, find_plan, folded, label
from vpr_tracker.tracker.generation import derive
from vpr_tracker.tracker.importing import Persons
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import SchoolsResult, SchoolView


class OrganisationCases(TrackerCore):
    """Use cases about schools."""

    def add_school(self, number: str, name: str | None = None, *, plan: str | None = None) -> SchoolsResult:
        """List a school in a plan; it gets its obligations at once.

        :param number: «4», «№4»; a school without a number is given ``""`` and a name.
        :param name: what the school is called; without it «Школа № 4».
        """
        return self.import_schools([{"number": number, "name": name}], plan=plan)

    def import_schools(self, rows: Iterable[Mapping[str, str | None]], *, plan: str | None = None) -> SchoolsResult:
        """List many schools in one transaction. A row has ``number``, ``name``, or both.

        Schools that the plan lists already stay as they are.

        :raises BadInput: rows without number and name, or two rows for one school that differ.
        """
        wanted = _checked(rows)
        with self.unit() as unit:
            row = find_plan(unit.connection, plan)
            known = {each["id"] for each in reading.plan_schools(unit.connection, row["id"])}
            before = reading.count(unit.connection, Obligation)
            added: list[str] = []
            present: list[str] = []
            for number, name in wanted:
                school = _school(unit, row, number, name)
                (present if school in known else added).append(school)
                if school not in known:
                    self._list(unit, row, school, position=len(known) + 1)
                    known.add(school)
            gained = reading.count(unit.connection, Obligation) - before
            views = {view.organisation_id: view for view in school_views(unit.connection, row)}
            return SchoolsResult(
                added=tuple(views[each] for each in added),
                present=tuple(views[each] for each in present),
                obligations=gained,
            )

    def _list(self, unit: Unit, plan: Row, school: str, *, position: int) -> None:
        row = reading.one(unit.connection, Organisation, school)
        subject = "" if row is None else label(row)
        with unit.entry("school_join", plan=plan["id"], organisation=school, subject=subject):
            unit.writer.insert(
                PlanSchool,
                [
                    {
                        "id": derived_id("plan_school", plan["id"], school),
                        "plan_id": plan["id"],
                        "organisation_id": school,
                        "joined_on": self.today(plan["time_zone"]),
                        "position": position,
                    }
                ],
            )
            derive(unit.writer, plan, only=school)

    def schools(self, plan: str | None = None) -> list[SchoolView]:
        """The schools that a plan lists, in its order."""
        with self.reading() as connection:
            return school_views(connection, find_plan(connection, plan))

    def committee(self, plan: str | None = None) -> SchoolView:
        """The committee whose plan it is, with who holds which role there."""
        with self.reading() as connection:
            return _committee(connection, find_plan(connection, plan))

    def assign(self, role: str, person: str, *, school: str, plan: str | None = None) -> SchoolView:
        """Say who holds a role at a school (or at the committee, by its name); replaces who held it before."""
        check_texts(role=role, person=person)
        role, person = " ".join(role.split()), " ".join(person.split())
        if not role or not person:
            raise BadInput(_("an assignment needs a role and a person"))
        with self.unit() as unit:
            row = find_plan(unit.connection, plan)
            organisation = find_organisation(unit.connection, row, school)
            held = [
                each
                for each in reading.assignments(unit.connection, [organisation["id"]])
                if folded(each["role"]) == folded(role)
            ]
            subject = f"{label(organisation)}: {role} — {person}"
            with unit.entry("assign", plan=row["id"], organisation=organisation["id"], subject=subject):
                identifier = Persons(unit.writer, row["committee_id"]).find(person)
                if held:
                    unit.writer.change(Assignment, held[0], person_id=identifier)
                else:
                    _assign(unit, role, identifier, organisation["id"])
            return next(
                view
                for view in [*school_views(unit.connection, row), _committee(unit.connection, row)]
                if view.organisation_id == organisation["id"]
            )


def _assign(unit: Unit, role: str, person: str, organisation: str) -> None:
    unit.writer.insert(
        Assignment,
        [
            {
                "id": derived_id("assignment", organisation, folded(role)),
                "role": role,
                "person_id": person,
                "organisation_id": organisation,
            }
        ],
    )


def _checked(rows: Iterable[Mapping[str, str | None]]) -> list[tuple[str | None, str | None]]:
    wanted: dict[str, tuple[str | None, str | None]] = {}
    problems = []
    for position, row in enumerate(rows, start=1):
        for field in ("number", "name"):
            check_text(row.get(field), _("row {row}, {field}").format(row=position, field=field))
        number = " ".join((row.get("number") or "").split()).lstrip("№ ").strip() or None
        name = " ".join((row.get("name") or "").split()) or None
        if number is None and name is None:
            problems.append(_("row {row} has neither a number nor a name").format(row=position))
            continue
        key = folded(number or str(name))
        if wanted.setdefault(key, (number, name)) != (number, name):
            problems.append(_("row {row}: school «{name}» is given twice").format(row=position, name=number or name))
    if problems:
        raise BadInput(_("the list of schools cannot be taken"), problems=problems)
    return list(wanted.values())


def _school(unit: Unit, plan: Row, number: str | None, name: str | None) -> str:
    """The committee's school of that number, or of that name where it has none; made where there is none."""
    for row in reading.committee_schools(unit.connection, plan["committee_id"]):
        same_number = number is not None and row["number"] is not None and folded(row["number"]) == folded(number)
        same_name = number is None and name is not None and folded(row["name"]) == folded(name)
        if same_number and name is not None and folded(row["name"]) not in (folded(name), folded(_called(number))):
            raise RuleBroken(
                _("school «{number}» is called «{known}», not «{name}»").format(
                    number=number, known=row["name"], name=name
                ),
                hint=_("give the number alone, or another number"),
            )
        if same_number or same_name:
            return str(row["id"])
    called = name or _called(number)
    identifier = derived_id("school", plan["committee_id"], folded(number or called))
    with unit.entry("school_add", plan=plan["id"], organisation=identifier, subject=number or called):
        unit.writer.insert(
            Organisation,
            [
                {
                    "id": identifier,
                    "kind": "school",
                    "number": number,
                    "name": called,
                    "committee_id": plan["committee_id"],
                    "joined_on": unit.at.date(),
                }
            ],
        )
    return identifier


def _called(number: str | None) -> str:
    return f"Школа № {number}"


def school_views(connection: Connection, plan: Row) -> list[SchoolView]:
    """The schools of a plan, in its order."""
    rows = reading.plan_schools(connection, plan["id"])
    return _views(connection, rows)


def _committee(connection: Connection, plan: Row) -> SchoolView:
    row = reading.one(connection, Organisation, plan["committee_id"])
    return _views(connection, [row] if row is not None else [])[0]


def _views(connection: Connection, rows: Iterable[Row]) -> list[SchoolView]:
    listed = list(rows)
    held: dict[str, list[tuple[str, str]]] = {row["id"]: [] for row in listed}
    for each in reading.assignments(connection, held):
        held[each["organisation_id"]].append((each["role"], each["person"]))
    return [
        SchoolView(
            organisation_id=row["id"],
            kind=row["kind"],
            number=row["number"],
            name=row["name"],
            joined_on=row.get("listed_on", row["joined_on"]),
            assignments=tuple(held[row["id"]]),
        )
        for row in listed
    ]
