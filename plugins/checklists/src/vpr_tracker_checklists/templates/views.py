"""Templates for people and programs: the lines of a listing, the fields of the JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker_checklists.templates.fields import Fault
    from vpr_tracker_checklists.templates.model import Item, Section, Template
    from vpr_tracker_checklists.templates.shelf import Entry

TYPES: Final = {
    "select_multiple": N_("several of"),
    "integer": N_("whole number"),
    "decimal": N_("number"),
    "date": N_("day"),
    "text": N_("text"),
    "note": N_("not a question"),
}


def answers_line(item: Item) -> Iterator[str]:
    """What may be answered, when it is asked, what is a finding: «site_opens: да · нет (finding)»."""
    if item.choices:
        bad = _("a finding")
        labels = " · ".join(f"{each.label} ({bad})" if each.finding else each.label for each in item.choices)
        kind = f"{_(TYPES[item.type])}: {labels}" if item.type == "select_multiple" else labels
    else:
        kind = f"{_(TYPES[item.type])}, {item.unit}" if item.unit else _(TYPES[item.type])
    yield f"{item.name}: {kind}"
    if item.threshold:
        yield _("a finding unless: {threshold}").format(threshold=item.threshold)
    if item.relevant:
        yield _("asked if: {relevant}").format(relevant=item.relevant)
    if item.constraint:
        yield _("must be: {constraint}").format(constraint=item.constraint)
    notes = [_("with evidence")] if item.evidence else []
    notes += [_("may be summed up")] if item.total else []
    if notes:
        yield ", ".join(notes)


def entry_data(entry: Entry) -> dict[str, Any]:
    """A line of the list as JSON; of a file that cannot be used its name, path and problems."""
    template = entry.template
    return {
        "name": entry.name,
        "path": str(entry.path) if entry.path is not None else None,
        "title": template.title if template is not None else None,
        "description": template.description if template is not None else None,
        "version": template.version if template is not None else None,
        "per": template.per if template is not None else None,
        "by": template.by if template is not None else None,
        "tasks": list(template.tasks) if template is not None else [],
        "items": len(list(template.items)) if template is not None else None,
        "problems": [] if entry.error is None else list(entry.error.problems) or [entry.error.message],
    }


def template_data(template: Template) -> dict[str, Any]:
    """A whole template as JSON."""
    return {
        "name": template.name,
        "title": template.title,
        "description": template.description,
        "version": template.version,
        "per": template.per,
        "by": template.by,
        "tasks": list(template.tasks),
        "digest": template.digest,
        "sections": [_section_data(section) for section in template.sections],
    }


def _section_data(section: Section) -> dict[str, Any]:
    return {"name": section.name, "label": section.label, "items": [_item_data(item) for item in section.items]}


def _item_data(item: Item) -> dict[str, Any]:
    return {
        "name": item.name,
        "type": item.type,
        "label": item.label,
        "hint": item.hint,
        "required": item.required,
        "relevant": item.relevant,
        "constraint": item.constraint,
        "constraint_message": item.constraint_message,
        "choices": [{"name": each.name, "label": each.label, "finding": each.finding} for each in item.choices],
        "unit": item.unit,
        "threshold": item.threshold,
        "evidence": item.evidence,
        "weight": item.weight,
        "finding": item.finding,
        "total": item.total,
    }


def fault_data(fault: Fault) -> dict[str, Any]:
    """A fault as JSON."""
    return {"line": fault.line, "place": fault.place, "message": fault.message, "cure": fault.cure}
