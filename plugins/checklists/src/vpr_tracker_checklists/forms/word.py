"""The Word form: the data of a blank form of a template for a school, or of a run. Russian, like all documents.

``vpr doc make checklist --number 4`` prints run №4; ``vpr doc make checklist-day-control --school 4`` a blank form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker import BadInput
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.kinds import target_of
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.answers import Sheet, show_answer
from vpr_tracker_checklists.templates.model import Item, Section, Template
from vpr_tracker_checklists.templates.shelf import shelf

if TYPE_CHECKING:
    from vpr_tracker import Tracker

BOX, TICKED = "☐", "☒"
LINE: Final = "____________________"
_SHORT: Final = {"не применимо": "н.п."}
_PREFIX: Final = target_of("")


def __getattr__(name: str) -> Callable[..., Mapping[str, Any]]:
    """``blank_…``: what gives the data of blank forms; kinds of documents name a thing of a module."""
    if not name.startswith(_PREFIX):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def blank(tracker: Tracker, *, plan_id: str, school: str | None = None) -> Mapping[str, Any]:
        on_shelf = shelf()
        (template,) = [on_shelf.get(each) for each in on_shelf.names() if target_of(each) == name]
        called = ""
        with tracker.plan_reader(plan_id) as reader:
            title = reader.plan["title"]
            if school is not None:
                called = reader.organisation(school)["name"]
        return _data(template, title, school=called)

    return blank


def run(tracker: Tracker, *, plan_id: str, number: str | None = None) -> Mapping[str, Any]:
    """The data of a run.

    :raises BadInput: no run is named.
    """
    from vpr_tracker_checklists.runs.book import RunBook

    if number is None:
        raise BadInput(
            _("the document «checklist» shows a run: name it"),
            hint=_("--number 4; blank forms are of the kind checklist-TEMPLATE: vpr doc list"),
            where="--number",
        )
    book = RunBook(tracker, shelf())
    found = book.find(number)
    with tracker.plan_reader(found.plan_id) as reader:
        title = reader.plan["title"]
    return _data(
        book.template(found),
        title,
        school=found.school_name,
        day=found.held_on,
        inspector=found.inspector,
        sheet=found.sheet,
        draft=found.status == "draft",
    )


def _data(
    template: Template,
    plan: str,
    *,
    school: str = "",
    day: date | None = None,
    inspector: str = "",
    sheet: Sheet | None = None,
    draft: bool = False,
) -> Mapping[str, Any]:
    sections: list[dict[str, Any]] = []
    for number, each in layout.numbered(template):
        if isinstance(each, Section):
            sections.append({"number": number, "label": each.label, "rows": []})
        else:
            sections[-1]["rows"].append(_item(number, each, sheet))
    sections[-1]["rows"][-1]["is_last"] = True
    return {
        "form": {
            "title": template.title,
            "school": school,
            "day": f"{day:%d.%m.%Y}" if day is not None else "",
            "by": layout.BY[template.by],
            "inspector": inspector,
            "signed": inspector or LINE,
            "line": LINE,
            "basis": f"Основание: {' '.join(plan.split())}{'. Черновик' if draft else ''}",
            "sections": sections,
        }
    }


def _item(number: str, item: Item, sheet: Sheet | None) -> dict[str, Any]:
    noted = (sheet.notes.get(item.name, ""), "; ".join(sheet.evidence.get(item.name, ()))) if sheet else ()
    return {
        "number": number,
        "label": item.label,
        "hint": "" if sheet is not None and item.type == "select_multiple" else _hint(item),
        "answers": _answers(item, sheet),
        "note": "\n".join(part for part in noted if part),
        "is_last": False,
    }


def _hint(item: Item) -> str:
    parts = [item.hint, "Нужен файл или ссылка" if item.evidence else ""]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _answers(item: Item, sheet: Sheet | None) -> list[str]:
    """Boxes to tick, a line to write on, or what was answered."""
    if item.type == "note":
        return []
    value = sheet.answers.get(item.name) if sheet is not None else None
    if item.choices:
        chosen = value if isinstance(value, list) else [value]
        boxes = [
            f"{TICKED if each.name in chosen else BOX}\u00a0{_SHORT.get(each.label, each.label)}"
            for each in item.choices
        ]
        return ["   ".join(boxes)] if max(map(len, boxes)) <= 6 else boxes
    if sheet is not None:
        return [show_answer(item, value) or "–"]
    if item.type == "date":
        return ["___.___.20___"]
    return [f"________ {item.unit}".rstrip()] if item.type in ("integer", "decimal") else ["______________"]
