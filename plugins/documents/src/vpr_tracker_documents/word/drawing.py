"""Drawings: the text in their text boxes, and a note on pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.ooxml import ALTERNATE, WP, A, V, W, alternative
from vpr_tracker_documents.word.story import Mode, Story

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_BOX: Final = W + "txbxContent"
_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OLE: Final = "{urn:schemas-microsoft-com:office:office}OLEObject"


@dataclass(slots=True)
class _Found:
    """What a drawing has shown so far."""

    alt: str = ""
    text: bool = False
    unread: str = ""


def read(story: Story, element: Element, mode: Mode) -> None:
    """Read a ``w:drawing`` or ``w:pict``: its text goes to the end of the paragraph's lines."""
    if story.in_code:
        return
    found = _Found()
    # A drawing is struck out by nobody, but it is hidden with the text that it is anchored in.
    with story.forcing("hidden" if mode == "hidden" else ""):
        _search(story, element, found)
    if found.unread:
        story.note("unread", found.unread)
    elif not found.text:
        story.note("picture", found.alt)


def read_object(story: Story, element: Element, mode: Mode) -> None:
    """Read a ``w:object``: an embedded file of which only a picture is seen."""
    program = element.find(_OLE)
    if program is None:
        read(story, element, mode)
    else:
        story.note("unread", f"embedded object {program.get('ProgID', '')}".strip())


def _search(story: Story, element: Element, found: _Found) -> None:
    for child in element:
        tag = child.tag
        if tag == _BOX:
            found.text = True
            story.sources.boxed(story, child)
        elif tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                with story.deeper():
                    _search(story, branch, found)
        elif tag == V + "textpath":
            _show(story, child.get("string", ""), found)
        elif tag == A + "p":
            _show(story, "".join(text.text or "" for text in child.iter(A + "t")), found)
        else:
            _look_at(child, found)
            if len(child):
                with story.deeper():
                    _search(story, child, found)


def _look_at(element: Element, found: _Found) -> None:
    if element.tag == WP + "docPr":
        found.alt = element.get("descr") or element.get("title") or found.alt
    elif element.tag == V + "shape":
        found.alt = element.get("alt") or found.alt
    elif element.tag == _DIAGRAM:
        found.unread = f"diagram {found.alt}".strip()


def _show(story: Story, text: str, found: _Found) -> None:
    """Text drawn without a text box: word art, text of a picture made of shapes."""
    if text:
        found.text = True
        story.show_in_box(text)
