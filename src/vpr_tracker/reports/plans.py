"""Which plan is asked about, and which day is «today» for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from vpr_tracker import settings
from vpr_tracker.domain.texts import part_of
from vpr_tracker.errors import NotFound, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.reports.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from vpr_tracker.reports.database import Database, Row

_PLANS = """SELECT plan_id, position, title, period_start, period_end, approval_body, approval_act, approved_on,
 approval_number, time_zone, soon_days FROM v_plan ORDER BY position, plan_id"""


class PlanRow:
    """A plan as the reports know it; ``position`` is the number that ``vpr plans`` prints."""

    __slots__ = ("_row", "plan_id", "position", "soon_days", "time_zone", "title")

    def __init__(self, row: Row) -> None:
        self._row = row
        self.plan_id: str = row[0]
        self.position: int = row[1]
        self.title: str = row[2]
        self.time_zone: str | None = row[9]
        self.soon_days: int = row[10]

    def to_json(self) -> dict[str, Any]:
        """The plan in the heads of all reports; days are ISO strings."""
        row = self._row
        return {
            "id": self.plan_id,
            "title": self.title,
            "period": None if row[3] is None else {"start": row[3], "end": row[4]},
            "approval": {"body": row[5], "act": row[6], "date": row[7], "number": row[8]},
            "time_zone": self.time_zone,
            "soon_days": self.soon_days,
        }

    def params(self, today: date) -> dict[str, object]:
        """The parameters that every question about this plan has: ``plan``, ``today``, ``soon``."""
        try:
            soon = today + timedelta(days=self.soon_days)
        except OverflowError:  # the last days of the year 9999
            soon = date.max
        return {"plan": self.plan_id, "today": today, "soon": soon}


def find_plan(db: Database, which: str | None) -> PlanRow:
    """The plan that is meant: by number, by the beginning of its id, or by a part of its title.

    :raises NotFound: there is no plan, or none that fits.
    :raises UsageError: several fit; the message lists them.
    """
    plans = [PlanRow(row) for row in db.rows(_PLANS)]
    if not plans:
        raise NotFound(_("there is no plan in the database yet"), hint=_("import a plan first: vpr import FILE.docx"))
    if which is None:
        return _only(plans, _("the database holds several plans"))
    for fits in _ways(which):
        found = [plan for plan in plans if fits(plan)]
        if found:
            return _only(found, _("several plans fit «{which}»").format(which=which))
    raise NotFound(
        _("there is no plan «{which}»").format(which=which),
        problems=_list(plans),
        hint=_("name a plan by its number or a part of its title"),
        where="--plan",
    )


def _ways(which: str) -> tuple[Callable[[PlanRow], bool], ...]:
    name = fold(which)
    return (
        lambda plan: str(plan.position) == name,
        lambda plan: plan.plan_id == which,
        lambda plan: fold(plan.title) == name,
        lambda plan: len(name) > 3 and plan.plan_id.startswith(name),
        lambda plan: part_of(fold(plan.title), name),
    )


def _only(plans: list[PlanRow], message: str) -> PlanRow:
    if len(plans) == 1:
        return plans[0]
    raise UsageError(
        message,
        problems=_list(plans),
        hint=_("say which one: --plan NUMBER or a part of its title"),
        where="--plan",
    )


def _list(plans: list[PlanRow]) -> list[str]:
    return [f"{plan.position}: {plan.title}" for plan in plans]


def today_for(plan: PlanRow, on: date | None) -> date:
    """``on``, else the day that settings name, else the day it is now in the plan's time zone."""
    return on or settings.today(plan.time_zone)
