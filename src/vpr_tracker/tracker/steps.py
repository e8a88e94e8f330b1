"""One step of obligations: which columns it changes, what plugins are told of it, what the caller gets back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from vpr_tracker.domain.states import BACK, STEPS, check_transition, four_eyes, may_take
from vpr_tracker.errors import RuleBroken, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.plans.draft import MOST
from vpr_tracker.plugins.facts import ChangeSpec
from vpr_tracker.storage import record_reading
from vpr_tracker.storage.base import table_of
from vpr_tracker.storage.changes import Row, Values, typed
from vpr_tracker.storage.tables import Obligation
from vpr_tracker.tracker.selection import Chosen
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import ChangeView, EvidenceView

_NOT_HANDED_IN: Final[Values] = {"submitted_at": None, "submitted_on": None, "submitted_by": None}
_EXPECTED: Final[Mapping[str, Any]] = {"state": "expected"}


def check_progress(progress: int | None) -> None:
    """See that a number can be the progress of a quantity.

    :raises UsageError: it cannot.
    """
    if progress is not None and not 0 <= progress <= MOST:
        raise UsageError(_("progress must be a number from 0 to {most}, not {value}").format(most=MOST, value=progress))


class Step:
    """One action on obligations.

    :param before: for actions that take one back: what each obligation had before it, by identifier.
    """

    def __init__(
        self,
        action: str,
        actor: str,
        at: datetime,
        note: str | None,
        progress: int | None,
        before: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.action = action
        self.actor = actor
        self.at = at
        self.note = note
        self.progress = progress
        self.before = before

    def values(self, chosen: Chosen, plan: Row, today: date) -> Values:
        """The columns of one obligation after the action.

        :raises RuleBroken: the step is not allowed.
        """
        values: Values = {"touched": True}
        if self.note is not None:
            values["note"] = self.note
        if self.progress is not None:
            values["progress"] = self._progress(chosen)
            if chosen.quantity is not None and self.progress < chosen.quantity:
                return values
        if not may_take(chosen.row["state"], self.action):
            check_transition(chosen.row["state"], STEPS[self.action][1])
        values["state"] = STEPS[self.action][1]
        if self.action == "submit":
            values.update(submitted_at=self.at, submitted_on=today, submitted_by=self.actor)
            if chosen.quantity is not None and self.progress is None:
                values["progress"] = max(chosen.row["progress"] or 0, chosen.quantity)
        elif self.action == "accept":
            if plan["four_eyes"]:
                four_eyes(chosen.row["submitted_by"], self.actor)
            values.update(accepted_at=self.at, accepted_on=today, accepted_by=self.actor)
        elif self.action in BACK:
            values.update(self._before(chosen))
        return values

    def _before(self, chosen: Chosen) -> Values:
        """What a step back leads to: returned where it was that, and the progress that there was."""
        was = self.before.get(chosen.row["id"], _EXPECTED)
        values: Values = {"state": was["state"]}
        if self.action == "withdraw":
            values.update(_NOT_HANDED_IN)
            # What was returned had been handed in before: who and when is what the journal has of that.
            values.update({name: was[name] for name in ("progress", *_NOT_HANDED_IN) if name in was})
        return values

    def _progress(self, chosen: Chosen) -> int:
        progress = self.progress or 0
        if chosen.quantity is None:
            raise RuleBroken(
                _("«{title}» asks for no quantity, so there is no progress to record").format(title=chosen.title),
                hint=_("leave --progress out, or name the result that has a quantity"),
            )
        return progress


def before_of(connection: Connection, task: str, rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """What obligations had before the step that made them what they are: submitted, or waived.

    The journal knows, also of steps that were taken by an earlier release.
    """
    wanted = {row["id"]: row["state"] for row in rows}
    found: dict[str, dict[str, Any]] = {}
    if not wanted:
        return found
    for identifier, before, after in record_reading.history(connection, task):
        fits = after.get("state") == wanted.get(identifier) and before.get("state") in ("expected", "returned")
        if fits and identifier not in found:
            found[identifier] = typed(table_of(Obligation), before)
            if len(found) == len(wanted):
                break
    return found


def subject_of(task: Row, chosen: Iterable[Chosen]) -> str:
    """What a journal entry is about: the number of the task and what was handed in."""
    titles = list(dict.fromkeys(each.title for each in chosen))
    shown = "; ".join(titles[:3]) + (f"; … ({len(titles)})" if len(titles) > 3 else "")
    return f"{task['number']}: {shown}"


def spec_of(unit: Unit, action: str, task: Row, chosen: Chosen, values: Values, note: str | None) -> ChangeSpec:
    """The change of one obligation as plugins see it."""
    row = chosen.row
    before = {name: row[name] for name in values.keys() | {"state", "progress"}}
    return unit.spec(
        action,
        plan=row["plan_id"],
        task=row["task_id"],
        obligation=row["id"],
        organisation=row["organisation_id"],
        subject=f"{task['number']}: {chosen.title}",
        note=note,
        source=row["source"],
        before=before,
        after={**before, **values},
    )


def change_view(task: Row, chosen: Chosen, values: Values, evidence: Sequence[EvidenceView]) -> ChangeView:
    """What the caller gets back for one obligation."""
    after = {**chosen.row, **values}
    return ChangeView(
        obligation_id=chosen.row["id"],
        task=task["number"],
        deliverable=chosen.deliverable["title"] if chosen.deliverable is not None else None,
        organisation_id=chosen.organisation["id"],
        school=chosen.school,
        occurrence=chosen.occurrence["key"],
        start=chosen.occurrence["start_on"],
        end=chosen.occurrence["end_on"],
        before=chosen.row["state"],
        after=after["state"],
        progress=after["progress"],
        quantity=chosen.quantity,
        evidence=tuple(evidence),
    )
