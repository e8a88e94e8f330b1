"""Reading a form cell by cell: what a cell says, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from vpr_tracker import split_evidence, without_refused
from vpr_tracker.i18n import speaking
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.grid import NOTHING, Cell, Grid, place
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.answers import AnswerError, read_answer
from vpr_tracker_checklists.templates.model import Item

_SHORT: Final = 200


@dataclass(frozen=True, slots=True)
class Doubt:
    """What cannot be taken: the cell («D12», or «» for the file as a whole), what is wrong, also in Russian.

    ``item``: the name of the item, or ``held_on``, ``inspector``, or nothing.
    """

    cell: str
    item: str
    message: str
    russian: str


def said(cell: str, item: str, say: Callable[[], str]) -> Doubt:
    """A doubt in the language of the run and in Russian, for the letter to the school."""
    with speaking("ru"):
        russian = say()
    return Doubt(cell, item, say(), russian)


@dataclass
class Cells:
    """The cells of one form while they are read.

    :ivar doubts: what cannot be taken; ``rejected``: the items that it keeps from counting.
    :ivar places: item → the cell of its answer; also ``held_on`` and ``inspector``.
    """

    grid: Grid
    doubts: list[Doubt] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def doubt(self, cell: str, item: str, say: Callable[[], str]) -> None:
        """Name what is wrong."""
        self.doubts.append(said(cell, item, say))

    def reject(self, cell: str, item: str, say: Callable[[], str]) -> None:
        """Name what is wrong, and keep its item, where it is one's, from counting."""
        if item:
            self.rejected.append(item)
        self.doubt(cell, item, say)

    def read(self, item: Item, where: str, cell: Cell) -> Any | None:  # noqa: ANN401 -- a JSON value
        """The value in a cell; what is none is named and gives nothing."""
        if self._faulty(item.name, where, cell):
            return None
        try:
            return read_answer(item, cell.value)
        except AnswerError:
            self.reject(where, item.name, lambda: _why(item, cell.value))
            return None

    def text(self, item: str, row: int, column: int) -> str:
        """The text in a cell; ``""`` where there is none, or one that cannot be taken."""
        cell, where = self.grid.cell(row, column), place(row, column)
        if cell.empty or self._faulty(item, where, cell):
            return ""
        text = without_refused(_plain(cell.value))
        if len(text) > layout.LONGEST:
            self.reject(where, item, lambda: _("longer than {n} characters").format(n=layout.LONGEST))
            return ""
        return text

    def short(self, given: tuple[str, Cell] | None, item: str) -> str:
        """A line of a few words in a cell above the table."""
        where, cell = given or ("", NOTHING)
        if cell.empty or self._faulty(item, where, cell):
            return ""
        return " ".join(without_refused(_plain(cell.value)).split())[:_SHORT]

    def files(self, item: str, row: int) -> tuple[str, ...]:
        """The files and links that a row names."""
        files, urls, wrong = split_evidence(self.text(item, row, layout.EVIDENCE))
        if wrong:
            where = place(row, layout.EVIDENCE)
            self.reject(where, item, lambda: _("«{name}» is not the name of a file").format(name=wrong[0][:60]))
        return () if wrong else (*files, *urls)

    def _faulty(self, item: str, where: str, cell: Cell) -> bool:
        if cell.fault == "f":
            self.reject(where, item, lambda: _("a formula; it was not computed: write the value itself"))
        elif cell.fault == "e":
            self.reject(where, item, lambda: _("an error of Excel («{value}»)").format(value=cell.value))
        return bool(cell.fault)


def _why(item: Item, value: object) -> str:
    try:
        read_answer(item, value)
    except AnswerError as error:
        return str(error)
    return ""


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
