"""Recording what was handed in, accepted, returned and waived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from vpr_tracker.domain.states import check_transition, four_eyes, state_word
from vpr_tracker.domain.words import State
from vpr_tracker.errors import RuleBroken, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.plans.draft import MOST
from vpr_tracker.plugins.facts import ChangeSpec
from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.tables import Obligation
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_plan, find_task
from vpr_tracker.tracker.selection import Asked, Chosen, candidates, fitting
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import ChangeView

RESULT: Final[dict[str, State]] = {
    "submit": "submitted",
    "accept": "accepted",
    "return": "returned",
    "waive": "waived",
    "withdraw": "expected",
    "restore": "expected",
}
"""The state that each action leads to."""
_FROM: Final[dict[str, State]] = {"withdraw": "submitted", "restore": "waived"}
"""The one state that an action starts from, where the state that it leads to does not say it."""
_NOT_HANDED_IN: Final[Values] = {"submitted_at": None, "submitted_on": None, "submitted_by": None}


class StateCases(TrackerCore):
    """Use cases about single obligations.

    ``school`` is a number or a name, ``deliverable`` its place in the task («3») or a part of its title,
    ``occurrence`` its key («2022/23-III»). What is not named means all that fit; several due times that are not
    named mean those that have begun. All or nothing. ``actor`` is who acts, instead of the Tracker's.
    """

    def submit(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        progress: int | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Record that something was handed in.

        :param progress: how many of the quantity there are by now; below the quantity it is recorded and the
            obligation stays as it is, from the quantity on it is submitted.
        :raises UsageError: ``progress`` is below 0 or above 1 000 000 000.
        :raises RuleBroken: none of them may be submitted, or a rule of a plugin is against it.
        """
        asked = Asked(school, deliverable, occurrence)
        return self._act("submit", task, asked, plan=plan, note=note, actor=actor, progress=progress)

    def accept(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Accept what was handed in; with ``four_eyes`` not by who submitted it."""
        asked = Asked(school, deliverable, occurrence)
        return self._act("accept", task, asked, plan=plan, note=note, actor=actor)

    def return_(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Give back what was handed in, to be handed in again; ``note`` says why."""
        asked = Asked(school, deliverable, occurrence)
        return self._act("return", task, asked, plan=plan, note=note, actor=actor)

    def waive(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Say that something need not be handed in.

        :raises RuleBroken: also where ``note`` does not say why.
        """
        if not (note or "").strip():
            raise RuleBroken(_("waiving needs a reason"), hint=_("say why: --note TEXT"))
        asked = Asked(school, deliverable, occurrence)
        return self._act("waive", task, asked, plan=plan, note=note, actor=actor)

    def withdraw(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Take back a submission that nobody has accepted or returned yet."""
        asked = Asked(school, deliverable, occurrence)
        return self._act("withdraw", task, asked, plan=plan, note=note, actor=actor)

    def restore(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Expect again what was waived."""
        asked = Asked(school, deliverable, occurrence)
        return self._act("restore", task, asked, plan=plan, note=note, actor=actor)

    def _act(
        self,
        action: str,
        task: str,
        asked: Asked,
        *,
        plan: str | None,
        note: str | None,
        actor: str | None,
        progress: int | None = None,
    ) -> list[ChangeView]:
        if progress is not None and not 0 <= progress <= MOST:
            raise UsageError(
                _("progress must be a number from 0 to {most}, not {value}").format(most=MOST, value=progress)
            )
        with self.unit(actor) as unit:
            plan_row = find_plan(unit.connection, plan)
            task_row = find_task(unit.connection, plan_row, task)
            found = candidates(unit.connection, plan_row, task_row, asked)
            if action in _FROM:
                found = _only(found, action)
            today = self.today(plan_row["time_zone"])
            chosen = fitting(found, RESULT[action], asked, today=today, begun_only=action == "submit")
            step = Step(action, unit.actor, unit.at, note, progress)
            pairs = [(each, step.values(each, plan_row, today)) for each in chosen]
            unit.ask([_spec(unit, action, task_row, each, values, note) for each, values in pairs])
            _record(unit, action, plan_row, task_row, pairs, note)
            return [_view(task_row, each, values) for each, values in pairs]


class Step:
    """One action on obligations: which columns it changes."""

    def __init__(self, action: str, actor: str, at: datetime, note: str | None, progress: int | None) -> None:
        self.action = action
        self.actor = actor
        self.at = at
        self.note = note
        self.progress = progress

    def values(self, chosen: Chosen, plan: Row, today: Any) -> Values:  # noqa: ANN401 -- a day
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
        to = RESULT[self.action]
        check_transition(chosen.row["state"], to)
        values["state"] = to
        if self.action == "submit":
            values.update(submitted_at=self.at, submitted_on=today, submitted_by=self.actor)
        elif self.action == "accept":
            if plan["four_eyes"]:
                four_eyes(chosen.row["submitted_by"], self.actor)
            values.update(accepted_at=self.at, accepted_on=today, accepted_by=self.actor)
        elif self.action == "withdraw":
            values.update(_NOT_HANDED_IN)
        return values

    def _progress(self, chosen: Chosen) -> int:
        progress = self.progress or 0
        if chosen.quantity is None:
            raise RuleBroken(
                _("«{title}» asks for no quantity, so there is no progress to record").format(title=chosen.title),
                hint=_("leave --progress out, or name the result that has a quantity"),
            )
        return progress


def _only(found: Sequence[Chosen], action: str) -> list[Chosen]:
    some = [each for each in found if each.row["state"] == _FROM[action]]
    if not some:
        raise RuleBroken(
            _("none of them is «{state}»").format(state=state_word(_FROM[action])),
            problems=[each.line() for each in found[:20]],
        )
    return some


def _record(
    unit: Unit,
    action: str,
    plan: Row,
    task: Row,
    pairs: Sequence[tuple[Chosen, Values]],
    note: str | None,
) -> None:
    """One entry for each organisation, so that the journal can be asked by school."""
    ordered = sorted(pairs, key=lambda pair: str(pair[0].organisation["id"]))
    for organisation, some in groupby(ordered, key=lambda pair: str(pair[0].organisation["id"])):
        group = list(some)
        with unit.entry(
            action,
            changes=[_spec(unit, action, task, each, values, note) for each, values in group],
            plan=plan["id"],
            task=task["id"],
            organisation=organisation,
            subject=_subject(task, [each for each, _values in group]),
            note=note,
        ):
            unit.writer.change_all(Obligation, [(each.row, values) for each, values in group])


def _subject(task: Row, chosen: Iterable[Chosen]) -> str:
    titles = list(dict.fromkeys(each.title for each in chosen))
    shown = "; ".join(titles[:3]) + (f"; … ({len(titles)})" if len(titles) > 3 else "")
    return f"{task['number']}: {shown}"


def _spec(unit: Unit, action: str, task: Row, chosen: Chosen, values: Values, note: str | None) -> ChangeSpec:
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


def _view(task: Row, chosen: Chosen, values: Values) -> ChangeView:
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
        after={**chosen.row, **values}["state"],
        progress={**chosen.row, **values}["progress"],
        quantity=chosen.quantity,
    )
