"""What styles contribute: struck and hidden text, numbering, outline levels (styles.xml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.ooxml import PPR, RPR, VAL, W, is_on, value_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vpr_tracker_documents.word.ooxml import Element

TOGGLES: Final = frozenset({W + "strike", W + "vanish"})
"""Switches that a character style turns over where the paragraph style has them on (ISO 29500-1, 17.7.3)."""
SWITCHES: Final = TOGGLES | {W + "dstrike", W + "webHidden"}
STRIKES: Final = frozenset({W + "strike", W + "dstrike"})
_HEADING: Final = re.compile(r"(?:heading|заголовок)\s*([1-9])", re.IGNORECASE)
_BODY_TEXT_LEVEL: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedAs:
    """A place in a list: the definition's ``numId`` and the level, counted from 0."""

    num: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """The effective paragraph style: its chain of ancestors looked through."""

    id: str
    heading: int
    numbered: str | None
    """The ``numId`` of the style, ``None`` where no style of the chain has one."""
    level: int
    chain: tuple[str, ...]


class Styles:
    """The style sheet of a file; answers are remembered, so each style's chain is walked once."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._document: Element | None = None
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._runs: dict[tuple[str | None, str | None, str | None], frozenset[str]] = {}
        if root is None:
            return
        self._document = root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}")
        for style in root.iterchildren(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "default", "0") in ("1", "true", "on"):
                self._defaults[style.get(W + "type", "paragraph")] = name

    @property
    def language(self) -> str:
        """The language of the text by default («ru-RU»), empty when not said."""
        language = None if self._document is None else self._document.find(W + "lang")
        return "" if language is None else language.get(VAL, "")

    def paragraph(self, style: str | None) -> ParagraphStyle:
        """The paragraph style ``style``, or the default one for ``None`` and for unknown names."""
        found = self._paragraphs.get(style)
        if found is None:
            found = self._paragraphs[style] = self._read_paragraph(style)
        return found

    def numbering(self, style: str) -> str | None:
        """The ``numId`` that a numbering style stands for."""
        return next((num for props in self._props(style, PPR) if (num := _num_id(props)) is not None), None)

    def switches(self, table: str | None, paragraph: str | None, character: str | None) -> frozenset[str]:
        """The switches on for a run by its styles alone: names of ``SWITCHES``."""
        key = (table, paragraph, character)
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = frozenset(name for name in SWITCHES if self._switched(name, key))
        return found

    def _switched(self, name: str, key: tuple[str | None, str | None, str | None]) -> bool:
        kinds = ("table", "paragraph", "character")
        said = [self._said(name, self._known(style, kind)) for style, kind in zip(key, kinds, strict=True)]
        default = self._document is not None and is_on(self._document.find(name))
        if name not in TOGGLES:
            return next((value for value in reversed(said) if value is not None), default)
        return default or sum(value is True for value in said) % 2 == 1

    def _said(self, name: str, style: str | None) -> bool | None:
        """What the chain of one style says about a switch: the nearest word counts."""
        for props in self._props(style, RPR):
            switch = props.find(name)
            if switch is not None:
                return is_on(switch)
        return None

    def _read_paragraph(self, style: str | None) -> ParagraphStyle:
        name = self._known(style, "paragraph")
        numbered: str | None = None
        level: int | None = None
        for props in self._props(name, PPR):
            numbered = _num_id(props) if numbered is None else numbered
            if level is None and (said := value_of(props.find(W + "numPr"), W + "ilvl")) is not None:
                level = whole(said)
        return ParagraphStyle(
            id=name or "",
            heading=self._heading(name),
            numbered=numbered,
            level=level or 0,
            chain=tuple(self._chain(name)),
        )

    def _heading(self, style: str | None) -> int:
        for ancestor in self._chain(style):
            element = self._styles[ancestor]
            said = value_of(element.find(PPR), W + "outlineLvl")
            if said is not None:
                level = whole(said, _BODY_TEXT_LEVEL)
                return level + 1 if 0 <= level < _BODY_TEXT_LEVEL else 0
            for name in (value_of(element, W + "name") or "", ancestor):
                if match := _HEADING.fullmatch(name.strip()):
                    return int(match[1])
        return 0

    def _props(self, style: str | None, kind: str) -> Iterator[Element]:
        for name in self._chain(style):
            props = self._styles[name].find(kind)
            if props is not None:
                yield props

    def _chain(self, style: str | None) -> Iterator[str]:
        """The style and its ancestors, nearest first; a chain that bites its own tail ends there."""
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen:
            seen.add(style)
            yield style
            style = value_of(self._styles[style], W + "basedOn")

    def _known(self, style: str | None, kind: str) -> str | None:
        return style if style in self._styles else self._defaults.get(kind)


def _num_id(props: Element) -> str | None:
    return value_of(props.find(W + "numPr"), W + "numId")
