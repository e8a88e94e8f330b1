"""The state standard that a document follows: GOST R 7.0.97 of 2025, or of 2016 for documents dated before.

Figures and what they were taken from are in ``docs/explanation/documents.md``; lengths are in millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What the built-in templates of a standard keep to.

    ``requisite`` is the longest line of a requisite in the corner; ``page_number`` the distance of the page number from
    the edge; ``indent`` the first line's; ``sizes`` the type sizes of the text in points.
    """

    name: str
    title: str
    since: date
    left: int = 30
    right: int = 10
    top: int = 20
    bottom: int = 20
    least_left: int = 20
    requisite: int
    page_number: int = 10
    indent: float = 12.5
    sizes: tuple[int, ...] = (12, 13, 14)


GOST_2016: Final = Standard(name="gost-2016", title="ГОСТ Р 7.0.97-2016", since=date.min, requisite=75)
GOST_2025: Final = Standard(name="gost-2025", title="ГОСТ Р 7.0.97-2025", since=date(2025, 8, 18), requisite=80)
STANDARDS: Final = (GOST_2016, GOST_2025)


def standard_for(dated: date) -> Standard:
    """The standard in force on a document's date."""
    return max((each for each in STANDARDS if each.since <= dated), key=lambda each: each.since)
