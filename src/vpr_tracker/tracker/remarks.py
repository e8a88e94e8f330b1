"""Remarks on what was read: listing and settling them."""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import Connection

from vpr_tracker.errors import NotFound, RuleBroken, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.tables import Remark
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_plan
from vpr_tracker.tracker.views import RemarkView

How = Literal["accepted", "corrected", "left"]


class RemarkCases(TrackerCore):
    """Use cases about remarks."""

    def remarks(self, plan: str | None = None, *, open_only: bool = True) -> list[RemarkView]:
        """What the reader of the document wants a person to see; only what is not settled yet, by default."""
        with self.reading() as connection:
            views = remark_views(connection, find_plan(connection, plan))
        return [view for view in views if not open_only or view.settled is None]

    def settle_remark(
        self, remark: str, how: How, *, note: str | None = None, actor: str | None = None, plan: str | None = None
    ) -> RemarkView:
        """Say that the assumption is right (``accepted``), was put right (``corrected``), or stays as it is (``left``).

        :param remark: its identifier, or its number in the plan.
        :raises RuleBroken: it is settled already.
        """
        if how not in get_args(How):
            raise UsageError(
                _("a remark cannot be «{how}»").format(how=how), hint=_("it is accepted, corrected or left")
            )
        with self.unit(actor) as unit:
            row, found = _find(unit.connection, remark, plan)
            if found["settled"] is not None:
                raise RuleBroken(
                    _("the remark is settled already: {how}, by {actor}").format(
                        how=found["settled"], actor=found["settled_by"]
                    )
                )
            with unit.entry("remark", plan=row["id"], task=found["task_id"], subject=found["message"], note=note):
                unit.writer.change(Remark, found, settled=how, settled_by=unit.actor, settled_at=unit.at, note=note)
            return next(view for view in remark_views(unit.connection, row) if view.remark_id == found["id"])


def _find(connection: Connection, remark: str, plan: str | None) -> tuple[Row, Row]:
    known = reading.one(connection, Remark, remark)
    row = find_plan(connection, known["plan_id"] if known is not None and plan is None else plan)
    for each in reading.remarks(connection, row["id"]):
        if remark in (each["id"], str(each["position"] + 1)):
            return row, each
    raise NotFound(_("the plan has no remark «{remark}»").format(remark=remark))


def remark_views(connection: Connection, plan: Row) -> list[RemarkView]:
    """All remarks on a plan, in their order."""
    numbers = {task["id"]: task["number"] for task in reading.tasks(connection, plan["id"])}
    return [
        RemarkView(
            remark_id=row["id"],
            number=row["position"] + 1,
            code=row["code"],
            message=row["message"],
            text=row["text"],
            where=row["where"],
            task=numbers.get(row["task_id"]),
            settled=row["settled"],
            settled_by=row["settled_by"],
            settled_at=row["settled_at"],
            note=row["note"],
        )
        for row in reading.remarks(connection, plan["id"])
    ]
