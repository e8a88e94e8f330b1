"""Reading the table of a form row by row: each item by the code in its row, wherever that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.cells import Cells
from vpr_tracker_checklists.forms.grid import place
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.answers import Sheet, problems
from vpr_tracker_checklists.templates.model import Item, Template


def read_table(cells: Cells, template: Template, titles: int, *, on: date) -> Sheet:
    """The answers that can be taken; of the others the cells are named.

    :param titles: the row of titles. :param on: the day of the run, or when the form was made.
    """
    items = {item.name: item for item in template.items if item.type != "note"}
    rows = list(_rows(cells, titles, items))
    times = Counter(name for name, _row in rows)
    answers: dict[str, Any] = {}
    notes: dict[str, str] = {}
    evidence: dict[str, tuple[str, ...]] = {}
    for name, row in rows:
        if times[name] > 1:
            cells.reject(place(row, layout.ANSWER), name, lambda: _("the row is there twice"))
            continue
        cells.places[name] = place(row, layout.ANSWER)
        value = cells.read(items[name], cells.places[name], cells.grid.cell(row, layout.ANSWER))
        note = cells.text(name, row, layout.NOTE)
        files = cells.files(name, row)
        answers |= {name: value} if value is not None else {}
        notes |= {name: note} if note else {}
        evidence |= {name: files} if files else {}
    return _checked(cells, template, Sheet(answers=answers, notes=notes, evidence=evidence), on)


def _rows(cells: Cells, titles: int, items: dict[str, Item]) -> Iterator[tuple[str, int]]:
    grid = cells.grid
    for row in range(titles + 1, len(grid.rows) + 1):
        code = grid.cell(row, layout.CODE).value
        filled = [
            column for column in (layout.ANSWER, layout.NOTE, layout.EVIDENCE) if not grid.cell(row, column).empty
        ]
        if isinstance(code, str) and code in items:
            yield code, row
        elif filled:
            cells.doubt(place(row, filled[0]), "", lambda: _("the row is not one of this form"))


def _checked(cells: Cells, template: Template, sheet: Sheet, on: date) -> Sheet:
    """The sheet without the answers that break a constraint."""

    def found() -> dict[str, str]:
        return {each.item: each.message for each in problems(template, sheet, complete=False, on=on)}

    wrong = found()
    for item in wrong:
        cells.reject(cells.places.get(item, ""), item, partial(lambda item: found()[item], item))
    left = {name: value for name, value in sheet.answers.items() if name not in wrong}
    return Sheet(answers=left, notes=sheet.notes, evidence=sheet.evidence)
