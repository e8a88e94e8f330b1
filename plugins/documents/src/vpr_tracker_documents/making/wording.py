"""Small changes to texts on their way into a document. What comes from the plan keeps every letter."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from vpr_tracker_documents.russian import NO_BREAK_SPACE, typography

_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.\s*){1,3}")


def unbroken(text: str) -> str:
    """The text with no-break spaces in the place of spaces, and with nothing else changed."""
    made = typography(text)
    if made == text:
        return text
    out: list[str] = []
    place = 0
    for character in text:
        if character == " ":
            joined = place < len(made) and made[place] == NO_BREAK_SPACE
            out.append(NO_BREAK_SPACE if joined else " ")
            place += joined or (place < len(made) and made[place] == " ")
            continue
        while place < len(made) and made[place] == NO_BREAK_SPACE != character:
            place += 1
        out.append(character)
        place += 1
    return "".join(out)


def lines(text: str) -> str:
    """The lines of a cell, without spaces around them and without empty ones."""
    return "\n".join(line for line in (each.strip() for each in text.splitlines()) if line)


def short(day: date) -> str:
    """«10.02.2023»."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def capitalised(text: str) -> str:
    """The text with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with its first letter small, unless the first word is an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def initials_first(name: str) -> str:
    """«Вересова И. К.» → «И. К. Вересова», as a signature prints it; another shape stays as it is."""
    surname, _space, rest = name.strip().partition(" ")
    return f"{rest} {surname}" if _INITIALS.fullmatch(f"{rest} ") else name


def quoted(text: str) -> str:
    """«text»; where it begins or ends with such a mark itself, the mark stands once, as Russian wants it."""
    return ("" if text.startswith("«") else "«") + text + ("" if text.endswith("»") else "»")
