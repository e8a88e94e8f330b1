"""A form as CSV, for schools without a program for workbooks: the same rows, and what it is in its last lines."""

from __future__ import annotations

from typing import Final

from vpr_tracker import csv_text, without_refused
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.identity import packed
from vpr_tracker_checklists.forms.layout import Form
from vpr_tracker_checklists.templates.model import Section

MARK: Final = "#"
"""Begins a line that says what the form is: ``#name=value`` in one cell, for programs that make a day or a number of a
value that stands alone. Such lines are not to be changed."""
_CHUNK: Final = 8_000


def csv_bytes(form: Form) -> bytes:
    """The table as a file's content, as Excel on a Russian Windows opens it: UTF-8 with a mark, semicolons."""
    return csv_text([without_refused(cell) for cell in row] for row in _rows(form)).encode("utf-8-sig")


def _rows(form: Form) -> list[list[str]]:
    day = f"{form.day:%d.%m.%Y}" if form.day is not None else ""
    rows = [
        ["", form.template.title],
        ["", form.school],
        ["", " ".join(form.plan_title.split())],
        ["", layout.DAY, "", day],
        ["", layout.BY[form.template.by], "", form.inspector],
        ["", layout.VERSION, "", "1", layout.VERSION_HELP],
        list(layout.TITLES.values()),
    ]
    for number, each in layout.numbered(form.template):
        if isinstance(each, Section):
            rows.append(["", number, each.label])
        elif each.type == "note":
            rows.append(["", "", each.label])
        else:
            about = ". ".join(part for part in (layout.asked(each), layout.explained(each)) if part)
            rows.append([each.name, number, about, "", "", "", layout.allowed(each)])
    rows += [[], [MARK, "Строки ниже говорят, что это за форма: не меняйте их"]]
    rows += [[f"{MARK}{name}={value}"] for name, value in form.identity.facts().items()]
    body = packed(form.template.body)
    return [*rows, *([f"{MARK}body={body[start : start + _CHUNK]}"] for start in range(0, len(body), _CHUNK))]
