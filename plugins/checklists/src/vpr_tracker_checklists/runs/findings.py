"""Findings: listed, and turned into tasks for schools."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from vpr_tracker import NotFound, RuleBroken, UsageError
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.links import has_tables, links_of, table
from vpr_tracker_checklists.runs.renewing import SOURCE, spec_of, subject_of
from vpr_tracker_checklists.tables import FindingRow

if TYPE_CHECKING:
    from vpr_tracker import PlanReader, Tracker

DAYS: Final = 14
"""Days that a school gets for a finding where nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found wanting in a school.

    ``status``: ``open``, ``fixed``, ``withdrawn``; ``seen``: how many runs in a row found it. ``task`` is the number
    of the task that its obligation stands under, and ``due_on`` its day; both ``None`` while it was made no task.
    ``state`` is that obligation's.
    """

    finding_id: str
    number: int
    school: str
    template: str
    item: str
    label: str
    text: str
    status: str
    seen: int
    found_on: date
    last_on: date
    fixed_on: date | None
    task: str | None
    due_on: date | None
    obligation_id: str | None
    state: str | None

    @property
    def step(self) -> str:
        """In the words of a follow-up: ``new``, ``repeated``, ``fixed`` or ``withdrawn``."""
        if self.status != "open":
            return self.status
        return "repeated" if self.seen > 1 else "new"


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

        :param steps: only those that are ``new``, ``repeated``, ``fixed`` or ``withdrawn``.
        """
        with self._tracker.plan_reader(plan) as reader:
            if not has_tables(reader.connection):
                return []
            found = _listed(reader, school=school, template=template)
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

        :param numbers: which; none means all open ones of the school or template that is named.
        :param due: the day; without it, so many ``days`` after today.
        :param task: the task that they stand under; without it, the one that is linked to their template.
        :raises NotFound: there is no such finding, or no task for it.
        :raises RuleBroken: one of them is not open, or was made a task already.
        """
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            rows = _chosen(work.reader, numbers, school=school, template=template)
            day = due or work.today + timedelta(days=days)
            if day < work.today:
                raise UsageError(_("the day {day} has passed").format(day=f"{day:%d.%m.%Y}"), where="--by")
            tasks = {name: _task_for(work.reader, name, task) for name in {row["template"] for row in rows}}
            for row in rows:
                row |= {"task_id": tasks[row["template"]], "due_on": day}
            identifiers = work.add(
                [spec_of(row) for row in rows], action="checklist_task", subject=subject_of(work.reader, rows)
            )
            pairs = [
                (row, {"task_id": row["task_id"], "due_on": day, "obligation_id": identifier})
                for row, identifier in zip(rows, identifiers, strict=True)
            ]
            with work.unit.entry_if_changed(
                "checklist_task", plan=work.plan["id"], subject=subject_of(work.reader, rows)
            ):
                work.unit.writer.change_all(
                    FindingRow, [({**row, "task_id": None, "due_on": None}, values) for row, values in pairs]
                )
            wanted = {row["id"] for row in rows}
            return [each for each in _listed(work.reader) if each.finding_id in wanted]


def _listed(reader: PlanReader, *, school: str | None = None, template: str | None = None) -> list[Finding]:
    rows = table(FindingRow)
    query = select(rows).where(rows.c.plan_id == reader.plan["id"])
    if school is not None:
        query = query.where(rows.c.organisation_id == reader.organisation(school)["id"])
    if template is not None:
        query = query.where(rows.c.template == template)
    schools = {row["id"]: (index, reader.label(row)) for index, row in enumerate(reader.schools())}
    states: dict[str, str] = {}
    numbers: dict[str, str | None] = {}
    found = []
    for row in reader.connection.execute(query).mappings():
        if row["task_id"] is not None and row["task_id"] not in numbers:
            task = reader.task_with(row["task_id"])
            numbers[row["task_id"]] = task["number"] if task is not None else None
            states |= {each["id"]: each["state"] for each in reader.obligations(row["task_id"])}
        place, label = schools.get(row["organisation_id"], (len(schools), row["organisation_id"]))
        found.append(
            (
                place,
                row["number"],
                Finding(
                    finding_id=row["id"],
                    school=label,
                    task=numbers.get(row["task_id"]),
                    state=states.get(row["obligation_id"]),
                    **{name: row[name] for name in _SAME},
                ),
            )
        )
    return [finding for _place, _number, finding in sorted(found, key=lambda each: each[:2])]


_SAME: Final = (
    "number",
    "template",
    "item",
    "label",
    "text",
    "status",
    "seen",
    "found_on",
    "last_on",
    "fixed_on",
    "due_on",
    "obligation_id",
)


def _chosen(
    reader: PlanReader, numbers: Sequence[int], *, school: str | None, template: str | None
) -> list[dict[str, Any]]:
    rows = table(FindingRow)
    query = select(rows).where(rows.c.plan_id == reader.plan["id"]).order_by(rows.c.number)
    found = [dict(row) for row in reader.connection.execute(query).mappings()]
    if numbers:
        known = {row["number"] for row in found}
        if missing := [str(each) for each in numbers if each not in known]:
            raise NotFound(
                _("there is no finding {numbers}").format(numbers=", ".join(missing)), hint="vpr checklist findings"
            )
        chosen = [row for row in found if row["number"] in numbers]
        _see_open(chosen)
        return chosen
    if school is None and template is None:
        raise UsageError(_("say which findings: their numbers, --school or --template"))
    own = reader.organisation(school)["id"] if school is not None else None
    chosen = [
        row
        for row in found
        if row["status"] == "open"
        and row["obligation_id"] is None
        and own in (None, row["organisation_id"])
        and template in (None, row["template"])
    ]
    if not chosen:
        raise NotFound(_("there is no open finding that is no task yet"), hint="vpr checklist findings")
    return chosen


def _see_open(chosen: Sequence[Mapping[str, Any]]) -> None:
    closed = [row for row in chosen if row["status"] != "open" or row["obligation_id"] is not None]
    if closed:
        raise RuleBroken(
            _("only open findings that are no task yet become tasks"),
            problems=[
                f"{row['number']}: "
                + (_("made a task already") if row["obligation_id"] is not None else _("mended or taken back"))
                for row in closed
            ],
            hint=_("see them: vpr checklist findings"),
        )


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
