"""Complex fields: their result is text, their instruction is not.

A field begins, separates and ends in runs that may stand in different paragraphs and cells, and fields nest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker_documents.word.ooxml import DEAD_CHANGES, VAL, W, is_on, value_of, whole
from vpr_tracker_documents.word.story import Field, Mode, Story

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element


def unfinished(root: Element) -> frozenset[Element]:
    """The ``w:fldChar`` elements of a part that begin a field which never ends (deleted ones not counted).

    Word shows what stands after them as text, so they must not swallow it.
    """
    open_fields: list[Element] = []
    for mark in root.iter(W + "fldChar"):
        if next(mark.iterancestors(*DEAD_CHANGES), None) is not None:
            continue
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            open_fields.append(mark)
        elif kind == "end" and open_fields:
            open_fields.pop()
    return frozenset(open_fields)


def read(story: Story, mark: Element, mode: Mode) -> None:
    """Follow a ``w:fldChar``."""
    kind = mark.get(W + "fldCharType")
    if kind == "begin":
        if mark not in story.unfinished:
            story.fields.append(Field(start=mark))
            story.in_code += 1
    elif kind == "separate" and story.fields:
        _leave_code(story, story.fields[-1])
    elif kind == "end" and story.fields:
        field = story.fields.pop()
        _leave_code(story, field)
        if len(story.pieces) == field.shown_from:
            story.put(_form_value(field.start), mode)


def _leave_code(story: Story, field: Field) -> None:
    if field.in_code:
        field.in_code = False
        story.in_code -= 1
        field.shown_from = len(story.pieces)


def _form_value(start: Element) -> str:
    """What a drop-down or check box of a form shows, which Word draws without any run of text."""
    data = start.find(W + "ffData")
    if data is None:
        return ""
    choices = data.find(W + "ddList")
    if choices is not None:
        entries = [entry.get(VAL, "") for entry in choices.iterchildren(W + "listEntry")]
        chosen = whole(value_of(choices, W + "result") or value_of(choices, W + "default"))
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    box = data.find(W + "checkBox")
    if box is None:
        return ""
    checked = box.find(W + "checked")
    return "☒" if is_on(box.find(W + "default") if checked is None else checked) else "☐"
