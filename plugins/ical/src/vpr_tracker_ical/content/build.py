"""From a database to what a calendar holds.

Everything follows from the database, the options and the day that is handed in; nothing from the clock. Plans are read
once for as many calendars as are wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING

from vpr_tracker import NotFound, UsageError
from vpr_tracker_ical.content.facts import Fact, facts, identity
from vpr_tracker_ical.content.model import CalendarContent, Entry
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.content.selection import PlanIndex, Selected, called, select
from vpr_tracker_ical.content.shaping import DOMAIN, entries
from vpr_tracker_ical.content.texts import TITLE_LENGTH, clean, one_line, school_name
from vpr_tracker_ical.i18n import _

if TYPE_CHECKING:
    from vpr_tracker import PlanRecord, TaskRecord, Tracker


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
        self._facts: dict[str, tuple[Fact, ...]] = {}
        self._entries: dict[tuple[str, Options], tuple[Entry, ...]] = {}

    @classmethod
    def read(cls, tracker: Tracker, plan_id: str | None = None) -> PlanSnapshot:
        """Read one plan, or every plan of the database.

        :raises NotFound: there is none.
        """
        return cls(tracker, tracker.records(plan_id))

    def content(
        self, scope: Scope, options: Options, today: date | None = None, *, strict: bool = True
    ) -> CalendarContent:
        """What the calendar of a scope holds: never nothing.

        :param today: the day from which ages are counted; needed where ``options`` names an age.
        :param strict: whether a name must be known. A subscription outlives what it was made for: where somebody owns
            nothing any more, it says so and breaks no client.
        :raises NotFound: nothing is called so; near names are listed.
        """
        if today is None and (options.done_days is not None or options.back_days is not None):
            raise ValueError("an age is counted from a day: give today")
        try:
            selected = select(self._plans, scope)
            if scope.owner is not None:
                scope = replace(scope, owner=called(self._chosen(scope), scope.owner))
        except NotFound:
            if strict:
                raise
            selected = []
        told = [(fact, index) for index, task, place in selected for fact in self._told(index, task, place)]
        added, problems = self._added(scope, options)
        found = [entry for fact, index in told for entry in self._shown(fact, index, options)] + added
        kept = [entry for entry in found if _kept(entry, options, today)]
        kept.sort(key=lambda entry: (entry.end or date.max, entry.uid))
        name = one_line(options.name or "", TITLE_LENGTH) or one_line(self._name(scope), TITLE_LENGTH)
        if not kept:
            kept = [self._placeholder(scope, selected, _why_nothing(found))]
        return CalendarContent(
            name=name,
            description=clean(self._about(scope)),
            entries=tuple(kept),
            modified=max(entry.modified for entry in kept),
            colour=options.colour,
            problems=tuple(problems),
        )

    def settled(self, scope: Scope) -> tuple[Scope, tuple[str, ...]]:
        """A scope that means what this one means now, whatever is called so later; and words that call it.

        :raises NotFound: nothing is called so; near names are listed.
        :raises UsageError: the school is one of several committees.
        """
        select(self._plans, scope)
        plans = self._chosen(scope)
        words = []
        if scope.owner is not None:
            scope = replace(scope, owner=called(plans, scope.owner))
            words.append(one_line(str(scope.owner)))
        if scope.role is not None:
            scope = replace(scope, role=one_line(scope.role))
            words.append(one_line(str(scope.role)))
        if scope.school is not None:
            found = [each.organisation(scope.school) for each in plans]
            schools = {each.organisation_id: each for each in found if each is not None}
            if len(schools) > 1:
                raise UsageError(
                    _("several schools are called «{name}»").format(name=scope.school),
                    problems=[f"{each.plan.title}" for each in plans if each.organisation(scope.school)],
                    hint=_("say of which plan: --plan"),
                    where="--school",
                )
            (school,) = schools.values()
            scope = replace(scope, school=school.organisation_id)
            words.append(school.number or school.name)
        if not words:
            words += [str(each.plan.position) for each in plans[:1]]
        return scope, tuple(words)

    def _chosen(self, scope: Scope) -> list[PlanIndex]:
        return [each for each in self._plans if scope.plan_id in (None, each.plan.plan_id)]

    def _told(self, index: PlanIndex, task: TaskRecord, place: str | None) -> tuple[Fact, ...]:
        # What is told to everybody stands in many calendars; what is told to one school, in one or two.
        if place is not None:
            return facts(index.plan, task, place)
        found = self._facts.get(task.task_id)
        if found is None:
            found = self._facts[task.task_id] = facts(index.plan, task, None)
        return found

    def _shown(self, fact: Fact, index: PlanIndex, options: Options) -> tuple[Entry, ...]:
        if fact.organisation is not None:
            return tuple(entries(fact, index.organisations.get(fact.organisation), options))
        found = self._entries.get((fact.identity, options))
        if found is None:
            found = self._entries[fact.identity, options] = tuple(entries(fact, None, options))
        return found

    def _added(self, scope: Scope, options: Options) -> tuple[list[Entry], list[str]]:
        """Entries of other plugins: of a school, of a person, or of whole plans."""
        found: list[Entry] = []
        problems: list[str] = []
        if scope.role is not None or scope.task is not None:
            return found, problems
        for index in self._chosen(scope):
            school = index.organisation(scope.school) if scope.school is not None else None
            if scope.school is not None and school is None:
                continue
            given, failed = self._tracker.calendar_entries(
                plan_id=index.plan.plan_id,
                school=school.organisation_id if school is not None else None,
                person=scope.owner,
            )
            problems += [line for line in failed if line not in problems]
            for plugin, each in given:
                found += _foreign(plugin, each, index.plan, options)
        return found, problems

    def _placeholder(self, scope: Scope, selected: Sequence[Selected], title: str) -> Entry:
        """An entry that says why there is no other, on the day that the plan came: clients take none for an error."""
        plans = [index.plan for index, _task, _place in selected]
        plans = plans or [index.plan for index in self._chosen(scope) or self._plans]
        came = min(plan.imported_at for plan in plans)
        who = one_line(self._name(scope))
        whose = who.removeprefix("Сроки: ")
        return Entry(
            uid=f"{identity('placeholder', who)}@{DOMAIN}",
            shape="event",
            title=f"{title} — {whose}" if whose != who else title,
            start=came.date(),
            end=came.date(),
            created=came,
            modified=max([came, *(due.revisions[None].modified for _i, task, _p in selected for due in task.dues)]),
            sequence=sum(due.revisions[None].changes for _i, task, _p in selected for due in task.dues),
        )

    def _name(self, scope: Scope) -> str:
        """Whose deadlines a calendar holds."""
        plans = self._chosen(scope)
        parts = []
        if scope.owner is not None:
            parts.append(scope.owner)
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
        titles = [each.plan.title for each in self._chosen(scope)]
        plans = "; ".join(f"«{one_line(title, 200)}»" for title in titles[:5])
        return f"Сроки мероприятий: {plans}. Только для чтения: изменения вносит координатор."


def _why_nothing(hidden: Sequence[Entry]) -> str:
    """What the one entry of a calendar says that has no other, of those that its options leave out."""
    states = {each.state for each in hidden}
    if not states:
        return "Сроков с датами пока нет"
    if states <= {"done", "cancelled"}:
        return "Все сроки исполнены" if states == {"done"} else "Все сроки исполнены или отменены"
    return "Остались только давно прошедшие сроки"


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
    title = one_line(given.title, TITLE_LENGTH) or "Без названия"
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
        start = given.start if given.start < given.end else None
        yield replace(plain, uid=f"{name}-todo@{DOMAIN}", shape="todo", start=start)
