"""The core properties of a document: its title, whose it is, its date; nothing of this machine and moment."""

from __future__ import annotations

from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from vpr_tracker_documents.russian import NO_BREAK_SPACE

_XML: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>ru-RU</dc:language>"
    "<cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
    "</cp:coreProperties>"
)


def core_properties(*, title: str, author: str, dated: date) -> bytes:
    """The part ``docProps/core.xml``; the document's date stands for the moment of its making."""
    plain = {"title": title, "author": author}
    texts = {name: escape(text.replace(NO_BREAK_SPACE, " ")) for name, text in plain.items()}
    return _XML.format(**texts, day=dated.isoformat()).encode()
