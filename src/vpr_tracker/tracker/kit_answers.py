"""Taking the answers of kits: which is the newest of each thing, what it replaces, what is doubtful.

What counts is the set of answers that were ever taken, not the order in which they came: the newest answer stands. An
answer is *newer* where its kit was made later, then where it was saved later, then by what it says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from vpr_tracker.errors import PluginError, StorageError, VprError
from vpr_tracker.i18n import N_, _
from vpr_tracker.sheets.kit_form import CellDoubt, KitAnswer, ReturnedKit
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.edition_tables import KitReturn
from vpr_tracker.storage.evidence_sources import EvidenceFile
from vpr_tracker.storage.kit_reading import kit_returns, obligations_of
from vpr_tracker.storage.tables import Obligation, Task
from vpr_tracker.tracker.finding import label
from vpr_tracker.tracker.kit_views import KitResult
from vpr_tracker.tracker.orders import Order, Performer, Submission, lapse
from vpr_tracker.tracker.selection import Asked, candidates
from vpr_tracker.tracker.staging import Piece, Staging
from vpr_tracker.tracker.unit import Unit
from vpr_tracker.tracker.views import ChangeView

Files = Mapping[str, EvidenceFile | None]
Age = tuple[datetime, datetime, str]
"""What makes an answer newer: when its kit was made, when it was saved, what it says."""
_SETTLED: Final = frozenset({"accepted", "waived"})


@dataclass(slots=True)
class _Tally:
    """What becomes of one kit, while it is taken."""

    taken: list[ChangeView] = field(default_factory=list)
    answers: Values = field(default_factory=dict)
    known: int = 0
    older: int = 0
    settled: int = 0
    doubts: list[CellDoubt] = field(default_factory=list)


class Collection:
    """One collection, inside a unit."""

    def __init__(self, unit: Unit, plan: Row, today: date, staging: Staging) -> None:
        self.unit = unit
        self.plan = plan
        self.staging = staging
        self.performer = Performer(unit, plan, today)
        self.schools = {row["id"]: row for row in reading.plan_schools(unit.connection, plan["id"])}
        self.known = {row["id"]: row for row in kit_returns(unit.connection, plan["id"])}
        self.newest: dict[str, Age] = {}
        for row in self.known.values():
            for obligation in row["answers"]:
                age = (row["made_at"], row["filled_at"], row["id"])
                self.newest[obligation] = max(age, self.newest.get(obligation, age))
        self._owed: dict[str, dict[str, Row]] = {}
        self._tasks: dict[str, Row] = {}

    def take(self, kits: Sequence[tuple[ReturnedKit, Files]]) -> list[KitResult]:
        """Take all of them, the newest first, so that little has to be replaced; results in the order given."""
        order = sorted(range(len(kits)), key=lambda place: self._age(kits[place][0]), reverse=True)
        results = {place: self._take(*kits[place]) for place in order}
        return [results[place] for place in range(len(kits))]

    def _age(self, returned: ReturnedKit) -> Age:
        """A copy that was saved again is as old as the newest of its copies."""
        known = self.known.get(returned.key)
        filled_at = max(returned.filled_at, known["filled_at"]) if known is not None else returned.filled_at
        return returned.identity.made_at, filled_at, returned.key

    def _take(self, returned: ReturnedKit, files: Files) -> KitResult:
        school = self.schools.get(returned.identity.school_id)
        if returned.identity.plan_id != self.plan["id"] or school is None:
            wrong = N_("the kit is of another plan")
            if school is None and returned.identity.plan_id == self.plan["id"]:
                wrong = N_("the kit is of a school that the plan does not have")
            return KitResult(file=returned.file, school_id=None, school=None, doubts=(CellDoubt("", wrong),))
        tally = _Tally(doubts=list(returned.doubts))
        for answer in returned.answers:
            self._answer(returned, answer, files, tally)
        self._write_down(returned, school, tally)
        return KitResult(
            file=returned.file,
            school_id=school["id"],
            school=label(school),
            taken=tuple(tally.taken),
            known=tally.known,
            older=tally.older,
            settled=tally.settled,
            doubts=tuple(tally.doubts),
        )

    def _answer(self, returned: ReturnedKit, answer: KitAnswer, files: Files, tally: _Tally) -> None:
        row = self._obligations(returned.identity.school_id).get(answer.obligation)
        if row is None:
            tally.doubts.append(CellDoubt(answer.cell, N_("this is no longer asked of the school")))
            return
        age, newest = self._age(returned), self.newest.get(answer.obligation)
        if newest is not None and newest[2] == returned.key:
            tally.known += 1
            self.newest[answer.obligation] = max(age, newest)
        elif newest is not None and age < newest:
            tally.older += 1
        elif row["state"] in _SETTLED or (row["state"] == "submitted" and newest is None):
            tally.settled += 1
        elif row["state"] == "returned" and returned.identity.states[answer.obligation] != "returned":
            tally.doubts.append(
                CellDoubt(answer.cell, N_("it was sent back after this kit was made: fill in a new kit"))
            )
        else:
            self._apply(returned, answer, row, files, tally, replaces=newest is not None)

    def _apply(
        self, returned: ReturnedKit, answer: KitAnswer, row: Row, files: Files, tally: _Tally, *, replaces: bool
    ) -> None:
        if answer.amount is not None and row["quantity"] is None:
            tally.doubts.append(CellDoubt(answer.cell, N_("no number is asked here")))
            return
        pieces = self._pieces(answer, files, tally)
        if pieces is None:
            return
        what = Submission(note=answer.note, progress=answer.amount)
        try:
            if replaces:
                self._replace(row)
            changes = self._perform(Order("submit", what, tuple(pieces)), row)
        except (PluginError, StorageError):
            raise
        except VprError as error:
            tally.doubts.append(CellDoubt(answer.cell, error.message))
            return
        tally.taken += changes
        tally.answers[answer.obligation] = {
            "given": answer.given,
            "amount": answer.amount,
            "note": answer.note,
            "files": [piece.values["name"] for piece in pieces],
        }
        self.newest[answer.obligation] = self._age(returned)
        self._owed[returned.identity.school_id][answer.obligation] = {**row, "state": changes[0].after}

    def _pieces(self, answer: KitAnswer, files: Files, tally: _Tally) -> list[Piece] | None:
        """The files and links of an answer; ``None`` where one is missing or cannot be taken."""
        found: list[EvidenceFile] = []
        wrong: list[CellDoubt] = []
        for name in answer.files:
            file = files.get(name.casefold())
            if file is None:
                missing = N_("there is no file «{name}» beside the kit")
                if name.casefold() in files:
                    missing = N_("the file «{name}» is damaged, locked, or a link that leads out of the folder")
                wrong.append(CellDoubt(answer.files_cell, missing, (("name", name),)))
            else:
                found.append(file)
        if not wrong:
            try:
                return self.staging.pieces(found, answer.urls)
            except StorageError:
                raise
            except VprError as error:
                wrong.append(CellDoubt(answer.files_cell, error.message))
        tally.doubts += wrong
        return None

    def _replace(self, row: Row) -> None:
        """Take back what an older kit handed in; nothing of it counts any more, all of it stays in the journal."""
        if row["state"] == "submitted":
            note = _("a newer kit replaces it")
            self._perform(Order("withdraw", Submission(note=note)), row)
        else:
            with self.unit.entry("kit_replace", **self._about(row)):
                lapse(self.unit, [row["id"]])

    def _perform(self, order: Order, row: Row) -> list[ChangeView]:
        task = self._task(row["task_id"])
        found = candidates(self.unit.connection, self.plan, task, Asked(school=row["organisation_id"]))
        return self.performer.perform_on(order, task, [each for each in found if each.row["id"] == row["id"]])

    def _about(self, row: Row) -> Values:
        task = self._task(row["task_id"])
        return {
            "plan": self.plan["id"],
            "task": task["id"],
            "organisation": row["organisation_id"],
            "subject": f"{task['number']}: {row['result'] or ''}",
        }

    def _task(self, identifier: str) -> Row:
        if identifier not in self._tasks:
            row = reading.one(self.unit.connection, Task, identifier)
            if row is None:
                raise LookupError(identifier)
            self._tasks[identifier] = row
        return self._tasks[identifier]

    def _obligations(self, school: str) -> dict[str, Row]:
        if school not in self._owed:
            rows = obligations_of(self.unit.connection, self.plan["id"], school)
            self._owed[school] = {row["id"]: row for row in rows}
        return self._owed[school]

    def _write_down(self, returned: ReturnedKit, school: Row, tally: _Tally) -> None:
        """Keep what was taken, and when the newest copy was saved; a kit that brings nothing leaves no trace."""
        known = self.known.get(returned.key)
        _made, filled_at, key = self._age(returned)
        if not tally.answers and (known is None or known["filled_at"] == filled_at):
            return
        subject = returned.file + (f" ({returned.filled_by})" if returned.filled_by else "")
        with self.unit.entry("kit", plan=self.plan["id"], organisation=school["id"], subject=subject):
            if known is None:
                row = self._new(returned, school, tally)
                self.unit.writer.insert(KitReturn, [row])
            else:
                values = {"filled_at": filled_at, "answers": {**known["answers"], **tally.answers}}
                self.unit.writer.change(KitReturn, known, **values)
                row = {**known, **values}
            self._notes(tally.answers)
        self.known[key] = row

    def _notes(self, answers: Mapping[str, Any]) -> None:
        """The note is the answer's, also where it says nothing: what an older answer noted is over."""
        for identifier, answer in answers.items():
            row = reading.one(self.unit.connection, Obligation, identifier)
            if row is not None:
                self.unit.writer.change(Obligation, row, note=answer["note"])

    def _new(self, returned: ReturnedKit, school: Row, tally: _Tally) -> Values:
        return {
            "id": returned.key,
            "plan_id": self.plan["id"],
            "organisation_id": school["id"],
            "kit": returned.identity.kit,
            "made_at": returned.identity.made_at,
            "filled_at": returned.filled_at,
            "file": returned.file,
            "answers": tally.answers,
            "collected_at": self.unit.at,
            "collected_by": self.unit.actor,
        }
