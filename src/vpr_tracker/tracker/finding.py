"""Finding what a person named: a plan, a task, a school, an event, in the words that people use."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection

from vpr_tracker.domain.absent import no_such_school, no_such_task
from vpr_tracker.domain.texts import part_of
from vpr_tracker.errors import NotFound, RuleBroken, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.tables import Organisation

_QUOTES: Final = str.maketrans("", "", "«»\"'“”„`")
_NUMBER: Final = re.compile(r"(?:№|n|no\.?)?\s*(\d+[а-яёa-z]?)", re.IGNORECASE)
_ID_PART: Final = 6
"""So many characters of an identifier are enough to name something by it."""


def folded(text: str) -> str:
    """A text for comparing: no case, ё as е, no quotation marks, single spaces."""
    return " ".join(text.translate(_QUOTES).replace("\u00a0", " ").casefold().replace("ё", "е").split())


def find_plan(connection: Connection, which: str | None) -> Row:
    """The plan named by identifier, place in the list, title or part of it; the only one where nothing is named.

    :raises NotFound: there is none.
    :raises UsageError: several fit; they are listed.
    """
    rows = reading.plans(connection)
    if not rows:
        raise NotFound(_("no plan has been imported yet"), hint=_("import a plan first: vpr import FILE.docx"))
    if which is None:
        found = list(rows)
    else:
        wanted = which.strip()
        found = [row for row in rows if row["id"] == wanted or str(row["position"]) == wanted]
        found = found or [row for row in rows if len(wanted) >= _ID_PART and row["id"].startswith(wanted)]
        found = found or [row for row in rows if folded(row["title"]) == folded(wanted)]
        found = found or [row for row in rows if part_of(folded(row["title"]), folded(wanted))]
    if len(found) == 1:
        return found[0]
    listed = [f"{row['position']}: {row['title']}" for row in found or rows]
    if found:
        raise UsageError(_("there are several plans"), problems=listed, hint=_("say which: --plan NUMBER or TITLE"))
    raise NotFound(_("there is no plan «{which}»").format(which=which), problems=listed)


def find_task(connection: Connection, plan: Row, which: str) -> Row:
    """The task with this printed number or identifier.

    :raises NotFound: there is none.
    :raises RuleBroken: the plan prints the number twice; the tasks are listed with their identifiers.
    """
    rows = reading.tasks(connection, plan["id"])
    wanted = which.strip().removeprefix("№").strip().rstrip(".")
    found = [row for row in rows if row["number"].strip().rstrip(".") == wanted or row["id"] == wanted]
    found = found or [row for row in rows if len(wanted) >= _ID_PART and row["id"].startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise no_such_task(which, (row["number"] for row in rows))
    raise RuleBroken(
        _("the plan has several tasks «{number}»").format(number=which),
        problems=[f"{row['id']}: {row['title']}" for row in found],
        hint=_("name the task by its identifier"),
    )


def find_organisation(connection: Connection, plan: Row, which: str) -> Row:
    """A school of the plan, by number («4», «№4»), name, part of its name or identifier; or the committee by name."""
    schools = reading.plan_schools(connection, plan["id"])
    committee = reading.one(connection, Organisation, plan["committee_id"])
    rows = [*schools, committee] if committee is not None else list(schools)
    return pick(
        rows,
        which,
        number=lambda row: row["number"],
        name=lambda row: row["name"],
        missing=no_such_school(which, (label(row) for row in schools)),
    )


def pick(
    rows: Sequence[Row],
    which: str,
    *,
    number: Callable[[Row], str | None],
    name: Callable[[Row], str],
    missing: NotFound,
) -> Row:
    """The one row that is named by number, whole name, part of a name, or identifier.

    :raises NotFound: none fits.
    :raises RuleBroken: several fit equally well; they are listed.
    """
    wanted = folded(which)
    written = _NUMBER.fullmatch(wanted)
    plain = written.group(1) if written else wanted
    attempts: tuple[Callable[[Row], bool], ...] = (
        lambda row: row["id"] == which.strip(),
        lambda row: number(row) is not None and folded(str(number(row))) in (wanted, plain),
        lambda row: folded(name(row)) == wanted,
        lambda row: bool(wanted) and written is None and wanted in folded(name(row)),
    )
    for attempt in attempts:
        found = [row for row in rows if attempt(row)]
        if len(found) == 1:
            return found[0]
        if found:
            raise RuleBroken(
                _("«{name}» fits several").format(name=which), problems=[name(row) for row in found], hint=missing.hint
            )
    raise missing


def label(row: Row) -> str:
    """How a school is called in a line: its number, else its name."""
    return str(row["number"] or row["name"])


def find_event(connection: Connection, committee: str, which: str) -> Row:
    """An event of a committee by name, part of its name or identifier."""
    rows = reading.events(connection, committee)
    return pick(
        rows,
        which,
        number=lambda _row: None,
        name=lambda row: row["name"],
        missing=NotFound(
            _("there is no event «{name}»").format(name=which),
            hint=_("events: {names}").format(names=", ".join(row["name"] for row in rows) or "—"),
        ),
    )
