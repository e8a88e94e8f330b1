"""The text round the plan's tables, sorted: title, approving act, period, executor, headings, and what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.plan.approval import Approval, find_approval
from vpr_tracker_documents.plan.gaps import AFTER_ALL, Gap, gaps_of, margins_of
from vpr_tracker_documents.plan.headings import headings
from vpr_tracker_documents.plan.leftovers import paragraph_notes, sources, unplaced
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.people import Executor, closes_plan, find_executor
from vpr_tracker_documents.plan.period import stated_period
from vpr_tracker_documents.plan.records import filled_cells, row_text
from vpr_tracker_documents.plan.stating import period_stated
from vpr_tracker_documents.plan.tables import PlanTable
from vpr_tracker_documents.plan.text import fold
from vpr_tracker_documents.plan.titles import Title, best_title, find_titles, is_one_school
from vpr_tracker_documents.word.model import WordFile

if TYPE_CHECKING:
    from vpr_tracker import PlanInfo

Period = tuple[dt.date, dt.date]
CLOSING: Final = 3
"""Rows at the end of a table that may name the executor."""
LONGEST_TITLE: Final = 1_000
"""Characters taken of the title in the file's properties."""
Lines = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the text round the tables says."""

    title: str | None
    period: Period | None
    approval: Approval
    executor: Executor
    one_school: bool
    """The plan is one school's own, not a municipality's."""
    headings: Mapping[int, Sequence[tuple[str, int]]]
    """By plan table: the headings that begin above it, with their outline level."""
    read: frozenset[tuple[int, int]]
    """Table and row of rows that are no measures: they name the executor."""

    def info(self, name: str, sha256: str) -> PlanInfo:
        """The plan's own data; the file's name stands for a missing title."""
        from vpr_tracker import ApprovalDraft, ExecutorDraft, PeriodDraft, PlanInfo

        approval = self.approval
        return PlanInfo(
            title=self.title or PurePath(name).stem,
            period=PeriodDraft(start=self.period[0], end=self.period[1]) if self.period else None,
            approval=ApprovalDraft(body=approval.body, act=approval.act, date=approval.date, number=approval.number),
            executor=ExecutorDraft(name=self.executor.name, phone=self.executor.phone),
            source={"file": name, "sha256": sha256},
        )


def frame_of(word: WordFile, plans: Mapping[int, PlanTable], period: Period | None, notes: Notebook) -> Frame:
    """Sort the text round the tables; what finds no place is remarked on."""
    gaps, order = gaps_of(word, plans)
    margins = margins_of(word)
    approval = _approval(gaps[0], margins)
    titles = [find_titles(gap.lines, approval.lines, gap.levels) for gap in gaps]
    title = best_title(titles[0], _stamp_end(approval)) or _title_in_cells(gaps[0], approval, plans[order[0]])
    closing = closing_rows(plans)
    taken = set(approval.lines) | (set(title.lines) if title else set())
    executor = find_executor([*_after(gaps), *closing.values(), *margins.lines])
    taken |= executor.lines
    stated = None if period else period_stated(title, gaps, plans, approval, notes)
    parts = _parts(titles, title)
    found = {number: headings(gaps[place], taken, parts[place], titles[place]) for place, number in enumerate(order)}
    _several_plans(parts, order, notes)
    for gap in gaps:
        unplaced(gap, taken, notes)
    everything = [*(line for gap in gaps for line in gap.all_lines), *closing.values(), *margins.lines]
    sources(everything, approval, executor, notes)
    paragraph_notes(word, notes)
    text = title.text if title else (fold(word.title)[:LONGEST_TITLE] or None)
    own = is_one_school(text or "", approval.body or "")
    if own:
        notes.add("level_assumed", "Это план одной организации: у мероприятий принят уровень ОО.", text or "")
    read = frozenset(place for place, (index, _text) in closing.items() if index in executor.lines)
    return Frame(text, period or stated, approval, executor, own, found, read)


def _approval(first: Gap, margins: Gap) -> Approval:
    """The act from the lines over the table, else from a page header."""
    approval = find_approval(first.stamps())
    return approval if approval.date or approval.number else _either(approval, find_approval(margins.stamps()))


def _either(body: Approval, margin: Approval) -> Approval:
    return margin if margin.date or margin.number or not body.lines else body


def _stamp_end(approval: Approval) -> int:
    """The last line of the stamp in the body, 0 where it stands elsewhere."""
    return max((index for index in approval.lines if 0 < index < AFTER_ALL), default=0)


def _after(gaps: Sequence[Gap]) -> list[tuple[int, str]]:
    return [line for gap in gaps[1:] for line in gap.all_lines]


def closing_rows(plans: Mapping[int, PlanTable]) -> dict[tuple[int, int], tuple[int, str]]:
    """Rows at the end of plan tables that name who prepared the plan, as lines, by table and row."""
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for number, plan in plans.items():
        lone = [(row.number, filled_cells(row)) for row in plan.table.rows[-CLOSING:]]
        texts = [(row, fold(cells[0].text)) for row, cells in lone if len(cells) == 1]
        first = next((place for place, (_row, text) in enumerate(texts) if closes_plan(text)), len(texts))
        for row, text in texts[first:]:
            found[number, row] = (2 * AFTER_ALL + len(found), text)
    return found


def _title_in_cells(gap: Gap, approval: Approval, plan: PlanTable) -> Title | None:
    """The title where it stands in a table, or in rows over the plan's header."""
    cells = [line for line in gap.all_lines if line[0] < 0]
    rows = plan.table.rows[: max(plan.layout.header_row, 0)]
    above = [(3 * AFTER_ALL + place, row_text(row)) for place, row in enumerate(rows)]
    return best_title(find_titles(cells, approval.lines)) or best_title(find_titles(above, frozenset()))


def _parts(titles: Sequence[Sequence[Title]], chosen: Title | None) -> list[list[Title]]:
    """By gap, the titles of parts of the plan. Over the first table they count only where other tables have some."""
    parts = [[title for title in found if title != chosen] for found in titles]
    return parts if any(parts[1:]) else [[] for _found in parts]


def _several_plans(parts: Sequence[Sequence[Title]], order: Sequence[int], notes: Notebook) -> None:
    """Two plans in one document are read as one, which a person should know."""
    for number, found in list(zip(order, parts, strict=False))[1:]:
        for title in found:
            if stated_period(title.text) is not None:
                message = "В документе, по-видимому, не один план; этот прочитан как часть первого."
                notes.add("several_tables", message, title.text, table=number)
