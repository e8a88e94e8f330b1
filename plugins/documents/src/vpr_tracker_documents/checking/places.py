"""Where in a Word template something stands, in the words of a person who looks for it in Word."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.word.ooxml import TBL, TC, TR, P, W

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element


def part_words(part: str) -> str:
    """A part as a person knows it: «the text», «header (header1.xml)»."""
    name = posixpath.basename(part)
    for beginning, words in (
        ("header", _("header ({name})")),
        ("footer", _("footer ({name})")),
        ("footnotes", _("footnotes")),
        ("endnotes", _("endnotes")),
    ):
        if name.startswith(beginning):
            return words.format(name=name)
    return _("the text")


def place(part: str, node: Element) -> str:
    """The place of a node: part, then table, row and column, or the paragraph, each counted from 1."""
    words = [part_words(part)]
    around = [node, *node.iterancestors()]
    tables = [element for element in around if element.tag == TBL]
    if tables:
        table = tables[-1]
        words.append(_("table {number}").format(number=_rank(table, _outermost(node))))
        row = _child(around, table, TR)
        if row is not None:
            words.append(_("row {number}").format(number=_rank(row, list(table.iter(TR)))))
            cell = _child(around, row, TC)
            if cell is not None:
                words.append(_("column {number}").format(number=_rank(cell, list(row.iter(TC)))))
        return ", ".join(words)
    paragraph = next((element for element in around if element.tag == P), None)
    if paragraph is not None:
        words.append(_("paragraph {number}").format(number=_rank(paragraph, _outside_tables(node))))
    return ", ".join(words)


def _rank(element: Element, among: list[Element]) -> int:
    return next((rank for rank, each in enumerate(among, 1) if each is element), 0)


def _root(node: Element) -> Element:
    return node.getroottree().getroot()


def _outermost(node: Element) -> list[Element]:
    return [table for table in _root(node).iter(TBL) if next(table.iterancestors(TBL), None) is None]


def _outside_tables(node: Element) -> list[Element]:
    return [paragraph for paragraph in _root(node).iter(P) if next(paragraph.iterancestors(TBL), None) is None]


def _child(around: list[Element], table: Element, name: str) -> Element | None:
    """The nearest element of that name below ``table`` that the node is in; content controls may lie between."""
    below = around[: next(index for index, each in enumerate(around) if each is table)]
    return next((element for element in reversed(below) if element.tag == name), None)


def quoted(node: Element, limit: int = 40) -> str:
    """The beginning of the text round a node."""
    text = "".join(each.text or "" for each in node.iter(W + "t"))
    return text if len(text) <= limit else text[:limit] + "…"
