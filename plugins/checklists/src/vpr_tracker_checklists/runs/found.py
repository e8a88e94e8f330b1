"""What was found wanting, as it stands: listed, and found by what a person names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from vpr_tracker import NotFound, RuleBroken, UsageError
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.links import has_tables, table
from vpr_tracker_checklists.tables import FindingRow

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
    rows = table(FindingRow)
    query = select(rows).where(rows.c.plan_id == reader.plan["id"])
    if school is not None:
        query = query.where(rows.c.organisation_id == reader.organisation(school)["id"])
    if template is not None:
        query = query.where(rows.c.template == template)
    schools = {row["id"]: (index, reader.label(row)) for index, row in enumerate(reader.schools())}
    states: dict[str, str] = {}
    numbers: dict[str | None, str | None] = {None: None}
    found = []
    for row in reader.connection.execute(query).mappings():
        if row["task_id"] not in numbers:
            task = reader.task_with(row["task_id"])
            numbers[row["task_id"]] = task["number"] if task is not None else None
            states |= {each["id"]: each["state"] for each in reader.obligations(row["task_id"])}
        number = numbers[row["task_id"]]
        place, label = schools.get(row["organisation_id"], (len(schools), row["organisation_id"]))
        finding = Finding(
            finding_id=row["id"],
            school=label,
            task=number,
            due_on=row["due_on"] if number is not None else None,
            obligation_id=row["obligation_id"] if number is not None else None,
            state=states.get(row["obligation_id"]) if number is not None else None,
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
        see(found, lambda row: _("made a task already") if stands(reader, row) else None)
        return found
    if school is None and template is None:
        raise UsageError(_("say which findings: their numbers, --school or --template"))
    own = reader.organisation(school)["id"] if school is not None else None
    found = [
        row
        for row in rows_of(reader)
        if row["status"] == "open"
        and own in (None, row["organisation_id"])
        and template in (None, row["template"])
        and not stands(reader, row)
    ]
    if not found:
        raise NotFound(_("there is no open finding that is no task yet"), hint="vpr checklist findings")
    return found


def stands(reader: PlanReader, row: Mapping[str, Any]) -> bool:
    """Whether a finding is a task of the plan: it was made one, and the plan still has the row it stands under."""
    return row["task_id"] is not None and reader.task_with(row["task_id"]) is not None


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
