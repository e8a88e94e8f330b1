"""The due times of a task as each school has them, and which of them a day belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

Row = Mapping[str, Any]


class DueTimes:
    """The due times of a task, by key: a school's own in the place of everybody's.

    :param rows: as ``PlanReader.due_times`` gives them.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._general: dict[str, Row] = {}
        self._own: dict[str, dict[str, Row]] = {}
        for row in rows:
            school = row["organisation_id"]
            place = self._general if school is None else self._own.setdefault(school, {})
            place[row["key"]] = row

    def of(self, school: str) -> dict[str, Row]:
        """Those of one school."""
        return self._general | self._own.get(school, {})


class Window(NamedTuple):
    """The days of a due time, both inclusive."""

    key: str
    begin: date
    end: date


def windows(due: Iterable[tuple[str, date | None, date | None]]) -> list[Window]:
    """Those due times (key, start, end) that end on a day, by it. Without a start one begins where another ended."""
    found: list[Window] = []
    previous = date.min
    for end, key, start in sorted((end, key, start) for key, start, end in due if end is not None):
        found.append(Window(key, start if start is not None else min(previous, end), end))
        previous = max(previous, end)
    return found


def inside(day: date, found: Sequence[Window]) -> list[str]:
    """The due times that a day lies in."""
    return [each.key for each in found if each.begin <= day <= each.end]


def passed(day: date, found: Sequence[Window]) -> str | None:
    """The last one that ended before a day: what comes then is late for it."""
    return next((each.key for each in reversed(found) if each.end < day), None)
