"""What several commands of ``vpr checklist`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from vpr_tracker import Tracker
    from vpr_tracker_checklists.following.links import Link
    from vpr_tracker_checklists.following.wanted import Wanted


def link_data(link: Link, labels: dict[str, str]) -> dict[str, Any]:
    """A link in JSON; schools by their numbers."""
    return {
        "link_id": link.link_id,
        "plan_id": link.plan_id,
        "task": link.task,
        "template": link.template,
        "title": link.title,
        "per": link.per,
        "by": link.owed_by,
        "schools": None if link.schools is None else [labels.get(each, each) for each in link.schools],
        "results": list(link.results),
        "totals": dict(link.totals),
        "days": [{"day": day, "school": labels.get(own, own) if own is not None else None} for day, own in link.days],
    }


def per_words(per: str) -> str:
    """How often runs are wanted."""
    return _("each day named") if per == "day" else _("each due time")


def by_words(owed_by: str) -> str:
    """Who owes the run."""
    return _("the school") if owed_by == "school" else _("an inspector")


def when(each: Wanted) -> str:
    """The due time of a wanted run, for people."""
    if each.end is None:
        return _("any day")
    if each.start == each.end:
        return kit.format_day(each.end)
    return kit.format_window(each.start, each.end)


def counted(tracker: Tracker, task: str, plan: str | None) -> dict[str, list[int]]:
    """Result → the numbers that were recorded for it, of all who owe it."""
    found: dict[str, list[int]] = {}
    with tracker.plan_reader(plan) as reader:
        for row in reader.obligations(reader.task(task)["id"]):
            if row["progress"]:
                found.setdefault(row["deliverable_id"], []).append(row["progress"])
    return found


def note_outside(link: Link, days: list[tuple[date, str | None]], labels: dict[str, str]) -> None:
    """Say which days of a link lie outside the due times of its task."""
    if days:
        shown = [
            kit.format_day(day) + (f" ({labels.get(school, school)})" if school is not None else "")
            for day, school in days
        ]
        kit.note(_("Note: outside the due times of task {task}: {days}").format(task=link.task, days=", ".join(shown)))


def days_line(days: list[date]) -> str:
    """Days in one line."""
    return ", ".join(kit.format_day(day) for day in days)
