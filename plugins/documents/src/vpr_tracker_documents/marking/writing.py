"""Marks into a Word file: each table's own column of execution is filled, or one is added; nothing else changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.marking.adding import add_column
from vpr_tracker_documents.marking.filling import write
from vpr_tracker_documents.marking.original import Address, Original, PlanRow, open_original
from vpr_tracker_documents.marking.rewriting import replaced
from vpr_tracker_documents.plan.records import columns_of

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

Marks: TypeAlias = Mapping[Address, Sequence[tuple[str, str]]]
"""By the row that a measure begins in: numbers of measures and their marks (a row may hold several)."""


@dataclass(frozen=True, slots=True)
class Written:
    """The marked file, and a remark on every mark that found no place."""

    data: bytes
    remarks: tuple[str, ...]


def write_marks(path: Path, data: bytes, marks: Marks, *, replace: bool = False) -> Written:
    """Write marks into the file at ``path``, whose bytes are ``data``.

    :param replace: put marks in the place of what stands in the column already, not below it.
    :raises BadInput: it is no Word file, or has no table of measures.
    """
    remarks: list[str] = []
    with open_original(path) as package:
        original = Original(package)
        for number, rows in original.tables.items():
            if any(each.layout.execution is not None for each in rows):
                remarks += _fill(original, rows, marks, replace=replace)
            else:
                add_column(original, number, {place: _lines(said) for place, said in marks.items()})
        if original.signed:
            remarks.append(_("the file bears a digital signature, which the marks make void"))
        begun = {each.address for rows in original.tables.values() for each in rows}
        remarks += [_unplaced(numbers) for place, numbers in marks.items() if place not in begun]
        return Written(replaced(data, original.entry, original.written()), tuple(remarks))


def _fill(original: Original, rows: Sequence[PlanRow], marks: Marks, *, replace: bool) -> Iterator[str]:
    """Write the marks of one table into the column that it has; a remark on each that has no cell."""
    cells = {each.address: each for each in rows}
    chosen: dict[Element, list[tuple[str, str]]] = defaultdict(list)
    beside: dict[Element, list[Element]] = {}
    for each in rows:
        said = marks.get(each.address)
        if not said:
            continue
        target = _target(original, each, cells)
        if target is None:
            yield _unplaced(said)
            continue
        cell, neighbours = target
        chosen[cell] += said
        beside[cell] = neighbours
    for cell, said in chosen.items():
        write(original.looks, cell, _lines(said), beside[cell], replace=replace)


def _target(original: Original, each: PlanRow, rows: Mapping[Address, PlanRow]) -> tuple[Element, list[Element]] | None:
    """The cell of a row's column of execution, where it has one to itself, and its neighbours, the nearest first."""
    place = each.layout.execution
    if place is None:
        return None
    column = each.layout.columns[place]
    for cell, index in zip(each.row.cells, columns_of(each.row, each.layout), strict=True):
        if index != place:
            continue
        if not each.layout.inherited and not column.start <= cell.column <= cell.column + cell.span - 1 <= column.end:
            return None
        origin = (each.address[0], cell.origin_row) if cell.merged else each.address
        if origin != each.address and origin not in rows:
            return None
        here = [(tc, spot) for spot, tc in original.cells(origin) if not spot.across]
        at = next((at for at, (_tc, spot) in enumerate(here) if spot.column == cell.column), None)
        if at is None:
            return None
        before, after = [tc for tc, _spot in here[:at]], [tc for tc, _spot in here[at + 1 :]]
        return here[at][0], [*reversed(before), *after]
    return None


def _lines(said: Sequence[tuple[str, str]]) -> list[str]:
    """The lines of a cell: one mark as it is, marks of several measures with their numbers."""
    if len({text for _number, text in said}) == 1:
        return [said[0][1]]
    return [f"{number}: {text}" for number, text in said]


def _unplaced(said: Sequence[tuple[str, str]]) -> str:
    return _("measure {number}: its row has no cell of its own for a mark; «{text}» is not written").format(
        number=", ".join(number for number, _text in said), text="; ".join(text for _number, text in said)
    )
