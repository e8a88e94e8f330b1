"""Writing a new edition over the rows of a plan: what continues keeps its identifier, what is gone is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vpr_tracker.plans.difference import PlanDifference, ResultChange, TaskPair
from vpr_tracker.plans.draft import PlanDraft
from vpr_tracker.plans.likeness import plain
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.drafts import deliverable_values, plan_values, remark_rows, task_values
from vpr_tracker.storage.edition_reading import recorded, withdrawn_deliverables, withdrawn_tasks
from vpr_tracker.storage.edition_tables import Amendment
from vpr_tracker.storage.tables import Deliverable, Obligation, Occurrence, Owner, Plan, Remark, Task
from vpr_tracker.tracker.amendment_views import LapsedView
from vpr_tracker.tracker.calendar_events import moved_views
from vpr_tracker.tracker.carrying import Heir, carry, lapsed_views
from vpr_tracker.tracker.correcting import put_deadline
from vpr_tracker.tracker.editions import stored
from vpr_tracker.tracker.generation import derive
from vpr_tracker.tracker.importing import PlanWriter
from vpr_tracker.tracker.planbook import plan_row
from vpr_tracker.tracker.syncing import put
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import MovedOccurrence

_COLUMNS: Final = ("number", "title", "details", "section", "level", "depends_on", "extras")
"""Fields of a task that are columns of the same name."""
_RESULT_COLUMNS: Final = {"from": "origin"}


@dataclass(frozen=True, slots=True)
class Done:
    """What writing did beside the difference itself."""

    moved: tuple[MovedOccurrence, ...]
    lapsed: tuple[LapsedView, ...]
    carried: int


class AmendmentWriter:
    """Writes one difference, inside an open journal entry."""

    def __init__(self, unit: Unit, plan: Row, difference: PlanDifference) -> None:
        self.unit = unit
        self.writer = unit.writer
        self.connection = unit.connection
        self.plan = plan
        self.difference = difference
        self.rows = {row["id"]: row for row in reading.tasks(self.connection, plan["id"])}
        self.parts = PlanWriter(unit.writer, difference.new, plan["committee_id"])
        self.tasks: dict[int, str] = {}
        """The identifier of each row of the new edition."""

    def write(self, *, edition: int) -> Done:
        """Everything, in the order in which rows depend on each other."""
        before = recorded(self.connection, self.plan["id"])
        self._plan()
        for pair in self.difference.pairs:
            self._task(pair)
        for j in self._new_places():
            self.tasks[j] = self._added(j)
        for pair in self.difference.pairs:
            self._results(pair.results)
        heirs = [*self._moved_results(), *self._divided()]
        self._withdraw([self._old(i) for i in self._gone()])
        self._order()
        self._remarks()
        moved = derive(self.writer, plan_row(self.connection, self.plan["id"]))
        carried = carry(self.unit, before, heirs)
        self._edition(edition)
        after = recorded(self.connection, self.plan["id"])
        fallen = [row for identifier, row in before.items() if identifier not in after and identifier not in carried]
        return Done(
            moved_views(self.connection, moved),
            lapsed_views(self.connection, self.plan, fallen),
            len(carried),
        )

    def _old(self, i: int) -> str:
        return str(self.difference.base.tasks[i].uid)

    def _new_places(self) -> list[int]:
        parts = [j for some in self.difference.split.values() for j in some]
        return sorted([*self.difference.added, *parts])

    def _gone(self) -> list[int]:
        joined = [i for some in self.difference.merged.values() for i in some]
        return sorted([*self.difference.removed, *joined])

    def _plan(self) -> None:
        wanted = plan_values(self.difference.new.plan)
        names = {change.field for change in self.difference.plan}
        values: Values = {name: wanted[name] for name in wanted if name in names}
        if "period" in names:
            values |= {"period_start": wanted["period_start"], "period_end": wanted["period_end"]}
        if wanted["source"] is not None:
            values |= {"source": wanted["source"], "source_sha256": wanted["source_sha256"]}
        self.writer.change(Plan, self.plan, **values)

    def _task(self, pair: TaskPair) -> None:
        identifier, new = self._old(pair.old), self.difference.new.tasks[pair.new]
        row = self.rows[identifier]
        self.tasks[pair.new] = identifier
        names = {change.field for change in pair.changes}
        wanted = task_values(new)
        values: Values = {name: wanted[name] for name in _COLUMNS if name in names}
        if wanted["source"] is not None:
            values["source"] = wanted["source"]
        self.writer.change(Task, row, **values)
        if "owners" in names:
            owners = self.parts.persons.owners(identifier, new.owners)
            put(self.writer, Owner, reading.owners(self.connection, [identifier]), owners)
        if "deadline" in names:
            put_deadline(self.unit, row, new.deadline)

    def _added(self, j: int) -> str:
        """A row that no tracked task is: a withdrawn one that says the same comes back, else a new task."""
        task = self.difference.new.tasks[j]
        known = [
            row
            for row in withdrawn_tasks(self.connection, self.plan["id"])
            if plain(row["title"]) == plain(task.title)
            and list(map(plain, row["details"])) == list(map(plain, task.details))
        ]
        if len(known) != 1 or j not in self.difference.added:
            (identifier,) = self.parts.tasks(self.plan["id"], [task], first=j + 1)
            return identifier
        (row,) = known
        identifier = str(row["id"])
        # A returning task keeps what was recorded on it; all else is as the new edition prints it.
        self.writer.change(
            Task, row, removed=False, **{name: task_values(task)[name] for name in (*_COLUMNS, "source")}
        )
        self.rows[identifier] = {**row, "removed": False}
        owners = self.parts.persons.owners(identifier, task.owners)
        put(self.writer, Owner, reading.owners(self.connection, [identifier]), owners)
        put_deadline(self.unit, row, task.deadline)
        for place in range(len(task.deliverables)):
            self._new_result(identifier, j, place)
        return identifier

    def _results(self, results: Sequence[ResultChange]) -> None:
        known = self._deliverables(each.old[0] for each in results if each.old is not None)
        for each in results:
            row = known[self._result_id(each.old)] if each.old is not None else None
            if row is not None and each.new is None:
                self.writer.change(Deliverable, row, removed=True)
            elif row is not None and each.new is not None:
                wanted = deliverable_values(self.difference.new.tasks[each.new[0]].deliverables[each.new[1]])
                columns = [_RESULT_COLUMNS.get(change.field, change.field) for change in each.changes]
                values = {name: wanted[name] for name in columns}
                self.writer.change(Deliverable, row, position=each.new[1] + 1, **values)
            elif each.new is not None:
                self._new_result(self.tasks[each.new[0]], *each.new)

    def _result_id(self, spot: tuple[int, int]) -> str:
        return str(self.difference.base.tasks[spot[0]].deliverables[spot[1]].uid)

    def _deliverables(self, tasks: Iterable[int]) -> dict[str, Row]:
        identifiers = {self._old(i) for i in tasks}
        return {row["id"]: row for row in reading.deliverables(self.connection, identifiers)}

    def _new_result(self, task: str, j: int, place: int) -> str:
        """A result that the task did not have; one that it had in an earlier edition comes back."""
        draft = self.difference.new.tasks[j].deliverables[place]
        for row in withdrawn_deliverables(self.connection, task):
            if plain(row["title"]) == plain(draft.title):
                values = {**deliverable_values(draft), "position": place + 1, "removed": False}
                self.writer.change(Deliverable, row, **values)
                return str(row["id"])
        identifier = self.writer.new_id()
        values = {"id": identifier, "task_id": task, "position": place + 1, **deliverable_values(draft)}
        self.writer.insert(Deliverable, [values])
        return identifier

    def _moved_results(self) -> list[Heir]:
        """Results that went to another task: new there, withdrawn here; what was done goes along."""
        heirs = []
        known = self._deliverables(each.old[0] for each in self.difference.moved if each.old is not None)
        for each in self.difference.moved:
            if each.old is None:
                continue
            old = self._result_id(each.old)
            if each.new is not None:
                task = self.tasks[each.new[0]]
                present = {row["position"]: row["id"] for row in reading.deliverables(self.connection, [task])}
                in_part = each.new[0] in self._new_places()
                new = present[each.new[1] + 1] if in_part else self._new_result(task, *each.new)
                heirs.append(Heir(task=self._old(each.old[0]), result=old, to_task=task, to_result=new))
            self.writer.change(Deliverable, known[old], removed=True)
        return heirs

    def _divided(self) -> list[Heir]:
        """Parts of a task without results: what was done as a whole was done in each part."""
        return [
            Heir(task=self._old(i), result=None, to_task=self.tasks[j], to_result=None)
            for i, parts in self.difference.split.items()
            for j in parts
            if not self.difference.base.tasks[i].deliverables and not self.difference.new.tasks[j].deliverables
        ]

    def _withdraw(self, tasks: Sequence[str]) -> None:
        """Mark tasks removed: what nobody touched goes, what was recorded stays as history."""
        self.writer.change_all(Task, [(self.rows[task], {"removed": True}) for task in tasks])
        results = [row for row in reading.deliverables(self.connection, tasks) if row["source"] is None]
        self.writer.change_all(Deliverable, [(row, {"removed": True}) for row in results])
        for task in tasks:
            rows = reading.obligations(self.connection, task)
            self.writer.delete(Obligation, [row for row in rows if not row["touched"]])
            kept = [row for row in rows if row["touched"]]
            self.writer.change_all(Obligation, [(row, {"removed": True}) for row in kept])
            needed = {row["occurrence_id"] for row in kept}
            due = reading.occurrences(self.connection, [task])
            self.writer.delete(Occurrence, [row for row in due if row["id"] not in needed])
            left = [row for row in due if row["id"] in needed]
            self.writer.change_all(Occurrence, [(row, {"removed": True, "term_id": None}) for row in left])

    def _order(self) -> None:
        """The order of the new edition; tasks added by hand stay behind the task that they stood behind."""
        behind: dict[str | None, list[str]] = {}
        last: str | None = None
        gone = set(self._gone())
        for i in range(len(self.difference.base.tasks)):
            if i in self.difference.kept:
                behind.setdefault(last, []).append(self._old(i))
            elif i not in gone:
                last = self._old(i)
        order = list(behind.get(None, ()))
        for j in range(len(self.difference.new.tasks)):
            order += [self.tasks[j], *behind.get(self.tasks[j], ())]
        present = {row["id"]: row for row in reading.tasks(self.connection, self.plan["id"])}
        self.writer.change_all(
            Task, [(present[task], {"position": position}) for position, task in enumerate(order, start=1)]
        )

    def _remarks(self) -> None:
        """The remarks on the new edition; what was settled stays settled where the same is remarked again."""
        numbers: dict[str, str] = {}
        for j, task in enumerate(self.difference.new.tasks):
            numbers.setdefault(task.number, self.tasks[j])
        present = reading.remarks(self.connection, self.plan["id"])
        settled = {_same_remark(row): row for row in present if row["settled"] is not None}
        wanted = remark_rows(self.plan["id"], self.difference.new.remarks, numbers)
        for row in wanted:
            before = settled.get(_same_remark(row), {})
            row |= {name: before.get(name) for name in ("settled", "settled_by", "settled_at", "note")}
        put(self.writer, Remark, present, wanted)

    def _edition(self, edition: int) -> None:
        """Keep the edition as it was read, with the identifiers that its rows have now."""
        draft = self.difference.new
        results: dict[str, dict[int, str]] = {}
        for row in reading.deliverables(self.connection, list(self.tasks.values())):
            if row["source"] is None:
                results.setdefault(row["task_id"], {})[row["position"]] = row["id"]
        tasks = tuple(
            task.model_copy(
                update={
                    "uid": self.tasks[j],
                    "deliverables": tuple(
                        each.model_copy(update={"uid": results[self.tasks[j]][place]})
                        for place, each in enumerate(task.deliverables, start=1)
                    ),
                }
            )
            for j, task in enumerate(draft.tasks)
        )
        source = draft.plan.source or {}
        values = {
            "id": self.writer.new_id(),
            "plan_id": self.plan["id"],
            "position": edition - 1,
            "draft": stored(PlanDraft(plan=draft.plan, tasks=tasks)),
            "source_sha256": source.get("sha256"),
            "replaced_sha256": self.plan["source_sha256"],
            "made_at": self.writer.at,
            "made_by": self.unit.actor,
        }
        self.writer.insert(Amendment, [values])


def _same_remark(row: Row) -> tuple[str | None, str, str, str]:
    return row["task_id"], row["code"], row["message"], row["text"]
