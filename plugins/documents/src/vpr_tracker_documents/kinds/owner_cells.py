"""The owners of a task as the cell of a plan prints them: under headings of level where the words tell no level.

What is printed here the reader reads back: the same owners, with level, duty and role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from vpr_tracker import parse_owners

if TYPE_CHECKING:
    from vpr_tracker import Owner, OwnerDraft
    from vpr_tracker_documents.plan.values import OwnerLevel

HEADINGS: Final[dict[OwnerLevel, str]] = {"municipality": "Уровень муниципалитета:", "school": "Уровень ОО:"}
_DUTIES: Final = {"controls": "контроль", "observes": "наблюдение", "monitors": "мониторинг"}


def owner_lines(owners: Sequence[OwnerDraft]) -> list[str]:
    """The lines of the cell, headings among them.

    Where every owner's own words tell the level («муниципальный координатор») no heading is needed. Where one needs a
    heading, all who have a level stand under theirs, and who has none before the first: below a heading they would be
    taken for its own. Lines that would run into each other («… – методист / Учителя») end in semicolons.
    """
    return list(_lines(tuple(owners)))


@lru_cache(maxsize=1024)
def _lines(owners: tuple[OwnerDraft, ...]) -> tuple[str, ...]:
    tells = all(_level_said(owner_line(owner)) == owner.level for owner in owners)
    lines = tuple(map(owner_line, owners) if tells else _grouped(owners))
    parted = tuple(line if line in HEADINGS.values() else f"{line};" for line in lines[:-1]) + lines[-1:]
    wanted = _facts(owners)
    return next((each for each in (lines, parted) if _facts(parse_owners("\n".join(each))) == wanted), lines)


def _facts(owners: Iterable[OwnerDraft | Owner]) -> Counter[tuple[object, ...]]:
    return Counter((each.name, each.level, each.duty, each.role) for each in owners)


def _grouped(owners: Sequence[OwnerDraft]) -> Iterator[str]:
    yield from (owner_line(owner) for owner in owners if owner.level is None)
    current: OwnerLevel | None = None
    for owner in owners:
        if owner.level is not None:
            if owner.level != current:
                yield HEADINGS[owner.level]
            current = owner.level
            yield owner_line(owner)


def owner_line(owner: OwnerDraft) -> str:
    """An owner as the plan prints one: a person with the role, and a duty that is not to carry out."""
    return _line(owner.name, owner.role, _DUTIES.get(owner.duty))


@lru_cache(maxsize=2048)
def _line(name: str, role: str | None, duty: str | None) -> str:
    tail = f" ({duty})" if duty else ""
    if role is None:
        return f"{name}{tail}"
    spellings = (f"{name} – {role}{tail}", f"{role} {name}{tail}", f"{role}: {name}{tail}")
    return next((line for line in spellings if _read(line) == [(name, role)]), spellings[0])


def _read(line: str) -> list[tuple[str, str | None]]:
    return [(owner.name, owner.role) for owner in parse_owners(line)]


@lru_cache(maxsize=2048)
def _level_said(line: str) -> OwnerLevel | None:
    """The level that a line tells by itself."""
    found = parse_owners(line)
    return found[0].level if len(found) == 1 else None
