"""The check of a template: all its faults, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from vpr_tracker import BadInput
from vpr_tracker_documents.checking.blocks import MIDDLES, OPENERS, misplaced, split_by_markup, torn
from vpr_tracker_documents.checking.braces import single_braces
from vpr_tracker_documents.checking.expressions import Reader
from vpr_tracker_documents.checking.faults import Fault
from vpr_tracker_documents.checking.places import part_words, place
from vpr_tracker_documents.checking.scopes import Scope, Scopes
from vpr_tracker_documents.checking.trial import trial
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.making.names import Names, sample
from vpr_tracker_documents.word.ooxml import TEXT, TR, VAL, P, W

if TYPE_CHECKING:
    from vpr_tracker_documents.filling.tags import Tag
    from vpr_tracker_documents.filling.template import Template, TextPart
    from vpr_tracker_documents.word.ooxml import Element

_STYLES: Final = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def check(template: Template, names: Names) -> list[Fault]:
    """Everything that is wrong with a template for data of these names; nothing where all is right."""
    faults = [fault for part in template.texts for fault in _check_part(template, part, names)]
    faults += single_braces(template)
    faults += _styles(template)
    if not template.texts:
        what = _("no name in braces stands in the template: all documents made from it will be alike")
        cure = _("put names where data have to stand; vpr doc template KIND --names lists them")
        faults.append(Fault(part_words(""), what, cure, harmless=True))
    if not any(not fault.harmless for fault in faults):
        for empty in (False, True):
            found = list(trial(template, sample(names, empty=empty)))
            if found:
                return [*faults, *found]
    return faults


def refuse(template: Template, faults: Sequence[Fault]) -> None:
    """Raise where a template has faults that are not harmless.

    :raises BadInput: names each with its place and cure.
    """
    serious = [str(fault) for fault in faults if not fault.harmless]
    if serious:
        raise BadInput(
            _("the template «{name}» cannot be filled").format(name=template.package.name),
            problems=serious,
            hint=_("mend the template in Word; the names that it may use: vpr doc template KIND --names"),
            where=template.package.name,
        )


def _check_part(template: Template, part: TextPart, names: Names) -> Iterator[Fault]:
    for half in part.loose:
        yield Fault(
            place(part.name, half.node),
            _("«{half}» is half a tag: its other half is not in the same paragraph").format(half=half.printed),
            _("delete the tag and type it anew in one go, within one paragraph and one cell"),
        )
    reader = Reader(template.environment, Scopes([Scope(dict(names))]))
    blocks: list[Tag] = []
    for tag in part.tags:
        where = place(part.name, tag.node)
        if tag.healed:
            yield Fault(
                where,
                _("Word has cut «{tag}» into pieces; it is read as one").format(tag=tag.printed),
                _("nothing must be done; to be sure, type it anew in one go"),
                harmless=True,
            )
        yield from misplaced(part.name, tag)
        yield from reader.read(tag, where)
        if tag.kind == "{%":
            yield from _block(part.name, tag, blocks, reader)
    for tag in blocks:
        yield Fault(
            place(part.name, tag.node),
            _("«{tag}» has no end").format(tag=tag.printed),
            _("add {cure}").format(cure=f"{{%{tag.scope} {OPENERS[tag.word]} %}}"),
        )


def _block(part: str, tag: Tag, blocks: list[Tag], reader: Reader) -> Iterator[Fault]:
    """Follow a block: its beginning, its middles, its end."""
    if tag.word in OPENERS:
        blocks.append(tag)
        return
    ends = tag.word in OPENERS.values()
    if not ends and tag.word not in MIDDLES:
        return
    wanted = [word for word, end in OPENERS.items() if end == tag.word] if ends else MIDDLES[tag.word]
    if not blocks or blocks[-1].word not in wanted:
        open_now = blocks[-1].printed if blocks else "–"
        yield Fault(
            place(part, tag.node),
            _("«{tag}» belongs to no «{wanted}» (open here: {open})").format(
                tag=tag.printed, wanted="», «".join(wanted), open=open_now
            ),
            _("remove it, or put its beginning before it"),
        )
        return
    yield from torn(part, blocks[-1], tag)
    if split_by_markup(blocks[-1], tag):
        yield Fault(
            place(part, tag.node),
            _("«{opener}» and «{closer}» lie in different marks (a link, a tracked change)").format(
                opener=blocks[-1].printed, closer=tag.printed
            ),
            _("accept the tracked changes and type both tags outside of links"),
        )
    if ends and blocks.pop().word == "for":
        reader.scopes.close()


def _goes(element: Element) -> bool:
    """Whether an element stands in a paragraph or row that a tag takes away."""
    for name, scope in ((P, "p"), (TR, "tr")):
        around = next(element.iterancestors(name), None)
        text = "" if around is None else "".join(node.text or "" for node in around.iter(TEXT)).strip()
        if text.startswith((f"{{%{scope} ", f"{{#{scope} ")):
            return True
    return False


def _styles(template: Template) -> Iterator[Fault]:
    """Styles that are used and that the template does not have."""
    package = template.package
    name = package.related("styles")
    there = set()
    if name in package.parts:
        there = {(style.get(W + "type"), style.get(W + "styleId")) for style in package.root(name).iter(W + "style")}
    for part in package.texts:
        told = set()
        for element in package.root(part).iter(*(W + tag for tag in _STYLES)):
            kind = _STYLES[str(element.tag).removeprefix(W)]
            wanted = (kind, element.get(VAL))
            if wanted in there or wanted in told or _goes(element):
                continue
            told.add(wanted)
            yield Fault(
                place(part, element),
                _("the style «{name}» is not in the template").format(name=wanted[1]),
                _("choose another style there, or bring this one in (Word: Styles, Manage styles, Import/Export)"),
            )
