"""Writes the sample plans anew: each .docx from ``contents.py``, each .toml from what ``read_plan`` makes of it.

.venv/bin/python sample_plans/make.py [FOLDER]        (default: this folder)
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from contents import PLANS, Plan, Row
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from vpr_tracker import read_plan
from vpr_tracker.plans.files import write_plan_file

WIDTHS = (12, 90, 38, 57, 65)
"""Column widths in millimetres: 262 of the 297 of a landscape page."""


def lines(cell: _Cell, text: str, *, bold: bool = False) -> None:
    """Fill a cell, a paragraph a line; bold ones (header, sections) stay with the row below them."""
    for index, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.add_run(line).bold = bold
        paragraph.paragraph_format.keep_with_next = bold


def mark(element: object, name: str) -> None:
    """Add an empty property such as ``w:cantSplit`` to a row."""
    element.get_or_add_trPr().append(OxmlElement(name))  # type: ignore[attr-defined]


def page(document: DocumentType) -> None:
    """Landscape A4, 30/10/20/20 mm, Times New Roman 11."""
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(25),
        Mm(10),
        Mm(20),
        Mm(20),
    )
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.paragraph_format.space_after = Pt(0)


def fill(table: Table, plan: Plan) -> None:
    """The header row, repeated on every page, and the rows, none of them torn by a page break."""
    rows = [Row(*plan.header), *plan.rows]
    for index, (row, content) in enumerate(zip(table.rows, rows, strict=True)):
        mark(row._tr, "w:cantSplit")
        cells = row.cells
        if content.deadline == "":
            lines(cells[0].merge(cells[-1]), content.measure, bold=True)
        else:
            for cell, text in zip(cells, content, strict=True):
                lines(cell, text, bold=index == 0)
    mark(table.rows[0]._tr, "w:tblHeader")


def make(plan: Plan, path: Path) -> None:
    """Write one document."""
    document = Document()
    page(document)
    for line in plan.approval:
        document.add_paragraph(line).paragraph_format.left_indent = Mm(175)
    document.add_paragraph()
    for line in plan.title:
        paragraph = document.add_paragraph()
        paragraph.add_run(line).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph()
    table = document.add_table(rows=len(plan.rows) + 1, cols=len(plan.header), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    fill(table, plan)
    for line in ("", *plan.foot):
        document.add_paragraph(line)
    document.core_properties.title = " ".join(plan.title)
    document.core_properties.author = "vpr-tracker"
    document.core_properties.created = document.core_properties.modified = dt.datetime(2025, 9, 1)  # noqa: DTZ001
    document.save(str(path))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, plan in PLANS.items():
        make(plan, folder / f"{name}.docx")
        write_plan_file(read_plan(folder / f"{name}.docx"), folder / f"{name}.toml")
        print(f"{name}: {len(plan.rows)} rows")
