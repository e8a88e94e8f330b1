"""The school calendar of a committee and of schools that have their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vpr_tracker.domain.school_year import UNITS, SchoolCalendar, SchoolUnit, TermDates
from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.tables import SchoolTerm
from vpr_tracker.tracker.calendar_events import moved_views
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_organisation, find_plan, label
from vpr_tracker.tracker.generation import Moved, derive
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import MovedOccurrence


class SchoolYearCases(TrackerCore):
    """Use cases about school terms; keys are ``2022/23-III``, ``2022/23-T2``, ``2022/23-H1``, ``2022/23-winter``."""

    def set_school_term(
        self, key: str, start: date, end: date, *, school: str | None = None, plan: str | None = None
    ) -> tuple[MovedOccurrence, ...]:
        """Say when a school term is, for the committee's schools or for one school; what hangs on it moves.

        :raises BadInput: an unknown key, days that run backwards, or terms that overlap.
        """
        return self._set([TermDates(key.strip(), start, end)], school, plan)

    def confirm_school_year(
        self, year: str, *, school: str | None = None, plan: str | None = None
    ) -> tuple[MovedOccurrence, ...]:
        """Take the terms of a school year («2022/23») as they are known for confirmed.

        :raises BadInput: it is no school year.
        """
        first = _first_year(year)
        with self.reading() as connection:
            row = find_plan(connection, plan)
            rows = reading.school_terms(connection, [row["committee_id"]])
        calendar = _calendar(rows)
        units = [calendar.year(first)[name] for name in UNITS["term"]]
        return self._set([TermDates(unit.key, unit.start, unit.end) for unit in units], school, plan)

    def school_year(self, year: str, *, school: str | None = None, plan: str | None = None) -> list[SchoolUnit]:
        """The quarters, trimesters, half-years and holidays of a school year, with where each date comes from."""
        first = _first_year(year)
        with self.reading() as connection:
            row = find_plan(connection, plan)
            rows = reading.school_terms(connection, [row["committee_id"]])
            own: list[Row] = []
            if school is not None:
                own = reading.school_terms(connection, [find_organisation(connection, row, school)["id"]])
        return list(_calendar(rows, own).year(first).values())

    def _set(self, dates: Sequence[TermDates], school: str | None, plan: str | None) -> tuple[MovedOccurrence, ...]:
        with self.unit() as unit:
            row = find_plan(unit.connection, plan)
            place = find_organisation(unit.connection, row, school) if school is not None else None
            owner = place["id"] if place is not None else row["committee_id"]
            common = reading.school_terms(unit.connection, [row["committee_id"]])
            known = {each["key"]: each for each in reading.school_terms(unit.connection, [owner])}
            _calendar(common, list(known.values())).with_dates(dates)
            subject = ", ".join(f"{each.key} {each.start.isoformat()}..{each.end.isoformat()}" for each in dates)
            if place is not None:
                subject = f"{label(place)}: {subject}"
            with unit.entry("school_terms", plan=row["id"], organisation=owner, subject=subject):
                for each in dates:
                    _put(unit, owner, each, known.get(each.key))
                moved = _derive_committee(unit, row["committee_id"])
            return moved_views(unit.connection, moved)


def _put(unit: Unit, owner: str, dates: TermDates, known: Row | None) -> None:
    if known is not None:
        unit.writer.change(SchoolTerm, known, start_on=dates.start, end_on=dates.end)
        return
    row = {"organisation_id": owner, "key": dates.key, "start_on": dates.start, "end_on": dates.end}
    unit.writer.insert(SchoolTerm, [{"id": derived_id("school_term", owner, dates.key), **row}])


def _derive_committee(unit: Unit, committee: str) -> list[Moved]:
    plans = reading.plans(unit.connection, committee=committee)
    return [moved for plan in plans for moved in derive(unit.writer, plan)]


def _calendar(*layers: Sequence[Row]) -> SchoolCalendar:
    return SchoolCalendar.of(
        *([TermDates(row["key"], row["start_on"], row["end_on"]) for row in rows] for rows in layers)
    )


def _first_year(year: str) -> int:
    first, slash, second = year.strip().partition("/")
    if slash and first.isdecimal() and second.isdecimal() and len(first) == 4:
        number = int(first)
        if second in (f"{(number + 1) % 100:02}", str(number + 1)):
            return number
    raise BadInput(_("«{year}» is not a school year").format(year=year), hint=_("write it so: 2022/23"))
