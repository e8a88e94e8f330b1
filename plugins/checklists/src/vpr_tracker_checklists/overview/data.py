"""Overviews as JSON: what ``vpr checklist overview --json`` prints."""

from __future__ import annotations

from typing import Any, Final

from vpr_tracker_checklists.overview.model import Basis, Look, OverTime, Overview, School, Visit

SCHEMA: Final = "vpr-tracker/checklist-overview/1"
OVER_TIME_SCHEMA: Final = "vpr-tracker/checklist-over-time/1"


def overview_data(found: Overview) -> dict[str, Any]:
    """Schools × items on a day."""
    answers = _Answers(found.basis)
    return {
        **_basis(found.basis),
        "schools": [
            {**_school(row.school), "run": None if row.look is None else {**_run(row.look), **answers.of(row.look)}}
            for row in found.rows
        ],
    }


def over_time_data(found: OverTime) -> dict[str, Any]:
    """Every run of each school, with what it found anew, again and mended."""
    answers = _Answers(found.basis)
    return {
        **_basis(found.basis),
        "by": found.by,
        "columns": [{"key": span.key, "start": span.start, "end": span.end} for span in found.spans],
        "schools": [
            {
                **_school(course.school),
                "runs": [{**_run(each.look), **answers.of(each.look), **_step(each)} for each in course.visits],
            }
            for course in found.courses
        ],
    }


class _Answers:
    """What runs say of the items of an overview, by the items' names."""

    def __init__(self, basis: Basis) -> None:
        self._names = [item.name for item in basis.items]
        self._known = frozenset(self._names)
        self._not_asked: dict[frozenset[str], list[str]] = {}

    def of(self, look: Look) -> dict[str, Any]:
        """The answers that count; items that are findings, that were not asked, that have no answer."""
        unasked, given = look.judged.unasked, look.answers
        if not self._known.issuperset(given) or not unasked.isdisjoint(given):
            given = {name: value for name, value in given.items() if name in self._known and name not in unasked}
        if unasked not in self._not_asked:
            self._not_asked[unasked] = [name for name in self._names if name in unasked]
        not_asked = self._not_asked[unasked]
        complete = len(given) + len(not_asked) == len(self._names)
        return {
            "answers": given,
            "findings": [name for name in look.judged.wanting if name in self._known],
            "not_asked": not_asked,
            "missing": [] if complete else [name for name in self._names if name not in given and name not in unasked],
        }


def _basis(basis: Basis) -> dict[str, Any]:
    template, numbers = basis.template, basis.numbers
    sections = {item.name: section.label for section in template.sections for item in section.items}
    return {
        "plan": {"plan_id": basis.plan_id, "title": basis.plan_title},
        "template": {
            "name": template.name,
            "title": template.title,
            "version": template.version,
            "template_id": template.digest,
        },
        "on": basis.on,
        "items": [
            {
                "number": numbers[item.name],
                "name": item.name,
                "section": sections[item.name],
                "label": item.label,
                "type": item.type,
                "unit": item.unit or None,
                "choices": [
                    {"name": choice.name, "label": choice.label, "finding": choice.finding} for choice in item.choices
                ],
            }
            for item in basis.items
        ],
        "older": [
            {"template_id": each.template_id, "runs": each.runs, "gone": each.gone, "unknown": each.unknown}
            for each in basis.older
        ],
        "left_out": basis.left,
    }


def _school(school: School) -> dict[str, Any]:
    return {"organisation_id": school.organisation_id, "number": school.number, "name": school.name}


def _run(look: Look) -> dict[str, Any]:
    return {
        "number": look.number,
        "version": look.version,
        "held_on": look.held_on,
        "inspector": look.inspector,
    }


def _step(visit: Visit) -> dict[str, Any]:
    step = visit.step
    return {
        "column": visit.span,
        "new": step.new,
        "repeated": step.repeated,
        "fixed": step.fixed,
        "open": step.open,
    }
