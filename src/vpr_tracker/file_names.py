"""What files are called after schools: as every system allows, however long the name of a school is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Protocol

LONGEST: Final = 80
"""Letters of a name without its ending; a number that tells two apart comes on top."""
_LEAST: Final = 24
"""Letters that are left to the school, however long what follows it is."""
_MARK: Final = 8
"""Letters that are left at least to what tells schools apart: those with longer numbers begin as the others."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices."""


class School(Protocol):
    """What has to be known of a school to call a file after it."""

    @property
    def organisation_id(self) -> str: ...
    @property
    def number(self) -> str | None: ...
    @property
    def name(self) -> str: ...


def school_files(schools: Iterable[School], tail: str = "") -> dict[str, str]:
    """By each school's identifier: the name of its file, without ending. No two are the same, in any case.

    A name that would be too long is shortened in the school's part alone; its number stays.

    :param schools: all of a plan, in the order of the registry: then a name does not hang on who else is asked for.
    :param tail: what follows the school, and stays whole: «day-control 2023-03-20».
    """
    taken: set[str] = set()
    names = {}
    for school in schools:
        name = base = _name(school, _bare(tail))
        number = 2
        while name.casefold() in taken:
            name = f"{base} {number}"
            number += 1
        taken.add(name.casefold())
        names[school.organisation_id] = name
    return names


def shortened(name: str, room: int, number: str | None = None) -> str:
    """A name in so many letters: whole, or its first words and what tells it from others that begin so.

    :param number: what tells it; without it, the number that is named last, or else the last word.
    """
    if len(name) <= room:
        return name
    mark = _mark(name, number)[: room // 2]
    begun = _begin(name, room)
    if re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", begun):
        return begun
    return f"{_begin(name, room - max(len(mark), _MARK) - 1)} {mark}"


def _name(school: School, tail: str) -> str:
    called = school.name if any(map(str.isalnum, school.name)) else school.organisation_id[:8]
    room = max(LONGEST - len(tail) - 1, _LEAST) if tail else LONGEST
    name = f"{shortened(_bare(called), room, _bare(school.number or ''))} {tail}".rstrip()
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w№ -]+", " ", text).split())


def _mark(name: str, number: str | None) -> str:
    if number:
        return f"№ {number}"
    found = re.findall(r"№ ?\w+", name) or re.findall(r"\w+", name)
    return found[-1] if found else ""


def _begin(name: str, room: int) -> str:
    """As many whole words as there is room for; of a single one that is too long, its beginning."""
    return name[: room + 1].rpartition(" ")[0] or name[:room]
