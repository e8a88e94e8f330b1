"""A column at the right of a table: a cell in every row, wide cells wider, the rest as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from vpr_tracker_documents.marking import widths
from vpr_tracker_documents.marking.original import Address, Original, PlanRow
from vpr_tracker_documents.plan.columns import EXECUTION
from vpr_tracker_documents.plan.layout import is_numbers_row, row_key
from vpr_tracker_documents.plan.text import plain
from vpr_tracker_documents.word.ooxml import whole

if TYPE_CHECKING:
    from vpr_tracker_documents.marking.looks import Looks
    from vpr_tracker_documents.word.ooxml import Element

Part: TypeAlias = Literal["header", "under", "numbers", "task", "other"]


def add_column(original: Original, number: int, marks: Mapping[Address, Sequence[str]]) -> None:
    """Add the column to a plan table and write the marks, by the address of the row that each measure begins in."""
    looks, table = original.looks, original.table(number)
    rows = list(looks.own(table, "tr", "tbl"))
    known = {original.row(each.address): each for each in original.tables[number]}
    parts = _parts(original.tables[number])
    found = widths.widths(looks, table)
    share = widths.percent(looks, table, found)
    widths.apply(looks, table, rows, found)
    column = _Column(looks, found.new, share)
    for row in rows:
        seen = known.get(row)
        part = parts[seen.address] if seen is not None else "other"
        if part == "other" and column.widened(row):
            continue
        lines = [_text(part, seen)] if seen is None or part != "task" else list(marks.get(seen.address, ()))
        column.add(row, lines, part)


def _parts(rows: Sequence[PlanRow]) -> dict[Address, Part]:
    """What each row is: a header (its first row, and those under it), a count of the columns, a measure …"""
    found: dict[Address, Part] = {}
    before: Part = "other"
    for index, each in enumerate(rows):
        layout = each.layout
        part: Part = "other"
        headed = layout.header_row >= 0 and layout.header_row <= index < layout.first_row
        key = row_key(each.row)
        again = len(key) > 1 and (key in layout.labels or _heads_again(key, rows))
        if each.task:
            part = "task"
        elif is_numbers_row(each.row):
            part = "numbers"
        elif headed or again:
            part = "under" if before in ("header", "under") else "header"
        found[each.address] = before = part
    return found


def _heads_again(key: tuple[str, ...], rows: Sequence[PlanRow]) -> bool:
    return any(key in each.layout.labels for each in rows)


def _text(part: Part, seen: PlanRow | None) -> str:
    if part == "header":
        return EXECUTION
    if part == "numbers" and seen is not None:
        counts = [text for cell in seen.row.cells if (text := plain(cell.text).strip("()"))]
        return str(whole(counts[-1]) + 1)
    return ""


class _Column:
    """The new column in one table."""

    def __init__(self, looks: Looks, width: int, share: str | None) -> None:
        self.looks, self.width, self.share = looks, width, share

    def widened(self, row: Element) -> bool:
        """Make the last cell of a row that goes over the whole table one column wider; whether it is such a row."""
        cells = list(self.looks.own(row, "tc", "tr"))
        if not cells:
            return True
        last = cells[-1]
        properties = self.looks.find(last, "tcPr")
        if self.looks.find(properties, "vMerge") is not None:
            return False
        if self._continues(last):
            self._append(row, self._cell(last, [""], across=True))
            return True
        span = self.looks.find(properties, "gridSpan")
        columns = whole(span.get(self.looks.w + "val"), 1) if span is not None else 1
        if columns < 2 and len(cells) > 1:
            return False
        if self._after(row):
            return False
        self._widen(last, properties, columns + 1)
        return True

    def add(self, row: Element, lines: Sequence[str], part: Part) -> None:
        """Put a cell at the end of a row."""
        cells = list(self.looks.own(row, "tc", "tr"))
        gap = self._after(row)
        if gap is not None:
            if part == "other":
                gap.set(self.looks.w + "val", str(whole(gap.get(self.looks.w + "val")) + 1))
                return
            self._fill_gap(row, gap, cells)
        down = {"header": "restart", "under": "continue"}.get(part, "")
        self._append(row, self._cell(cells[-1] if cells else None, lines or [""], cells=cells, down=down))

    def _after(self, row: Element) -> Element | None:
        """The ``w:gridAfter`` of a row that ends before the table does."""
        gap = self.looks.find(self.looks.find(row, "trPr"), "gridAfter")
        return gap if gap is not None and whole(gap.get(self.looks.w + "val")) > 0 else None

    def _fill_gap(self, row: Element, gap: Element, cells: Sequence[Element]) -> None:
        """An empty cell without borders in the place of the gap behind a row, so that the new column stands in line."""
        looks = self.looks
        properties = looks.find(row, "trPr")
        assert properties is not None  # the gap stands in it
        width = looks.find(properties, "wAfter")
        cell = looks.make("tc")
        about = looks.make("tcPr")
        if width is not None:
            about.append(looks.make("tcW", w=width.get(looks.w + "w", "0"), type=width.get(looks.w + "type", "dxa")))
            properties.remove(width)
        about.append(looks.make("gridSpan", val=gap.get(looks.w + "val", "1")))
        borders = looks.make("tcBorders")
        for side in ("top", "bottom"):
            borders.append(looks.make(side, val="nil"))
        about.append(borders)
        properties.remove(gap)
        cell.append(about)
        cell.append(looks.paragraph("", looks.of_paragraph(reversed(cells)), None))
        self._append(row, cell)

    def _continues(self, cell: Element) -> bool:
        merged = self.looks.find(self.looks.find(cell, "tcPr"), "hMerge")
        return merged is not None and merged.get(self.looks.w + "val") != "restart"

    def _widen(self, cell: Element, properties: Element | None, columns: int) -> None:
        looks = self.looks
        if properties is None:
            properties = looks.make("tcPr")
            cell.insert(0, properties)
        span = looks.find(properties, "gridSpan")
        if span is None:
            span = looks.make("gridSpan")
            before = [each for each in properties if each.tag in (looks.w + "cnfStyle", looks.w + "tcW")]
            properties.insert(len(before), span)
        span.set(looks.w + "val", str(columns))
        width = looks.find(properties, "tcW")
        if width is not None:
            kind, old = width.get(looks.w + "type", "dxa"), whole(width.get(looks.w + "w"))
            more = self.width if kind == "dxa" else int(self.share or 0) if kind == "pct" else 0
            if old:
                width.set(looks.w + "w", str(old + more))

    def _cell(
        self, beside: Element | None, lines: Sequence[str], *, cells: Sequence[Element] = (), down: str = "",
        across: bool = False,
    ) -> Element:  # fmt: skip
        looks = self.looks
        cell, about = looks.make("tc"), looks.make("tcPr")
        kind, width = ("pct", self.share) if self.share else ("dxa", str(self.width))
        about.append(looks.make("tcW", w=str(width), type=kind))
        if across:
            about.append(looks.make("hMerge", val="continue"))
        if down:
            about.append(looks.make("vMerge", val=down))
        about.extend(looks.of_cell(beside))
        cell.append(about)
        nearest = list(reversed(cells)) if cells else [beside] if beside is not None else []
        ppr, rpr = looks.of_paragraph(nearest), looks.of_run(nearest)
        said = [""] if down == "continue" else lines
        cell.extend(looks.paragraph(line, ppr, rpr) for line in said)
        return cell

    def _append(self, row: Element, cell: Element) -> None:
        """Put a cell behind the last one of a row, outside any content control around that."""
        last = list(self.looks.own(row, "tc", "tr"))[-1:]
        place = last[0] if last else None
        while place is not None and place.getparent() is not row:
            place = place.getparent()
        if place is None:
            row.append(cell)
        else:
            place.addnext(cell)
