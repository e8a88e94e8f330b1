"""Characters that no text may hold, and how those are shown that would command a terminal.

Control characters (except tabulator and line feed) and halves of characters are refused wherever text comes in: no
person means them, PostgreSQL stores no NUL, and a terminal obeys an escape character. Marks that turn the direction of
writing may come with a copied name, so they are kept; on screen they are spelt out as all the others are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _

REFUSED: Final = frozenset(
    map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))),
)
"""C0 without tabulator and line feed, DEL, C1, surrogates."""
WITHOUT_REFUSED: Final = r"^[^\x00-\x08\x0B-\x1F\x7F-\x9F]*$"
"""The same as a regular expression, for texts that can hold no surrogates anyway."""
_TURNING: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Embeddings, overrides and isolates of the writing direction."""
_SPELT: Final = REFUSED | _TURNING
_COLOUR: Final = r"(\x1b\[(?:[012]|3[1236])(?:;(?:[012]|3[1236]))*m)"
"""Bold, dim, red, green, yellow, cyan, and back: all that the command line uses."""
_SHOWN: Final = 60
"""Characters of a value that an error quotes."""


def refused_in(text: str) -> str | None:
    """The first character of the text that no text may hold."""
    if text.isprintable() or REFUSED.isdisjoint(text):
        return None
    return next(character for character in text if character in REFUSED)


def without_refused(text: str) -> str:
    """The text with «\N{REPLACEMENT CHARACTER}» for each such character; the same object where there is none."""
    if refused_in(text) is None:
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if character in REFUSED else character for character in text)


def refused_within(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Each place inside lists and tables whose text, or whose key, holds such a character, and that character.

    The place is written «table.key[2]», lists counted from 1; ``""`` where ``value`` is itself the text.
    """
    if isinstance(value, str):
        found = refused_in(value)
        if found is not None:
            yield place, found
    elif isinstance(value, dict):
        for key, part in value.items():
            below = f"{place}.{key}" if place else str(key)
            if isinstance(key, str) and (found := refused_in(key)) is not None:
                yield below, found
            yield from refused_within(part, below)
    elif isinstance(value, list | tuple):
        for position, part in enumerate(value, start=1):
            yield from refused_within(part, f"{place}[{position}]")


def code_point(character: str) -> str:
    """«U+001B»."""
    return f"U+{ord(character):04X}"


def check_text(value: str | None, what: str) -> None:
    """See that a text from outside holds no such character.

    :param what: what the text is («title»), for the message.
    :raises BadInput: it does; the value is quoted, the character named.
    """
    found = refused_in(value) if value is not None else None
    if found is None or value is None:
        return
    shown = spelt_out(value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…")
    raise BadInput(
        _("{what}: «{value}» holds the character {code}, which no text may hold").format(
            what=what, value=shown, code=code_point(found)
        ),
        hint=_("leave the character out"),
    )


def check_texts(**values: str | None) -> None:
    """See each text by its name, as :func:`check_text` does."""
    for what, value in values.items():
        check_text(value, what)


def spelt_out(text: str, *, colours: bool = False) -> str:
    r"""The text for a screen or as JSON: control characters and marks of direction as ``\u001b``; lines stay lines.

    :param colours: leave the codes for those colours that the command line itself uses.
    """
    if text.isprintable() or text.replace("\n", " ").isprintable() or _SPELT.isdisjoint(text):
        return text
    if colours:
        import re  # seldom needed

        parts = re.split(_COLOUR, text)
        return "".join(part if place % 2 else spelt_out(part) for place, part in enumerate(parts))
    return "".join(f"\\u{ord(each):04x}" if each in _SPELT else each for each in text)


def part_of(name: str, part: str) -> bool:
    """Whether a part stands in a name, both folded; a number only as a whole one: «2» is no part of «2023»."""
    if part.isdecimal():
        return part in "".join(each if each.isdecimal() else " " for each in name).split()
    return bool(part) and part in name
