"""Builds Word files for the tests from raw XML, so that every trait of the format can be put into one.

``docx(path, p("text"), table([["a", "b"]]))`` writes a file; the helpers give strings of WordprocessingML that can be
put together freely. What has no helper is written as XML with the prefixes of ``NAMESPACES``.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_OOXML = "http://schemas.openxmlformats.org"
_DOC_RELS = f"{_OOXML}/officeDocument/2006/relationships"
NAMESPACES = {
    "w": f"{_OOXML}/wordprocessingml/2006/main",
    "r": _DOC_RELS,
    "m": f"{_OOXML}/officeDocument/2006/math",
    "mc": f"{_OOXML}/markup-compatibility/2006",
    "a": f"{_OOXML}/drawingml/2006/main",
    "pic": f"{_OOXML}/drawingml/2006/picture",
    "wp": f"{_OOXML}/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx(
    path: Path,
    *body: str,
    styles: str | None = None,
    numbering: str | None = None,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    comments: Mapping[int, str] | None = None,
    headers: Sequence[str] = (),
    footers: Sequence[str] = (),
    title: str | None = None,
    main: str = "word/document.xml",
    extra: Mapping[str, bytes | str] | None = None,
) -> Path:
    """Write a Word file and give its path back.

    :param body: the children of ``w:body``, one after the other.
    :param styles: the children of ``w:styles``; ``numbering``: those of ``w:numbering`` (see ``level``, ``numbers``).
    :param footnotes: id → blocks, and so for ``endnotes`` and ``comments``.
    :param headers: the blocks of each header part; all are referred to by the last section.
    :param main: where the main part lies. :param extra: more entries of the zip file, or other bytes for a part.
    """
    parts: dict[str, bytes | str] = {}
    kinds: list[tuple[str, str]] = []

    def add(kind: str, name: str, xml: str) -> str:
        parts[f"word/{name}"] = xml
        kinds.append((kind, name))
        return f"rId{len(kinds)}"

    for kind, content in (("styles", styles), ("numbering", numbering)):
        if content is not None:
            add(kind, f"{kind}.xml", part(kind, content))
    for kind, tag, notes in (
        ("footnotes", "footnote", footnotes), ("endnotes", "endnote", endnotes), ("comments", "comment", comments)
    ):  # fmt: skip
        if notes is not None:
            content = "".join(f'<w:{tag} w:id="{number}">{text}</w:{tag}>' for number, text in notes.items())
            add(kind, f"{kind}.xml", part(kind, content))
    section = ""
    for kind, tag, margins in (("header", "hdr", headers), ("footer", "ftr", footers)):
        for index, content in enumerate(margins, 1):
            name = add(kind, f"{kind}{index}.xml", part(tag, content))
            section += f'<w:{kind}Reference w:type="default" r:id="{name}"/>'
    folder = main.rpartition("/")[0]
    parts[main] = document(*body, f"<w:sectPr>{section}</w:sectPr>")
    parts[f"{folder}/_rels/{main.rpartition('/')[2]}.rels".lstrip("/")] = relationships(
        (f"{_DOC_RELS}/{kind}", f"/word/{name}") for kind, name in kinds
    )
    package_rels = [(f"{_DOC_RELS}/officeDocument", main)]
    if title is not None:
        parts["docProps/core.xml"] = core(title)
        package_rels.append((f"{_OOXML}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"))
    parts["_rels/.rels"] = relationships(package_rels)
    parts["[Content_Types].xml"] = content_types(main, kinds)
    return package(path, {**parts, **(extra or {})})


def package(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """Write the entries of a zip file as they are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(parts.items()):
            archive.writestr(name, content)
    return path


def document(*body: str) -> str:
    """The XML of a main part with these children of ``w:body``."""
    return part("document", f"<w:body>{''.join(body)}</w:body>")


def part(tag: str, content: str) -> str:
    """The XML of a part with the root ``w:tag``."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{tag} {_DECLARED}>{content}</w:{tag}>'


def core(title: str) -> str:
    """The XML of the core properties."""
    return (
        f'<cp:coreProperties xmlns:cp="{_OOXML}/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    )


def relationships(targets: Iterable[tuple[str, str]]) -> str:
    """The XML of a relationships part; the ids are rId1, rId2 …"""
    links = "".join(
        f'<Relationship Id="rId{index}" Type="{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_OOXML}/package/2006/relationships">{links}</Relationships>'


def content_types(main: str, kinds: Iterable[tuple[str, str]]) -> str:
    """The XML of ``[Content_Types].xml``."""
    overrides = [(f"/{main}", "document.main"), *((f"/word/{name}", kind) for kind, name in kinds)]
    listed = "".join(f'<Override PartName="{name}" ContentType="{_MAIN_TYPE}.{kind}+xml"/>' for name, kind in overrides)
    return (
        f'<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def t(text: str) -> str:
    """A ``w:t`` that keeps its white space."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text: str, props: str = "") -> str:
    """A run with this text; ``props`` are the children of ``w:rPr``. A «\\n» becomes a manual line break."""
    run_props = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f"<w:r>{run_props}{'<w:br/>'.join(t(piece) for piece in text.split(chr(10)))}</w:r>"


def p(*content: str, props: str = "", style: str | None = None, num: tuple[int, int] | None = None) -> str:
    """A paragraph. What does not begin with «<» is text and becomes a run.

    :param props: more children of ``w:pPr``. :param num: ``(numId, ilvl)`` of an automatic number.
    """
    inner = "".join(piece if piece.startswith("<") else r(piece) for piece in content if piece)
    named = f"<w:pStyle w:val={quoteattr(style)}/>" if style is not None else ""
    numbered = "" if num is None else f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    all_props = f"{named}{numbered}{props}"
    return f"<w:p>{f'<w:pPr>{all_props}</w:pPr>' if all_props else ''}{inner}</w:p>"


def tc(*content: str, span: int = 1, merge: str | None = None, props: str = "") -> str:
    """A cell. Text is cut into paragraphs at «\\n»; XML («<…») is taken as it is, blocks one after the other.

    :param merge: «restart» or «continue» for a cell merged over rows. :param props: more children of ``w:tcPr``.
    """
    blocks = "".join(
        piece if piece.startswith("<") else "".join(p(line) for line in piece.split("\n")) for piece in content
    )
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    all_props = f"{spanned}{merged}{props}"
    return f"<w:tc>{f'<w:tcPr>{all_props}</w:tcPr>' if all_props else ''}{blocks or p()}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    """A row. A cell is XML («<w:tc>…», «<w:sdt>…») or text; ``props`` are the children of ``w:trPr``."""
    made = (cell if cell.startswith(("<w:tc>", "<w:sdt>", "<w:customXml", "<mc:")) else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(made)}</w:tr>"


def table(rows: Iterable[str | Sequence[str]], *, header_rows: int = 0, columns: int = 1, style: str = "") -> str:
    """A table of rows: each is XML («<w:tr>…», «<w:sdt>…») or a list of cells.

    :param header_rows: how many of the first rows repeat on each page. :param columns: how many columns its grid says.
    """
    made = []
    for index, row in enumerate(rows):
        repeated = "<w:tblHeader/>" if index < header_rows else ""
        made.append(row if isinstance(row, str) else tr(*row, props=repeated))
    grid = '<w:gridCol w:w="1000"/>' * columns
    named = f"<w:tblStyle w:val={quoteattr(style)}/>" if style else ""
    return f"<w:tbl><w:tblPr>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def sdt(content: str, props: str = "") -> str:
    """A content control around anything; ``props`` are the children of ``w:sdtPr``."""
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


_CHANGE = 'w:id="1" w:author="А" w:date="2023-01-01T00:00:00Z"'


def ins(content: str) -> str:
    """A tracked insertion around runs."""
    return f"<w:ins {_CHANGE}>{content}</w:ins>"


def deleted(text: str) -> str:
    """A tracked deletion of text."""
    return f'<w:del {_CHANGE}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'


def change(tag: str) -> str:
    """An empty mark of a tracked change: ``change("del")`` in a ``w:trPr``, in the ``w:rPr`` of a ``w:pPr`` …"""
    return f"<w:{tag} {_CHANGE}/>"


def field(instruction: str, *result: str) -> str:
    """A complex field with its runs; without a result it has no separator."""
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(result)}' if result else ""
    code = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}{code}{shown}{end}"


def level(index: int, text: str, form: str = "decimal", *, start: int = 1, more: str = "") -> str:
    """A ``w:lvl`` of a list definition; ``more`` are further children."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f"{more}<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def abstract(number: int, *levels: str) -> str:
    """A ``w:abstractNum``."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_number: int, overrides: str = "") -> str:
    """A ``w:num`` that stands for a definition. All ``w:num`` come after all ``w:abstractNum``."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def style(name: str, kind: str = "paragraph", *, based_on: str = "", ppr: str = "", rpr: str = "", more: str = "",
          default: bool = False) -> str:  # fmt: skip
    """A ``w:style``; its name and its id are the same."""
    by_default = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId={quoteattr(name)}{by_default}>'
        f"<w:name w:val={quoteattr(name)}/>{f'<w:basedOn w:val={quoteattr(based_on)}/>' if based_on else ''}{more}"
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def text_box(content: str, *, drawn: bool = True) -> str:
    """A run with a text box as Word writes it: DrawingML with the same in VML as a fallback (or VML alone)."""
    vml = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    if not drawn:
        return f"<w:r>{vml}</w:r>"
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"
    graphic = f'<a:graphic><a:graphicData uri="{NAMESPACES["wps"]}">{shape}</a:graphicData></a:graphic>'
    choice = f'<w:drawing><wp:inline><wp:docPr id="1" name="Надпись"/>{graphic}</wp:inline></w:drawing>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent></w:r>"
    )
