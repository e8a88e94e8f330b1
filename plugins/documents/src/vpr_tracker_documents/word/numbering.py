"""The automatic numbers of lists (numbering.xml), counted over the document as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.formats import written
from vpr_tracker_documents.word.ooxml import ALTERNATE, RPR, VAL, W, alternative, is_on, value_of, whole
from vpr_tracker_documents.word.symbols import shown

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element
    from vpr_tracker_documents.word.styles import ParagraphStyle, Styles

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list: how it starts, looks and restarts."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    font: str = ""
    all_arabic: bool = False
    restart: int | None = None
    """The 1-based level after which this one starts anew; 0 for never, ``None`` for any higher one."""
    style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A ``w:num``: the abstract definition that counts for it, its levels, and where it starts anew."""

    counter: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The list definitions of a file."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._lists: dict[str, List | None] = {}
        if root is None:
            return
        for element in root.iterchildren(W + "abstractNum"):
            self._abstract[element.get(W + "abstractNumId", "")] = element
        for element in root.iterchildren(W + "num"):
            self._nums[element.get(W + "numId", "")] = element

    def list_of(self, num: str) -> List | None:
        """The list with that ``numId``; ``None`` for 0 («no numbering») and for one that is not defined."""
        if num not in self._lists:
            self._lists[num] = None if num == "0" else self._read_list(num)
        return self._lists[num]

    def level_of_style(self, style: ParagraphStyle, found: List) -> int:
        """The level that a numbered paragraph style stands on: the one tied to it, else what the style says."""
        for name in style.chain:
            for index, level in found.levels.items():
                if level.style == name:
                    return index
        return style.level

    def _read_list(self, num: str) -> List | None:
        element = self._nums.get(num)
        if element is None:
            return None
        name = self._counter(num)
        levels = _levels(self._abstract[name]) if name in self._abstract else {}
        starts: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            index = whole(override.get(W + "ilvl"))
            whole_level = override.find(W + "lvl")
            if whole_level is not None:
                levels[index] = _level(whole_level)
            start = value_of(override, W + "startOverride")
            if start is not None:
                starts[index] = whole(start)
        return List(counter=name, levels=levels, starts=starts)

    def _counter(self, num: str) -> str:
        """The abstract definition behind ``num``, links to numbering styles followed."""
        seen: set[str] = set()
        name = ""
        while num not in seen:
            seen.add(num)
            name = value_of(self._nums.get(num), W + "abstractNumId") or ""
            link = value_of(self._abstract.get(name), W + "numStyleLink")
            num = (self._styles.numbering(link) if link else None) or num
        return name


class Counter:
    """The state of all lists while one story (the body, a header) is read from its start to its end."""

    def __init__(self, numbering: Numbering, language: str = "") -> None:
        self._numbering = numbering
        self._language = language
        self._values: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, style: ParagraphStyle, num: str | None, level: int | None) -> str:
        """Count one paragraph and give its label, empty when it is not numbered.

        :param style: its paragraph style.
        :param num: its own ``numId``, ``None`` when it has none.
        :param level: its own level, ``None`` when it has none.
        """
        name = style.numbered if num is None else num
        found = None if name is None else self._numbering.list_of(name)
        if name is None or found is None:
            return ""
        if level is None:
            level = self._numbering.level_of_style(style, found) if num is None else 0
        level = min(max(level, 0), _LEVELS - 1)
        self._count(name, found, level)
        return self._written(found, level)

    def _count(self, num: str, found: List, level: int) -> None:
        values = self._values.setdefault(found.counter, {})
        if level in found.starts and (num, level) not in self._started:
            values.pop(level, None)
        self._started.add((num, level))
        # A level that is skipped counts as used: after «1.1.1» under no «1.1» comes «1.2».
        for above in range(level):
            values.setdefault(above, _start(found, above))
        values[level] = values[level] + 1 if level in values else _start(found, level)
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                values.pop(deeper, None)

    def _written(self, found: List, level: int) -> str:
        shape = found.levels.get(level)
        if shape is None or shape.hidden:
            return ""
        if shape.form == "bullet":
            return "".join(shown(ord(character), shape.font) for character in shape.text).strip() or "•"
        values = self._values[found.counter]

        def number(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            if index > level:
                return ""
            form = found.levels.get(index, Level()).form
            value = values.get(index, _start(found, index))
            return written(value, "decimal" if shape.all_arabic else form, language=self._language)

        return _PLACE.sub(number, shape.text).strip()


def _start(found: List, level: int) -> int:
    return found.starts.get(level, found.levels.get(level, Level()).start)


def _levels(abstract: Element) -> dict[int, Level]:
    return {whole(level.get(W + "ilvl")): _level(level) for level in abstract.iterchildren(W + "lvl")}


def _level(element: Element) -> Level:
    run = element.find(RPR)
    fonts = None if run is None else run.find(W + "rFonts")
    restart = value_of(element, W + "lvlRestart")
    level = Level(
        start=whole(value_of(element, W + "start")),
        text=value_of(element, W + "lvlText") or "",
        form=_form(element),
        font="" if fonts is None else fonts.get(W + "ascii", fonts.get(W + "hAnsi", "")),
        all_arabic=is_on(element.find(W + "isLgl")),
        style=value_of(element, W + "pStyle"),
        hidden=run is not None and is_on(run.find(W + "vanish")),
    )
    return level if restart is None else replace(level, restart=whole(restart))


def _form(level: Element) -> str:
    """The number format; Word keeps its newer ones («001») in an alternative beside the nearest old one."""
    element = level.find(W + "numFmt")
    wrapper = level.find(ALTERNATE)
    if element is None and wrapper is not None:
        branch = alternative(wrapper)
        element = None if branch is None else branch.find(W + "numFmt")
    if element is None:
        return "decimal"
    form = element.get(VAL, "decimal")
    return f"custom:{element.get(W + 'format', '')}" if form == "custom" else form
