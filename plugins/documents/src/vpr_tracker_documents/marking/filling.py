"""Writing a mark into a cell: what stood there stays, unless it is to be replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vpr_tracker_documents.marking.looks import Looks
    from vpr_tracker_documents.word.ooxml import Element

_NOTHING: Final = " \u00a0\t\r\n-–—_…."
_DEAD: Final = ("del", "moveFrom")
_ONE_LINE: Final = ("text", "date", "dropDownList", "comboBox", "picture", "citation", "equation", "docPartList")
"""Content controls that hold one line of their own kind, not a mark."""
_RANGES: Final = tuple(
    f"{name}{end}"
    for name in ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
    for end in ("Start", "End")
)
"""Marks of ranges that may begin or end outside the cell."""


def write(looks: Looks, cell: Element, lines: Sequence[str], neighbours: Sequence[Element], *, replace: bool) -> bool:
    """Put the lines of a mark into a cell, below what it says; whether anything was put.

    Nothing is put where the cell says the same already, so that marking twice is marking once.

    :param neighbours: cells of the row, the nearest first, that lend their looks.
    :param replace: take out what the cell says.
    """
    said = says(looks, cell)
    if said.strip() and not replace and _folded(" ".join(lines)) in _folded(said):
        return False
    fresh = replace or not said.strip(_NOTHING)
    own = [] if fresh else [cell]
    ppr = looks.of_paragraph([cell, *neighbours])
    rpr = looks.of_mark(cell) if fresh else None
    rpr = rpr if rpr is not None else looks.of_run([*own, *neighbours])
    _promote(looks, cell)
    _drop_prompts(looks, cell)
    if replace:
        _clear(looks, cell)
    elif fresh:
        _drop_dashes(looks, cell)
    target = next((each for each in cell if each.tag == looks.w + "p"), None) if fresh else None
    if target is not None:
        target.append(looks.run(lines[0], rpr))
        lines = lines[1:]
        for line in reversed(lines):
            target.addnext(looks.paragraph(line, ppr, rpr))
    else:
        cell.extend(looks.paragraph(line, ppr, rpr) for line in lines)
    return True


def says(looks: Looks, cell: Element) -> str:
    """The live text of a cell: without the prompts of content controls and without deleted words."""
    pieces: list[str] = []
    for block in cell.iter(looks.w + "t", looks.w + "p"):
        if block.tag == looks.w + "p":
            pieces.append("\n")
        elif not any(_is_dead(looks, each) for each in block.iterancestors()):
            pieces.append(block.text or "")
    return "".join(pieces).strip("\n")


def _is_dead(looks: Looks, element: Element) -> bool:
    if element.tag == looks.w + "sdt":
        return _is_prompt(looks, element)
    return element.tag in {looks.w + name for name in _DEAD}


def _is_prompt(looks: Looks, control: Element) -> bool:
    showing = looks.find(looks.find(control, "sdtPr"), "showingPlcHdr")
    return showing is not None and looks.on(showing)


def _folded(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def _promote(looks: Looks, cell: Element) -> None:
    """Take the cell out of a content control around it that would show its prompt, its data or one line instead."""
    content = cell.getparent()
    while content is not None and content.tag == looks.w + "sdtContent":
        control = content.getparent()
        assert control is not None  # a w:sdtContent has a control around it
        properties = looks.find(control, "sdtPr")
        kinds = ("dataBinding", *_ONE_LINE)
        kept = properties is None or not any(looks.find(properties, kind) is not None for kind in kinds)
        if kept and not _is_prompt(looks, control):
            content = control.getparent()
            continue
        cells = [each for each in content if each.tag == looks.w + "tc"]
        if cell is cells[0] and len(cells) > 1:
            control.addprevious(cell)
        else:
            control.addnext(cell)
        if len(cells) == 1:
            around = control.getparent()
            assert around is not None  # it stands in a row
            around.remove(control)
        content = cell.getparent()


def _drop_prompts(looks: Looks, cell: Element) -> None:
    """Take out the prompts of content controls inside the cell; a paragraph stays in the place of a block."""
    for control in list(cell.iter(looks.w + "sdt")):
        parent = control.getparent()
        if parent is None or not _is_prompt(looks, control):
            continue
        paragraph = next(control.iter(looks.w + "p"), None)
        if paragraph is not None and next(iter(cell.iterchildren(looks.w + "p")), None) is None:
            control.addprevious(looks.paragraph("", looks.of_paragraph([control]), None))
        parent.remove(control)


def _drop_dashes(looks: Looks, cell: Element) -> None:
    """Take out the dash that stands for nothing; deleted words and marks of ranges stay."""
    for run in list(cell.iter(looks.w + "r")):
        parent = run.getparent()
        if parent is None or any(_is_dead(looks, each) for each in run.iterancestors()):
            continue
        if all(child.tag in {looks.w + "t", looks.w + "rPr"} for child in run):
            parent.remove(run)


def _clear(looks: Looks, cell: Element) -> None:
    """Take out all that the cell says; its first paragraph and the marks of ranges stay."""
    ranges = list(cell.iter(*(looks.w + name for name in _RANGES)))
    first = next(iter(cell.iterchildren(looks.w + "p")), None)
    for block in list(cell):
        if block is not first and block.tag != looks.w + "tcPr":
            cell.remove(block)
    if first is None:
        first = looks.paragraph("", None, None)
        cell.append(first)
    for child in list(first):
        if child.tag != looks.w + "pPr":
            first.remove(child)
    first.extend(ranges)
