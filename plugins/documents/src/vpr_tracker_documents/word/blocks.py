"""Paragraphs and tables in the order of a story: paragraphs finished, tables handed on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from vpr_tracker_documents.word import inline
from vpr_tracker_documents.word.containers import TRANSPARENT, unwrap
from vpr_tracker_documents.word.model import Line, Paragraph
from vpr_tracker_documents.word.ooxml import DEAD_CHANGES, PPR, RPR, TBL, VAL, P, R, W, value_of, whole
from vpr_tracker_documents.word.story import NO_BREAK_HYPHEN, SOFT_HYPHEN, Story

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_EMBEDDED: Final = W + "altChunk"
# Runs and formulas outside a paragraph are against the rules, yet better read than lost.
_WANTED: Final = (inline.INLINE | {P, TBL, _EMBEDDED}) - TRANSPARENT
_STYLE: Final = W + "pStyle"
_NUMBERED: Final = W + "numPr"
_OUTLINE: Final = W + "outlineLvl"


class Properties(NamedTuple):
    """What a ``w:pPr`` says itself; ``joins`` when the paragraph's end is deleted or hidden, so that the next one
    continues it."""

    style: str | None = None
    num: str | None = None
    level: int | None = None
    outline: int | None = None
    joins: bool = False


_NONE: Final = Properties()


def blocks(story: Story, container: Element) -> Iterator[Paragraph | Element]:
    """The paragraphs of a container, and its tables as ``w:tbl`` elements for the caller to read before going on."""
    waiting: Properties | None = None
    for element in unwrap(story, container, _WANTED):
        tag = element.tag
        if tag == P:
            properties = _paragraph(story, element)
            # An end inside a field's instruction is as unseen as the instruction.
            if properties.joins or story.in_code:
                waiting = properties
                continue
            waiting = None
            yield _finished(story, properties)
        elif tag == TBL:
            yield from _left_over(story, waiting or _NONE)
            waiting = None
            yield element
        elif tag == _EMBEDDED:
            story.note("unread", f"embedded document {element.get(R + 'id', '')}".strip())
        else:
            inline.read(story, element)
    yield from _left_over(story, waiting or _NONE)


def _left_over(story: Story, properties: Properties) -> Iterator[Paragraph]:
    """What no following paragraph took up: a paragraph if there is text, the bare notes if there are only those."""
    if story.pieces or story.boxes:
        yield _finished(story, properties)
    elif story.notes:
        notes = story.take_notes()
        if notes:
            yield Paragraph(lines=(), notes=notes)


def _paragraph(story: Story, element: Element) -> Properties:
    """Read a paragraph's content into the story."""
    properties = _NONE
    for child in element:
        if child.tag == PPR:
            properties = _properties(story, child)
            break
    story.paragraph_style = properties.style
    story.base = story.mode_of(story.sources.styles.switches(story.table_style, properties.style, None))
    if story.prefix:
        story.put(story.prefix, "")
        story.prefix = ""
    inline.read_all(story, element)
    return properties


def _finished(story: Story, properties: Properties) -> Paragraph:
    style = story.sources.styles.paragraph(properties.style)
    label = ""
    if story.counting and (properties.num is not None or style.numbered is not None):
        label = story.counter.label(style, properties.num, properties.level)
    text = "".join(story.pieces)
    story.pieces.clear()
    if SOFT_HYPHEN in text or NO_BREAK_HYPHEN in text:
        text = text.replace(SOFT_HYPHEN, "").replace(NO_BREAK_HYPHEN, "-")
    if "\n" in text:
        first, *rest = text.split("\n")
        lines = (Line(text=first, number=label), *(Line(text=line, joined=True) for line in rest))
    else:
        lines = (Line(text, label),)
    if story.boxes:
        lines = (*lines, *story.boxes)
        story.boxes.clear()
    outline = properties.outline
    return Paragraph(
        lines=lines,
        notes=story.take_notes() if story.notes else (),
        heading=style.heading if outline is None else outline + 1 if 0 <= outline < 9 else 0,
    )


def _properties(story: Story, element: Element) -> Properties:
    style = num = None
    level = outline = None
    mark: Element | None = None
    for prop in element:
        tag = prop.tag
        if tag == _STYLE:
            style = prop.get(VAL)
        elif tag == _NUMBERED:
            num = value_of(prop, W + "numId")
            said = value_of(prop, W + "ilvl")
            level = None if said is None else whole(said)
        elif tag == _OUTLINE:
            outline = whole(prop.get(VAL), 9)
        elif tag == RPR:
            mark = prop
    if style is None and num is None and level is None and outline is None and mark is None:
        return _NONE
    return Properties(style=style, num=num, level=level, outline=outline, joins=_joins(story, style, mark))


def _joins(story: Story, style: str | None, mark: Element | None) -> bool:
    """Whether the end of the paragraph is deleted, moved away or hidden."""
    if mark is None:
        return False
    if any(prop.tag in DEAD_CHANGES for prop in mark):
        return True
    story.paragraph_style = style
    story.base = ""
    return inline.mode_of_run(story, mark) == "hidden"
