"""Which obligations a person means: task, school, deliverable, due time; what is not named is «all that fit»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from vpr_tracker.domain.obligations import IMPLICIT_DELIVERABLE
from vpr_tracker.domain.states import STEPS, check_transition, may_become, may_take, state_word
from vpr_tracker.errors import NotFound, RuleBroken
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.tables import Organisation
from vpr_tracker.tracker.finding import find_organisation, folded, label


@dataclass(frozen=True, slots=True)
class Chosen:
    """An obligation with what it is about."""

    row: Row
    deliverable: Row | None
    occurrence: Row
    organisation: Row

    @property
    def title(self) -> str:
        """What is to be handed in."""
        return str(self.deliverable["title"]) if self.deliverable is not None else IMPLICIT_DELIVERABLE

    @property
    def school(self) -> str | None:
        """The school's number or name; ``None`` for the committee."""
        return label(self.organisation) if self.organisation["kind"] == "school" else None

    @property
    def quantity(self) -> int | None:
        """How many are asked for."""
        return self.deliverable["quantity"] if self.deliverable is not None else None

    def line(self) -> str:
        """In one line, for messages."""
        parts = [self.title, label(self.organisation), self.occurrence["key"], state_word(self.row["state"])]
        return " · ".join(str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person named; ``None`` where nothing."""

    school: str | None = None
    deliverable: str | None = None
    occurrence: str | None = None


def candidates(connection: Connection, plan: Row, task: Row, asked: Asked) -> list[Chosen]:
    """The obligations of a task that the named things leave, in whatever state.

    :raises NotFound: something that was named is not there.
    :raises RuleBroken: a name fits several.
    """
    organisation = find_organisation(connection, plan, asked.school) if asked.school is not None else None
    deliverables = {row["id"]: row for row in reading.deliverables(connection, [task["id"]])}
    occurrences = {row["id"]: row for row in reading.occurrences(connection, [task["id"]], removed=False)}
    members = {row["id"]: row for row in reading.plan_schools(connection, plan["id"])}
    committee = reading.one(connection, Organisation, plan["committee_id"])
    if committee is not None:
        members[committee["id"]] = committee
    rows = reading.obligations(
        connection, task["id"], organisation=organisation["id"] if organisation else None, removed=False
    )
    found = [
        Chosen(row, deliverables.get(row["deliverable_id"]), occurrences[row["occurrence_id"]], members[place])
        for row in rows
        if (place := row["organisation_id"]) in members
    ]
    found = _of_deliverable(found, task, asked.deliverable)
    found = _of_occurrence(found, task, asked.occurrence)
    if not found:
        raise NotFound(_("task «{number}» asks nothing of them").format(number=task["number"]))
    places = {identifier: index for index, identifier in enumerate(members)}
    return sorted(found, key=lambda each: _order(each, places))


def _order(each: Chosen, places: dict[str, int]) -> tuple[Any, ...]:
    start = each.occurrence["end_on"] or each.occurrence["start_on"] or date.max
    position = each.deliverable["position"] if each.deliverable is not None else 0
    return start, each.occurrence["key"], places[each.organisation["id"]], position


def deliverable_of(task: Row, rows: Sequence[Row], which: str | None) -> list[Row]:
    """The result of a task that is named by place, title or a part of it; all where nothing is named.

    :raises NotFound: there is none.
    :raises RuleBroken: a part of a title fits several.
    """
    if which is None:
        if not rows:
            raise NotFound(_("task «{number}» has no results").format(number=task["number"]))
        return list(rows)
    positions = _named_positions(task, which, {row["position"]: str(row["title"]) for row in rows})
    return [row for row in rows if row["position"] in positions]


def _of_deliverable(found: Sequence[Chosen], task: Row, which: str | None) -> list[Chosen]:
    if which is None:
        return list(found)
    titles = {(each.deliverable["position"] if each.deliverable else 0): each.title for each in found}
    positions = _named_positions(task, which, titles)
    return [each for each in found if (each.deliverable["position"] if each.deliverable else 0) in positions]


def _named_positions(task: Row, which: str, titles: Mapping[int, str]) -> set[int]:
    wanted = folded(which)
    positions = _positions(wanted, titles)
    listed = [f"{position}: {title}" for position, title in sorted(titles.items())]
    if not positions or not wanted:
        raise NotFound(
            _("task «{number}» has no result «{name}»").format(number=task["number"], name=which), problems=listed
        )
    if len(positions) > 1:
        raise RuleBroken(
            _("«{name}» fits several results").format(name=which),
            problems=[f"{position}: {titles[position]}" for position in sorted(positions)],
            hint=_("name the result by its number"),
        )
    return positions


def _positions(wanted: str, titles: Mapping[int, str]) -> set[int]:
    """Where the results stand that are meant: by place, by title, by a part of it. A number is never a part."""
    if wanted.isdecimal():
        return {int(wanted)} & titles.keys()
    whole = {position for position, title in titles.items() if folded(title) == wanted}
    return whole or {position for position, title in titles.items() if wanted in folded(title)}


def _of_occurrence(found: Sequence[Chosen], task: Row, which: str | None) -> list[Chosen]:
    if which is None:
        return list(found)
    chosen = [each for each in found if each.occurrence["key"] == which.strip()]
    if not chosen:
        raise NotFound(
            _("task «{number}» has no due time «{key}»").format(number=task["number"], key=which),
            hint=_("due times: {keys}").format(keys=", ".join(_keys(found)) or "—"),
        )
    return chosen


def _keys(found: Iterable[Chosen]) -> list[str]:
    return list(dict.fromkeys(each.occurrence["key"] for each in found))


def fitting(found: Sequence[Chosen], action: str, asked: Asked, *, today: date, begun_only: bool) -> list[Chosen]:
    """Of the candidates those that the action is meant for.

    :param begun_only: among several due times that were not named take those that have begun.
    :raises RuleBroken: none may take the step; says what is allowed.
    """
    fit = [each for each in found if may_take(each.row["state"], action)]
    if not fit:
        raise refusal(found, action)
    if asked.occurrence is not None or not begun_only or len(_keys(fit)) == 1:
        return fit
    begun = begun_keys(found, today)
    chosen = [each for each in fit if each.occurrence["id"] in begun]
    if not chosen:
        raise RuleBroken(
            _("several due times are meant, and none has begun"),
            problems=_keys(fit),
            hint=_("say which: --occurrence KEY"),
        )
    return chosen


def refusal(found: Sequence[Chosen], action: str) -> RuleBroken:
    """Why none of the candidates may take the step, and what is allowed instead."""
    before, to = STEPS[action]
    states = {each.row["state"] for each in found}
    if len(states) == 1 and not may_become(state := states.pop(), to):
        try:
            check_transition(state, to)
        except RuleBroken as refused:
            return refused
    if len(before) == 1:
        message = _("none of them is «{state}»").format(state=state_word(before[0]))
    else:
        message = _("none of them can become «{state}»").format(state=state_word(to))
    return RuleBroken(
        message,
        problems=[each.line() for each in found[:20]],
        hint=_("it must be: {states}").format(states=", ".join(map(state_word, before))),
    )


def begun_keys(found: Sequence[Chosen], today: date) -> set[str]:
    """Identifiers of the due times that have begun: standing ones, windows that opened, and of mere due days those
    that passed and the next one of each organisation."""
    rows = {each.occurrence["id"]: each.occurrence for each in found}.values()
    begun = {row["id"] for row in rows if row["kind"] == "standing"}
    begun |= {row["id"] for row in rows if row["start_on"] is not None and row["start_on"] <= today}
    days = [row for row in rows if row["kind"] == "dated" and row["start_on"] is None and row["end_on"] is not None]
    begun |= {row["id"] for row in days if row["end_on"] < today}
    for place in {row["organisation_id"] for row in days}:
        coming = [row for row in days if row["organisation_id"] == place and row["end_on"] >= today]
        begun |= {row["id"] for row in coming if row["end_on"] == min(each["end_on"] for each in coming)}
    return begun
