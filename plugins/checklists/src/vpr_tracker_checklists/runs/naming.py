"""Finding the run that a person named: «4», «№4», «4.2» for its second version, or an identifier."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, or_

from vpr_tracker import NotFound, RuleBroken
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.model import Run
from vpr_tracker_checklists.runs.rows import RUNS, Row, run_of, run_rows
from vpr_tracker_checklists.tables import has_tables

_NUMBERED: Final = re.compile(r"(?:№\s*)?([0-9]{1,9})(?:\.([0-9]{1,6}))?")
_ID_PART: Final = 6


def find_row(connection: Connection, which: str | int) -> Row:
    """The row of the version that is named; of a number alone, the newest version: the draft where there is one.

    :raises NotFound: there is none.
    :raises RuleBroken: a part of an identifier fits several.
    """
    wanted = str(which).strip()
    numbered = _NUMBERED.fullmatch(wanted)
    found: list[Row] = []
    if has_tables(connection):
        if numbered is not None:
            found = run_rows(connection, RUNS.c.number == int(numbered[1]))
            found = [row for row in found if numbered[2] is None or row["version"] == int(numbered[2])]
            found = sorted(found, key=lambda row: row["version"])[-1:]
        if not found and len(wanted) >= _ID_PART:
            found = run_rows(connection, or_(RUNS.c.id == wanted, RUNS.c.id.startswith(wanted, autoescape=True)))
            found = [row for row in found if row["id"] == wanted] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise RuleBroken(
            _("«{which}» fits several runs").format(which=wanted),
            problems=[called(run_of(row)) for row in found],
            hint=_("name the run by its number"),
        )
    raise NotFound(
        _("there is no run «{which}»").format(which=wanted), hint=_("list the runs: vpr checklist list"), where=wanted
    )


def versions_of(connection: Connection, series: str) -> list[Row]:
    """All versions of a run, by version."""
    return sorted(run_rows(connection, RUNS.c.series == series), key=lambda row: int(row["version"]))


def the(rows: Sequence[Row], status: str) -> Row | None:
    """The one version with a status, where there is one; of replaced ones the last."""
    return next((row for row in reversed(rows) if row["status"] == status), None)


def called(run: Run) -> str:
    """A run in a line: «№4 · Разделы сайта · 20.03.2023 · 7»."""
    return f"{subject(run.number, run.title, run.held_on)} · {run.school}"


def subject(number: int, title: str, day: date) -> str:
    """A run as the journal names it; the school stands there beside it."""
    return f"№{number} · {title} · {day.day:02}.{day.month:02}.{day.year}"


def about(row: Mapping[str, Any], title: str) -> dict[str, Any]:
    """What the journal says of a change to a run."""
    return {
        "plan": row["plan_id"],
        "organisation": row["organisation_id"],
        "subject": subject(row["number"], title, row["held_on"]),
    }


def folded(name: str) -> str:
    """A name for comparing: no case, no blanks, ё as е."""
    return "".join(name.split()).casefold().replace("ё", "е")
