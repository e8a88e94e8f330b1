"""What was found wanting, as it stands: listed, and found by what a person names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from vpr_tracker import NotFound, RuleBroken, UsageError
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.tables import FindingRow, has_tables, table

if TYPE_CHECKING:
    from vpr_tracker import PlanReader

_SAME: Final = (
    "number",
    "template",
    "item",
    "label",
    "text",
    "status",
    "seen",
    "found_on",
    "last_on",
    "fixed_on",
    "closed_on",
    "closed_by",
    "closed_reason",
)
"""What a finding has as it stands in its row."""
_NO_TASK: Final = (None, "waived")
"""States of a finding's task in which it can be made one, or one again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found wanting in a school.

    ``status``: ``open``, ``fixed``, ``closed``, ``withdrawn``; ``seen``: how many runs in a row found it. ``task`` is
    the number of the task that its obligation stands under, and ``due_on`` its day; both ``None`` while it was made no
    task, and again where the plan has that task no more. ``state`` is that obligation's. ``closed_on``, ``closed_by``
    and ``closed_reason`` are of a finding that a person closed.
    """

    finding_id: str
    number: int
    school: str
    template: str
    item: str
    label: str
    text: str
    status: str
    seen: int
    found_on: date
    last_on: date
    fixed_on: date | None
    task: str | None
    due_on: date | None
    obligation_id: str | None
    state: str | None
    closed_on: date | None
    closed_by: str | None
    closed_reason: str | None

    @property
    def step(self) -> str:
        """In the words of a follow-up: ``new``, ``repeated``, ``fixed``, ``closed`` or ``withdrawn``."""
        if self.status != "open":
            return self.status
        return "repeated" if self.seen > 1 else "new"


def of_rows(reader: PlanReader, rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    wanted = {row["id"] for row in rows}
    return [each for each in listed(reader) if each.finding_id in wanted]


def listed(reader: PlanReader, *, school: str | None = None, template: str | None = None) -> list[Finding]:
    """The findings of a plan, in the registry's order of the schools, then by number."""
    own = reader.organisation(school)["id"] if school is not None else None
    rows = [
        row for row in rows_of(reader) if own in (None, row["organisation_id"]) and template in (None, row["template"])
    ]
    schools = {row["id"]: (index, reader.label(row)) for index, row in enumerate(reader.schools())}
    states = task_states(reader, rows)
    tasks = {each: reader.task_with(each) for each in {row["task_id"] for row in rows} if each is not None}
    found = []
    for row in rows:
        place, label = schools.get(row["organisation_id"], (len(schools), row["organisation_id"]))
        state = states[row["number"]]
        task = tasks[row["task_id"]] if state is not None else None
        finding = Finding(
            finding_id=row["id"],
            school=label,
            task=task["number"] if task is not None else None,
            due_on=row["due_on"] if task is not None else None,
            obligation_id=row["obligation_id"] if task is not None else None,
            state=state,
            **{name: row[name] for name in _SAME},
        )
        found.append((place, row["number"], finding))
    return [finding for _place, _number, finding in sorted(found, key=lambda each: each[:2])]


def rows_of(reader: PlanReader) -> list[dict[str, Any]]:
    if not has_tables(reader.connection):
        return []
    rows = table(FindingRow)
    query = select(rows).where(rows.c.plan_id == reader.plan["id"]).order_by(rows.c.number)
    return [dict(row) for row in reader.connection.execute(query).mappings()]


def numbered(reader: PlanReader, numbers: Collection[int]) -> list[dict[str, Any]]:
    found = {row["number"]: row for row in rows_of(reader)}
    if missing := [str(each) for each in numbers if each not in found]:
        raise NotFound(
            _("there is no finding {numbers}").format(numbers=", ".join(missing)), hint="vpr checklist findings"
        )
    return [found[number] for number in sorted(set(numbers))]


def chosen(
    reader: PlanReader, numbers: Sequence[int], *, school: str | None, template: str | None
) -> list[dict[str, Any]]:
    if numbers:
        found = numbered(reader, numbers)
        states = task_states(reader, found)
        see(found, lambda row: None if states[row["number"]] in _NO_TASK else _("made a task already"))
        return found
    if school is None and template is None:
        raise UsageError(
            _("say which findings: their numbers, --school or --template"), hint=_("see them: vpr checklist findings")
        )
    own = reader.organisation(school)["id"] if school is not None else None
    rows = rows_of(reader)
    states = task_states(reader, rows)
    found = [
        row
        for row in rows
        if row["status"] == "open"
        and own in (None, row["organisation_id"])
        and template in (None, row["template"])
        and states[row["number"]] in _NO_TASK
    ]
    if not found:
        raise NotFound(_("there is no open finding that is no task yet"), hint="vpr checklist findings")
    return found


def task_states(reader: PlanReader, rows: Iterable[Mapping[str, Any]]) -> dict[int, str | None]:
    """Number of a finding → state of its task; ``None`` where it is none, or the plan has its row no more."""
    states: dict[str, dict[str, str]] = {}
    found: dict[int, str | None] = {}
    for row in rows:
        task = row["task_id"]
        if task is not None and task not in states:
            stands = reader.task_with(task) is not None
            states[task] = {each["id"]: each["state"] for each in reader.obligations(task)} if stands else {}
        found[row["number"]] = states[task].get(row["obligation_id"]) if task is not None else None
    return found


def see(rows: Sequence[Mapping[str, Any]], against: Callable[[Mapping[str, Any]], str | None]) -> None:
    """See that findings are open, and that nothing else is against it.

    :raises RuleBroken: all that is wrong is named.
    """
    words = {"fixed": _("mended"), "closed": _("closed"), "withdrawn": _("taken back")}
    problems = [
        f"{row['number']}: {problem}"
        for row in rows
        if (problem := words.get(row["status"]) or against(row)) is not None
    ]
    if problems:
        raise RuleBroken(
            _("this cannot be done with these findings"), problems=problems, hint=_("see them: vpr checklist findings")
        )
