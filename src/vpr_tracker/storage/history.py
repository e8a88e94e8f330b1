"""What the journal knows of due times and work beyond the rows as they stand: how often each changed and when last,
what was deleted, and which days a due time had before it lost them.

Everything is counted by what it belongs to (task, key of the due time, organisation), never by a row's identifier:
a row may be deleted and come back, and what is counted must never become less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, select

from vpr_tracker.storage.base import table_of
from vpr_tracker.storage.changes import typed, unbatch
from vpr_tracker.storage.jsontext import from_json
from vpr_tracker.storage.tables import Deliverable, Journal, Obligation, Occurrence, Owner, Plan, Task

Place: TypeAlias = tuple[str | None, ...]
"""What a change is counted under; the first part says of what kind it is."""
Due: TypeAlias = tuple[str, str, str | None]
"""Task, key and organisation of a due time."""

_TABLES: Final = tuple(
    f'["{table_of(model).name}",' for model in (Plan, Task, Owner, Deliverable, Occurrence, Obligation)
)
_OF_PLAN: Final = frozenset({"title", "approval_body", "approval_act", "approval_number", "approved_on"})
"""The columns of a plan that anybody outside is told of."""


@dataclass(slots=True)
class Trace:
    """When something was first and last changed (RFC 3339), and how many changes came after its first transaction."""

    first: str
    last: str
    unit: str
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    """A due time that was deleted: the row as it was, the instant, and the organisations that had work in it."""

    row: Mapping[str, Any]
    at: str
    organisations: frozenset[str]


@dataclass(slots=True)
class History:
    """The journal, read once. ``lost``: due times without days that had some, by task, key and organisation."""

    traces: dict[Place, Trace] = field(default_factory=dict)
    lost: dict[Due, tuple[date | None, date]] = field(default_factory=dict)
    _dues: dict[str, Due] = field(default_factory=dict)
    _work: dict[str, Due] = field(default_factory=dict)
    _owned: dict[str, str] = field(default_factory=dict)
    _deleted: dict[Due, tuple[Mapping[str, Any], str]] = field(default_factory=dict)
    _deleted_work: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def of(self, *places: Place) -> Trace | None:
        """The traces of several places as one; ``None`` where there is none."""
        found = [self.traces[place] for place in places if place in self.traces]
        if not found:
            return None
        return Trace(
            first=min(trace.first for trace in found),
            last=max(trace.last for trace in found),
            unit="",
            changes=sum(trace.changes for trace in found),
        )

    def gone(self) -> Iterator[Gone]:
        """The due times that were deleted and did not come back."""
        for (task, key, organisation), (row, at) in self._deleted.items():
            several = self._deleted_work.get((task, key), set())
            yield Gone(row, at, frozenset(several if organisation is None else several & {organisation}))

    def take(self, entry: Mapping[str, Any]) -> None:
        """Take one entry of the journal; they come in their order."""
        for table, identifier, before, after in from_json(entry["changes"]):
            read = _READERS.get(table)
            if read is None:
                continue
            if identifier is None:
                for row in unbatch(before or after):
                    read(self, entry, row["id"], row if after is None else None, row if before is None else None)
            else:
                read(self, entry, identifier, before, after)

    def count(self, entry: Mapping[str, Any], *places: Place) -> None:
        """Count a change under each place."""
        for place in places:
            trace = self.traces.get(place)
            if trace is None:
                self.traces[place] = Trace(entry["at"], entry["at"], entry["unit"])
            else:
                trace.last = entry["at"]
                trace.changes += trace.unit != entry["unit"]


def history(connection: Connection) -> History:
    """Read the whole journal."""
    table = table_of(Journal)
    query = select(table.c.at, table.c.unit, table.c.changes).order_by(table.c.seq).execution_options(yield_per=200)
    found = History()
    with connection.execute(query) as result:
        for row in result.mappings():
            if any(name in row["changes"] for name in _TABLES):
                found.take(dict(row))
    return found


def _plan(found: History, entry: Mapping[str, Any], identifier: str, before: Any, after: Any) -> None:  # noqa: ANN401
    if before is None or (after is not None and not _OF_PLAN.isdisjoint(after)):
        found.count(entry, ("plan", identifier))


def _task(found: History, entry: Mapping[str, Any], identifier: str, _before: Any, _after: Any) -> None:  # noqa: ANN401
    found.count(entry, ("task", identifier))


def _of_task(found: History, entry: Mapping[str, Any], identifier: str, before: Any, after: Any) -> None:  # noqa: ANN401
    whole = after if before is None else before if after is None else None
    if whole is not None:
        found._owned[identifier] = whole["task_id"]
    found.count(entry, ("task", found._owned[identifier]))


def _occurrence(found: History, entry: Mapping[str, Any], identifier: str, before: Any, after: Any) -> None:  # noqa: ANN401
    whole = after if before is None else before if after is None else None
    if whole is not None:
        found._dues[identifier] = (whole["task_id"], whole["key"], whole["organisation_id"])
    due = found._dues[identifier]
    if after is None:
        found._deleted[due] = (typed(table_of(Occurrence), before), entry["at"])
    elif before is None:
        found._deleted.pop(due, None)
    if after is not None and "end_on" in after:
        days = typed(table_of(Occurrence), before or {})
        if after["end_on"] is not None:
            found.lost.pop(due, None)
        elif days.get("end_on") is not None:
            found.lost[due] = (days.get("start_on"), days["end_on"])
    # Which term it follows from is an inner matter: a deadline read anew has new terms, even where no day differs.
    if before is None or after is None or not {*after} <= {"term_id", "unconfirmed"}:
        found.count(entry, ("due", *due))


def _obligation(found: History, entry: Mapping[str, Any], identifier: str, before: Any, after: Any) -> None:  # noqa: ANN401
    whole = after if before is None else before if after is None else None
    if whole is not None:
        task, key, _own = found._dues[whole["occurrence_id"]]
        found._work[identifier] = (task, key, whole["organisation_id"])
    task, key, organisation = found._work[identifier]
    if organisation is not None:
        several = found._deleted_work[task, key]
        (several.add if after is None else several.discard)(organisation)
    found.count(entry, ("work", task, key, None), ("work", task, key, organisation))
    if whole is None and "occurrence_id" in after:
        moved = found._dues[after["occurrence_id"]]
        if moved[:2] != (task, key):  # the work now belongs to another due time: that one changed as well
            task, key = moved[:2]
            found._work[identifier] = (task, key, organisation)
            found.count(entry, ("work", task, key, None), ("work", task, key, organisation))


_READERS: Final = {
    "plan": _plan,
    "task": _task,
    "owner": _of_task,
    "deliverable": _of_task,
    "occurrence": _occurrence,
    "obligation": _obligation,
}


def places(task: str, key: str, organisations: Iterable[str | None]) -> Iterator[Place]:
    """Where the changes of a due time are counted, as far as it concerns the organisations (``None``: everybody)."""
    yield ("task", task)
    yield ("due", task, key, None)
    for organisation in organisations:
        if organisation is not None:
            yield ("due", task, key, organisation)
        yield ("work", task, key, organisation)
