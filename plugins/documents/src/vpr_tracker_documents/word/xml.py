"""Parsing the XML of a part without trusting it: no entities, no DTD, no network, a bounded tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

# The one place that needs the parser itself; the other modules get elements.
from lxml import etree

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

MAX_TREE: Final = 240_000_000
"""Estimated bytes of the parsed tree above which a part is not parsed."""
_PER_TAG: Final = 120
_PER_ATTRIBUTE: Final = 216

DAMAGED: Final = N_("open it in Word, let Word repair it, save it as .docx and try again")
_DOCTYPE: Final = "<!DOCTYPE"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/"


def parse(data: bytes, part: str) -> Element:
    """The root element of ``data``; strict OOXML names are renamed to the transitional ones.

    :raises BadInput: not well-formed, has a DOCTYPE, or would make a tree out of all proportion.
    """
    if _contains(data, _DOCTYPE):
        raise _doctype(part)
    if data.count(b"<") * _PER_TAG + data.count(b"=") * _PER_ATTRIBUTE > MAX_TREE:
        raise BadInput(
            _("part «{part}» of the Word file is too large to be read").format(part=part),
            hint=_("a plan has far less in it: check the file, or split it"),
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(
            _("part «{part}» of the Word file is broken: {reason}").format(part=part, reason=_reason(error)),
            hint=_(DAMAGED),
            where=part,
        ) from error
    # An encoding that hides the DOCTYPE from a search of the bytes (UTF-7, say) ends here.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(part)
    if _contains(data, _STRICT):
        _make_transitional(root)
    return root


def _reason(error: Exception) -> str:
    text = str(error).strip()
    return text[:200] or _("it holds no XML")


def _contains(data: bytes, text: str) -> bool:
    return any(text.encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def _doctype(part: str) -> BadInput:
    return BadInput(
        _("part «{part}» of the file declares a DOCTYPE, which no Word file does; it was not read").format(part=part),
        hint=_("the file may be made to do harm: ask its sender for one saved by Word"),
        where=part,
    )


def _make_transitional(root: Element) -> None:
    """Rename the elements and attributes of strict OOXML (ISO/IEC 29500-1) to those of the transitional kind."""
    names: dict[str, str] = {}
    for element in root.iter(etree.Element):
        element.tag = _transitional(str(element.tag), names)
        for name, value in element.attrib.items():
            new = _transitional(str(name), names)
            if new != name:
                del element.attrib[name]
                element.set(new, value)


def _transitional(name: str, names: dict[str, str]) -> str:
    """``{…/ooxml/wordprocessingml/main}p`` → ``{…/wordprocessingml/2006/main}p``; ``names`` remembers."""
    if name not in names:
        space, brace, local = name.rpartition("}")
        if space.startswith("{" + _STRICT):
            family, _slash, rest = space[len(_STRICT) + 1 :].partition("/")
            space = f"{{{_TRANSITIONAL}{family}/2006/{rest}"
        names[name] = space + brace + local
    return names[name]
