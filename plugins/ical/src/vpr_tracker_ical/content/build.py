"""From a database to what a calendar holds.

Everything follows from the database, the options and the day that is handed in; nothing from the clock. Plans are read
once for as many calendars as are wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date
from typing import TYPE_CHECKING

from vpr_tracker_ical.content.facts import Fact, facts, identity
from vpr_tracker_ical.content.model import CalendarContent, Entry
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.content.selection import PlanIndex, Selected, fold, select
from vpr_tracker_ical.content.shaping import DOMAIN, entries
from vpr_tracker_ical.content.texts import clean, one_line, school_name

if TYPE_CHECKING:
    from vpr_tracker import PlanRecord, Tracker


def build(tracker: Tracker, scope: Scope, options: Options, today: date | None = None) -> CalendarContent:
    """What the calendar of a scope holds.

    :param today: the day from which ages are counted; needed where ``options`` names an age.
    :raises NotFound: nothing is called so.
    """
    return PlanSnapshot.read(tracker, scope.plan_id).content(scope, options, today)


class PlanSnapshot:
    """Plans as they stand, read once, and what was made of them for one calendar that serves the next."""

    def __init__(self, tracker: Tracker, plans: Sequence[PlanRecord]) -> None:
        self._tracker = tracker
        self._plans = tuple(PlanIndex(plan) for plan in plans)
        self._facts: dict[tuple[str, str | None], tuple[Fact, ...]] = {}
        self._entries: dict[tuple[str, Options], tuple[Entry, ...]] = {}

    @classmethod
    def read(cls, tracker: Tracker, plan_id: str | None = None) -> PlanSnapshot:
        """Read one plan, or every plan of the database.

        :raises NotFound: there is none.
        """
        return cls(tracker, tracker.records(plan_id))

    def content(self, scope: Scope, options: Options, today: date | None = None) -> CalendarContent:
        """What the calendar of a scope holds: never nothing.

        :param today: the day from which ages are counted; needed where ``options`` names an age.
        :raises NotFound: nothing is called so; near names are listed.
        """
        if today is None and (options.done_days is not None or options.back_days is not None):
            raise ValueError("an age is counted from a day: give today")
        selected = select(self._plans, scope)
        told = [(fact, index) for index, task, place in selected for fact in self._told(index, task.task_id, place)]
        added, problems = self._added(scope, options)
        found = [entry for fact, index in told for entry in self._shown(fact, index, options)] + added
        kept = [entry for entry in found if _kept(entry, options, today)]
        kept.sort(key=lambda entry: (entry.end or date.max, entry.uid))
        name = one_line(options.name or self._name(scope))
        if not kept:
            kept = [self._placeholder(scope, selected, hidden=bool(found))]
        return CalendarContent(
            name=name,
            description=clean(self._about(scope)),
            entries=tuple(kept),
            modified=max(entry.modified for entry in kept),
            colour=options.colour,
            problems=tuple(problems),
        )

    def _told(self, index: PlanIndex, task: str, place: str | None) -> tuple[Fact, ...]:
        found = self._facts.get((task, place))
        if found is None:
            record = next(each for each in index.plan.tasks if each.task_id == task)
            found = self._facts[task, place] = facts(index.plan, record, place)
        return found

    def _shown(self, fact: Fact, index: PlanIndex, options: Options) -> tuple[Entry, ...]:
        place = (fact.identity, options)
        found = self._entries.get(place)
        if found is None:
            organisation = index.organisations.get(fact.organisation) if fact.organisation else None
            found = self._entries[place] = tuple(entries(fact, organisation, options))
        return found

    def _added(self, scope: Scope, options: Options) -> tuple[list[Entry], list[str]]:
        """Entries of other plugins: of a school, of a person, or of whole plans."""
        found: list[Entry] = []
        problems: list[str] = []
        if scope.role is not None or scope.task is not None:
            return found, problems
        for index in self._plans:
            if scope.plan_id not in (None, index.plan.plan_id):
                continue
            school = index.organisation(scope.school) if scope.school is not None else None
            if scope.school is not None and school is None:
                continue
            given, failed = self._tracker.calendar_entries(
                plan_id=index.plan.plan_id,
                school=school.organisation_id if school is not None else None,
                person=index.called.get(fold(scope.owner), scope.owner) if scope.owner is not None else None,
            )
            problems += [line for line in failed if line not in problems]
            for plugin, each in given:
                found += _foreign(plugin, each, index.plan, options)
        return found, problems

    def _placeholder(self, scope: Scope, selected: Sequence[Selected], *, hidden: bool) -> Entry:
        """An entry that says why there is no other, on the day that the plan came: clients take none for an error."""
        plans = [index.plan for index, _task, _place in selected] or [
            index.plan for index in self._plans if scope.plan_id in (None, index.plan.plan_id)
        ]
        came = min(plan.imported_at for plan in plans)
        title = "Все сроки исполнены" if hidden else "Сроков с датами пока нет"
        who = one_line(self._name(scope))
        return Entry(
            uid=f"{identity('placeholder', who)}@{DOMAIN}",
            shape="event",
            title=f"{title} — {who}",
            start=came.date(),
            end=came.date(),
            created=came,
            modified=max([came, *(due.revisions[None].modified for _i, task, _p in selected for due in task.dues)]),
            sequence=sum(due.revisions[None].changes for _i, task, _p in selected for due in task.dues),
        )

    def _name(self, scope: Scope) -> str:
        """Whose deadlines a calendar holds."""
        plans = [each for each in self._plans if scope.plan_id in (None, each.plan.plan_id)]
        parts = []
        if scope.owner is not None:
            names = [each.called[fold(scope.owner)] for each in plans if fold(scope.owner) in each.called]
            parts.append(names[0] if names else scope.owner)
        if scope.role is not None:
            parts.append(scope.role)
        if scope.school is not None:
            schools = [found for each in plans if (found := each.organisation(scope.school)) is not None]
            parts.append(school_name(schools[0].kind, schools[0].number, schools[0].name) if schools else scope.school)
        if scope.task is not None:
            parts.append(f"пункт {scope.task}")
        if not parts and len(plans) == 1:
            parts.append(plans[0].plan.title)
        return "Сроки: " + ", ".join(one_line(part, 100) for part in parts) if parts else "Сроки планов"

    def _about(self, scope: Scope) -> str:
        titles = [each.plan.title for each in self._plans if scope.plan_id in (None, each.plan.plan_id)]
        plans = "; ".join(f"«{one_line(title, 200)}»" for title in titles[:5])
        return f"Сроки мероприятий: {plans}. Только для чтения: изменения вносит координатор."


def _kept(entry: Entry, options: Options, today: date | None) -> bool:
    if options.done == "hide" and entry.state == "done":
        return False
    if today is None:
        return True
    if options.back_days is not None and entry.end is not None and (today - entry.end).days > options.back_days:
        return False
    if options.done_days is None or entry.state not in ("done", "cancelled"):
        return True
    settled = (entry.completed or entry.modified).date()
    last = settled if entry.end is None else max(settled, entry.end)
    return (today - last).days <= options.done_days


def _foreign(plugin: str, given: object, plan: PlanRecord, options: Options) -> Iterator[Entry]:
    from vpr_tracker.plugins import CalendarEntry

    assert isinstance(given, CalendarEntry), "the registry has seen to it"
    name = identity("plugin", plugin, given.uid)
    title = one_line(given.title, 250) or "Без названия"
    modified = (given.modified or plan.imported_at).astimezone(UTC).replace(microsecond=0)
    plain = Entry(
        uid=f"{name}@{DOMAIN}",
        shape="event",
        title=f"✓ {title}" if given.done else f"Отменено: {title}" if given.cancelled else title,
        start=given.start,
        end=given.end,
        created=plan.imported_at,
        modified=modified,
        sequence=given.sequence,
        description=clean(given.description) if options.detail == "full" else "",
        state="cancelled" if given.cancelled else "done" if given.done else "open",
        percent=100 if given.done else 0,
        completed=modified if given.done else None,
        alarms=tuple(int(each.total_seconds() // 60) for each in options.alarms),
    )
    if options.entries != "todo":
        yield plain
    if options.entries != "event":
        from dataclasses import replace

        start = given.start if given.start < given.end else None
        yield replace(plain, uid=f"{name}-todo@{DOMAIN}", shape="todo", start=start)
