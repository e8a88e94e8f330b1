"""A tracked plan for plugins to look at: what people name is found, what belongs to it is listed."""

from __future__ import annotations

from sqlalchemy import Connection

from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.tables import Organisation, Task
from vpr_tracker.tracker.finding import find_organisation, find_plan, find_task, label
from vpr_tracker.tracker.selection import deliverable_of


class PlanReader:
    """One plan within an open transaction. Rows are mappings with the columns of the tables of the same name.

    :param plan: identifier, place in the list, or part of its title; ``None``: the only one.
    :raises NotFound: there is no such plan.
    :raises UsageError: several plans, and none was named.
    """

    def __init__(self, connection: Connection, plan: str | None) -> None:
        self.connection = connection
        self.plan = find_plan(connection, plan)

    def task(self, which: str) -> Row:
        """The task with this printed number or identifier.

        :raises NotFound: there is none.
        :raises RuleBroken: the plan prints the number twice.
        """
        return find_task(self.connection, self.plan, which)

    def task_with(self, identifier: str) -> Row | None:
        """The task with this identifier, unless the plan has it no more."""
        row = reading.one(self.connection, Task, identifier)
        return row if row is not None and not row["removed"] else None

    def organisation(self, which: str) -> Row:
        """A school by number («4», «№4»), name, part of its name or identifier; or the committee by its name.

        :raises NotFound: there is none.
        :raises RuleBroken: several fit.
        """
        return find_organisation(self.connection, self.plan, which)

    def schools(self) -> list[Row]:
        """The schools of the plan in the order of the registry."""
        return reading.plan_schools(self.connection, self.plan["id"])

    def committee(self) -> Row | None:
        """The committee whose plan it is."""
        return reading.one(self.connection, Organisation, self.plan["committee_id"])

    def results(self, task: str) -> list[Row]:
        """The results of a task that the plan itself asks for, by the task's identifier."""
        return [row for row in reading.deliverables(self.connection, [task]) if row["source"] is None]

    def result(self, task: Row, which: str) -> Row:
        """One result, by its place in the task («3») or a part of its title.

        :raises NotFound: there is none.
        :raises RuleBroken: several fit.
        """
        return deliverable_of(task, self.results(task["id"]), which)[0]

    def due_times(self, task: str) -> list[Row]:
        """The plan's own due times of a task, by key; a school's own beside everybody's."""
        rows = reading.occurrences(self.connection, [task], removed=False)
        return [row for row in rows if row["source"] is None]

    def obligations(self, task: str) -> list[Row]:
        """All obligations of a task that stand, those with a source among them."""
        return reading.obligations(self.connection, task, removed=False)

    @staticmethod
    def label(organisation: Row) -> str:
        """How a school is called in a line: its number, else its name."""
        return label(organisation)
