"""Several filled templates as one file: each begins on a new page, with its own headers and page numbers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

from vpr_tracker_documents.filling import package as packages
from vpr_tracker_documents.filling.package import CONTENT_TYPES, CORE
from vpr_tracker_documents.filling.pictures import LINK_KIND
from vpr_tracker_documents.word.ooxml import PPR, VAL, WP, P, R, W

if TYPE_CHECKING:
    from vpr_tracker_documents.filling.template import Filled, Template
    from vpr_tracker_documents.word.ooxml import Element

_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_SECTION: Final = W + "sectPr"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def join(template: Template, documents: Iterable[Filled]) -> dict[str, bytes]:
    """The parts of one document that holds all of them, in order; its properties are the first one's."""
    return _Joining(template).all(documents)


class _Joining:
    def __init__(self, template: Template) -> None:
        self._template = template
        self._parts = dict(template.package.parts)
        self._main = template.package.main
        self._links: dict[str, tuple[str, str]] = {}
        self._margins: dict[tuple[str, str], str] = {}

    def all(self, documents: Iterable[Filled]) -> dict[str, bytes]:
        root: Element | None = None
        for filled in documents:
            xml = filled.parts.get(self._main)
            added = etree.fromstring(xml.encode(), _PARSER) if xml else self._template.package.root(self._main)
            self._take(added, filled)
            if root is None:
                root, self._parts[CORE] = added, filled.core
            else:
                _append(root, added)
        if root is not None:
            _renumber(root)
            self._parts[self._main] = packages.as_bytes(root)
        links = packages.rels_name(self._main)
        self._parts[links] = packages.with_links(self._parts.get(links), self._links)
        return self._parts

    def _take(self, root: Element, filled: Filled) -> None:
        """Bring in the pictures and headers of a document, and let its sections lead to them."""
        for pictures in filled.pictures.values():
            for each in pictures:
                self._links[each.link] = (LINK_KIND, f"/{each.part}")
                self._parts[each.part] = each.png
                self._parts[CONTENT_TYPES] = packages.with_type(
                    self._parts[CONTENT_TYPES], extension="png", kind="image/png"
                )
        margins = {name: xml for name, xml in filled.parts.items() if name != self._main}
        if margins:
            leads = self._leads()
            for reference in root.iter(W + "headerReference", W + "footerReference"):
                part = leads.get(reference.get(R + "id", ""))
                if part in margins:
                    kind = "header" if reference.tag == W + "headerReference" else "footer"
                    reference.set(R + "id", self._margin(kind, part, margins[part]))

    def _leads(self) -> dict[str, str]:
        """The relationships of the template's main part: identifier → part."""
        links = etree.fromstring(self._template.package.parts[packages.rels_name(self._main)], _PARSER)
        folder = posixpath.dirname(self._main)
        return {
            link.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
            for link in links
        }

    def _margin(self, kind: str, part: str, xml: str) -> str:
        """The relationship to a header or footer with this text; equal ones are stored once."""
        if (part, xml) not in self._margins:
            number = len(self._margins) + 1
            name = f"word/vpr-{kind}{number}.xml"
            self._parts[name] = (packages.HEAD + xml).encode()
            own = self._template.package.parts.get(packages.rels_name(part))
            if own is not None:
                self._parts[packages.rels_name(name)] = own
            self._parts[CONTENT_TYPES] = packages.with_type(
                self._parts[CONTENT_TYPES], part=name, kind=f"{_WORD}.{kind}+xml"
            )
            self._links[f"vprMargin{number}"] = (f"{_OFFICE}/{kind}", f"/{name}")
            self._margins[part, xml] = f"vprMargin{number}"
        return self._margins[part, xml]


def _append(root: Element, added: Element) -> None:
    """Put a document behind another one: its section becomes that of the last paragraph before it."""
    body, more = root.find(W + "body"), added.find(W + "body")
    if body is None or more is None:
        return
    section = body.find(_SECTION)
    if section is not None:
        body.remove(section)
        last = body[-1] if len(body) and body[-1].tag == P else etree.SubElement(body, P)
        properties = last.find(PPR)
        if properties is None:
            properties = last.makeelement(PPR)
            last.insert(0, properties)
        properties.append(deepcopy(section))
    body.extend(list(more))
    _begin_anew(body.find(_SECTION))


def _begin_anew(section: Element | None) -> None:
    """Let the section begin on a new page, and its pages count from 1."""
    if section is None:
        return
    for name in ("type", "pgNumType"):
        for old in section.findall(W + name):
            section.remove(old)
    kind = section.makeelement(W + "type", {VAL: "nextPage"})
    numbers = section.makeelement(W + "pgNumType", {W + "start": "1"})
    references = [*section.iterchildren(W + "headerReference", W + "footerReference")]
    section.insert(len(references), kind)
    margins = section.find(W + "pgMar")
    place = list(section).index(margins) + 1 if margins is not None else len(references) + 1
    section.insert(place, numbers)


def _renumber(root: Element) -> None:
    """Give each drawing a number of its own, and each bookmark too."""
    for number, drawing in enumerate(root.iter(WP + "docPr"), 1):
        drawing.set("id", str(number))
    for number, mark in enumerate(root.iter(W + "bookmarkStart"), 1):
        mark.set(W + "id", str(number))
        mark.set(W + "name", f"{mark.get(W + 'name', '')[:30]}_{number}")
        end = next((each for each in mark.itersiblings(W + "bookmarkEnd")), None)
        if end is not None:
            end.set(W + "id", str(number))
