"""From facts to entries: which events and tasks show a fact, and in what words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from vpr_tracker import OrganisationRecord
from vpr_tracker_ical.content.facts import Fact
from vpr_tracker_ical.content.model import Entry, State
from vpr_tracker_ical.content.scope import Options
from vpr_tracker_ical.content.texts import (
    STATES,
    TITLE_LENGTH,
    WHOM_LENGTH,
    ahead,
    clean,
    day,
    listed,
    one_line,
    school_name,
)

DOMAIN = "vpr-tracker"
DAY = 24 * 60
"""Minutes."""


def entries(fact: Fact, organisation: OrganisationRecord | None, options: Options) -> Iterator[Entry]:
    """The entries that show a fact; none where it has no day and only events are wanted.

    The due day is an event of its own. A window gets a second one on the day it opens; not where it comes again and
    again, for there the next one opens when the last has closed.
    """
    title = _title(fact, organisation)
    plain = Entry(
        uid=f"{fact.identity}@{DOMAIN}",
        shape="event",
        title=_marked(fact, title, fact.state),
        start=fact.end,
        end=fact.end,
        created=fact.revision.created,
        modified=fact.revision.modified,
        sequence=fact.revision.changes,
        description=_description(fact) if options.detail == "full" else "",
        state=fact.state,
        percent=fact.percent,
        completed=fact.completed,
        alarms=tuple(int(each.total_seconds() // 60) for each in options.alarms) if fact.end is not None else (),
    )
    if fact.state in ("done", "cancelled"):
        plain = replace(plain, alarms=())
    if options.entries != "todo":
        yield from _events(fact, plain, title, options)
    if options.entries != "event":
        start = fact.start if fact.start is not None and fact.end is not None and fact.start < fact.end else None
        yield replace(plain, uid=f"{fact.identity}-todo@{DOMAIN}", shape="todo", start=start, end=fact.end)


def _events(fact: Fact, plain: Entry, title: str, options: Options) -> Iterator[Entry]:
    start, end = fact.start, fact.end
    if end is None:
        if fact.lost is None:
            return
        # It had days, and calendars hold it on them; as soon as it gets others it goes there.
        start, end = fact.lost
        plain = replace(plain, start=end, end=end, state="cancelled", completed=None, alarms=())
    yield replace(plain, title=_marked(fact, title, plain.state))
    if start is not None and start < end and not fact.due.recurring:
        opening = replace(plain, uid=f"{fact.identity}-start@{DOMAIN}", start=start, end=start, alarms=())
        yield replace(opening, title=_marked(fact, f"Начало: {title}", plain.state))
    if options.reminders:
        for minutes in plain.alarms:
            when = before(end, minutes)
            if when is not None and when < end:
                early = replace(plain, uid=f"{fact.identity}-r{minutes}@{DOMAIN}", start=when, end=when, alarms=())
                yield replace(early, title=f"{ahead(minutes)}: {title}")


def before(due: date, minutes: int) -> date | None:
    """The day so long before the beginning of another; ``None`` where the calendar has none."""
    try:
        return due - timedelta(days=-(-minutes // DAY))
    except OverflowError:
        return None


def _title(fact: Fact, organisation: OrganisationRecord | None) -> str:
    """What, and for whom: the school or committee that it is told to, all schools, else its owners."""
    title = one_line(fact.task.title, TITLE_LENGTH) or f"Пункт {one_line(fact.task.number)}"
    if organisation is not None:
        whom = school_name(organisation.kind, organisation.number, organisation.name)
    elif fact.task.level == "school":
        whom = "все школы"
    else:
        whom = listed((owner.person or owner.name for owner in fact.task.owners), WHOM_LENGTH)
    whom = one_line(whom, WHOM_LENGTH + len(" и ещё 00"))
    if fact.due.kind == "undated" and fact.due.anchor and sum(due.kind == "undated" for due in fact.task.dues) > 1:
        # Otherwise they could not be told apart: nothing but their words differs.
        title = f"{title} ({one_line(fact.due.anchor, WHOM_LENGTH)})"
    return f"{title} — {whom}" if whom else title


def _marked(fact: Fact, title: str, state: State) -> str:
    if state == "done":
        return f"✓ {title}"
    if state == "cancelled":
        return f"Отменено: {title}"
    states = {each.state for each in fact.work if each.state != "waived"}
    if "returned" in states:
        return f"{title} (возвращено)"
    return f"{title} (на проверке)" if states and states <= {"submitted", "accepted"} else title


def _description(fact: Fact) -> str:
    lines = [one_line(fact.task.title)] if len(one_line(fact.task.title)) > TITLE_LENGTH else []
    lines += list(_when(fact))
    lines += list(_results(fact))
    owners = [name for owner in fact.task.owners if (name := one_line(owner.name))]
    if owners:
        lines.append(f"Ответственные: {', '.join(owners)}")
    lines.append(_source(fact))
    return clean("\n".join(lines))


def _when(fact: Fact) -> Iterator[str]:
    printed = one_line(fact.task.printed)
    if printed:
        yield f"Срок по плану: «{printed}»"
    if fact.end is not None and fact.due.postponed_from is not None:
        yield f"Перенесён с {day(fact.due.postponed_from)}"
    if fact.end is not None and fact.start is not None and fact.start < fact.end:
        yield f"Период: {day(fact.start)}–{day(fact.end)}"
    if fact.due.kind == "standing":
        yield "Выполняется постоянно, без конечного срока"
    elif fact.end is None:
        yield "Дата ещё не определена" + (f": {one_line(fact.due.anchor)}" if fact.due.anchor else "")


def _results(fact: Fact) -> Iterator[str]:
    """Each result with its state; of several organisations, how many are in which state."""
    titles = {each.deliverable_id: each for each in fact.task.deliverables}
    several = len({each.organisation_id for each in fact.work}) > 1
    known = {each.deliverable_id for each in fact.work}
    for name in [each for each in (*titles, None) if each in known]:
        some = [each for each in fact.work if each.deliverable_id == name]
        wanted = titles.get(name or "")
        called = one_line(wanted.title) if wanted is not None else "исполнение"
        if several:
            tally = Counter(each.state for each in some)
            told = ", ".join(f"{STATES[state]} {tally[state]}" for state in STATES if tally[state])
            yield f"Результат: {called} ({told} из {len(some)})"
        else:
            progress = ""
            if wanted is not None and wanted.quantity:
                progress = f", {some[0].progress or 0} из {wanted.quantity}"
            yield f"Результат: {called} ({STATES[some[0].state]}{progress})"


def _source(fact: Fact) -> str:
    plan = fact.plan
    act = " ".join(one_line(part) for part in (plan.approval_body, plan.approval_act) if part)
    if plan.approved_on is not None:
        act = f"{act} от {day(plan.approved_on)}".strip()
    if plan.approval_number:
        act = f"{act} № {one_line(plan.approval_number)}".strip()
    text = f"Пункт {one_line(fact.task.number)} плана «{one_line(plan.title)}»"
    return f"{text} ({act})" if act else text
