"""Tags of a template as a person typed them: found in the text of paragraphs, each with where it stands.

Word cuts a text into runs as it likes (spelling, the last edit, a change of font) and so cuts tags. A tag within one
paragraph is put together again here; one that runs over the end of its paragraph cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.ooxml import MC, TEXT, XML_SPACE, P

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_NO_OTHER: Final = r"(?:(?!\{[{%]).)*?"
"""What stands in a tag: never the beginning of another one, so that half a tag does not swallow what follows."""
TAG: Final = re.compile(rf"\{{\{{{_NO_OTHER}\}}\}}|\{{%{_NO_OTHER}%\}}|\{{#.*?#\}}", re.DOTALL)
_PARTS: Final = re.compile(r"(\{[{%#])(?:(tr|tc|p|r)\s)?(-?)(.*?)-?([}%#]\})", re.DOTALL)
_LOOSE: Final = re.compile(r"\{[{%]|[}%]\}")
_QUOTES: Final = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. ``kind`` is ``{{``, ``{%`` or ``{#``; ``scope`` is ``tr``, ``tc``, ``p``, ``r`` or nothing.

    ``body`` is what stands between; ``node`` the text it stands in; ``healed`` that it was cut into several.
    """

    kind: str
    scope: str
    body: str
    printed: str
    node: Element
    healed: bool = False

    @property
    def word(self) -> str:
        """The first word of a statement: ``for``, ``endif`` …"""
        return self.body.split(None, 1)[0] if self.kind == "{%" and self.body else ""

    def within(self, name: str) -> Element | None:
        """The nearest element of that name around it."""
        return next(self.node.iterancestors(name), None)


@dataclass(frozen=True, slots=True)
class Loose:
    """The beginning or end of a tag whose other half is not in the same paragraph."""

    printed: str
    node: Element


def paragraph_texts(paragraph: Element) -> list[Element]:
    """The texts of a paragraph, without those of paragraphs inside it (text boxes)."""
    return [node for node in paragraph.iter(TEXT) if next(node.iterancestors(P), None) is paragraph]


def paragraphs(root: Element) -> Iterator[Element]:
    """All paragraphs in order; of the two spellings of a text box both."""
    return root.iter(P)


def heal(root: Element) -> tuple[list[Tag], list[Loose]]:
    """Put cut tags together, in place; gives all tags in order, and halves whose other half is elsewhere."""
    tags: list[Tag] = []
    loose: list[Loose] = []
    for paragraph in paragraphs(root):
        texts = paragraph_texts(paragraph)
        if not any("{" in (node.text or "") or "}" in (node.text or "") for node in texts):
            continue
        found, halves = _heal_paragraph(texts)
        if not _is_fallback(paragraph):
            tags += found
            loose += halves
    return tags, loose


def _is_fallback(paragraph: Element) -> bool:
    """Whether this is the old spelling of a text box, which says the same as the new one."""
    return next(paragraph.iterancestors(f"{MC}Fallback"), None) is not None


def _heal_paragraph(texts: list[Element]) -> tuple[list[Tag], list[Loose]]:
    pieces = [node.text or "" for node in texts]
    whole = "".join(pieces)
    owner = [index for index, piece in enumerate(pieces) for _character in piece]
    out = [""] * len(texts)
    found: list[Tag] = []
    place = 0
    loose: list[Loose] = []

    def keep(start: int, end: int) -> None:
        """Leave what stands between tags where it is, and note the halves of tags in it."""
        for index in range(start, end):
            out[owner[index]] += whole[index]
        halves = _LOOSE.finditer(whole, start, end)
        loose.extend(Loose(half[0], texts[owner[half.start()]]) for half in halves)

    for match in TAG.finditer(whole):
        keep(place, match.start())
        first, last = owner[match.start()], owner[match.end() - 1]
        printed = _clean(match[0])
        out[first] += printed
        found.append(_tag(printed, texts[first], healed=first != last))
        place = match.end()
    keep(place, len(whole))
    for node, text in zip(texts, out, strict=True):
        if text != node.text:
            node.text = text
        if text:
            node.set(XML_SPACE, "preserve")
    return found, loose


def _clean(printed: str) -> str:
    """The tag as Jinja reads it: Word's typographic quotes around words made plain, no-break spaces made spaces."""
    printed = printed.replace("\u00a0", " ")
    return printed if '"' in printed or "'" in printed else printed.translate(_QUOTES)


def _tag(printed: str, node: Element, *, healed: bool) -> Tag:
    match = _PARTS.fullmatch(printed)
    if match is None:  # a tag of one character less than two halves: «{{}»
        return Tag(printed[:2], "", printed[2:-2].strip(), printed, node, healed)
    return Tag(match[1], match[2] or "", match[4].strip(), printed, node, healed)


def has_tags(text: str) -> bool:
    """Whether there is anything for Jinja in a part."""
    return "{{" in text or "{%" in text or "{#" in text


def attribute_tags(root: Element) -> Iterator[Tag]:
    """Tags in texts that are no paragraphs: the description of a picture of the template."""
    for node in root.iter():
        for value in node.attrib.values():
            for match in TAG.finditer(str(value)) if "{" in value else ():
                yield _tag(_clean(match[0]), node, healed=False)
