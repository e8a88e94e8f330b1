"""Reading the table of a form row by row: each item by the code in its row, wherever that stands.

Programs let rows be deleted, added and copied, in CSV and in a workbook that lost its protection. So that nothing is
lost without a word, rows that are gone and rows that the form never had are told of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.cells import Cells
from vpr_tracker_checklists.forms.grid import place
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.model import NO_ITEM
from vpr_tracker_checklists.templates.answers import Sheet, asked, problems
from vpr_tracker_checklists.templates.model import Item, Template

_WRITTEN: Final = (layout.ANSWER, layout.NOTE, layout.EVIDENCE, layout.CODE)
"""What makes a row more than a heading, the cell that is named first."""


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
    sheet = _checked(cells, template, Sheet(answers=answers, notes=notes, evidence=evidence), on)
    _name_gone(cells, [name for name in items if name not in times], asked(template, sheet.answers, on=on))
    return sheet


def _rows(cells: Cells, titles: int, items: dict[str, Item]) -> Iterator[tuple[str, int]]:
    """The rows of items.

    A row that the form never had is named. An answer in it would be lost, so it keeps the form a draft; a remark or a
    name in it does not.
    """
    grid = cells.grid
    for row in range(titles + 1, len(grid.rows) + 1):
        code = grid.cell(row, layout.CODE).value
        filled = [column for column in _WRITTEN if not grid.cell(row, column).empty]
        if isinstance(code, str) and code in items:
            yield code, row
        elif layout.ANSWER in filled:
            cells.rejected.append(NO_ITEM)
            where = place(row, layout.ANSWER)
            cells.doubt(where, "", lambda: _("the row is not one of this form, its answer belongs to no question"))
        elif filled:
            cells.doubt(place(row, filled[0]), "", lambda: _("the row is not one of this form"))


def _name_gone(cells: Cells, gone: Sequence[str], wanted: Sequence[Item]) -> None:
    """Name the items whose rows are gone, and keep the form a draft, where one of them would be asked.

    Then all of them: what else would be asked cannot be known. Rows that are not asked may be deleted.
    """
    if any(item.name in gone for item in wanted):
        for name in gone:
            cells.reject("", name, lambda: _("its row is gone from the form: fill in the form as it was sent"))


def _checked(cells: Cells, template: Template, sheet: Sheet, on: date) -> Sheet:
    """The sheet without the answers that break a constraint."""

    def found() -> dict[str, str]:
        return {each.item: each.message for each in problems(template, sheet, complete=False, on=on)}

    wrong = found()
    for item in wrong:
        cells.reject(cells.places.get(item, ""), item, partial(lambda item: found()[item], item))
    left = {name: value for name, value in sheet.answers.items() if name not in wrong}
    return Sheet(answers=left, notes=sheet.notes, evidence=sheet.evidence)
