"""Whether loops and conditions begin and end where Word lets them: the same table, row, cell or paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.checking.faults import Fault
from vpr_tracker_documents.checking.places import place
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.word.ooxml import RUN, TC, TEXT, TR, P

if TYPE_CHECKING:
    from vpr_tracker_documents.filling.tags import Tag
    from vpr_tracker_documents.word.ooxml import Element

OPENERS: Final = {"for": "endfor", "if": "endif"}
MIDDLES: Final = {"else": ("for", "if"), "elif": ("if",)}
SINGLE: Final = frozenset({"set", "vm", "hm", "colspan", "cellbg"})
"""Statements that stand alone; all but ``set`` are docxtpl's, for cells."""
_AROUND: Final = {"tr": TR, "tc": TC, "p": P, "r": RUN}


def misplaced(part: str, tag: Tag) -> Iterator[Fault]:
    """What is wrong with where one tag stands."""
    where = place(part, tag.node)
    if tag.kind == "{{":
        if tag.scope:
            yield Fault(
                where,
                _("«{tag}» puts nothing into this document").format(tag=tag.printed),
                _("write {cure}").format(cure="{{ " + tag.body + " }}"),
            )
        return
    if tag.kind != "{%" or not tag.scope:
        return
    around = tag.within(_AROUND[tag.scope])
    if around is None:
        yield Fault(
            where,
            _("«{tag}» stands outside of a table").format(tag=tag.printed),
            _("outside of tables write {cure}").format(cure=tag.printed.replace(f"%{tag.scope}", "%p", 1)),
        )
        return
    lost = _other_text(around, tag)
    if lost:
        yield Fault(where, _LOST[tag.scope](tag.printed, lost), _OWN[tag.scope]())


_LOST: Final = {
    "tr": lambda tag, lost: _("the row of «{tag}» goes with the tag, and with it «{lost}»").format(tag=tag, lost=lost),
    "tc": lambda tag, lost: _("the cell of «{tag}» goes with the tag, and with it «{lost}»").format(tag=tag, lost=lost),
    "p": lambda tag, lost: _("the paragraph of «{tag}» goes with the tag, and with it «{lost}»").format(
        tag=tag, lost=lost
    ),
    "r": lambda tag, lost: _("the words round «{tag}» go with the tag: «{lost}»").format(tag=tag, lost=lost),
}
_OWN: Final = {
    "tr": lambda: _(
        "give «{%tr for … %}» a row of its own above the row that repeats, and «{%tr endfor %}» one below it"
    ),
    "tc": lambda: _("give the tag a cell of its own, before or behind the cells that repeat"),
    "p": lambda: _("give the tag a paragraph of its own, above or below what repeats"),
    "r": lambda: _("leave the letter «r» out of the tag"),
}


def _other_text(around: Element, tag: Tag) -> str:
    """What stands in the row, cell or paragraph beside the tag."""
    text = "".join(node.text or "" for node in around.iter(TEXT))
    rest = " ".join(text.replace(tag.printed, "", 1).split())
    return rest if len(rest) <= 60 else rest[:60] + "…"


def torn(part: str, opener: Tag, closer: Tag) -> Iterator[Fault]:
    """What is wrong between the beginning and the end (or a middle) of a block."""
    where = place(part, opener.node)
    if opener.scope != closer.scope:
        yield Fault(
            where,
            _("«{opener}» and «{closer}» are of two kinds").format(opener=opener.printed, closer=closer.printed),
            _("write {cure}").format(cure=closer.printed.replace("{%" + closer.scope, "{%" + opener.scope, 1)),
        )
    elif _home(opener) is not _home(closer):
        yield Fault(
            where,
            _("«{opener}» begins here, «{closer}» stands elsewhere: {place}").format(
                opener=opener.printed, closer=closer.printed, place=place(part, closer.node)
            ),
            _cure(opener, closer),
        )


def _home(tag: Tag) -> Element | None:
    """What both ends of a block must lie in."""
    around = tag.within(_AROUND[tag.scope]) if tag.scope else tag.within(P)
    return None if around is None else around.getparent()


def _cure(opener: Tag, closer: Tag) -> str:
    if opener.scope == "tr":
        return _("both must stand in rows of one table")
    if opener.scope == "tc":
        return _("both must stand in cells of one row")
    if opener.within(TR) is not None or closer.within(TR) is not None:
        return _OWN["tr"]()
    return _("both must stand in the same text, outside of tables and boxes")


def split_by_markup(opener: Tag, closer: Tag) -> bool:
    """Whether two ends within one paragraph lie in different marks (a link, a tracked change)."""
    if opener.scope or opener.within(P) is not closer.within(P):
        return False
    holders = [None if (run := tag.within(RUN)) is None else run.getparent() for tag in (opener, closer)]
    return holders[0] is not holders[1]
