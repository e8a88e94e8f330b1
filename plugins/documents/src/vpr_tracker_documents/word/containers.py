"""Wrappers that are transparent to a reader: content controls, tracked insertions, links, alternatives and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.ooxml import ALTERNATE, DEAD_CHANGES, LIVE_CHANGES, SDT, TEXT, W, alternative, is_on

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element
    from vpr_tracker_documents.word.story import Story

TRANSPARENT: Final = LIVE_CHANGES | {
    SDT,
    ALTERNATE,
    *(W + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")),
}
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@contextmanager
def entered(story: Story, wrapper: Element) -> Iterator[Element | None]:
    """The element whose children stand in place of ``wrapper``, one of ``TRANSPARENT``; ``None`` for nothing."""
    with story.deeper():
        if wrapper.tag == SDT:
            with _control(story, wrapper) as content:
                yield content
        elif wrapper.tag == ALTERNATE:
            yield alternative(wrapper)
        else:
            yield wrapper


def unwrap(story: Story, parent: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The children of ``parent`` with a tag of ``wanted``, wrappers seen through, deleted ones left out."""
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in TRANSPARENT:
            with entered(story, child) as content:
                if content is not None:
                    yield from unwrap(story, content, wanted)


@contextmanager
def _control(story: Story, control: Element) -> Iterator[Element | None]:
    """A content control: its prompt is not live, and an empty date control shows the date that it holds."""
    properties = control.find(W + "sdtPr")
    content = control.find(W + "sdtContent")
    if properties is None or content is None:
        yield content
    elif is_on(properties.find(W + "showingPlcHdr")):
        with story.forcing("placeholder"):
            yield content
    else:
        date = properties.find(W + "date")
        held = _DATE.match(date.get(W + "fullDate", "")) if date is not None else None
        if held and not _has_text(content):
            story.prefix = f"{held[3]}.{held[2]}.{held[1]}"
        yield content
        if story.prefix:
            story.put(story.prefix, "")
            story.prefix = ""


def _has_text(content: Element) -> bool:
    return any(text.text and next(text.iterancestors(*DEAD_CHANGES), None) is None for text in content.iter(TEXT))
