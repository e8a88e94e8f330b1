"""That tasks are fulfilled by runs: links, and the days on which runs are wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, select

from vpr_tracker import NotFound, RuleBroken, UsageError
from vpr_tracker_checklists.following.link_parts import results_of, schools_of, totals_of
from vpr_tracker_checklists.following.outside import outside
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.schools import school_row
from vpr_tracker_checklists.tables import DayRow, LinkRow, has_tables, table

if TYPE_CHECKING:
    from vpr_tracker import PlanReader, PluginWork, Tracker
    from vpr_tracker_checklists.templates.shelf import Shelf

SOURCE: Final = "checklists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A task and the template whose runs fulfil it; see :class:`vpr_tracker_checklists.tables.LinkRow`."""

    link_id: str
    plan_id: str
    task_id: str
    task: str
    template: str
    title: str
    per: str
    owed_by: str
    schools: tuple[str, ...] | None
    results: tuple[str, ...]
    totals: Mapping[str, str]
    days: tuple[tuple[date, str | None], ...] = ()


class LinkBook:
    """The links of a database.

    :param shelf: where templates are looked up.
    """

    def __init__(self, tracker: Tracker, shelf: Shelf) -> None:
        self._tracker = tracker
        self._shelf = shelf

    def links(self, plan: str | None = None) -> list[Link]:
        """The links of a plan, in the order of its tasks."""
        with self._tracker.plan_reader(plan) as reader:
            return links_of(reader)

    def links_of_task(self, task: str, plan: str | None = None) -> list[Link]:
        """The links of one task.

        :raises NotFound: it has none, or there is no such task.
        """
        with self._tracker.plan_reader(plan) as reader:
            return _named(reader, task, None)

    def outside(self, link: Link) -> list[tuple[date, str | None]]:
        """The days of a link that lie outside the due times of its task, each with the school whose day it is."""
        with self._tracker.plan_reader(link.plan_id) as reader:
            return outside(reader, link)

    def link(
        self,
        task: str,
        template: str,
        *,
        per: str | None = None,
        owed_by: str | None = None,
        schools: Sequence[str] = (),
        results: Sequence[str] | None = None,
        totals: Mapping[str, str] | None = None,
        plan: str | None = None,
    ) -> Link:
        """Say that a task is fulfilled by runs of a template.

        :param per: ``occurrence`` or ``day``; without it, the template's.
        :param owed_by: ``inspector`` or ``school``; without it, the template's.
        :param schools: the only schools that are meant; none: all of the plan, also those that join later.
        :param results: the results that are fulfilled once all runs of a due time are there, by place or part of the
            title; ``None``: all that are no documents and no sums.
        :param totals: number item → result whose progress is the sum of the answers.
        :raises NotFound: task, template, school, result or item is not there.
        :raises RuleBroken: the task has this template already.
        """
        found = self._shelf.get(template)
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            row = work.reader.task(task)
            if any(each.task_id == row["id"] and each.template == found.name for each in links_of(work.reader)):
                raise RuleBroken(
                    _("task «{task}» is linked to «{template}» already").format(
                        task=row["number"], template=found.name
                    ),
                    hint=_("unlink it first: vpr checklist unlink {task} {template}").format(
                        task=row["number"], template=found.name
                    ),
                )
            sums = totals_of(work.reader, row, found, totals or {})
            made = {
                "id": work.unit.writer.new_id(),
                "plan_id": work.plan["id"],
                "task_id": row["id"],
                "template": found.name,
                "title": found.title,
                "per": per or found.per,
                "owed_by": owed_by or found.by,
                "schools": schools_of(work.reader, schools),
                "results": results_of(work.reader, row, results, sums),
                "totals": sums,
                "removed": False,
            }
            with work.unit.entry(
                "checklist_link", plan=work.plan["id"], task=row["id"], subject=f"{row['number']}: {found.title}"
            ):
                work.unit.writer.insert(LinkRow, [made])
            _follow(work)
            return _link(made, row["number"], ())

    def unlink(self, task: str, template: str | None = None, *, plan: str | None = None) -> list[Link]:
        """Say that a task is not fulfilled by runs of a template (of any) any more; the runs stay, sums of them go.

        :raises NotFound: the task is not linked so.
        """
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            found = _named(work.reader, task, template)
            for link in found:
                rows = _rows(work.reader.connection, LinkRow, table(LinkRow).c.id == link.link_id)
                with work.unit.entry(
                    "checklist_unlink", plan=link.plan_id, task=link.task_id, subject=f"{link.task}: {link.title}"
                ):
                    work.unit.writer.change(LinkRow, rows[0], removed=True)
                summed = link.totals.values()
                asked = work.reader.obligations(link.task_id)
                work.record_progress([row["id"] for row in asked if row["deliverable_id"] in summed], 0)
            _follow(work)
            return found

    def add_days(
        self,
        task: str,
        days: Collection[date],
        *,
        template: str | None = None,
        school: str | None = None,
        plan: str | None = None,
    ) -> list[date]:
        """Say on which days runs are wanted; gives those that are new.

        :param school: whose days; without it, every school's of the link.
        :raises RuleBroken: the link wants runs for due times, not for days, or not of this school.
        """
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            link = _with_days(work.reader, task, template)
            own = _school_of(work.reader, link, school)
            present = {day for day, organisation in link.days if organisation in (None, own)}
            new = sorted(set(days) - present)
            if new:
                with work.unit.entry(
                    "checklist_days",
                    plan=link.plan_id,
                    task=link.task_id,
                    organisation=own,
                    subject=_days_subject(link, new),
                ):
                    work.unit.writer.insert(
                        DayRow,
                        [
                            {
                                "id": work.unit.writer.new_id(),
                                "link_id": link.link_id,
                                "organisation_id": own,
                                "day": day,
                            }
                            for day in new
                        ],
                    )
                _follow(work)
            return new

    def remove_days(
        self,
        task: str,
        days: Collection[date],
        *,
        template: str | None = None,
        school: str | None = None,
        plan: str | None = None,
    ) -> list[date]:
        """Take days back; gives those that were there.

        :raises NotFound: none of them is there.
        """
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            link = _with_days(work.reader, task, template)
            own = work.reader.organisation(school)["id"] if school is not None else None
            rows = _rows(work.reader.connection, DayRow, table(DayRow).c.link_id == link.link_id)
            gone = [row for row in rows if row["day"] in set(days) and row["organisation_id"] == own]
            if not gone:
                raise NotFound(
                    _("{days}: these are no days of it").format(days=_in_line(days)),
                    hint=_("its days: vpr checklist days list {task}").format(task=link.task),
                )
            taken = sorted(row["day"] for row in gone)
            with work.unit.entry(
                "checklist_days",
                plan=link.plan_id,
                task=link.task_id,
                organisation=own,
                subject=_days_subject(link, taken),
            ):
                work.unit.writer.delete(DayRow, gone)
            _follow(work)
            return taken


def links_of(reader: PlanReader) -> list[Link]:
    """The links of a plan, in the order of its tasks; those of tasks that the plan has no more are left out."""
    if not has_tables(reader.connection):
        return []
    condition = (table(LinkRow).c.plan_id == reader.plan["id"]) & ~table(LinkRow).c.removed
    rows = _rows(reader.connection, LinkRow, condition)
    days: dict[str, list[tuple[date, str | None]]] = {}
    for row in _rows(reader.connection, DayRow, table(DayRow).c.link_id.in_([row["id"] for row in rows])):
        days.setdefault(row["link_id"], []).append((row["day"], row["organisation_id"]))
    found = []
    for row in rows:
        task = reader.task_with(row["task_id"])
        if task is not None:
            own = sorted(days.get(row["id"], ()), key=lambda each: (each[0], each[1] or ""))
            found.append((task["position"], row["title"], _link(row, task["number"], own)))
    return [link for _position, _title, link in sorted(found, key=lambda each: each[:2])]


def _rows(connection: Connection, model: Any, condition: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- SQLAlchemy's
    query = select(table(model)).where(condition).order_by(table(model).c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _link(row: Mapping[str, Any], task: str, days: Sequence[tuple[date, str | None]]) -> Link:
    return Link(
        link_id=row["id"],
        plan_id=row["plan_id"],
        task_id=row["task_id"],
        task=task,
        template=row["template"],
        title=row["title"],
        per=row["per"],
        owed_by=row["owed_by"],
        schools=tuple(row["schools"]) if row["schools"] is not None else None,
        results=tuple(row["results"]),
        totals=dict(row["totals"]),
        days=tuple(days),
    )


def _named(reader: PlanReader, task: str, template: str | None) -> list[Link]:
    row = reader.task(task)
    own = [link for link in links_of(reader) if link.task_id == row["id"]]
    found = [link for link in own if template in (None, link.template)]
    if not found:
        raise NotFound(
            _("task «{task}» is not linked to such a checklist").format(task=row["number"]),
            problems=[f"{link.template}: {link.title}" for link in own],
            hint=f"vpr checklist link {row['number']} …",
        )
    return found


def _with_days(reader: PlanReader, task: str, template: str | None) -> Link:
    found = [link for link in _named(reader, task, template) if link.per == "day"]
    if not found:
        raise RuleBroken(
            _("task «{task}» wants a checklist for each due time, not for days").format(task=task),
            hint=_("link it with --per day"),
        )
    if len(found) > 1:
        raise UsageError(
            _("task «{task}» has several checklists").format(task=task),
            problems=[link.template for link in found],
            hint=_("say which: --template NAME"),
        )
    return found[0]


def _school_of(reader: PlanReader, link: Link, named: str | None) -> str | None:
    """The school that is named, one of those that the link means."""
    if named is None:
        return None
    school = str(school_row(reader, named)["id"])
    if link.schools is not None and school not in link.schools:
        labels = {row["id"]: reader.label(row) for row in reader.schools()}
        raise RuleBroken(
            _("task «{task}» wants this checklist of other schools").format(task=link.task),
            problems=[labels.get(each, each) for each in link.schools],
            hint=_("link it anew with this school too: vpr checklist unlink {task}, then link … --school").format(
                task=link.task
            ),
        )
    return school


def _days_subject(link: Link, days: Sequence[date]) -> str:
    shown = ", ".join(f"{day:%d.%m}" for day in days[:5])
    return f"{link.task}: {shown}" + (f" … ({len(days)})" if len(days) > 5 else "")


def _in_line(days: Collection[date]) -> str:
    return ", ".join(f"{day:%d.%m.%Y}" for day in sorted(days))


def _follow(work: PluginWork) -> None:
    from vpr_tracker_checklists.following.settling import plan_changed

    plan_changed(work.unit, work.plan["id"])
