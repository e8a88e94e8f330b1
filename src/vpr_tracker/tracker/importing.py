"""A draft becomes a tracked plan: checks first, then rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection

from vpr_tracker.domain.words import OwnerKind
from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _
from vpr_tracker.plans.draft import OwnerDraft, PlanDraft, TaskDraft
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Values
from vpr_tracker.storage.drafts import deliverable_values, owner_rows, plan_values, remark_rows, task_values, term_rows
from vpr_tracker.storage.ids import UID
from vpr_tracker.storage.tables import Deliverable, Organisation, Owner, Person, Plan, Remark, Task, Term
from vpr_tracker.storage.writer import Writer
from vpr_tracker.tracker.finding import folded
from vpr_tracker.tracker.plan_settings import Known

COMMITTEE: Final = "Комитет"
"""What the committee is called where the plan does not name the body that approved it."""
_PERSON: Final[OwnerKind] = "person"


def check_draft(draft: PlanDraft) -> None:
    """See that a draft can be tracked.

    :raises BadInput: it has no tasks or no title, or identifiers that are malformed or repeated.
    """
    problems = []
    if not draft.tasks:
        problems.append(_("the plan has no tasks"))
    if not draft.plan.title.strip():
        problems.append(_("the plan has no title"))
    uids = list(_uids(draft))
    problems += [_("the identifier «{uid}» is malformed").format(uid=uid) for uid in uids if not UID.fullmatch(uid)]
    repeated = [uid for uid, times in Counter(uids).items() if times > 1]
    problems += [_("the identifier «{uid}» is given twice").format(uid=uid) for uid in repeated]
    if problems:
        raise BadInput(_("the plan cannot be tracked as it is"), problems=problems)


def _uids(draft: PlanDraft) -> Iterator[str]:
    if draft.plan.uid is not None:
        yield draft.plan.uid
    for task in draft.tasks:
        if task.uid is not None:
            yield task.uid
        yield from (each.uid for each in task.deliverables if each.uid is not None)


def committee_for(connection: Connection, writer: Writer, body: str | None, new: str) -> str:
    """The committee that approved a plan: the one of that name, else the only one where none is named, else new.

    :param new: the identifier of a new one, or of one that a plan file names.
    """
    known = reading.committees(connection)
    if any(row["id"] == new for row in known):
        return new
    if body is None or not body.strip():
        if len(known) == 1:
            return str(known[0]["id"])
        name = COMMITTEE
    else:
        name = " ".join(body.split())
    for row in known:
        if folded(row["name"]) == folded(name):
            return str(row["id"])
    writer.insert(Organisation, [{"id": new, "kind": "committee", "name": name}])
    return new


class PlanWriter:
    """Writes one draft as rows, inside an open journal entry."""

    def __init__(self, writer: Writer, draft: PlanDraft, committee: str) -> None:
        self.writer = writer
        self.draft = draft
        self.committee = committee
        self.persons = Persons(writer, committee)
        # The file of another plan may serve as a pattern for a new one: then its tasks are new tasks.
        uids = list(_uids(draft))
        self._taken = reading.existing(writer.connection, Task, uids)
        self._taken |= reading.existing(writer.connection, Deliverable, uids)

    def _id(self, uid: str | None) -> str:
        return self.writer.new_id() if uid is None or uid in self._taken else uid

    def plan(self, identifier: str, *, offset_minutes: int, settings: Known) -> None:
        """The row of the plan."""
        self.writer.insert(
            Plan,
            [
                {
                    "id": identifier,
                    "committee_id": self.committee,
                    "position": reading.count(self.writer.connection, Plan) + 1,
                    **plan_values(self.draft.plan),
                    **settings.columns,
                    "settings": settings.rest,
                    "utc_offset_minutes": offset_minutes,
                    "extras": self.draft.extras,
                    "imported_at": self.writer.at,
                }
            ],
        )

    def tasks(self, plan: str, tasks: Iterable[TaskDraft], *, first: int = 1) -> list[str]:
        """The rows of tasks with all that belongs to them; gives their identifiers."""
        drafts = list(tasks)
        identifiers = [self._id(task.uid) for task in drafts]
        numbered = list(zip(identifiers, drafts, strict=True))
        self.writer.insert(
            Task,
            [
                {"id": identifier, "plan_id": plan, "position": position, **task_values(task)}
                for position, (identifier, task) in enumerate(numbered, start=first)
            ],
        )
        self.writer.insert(
            Term, [row for identifier, task in numbered for row in term_rows(identifier, task.deadline.terms)]
        )
        self.writer.insert(
            Owner, [row for identifier, task in numbered for row in self.persons.owners(identifier, task.owners)]
        )
        self.writer.insert(
            Deliverable,
            [
                {
                    "id": self._id(each.uid),
                    "task_id": identifier,
                    "position": position,
                    **deliverable_values(each),
                }
                for identifier, task in numbered
                for position, each in enumerate(task.deliverables, start=1)
            ],
        )
        return identifiers

    def remarks(self, plan: str, tasks: Iterable[str]) -> None:
        """The rows of remarks; a number that the plan prints twice leads to its first task."""
        numbers: dict[str, str] = {}
        for identifier, task in zip(tasks, self.draft.tasks, strict=True):
            numbers.setdefault(task.number, identifier)
        self.writer.insert(Remark, remark_rows(plan, self.draft.remarks, numbers))


class Persons:
    """The persons of a committee, found by how their names are spelt; unknown ones are added."""

    def __init__(self, writer: Writer, committee: str) -> None:
        self.writer = writer
        self.committee = committee
        self._known = known_spellings(writer.connection, committee)

    def owners(self, task: str, owners: Iterable[OwnerDraft]) -> list[Values]:
        """The rows of a task's owners, persons with who they are."""
        rows = owner_rows(task, list(owners))
        for row in rows:
            if row["kind"] == _PERSON:
                row["person_id"] = self.find(row["name"], row["role"])
        return rows

    def find(self, name: str, role: str | None = None) -> str:
        """The person of that name; ``role`` is taken off where the name begins or ends with it."""
        bare = _without_role(name, role)
        spelling = spelt(bare)
        if spelling not in self._known:
            identifier = self.writer.new_id()
            self.writer.insert(Person, [{"id": identifier, "committee_id": self.committee, "name": bare}])
            self._known[spelling] = identifier
        return self._known[spelling]


def known_spellings(connection: Connection, committee: str) -> dict[str, str]:
    """How the persons of a committee are spelt, in all its plans, and who each spelling is."""
    known = {
        spelt(_without_role(row["name"], row["role"])): str(row["person_id"])
        for plan in reading.plans(connection, committee=committee)
        for row in reading.owners(connection, [task["id"] for task in reading.tasks(connection, plan["id"])])
        if row["person_id"]
    }
    return {**{spelt(row["name"]): str(row["id"]) for row in reading.persons(connection, committee)}, **known}


def spelt(name: str) -> str:
    """A name for comparing: «Иванова А.Б.» and «ИВАНОВА А. Б.» are spelt alike."""
    return "".join(folded(name).replace(".", " ").split())


def _without_role(name: str, role: str | None) -> str:
    if role:
        for bare in (name.removeprefix(role), name.removesuffix(role)):
            if bare != name and bare.strip(" ,–—-"):
                return bare.strip(" ,–—-")
    return name
