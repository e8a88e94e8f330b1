"""Filling a template for a trial: what comes out must be a document, with much data and with none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from vpr_tracker import BadInput
from vpr_tracker_documents.checking.faults import Fault
from vpr_tracker_documents.checking.places import part_words
from vpr_tracker_documents.filling.bounds import TooMuch
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.word.ooxml import RUN, TBL, TC, TEXT, TR, P, W

if TYPE_CHECKING:
    from vpr_tracker_documents.filling.template import Template
    from vpr_tracker_documents.word.ooxml import Element

_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_CONTROLS: Final = (W + "sdtContent", W + "customXml", W + "ins", W + "moveTo")
_PARENTS: Final = {TR: (TBL, *_CONTROLS), TC: (TR, *_CONTROLS), TEXT: (RUN,)}
_DAY: Final = date(2026, 1, 1)


def trial(template: Template, values: Mapping[str, Any]) -> Iterator[Fault]:
    """The faults that show only when the template is filled."""
    try:
        filled = template.fill(values, title="", author="", dated=_DAY)
    except BadInput as error:
        what = "; ".join(error.problems) or error.message
        cause = error.__cause__
        cure = cause.cure if isinstance(cause, TooMuch) else _("correct the expression that fails")
        yield Fault(str(error.where), what, cure)
        return
    for part, xml in filled.parts.items():
        try:
            root = etree.fromstring(xml.encode(), _PARSER)
        except etree.XMLSyntaxError as error:
            yield Fault(
                part_words(part),
                _(
                    "a block begins in one piece of formatting and ends in another, so no document comes out: {reason}"
                ).format(reason=error.msg),
                _("type the tags of each loop and condition anew, without formatting and tracked changes between them"),
            )
            continue
        yield from _misplaced(part, root)


def _misplaced(part: str, root: Element) -> Iterator[Fault]:
    for element in root.iter(TR, TC, TEXT, P):
        parent = element.getparent()
        wanted = _PARENTS.get(str(element.tag))
        if wanted and (parent is None or parent.tag not in wanted):
            yield _out_of_place(part)
            return
        if element.tag == P and ((element.text or "").strip() or any((each.tail or "").strip() for each in element)):
            yield _out_of_place(part)
            return


def _out_of_place(part: str) -> Fault:
    return Fault(
        part_words(part),
        _("after filling, rows, cells or words stand where Word has no place for them"),
        _("let each loop begin and end in rows, cells or paragraphs of its own: «{%tr for … %}», «{%p for … %}»"),
    )
