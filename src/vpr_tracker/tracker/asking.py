"""The reports, for library users: the same data as the commands print with ``--json``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from vpr_tracker.reports.database import Database
from vpr_tracker.settings import as_day
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_plan

if TYPE_CHECKING:
    from vpr_tracker.reports.check import CheckResult
    from vpr_tracker.reports.obligations import DatedObligation


class AskingCases(TrackerCore):
    """Use cases that report.

    ``on`` is the day asked about, a date or «2023-02-10»; without it, the plan's today by the Tracker's clock.
    """

    def status(
        self,
        on: date | str | None = None,
        *,
        plan: str | None = None,
        owner: str | None = None,
        school: str | None = None,
        level: str | None = None,
        section: str | None = None,
        overdue: bool = False,
    ) -> dict[str, Any]:
        """Where the plan stands, task by task (``vpr-tracker/status/1``)."""
        from vpr_tracker.reports.status import status

        with self._asked(plan, on) as (database, plan_id, day):
            return status(
                database,
                plan=plan_id,
                on=day,
                owner=owner,
                school=school,
                level=level,
                section=section,
                overdue=overdue,
            )

    def due(
        self,
        within_days: int = 14,
        *,
        on: date | str | None = None,
        plan: str | None = None,
        owner: str | None = None,
        school: str | None = None,
    ) -> dict[str, Any]:
        """What is due in the coming days (``vpr-tracker/due/1``)."""
        from vpr_tracker.reports.due import due

        with self._asked(plan, on) as (database, plan_id, day):
            return due(database, within_days=within_days, owner=owner, school=school, on=day, plan=plan_id)

    def matrix(
        self,
        *,
        on: date | str | None = None,
        plan: str | None = None,
        task: str | None = None,
        school: str | None = None,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Who has handed in what: schools × results (``vpr-tracker/matrix/1``)."""
        from vpr_tracker.reports.matrix import matrix

        with self._asked(plan, on) as (database, plan_id, day):
            return matrix(database, plan=plan_id, on=day, task=task, school=school, owner=owner)

    def check(self, on: date | str | None = None, *, plan: str | None = None) -> CheckResult:
        """Whether anything is late or near, for cron and monitoring."""
        from vpr_tracker.reports.check import check

        with self._asked(plan, on) as (database, plan_id, day):
            return check(database, on=day, plan=plan_id)

    def obligations(
        self,
        on: date | str | None = None,
        *,
        plan: str | None = None,
        owner: str | None = None,
        school: str | None = None,
    ) -> list[DatedObligation]:
        """Every obligation one by one, with its condition on a day, in the order of the plan."""
        from vpr_tracker.reports.obligations import obligations

        with self._asked(plan, on) as (database, plan_id, day):
            return obligations(database, plan=plan_id, on=day, owner=owner, school=school)

    def owners(self, plan: str | None = None) -> dict[str, Any]:
        """Who answers for what, joined spellings as one (``vpr-tracker/owners/1``)."""
        from vpr_tracker.reports.owners import owners

        with self._asked(plan, None) as (database, plan_id, _day):
            return owners(database, plan=plan_id)

    @contextmanager
    def _asked(self, plan: str | None, on: date | str | None) -> Iterator[tuple[Database, str, date]]:
        with self.reading() as connection:
            row = find_plan(connection, plan)
            driver: Any = connection.connection.driver_connection
            day = self.today(row["time_zone"]) if on is None else as_day(on)
            yield Database(driver, self._dialect), row["id"], day

    @property
    def _dialect(self) -> Any:  # noqa: ANN401 -- one of two words
        return self.engine.dialect.name
