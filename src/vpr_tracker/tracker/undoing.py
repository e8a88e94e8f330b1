"""Taking back one's own last change, whatever it was: by a new entry of the journal, never by erasing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from vpr_tracker.domain.actions import action_word
from vpr_tracker.errors import NotFound, RuleBroken, StorageError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.facts import ChangeSpec
from vpr_tracker.storage import reading, unwinding
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.tables import Obligation, Plan
from vpr_tracker.storage.unwinding import Mismatch, RowChange, Stays, row_changes, undo_id
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.generation import derive
from vpr_tracker.tracker.looking import log_entries
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import UndoResult

DERIVED_FROM: Final = frozenset(
    {"plan", "plan_school", "task", "term", "deliverable", "occurrence", "postponement", "event", "event_date"}
) | {"school_term", "organisation"}
"""Tables that due times and obligations follow from: where they are turned back, what follows is made anew."""
_COMMON: Final = frozenset({"event", "event_date", "school_term", "organisation"})
"""Tables that belong to a committee, not to one plan."""
_SHOWN: Final = 10


@dataclass(slots=True)
class _Undone:
    """A unit that is to be taken back: its entries with their changes."""

    unit: str
    entries: list[tuple[Row, list[RowChange]]]
    rows: set[tuple[str, str]] = field(default_factory=set)
    came: set[tuple[str, str]] = field(default_factory=set)
    went: list[RowChange] = field(default_factory=list)

    @classmethod
    def of(cls, unit: str, entries: Sequence[Row]) -> _Undone:
        found = cls(unit, [(entry, list(row_changes(entry["changes"]))) for entry in entries])
        for change in found.changes():
            found.rows.add((change.table, change.id))
            if change.kind == "insert":
                found.came.add((change.table, change.id))
            elif change.kind == "delete":
                found.went.append(change)
        return found

    def changes(self) -> Iterable[RowChange]:
        return (change for _entry, changes in self.entries for change in changes)

    @property
    def last(self) -> int:
        return int(self.entries[-1][0]["seq"])


class UndoCases(TrackerCore):
    """Use cases that take back."""

    def undo(
        self,
        entry: int | None = None,
        *,
        note: str | None = None,
        dry_run: bool = False,
        actor: str | None = None,
    ) -> UndoResult:
        """Take back the last unit of one's own: everything that one call changed, written the other way round.

        Taking back what was taken back does it again. The files of evidence stay in the store. Plugins are asked and
        told of it as of any change; rows of theirs go back too where their tables say so (``goes_back``).

        :param entry: the number of any entry of the unit that is meant, instead of the last one.
        :param dry_run: see whether it can be taken back, and what that would be; write nothing.
        :raises NotFound: nothing was done by this person, or there is no such entry.
        :raises RuleBroken: it is somebody else's, was taken back already, is a plugin's own affair, or later changes
            build on it: they are named.
        """
        with self.unit(actor, dry_run=dry_run) as unit:
            undone = _target(unit, entry)
            later = list(unwinding.entries_after(unit.connection, undone.last))
            _see_later(unit, undone, later)
            specs = {row["seq"]: _specs(unit, row, changes, note) for row, changes in undone.entries}
            unit.ask([spec for some in specs.values() for spec in some if spec.obligation_id is not None])
            told = log_entries(unit.connection, reading.Wanted(unit=undone.unit))
            unit.writer.name_unit(undo_id(undone.unit))
            try:
                _turn_back(unit, undone, specs, note)
            except Stays as stays:
                raise RuleBroken(
                    _("this is kept by a plugin (table {table}) and is not taken back here").format(table=stays.table),
                    hint=_("put it right by a command of that plugin: vpr plugins"),
                ) from stays
            except Mismatch as found:
                raise _mismatch(unit, undone, later, found) from found
            except IntegrityError as error:
                raise RuleBroken(
                    _("later changes build on this, so it cannot be taken back"),
                    problems=[str(error.orig).strip().splitlines()[0]],
                    hint=_("put it right by a new change"),
                ) from error
            return UndoResult(
                unit=undone.unit,
                entries=tuple(told),
                rows=len(undone.rows),
                again=_is_undo(unit.connection, undone),
            )


def _target(unit: Unit, entry: int | None) -> _Undone:
    connection, own = unit.connection, _folded(unit.actor)
    if entry is None:
        found = next((row for row in unwinding.units_backwards(connection) if _folded(row["actor"]) == own), None)
        if found is None:
            raise NotFound(
                _("«{actor}» has changed nothing that could be taken back").format(actor=unit.actor),
                hint=_("say who you are: --as WHO; see «vpr log»"),
            )
    else:
        found = next((row for row in unwinding.units_backwards(connection) if row["seq"] == entry), None)
        if found is None:
            raise NotFound(_("the journal has no entry {seq}").format(seq=entry), hint="vpr log")
    rows = unwinding.entries_of(connection, found["unit"])
    others = sorted({row["actor"] for row in rows if _folded(row["actor"]) != own})
    if others:
        raise RuleBroken(
            _("this was done by «{names}», who alone takes it back").format(names="», «".join(others)),
            hint=_("put it right by a new change"),
        )
    last = unwinding.redone(connection, found["unit"])
    return _Undone.of(last, rows if last == found["unit"] else unwinding.entries_of(connection, last))


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _is_undo(connection: Connection, undone: _Undone) -> bool:
    """Whether it took something back, so that without it that holds again; one that did it again has not."""
    if any(row["action"] != "undo" for row, _changes in undone.entries):
        return False
    units = (row["unit"] for row in unwinding.units_backwards(connection))
    return len(unwinding.taken_back_by(undone.unit, units)) % 2 == 1


def _see_later(unit: Unit, undone: _Undone, later: Sequence[Row]) -> None:
    """See that nothing that stands builds on the unit."""
    units = list(dict.fromkeys([undone.unit, *(row["unit"] for row in later)]))
    standing = unwinding.effective(units)
    if undone.unit not in standing:
        again = next(row["seq"] for row in later if row["unit"] == undo_id(undone.unit))
        raise RuleBroken(
            _("this was taken back already, by entry {seq}").format(seq=again),
            hint=_("to do it again, take that back: vpr undo --entry {seq}").format(seq=again),
        )
    builders = [
        row
        for row in later
        if row["unit"] in standing
        and any(
            unwinding.builds_on(change, undone.rows, undone.came, undone.went) for change in row_changes(row["changes"])
        )
    ]
    if builders:
        raise _built_on(unit, builders)


def _built_on(unit: Unit, builders: Sequence[Row]) -> RuleBroken:
    words = unit.hooks.actions() if unit.hooks is not None else {}
    lines = [
        " · ".join([f"{row['seq']}: {row['actor']}", action_word(row["action"], words), row["subject"]]).rstrip(" ·")
        for row in builders[:_SHOWN]
    ]
    if len(builders) > _SHOWN:
        lines.append(_("… and {n} more").format(n=len(builders) - _SHOWN))
    return RuleBroken(
        _("later changes build on this, so it cannot be taken back"),
        problems=lines,
        hint=_("take those back first, each by whom it is from: vpr undo --entry NUMBER"),
    )


def _mismatch(unit: Unit, undone: _Undone, later: Sequence[Row], found: Mismatch) -> RuleBroken | StorageError:
    touching = [
        row
        for row in later
        if any((change.table, change.id) == (found.table, found.id) for change in row_changes(row["changes"]))
    ]
    if touching:
        return _built_on(unit, touching)
    return StorageError(
        _("the tables do not agree with the journal: {table} {id}").format(table=found.table, id=found.id),
        hint=_("something changed them past the journal: vpr journal verify --state"),
    )


def _turn_back(unit: Unit, undone: _Undone, specs: dict[int, list[ChangeSpec]], note: str | None) -> None:
    for position, (row, changes) in reversed(list(enumerate(undone.entries))):
        with unit.entry(
            "undo",
            changes=specs[row["seq"]],
            plan=row["plan_id"],
            task=row["task_id"],
            organisation=row["organisation_id"],
            subject=f"{row['seq']}: {row['subject']}" if row["action"] != "undo" else row["subject"],
            note=note,
        ):
            unwinding.turn_back(unit.writer, changes)
            if position == 0:
                _derive_anew(unit, undone)


def _derive_anew(unit: Unit, undone: _Undone) -> None:
    """Due times and obligations follow from the rest: also for what came later, such as a school that joined."""
    tables = {change.table for change in undone.changes() if change.table in DERIVED_FROM}
    tables |= {"obligation" for change in undone.changes() if change.table == "obligation" and change.kind != "update"}
    if not tables:
        return
    for plan in _plans(unit.connection, undone, common=bool(tables & _COMMON)):
        derive(unit.writer, plan)


def _plans(connection: Connection, undone: _Undone, *, common: bool) -> list[Row]:
    named = {row["plan_id"] for row, _changes in undone.entries if row["plan_id"]}
    for change in undone.changes():
        row = change.after or change.before or {}
        if "plan_id" in row:
            named.add(row["plan_id"])
    rows = [reading.one(connection, Plan, identifier) for identifier in sorted(named)]
    plans = [row for row in rows if row is not None and not row["removed"]]
    if not common:
        return plans
    committees = {row["committee_id"] for row in plans}
    return [row for row in reading.plans(connection) if row["committee_id"] in committees]


def _specs(unit: Unit, entry: Row, changes: Sequence[RowChange], note: str | None) -> list[ChangeSpec]:
    """What plugins are asked and told: each obligation whose state goes back, else the entry as a whole."""
    about = {
        "plan": entry["plan_id"],
        "task": entry["task_id"],
        "organisation": entry["organisation_id"],
        "subject": entry["subject"],
        "note": note,
    }
    found = []
    for change in changes:
        row = reading.one(unit.connection, Obligation, change.id) if change.table == "obligation" else None
        if change.kind == "update" and row is not None:
            before = {"state": row["state"], "progress": row["progress"], **(change.after or {})}
            after = {**before, **(change.before or {})}
            found.append(unit.spec("undo", **about, obligation=change.id, before=before, after=after))
    return found or [unit.spec("undo", **about)]
