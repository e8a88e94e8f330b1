"""Narrowing a report: the obligations of a person or role, of a school, of some tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker.domain.absent import no_such_school
from vpr_tracker.errors import NotFound
from vpr_tracker.i18n import _
from vpr_tracker.reports.text import contains, fold, same_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vpr_tracker.reports.database import Database, Row

_SCHOOLS = """SELECT organisation_id, number, name, kind FROM v_school WHERE plan_id = :plan
 ORDER BY position, organisation_id"""
_OWNERS = "SELECT task_id, name, kind, person FROM v_owner WHERE plan_id = :plan"
_ASSIGNMENTS = "SELECT role, person, organisation_id FROM v_assignment WHERE plan_id = :plan"


class Filter:
    """A condition on the obligations of a plan: SQL over ``task_id`` and ``organisation_id``, and its parameters.

    ``whole`` holds the tasks that belong to the filter entirely, also where they have no obligation yet; ``None``
    where the filter does not speak of tasks.
    """

    __slots__ = ("params", "sql", "whole")

    def __init__(self) -> None:
        self.sql = ""
        self.params: dict[str, object] = {}
        self.whole: frozenset[str] | None = None

    def require(self, sql: str) -> None:
        """Add a condition that must hold as well."""
        self.sql += f" AND ({sql})"

    def one_of(self, column: str, values: Iterable[str]) -> str:
        """SQL for «``column`` is one of ``values``»; no value at all fits nothing."""
        names = []
        for value in sorted(values):
            name = f"f{len(self.params)}"
            self.params[name] = value
            names.append(f":{name}")
        return f"{column} IN ({', '.join(names)})" if names else "1 = 0"


def build(db: Database, plan_id: str, *, owner: str | None = None, school: str | None = None) -> Filter:
    """The filter for a part of an owner's name and a school's number or part of its name.

    :raises NotFound: nobody of that name owns anything in this plan, or there is no such school.
    """
    chosen = Filter()
    if owner is not None:
        _by_owner(db, plan_id, owner, chosen)
    if school is not None:
        found = find_schools(schools(db, plan_id), school)
        chosen.require(chosen.one_of("organisation_id", (row[0] for row in found)))
    return chosen


def schools(db: Database, plan_id: str) -> list[Row]:
    """The plan's committee and schools in their order: organisation_id, number, name, kind."""
    return db.rows(_SCHOOLS, {"plan": plan_id})


def find_schools(rows: Sequence[Row], text: str) -> list[Row]:
    """The organisations meant by a number («7», «№7»), a name, or a part of a name.

    :raises NotFound: there is none; the message lists those that there are.
    """
    name = fold(text)
    number = name.removeprefix("№").strip()
    ways = (
        [row for row in rows if row[1] is not None and fold(row[1]) == number],
        [row for row in rows if fold(row[2]) == name],
        [row for row in rows if name and contains(row[2], text)],
    )
    for found in ways:
        if found:
            return found
    raise no_such_school(text, (row[1] or row[2] for row in rows if row[3] == "school"), where="--school")


def _by_owner(db: Database, plan_id: str, owner: str, chosen: Filter) -> None:
    owners = db.rows(_OWNERS, {"plan": plan_id})
    named = {row[0] for row in owners if fold(owner) and (contains(row[1], owner) or contains(row[3], owner))}
    parts = [chosen.one_of("task_id", named)] if named else []
    for role, organisations in sorted(_roles_held(db, plan_id, owner).items()):
        tasks = {row[0] for row in owners if row[2] != "person" and same_role(row[1], role)}
        if tasks:
            parts.append(f"{chosen.one_of('task_id', tasks)} AND {chosen.one_of('organisation_id', organisations)}")
    if not parts:
        raise NotFound(
            _("nobody named «{owner}» owns anything in this plan").format(owner=owner),
            hint=_("a part of the name is enough; list the owners: vpr owner list"),
            where="--owner",
        )
    chosen.require(" OR ".join(parts))
    chosen.whole = frozenset(named)


def _roles_held(db: Database, plan_id: str, owner: str) -> dict[str, set[str]]:
    """The roles that people of that name hold, and at which organisations."""
    held: dict[str, set[str]] = {}
    for role, person, organisation in db.rows(_ASSIGNMENTS, {"plan": plan_id}):
        if fold(owner) and contains(person, owner):
            held.setdefault(fold(role), set()).add(organisation)
    return held
