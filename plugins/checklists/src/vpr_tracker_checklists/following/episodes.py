"""What a school's runs found wanting, in the order of their days: found, found again, mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
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
    """A finding from the run that found it first to the one that found it mended, or to the day it was closed on."""

    item: str
    label: str
    text: str
    first: Looked
    last: Looked
    seen: int = 1
    fixed: Looked | None = None
    closed: date | None = None


def episodes(looks: Iterable[Looked], closed: Callable[[Episode], date | None] = lambda _each: None) -> list[Episode]:
    """The findings of one school with one template, whatever the order in which its runs came in.

    :param closed: the day on which a person closed a finding: what is found wanting after it is a new one.
    """
    found: list[Episode] = []
    standing: dict[str, Episode] = {}
    for look in sorted(looks, key=lambda each: (each.held_on, each.number)):
        for item, present in list(standing.items()):
            if (day := closed(present)) is not None and day < look.held_on:
                del standing[item]
        for item, text in look.wanting.items():
            if item not in standing:
                standing[item] = Episode(item, look.labels[item], text, look, look)
                found.append(standing[item])
            else:
                present = standing[item]
                present.last, present.text, present.seen = look, text, present.seen + 1
        for item in look.well & standing.keys():
            standing.pop(item).fixed = look
    for each in found:
        if each.fixed is None:
            each.closed = closed(each)
    return found
