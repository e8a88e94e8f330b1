"""A database of a wanted size for the measurements: written straight into the tables, the same at every run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from vpr_tracker.storage import tables
from vpr_tracker.storage.base import TableBase, table_of
from vpr_tracker.storage.engine import open_engine
from vpr_tracker.storage.migrate import upgrade

TASKS = 40
DELIVERABLES = 5
STATES = ("expected", "expected", "expected", "submitted", "accepted", "accepted", "returned", "waived")
PERIOD = (date(2023, 1, 1), date(2023, 12, 31))
ON = date(2023, 2, 10)
BATCH = 5_000


def make(path: Path, obligations: int) -> Path:
    """A plan of 40 tasks with 5 deliverables each, owed by as many schools as ``obligations`` asks for.

    Every fourth task is due each month, so that there are occurrences of one task as well as of many.
    """
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    with engine.begin() as connection:
        for model, rows in _rows(obligations):
            connection.execute(table_of(model).insert(), rows)
    engine.dispose()
    return path


def _id(name: str) -> str:
    """An identifier as wide and as scattered as the real ones, 32 hexadecimal digits, but the same at every run."""
    return blake2b(name.encode(), digest_size=16).hexdigest()


def _rows(obligations: int) -> Iterator[tuple[type[TableBase], list[dict[str, Any]]]]:
    yield tables.Organisation, [{"id": _id("committee"), "kind": "committee", "name": "Комитет образования"}]
    yield tables.Plan, [_plan()]
    occurrences = [(task, row) for task in range(TASKS) for row in _occurrences(task)]
    owed = [(row, _id(f"t{task}-d{n}")) for task, row in occurrences for n in range(DELIVERABLES)]
    schools = -(-obligations // len(owed))
    yield (
        tables.Organisation,
        [
            {
                "id": _id(f"s{n}"),
                "kind": "school",
                "number": str(n),
                "name": f"Школа №{n}",
                "committee_id": _id("committee"),
            }
            for n in range(schools)
        ],
    )
    yield (
        tables.PlanSchool,
        [
            {
                "id": _id(f"p-s{n}"),
                "plan_id": _id("plan"),
                "organisation_id": _id(f"s{n}"),
                "joined_on": PERIOD[0],
                "position": n + 1,
            }
            for n in range(schools)
        ],
    )
    yield tables.Task, [_task(n) for n in range(TASKS)]
    yield tables.Deliverable, [_deliverable(task, n) for task in range(TASKS) for n in range(DELIVERABLES)]
    yield tables.Occurrence, [row for _task_number, row in occurrences]
    batch: list[dict[str, Any]] = []
    for number in range(obligations):
        school, place = divmod(number, len(owed))
        batch.append(_obligation(number, *owed[place], _id(f"s{school}")))
        if len(batch) == BATCH:
            yield tables.Obligation, batch
            batch = []
    if batch:
        yield tables.Obligation, batch


def _plan() -> dict[str, Any]:
    return {
        "id": _id("plan"),
        "committee_id": _id("committee"),
        "position": 1,
        "title": "План работы на 2023 год",
        "period_start": PERIOD[0],
        "period_end": PERIOD[1],
        "approved_on": PERIOD[0],
        "imported_at": datetime(2023, 1, 9, tzinfo=UTC),
        "time_zone": "Europe/Moscow",
        "utc_offset_minutes": 180,
        "soon_days": 7,
        "four_eyes": False,
        "settings": {},
        "extras": {},
        "removed": False,
    }


def _task(n: int) -> dict[str, Any]:
    return {
        "id": _id(f"t{n}"),
        "plan_id": _id("plan"),
        "position": n,
        "number": str(n + 1),
        "title": f"Провести мероприятие с порядковым номером {n + 1} и представить документы о нём",
        "level": "school",
        "printed": "ежемесячно" if n % 4 == 0 else "в установленный срок",
        "needs_review": False,
        "details": [],
        "assumptions": [],
        "depends_on": [],
        "extras": {},
        "removed": False,
    }


def _deliverable(task: int, n: int) -> dict[str, Any]:
    return {
        "id": _id(f"t{task}-d{n}"),
        "task_id": _id(f"t{task}"),
        "position": n,
        "title": f"Документ {n + 1}",
        "kind": "document",
        "per": "school",
        "origin": "result",
        "removed": False,
    }


def _occurrences(task: int) -> list[dict[str, Any]]:
    if task % 4:
        due = PERIOD[0] + timedelta(days=9 * task)
        return [_occurrence(task, "1", None, due)]
    months = [date(2023, month, 1) for month in range(1, 13)]
    ends = [*(month - timedelta(days=1) for month in months[1:]), PERIOD[1]]
    return [_occurrence(task, f"{start:%Y-%m}", start, end) for start, end in zip(months, ends, strict=True)]


def _occurrence(task: int, key: str, start: date | None, end: date) -> dict[str, Any]:
    return {
        "id": _id(f"t{task}-{key}"),
        "plan_id": _id("plan"),
        "task_id": _id(f"t{task}"),
        "key": key,
        "kind": "dated",
        "start_on": start,
        "end_on": end,
        "unconfirmed": False,
        "removed": False,
    }


def _obligation(number: int, occurrence: dict[str, Any], deliverable: str, school: str) -> dict[str, Any]:
    return {
        "id": _id(f"o{number}"),
        "plan_id": _id("plan"),
        "task_id": occurrence["task_id"],
        "deliverable_id": deliverable,
        "occurrence_id": occurrence["id"],
        "organisation_id": school,
        "state": STATES[number % len(STATES)],
        "removed": False,
    }
