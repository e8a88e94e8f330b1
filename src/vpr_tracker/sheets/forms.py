"""What workbooks that go out to be filled in have in common: looks, protection, the page, bytes that stay the same."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from vpr_tracker.sheets.library import openpyxl
from vpr_tracker.sheets.table import FONT, HEADER

_CORE: Final = "docProps/core.xml"
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(?=</dcterms:modified>)")


class FormLooks:
    """The looks of cells, made once: locked ones with a border, and ``open`` yellow ones to fill in."""

    def __init__(self) -> None:
        styles = openpyxl("openpyxl.styles")
        line = styles.Side(style="thin", color="A6A6A6")
        self.border = styles.Border(left=line, right=line, top=line, bottom=line)
        self.wrapped = styles.Alignment(wrap_text=True, vertical="top")
        self.centred = styles.Alignment(wrap_text=True, vertical="top", horizontal="center")
        self.left = styles.Alignment(wrap_text=True, vertical="top", horizontal="left")
        self.open = styles.Protection(locked=False)
        self.yellow = styles.PatternFill("solid", fgColor="FFF9DB")
        self.blue = styles.PatternFill("solid", fgColor=HEADER[0])
        self.pale = styles.PatternFill("solid", fgColor="DDEBF7")
        self.title = styles.Font(name=FONT, bold=True, color=HEADER[1])
        self.large, self.bold = styles.Font(name=FONT, bold=True, size=14), styles.Font(name=FONT, bold=True)
        self.red = styles.Font(name=FONT, color="9C0006", bold=True)


def protect_sheet(sheet: Any) -> None:  # noqa: ANN401 -- openpyxl's sheet
    """Keep the structure of sheet and workbook from slips of the hand.

    There is no password, since it would keep nobody else.
    """
    protection = sheet.protection
    protection.sheet = True
    protection.formatRows = protection.formatColumns = protection.autoFilter = False
    protection.selectLockedCells = False
    sheet.parent.security = openpyxl("openpyxl.workbook.protection").WorkbookProtection(lockStructure=True)


def fit_page(sheet: Any, *, titles: int, landscape: bool = False) -> None:  # noqa: ANN401 -- openpyxl's sheet
    """Print on A4, as wide as the page, the row of titles on each page, pages numbered."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{titles}:{titles}"
    sheet.oddFooter.center.text = "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def form_bytes(book: Any, moment: datetime) -> bytes:  # noqa: ANN401 -- openpyxl's workbook
    """The workbook as a file that was made at a moment: the same for the same content, whenever it is written.

    :param moment: aware; what the workbook says of when it was made and saved last.
    """
    said = moment.astimezone(UTC).replace(tzinfo=None)
    book.properties.created = said
    book.properties.creator = "vpr-tracker"
    buffer, settled = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    stamp = said.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == _CORE:  # openpyxl says the present moment
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            new.writestr(entry, content)
    return settled.getvalue()
