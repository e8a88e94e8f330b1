"""Findings: turned into tasks for schools, put off, closed by hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from vpr_tracker import BadInput, NotFound, UsageError, without_refused
from vpr_tracker_checklists.following.found import Finding, chosen, listed, numbered, of_rows, see, task_states
from vpr_tracker_checklists.following.links import links_of
from vpr_tracker_checklists.following.renewing import SOURCE, spec_of, subject_of
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.tables import FindingRow, has_tables

if TYPE_CHECKING:
    from vpr_tracker import PlanReader, PluginWork, Tracker

DAYS: Final = 14
"""Days that a school gets for a finding where nothing else is said."""


class FindingBook:
    """The findings of a database."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def findings(
        self,
        *,
        plan: str | None = None,
        school: str | None = None,
        template: str | None = None,
        steps: Collection[str] = (),
    ) -> list[Finding]:
        """Findings in the registry's order of the schools, then as they were found.

        :param steps: only those that are ``new``, ``repeated``, ``fixed``, ``closed`` or ``withdrawn``.
        """
        with self._tracker.plan_reader(plan) as reader:
            if not has_tables(reader.connection):
                return []
            found = listed(reader, school=school, template=template)
        return [each for each in found if not steps or each.step in steps]

    def make_tasks(
        self,
        numbers: Sequence[int] = (),
        *,
        due: date | None = None,
        days: int = DAYS,
        task: str | None = None,
        school: str | None = None,
        template: str | None = None,
        plan: str | None = None,
    ) -> list[Finding]:
        """Turn open findings into obligations of their schools, with a source of their own.

        One whose task was waived, or dropped by a new edition of the plan, can be made a task again.

        :param numbers: which; none means all open ones of the school or template that is named.
        :param due: the day; without it, so many ``days`` after today.
        :param task: the task that they stand under; without it, the one that is linked to their template.
        :raises NotFound: there is no such finding, or no task for it.
        :raises RuleBroken: one of them is not open, or was made a task already.
        """
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            rows = chosen(work.reader, numbers, school=school, template=template)
            day = _coming(work, due or work.today + timedelta(days=days), where="--by")
            tasks = {name: _task_for(work.reader, name, task) for name in {row["template"] for row in rows}}
            made = [{**row, "task_id": tasks[row["template"]], "due_on": day} for row in rows]
            about = {"action": "checklist_task", "subject": subject_of(work.reader, rows)}
            identifiers = work.add([spec_of(row) for row in made], **about)
            work.reopen(identifiers, action="checklist_task", waived=True)
            with work.unit.entry_if_changed(plan=work.plan["id"], **about):
                work.unit.writer.change_all(
                    FindingRow,
                    [
                        (row, {"task_id": new["task_id"], "due_on": day, "obligation_id": identifier})
                        for row, new, identifier in zip(rows, made, identifiers, strict=True)
                    ],
                )
            return of_rows(work.reader, rows)

    def postpone(self, numbers: Sequence[int], to: date, *, reason: str, plan: str | None = None) -> list[Finding]:
        """Give the tasks of open findings another due day; it may also be an earlier one.

        :raises BadInput: no reason is given.
        :raises UsageError: the day has passed.
        :raises NotFound: there is no such finding.
        :raises RuleBroken: one of them is not open, is no task or one that is done, or is due on that day already.
        """
        why = _reason(reason)
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            rows = numbered(work.reader, numbers)
            states = task_states(work.reader, rows)
            see(rows, lambda row: _not_to_move(states[row["number"]], row["due_on"], to))
            day = _coming(work, to, where="--to")
            about = {"action": "checklist_postpone", "subject": subject_of(work.reader, rows), "note": why}
            work.add([spec_of({**row, "due_on": day}) for row in rows], **about)
            with work.unit.entry_if_changed(plan=work.plan["id"], **about):
                work.unit.writer.change_all(FindingRow, [(row, {"due_on": day}) for row in rows])
            return of_rows(work.reader, rows)

    def close(self, numbers: Sequence[int], *, reason: str, plan: str | None = None) -> list[Finding]:
        """Close open findings by hand, where no run will find them mended; their tasks count as done.

        What a later run finds wanting is a new finding. A task that need not be done is waived before.

        :raises BadInput: no reason is given.
        :raises NotFound: there is no such finding.
        :raises RuleBroken: one of them is not open.
        """
        why = _reason(reason)
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            rows = numbered(work.reader, numbers)
            see(rows, lambda _row: None)
            values = {
                "status": "closed",
                "closed_on": work.today,
                "closed_by": work.unit.actor,
                "closed_reason": why,
            }
            with work.unit.entry(
                "checklist_close", plan=work.plan["id"], subject=subject_of(work.reader, rows), note=why
            ):
                work.unit.writer.change_all(FindingRow, [(row, values) for row in rows])
            work.fulfil([row["obligation_id"] for row in rows if row["obligation_id"] is not None], note=why)
            return of_rows(work.reader, rows)


def _not_to_move(state: str | None, due: date | None, to: date) -> str | None:
    """What is against another day for a task."""
    words = {None: _("no task yet"), "accepted": _("its task is done"), "waived": _("its task is waived")}
    if state in words:
        return words[state]
    return _("it is due on that day already") if due == to else None


def _reason(given: str) -> str:
    reason = " ".join(without_refused(given).split())
    if not reason:
        raise BadInput(_("no reason is given"), hint=_("say why: --reason TEXT"), where="--reason")
    return reason


def _coming(work: PluginWork, day: date, *, where: str) -> date:
    if day < work.today:
        raise UsageError(
            _("the day {day} has passed").format(day=f"{day:%d.%m.%Y}"),
            hint=_("name a day from {today} on").format(today=f"{work.today:%d.%m.%Y}"),
            where=where,
        )
    return day


def _task_for(reader: PlanReader, template: str, named: str | None) -> str:
    if named is not None:
        return str(reader.task(named)["id"])
    linked = [link for link in links_of(reader) if link.template == template]
    if len(linked) != 1:
        raise NotFound(
            _("no task of the plan is linked to «{template}»").format(template=template)
            if not linked
            else _("several tasks are linked to «{template}»").format(template=template),
            problems=[f"{link.task}: {link.title}" for link in linked],
            hint=_("say under which task they stand: --task NUMBER"),
        )
    return linked[0].task_id
