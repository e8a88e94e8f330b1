"""What the files of a school are called: its kit, and the answer to it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 80


def file_names(schools: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each school a name without ending, as far as every system allows; no two have the same.

    :param schools: identifier and what it is called, in an order that stays.
    """
    taken: set[str] = set()
    names = {}
    for identifier, called in schools:
        base = _bare(called) or identifier[:8]
        name, place = base, 2
        while name.casefold() in taken:
            name = f"{base} {place}"
            place += 1
        taken.add(name.casefold())
        names[identifier] = name
    return names


def _bare(called: str) -> str:
    return " ".join(re.sub(r"[^\w№ -]+", " ", called).split())[:_LONGEST].strip(" .")
