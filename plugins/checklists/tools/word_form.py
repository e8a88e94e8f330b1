"""Write the Word template of the checklist form anew: ``python plugins/checklists/tools/word_form.py [FILE]``.

The same code gives the same bytes. The names in its tags are those that ``forms/word.py`` gives.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

TARGET = Path(__file__).resolve().parents[1] / "src" / "vpr_tracker_checklists" / "forms" / "checklist.docx"
OOXML = "http://schemas.openxmlformats.org"
DOC, PARTS = f"{OOXML}/officeDocument/2006/relationships", f"{OOXML}/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = f'xmlns:w="{OOXML}/wordprocessingml/2006/main" xmlns:r="{DOC}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WIDTHS = (624, 5046, 2211, 1757)
"""Of the columns, in twentieths of a point: together the text of an A4 page with margins of 30 and 10 mm."""
FACTS = (2835, 6803)
CENTRED = '<w:jc w:val="center"/>'
KEEP = "<w:keepNext/>"
BOTTOM = '<w:vAlign w:val="bottom"/>'


def paragraph(style: str, text: str = "", props: str = "") -> str:
    """A paragraph; «\\n» becomes a line break."""
    inner = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    run = f'<w:r><w:t xml:space="preserve">{inner}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{props}</w:pPr>{run}</w:p>'


def cell(width: int, *paragraphs: str, span: int = 1, props: str = "") -> str:
    """A cell."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{props}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def row(*cells: str, header: bool = False) -> str:
    """A row that no page tears; a header is repeated on every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def tag_row(widths: Sequence[int], text: str) -> str:
    """A row that holds a tag and goes with it."""
    return row(cell(sum(widths), paragraph("TableText", text), span=len(widths)))


def table(widths: Sequence[int], *rows: str, style: str = "DocumentTable") -> str:
    """A table of fixed columns."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    props = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0000"/>'
    )
    return f"<w:tbl><w:tblPr>{props}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def fact(title: str, value: str) -> str:
    """A line above the table: what it is, and a line to write on."""
    return row(
        cell(FACTS[0], paragraph("Requisite", title)),
        cell(FACTS[1], paragraph("Requisite", value), props=UNDERLINED),
    )


UNDERLINED = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'


def item_row(props: str = "") -> str:
    """The row of an item; the last one stays with the signatures, which never stand alone on a page."""
    number, asked, answer, note = WIDTHS
    return row(
        cell(number, paragraph("TableNumber", "{{ item.number }}", props)),
        cell(
            asked,
            paragraph("TableText", "{{ item.label }}", props),
            paragraph("TableText", "{%p if item.hint %}"),
            paragraph("Small", "{{ item.hint }}", props),
            paragraph("TableText", "{%p endif %}"),
        ),
        cell(
            answer,
            paragraph("TableText", "{%p for line in item.answers %}"),
            paragraph("Answer", "{{ line }}", props),
            paragraph("TableText", "{%p endfor %}"),
            paragraph("End", props=props),
        ),
        cell(note, paragraph("TableText", "{{ item.note }}", props)),
    )


def body() -> str:
    """Title, whose and when, the table by sections, signatures."""
    heads = zip(("№", "Что посмотреть", "Ответ", "Примечание"), WIDTHS, strict=True)
    items = (
        tag_row(WIDTHS, "{%tr for section in form.sections %}")
        + row(cell(sum(WIDTHS), paragraph("TableSection", "{{ section.number }}. {{ section.label }}"), span=4))
        + tag_row(WIDTHS, "{%tr for item in section.rows %}")
        + tag_row(WIDTHS, "{%tr if item.is_last %}")
        + item_row(KEEP)
        + tag_row(WIDTHS, "{%tr else %}")
        + item_row()
        + tag_row(WIDTHS, "{%tr endif %}")
        + tag_row(WIDTHS, "{%tr endfor %}") * 2
    )
    return "".join(
        (
            paragraph("Organisation", "{{ organisation.name }}"),
            paragraph("DocumentKind", "{{ form.title }}"),
            table(
                FACTS,
                fact("Школа", "{{ form.school }}"),
                fact("Дата проверки", "{{ form.day }}"),
                fact("{{ form.by }}", "{{ form.inspector }}"),
                style="TableNormal",
            ),
            paragraph("Small", "{{ form.basis }}", '<w:spacing w:before="120" w:after="120"/>'),
            table(
                WIDTHS,
                row(*(cell(width, paragraph("TableHead", title)) for title, width in heads), header=True),
                items,
            ),
            paragraph("Requisite", props=KEEP),
            table(
                (3402, 3118, 3118),
                *(
                    row(
                        cell(3402, paragraph("Requisite", title, KEEP), props=BOTTOM),
                        cell(3118, paragraph("Requisite", "", KEEP), props=UNDERLINED),
                        cell(3118, paragraph("Requisite", name, KEEP + '<w:jc w:val="right"/>'), props=BOTTOM),
                    )
                    + row(
                        cell(3402, paragraph("Small", "", last)),
                        cell(3118, paragraph("Small", "(подпись)", last + CENTRED)),
                        cell(3118, paragraph("Small", "", last)),
                    )
                    for title, name, last in (
                        ("{{ form.by }}", "{{ form.signed }}", KEEP),
                        ("Ознакомлен(а), директор", "{{ form.line }}", ""),
                    )
                ),
                style="TableNormal",
            ),
            paragraph("End"),
        )
    )


def style(identifier: str, name: str, props: str = "", run: str = "", base: str = "Normal") -> str:
    """A paragraph style, by the name that a person sees in Word."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = "" if base else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{identifier}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{props}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def size(points: float) -> str:
    """The size of letters."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def styles() -> str:
    """The styles of the form."""
    fonts = "".join(f' w:{kind}="Times New Roman"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    listed = "".join(
        (
            style("Normal", "Normal", base=""),
            style("Requisite", "Реквизит", "", size(13)),
            style("Organisation", "Наименование организации", '<w:spacing w:after="160"/>' + CENTRED, "<w:b/>"),
            style(
                "DocumentKind", "Вид документа", KEEP + '<w:spacing w:before="120" w:after="200"/>' + CENTRED, "<w:b/>"
            ),
            style("TableText", "Текст таблицы", "", size(11)),
            style("Answer", "Ответ", "", size(11)),
            style("TableNumber", "Число таблицы", CENTRED, size(11)),
            style("TableHead", "Шапка таблицы", KEEP + CENTRED, "<w:b/>" + size(11)),
            style(
                "TableSection", "Раздел таблицы", KEEP + '<w:spacing w:before="40" w:after="40"/>', "<w:b/>" + size(11)
            ),
            style("Small", "Мелкий текст", "", size(9)),
            style("End", "Конец документа", '<w:spacing w:line="20" w:lineRule="exact"/>', size(1)),
            style("Header", "header", CENTRED, size(12)),
        )
    )
    tables = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:customStyle="1" w:styleId="DocumentTable">'
        '<w:name w:val="Таблица документа"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders>{margins}</w:tblPr></w:style>"
    )
    return (
        f"{HEAD}<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{size(14)}"
        '<w:lang w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:widowControl/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        f"</w:docDefaults>{listed}{tables}</w:styles>"
    )


def links(*targets: tuple[str, str]) -> str:
    """A part that names other parts."""
    listed = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PARTS}">{listed}</Relationships>'


def parts() -> dict[str, str]:
    """All parts of the package."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="567" w:bottom="1134" w:left="1701" '
        'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    page = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    header = '{head}<w:hdr {names}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{page}</w:p></w:hdr>'
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "header1": "header"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>'
        for name, kind in {**kinds, "header2": "header"}.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>',
        "_rels/.rels": links(
            (f"{DOC}/officeDocument", "word/document.xml"),
            (f"{PARTS}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{OOXML}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>vpr-tracker</dc:creator></cp:coreProperties>',
        "word/document.xml": f"{HEAD}<w:document {NAMES}><w:body>{body()}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": links(
            (f"{DOC}/styles", "styles.xml"),
            (f"{DOC}/settings", "settings.xml"),
            (f"{DOC}/header", "header1.xml"),
            (f"{DOC}/header", "header2.xml"),
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": f'{HEAD}<w:settings {NAMES}><w:zoom w:percent="100"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="ru-RU"/></w:settings>',
        "word/header1.xml": header.format(head=HEAD, names=NAMES, page=page),
        "word/header2.xml": header.format(head=HEAD, names=NAMES, page=""),
    }


def main(target: Path) -> int:
    """Write the package."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, text)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET))
