"""Formulas (``m:oMath``) as a line of text: fractions with a stroke, brackets as drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.ooxml import DEAD_CHANGES, TEXT, M
from vpr_tracker_documents.word.story import Story

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_PROPERTIES: Final = "Pr"


def read(story: Story, formula: Element) -> None:
    """Add the text of a formula to the paragraph that is being read."""
    story.put(_line(story, formula), story.base)


def _line(story: Story, element: Element) -> str:
    with story.deeper():
        match element.tag:
            case name if name == M + "f":
                return "/".join(_line(story, part) for part in element if not _is_properties(part))
            case name if name == M + "d":
                return _bracketed(story, element)
            case name if name == M + "nary":
                return _sign(element, "naryPr", "chr", "∫") + _children(story, element)
            case name if name in (M + "t", TEXT):
                return element.text or ""
            case _:
                return _children(story, element)


def _children(story: Story, element: Element) -> str:
    return "".join(_line(story, child) for child in element if not _is_properties(child))


def _bracketed(story: Story, element: Element) -> str:
    inside = _sign(element, "dPr", "sepChr", "|").join(
        _line(story, part) for part in element if not _is_properties(part)
    )
    return _sign(element, "dPr", "begChr", "(") + inside + _sign(element, "dPr", "endChr", ")")


def _sign(element: Element, properties: str, name: str, default: str) -> str:
    found = element.find(M + properties)
    sign = None if found is None else found.find(M + name)
    return default if sign is None else sign.get(M + "val", "")


def _is_properties(element: Element) -> bool:
    tag = str(element.tag)
    return tag.endswith(_PROPERTIES) or tag in DEAD_CHANGES
