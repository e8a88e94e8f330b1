"""What people want to be done to obligations, and the doing of it inside a unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from vpr_tracker.domain.states import BACK
from vpr_tracker.errors import NotFound, RuleBroken, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading, record_reading
from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.record_tables import Evidence
from vpr_tracker.storage.tables import Obligation
from vpr_tracker.tracker.evidence_views import evidence_view
from vpr_tracker.tracker.finding import find_organisation, find_task
from vpr_tracker.tracker.selection import Asked, Chosen, candidates, fitting
from vpr_tracker.tracker.staging import Given, Piece
from vpr_tracker.tracker.steps import Step, before_of, change_view, check_progress, spec_of, subject_of
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import ChangeView, EvidenceView


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One thing that was handed in, for ``Tracker.submit_many``; the fields are the arguments of ``Tracker.submit``.

    ``task`` may be left out where a school is named: then everything that it owes is meant. ``where`` is what errors
    call this submission («line 5»).
    """

    task: str | None = None
    school: str | None = None
    deliverable: str | None = None
    occurrence: str | None = None
    everything: bool = False
    note: str | None = None
    progress: int | None = None
    files: tuple[Given, ...] = ()
    urls: tuple[str, ...] = ()
    where: str | None = None

    @property
    def asked(self) -> Asked:
        """What is named besides the task."""
        return Asked(self.school, self.deliverable, self.occurrence)


@dataclass(frozen=True, slots=True)
class Order:
    """An action, what it is about, and the evidence that comes with it."""

    action: str
    what: Submission
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class _Done:
    chosen: Chosen
    values: Values
    pieces: list[Piece]


class Performer:
    """Carries out orders on one plan inside a unit; each order sees what those before it did."""

    def __init__(self, unit: Unit, plan: Row, today: date) -> None:
        self.unit = unit
        self.plan = plan
        self.today = today

    def perform(self, order: Order) -> list[ChangeView]:
        """Do it; nothing is written where any of it is not allowed.

        :raises NotFound: something that was named is not there.
        :raises RuleBroken: it is not allowed.
        """
        check_progress(order.what.progress)
        if order.what.task is not None:
            task = find_task(self.unit.connection, self.plan, order.what.task)
            return self._on_task(order, task, self._chosen(order, task))
        if order.what.school is None:
            raise UsageError(_("name a task or a school"))
        works = list(self._everywhere(order))
        if not works:
            raise RuleBroken(_("nothing of «{school}» is left for this").format(school=order.what.school))
        return [view for task, chosen in works for view in self._on_task(order, task, chosen)]

    def perform_on(self, order: Order, task: Row, chosen: Sequence[Chosen]) -> list[ChangeView]:
        """Do it to these obligations of a task, as they were read in this unit; what the order names counts not."""
        return self._on_task(order, task, chosen)

    def _chosen(self, order: Order, task: Row) -> list[Chosen]:
        found = candidates(self.unit.connection, self.plan, task, order.what.asked)
        if order.what.progress is not None and order.what.deliverable is None:
            # A number is meant for what has a quantity.
            found = [each for each in found if each.quantity is not None] or found
        begun_only = order.action == "submit" and not order.what.everything
        return fitting(found, order.action, order.what.asked, today=self.today, begun_only=begun_only)

    def _everywhere(self, order: Order) -> Iterator[tuple[Row, list[Chosen]]]:
        """Every task of which something fits."""
        # A school that the plan does not have is said at once, not passed over in each task.
        organisation = find_organisation(self.unit.connection, self.plan, str(order.what.school))
        asking = reading.tasks_of_organisation(self.unit.connection, self.plan["id"], organisation["id"])
        for task in reading.tasks(self.unit.connection, self.plan["id"]):
            if task["id"] not in asking:
                continue
            try:
                yield task, self._chosen(order, task)
            except (NotFound, RuleBroken):  # nothing of this task is meant
                continue

    def _on_task(self, order: Order, task: Row, chosen: Sequence[Chosen]) -> list[ChangeView]:
        unit, note = self.unit, order.what.note
        rows = [each.row for each in chosen]
        before = before_of(unit.connection, task["id"], rows) if order.action in BACK else {}
        step = Step(order.action, unit.actor, unit.at, note, order.what.progress, before)
        done = [_Done(each, step.values(each, self.plan, self.today), []) for each in chosen]
        if order.action == "accept":
            self._see_evidence(task, chosen)
        if order.pieces:
            present = self._present([row["id"] for row in rows])
            for each in done:
                each.pieces.extend(
                    piece for piece in order.pieces if (each.chosen.row["id"], piece.same) not in present
                )
        unit.ask([spec_of(unit, order.action, task, each.chosen, each.values, note) for each in done])
        return self._record(order, task, done)

    def _present(self, obligations: Collection[str]) -> set[tuple[str, tuple[Any, ...]]]:
        rows = record_reading.evidence_of(self.unit.connection, obligations)
        return {(row["obligation_id"], (row["sha256"], row["url"])) for row in rows}

    def _see_evidence(self, task: Row, chosen: Sequence[Chosen]) -> None:
        wanted = [each for each in chosen if needs_evidence(self.plan, each)]
        rows = record_reading.evidence_of(self.unit.connection, [each.row["id"] for each in wanted])
        shown = {row["obligation_id"] for row in rows}
        bare = [each for each in wanted if each.row["id"] not in shown]
        if bare:
            raise RuleBroken(
                _("this is accepted only with a file or a link, and none was handed in"),
                problems=[each.line() for each in bare[:20]],
                hint=f"vpr evidence add {task['number']} --school … --file …",
            )

    def _record(self, order: Order, task: Row, done: Sequence[_Done]) -> list[ChangeView]:
        """One entry for each organisation, so that the journal can be asked by school."""
        unit, note = self.unit, order.what.note
        ordered = sorted(done, key=lambda each: str(each.chosen.organisation["id"]))
        added: dict[str, list[EvidenceView]] = {}
        for organisation, some in groupby(ordered, key=lambda each: str(each.chosen.organisation["id"])):
            group = list(some)
            with unit.entry(
                order.action,
                changes=[spec_of(unit, order.action, task, each.chosen, each.values, note) for each in group],
                plan=self.plan["id"],
                task=task["id"],
                organisation=organisation,
                subject=subject_of(task, [each.chosen for each in group]),
                note=note,
            ):
                unit.writer.change_all(Obligation, [(each.chosen.row, each.values) for each in group])
                if order.action in ("return", "withdraw"):
                    lapse(unit, [each.chosen.row["id"] for each in group])
                for each in group:
                    added[each.chosen.row["id"]] = attach(unit, task, each.chosen, each.pieces)
        return [change_view(task, each.chosen, each.values, added[each.chosen.row["id"]]) for each in done]


def needs_evidence(plan: Row, chosen: Chosen) -> bool:
    """Whether it is accepted only with evidence: by the result's own setting, else by the plan's."""
    deliverable = chosen.deliverable
    if deliverable is not None and deliverable["requires_evidence"] is not None:
        return bool(deliverable["requires_evidence"])
    rule = plan["requires_evidence"]
    return rule == "all" or (rule == "documents" and deliverable is not None and deliverable["kind"] == "document")


def attach(unit: Unit, task: Row, chosen: Chosen, pieces: Sequence[Piece]) -> list[EvidenceView]:
    """Write down what was handed in with an obligation, inside an open entry."""
    rows = [
        {
            "id": unit.writer.new_id(),
            "plan_id": chosen.row["plan_id"],
            "obligation_id": chosen.row["id"],
            **{name: piece.values.get(name) for name in ("kind", "name", "size", "sha256", "location", "url")},
            "added_at": unit.at,
            "added_by": unit.actor,
            "lapsed": False,
        }
        for piece in pieces
    ]
    unit.writer.insert(Evidence, rows)
    return [evidence_view(task, chosen, row) for row in rows]


def lapse(unit: Unit, obligations: Collection[str]) -> None:
    """Say that what was handed in with obligations counts no more, inside an open entry."""
    rows = record_reading.evidence_of(unit.connection, obligations)
    unit.writer.change_all(Evidence, [(row, {"lapsed": True}) for row in rows])
