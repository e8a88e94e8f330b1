"""How a mark looks: like its neighbours in the row, without what belongs to their text alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

from vpr_tracker import without_refused

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_RUN: Final = (
    "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "spacing", "w", "kern", "sz", "szCs", "u", "shd",
    "cs", "rtl", "lang",
)  # fmt: skip
"""What of a run's looks is taken over, in the order of the schema."""
_PARAGRAPH: Final = (
    "pStyle", "widowControl", "suppressAutoHyphens", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid",
    "spacing", "contextualSpacing", "jc", "textAlignment",
)  # fmt: skip
_CELL: Final = ("tcBorders", "shd", "noWrap", "tcMar", "textDirection", "vAlign")
_NOT_IN_XML: Final = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd", 0x09: " ", 0x0A: " "}
"""The last characters that a text may have and XML may not; a break in a name is none in a mark."""
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Looks:
    """Makes elements in the namespace of one document, and copies looks within it.

    ``plain_style`` says whether a paragraph style may be taken over: it numbers nothing and heads nothing.
    """

    def __init__(self, namespace: str, plain_style: Callable[[str], bool]) -> None:
        self.w = f"{{{namespace}}}"
        self._plain_style = plain_style

    def make(self, tag: str, **attributes: str) -> Element:
        """An element of WordprocessingML; attributes are of its namespace too."""
        element = etree.Element(self.w + tag)
        for name, value in attributes.items():
            element.set(self.w + name, value)
        return element

    def find(self, parent: Element | None, tag: str) -> Element | None:
        """The first child with that tag."""
        return None if parent is None else parent.find(self.w + tag)

    def value(self, parent: Element | None, tag: str) -> str | None:
        """The ``w:val`` of a child."""
        child = self.find(parent, tag)
        return None if child is None else child.get(self.w + "val")

    def own(self, parent: Element, tag: str, owner: str) -> Iterator[Element]:
        """Descendants with a tag that belong to this element, not to another ``owner`` inside it."""
        for element in parent.iter(self.w + tag):
            if element is not parent and next(element.iterancestors(self.w + owner), None) is parent:
                yield element

    def on(self, switch: Element) -> bool:
        """Whether a switch element is not set to «0», «false» or «off»."""
        return switch.get(self.w + "val", "1").strip().lower() not in ("0", "false", "off")

    # Looks

    def of_run(self, cells: Iterable[Element]) -> Element | None:
        """The ``w:rPr`` for a mark: that of the first run with text in the nearest cell that has one."""
        for cell in cells:
            for run in cell.iter(self.w + "r"):
                if any(text.text and text.text.strip() for text in run.iterchildren(self.w + "t")):
                    return self._kept(self.find(run, "rPr"), "rPr", _RUN)
        return None

    def of_mark(self, cell: Element) -> Element | None:
        """The ``w:rPr`` that an empty cell holds ready for what is typed into it."""
        paragraph = next(cell.iter(self.w + "p"), None)
        return self._kept(self.find(self.find(paragraph, "pPr"), "rPr"), "rPr", _RUN)

    def of_paragraph(self, cells: Iterable[Element]) -> Element | None:
        """The ``w:pPr`` for a mark: that of the first paragraph of the nearest cell."""
        for cell in cells:
            paragraph = next(cell.iter(self.w + "p"), None)
            if paragraph is not None:
                return self._kept(self.find(paragraph, "pPr"), "pPr", _PARAGRAPH)
        return None

    def of_cell(self, cell: Element | None) -> list[Element]:
        """Borders, shading and margins of a cell, for one beside it."""
        kept = self._kept(self.find(cell, "tcPr"), "tcPr", _CELL)
        return [] if kept is None else list(kept)

    def _kept(self, properties: Element | None, tag: str, names: tuple[str, ...]) -> Element | None:
        if properties is None:
            return None
        made = self.make(tag)
        for name in names:
            child = self.find(properties, name)
            if child is None or (name == "pStyle" and not self._plain_style(child.get(self.w + "val", ""))):
                continue
            made.append(deepcopy(child))
        for child in made.iter():
            child.tail = None
        return made if len(made) else None

    # Text

    def paragraph(self, text: str, ppr: Element | None, rpr: Element | None) -> Element:
        """A paragraph that says ``text``; an empty one where there is none."""
        made = self.make("p")
        properties = deepcopy(ppr) if ppr is not None else None
        if not text and rpr is not None:
            # An empty paragraph is as high as its mark's letters.
            properties = properties if properties is not None else self.make("pPr")
            properties.append(deepcopy(rpr))
        if properties is not None:
            made.append(properties)
        if text:
            made.append(self.run(text, rpr))
        return made

    def run(self, text: str, rpr: Element | None) -> Element:
        """A run that says ``text``."""
        made = self.make("r")
        if rpr is not None:
            made.append(deepcopy(rpr))
        said = etree.SubElement(made, self.w + "t")
        said.text = without_refused(text).translate(_NOT_IN_XML)
        said.set(_SPACE, "preserve")
        return made
