"""How the built-in documents look: styles, page, settings; the figures of the standard are the plugin's own."""

from __future__ import annotations

from wordml import HEAD, NAMESPACES, twips

from vpr_tracker_documents.making.standards import Standard

FONT = "Times New Roman"
TEXT_SIZE = 14
_EDGE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _paragraph(
    identifier: str, name: str, props: str = "", run: str = "", *, base: str = "Normal", following: str = ""
) -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = "" if base else ' w:default="1"'
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{identifier}"><w:name w:val="{name}"/>{based}{after}'
        f"<w:qFormat/><w:pPr>{props}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _spacing(before: int = 0, after: int = 0, line: float = 1.0) -> str:
    return (
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="{round(line * 240)}" w:lineRule="auto"/>'
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _centred() -> str:
    return '<w:jc w:val="center"/>'


def styles(standard: Standard) -> str:
    """The styles; their names are those that a person sees in Word."""
    fonts = "".join(f' w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    keep = "<w:keepNext/>"
    listed = (
        _paragraph("Normal", "Normal", base=""),
        _paragraph(
            "Text", "Текст документа",
            f'{_spacing(line=1.15)}<w:ind w:firstLine="{twips(standard.indent)}"/><w:jc w:val="both"/>',
        ),
        _paragraph("Plain", "Текст без отступа", f'{_spacing(line=1.15)}<w:jc w:val="both"/>'),
        _paragraph("Requisite", "Реквизит", _spacing()),
        _paragraph("Organisation", "Наименование организации", _spacing(after=8) + _centred(), "<w:b/>"),
        _paragraph("Contacts", "Справочные данные", _spacing(after=12) + _centred(), _size(11)),
        _paragraph("DocumentKind", "Вид документа", keep + _spacing(before=12, after=12) + _centred(), "<w:b/>"),
        _paragraph(
            "TextHeading", "Заголовок к тексту", keep + "<w:keepLines/>" + _spacing(before=12, after=12), "<w:b/>"
        ),
        _paragraph(
            "TitleHeading", "Заголовок по центру", keep + "<w:keepLines/>" + _spacing(before=6, after=12) + _centred(),
            "<w:b/>",
        ),
        _paragraph(
            "SectionHeading", "Заголовок раздела",
            keep + "<w:keepLines/>" + _spacing(before=12, after=6) + '<w:outlineLvl w:val="0"/>', "<w:b/>",
            following="Text",
        ),
        _paragraph("TableText", "Текст таблицы", _spacing(), _size(12)),
        _paragraph(
            "TableItem", "Пункт таблицы", _spacing() + f'<w:ind w:left="{twips(3)}" w:hanging="{twips(3)}"/>', _size(12)
        ),
        _paragraph("TableNumber", "Число таблицы", _spacing() + _centred(), _size(12)),
        _paragraph("TableHead", "Шапка таблицы", keep + _spacing() + _centred(), "<w:b/>" + _size(11)),
        _paragraph(
            "TableSection", "Раздел таблицы", keep + _spacing(before=2, after=2) + _centred(), "<w:b/>" + _size(12)
        ),
        _paragraph("SmallText", "Мелкий текст таблицы", _spacing(), _size(10)),
        _paragraph("SmallNumber", "Мелкое число таблицы", _spacing() + _centred(), _size(10)),
        _paragraph("SmallHead", "Мелкая шапка таблицы", keep + _spacing() + _centred(), "<w:b/>" + _size(9)),
        _paragraph(
            "Line", "Строка для записи", f'{_spacing(line=1.15)}<w:ind w:firstLine="{twips(standard.indent)}"/>'
        ),
        _paragraph("Picture", "Рисунок", keep + _spacing(before=6) + _centred()),
        _paragraph("Caption", "Подрисуночная подпись", _spacing(after=6) + _centred(), _size(12)),
        _paragraph("Note", "Примечание", _spacing(before=3, after=3), _size(11)),
        _paragraph("Executor", "Исполнитель", "<w:keepLines/>" + _spacing(before=18), _size(11)),
        _paragraph("End", "Конец документа", '<w:spacing w:line="20" w:lineRule="exact"/>', _size(1)),
        _paragraph("Header", "header", _spacing() + _centred(), _size(12)),
    )  # fmt: skip
    grid = "".join(_EDGE.format(side=side) for side in _SIDES)
    margins = "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in
                      (("top", 0.5), ("left", 1.5), ("bottom", 0.5), ("right", 1.5)))  # fmt: skip
    tables = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="DocumentTable"><w:name w:val="Таблица документа"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{grid}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{_size(TEXT_SIZE)}"
        '<w:lang w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f"<w:widowControl/>{_spacing()}</w:pPr></w:pPrDefault></w:docDefaults>{''.join(listed)}{tables}</w:styles>"
    )


def page(standard: Standard, *, landscape: bool = False) -> str:
    """The section: A4, the standard's margins, the page's number from the second page on."""
    size = (297, 210) if landscape else (210, 297)
    turned = ' w:orient="landscape"' if landscape else ""
    sides = " ".join(
        f'w:{side}="{twips(width)}"'
        for side, width in (
            ("top", standard.top), ("right", standard.right), ("bottom", standard.bottom), ("left", standard.left),
            ("header", standard.page_number), ("footer", standard.page_number), ("gutter", 0),
        )
    )  # fmt: skip
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        f'<w:pgSz w:w="{twips(size[0])}" w:h="{twips(size[1])}"{turned}/><w:pgMar {sides}/><w:titlePg/></w:sectPr>'
    )


def settings() -> str:
    """The settings: today's Word, no old behaviour."""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="ru-RU"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def text_width(standard: Standard, *, landscape: bool = False) -> float:
    """How wide the text is."""
    return (297 if landscape else 210) - standard.left - standard.right
