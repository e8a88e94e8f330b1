"""What a school's runs found wanting, in the order of their days: found, found again, mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one finished run saw.

    ``wanting``: item → what the finding says; ``well``: items that were answered and are well. ``labels``: item → its
    label. What was not asked or not answered is in neither.
    """

    run_id: str
    series: str
    number: int
    held_on: date
    wanting: Mapping[str, str]
    well: frozenset[str]
    labels: Mapping[str, str]


@dataclass(slots=True)
class Episode:
    """A finding from the run that found it first to the one that found it mended."""

    item: str
    label: str
    text: str
    first: Looked
    last: Looked
    seen: int = 1
    fixed: Looked | None = field(default=None)


def episodes(looks: Iterable[Looked]) -> list[Episode]:
    """The findings of one school with one template, whatever the order in which its runs came in."""
    found: list[Episode] = []
    standing: dict[str, Episode] = {}
    for look in sorted(looks, key=lambda each: (each.held_on, each.number)):
        for item, text in look.wanting.items():
            present = standing.get(item)
            if present is None:
                standing[item] = Episode(item, look.labels[item], text, look, look)
                found.append(standing[item])
            else:
                present.last, present.text, present.seen = look, text, present.seen + 1
        for item in look.well & standing.keys():
            standing.pop(item).fixed = look
    return found
