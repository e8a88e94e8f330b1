"""Who answers for what: ``vpr-tracker/owners/1``. Spellings that were joined are one owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.reports.plans import find_plan

if TYPE_CHECKING:
    from vpr_tracker.reports.database import Database

SCHEMA: Final = "vpr-tracker/owners/1"

_OWNERS: Final = """SELECT o.name, o.kind, o.person, t.number FROM v_owner o
 JOIN v_task t ON t.task_id = o.task_id WHERE o.plan_id = :plan ORDER BY t.position, t.task_id, o.position"""


def owners(db: Database, *, plan: str | None = None) -> dict[str, Any]:
    """Owners by kind and name, with the numbers of their tasks, as ``vpr owner list --json`` prints them.

    ``name`` is the person's, else as printed; ``spellings`` are all printed forms.

    :param plan: number, part of the title or id; needed where the database holds several.
    :raises NotFound: the plan does not exist.
    :raises UsageError: several plans, and none was named.
    """
    chosen = find_plan(db, plan)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for printed, kind, person, number in db.rows(_OWNERS, {"plan": chosen.plan_id}):
        name = person or printed
        owner = found.setdefault((kind, name), {"name": name, "kind": kind, "spellings": [], "tasks": []})
        for key, value in (("spellings", printed), ("tasks", number)):
            if value not in owner[key]:
                owner[key].append(value)
    return {"schema": SCHEMA, "plan": chosen.to_json(), "owners": [found[key] for key in sorted(found)]}
