"""Who has handed in what: schools × deliverables, ``vpr-tracker/matrix/1``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.domain.absent import no_such_task
from vpr_tracker.domain.words import CONDITIONS
from vpr_tracker.reports import filters
from vpr_tracker.reports.plans import find_plan, today_for
from vpr_tracker.reports.text import fold
from vpr_tracker.storage.conditions import CONDITION_SQL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vpr_tracker.reports.database import Database, Row

SCHEMA: Final = "vpr-tracker/matrix/1"

_TASKS: Final = """SELECT task_id, number, title, section, level, position FROM v_task WHERE plan_id = :plan
 ORDER BY position, task_id"""


def _cells(where: str) -> str:
    return f"""SELECT task_id, deliverable_id, key, organisation_id, deliverable, deliverable_kind,
 deliverable_position, quantity, start_on, end_on, state, progress, submitted_on, accepted_on, late, own,
 {CONDITION_SQL} AS condition
 FROM (SELECT v.*, p.approved_on, p.period_start, c.organisation_id AS own FROM v_obligation v
  JOIN v_plan p ON p.plan_id = v.plan_id JOIN v_occurrence c ON c.occurrence_id = v.occurrence_id
  WHERE v.plan_id = :plan) AS obligations
 WHERE {where}"""


def matrix(
    db: Database,
    *,
    plan: str | None = None,
    on: date | None = None,
    task: str | None = None,
    school: str | None = None,
    owner: str | None = None,
) -> dict[str, Any]:
    """Schools (rows) × deliverables and due times (columns), as ``vpr matrix --json`` prints them.

    Without ``task`` only what schools owe is shown; with it, the committee's part of that task too. A cell is
    ``None`` where that school owes nothing of the column. A school with a date of its own has ``start`` and ``end``
    in its cell.

    :param task: a task's number; all tasks that bear it.
    :param school: number or part of a name.
    :param owner: part of a name, see :func:`vpr_tracker.reports.status.status`.
    :param on: the day; default ``VPR_TODAY``, else today in the plan's time zone.
    :param plan: number, part of the title or id; needed where the database holds several.
    :raises NotFound: plan, task, owner or school does not exist.
    :raises UsageError: several plans, and none was named.
    """
    chosen = find_plan(db, plan)
    today = today_for(chosen, on)
    narrowed = filters.build(db, chosen.plan_id, owner=owner, school=school)
    tasks = {row[0]: row for row in db.rows(_TASKS, {"plan": chosen.plan_id})}
    where = "1 = 1"
    if task is not None:
        narrowed.require(narrowed.one_of("task_id", find_tasks(list(tasks.values()), task)))
    params = {**chosen.params(today), **narrowed.params}
    organisations = filters.schools(db, chosen.plan_id)
    obligations = db.rows(_cells(where + narrowed.sql), params)
    if task is None:
        schools = {row[0] for row in organisations if row[3] == "school"}
        obligations = [row for row in obligations if row[3] in schools]
    columns = _columns(obligations, tasks)
    rows = _rows(obligations, organisations, columns)
    return {
        "schema": SCHEMA,
        "plan": chosen.to_json(),
        "today": today.isoformat(),
        "columns": [column for _place, column in sorted(columns.values(), key=lambda pair: pair[0])],
        "rows": rows,
        "totals": _totals(obligations),
    }


def find_tasks(tasks: Sequence[Row], number: str) -> list[str]:
    """The ids of the tasks with a printed number (rows begin with task_id, number).

    :raises NotFound: there is none; the message lists the numbers that there are.
    """
    wanted = fold(number).removeprefix("№").strip(" .")
    found = [row[0] for row in tasks if fold(row[1]).strip(" .") == wanted]
    if not found:
        raise no_such_task(number, (row[1] for row in tasks), where="--task")
    return found


_ColumnKey = tuple[str, str, str]
_Place = tuple[int, str, int, str, str, str]


def _column_key(row: Row) -> _ColumnKey:
    return row[0], row[1] or "", row[2]


def _columns(obligations: Sequence[Row], tasks: dict[str, Row]) -> dict[_ColumnKey, tuple[_Place, dict[str, Any]]]:
    """The columns by key, each with its place: task, then due time, then deliverable."""
    columns: dict[_ColumnKey, tuple[_Place, dict[str, Any]]] = {}
    for row in obligations:
        key = _column_key(row)
        if key in columns and row[15] is not None:
            continue
        task = tasks[row[0]]
        column = {
            "task": task[1],
            "task_id": task[0],
            "task_title": task[2],
            "deliverable": row[4],
            "kind": row[5],
            "quantity": row[7],
            "key": row[2],
            "start": row[8],
            "end": row[9],
        }
        columns[key] = ((task[5], task[0], row[6], key[1], row[9] or "~", row[2]), column)
    return columns


def _rows(
    obligations: Sequence[Row],
    organisations: Sequence[Row],
    columns: dict[_ColumnKey, tuple[_Place, dict[str, Any]]],
) -> list[dict[str, Any]]:
    order = sorted(columns, key=lambda key: columns[key][0])
    cells: dict[str, dict[_ColumnKey, dict[str, Any]]] = {}
    for row in obligations:
        cells.setdefault(row[3], {})[_column_key(row)] = _cell(row)
    return [
        {
            "school": {"number": number, "name": name, "kind": kind},
            "cells": [cells[organisation].get(key) for key in order],
            "missing": sum(_is_missing(cell) for cell in cells[organisation].values()),
        }
        for organisation, number, name, kind in organisations
        if organisation in cells
    ]


def _cell(row: Row) -> dict[str, Any]:
    return {
        "state": row[10],
        "condition": row[16],
        "progress": row[11],
        "submitted": row[12],
        "accepted": row[13],
        "late": bool(row[14]),
        "start": row[8],
        "end": row[9],
    }


def _is_missing(cell: dict[str, Any]) -> bool:
    return cell["state"] in ("expected", "returned")


def _totals(obligations: Sequence[Row]) -> dict[str, int]:
    conditions = [row[16] for row in obligations]
    return {"total": len(conditions), **{name: conditions.count(name) for name in CONDITIONS}}
