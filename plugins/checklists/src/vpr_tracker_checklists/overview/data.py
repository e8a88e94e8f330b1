"""Overviews as JSON: what ``vpr checklist overview --json`` prints."""

from __future__ import annotations

from typing import Any, Final

from vpr_tracker_checklists.overview.model import Basis, Cell, Look, OverTime, Overview, School, Visit

SCHEMA: Final = "vpr-tracker/checklist-overview/1"
OVER_TIME_SCHEMA: Final = "vpr-tracker/checklist-over-time/1"


def overview_data(found: Overview) -> dict[str, Any]:
    """Schools × items on a day."""
    items = found.basis.items
    return {
        **_basis(found.basis),
        "schools": [
            {
                **_school(row.school),
                "run": None if row.look is None else _run(row.look),
                "cells": [_cell(cell) for cell in row.cells(items)],
            }
            for row in found.rows
        ],
    }


def over_time_data(found: OverTime) -> dict[str, Any]:
    """Every run of each school, with what it found anew, again and mended."""
    names = [item.name for item in found.basis.items]
    return {
        **_basis(found.basis),
        "by": found.by,
        "columns": [{"key": span.key, "start": span.start, "end": span.end} for span in found.spans],
        "schools": [
            {**_school(course.school), "runs": [_visit(visit, names) for visit in course.visits]}
            for course in found.courses
        ],
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


def _visit(visit: Visit, names: list[str]) -> dict[str, Any]:
    return {
        **_run(visit.look),
        "column": visit.span,
        "new": visit.step.new,
        "repeated": visit.step.repeated,
        "fixed": visit.step.fixed,
        "open": visit.step.open,
        "cells": [_cell(visit.look.cell(name)) for name in names],
    }


def _cell(cell: Cell | None) -> dict[str, Any] | None:
    return None if cell is None else {"state": cell.state, "value": cell.value}
