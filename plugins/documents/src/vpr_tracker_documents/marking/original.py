"""The original Word file: what the reader saw in it, and the elements to be written into.

The reader's tree has no comments and transitional names only; what is written is another tree of the same bytes, as
they are. Elements of one are found in the other by their place in the order of the document.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.marking.looks import Looks
from vpr_tracker_documents.plan.cleaning import readable
from vpr_tracker_documents.plan.frame import frame_of
from vpr_tracker_documents.plan.layout import Layout
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.read import records_of
from vpr_tracker_documents.plan.tables import PlanTable, plan_tables
from vpr_tracker_documents.plan.terms import Deadlines
from vpr_tracker_documents.word.collector import collector_paused
from vpr_tracker_documents.word.model import Row
from vpr_tracker_documents.word.ooxml import TBL, TC, TR
from vpr_tracker_documents.word.package import Package
from vpr_tracker_documents.word.read import Traced, read_traced
from vpr_tracker_documents.word.tables import Placed, placed_cells

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

Address = tuple[int, int]
"""Table and row, both from 1, as the reader counts them."""
_XML: Final = b"<?xml"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of a plan table: where it is, what the reader saw, and the columns in force there.

    ``first`` is true in the row that a measure begins in; ``task`` in every row of a measure.
    """

    address: Address
    row: Row
    layout: Layout
    first: bool
    task: bool


class Original:
    """An open original: its plan tables row by row, and the tree that is written into."""

    def __init__(self, package: Package) -> None:
        """:raises BadInput: the file has no table of measures."""
        self._package = package
        with collector_paused():
            self._traced = read_traced(package)
            self._root = _parse(package.raw(package.main))
        self._places = dict(_places(self._traced, self._root))
        self.looks = Looks(etree.QName(self._root).namespace or "", self._is_plain)
        self.tables = self._plan_tables()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return self._package.sha256

    @property
    def main(self) -> str:
        """The name of the part that is written into."""
        return self._package.main

    @property
    def signed(self) -> bool:
        """Whether the file bears a digital signature."""
        return self._package.signed

    @property
    def entry(self) -> str:
        """The same as it is spelt in the zip file."""
        return self._package.entry(self.main)

    @property
    def body(self) -> Element:
        """The ``w:body`` that is written into."""
        found = self.looks.find(self._root, "body")
        assert found is not None  # the reader has seen it
        return found

    def written(self) -> bytes:
        """The main part with all that was changed."""
        raw = self._package.raw(self.main)
        declaration = raw[: raw.index(b"?>") + 2] + b"\n" if raw.lstrip(b"\xef\xbb\xbf").startswith(_XML) else b""
        encoding = self._root.getroottree().docinfo.encoding or "UTF-8"
        if encoding.upper() not in ("UTF-8", "ASCII", "US-ASCII"):
            return etree.tostring(self._root.getroottree(), xml_declaration=True, encoding=encoding, standalone=True)
        return declaration + etree.tostring(self._root.getroottree(), encoding=encoding, xml_declaration=False)

    def row(self, address: Address) -> Element:
        """The ``w:tr`` at an address, to be written into."""
        return self._places[self._traced.rows[address]]

    def cells(self, address: Address) -> list[tuple[Placed, Element]]:
        """The cells of a row: where they stand, and the ``w:tc`` to be written into."""
        placed = placed_cells(self._traced.story(), self._traced.rows[address])
        return [(cell, self._places[cell.element]) for cell in placed]

    def table(self, number: int) -> Element:
        """The ``w:tbl`` with that number, to be written into."""
        row = next(element for address, element in self._traced.rows.items() if address[0] == number)
        return self._places[next(row.iterancestors(TBL))]

    def _is_plain(self, style: str) -> bool:
        styles = self._traced.styles
        found = styles.paragraph(style)
        return found.numbered is None and not found.heading and not styles.switches(None, style, None)

    def _plan_tables(self) -> dict[int, list[PlanRow]]:
        notes = Notebook()
        word = readable(self._traced.file, notes)
        plans = plan_tables(word.blocks)
        if not plans:
            raise BadInput(
                _("the Word file has no table of measures"), hint=_("give the file that the plan was read from")
            )
        frame = frame_of(word, plans, None, notes)
        _known, records = records_of(word, plans, frame, Deadlines(frame.period), notes)
        first = {(record.table, record.row): record.layout for record in records}
        torn = {address for record in records for address in record.rows}
        return {number: list(_rows(plan, first, torn)) for number, plan in sorted(plans.items())}


def _rows(plan: PlanTable, first: Mapping[Address, Layout], torn: Container[Address]) -> Iterator[PlanRow]:
    layout = plan.layout
    for row in plan.table.rows:
        address = (plan.table.number, row.number)
        begins = address in first
        layout = first.get(address) or layout
        yield PlanRow(address, row, layout, begins, begins or address in torn)


def _parse(data: bytes) -> Element:
    """The tree of the bytes as they are; the reader has parsed them already, so they are safe to parse."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _places(traced: Traced, root: Element) -> Iterator[tuple[Element, Element]]:
    """The tables, rows and cells of the reader's tree, each with the same one of the tree that is written."""
    theirs = next(iter([traced.body, *traced.body.iterancestors()][-1:]))
    wanted = {TBL, TR, TC}
    for read, written in zip(theirs.iter(etree.Element), root.iter(etree.Element), strict=True):
        if read.tag in wanted:
            yield read, written


def open_original(path: Path) -> Package:
    """The package of an original; a context manager.

    :raises NotFound: there is no such file. :raises BadInput: it is no Word file that can be read.
    """
    return Package(path)
