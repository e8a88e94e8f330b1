"""The plan's own settings, and what a single result requires."""

from __future__ import annotations

from typing import Any, Final, Literal

from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading
from vpr_tracker.storage.tables import Deliverable, Plan
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_plan, find_task
from vpr_tracker.tracker.plan_settings import COLUMNS, check
from vpr_tracker.tracker.selection import deliverable_of
from vpr_tracker.tracker.views import PlanSettings

RequiredEvidence = Literal["documents", "all", "nothing"]
NOTHING: Final = "nothing"


class PlanRuleCases(TrackerCore):
    """Use cases about rules that hold for a plan or a result."""

    def plan_settings(self, plan: str | None = None) -> PlanSettings:
        """How far «due soon» looks, whether two people are needed, what requires evidence."""
        with self.reading() as connection:
            return _settings(find_plan(connection, plan))

    def set_plan(
        self,
        *,
        soon_days: int | None = None,
        four_eyes: bool | None = None,
        requires_evidence: RequiredEvidence | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> PlanSettings:
        """Change settings of a plan; what is not given stays. They hold for what is done from now on.

        :param soon_days: how many days ahead «due soon» looks.
        :param four_eyes: whether who recorded something cannot accept it.
        :param requires_evidence: what is accepted only with a file or a link: ``documents``, ``all`` or ``nothing``.
        :raises BadInput: a setting cannot have that value.
        """
        given: dict[str, Any] = {
            "soon_days": soon_days,
            "four_eyes": four_eyes,
            "requires_evidence": requires_evidence,
        }
        values = {name: value for name, value in given.items() if value is not None}
        if not values:
            raise UsageError(_("no setting was given"))
        if values.get("requires_evidence") == NOTHING:
            values["requires_evidence"] = None
        with self.unit(actor) as unit:
            row = find_plan(unit.connection, plan)
            check({**{name: row[name] for name in COLUMNS}, **values})
            subject = ", ".join(f"{name} = {given[name]}" for name in values)
            with unit.entry("set_plan", plan=row["id"], subject=subject, note=note):
                unit.writer.change(Plan, row, **values)
            return _settings({**row, **values})

    def set_deliverable(
        self,
        task: str,
        deliverable: str | None = None,
        *,
        requires_evidence: bool | None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> tuple[str, ...]:
        """Say of a result, whatever the plan's setting is, whether it is accepted only with a file or a link.

        :param deliverable: its place in the task or a part of its title; without it, all results of the task.
        :param requires_evidence: ``None`` leaves it to the plan again.
        :returns: the titles of the results that are meant.
        """
        with self.unit(actor) as unit:
            row = find_plan(unit.connection, plan)
            task_row = find_task(unit.connection, row, task)
            rows = deliverable_of(task_row, reading.deliverables(unit.connection, [task_row["id"]]), deliverable)
            titles = tuple(each["title"] for each in rows)
            words = {True: "yes", False: "no", None: "plan"}[requires_evidence]
            subject = f"{task_row['number']}: {'; '.join(titles[:3])}: requires_evidence = {words}"
            with unit.entry("set_result", plan=row["id"], task=task_row["id"], subject=subject, note=note):
                unit.writer.change_all(Deliverable, [(each, {"requires_evidence": requires_evidence}) for each in rows])
            return titles


def _settings(row: Any) -> PlanSettings:  # noqa: ANN401 -- a row
    return PlanSettings(
        soon_days=row["soon_days"],
        four_eyes=row["four_eyes"],
        requires_evidence=row["requires_evidence"] or NOTHING,
    )
