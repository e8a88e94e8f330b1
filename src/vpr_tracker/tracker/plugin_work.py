"""What plugins ask for and record: obligations with a source of their own, progress of the plan's quantities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from vpr_tracker.domain.states import are_two
from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.tables import Deliverable, Obligation, Occurrence, Task
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.orders import Order, Performer, Submission, needs_evidence
from vpr_tracker.tracker.plan_reader import PlanReader
from vpr_tracker.tracker.selection import Asked, Chosen, candidates
from vpr_tracker.tracker.steps import check_progress, subject_of
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import ChangeView

_OPEN: Final = ("expected", "returned")
_FULFILLED: Final = ("submitted", "accepted")
_PLACES: Final = 100
"""The results of plugins have places from here on, so that those of the plan keep theirs when one is added."""
_AS_NEW: Final[Values] = {
    "state": "expected",
    **{f"{step}_{what}": None for step in ("submitted", "accepted") for what in ("at", "on", "by")},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSpec:
    """Something that a plugin asks an organisation to hand in.

    ``task`` and ``organisation`` are identifiers, ``name`` is what the plugin calls it, the same for ever within the
    task. ``occurrence`` is the identifier of a due time of the plan; without it the plugin's own due time is made,
    called ``key``, with the days ``start`` and ``end`` (inclusive; no ``end`` means undated). ``kind`` is ``document``,
    ``action`` or ``outcome``.
    """

    task: str
    organisation: str
    name: str
    title: str
    occurrence: str | None = None
    key: str = ""
    start: date | None = None
    end: date | None = None
    kind: str = "action"


class PluginWork:
    """The work of one plugin on one plan, inside a unit of work.

    :param source: the plugin's name, or its name, a point, and a part («checklists.findings»): each has its own work.
    :raises NotFound: there is no such plan.
    """

    def __init__(self, unit: Unit, plan: str | None, *, source: str) -> None:
        self.unit = unit
        self.reader = PlanReader(unit.connection, plan)
        self.plan = self.reader.plan
        self.source = source
        self.today = unit.today(self.plan["time_zone"])

    def identifier(self, spec: WorkSpec) -> str:
        """The permanent identifier of the obligation."""
        return derived_id("work", self._deliverable_id(spec), self._occurrence_id(spec), spec.organisation)

    def agree(self, task: str, specs: Iterable[WorkSpec], *, action: str, subject: str, note: str | None = None) -> int:
        """Make all work of this source on a task be just what is asked for; nothing is written where it is already.

        What is there keeps its state. What is asked for no more is deleted while nobody has touched it, else marked
        removed; it comes back as it was when it is asked for again.

        :param action: the word of the journal.
        :returns: how many obligations came, came back, changed their due time or went.
        """
        wanted = {self.identifier(spec): spec for spec in specs}
        with self.unit.entry_if_changed(action, plan=self.plan["id"], task=task, subject=subject, note=note):
            return self._agree(task, wanted, lapse=True)

    def add(self, specs: Sequence[WorkSpec], *, action: str, subject: str, note: str | None = None) -> list[str]:
        """Ask for more; what is there of this source stays. Gives the identifiers of the obligations, in order."""
        by_task: dict[str, dict[str, WorkSpec]] = defaultdict(dict)
        for spec in specs:
            by_task[spec.task][self.identifier(spec)] = spec
        for task, wanted in by_task.items():
            with self.unit.entry_if_changed(action, plan=self.plan["id"], task=task, subject=subject, note=note):
                self._agree(task, wanted, lapse=False)
        return [self.identifier(spec) for spec in specs]

    def fulfil(self, obligations: Collection[str], *, note: str | None = None) -> list[ChangeView]:
        """Record open obligations as handed in, and accept them at once; also those that somebody has handed in.

        They may be of this source or of the plan. Where evidence is asked for that is not there, they wait for a person
        to accept them; so they do where two people are asked for (``four_eyes``), unless another one handed them in.
        What is accepted or waived is left as it is.

        :raises RuleBroken: a rule of a plugin is against it.
        """
        views: list[ChangeView] = []
        for task, chosen in self._chosen(obligations):
            some = [each for each in chosen if each.row["state"] in _OPEN]
            if some:
                views += self._performer.perform_on(Order("submit", Submission(note=note)), task, some)
            views += self._accept(task, [each.row["id"] for each in chosen], note)
        return views

    def record_progress(
        self, obligations: Collection[str], progress: int, *, note: str | None = None, own: Collection[str] = ()
    ) -> list[ChangeView]:
        """Say how many of a quantity there are by now; from the quantity on it is handed in and accepted.

        What is not open, or asks for no quantity, or has this progress already, is left as it is; but a quantity that
        asks for less by now is reached, and one that somebody has handed in is accepted where it is.

        :param own: those that the plugin itself fulfilled: they take the progress as long as it is enough.
        """
        check_progress(progress)
        views: list[ChangeView] = []
        for task, chosen in self._chosen(obligations):
            some = [
                each
                for each in chosen
                if each.quantity is not None
                and each.row["state"] in _OPEN
                and (each.row["progress"] != progress or _reached_at_last(each))
            ]
            reached = [each for each in some if progress >= int(each.quantity or 0)]
            for group in (reached, [each for each in some if each not in reached]):
                if group:
                    views += self._performer.perform_on(
                        Order("submit", Submission(note=note, progress=progress)), task, group
                    )
            handed_in = [each for each in chosen if each.row["state"] == "submitted" and _is_enough(each, progress)]
            views += self._accept(task, [each.row["id"] for each in (*reached, *handed_in)], note)
            self._correct_progress(task, [each for each in chosen if each.row["id"] in own], progress)
        return views

    def _correct_progress(self, task: Row, chosen: Sequence[Chosen], progress: int) -> None:
        """Let what was fulfilled tell how many there are, as long as that is enough."""
        rows = [each.row for each in chosen if each.row["state"] in _FULFILLED and _is_enough(each, progress)]
        with self.unit.entry_if_changed(
            "progress", plan=self.plan["id"], task=task["id"], subject=f"{task['number']}: {progress}"
        ):
            self.unit.writer.change_all(Obligation, [(row, {"progress": progress}) for row in rows])

    def reopen(
        self, obligations: Collection[str], *, action: str, note: str | None = None, waived: bool = False
    ) -> int:
        """Make obligations that the plugin itself fulfilled expected again, where what fulfilled them holds no more.

        :param waived: instead, those that a person waived, where they are asked for anew.
        """
        count = 0
        states = ("waived",) if waived else _FULFILLED
        for task, chosen in self._chosen(obligations):
            some = [each for each in chosen if each.row["state"] in states]
            if some:
                subject = subject_of(task, some)
                with self.unit.entry(action, plan=self.plan["id"], task=task["id"], subject=subject, note=note):
                    count += self.unit.writer.change_all(Obligation, [(each.row, _AS_NEW) for each in some])
        return count

    @property
    def _performer(self) -> Performer:
        return Performer(self.unit, self.plan, self.today)

    def _chosen(self, obligations: Collection[str]) -> Iterator[tuple[Row, list[Chosen]]]:
        """The obligations that stand, by task."""
        wanted = set(obligations)
        tasks = {
            row["task_id"]
            for identifier in wanted
            if (row := reading.one(self.unit.connection, Obligation, identifier)) is not None and not row["removed"]
        }
        for identifier in sorted(tasks):
            task = reading.one(self.unit.connection, Task, identifier)
            if task is None or task["removed"]:
                continue
            try:
                found = candidates(self.unit.connection, self.plan, task, Asked())
            except NotFound:  # all that the task asked for has gone
                continue
            yield task, [each for each in found if each.row["id"] in wanted]

    def _accept(self, task: Row, obligations: Collection[str], note: str | None) -> list[ChangeView]:
        if not obligations:
            return []
        found = candidates(self.unit.connection, self.plan, task, Asked())
        chosen = [
            each
            for each in found
            if each.row["id"] in obligations
            and each.row["state"] == "submitted"
            and not needs_evidence(self.plan, each)
            and (not self.plan["four_eyes"] or are_two(each.row["submitted_by"], self.unit.actor))
        ]
        if not chosen:
            return []
        return self._performer.perform_on(Order("accept", Submission(note=note)), task, chosen)

    def _deliverable_id(self, spec: WorkSpec) -> str:
        return derived_id("work-deliverable", self.source, spec.task, spec.name)

    def _occurrence_id(self, spec: WorkSpec) -> str:
        if spec.occurrence is not None:
            return spec.occurrence
        if not spec.key:
            raise BadInput(_("a due time of a plugin needs a name (key)"))
        return derived_id("work-occurrence", self.source, spec.task, spec.key, self._own(spec) or "")

    def _own(self, spec: WorkSpec) -> str | None:
        """The school whose due time it is; the committee's are everybody's."""
        return None if spec.organisation == self.plan["committee_id"] else spec.organisation

    def _agree(self, task: str, wanted: Mapping[str, WorkSpec], *, lapse: bool) -> int:
        writer, connection = self.unit.writer, self.unit.connection
        deliverables = self._put(
            Deliverable,
            [row for row in reading.deliverables(connection, [task], removed=True) if row["source"] == self.source],
            self._deliverables(task, wanted.values()),
            keep=("position",),
        )
        occurrences = self._put(
            Occurrence,
            [row for row in reading.occurrences(connection, [task]) if row["source"] == self.source],
            self._occurrences(task, wanted.values()),
        )
        present = {row["id"]: row for row in self._present(task)}
        rows = {identifier: self._row(task, spec) for identifier, spec in wanted.items()}
        new = [row for identifier, row in rows.items() if identifier not in present]
        writer.insert(Obligation, new)
        count = len(new) + writer.change_all(
            Obligation, [(present[key], {"removed": False}) for key in rows if key in present]
        )
        if lapse:
            gone = [row for identifier, row in present.items() if identifier not in rows]
            count += sum(not row["removed"] for row in gone)
            writer.delete(Obligation, [row for row in gone if not row["touched"]])
            writer.change_all(Obligation, [(row, {"removed": True}) for row in gone if row["touched"]])
            for model, rows_left, column in (
                (Deliverable, deliverables, "deliverable_id"),
                (Occurrence, occurrences, "occurrence_id"),
            ):
                held = {row[column] for row in gone if row["touched"]}
                writer.delete(model, [row for row in rows_left if row["id"] not in held])
                writer.change_all(model, [(row, {"removed": True}) for row in rows_left if row["id"] in held])
        return count

    def _put(
        self,
        model: type[Deliverable] | type[Occurrence],
        present: Sequence[Row],
        wanted: Mapping[str, Values],
        keep: Collection[str] = (),
    ) -> list[Row]:
        """Insert what is new, change what differs; gives the rows that nothing wants."""
        known = {row["id"]: row for row in present}
        self.unit.writer.insert(model, [row for identifier, row in wanted.items() if identifier not in known])
        self.unit.writer.change_all(
            model,
            [
                (known[identifier], {name: value for name, value in row.items() if name not in keep})
                for identifier, row in wanted.items()
                if identifier in known
            ],
        )
        return [row for row in present if row["id"] not in wanted]

    def _deliverables(self, task: str, specs: Iterable[WorkSpec]) -> dict[str, Values]:
        present = reading.deliverables(self.unit.connection, [task], removed=True)
        last = max(_PLACES, *(row["position"] for row in present if row["source"] is not None), 0)
        found: dict[str, Values] = {}
        for spec in specs:
            identifier = self._deliverable_id(spec)
            if identifier not in found:
                found[identifier] = {
                    "id": identifier,
                    "task_id": task,
                    "position": last + len(found) + 1,
                    "title": spec.title,
                    "kind": spec.kind,
                    "per": "plan",
                    "origin": "result",
                    "source": self.source,
                    "removed": False,
                }
        return found

    def _occurrences(self, task: str, specs: Iterable[WorkSpec]) -> dict[str, Values]:
        return {
            self._occurrence_id(spec): {
                "id": self._occurrence_id(spec),
                "plan_id": self.plan["id"],
                "task_id": task,
                "key": spec.key,
                "organisation_id": self._own(spec),
                "kind": "dated" if spec.end is not None else "undated",
                "start_on": spec.start,
                "end_on": spec.end,
                "source": self.source,
                "removed": False,
            }
            for spec in specs
            if spec.occurrence is None
        }

    def _row(self, task: str, spec: WorkSpec) -> Values:
        return {
            "id": self.identifier(spec),
            "plan_id": self.plan["id"],
            "task_id": task,
            "deliverable_id": self._deliverable_id(spec),
            "occurrence_id": self._occurrence_id(spec),
            "organisation_id": spec.organisation,
            "source": self.source,
        }

    def _present(self, task: str) -> list[Row]:
        rows = reading.obligations(self.unit.connection, task)
        return [row for row in rows if row["source"] == self.source]


def _is_enough(each: Chosen, progress: int) -> bool:
    return each.quantity is not None and progress >= each.quantity


def _reached_at_last(each: Chosen) -> bool:
    """Whether what was recorded before is enough now, since less is asked for; not where a person sent it back."""
    return _is_enough(each, each.row["progress"] or 0) and each.row["state"] == "expected"


class PluginWorkCases(TrackerCore):
    """Use cases that plugins write through."""

    @contextmanager
    def plugin_work(
        self, source: str, *, plan: str | None = None, dry_run: bool = False, actor: str | None = None
    ) -> Iterator[PluginWork]:
        """A unit of work in which a plugin asks for things on a plan and records them; ``work.unit`` is the unit.

        ::

            with tracker.plugin_work("visits", plan="1") as work:
                (paper,) = work.add([spec], action="visit", subject="Школа №4")
                work.fulfil([paper])

        :raises NotFound: there is no such plan.
        :raises Conflict: another writer was faster; nothing was written.
        """
        with self.unit(actor, dry_run=dry_run) as unit:
            yield PluginWork(unit, plan, source=source)

    @contextmanager
    def plan_reader(self, plan: str | None = None) -> Iterator[PlanReader]:
        """A plan for a plugin to look at, as one state of the database.

        :raises NotFound: there is no such plan.
        """
        with self.reading() as connection:
            yield PlanReader(connection, plan)
