"""WordprocessingML for the built-in templates: paragraphs, tables, the package. Lengths are in millimetres."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_OOXML = "http://schemas.openxmlformats.org"
_DOC = f"{_OOXML}/officeDocument/2006/relationships"
_PARTS = f"{_OOXML}/package/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = f'xmlns:w="{_OOXML}/wordprocessingml/2006/main" xmlns:r="{_DOC}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def twips(millimetres: float) -> int:
    """Word's unit, a twentieth of a point."""
    return round(millimetres * 1440 / 25.4)


def run(text: str, props: str = "") -> str:
    """A run; «\\t» and «\\n» become a tab and a line break."""
    inner = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    inner = inner.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def bold(text: str) -> str:
    """A bold run."""
    return run(text, "<w:b/>")


def p(style: str, *content: str, props: str = "") -> str:
    """A paragraph of a style; what does not begin with «<» is text."""
    inner = "".join(piece if piece.startswith("<w:") else run(piece) for piece in content if piece)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{props}</w:pPr>{inner}</w:p>"


def tag(text: str) -> str:
    """A paragraph that holds a tag of the kind ``{%p … %}`` and goes with it."""
    return p("TableText", text)


def each_p(loop: str, *paragraphs: str) -> str:
    """Paragraphs for each of a list: «line in lines»."""
    return tag(f"{{%p for {loop} %}}") + "".join(paragraphs) + tag("{%p endfor %}")


def if_p(condition: str, *paragraphs: str, otherwise: Sequence[str] = ()) -> str:
    """Paragraphs (and tables) that stand there only under a condition."""
    other = tag("{%p else %}") + "".join(otherwise) if otherwise else ""
    return tag(f"{{%p if {condition} %}}") + "".join(paragraphs) + other + tag("{%p endif %}")


def cell(width: float, *paragraphs: str, span: int = 1, props: str = "", style: str = "TableText") -> str:
    """A cell; what does not begin with «<» is a paragraph of the style."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inner = "".join(each if each.startswith("<w:") else p(style, each) for each in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{props}</w:tcPr>{inner}</w:tc>'


def row(*cells: str, header: bool = False, splits: bool = False) -> str:
    """A row that no page tears, unless it may; a header is repeated on every page."""
    props = ("" if splits else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(cells)}</w:tr>"


def tag_row(widths: Sequence[float], text: str) -> str:
    """A row that holds a tag of the kind ``{%tr … %}`` and goes with it."""
    return row(cell(sum(widths), p("TableText", text), span=len(widths)))


def each_row(widths: Sequence[float], loop: str, *rows: str) -> str:
    """Rows for each of a list."""
    return tag_row(widths, f"{{%tr for {loop} %}}") + "".join(rows) + tag_row(widths, "{%tr endfor %}")


def if_row(widths: Sequence[float], condition: str, *rows: str) -> str:
    """Rows that stand there only under a condition."""
    return tag_row(widths, f"{{%tr if {condition} %}}") + "".join(rows) + tag_row(widths, "{%tr endif %}")


def heads(widths: Sequence[float], titles: Sequence[str], *, style: str = "TableHead") -> str:
    """The header row of a table."""
    cells = (cell(width, title, style=style, props=_MIDDLE) for width, title in zip(widths, titles, strict=True))
    return row(*cells, header=True)


_MIDDLE = '<w:vAlign w:val="center"/>'


def table(widths: Sequence[float], *rows: str, style: str = "DocumentTable") -> str:
    """A table of fixed columns, so that no long word widens one."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    props = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/>'
    )
    return f"<w:tbl><w:tblPr>{props}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def page_number_header() -> str:
    """The header of all pages but the first: the number of the page in its middle."""
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'{HEAD}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{field}</w:p></w:hdr>'


def empty_header() -> str:
    """The header of the first page: a place for a letterhead."""
    return f'{HEAD}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'


def document(body: Iterable[str], section: str) -> str:
    """The main part."""
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}{section}</w:body></w:document>"


def write(path: Path, *, main: str, styles: str, settings: str) -> None:
    """Write a package whose bytes follow from its parts alone."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _links(
            (f"{_DOC}/officeDocument", "word/document.xml"),
            (f"{_PARTS}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": (
            f'{HEAD}<cp:coreProperties xmlns:cp="{_OOXML}/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>vpr-tracker</dc:creator></cp:coreProperties>'
        ),
        "word/document.xml": main,
        "word/_rels/document.xml.rels": _links(
            (f"{_DOC}/styles", "styles.xml"),
            (f"{_DOC}/settings", "settings.xml"),
            (f"{_DOC}/header", "header1.xml"),
            (f"{_DOC}/header", "header2.xml"),
        ),
        "word/styles.xml": styles,
        "word/settings.xml": settings,
        "word/header1.xml": page_number_header(),
        "word/header2.xml": empty_header(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, text)


def _links(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PARTS}">{listed}</Relationships>'


def _content_types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    kinds |= {"header1": "header", "header2": "header"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{HEAD}<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )
