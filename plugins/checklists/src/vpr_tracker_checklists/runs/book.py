"""Runs in the database: each change is one unit of work, with its entry in the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker import BadInput, PlanReader, RuleBroken, without_refused
from vpr_tracker_checklists.following.coverage import astray
from vpr_tracker_checklists.following.found import listed
from vpr_tracker_checklists.following.settling import runs_changed
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.filling import Written, as_asked, filled, in_words, lacks
from vpr_tracker_checklists.runs.model import Finished, FormReturn, Origin, Run, Taken
from vpr_tracker_checklists.runs.naming import about, called, find_row, the, versions_of
from vpr_tracker_checklists.runs.rows import (
    RUNS,
    Row,
    need_tables,
    run_of,
    run_rows,
    sheet_of,
    sheet_values,
    template_body,
)
from vpr_tracker_checklists.runs.starting import doubts, name_of, start
from vpr_tracker_checklists.runs.taking import Taking
from vpr_tracker_checklists.schools import school_row
from vpr_tracker_checklists.tables import RunRow, has_tables
from vpr_tracker_checklists.templates.answers import Problem, wanting
from vpr_tracker_checklists.templates.shelf import Shelf, template_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from vpr_tracker import Tracker
    from vpr_tracker_checklists.templates.model import Template

SOURCE: Final = "checklists"
_HANDED_IN: Final = ("submitted", "accepted")


class RunBook:
    """The runs of a database.

    :param shelf: where templates are; without it, those that are shipped.
    """

    def __init__(self, tracker: Tracker, shelf: Shelf | None = None) -> None:
        self._tracker = tracker
        self._shelf = shelf or Shelf()
        self._templates: dict[str, Template] = {}

    def start(
        self,
        template: str,
        *,
        school: str,
        on: date,
        inspector: str | None = None,
        plan: str | None = None,
        actor: str | None = None,
    ) -> Run:
        """Begin a run as a draft.

        :param template: the name of a template, or a path.
        :param school: a school of the plan, by number or name.
        :param on: the day that is looked at; see :meth:`doubts`.
        :param inspector: who looks; without it, who makes the change.
        :raises NotFound: nothing is called so.
        :raises RuleBroken: there is such a draft already.
        """
        asked = self._shelf.get(template)
        with self._tracker.plugin_work(SOURCE, plan=plan, actor=actor) as work:
            return start(work, asked, school=school, on=on, inspector=inspector)

    def fill(
        self,
        which: str | int,
        *,
        answers: Mapping[str, Any] | None = None,
        notes: Mapping[str, str] | None = None,
        evidence: Mapping[str, Sequence[str]] | None = None,
        places: Mapping[str, str] | None = None,
        held_on: date | None = None,
        school: str | None = None,
        inspector: str | None = None,
        origin: Origin = "terminal",
        actor: str | None = None,
    ) -> Run:
        """Put answers into a draft, all or none; what is not named stays, what is given empty is taken away.

        :param answers: item → what was written, as :func:`~vpr_tracker_checklists.templates.answers.read_answer` takes
            it. ``notes`` and ``evidence`` likewise; ``places``: where it was written, for messages.
        :param held_on: another day; ``school`` another school, ``inspector`` another person.
        :raises BadInput: answers that cannot be taken; all of them are named.
        :raises RuleBroken: it is finished.
        """
        written = Written(answers=answers or {}, notes=notes or {}, evidence=evidence or {}, places=places or {})
        with self._tracker.unit(actor) as unit:
            row = _draft(unit.connection, which)
            day = held_on or row["held_on"]
            sheet = filled(self._template(unit.connection, row), sheet_of(row), written, day)
            values = {**sheet_values(sheet), "held_on": day}
            if school is not None:
                values["organisation_id"] = school_row(PlanReader(unit.connection, row["plan_id"]), school)["id"]
            if inspector is not None:
                values["inspector"] = name_of(inspector)
            if any(row[name] != value for name, value in values.items()):
                with unit.entry("checklist_fill", **about({**row, **values}, row["title"])):
                    unit.writer.change(RunRow, row, **values, origin=origin)
            return run_of(find_row(unit.connection, row["id"]))

    def finish(self, which: str | int, *, actor: str | None = None) -> Finished:
        """Freeze a draft; the version that it corrects is replaced by it.

        :raises RuleBroken: it is no draft, its day is yet to come, or answers are missing: all of them are named.
        """
        with self._tracker.unit(actor) as unit:
            row = _draft(unit.connection, which)
            template = self._template(unit.connection, row)
            self._see_complete(row, template, self._today(row["plan_id"], unit.connection))
            sheet = as_asked(template, sheet_of(row), row["held_on"])
            replaced = the(versions_of(unit.connection, row["series"]), "finished")
            with unit.entry("checklist_finish", **about(row, row["title"])):
                if replaced is not None:
                    unit.writer.change(RunRow, replaced, status="replaced")
                unit.writer.change(
                    RunRow,
                    row,
                    **sheet_values(sheet),
                    status="finished",
                    finished_at=unit.at,
                    finished_by=unit.actor,
                )
            runs_changed(unit, row["plan_id"])
            run = run_of(find_row(unit.connection, row["id"]))
        found = wanting(template, sheet.answers, on=run.held_on)
        return Finished(
            run=run,
            findings=tuple(found),
            fulfilled=tuple(dict.fromkeys([*_fulfilled(unit), *self._waiting(run, unit)])),
            reopened=_reopened(unit),
            astray=self.astray([run]).get(run.id),
        )

    def _waiting(self, run: Run, unit: Any) -> list[str]:  # noqa: ANN401 -- the core's unit of work
        """Tasks of findings that the run found mended, and that another person has to accept as they were before."""
        told = {change.obligation_id for change in unit.told}
        with self._tracker.plan_reader(run.plan_id) as reader:
            found = listed(reader, school=run.organisation_id, template=run.template)
        return [
            _("{subject} (waits to be accepted)").format(subject=f"{each.task}: {each.text}")
            for each in found
            if each.fixed_on == run.held_on and each.state == "submitted" and each.obligation_id not in told
        ]

    def correct(self, which: str | int, reason: str, *, actor: str | None = None) -> Run:
        """Begin a new version of a finished run, as a draft; the finished one stands until the new one is finished.

        :raises BadInput: no reason is given.
        :raises RuleBroken: it is not finished, or is being corrected already.
        """
        why = " ".join(without_refused(reason).split())
        if not why:
            raise BadInput(_("no reason is given"), hint=_("say why: --reason TEXT"), where="--reason")
        with self._tracker.unit(actor) as unit:
            rows = versions_of(unit.connection, find_row(unit.connection, which)["series"])
            finished, draft = the(rows, "finished"), the(rows, "draft")
            if draft is not None or finished is None:
                raise RuleBroken(
                    _("{run} is a draft already").format(run=called(run_of(draft or rows[-1]))),
                    hint=_("go on with it: vpr checklist fill {number}").format(number=rows[-1]["number"]),
                )
            row = {name: finished[name] for name in RUNS.columns.keys()}  # noqa: SIM118 -- no mapping
            row |= {"id": unit.writer.new_id(), "version": rows[-1]["version"] + 1, "status": "draft"}
            row |= {"reason": why, "origin": "terminal", "started_at": unit.at, "started_by": unit.actor}
            row |= {"finished_at": None, "finished_by": None}
            with unit.entry("checklist_correct", **about(row, finished["title"]), note=why):
                unit.writer.insert(RunRow, [row])
            return run_of(find_row(unit.connection, row["id"]))

    def discard(self, which: str | int, *, actor: str | None = None) -> Run:
        """Throw a draft away; what it was to correct stands. Gives what it was.

        :raises RuleBroken: it is finished.
        """
        with self._tracker.unit(actor) as unit:
            row = _draft(unit.connection, which)
            with unit.entry("checklist_discard", **about(row, row["title"])):
                unit.writer.delete(RunRow, [{name: row[name] for name in RUNS.columns.keys()}])  # noqa: SIM118
            return run_of(row)

    def take(
        self,
        returns: Sequence[FormReturn],
        *,
        over_corrections: bool = False,
        dry_run: bool = False,
        actor: str | None = None,
    ) -> list[Taken]:
        """Take forms that came back, in one unit of work; what became of each, in their order.

        Of each form the newest copy counts, whatever the order in which they come; see
        :mod:`vpr_tracker_checklists.runs.taking`.

        :param over_corrections: take a newer copy also where the answers were corrected here.
        """
        with self._tracker.unit(actor, dry_run=dry_run) as unit:
            need_tables(unit.connection)
            return Taking(unit, self._today, over=over_corrections).take(returns)

    def find(self, which: str | int) -> Run:
        """The run that is named: by its number the newest version, «4.1» the first one; or by an identifier.

        :raises NotFound: there is none.
        """
        with self._tracker.reading() as connection:
            return run_of(find_row(connection, which))

    def versions(self, which: str | int) -> list[Run]:
        """All versions of a run, the first one first."""
        with self._tracker.reading() as connection:
            return [run_of(row) for row in versions_of(connection, find_row(connection, which)["series"])]

    def template(self, run: Run) -> Template:
        """The template as it was asked."""
        if run.template_id not in self._templates:
            with self._tracker.reading() as connection:
                return self._template(connection, {"template_id": run.template_id, "template": run.template})
        return self._templates[run.template_id]

    def lacks(self, run: Run) -> list[Problem]:
        """What keeps a draft from being finished."""
        template = self.template(run)
        with self._tracker.reading() as connection:
            today = self._today(run.plan_id, connection)
        return lacks(template, run.sheet, held_on=run.held_on, inspector=run.inspector, today=today)

    def doubts(self, run: Run) -> list[str]:
        """What is odd about a run without being wrong, in sentences: its day, a finished run like it, no task."""
        others = self.list(template=run.template, status="finished", since=run.held_on, until=run.held_on)
        with self._tracker.plan_reader(run.plan_id) as reader:
            found = doubts(run, others, reader.plan, self._tracker.today(reader.plan["time_zone"]))
            return found + list(astray(reader, [run]).values())

    def astray(self, runs: Sequence[Run]) -> dict[str, str]:
        """Runs that can count for no task though tasks are linked to their templates: identifier → why."""
        found: dict[str, str] = {}
        for plan in dict.fromkeys(run.plan_id for run in runs):
            with self._tracker.plan_reader(plan) as reader:
                found |= astray(reader, [run for run in runs if run.plan_id == plan])
        return found

    def _template(self, connection: Connection, row: Mapping[str, Any]) -> Template:
        known = self._templates
        if row["template_id"] not in known:
            body = template_body(connection, row["template_id"])
            known[row["template_id"]] = template_of(body, row["template"], kept=True)
        return known[row["template_id"]]

    def _today(self, plan: str, connection: Connection) -> date:
        return self._tracker.today(PlanReader(connection, plan).plan["time_zone"])

    def _see_complete(self, row: Row, template: Template, today: date) -> None:
        found = lacks(template, sheet_of(row), held_on=row["held_on"], inspector=row["inspector"], today=today)
        if found:
            raise RuleBroken(
                _("{run} cannot be finished yet").format(run=called(run_of(row))),
                problems=in_words(template, found),
                hint=_("go on with it: vpr checklist fill {number}").format(number=row["number"]),
            )

    def list(
        self,
        *,
        template: str | None = None,
        school: str | None = None,
        status: str | None = None,
        since: date | None = None,
        until: date | None = None,
        plan: str | None = None,
    ) -> list[Run]:
        """Runs by day, schools in the order of the registry.

        :param status: ``draft``, ``finished`` or ``replaced``; without it, all but replaced ones.
        :param since: first day, ``until`` last day.
        :raises NotFound: there is no such plan or school.
        """
        conditions = [RUNS.c.status != "replaced" if status is None else RUNS.c.status == status]
        if template is not None:
            conditions.append(RUNS.c.template == template)
        if since is not None:
            conditions.append(RUNS.c.held_on >= since)
        if until is not None:
            conditions.append(RUNS.c.held_on <= until)
        with self._tracker.reading() as connection:
            if plan is not None or school is not None:
                reader = PlanReader(connection, plan)
                conditions.append(RUNS.c.plan_id == reader.plan["id"])
                if school is not None:
                    conditions.append(RUNS.c.organisation_id == reader.organisation(school)["id"])
            if not has_tables(connection):
                return []
            return [run_of(row) for row in run_rows(connection, *conditions)]


def _draft(connection: Connection, which: str | int) -> Row:
    row = find_row(connection, which)
    if row["status"] == "draft":
        return row
    if row["status"] == "finished":
        raise RuleBroken(
            _("{run} is finished, and frozen").format(run=called(run_of(row))),
            hint=_("correct it: vpr checklist correct {number} --reason TEXT").format(number=row["number"]),
        )
    raise RuleBroken(_("{run} was replaced by a newer version").format(run=called(run_of(row))))


def _fulfilled(unit: Any) -> tuple[str, ...]:  # noqa: ANN401 -- the core's unit of work
    """What was handed in by the unit; what waits for another person to accept it says so."""
    last: dict[str, tuple[str, str]] = {}
    for change in unit.told:
        state = (change.after or {}).get("state")
        if change.obligation_id is not None and state in _HANDED_IN and change.subject:
            last[change.obligation_id] = (change.subject, state)
    waits = _("{subject} (waits to be accepted)")
    found = [subject if state == "accepted" else waits.format(subject=subject) for subject, state in last.values()]
    return tuple(dict.fromkeys(found))


def _reopened(unit: Any) -> tuple[str, ...]:  # noqa: ANN401 -- as above
    return tuple(dict.fromkeys(change.subject for change in unit.told if change.action == "checklist_reopen"))
