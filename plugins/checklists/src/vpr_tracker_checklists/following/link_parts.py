"""What a person names of a link, found in the plan and the template: schools, sums, results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker import NotFound, RuleBroken, UsageError
from vpr_tracker_checklists.i18n import _

if TYPE_CHECKING:
    from vpr_tracker import PlanReader
    from vpr_tracker_checklists.templates.model import Template

WHOLE_TASK: Final = ""
"""Among results: the task itself, where it asks for nothing by name."""


def schools_of(reader: PlanReader, named: Sequence[str]) -> list[str] | None:
    """Identifiers of the schools that are named; ``None`` where none is: all are meant."""
    if not named:
        return None
    wanted = {reader.organisation(each)["id"] for each in named}
    committee = wanted & {reader.plan["committee_id"]}
    if committee:
        raise UsageError(_("a checklist is kept about schools, not about the committee"), where="--school")
    return [row["id"] for row in reader.schools() if row["id"] in wanted]


def totals_of(
    reader: PlanReader, task: Mapping[str, Any], template: Template, named: Mapping[str, str]
) -> dict[str, str]:
    """Number item → identifier of the result whose progress is its sum."""
    numbers = {item.name: item for item in template.items if item.type in ("integer", "decimal")}
    found: dict[str, str] = {}
    for item, which in named.items():
        if item not in numbers:
            raise NotFound(
                _("«{template}» has no number «{item}»").format(template=template.name, item=item),
                problems=[f"{each.name}: {each.label}" for each in numbers.values()],
            )
        result = reader.result(task, which)
        if result["quantity"] is None:
            raise RuleBroken(
                _("the result «{title}» asks for no quantity").format(title=result["title"]),
                hint=_("name a result that has one"),
            )
        found[item] = result["id"]
    return found


def results_of(
    reader: PlanReader, task: Mapping[str, Any], named: Sequence[str] | None, totals: Mapping[str, str]
) -> list[str]:
    """Identifiers of the results that are fulfilled once all runs are there.

    By default all but papers, sums, and numbers that have to be counted («30 pupils»); a number of people who are to be
    there each time («two observers») is what runs look at.
    """
    if named is not None:
        return [reader.result(task, which)["id"] for which in named]
    rows = reader.results(task["id"])
    if not rows:
        return [WHOLE_TASK]
    return [
        row["id"]
        for row in rows
        if row["id"] not in totals.values()
        and row["kind"] != "document"
        and (row["quantity"] is None or (row["kind"] == "action" and row["per"] == "occurrence"))
    ]
