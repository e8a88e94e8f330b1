"""Characters of symbol fonts, which keep bullets and ticks at places of their own.

A character of such a font is stored as its place (0x20–0xFF), often moved into the private area (0xF020–0xF0FF).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_PRIVATE: Final = range(0xF000, 0xF100)
_SYMBOL: Final = MappingProxyType({
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√",
    0xDE: "⇒", 0xE5: "∑",
})  # fmt: skip
_WINGDINGS: Final = MappingProxyType({
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■",
    0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
})  # fmt: skip
_WINGDINGS_2: Final = MappingProxyType({
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●", 0x98: "●", 0xA3: "□",
})  # fmt: skip
_WINGDINGS_3: Final = MappingProxyType({0x7D: "▶", 0x84: "◀", 0x22: "→", 0x21: "←", 0x23: "↑", 0x24: "↓"})


def shown(character: int, font: str) -> str:
    """The character that the font shows at a code point; what no table knows, the character itself or «•».

    :param character: a Unicode code point, or a place in a symbol font.
    :param font: the font's name, may be empty.
    """
    place = character - _PRIVATE.start if character in _PRIVATE else character
    known = _table(font).get(place)
    if known is not None:
        return known
    if character in _PRIVATE:
        # Without the font nobody can say which picture it was; bullets are by far the most common ones.
        return chr(place) if place >= 0x20 and not _is_symbolic(font) and place < 0x7F else "•"
    return chr(character) if character >= 0x20 and not 0xD800 <= character < 0xE000 and character < 0x110000 else ""


def _is_symbolic(font: str) -> bool:
    return not font or font.lower() in {"symbol", "webdings"} or font.lower().startswith("wingdings")


def _table(font: str) -> Mapping[int, str]:
    match font.strip().lower():
        case "symbol":
            return _SYMBOL
        case "wingdings":
            return _WINGDINGS
        case "wingdings 2":
            return _WINGDINGS_2
        case "wingdings 3":
            return _WINGDINGS_3
        case _:
            return MappingProxyType({})
