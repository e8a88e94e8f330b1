"""Correcting what was misread: tasks, deadlines, owners, the period, the school calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from vpr_tracker.deadlines.grammar import parse_deadline
from vpr_tracker.domain.texts import check_text, check_texts
from vpr_tracker.domain.words import Level
from vpr_tracker.errors import BadInput, NotFound, RuleBroken
from vpr_tracker.i18n import _
from vpr_tracker.owners.parse import parse_owners
from vpr_tracker.plans.draft import DeadlineDraft, DeliverableDraft, OwnerDraft, PlanDraft, PlanInfo, TaskDraft
from vpr_tracker.plans.shorthand import NO_PERIOD
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.drafts import deadline_values, term_draft, term_rows
from vpr_tracker.storage.tables import Assignment, Occurrence, Owner, Person, Plan, Task, Term
from vpr_tracker.tracker.calendar_events import moved_views
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.finding import find_plan, find_task, folded
from vpr_tracker.tracker.generation import Moved, derive
from vpr_tracker.tracker.importing import Persons, PlanWriter, spelt
from vpr_tracker.tracker.syncing import put
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import TaskChange


class CorrectionCases(TrackerCore):
    """Use cases that correct a plan."""

    def set_task(
        self,
        task: str,
        *,
        title: str | None = None,
        deadline: str | None = None,
        owners: str | None = None,
        level: Level | None = None,
        number: str | None = None,
        plan: str | None = None,
        note: str | None = None,
    ) -> TaskChange:
        """Correct a task. What is recorded on it stays, with its identifiers.

        :param deadline: the phrase as it ought to be printed; it is read anew in the plan's period. Events stay
            linked where the words that name them stay.
        :param owners: the whole cell as it ought to be printed.
        """
        values = _checked(title=title, number=number, level=level)
        check_texts(deadline=deadline, owners=owners)
        with self.unit() as unit:
            row = find_plan(unit.connection, plan)
            task_row = find_task(unit.connection, row, task)
            if "number" in values and folded(values["number"]) != folded(task_row["number"]):
                _unused(values["number"], reading.tasks(unit.connection, row["id"]))
            moved: list[Moved] = []
            with unit.entry("set", plan=row["id"], task=task_row["id"], subject=task_row["number"], note=note):
                changed = [name for name, value in values.items() if task_row[name] != value]
                unit.writer.change(Task, task_row, **values)
                if owners is not None and _put_owners(unit, row, task_row, owners):
                    changed.append("owners")
                if deadline is not None and put_deadline(unit, task_row, DeadlineDraft.of(parsed(deadline, row))):
                    changed.append("deadline")
                if "deadline" in changed or "level" in changed:
                    moved = _derive(unit, row, [task_row["id"]])
            return TaskChange(
                task_id=task_row["id"],
                number={**task_row, **values}["number"],
                fields=tuple(changed),
                moved=moved_views(unit.connection, moved),
            )

    def add_task(
        self,
        number: str,
        title: str,
        *,
        deadline: str = "",
        owners: str = "",
        deliverables: Sequence[str | DeliverableDraft] = (),
        level: Level = "municipality",
        section: str | None = None,
        after: str | None = None,
        plan: str | None = None,
        note: str | None = None,
    ) -> TaskChange:
        """Add a task that the document lacks, at the end or ``after`` another; it gets its obligations at once."""
        _checked(title=title, number=number, level=level)
        check_texts(deadline=deadline, owners=owners, section=section)
        for each in deliverables:
            check_text(each if isinstance(each, str) else each.title, "deliverables")
        with self.unit() as unit:
            row = find_plan(unit.connection, plan)
            rows = reading.tasks(unit.connection, row["id"])
            _unused(number, rows)
            place = find_task(unit.connection, row, after)["position"] if after is not None else None
            last = max((each["position"] for each in rows), default=0)
            draft = TaskDraft(
                number=number.strip(),
                title=title.strip(),
                section=section,
                level=level,
                deadline=DeadlineDraft.of(parsed(deadline, row)),
                owners=tuple(_owners(owners)),
                deliverables=tuple(
                    DeliverableDraft(title=each) if isinstance(each, str) else each for each in deliverables
                ),
            )
            with unit.entry("task_add", plan=row["id"], subject=f"{number}: {title}", note=note):
                later = [each for each in rows if place is not None and each["position"] > place]
                unit.writer.change_all(Task, [(each, {"position": each["position"] + 1}) for each in later])
                pattern = PlanDraft(plan=PlanInfo(title=row["title"]), tasks=(draft,))
                writer = PlanWriter(unit.writer, pattern, row["committee_id"])
                first = last + 1 if place is None else place + 1
                (identifier,) = writer.tasks(row["id"], [draft], first=first)
                moved = _derive(unit, row, [identifier])
            return TaskChange(
                task_id=identifier, number=draft.number, fields=(), moved=moved_views(unit.connection, moved)
            )

    def merge_owners(self, keep: str, other: str, *, plan: str | None = None) -> int:
        """Say that two spellings are one person, who is called ``keep`` from now on; the tasks keep what they print.

        :returns: how many owners and assignments now belong to that person.
        """
        with self.unit() as unit:
            row = find_plan(unit.connection, plan)
            persons = reading.persons(unit.connection, row["committee_id"])
            one, two = _person(persons, keep), _person(persons, other)
            if one["id"] == two["id"]:
                raise RuleBroken(_("«{keep}» and «{other}» are one person already").format(keep=keep, other=other))
            subject = f"{one['name']} ← {two['name']}"
            with unit.entry("owner_merge", plan=row["id"], subject=subject):
                owners = reading.owners_of_person(unit.connection, two["id"])
                held = reading.assignments_of_person(unit.connection, two["id"])
                unit.writer.change_all(Owner, [(each, {"person_id": one["id"]}) for each in owners])
                unit.writer.change_all(Assignment, [(each, {"person_id": one["id"]}) for each in held])
                unit.writer.delete(Person, [two])
            return len(owners) + len(held)

    def set_period(self, start: date, end: date, *, plan: str | None = None) -> tuple[TaskChange, ...]:
        """Say which days the plan is for. Deadlines are read anew, unless they were corrected by hand.

        :returns: the tasks whose deadlines changed.
        """
        if end < start:
            raise BadInput(_("the period ends ({end}) before it begins ({start})").format(end=end, start=start))
        with self.unit() as unit:
            row = find_plan(unit.connection, plan)
            with unit.entry("set_period", plan=row["id"], subject=f"{start.isoformat()}..{end.isoformat()}"):
                unit.writer.change(Plan, row, period_start=start, period_end=end)
                after = {**row, "period_start": start, "period_end": end}
                tasks = reading.tasks(unit.connection, row["id"])
                terms = _terms_by_task(unit, tasks)
                read_anew = [
                    task
                    for task in tasks
                    if _as_parsed(task, terms[task["id"]], row)
                    and put_deadline(unit, task, DeadlineDraft.of(parsed(task["printed"], after)))
                ]
                moved = _derive(unit, after, None)
            changed = {task["id"] for task in read_anew} | {each.task_id for each in moved}
            return tuple(
                TaskChange(
                    task_id=task["id"],
                    number=task["number"],
                    fields=("deadline",) if task in read_anew else (),
                    moved=moved_views(unit.connection, [each for each in moved if each.task_id == task["id"]]),
                )
                for task in tasks
                if task["id"] in changed
            )


def _checked(*, title: str | None, number: str | None, level: str | None) -> Values:
    values: Values = {}
    for name, text in (("title", title), ("number", number)):
        if text is not None:
            check_text(text, name)
            if not text.strip():
                raise BadInput(_("the {field} of a task cannot be empty").format(field=name))
            values[name] = " ".join(text.split())
    if level is not None:
        if level not in ("municipality", "school", "both"):
            raise BadInput(
                _("there is no level «{level}»").format(level=level), hint=_("levels: municipality, school, both")
            )
        values["level"] = level
    return values


def _unused(number: str, tasks: Sequence[Row]) -> None:
    """See that no task has the number; what a document prints twice stays as it is, but nobody adds to it."""
    known = {folded(each["number"]) for each in tasks}
    if folded(number) not in known:
        return
    whole = " ".join(number.split()).rstrip(".")
    free = next(each for part in count(1) if folded(each := f"{whole}.{part}") not in known)
    raise RuleBroken(
        _("the plan has a task {number} already").format(number=number.strip()),
        hint=_("choose another number, {number} for instance").format(number=free),
    )


def parsed(printed: str, plan: Row) -> Any:  # noqa: ANN401 -- a Deadline
    """A phrase read in the period of a plan."""
    start, end = plan["period_start"], plan["period_end"]
    return parse_deadline(printed, period=(start, end) if start and end else NO_PERIOD)


def _owners(printed: str) -> Iterable[OwnerDraft]:
    for each in parse_owners(printed):
        yield OwnerDraft(name=each.name, kind=each.kind, level=each.level, duty=each.duty, role=each.role)


def _put_owners(unit: Unit, plan: Row, task: Row, printed: str) -> bool:
    wanted = Persons(unit.writer, plan["committee_id"]).owners(task["id"], _owners(printed))
    return put(unit.writer, Owner, reading.owners(unit.connection, [task["id"]]), wanted)


def put_deadline(unit: Unit, task: Row, draft: DeadlineDraft) -> bool:
    """Put a deadline in the place of a task's own; whether anything differs. ``derive`` has to follow."""
    present = reading.terms(unit.connection, [task["id"]])
    events = {folded(row["anchor"]): row["event_id"] for row in present if row["anchor"] and row["event_id"]}
    wanted = [
        {**row, "event_id": events.get(folded(row["anchor"] or ""))} for row in term_rows(task["id"], draft.terms)
    ]
    staying = {row["id"] for row in wanted}
    orphans = [
        row
        for row in reading.occurrences(unit.connection, [task["id"]])
        if row["term_id"] is not None and row["term_id"] not in staying
    ]
    unit.writer.change_all(Occurrence, [(row, {"term_id": None}) for row in orphans])
    differs = put(unit.writer, Term, present, wanted)
    return unit.writer.change(Task, task, **deadline_values(draft)) or differs


def _derive(unit: Unit, plan: Row, tasks: Sequence[str] | None) -> list[Moved]:
    rows = reading.tasks(unit.connection, plan["id"])
    return derive(unit.writer, plan, rows if tasks is None else [row for row in rows if row["id"] in tasks])


def _as_parsed(task: Row, terms: Sequence[Row], plan: Row) -> bool:
    """Whether a deadline is what its words say, and not corrected by hand or read with the words round it."""
    if not task["printed"].strip():
        return False
    said = DeadlineDraft.of(parsed(task["printed"], plan)).terms
    return tuple(term_draft(row) for row in terms) == said


def _terms_by_task(unit: Unit, tasks: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {task["id"]: [] for task in tasks}
    for row in reading.terms(unit.connection, list(found)):
        found[row["task_id"]].append(row)
    return found


def _person(persons: Sequence[Row], name: str) -> Row:
    """The person of that spelling, or whose name holds it."""
    found = [row for row in persons if spelt(row["name"]) == spelt(name)]
    found = found or [row for row in persons if spelt(name) and spelt(name) in spelt(row["name"])]
    if len(found) == 1:
        return found[0]
    listed = [row["name"] for row in found or persons]
    if found:
        raise RuleBroken(_("«{name}» fits several").format(name=name), problems=listed)
    raise NotFound(_("no plan names a person «{name}»").format(name=name), problems=listed)
