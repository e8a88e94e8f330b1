"""Taking forms that came back: what counts of a form is the same whatever the order in which its copies come.

Of all copies of a form two count: the newest one that is complete, as the finished run; and the newest one that is not,
as a draft beside it, where it is newer still. Both follow from the set of copies alone: a copy that counts for neither
changes nothing. Where a person has changed the answers here, a newer copy is told of and changes nothing either, unless
it is said that newer copies go over corrections.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from vpr_tracker import without_refused
from vpr_tracker_checklists.following.settling import runs_changed
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.filling import as_asked, lacks
from vpr_tracker_checklists.runs.model import FormReturn, Outcome, Taken
from vpr_tracker_checklists.runs.naming import about, the
from vpr_tracker_checklists.runs.rows import (
    RUNS,
    Row,
    keep_template,
    next_number,
    run_of,
    run_rows,
    sheet_of,
    sheet_values,
)
from vpr_tracker_checklists.tables import RunRow
from vpr_tracker_checklists.templates.answers import Problem, Sheet

_CHUNK: Final = 500
Key = tuple[str, str, str, str]
Rank = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """A copy that came back, or (``row``) one that was taken before."""

    rank: Rank
    sheet: Sheet
    back: FormReturn | None = None
    row: Row | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Form:
    """What is known of a form and what came of it."""

    rows: list[Row]
    came: list[_Copy]
    over: bool

    @property
    def finished(self) -> _Copy | None:
        """The finished version."""
        return _taken(the(self.rows, "finished"))

    @property
    def draft(self) -> _Copy | None:
        """The draft."""
        return _taken(the(self.rows, "draft"))

    @property
    def ours(self) -> bool:
        """Whether a person has changed the answers here."""
        return any(row["origin"] != "form" for row in self.rows if row["status"] != "replaced")

    @property
    def newest(self) -> str:
        """The stamp of the newest copy that was taken."""
        return max((str(row["stamp"] or "") for row in self.rows if row["status"] != "replaced"), default="")

    def may_count(self, copy: _Copy) -> bool:
        """Whether a copy that came may count: not over what a person changed here, or only a newer one."""
        return not self.ours or (self.over and copy.rank[0] > self.newest)

    def counting(self) -> tuple[_Copy | None, _Copy | None]:
        """The copy that is finished and the one that is the draft."""
        came = [copy for copy in self.came if self.may_count(copy)]
        finished = _newest(self.finished, (copy for copy in came if not copy.problems))
        draft = _newest(self.draft, (copy for copy in came if copy.problems))
        if finished is not None and draft is not None and draft.rank[0] <= finished.rank[0]:
            draft = None
        return finished, draft


class Taking:
    """Takes copies within a unit of work.

    :param today: the day that it is by a plan's time zone, by the plan's identifier.
    :param over: whether newer copies go over what a person changed here.
    """

    def __init__(
        self,
        unit: Any,  # noqa: ANN401 -- the core's unit
        today: Callable[[str, Connection], date],
        *,
        over: bool = False,
    ) -> None:
        self._unit = unit
        self._today = today
        self._over = over
        self._days: dict[str, date] = {}
        self._templates: dict[str, str] = {}
        self._number = next_number(unit.connection)

    def take(self, returns: Sequence[FormReturn]) -> list[Taken]:
        """Take all; what became of each, in their order."""
        copies = [self._copy(back) for back in returns]
        forms = self._forms(copies)
        outcomes: dict[int, Outcome] = {}
        changed: set[str] = set()
        for key in sorted(forms, key=lambda key: _place(key, forms[key])):
            finished, draft = forms[key].counting()
            outcomes |= _outcomes(forms[key], finished, draft)
            if self._write(forms[key], finished, draft):
                changed.add(key[1])
        for plan in sorted(changed):
            runs_changed(self._unit, plan)
        now = dict(_known(self._unit.connection, forms))
        return [_told(copy, outcomes[id(copy)], now[_key(copy)]) for copy in copies]

    def _copy(self, back: FormReturn) -> _Copy:
        back = replace(back, inspector=" ".join(without_refused(back.inspector).split()))
        if back.plan_id not in self._days:
            self._days[back.plan_id] = self._today(back.plan_id, self._unit.connection)
        wrong = [Problem(item, _("the cell cannot be read")) for item in back.rejected]
        wrong += [
            each
            for each in lacks(
                back.template,
                back.sheet,
                held_on=back.held_on,
                inspector=back.inspector,
                today=self._days[back.plan_id],
            )
            if each.item not in back.rejected
        ]
        sheet = back.sheet if wrong else as_asked(back.template, back.sheet, back.held_on)
        rank = _rank(back.stamp, sheet, back.held_on, back.inspector, back.template.digest)
        return _Copy(back=back, sheet=sheet, problems=tuple(wrong), rank=rank)

    def _forms(self, copies: Iterable[_Copy]) -> dict[Key, _Form]:
        came: dict[Key, list[_Copy]] = defaultdict(list)
        for copy in copies:
            came[_key(copy)].append(copy)
        return {key: _Form(rows, came[key], self._over) for key, rows in _known(self._unit.connection, came)}

    def _write(self, form: _Form, finished: _Copy | None, draft: _Copy | None) -> bool:
        """Make the rows be what counts; whether the finished version is another one now."""
        new = [copy for copy in (finished, draft) if copy is not None and copy.row is None]
        if not new:
            return False
        head, back = self._head(form, new[0]), _back(new[-1])
        with self._unit.entry("checklist_take", **about({**head, "held_on": back.held_on}, back.template.title)):
            if finished is not None and finished.row is None:
                self._put_finished(form, finished, head, alone=draft is None)
            if draft is not None and draft.row is None:
                self._put_draft(form, draft, head)
        return finished in new

    def _put_finished(self, form: _Form, copy: _Copy, head: Row, *, alone: bool) -> None:
        """The version that it replaces steps back; a draft that counts no more becomes it, one that does stays last."""
        writer, before, held = self._unit.writer, the(form.rows, "finished"), the(form.rows, "draft")
        values = {**self._values(copy), "status": "finished"}
        values |= {"finished_at": self._unit.at, "finished_by": self._unit.actor}
        if before is not None:
            writer.change(RunRow, before, status="replaced")
        if held is not None and alone:
            writer.change(RunRow, held, **values)
            return
        version = form.rows[-1]["version"] + 1 if form.rows else 1
        if held is not None:
            writer.change(RunRow, held, version=version)
            version -= 1
            held["version"] = version + 1
        row = {**head, **values, "version": version}
        writer.insert(RunRow, [row])
        form.rows.append(row)

    def _put_draft(self, form: _Form, copy: _Copy, head: Row) -> None:
        writer, held = self._unit.writer, the(form.rows, "draft")
        if held is not None:
            writer.change(RunRow, held, **self._values(copy))
            return
        version = form.rows[-1]["version"] + 1 if form.rows else 1
        row = {**head, **self._values(copy), "id": writer.new_id(), "version": version, "status": "draft"}
        writer.insert(RunRow, [row])

    def _head(self, form: _Form, copy: _Copy) -> Row:
        """What a new version has whatever its answers."""
        back = _back(copy)
        if form.rows:
            number, series = form.rows[0]["number"], form.rows[0]["series"]
        else:
            number, series = self._number, self._unit.writer.new_id()
            self._number += 1
        return {
            "id": self._unit.writer.new_id(),
            "number": number,
            "series": series,
            "plan_id": back.plan_id,
            "organisation_id": back.organisation_id,
            "template": back.template.name,
            "form_id": back.form_id,
            "started_at": self._unit.at,
            "started_by": self._unit.actor,
        }

    def _values(self, copy: _Copy) -> Row:
        """What the answers bring."""
        back = _back(copy)
        if back.template.digest not in self._templates:
            kept = keep_template(self._unit.connection, back.template, self._unit.at)
            self._templates[back.template.digest] = kept
        return {
            **sheet_values(copy.sheet),
            "template_id": self._templates[back.template.digest],
            "held_on": back.held_on,
            "inspector": back.inspector,
            "origin": "form",
            "stamp": back.stamp,
            "reason": None,
        }


def _known(connection: Connection, keys: Iterable[Key]) -> Iterator[tuple[Key, list[Row]]]:
    """The versions of each form, by version; also those that a person has put under another school."""
    found: dict[Key, list[Row]] = {key: [] for key in keys}
    forms = sorted({key[0] for key in found})
    series: dict[str, list[Row]] = defaultdict(list)
    for start in range(0, len(forms), _CHUNK):
        for row in run_rows(connection, RUNS.c.form_id.in_(forms[start : start + _CHUNK])):
            series[row["series"]].append(row)
    for rows in series.values():
        for key in {(row["form_id"], row["plan_id"], row["organisation_id"], row["template"]) for row in rows}:
            if key in found:
                found[key] += rows
    for key, rows in found.items():
        yield key, sorted(rows, key=lambda row: int(row["version"]))


def _taken(row: Row | None) -> _Copy | None:
    if row is None:
        return None
    sheet = sheet_of(row)
    rank = _rank(row["stamp"] or "", sheet, row["held_on"], row["inspector"], row["template_id"])
    return _Copy(row=row, sheet=sheet, rank=rank)


def _rank(stamp: str, sheet: Sheet, day: date, inspector: str, template: str) -> Rank:
    """Newer copies have larger stamps; of copies with one stamp their content decides, only so that something does."""
    content = [day.isoformat(), inspector, template, sheet_values(sheet)]
    return stamp, json.dumps(content, ensure_ascii=False, sort_keys=True)


def _newest(taken: _Copy | None, came: Iterable[_Copy]) -> _Copy | None:
    """The copy of the highest rank; what was taken already, among equals."""
    found = taken
    for copy in came:
        if found is None or copy.rank > found.rank:
            found = copy
    return found


def _outcomes(form: _Form, finished: _Copy | None, draft: _Copy | None) -> dict[int, Outcome]:
    found: dict[int, Outcome] = {}
    counting, newest = {copy.rank for copy in (finished, draft) if copy is not None}, form.newest
    for copy in form.came:
        if not form.may_count(copy):
            stamp = copy.rank[0]
            found[id(copy)] = "corrected" if stamp > newest else "same" if stamp == newest else "older"
        elif copy is finished:
            found[id(copy)] = "finished"
        elif copy is draft:
            found[id(copy)] = "draft"
        else:
            found[id(copy)] = "same" if copy.rank in counting else "older"
    return found


def _told(copy: _Copy, outcome: Outcome, rows: Sequence[Row]) -> Taken:
    back = _back(copy)
    run = run_of(the(rows, "draft") or the(rows, "finished") or rows[-1])
    told = copy.problems if outcome != "older" else ()
    return Taken(form_id=back.form_id, source=back.source, outcome=outcome, run=run, problems=told)


def _place(key: Key, form: _Form) -> tuple[Any, ...]:
    """New runs are numbered by day and form, not by the order of the files."""
    return (min(_back(copy).held_on for copy in form.came), key)


def _key(copy: _Copy) -> Key:
    back = _back(copy)
    return back.form_id, back.plan_id, back.organisation_id, back.template.name


def _back(copy: _Copy) -> FormReturn:
    if copy.back is None:
        raise RuntimeError("only copies that came back are written")
    return copy.back
