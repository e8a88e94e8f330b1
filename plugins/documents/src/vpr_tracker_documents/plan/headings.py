"""Paragraphs over a plan table that head its rows: sections, months, the title of a part."""

from __future__ import annotations

from collections.abc import Sequence

from vpr_tracker_documents.plan.gaps import Gap
from vpr_tracker_documents.plan.months import heading_month
from vpr_tracker_documents.plan.sections import is_heading, looks_titled
from vpr_tracker_documents.plan.titles import Title


def headings(gap: Gap, taken: set[int], parts: Sequence[Title], titles: Sequence[Title]) -> list[tuple[str, int]]:
    """The headings in force at the end of a gap with their outline levels; their lines are marked as taken.

    :param parts: titles of parts of the plan among the gap's lines: each is one heading.
    :param titles: all titles in the gap; what is no part only says once more what the plan is.
    """
    last_taken = max((index for index, _text in gap.lines if index in taken), default=0)
    again = {index for title in titles if title not in parts for index in title.lines}
    free = [(index, text) for index, text in gap.lines if text and index > last_taken and index not in again]
    lines = _with_parts(free, parts)
    found: list[tuple[int, str, int]] = []
    for place, (index, text, titled) in enumerate(lines):
        level = gap.levels.get(index, 0)
        last = place == len(lines) - 1
        if titled or (is_heading(text) and (level or looks_titled(text) or (last and _heads_table(text)))):
            found.append((index, text, level))
        else:  # a preface: what headed it does not head the table
            found = [item for item in found if looks_titled(item[1]) or item[1][:1].isdigit()]
    heads = {index for index, _text, _level in found}
    taken.update(heads, *(part.lines for part in parts if heads & part.lines))
    return [(text, level) for _index, text, level in found]


def _with_parts(lines: list[tuple[int, str]], parts: Sequence[Title]) -> list[tuple[int, str, bool]]:
    """The lines, those of a part's title as one."""
    firsts = {min(part.lines): part for part in parts}
    inside = {index for part in parts for index in part.lines}
    found = []
    for index, text in lines:
        if index in firsts:
            found.append((index, firsts[index].text, True))
        elif index not in inside:
            found.append((index, text, False))
    return found


def _heads_table(text: str) -> bool:
    return (len(text) <= 120 and not text.endswith((".", ":", ";", ","))) or heading_month(text) is not None
