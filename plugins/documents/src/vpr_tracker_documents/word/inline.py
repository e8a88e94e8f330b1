"""The content of a paragraph: runs, and what wraps them, down to the characters that a person sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from vpr_tracker_documents.word import drawing, fields, maths
from vpr_tracker_documents.word.containers import TRANSPARENT, entered
from vpr_tracker_documents.word.ooxml import ALTERNATE, RPR, RUN, TEXT, VAL, XML_SPACE, M, R, W, alternative, is_on
from vpr_tracker_documents.word.story import Mode, Story
from vpr_tracker_documents.word.styles import SWITCHES
from vpr_tracker_documents.word.symbols import shown

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_Handler: TypeAlias = Callable[[Story, "Element", Mode], None]
_STYLE: Final = W + "rStyle"
WHITE: Final = " \t\n\r"
_MATHS: Final = frozenset({M + "oMath", M + "oMathPara"})
_OTHER_FILE: Final = W + "subDoc"

INLINE: Final = TRANSPARENT | _MATHS | {RUN, _OTHER_FILE}
"""Tags that ``read`` understands."""


def read_all(story: Story, parent: Element) -> None:
    """Read all children of a paragraph or of a wrapper inside one."""
    for child in parent:
        if child.tag == RUN:
            _run(story, child, story.base)
        elif child.tag in INLINE:
            read(story, child)


def read(story: Story, element: Element) -> None:
    """Read one child of a paragraph: one of ``INLINE``."""
    tag = element.tag
    if tag == RUN:
        _run(story, element, story.base)
    elif tag in _MATHS:
        maths.read(story, element)
    elif tag == _OTHER_FILE:
        story.note("unread", f"sub-document {element.get(R + 'id', '')}".strip())
    else:
        with entered(story, element) as content:
            if content is not None:
                read_all(story, content)


def mode_of_run(story: Story, properties: Element) -> Mode:
    """What becomes of the text of a run with these ``w:rPr`` in the paragraph that is being read."""
    style: str | None = None
    own: dict[str, bool] = {}
    for prop in properties:
        tag = prop.tag
        if tag == _STYLE:
            style = prop.get(VAL)
        elif tag in SWITCHES:
            own[str(tag)] = is_on(prop)
    if style is None and not own:
        return story.base
    on = story.sources.styles.switches(story.table_style, story.paragraph_style, style)
    return story.mode_of(on - own.keys() | {name for name, value in own.items() if value})


def _run(story: Story, run: Element, mode: Mode) -> None:
    for child in run:
        tag = child.tag
        if tag == TEXT:
            text = child.text
            if text:
                story.put(kept(text, child), mode)
        elif tag == RPR:
            mode = mode_of_run(story, child)
        else:
            handler = _IN_RUN.get(tag)
            if handler is not None:
                handler(story, child, mode)


def kept(text: str, element: Element) -> str:
    """The text that Word keeps: white space at its ends only where ``xml:space`` says so, no line ends."""
    if text[0] in WHITE or text[-1] in WHITE:
        space = element.get(XML_SPACE)
        if space is None:
            space = next((said for above in element.iterancestors() if (said := above.get(XML_SPACE))), None)
        if space != "preserve":
            text = text.strip(WHITE)
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return text


def _tab(story: Story, _: Element, mode: Mode) -> None:
    story.put("\t", mode)


def _break(story: Story, _: Element, mode: Mode) -> None:
    """Line, column and page breaks alike end the line: each is seen as one."""
    story.put("\n", mode)


def _hyphen(story: Story, _: Element, mode: Mode) -> None:
    story.put("-", mode)


def _symbol(story: Story, symbol: Element, mode: Mode) -> None:
    code = symbol.get(W + "char", "")
    try:
        character = int(code, 16)
    except ValueError:
        return
    story.put(shown(character, symbol.get(W + "font", "")), mode)


def _footnote(story: Story, reference: Element, _: Mode) -> None:
    story.note("footnote", story.sources.aside("footnotes", reference.get(W + "id", "")))


def _endnote(story: Story, reference: Element, _: Mode) -> None:
    story.note("footnote", story.sources.aside("endnotes", reference.get(W + "id", "")))


def _comment(story: Story, reference: Element, _: Mode) -> None:
    story.note("comment", story.sources.aside("comments", reference.get(W + "id", "")))


def _ruby(story: Story, ruby: Element, _: Mode) -> None:
    """The text itself, without the small reading aid above it."""
    base = ruby.find(W + "rubyBase")
    if base is not None:
        with story.deeper():
            read_all(story, base)


def _alternative(story: Story, element: Element, mode: Mode) -> None:
    branch = alternative(element)
    if branch is not None:
        with story.deeper():
            _run(story, branch, mode)


_IN_RUN: Final[Mapping[object, _Handler]] = MappingProxyType(
    {
        W + "tab": _tab,
        W + "ptab": _tab,
        W + "br": _break,
        W + "cr": _break,
        W + "noBreakHyphen": _hyphen,
        W + "sym": _symbol,
        W + "fldChar": fields.read,
        W + "footnoteReference": _footnote,
        W + "endnoteReference": _endnote,
        W + "commentReference": _comment,
        W + "drawing": drawing.read,
        W + "pict": drawing.read,
        W + "object": drawing.read_object,
        W + "ruby": _ruby,
        ALTERNATE: _alternative,
    }
)
