"""What has to be handed in soon, by date: ``vpr-tracker/due/1``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.reports import filters
from vpr_tracker.reports.plans import find_plan, today_for
from vpr_tracker.storage.conditions import CONDITION_SQL

if TYPE_CHECKING:
    from vpr_tracker.reports.database import Database, Row
    from vpr_tracker.reports.filters import Filter

SCHEMA: Final = "vpr-tracker/due/1"
WITHIN_DAYS: Final = 14

_TASKS: Final = """SELECT task_id, number, title, section, level, position FROM v_task WHERE plan_id = :plan"""
_OWNERS: Final = """SELECT task_id, name, kind, level, duty, role FROM v_owner WHERE plan_id = :plan
 ORDER BY task_id, position"""


def _pending(where: str) -> str:
    """What is dated and not handed in, as far as ``where`` and a filter's SQL leave it."""
    return f"""SELECT end_on, task_id, key, deliverable_id, deliverable, deliverable_kind, deliverable_position,
 quantity, organisation_id, start_on, condition
 FROM (SELECT o.*, {CONDITION_SQL} AS condition
  FROM (SELECT v.*, p.approved_on, p.period_start FROM v_obligation v JOIN v_plan p ON p.plan_id = v.plan_id
   WHERE v.plan_id = :plan AND v.kind = 'dated' AND v.state IN ('expected', 'returned')) AS o) AS judged
 WHERE {where}
 ORDER BY end_on, task_id, key, deliverable_position, deliverable_id"""


def due(
    db: Database,
    *,
    within_days: int = WITHIN_DAYS,
    owner: str | None = None,
    school: str | None = None,
    on: date | None = None,
    plan: str | None = None,
) -> dict[str, Any]:
    """What is not handed in yet and due from today on within ``within_days``, inclusive, as ``vpr due --json``.

    Each date has ``working_day``, and ``effective``: the last working day on or before it, for display beside the
    printed date. ``totals.overdue`` counts what is late already and not listed.

    :param owner: part of a name, see :func:`vpr_tracker.reports.status.status`.
    :param school: number or part of a name.
    :param on: the day; default ``VPR_TODAY``, else today in the plan's time zone.
    :param plan: number, part of the title or id; needed where the database holds several.
    :raises NotFound: plan, owner or school does not exist.
    :raises UsageError: several plans, and none was named.
    """
    chosen = find_plan(db, plan)
    today = today_for(chosen, on)
    until = _after(today, within_days)
    narrowed = filters.build(db, chosen.plan_id, owner=owner, school=school)
    params = {**chosen.params(today), **narrowed.params}
    where = "end_on >= :today AND end_on <= :until AND condition <> 'before_approval'"
    rows = db.rows(_pending(where + narrowed.sql), {**params, "until": until})
    dates = _dates(db, rows, chosen.plan_id, today)
    return {
        "schema": SCHEMA,
        "plan": chosen.to_json(),
        "today": today.isoformat(),
        "until": until.isoformat(),
        "dates": dates,
        "totals": {
            "dates": len(dates),
            "tasks": len({row[1] for row in rows}),
            "obligations": len(rows),
            "overdue": _overdue(db, params, narrowed),
        },
    }


def _after(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return date.max


def _overdue(db: Database, params: dict[str, object], narrowed: Filter) -> int:
    late = _pending(f"condition = 'overdue'{narrowed.sql}")
    return int(db.rows(f"SELECT count(*) FROM ({late}) AS late", params)[0][0])


def _dates(db: Database, rows: list[Row], plan_id: str, today: date) -> list[dict[str, Any]]:
    tasks = {row[0]: row for row in db.rows(_TASKS, {"plan": plan_id})}
    schools = {row[0]: (rank, row) for rank, row in enumerate(filters.schools(db, plan_id))}
    owners = _owners(db, plan_id)
    by_date: dict[str, dict[tuple[int, str, str], list[Row]]] = {}
    for row in rows:
        by_date.setdefault(row[0], {}).setdefault((tasks[row[1]][5], row[1], row[2]), []).append(row)
    found = []
    for day, groups in sorted(by_date.items()):
        entry = _date(day, today)
        entry["tasks"] = [
            _task(tasks[task_id], key, group, schools, owners.get(task_id, []))
            for (_position, task_id, key), group in sorted(groups.items())
        ]
        found.append(entry)
    return found


def _date(text: str, today: date) -> dict[str, Any]:
    from vpr_tracker.domain.working_days import effective_day

    day = date.fromisoformat(text)
    effective = effective_day(day)
    return {
        "date": text,
        "days": (day - today).days,
        "working_day": effective == day,
        "effective": effective.isoformat(),
    }


def _owners(db: Database, plan_id: str) -> dict[str, list[dict[str, Any]]]:
    owners: dict[str, list[dict[str, Any]]] = {}
    for task_id, name, kind, level, duty, role in db.rows(_OWNERS, {"plan": plan_id}):
        owner = {"name": name, "kind": kind, "level": level, "duty": duty, "role": role}
        owners.setdefault(task_id, []).append(owner)
    return owners


def _task(
    task: Row, key: str, rows: list[Row], schools: dict[str, tuple[int, Row]], owners: list[dict[str, Any]]
) -> dict[str, Any]:
    """One task on one date: what is missing, from whom."""
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[3], []).append(row)
    missing = sorted({schools[row[8]] for row in rows})
    return {
        "id": task[0],
        "number": task[1],
        "title": task[2],
        "section": task[3],
        "level": task[4],
        "key": key,
        "start": rows[0][9],
        "obligations": len(rows),
        "deliverables": [
            {"title": group[0][4], "kind": group[0][5], "quantity": group[0][7], "missing": len(group)}
            for group in groups.values()
        ],
        "organisations": [{"number": school[1], "name": school[2], "kind": school[3]} for _rank, school in missing],
        "owners": owners,
    }
