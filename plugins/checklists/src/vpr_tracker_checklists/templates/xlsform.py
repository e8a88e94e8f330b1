"""A template as an XLSForm workbook (https://xlsform.org/en/), which KoboToolbox and ODK take.

What XLSForm has no word for (thresholds, findings, weights) stands on a sheet of its own, which those programs pass
over. The school, the day and who fills it in are asked first: there they are questions like others.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from vpr_tracker_checklists.templates.model import Item, Template

SURVEY: Final = (
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
)
CHOICES: Final = ("list_name", "name", "label")
SETTINGS: Final = ("form_title", "form_id", "version", "style")
EXTRAS: Final = ("name", "unit", "threshold", "findings", "finding", "evidence", "weight", "total")
RUN: Final = (
    ("text", "vpr_school", "Школа"),
    ("date", "vpr_held_on", "День"),
    ("text", "vpr_inspector", "Кто заполняет"),
)
"""What a run has besides its answers."""
EVIDENCE_SUFFIX: Final = "_evidence"
_PREFIX: Final = "section_"
_YES_NO: Final = {("yes", "no"): "yes_no", ("yes", "no", "na"): "yes_no_na"}
_MADE: Final = datetime(2023, 1, 1)  # noqa: DTZ001 -- workbooks know no zone; the same file for the same template


def xlsform_bytes(template: Template) -> bytes:
    """The workbook as a file's content."""
    import openpyxl

    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    settings = (template.title, template.name.replace("-", "_"), str(template.version), "pages")
    for title, columns, rows in (
        ("survey", SURVEY, survey(template)),
        ("choices", CHOICES, choices(template)),
        ("settings", SETTINGS, [settings]),
        ("vpr_tracker", EXTRAS, extras(template)),
    ):
        _fill(book.create_sheet(title), columns, rows)
    book.properties.created = book.properties.modified = _MADE
    book.properties.creator = "vpr-tracker"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def survey(template: Template) -> list[Sequence[str]]:
    """The rows of the sheet «survey», a group for each section."""
    taken = {item.name for item in template.items}
    rows: list[Sequence[str]] = [("begin_group", _free("vpr_run", taken), "Кто, где и когда", *_blank(5))]
    rows += [(kind, _free(name, taken), label, "", "yes", *_blank(3)) for kind, name, label in RUN]
    rows.append(("end_group", *_blank(7)))
    for section in template.sections:
        rows.append(("begin_group", _free(_PREFIX + section.name, taken), section.label, *_blank(5)))
        for item in section.items:
            rows.extend(_questions(item, taken))
        rows.append(("end_group", *_blank(7)))
    return rows


def choices(template: Template) -> list[Sequence[str]]:
    """The rows of the sheet «choices», each list once."""
    lists = {_list(item): item.choices for item in template.items if item.choices}
    return [(name, choice.name, choice.label) for name, each in lists.items() for choice in each]


def extras(template: Template) -> list[Sequence[str]]:
    """What XLSForm has no column for."""
    return [
        (
            item.name,
            item.unit,
            item.threshold,
            " ".join(choice.name for choice in item.choices if choice.finding),
            item.finding,
            "yes" if item.evidence else "",
            str(item.weight),
            "yes" if item.total else "",
        )
        for item in template.items
        if item.type != "note"
    ]


def _questions(item: Item, taken: set[str]) -> Iterator[Sequence[str]]:
    unit = f"({item.unit})" if item.unit else ""
    yield (
        f"{item.type} {_list(item)}" if item.choices else item.type,
        item.name,
        item.label,
        " ".join(part for part in (item.hint, unit) if part),
        "yes" if item.required else "",
        item.relevant,
        item.constraint,
        item.constraint_message,
    )
    if item.evidence:
        answered = f"(${{{item.name}}} != '')"
        relevant = f"({item.relevant}) and {answered}" if item.relevant else answered
        name = _free(item.name + EVIDENCE_SUFFIX, taken)
        yield "file", name, f"Подтверждение: {item.label}", "", "", relevant, "", ""


def _list(item: Item) -> str:
    return _YES_NO.get(tuple(choice.name for choice in item.choices), f"list_{item.name}")


def _free(name: str, taken: set[str]) -> str:
    """A name that nothing else of the form has; from now on it is taken."""
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _blank(count: int) -> tuple[str, ...]:
    return ("",) * count


def _fill(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:  # noqa: ANN401 -- openpyxl's
    for line, row in enumerate([columns, *rows], start=1):
        for position, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(line, position)
                cell.value = text
                cell.data_type = "s"  # a label that begins with «=» is no formula
    sheet.freeze_panes = "A2"
    for position, column in enumerate(columns):
        sheet.column_dimensions["ABCDEFGHIJ"[position]].width = 50 if column in ("label", "hint") else 22
