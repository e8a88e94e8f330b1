"""The text round the plan's tables, sorted: title, approving act, period, executor, headings, and what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from vpr_tracker_documents.plan.around import (
    Approval,
    Executor,
    Title,
    find_approval,
    find_executor,
    find_title,
    is_one_school,
)
from vpr_tracker_documents.plan.findings import NOTE_CODES
from vpr_tracker_documents.plan.months import heading_month
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.period import Stated, stated_period
from vpr_tracker_documents.plan.records import row_text
from vpr_tracker_documents.plan.sections import is_heading, looks_titled
from vpr_tracker_documents.plan.tables import PlanTable
from vpr_tracker_documents.plan.text import fold
from vpr_tracker_documents.word.model import Paragraph, Table, WordFile

if TYPE_CHECKING:
    from vpr_tracker import PlanInfo

Period = tuple[dt.date, dt.date]
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


@dataclass(slots=True)
class _Gap:
    """What stands between two plan tables (or before the first, after the last)."""

    lines: Lines = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    groups: list[Lines] = field(default_factory=lambda: [[]])
    tables: list[tuple[Table, list[Lines]]] = field(default_factory=list)


def frame_of(word: WordFile, plans: Mapping[int, PlanTable], period: Period | None, notes: Notebook) -> Frame:
    """Sort the text round the tables; what finds no place is remarked on."""
    gaps, order = _gaps(word, plans)
    first = gaps[0]
    approval = find_approval(first.groups)
    title = _title(first, approval, plans[order[0]])
    taken = set(approval.lines) | (set(title.lines) if title else set())
    executor = find_executor([line for gap in gaps[1:] for line in gap.lines] + _margins(word))
    taken |= executor.lines
    stated = None if period else _period(title, gaps, notes)
    headings = {number: _headings(gaps[place], taken) for place, number in enumerate(order)}
    for gap in gaps:
        _unplaced(gap, taken, notes)
    _sources(gaps, approval, executor, notes)
    _paragraph_notes(word, notes)
    text = title.text if title else (fold(word.title) or None)
    own = is_one_school(text or "", approval.body or "")
    if own:
        notes.add("level_assumed", "Это план одной организации: у мероприятий принят уровень ОО.", text or "")
    return Frame(text, period or stated, approval, executor, own, headings)


def _gaps(word: WordFile, plans: Mapping[int, PlanTable]) -> tuple[list[_Gap], list[int]]:
    gaps, order, index = [_Gap()], [], 0
    for block in word.blocks:
        gap = gaps[-1]
        if isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                index += 1
                gap.lines.append((index, fold(line)))
                gap.levels[index] = block.heading
                gap.groups[-1].append((index, fold(line)))
        elif block.number in plans:
            order.append(block.number)
            gaps.append(_Gap())
        else:
            index = _add_cells(gap, block, index)
    return gaps, order


def _add_cells(gap: _Gap, table: Table, index: int) -> int:
    """The cells of a table that is no plan (approval, signatures), each a group of lines of its own."""
    groups: list[Lines] = []
    for row in table.rows:
        for cell in row.cells:
            if cell.merged:
                continue
            group: Lines = []
            for line in cell.text.split("\n"):
                index += 1
                group.append((-index, fold(line)))
            groups.append(group)
    gap.groups += [*groups, []]
    gap.tables.append((table, groups))
    return index


def _margins(word: WordFile) -> Lines:
    return [(0, fold(line)) for paragraph in word.margins for line in paragraph.text.split("\n")]


def _title(gap: _Gap, approval: Approval, plan: PlanTable) -> Title | None:
    found = find_title(gap.lines, approval.lines, gap.levels)
    if found is not None:
        return found
    cells = [line for group in gap.groups for line in group if line[0] < 0]
    above = [(0, row_text(row)) for row in plan.table.rows[: max(plan.layout.header_row, 0)]]
    return find_title(cells, approval.lines) or find_title(above, frozenset())


def _period(title: Title | None, gaps: Sequence[_Gap], notes: Notebook) -> Period | None:
    """The period by the title, else by another line before the table; remarked where it is not certain."""
    stated = stated_period(title.text) if title else None
    if stated is None:
        stated = _period_nearby(gaps[0]) or _period_of_months(gaps)
        if stated is not None:
            notes.add("period_assumed", "Период взят не из названия плана, а из строк над таблицами.", stated.words)
    elif stated.assumed:
        notes.add("period_assumed", stated.assumed, stated.words)
    if stated is None:
        notes.add(
            "period_missing",
            "Период плана нигде не назван; сроки без года останутся без дат, пока период не задан.",
            title.text if title else "",
        )
        return None
    return stated.start, stated.end


def _period_nearby(gap: _Gap) -> Stated | None:
    for _index, text in gap.lines:
        if len(text) < 160 and ("год" in text.lower() or text.strip().isdigit()) and "утвержд" not in text.lower():
            stated = stated_period(text)
            if stated is not None and (text.strip().isdigit() or "на " in text.lower() or "уч" in text.lower()):
                return stated
    return None


def _period_of_months(gaps: Sequence[_Gap]) -> Stated | None:
    """From the first to the last month that headings over the tables name with a year."""
    named = [heading_month(text) for gap in gaps for _index, text in gap.lines if text]
    months = [month for month in named if month is not None and month.year is not None]
    if not months:
        return None
    words = ", ".join(month.printed for month in months)
    return Stated(min(month.first for month in months), max(month.last for month in months), words)


def _headings(gap: _Gap, taken: set[int]) -> list[tuple[str, int]]:
    """Paragraphs of the gap that head the rows of the table below; they are marked as taken."""
    last_taken = max((index for index, _text in gap.lines if index in taken), default=0)
    free = [(index, text) for index, text in gap.lines if text and index > last_taken]
    found: list[tuple[int, str, int]] = []
    for place, (index, text) in enumerate(free):
        level = gap.levels.get(index, 0)
        last = place == len(free) - 1
        if is_heading(text) and (level or looks_titled(text) or (last and _heads_table(text))):
            found.append((index, text, level))
        else:  # a preface: what headed it does not head the table
            found = [item for item in found if looks_titled(item[1]) or item[1][:1].isdigit()]
    taken.update(index for index, _text, _level in found)
    return [(text, level) for _index, text, level in found]


def _heads_table(text: str) -> bool:
    return (len(text) <= 120 and not text.endswith((".", ":", ";", ","))) or heading_month(text) is not None


def _unplaced(gap: _Gap, taken: set[int], notes: Notebook) -> None:
    left = [text for index, text in gap.lines if text and index not in taken]
    if left:
        notes.add("unplaced", "Текст вне таблицы плана не отнесён ни к чему.", "\n".join(left))
    for table, groups in gap.tables:
        lines = [(index, line) for group in groups for index, line in group if line]
        left = [line for index, line in lines if index not in taken]
        text = "\n".join(left if len(left) < len(lines) else filter(None, map(row_text, table.rows)))
        if text:
            notes.add("unplaced", "Таблица не похожа на план и не прочитана.", text, table=table.number)


def _sources(gaps: Sequence[_Gap], approval: Approval, executor: Executor, notes: Notebook) -> None:
    """Quote the lines that the approving act and the executor were read from."""
    lines = {index: text for gap in gaps for group in (gap.lines, *gap.groups) for index, text in group}
    for found, message in (
        (approval.lines, "Утверждающий акт прочитан из этих строк."),
        (executor.lines, "Исполнитель прочитан из этих строк."),
    ):
        text = "\n".join(lines[index] for index in sorted(found, key=abs) if lines.get(index))
        if text:
            notes.add("read", message, text)


def _paragraph_notes(word: WordFile, notes: Notebook) -> None:
    """Struck, hidden and footnote text of paragraphs outside the tables."""
    messages = {
        "struck": "Зачёркнутый текст вне таблицы.",
        "hidden": "Скрытый текст вне таблицы.",
        "footnote": "Сноска вне таблицы.",
        "comment": "Примечание рецензента вне таблицы.",
        "placeholder": "Подсказка незаполненного поля вне таблицы.",
        "unread": "Вне таблицы показано содержимое вложенного файла; оно не прочитано.",
    }
    for block in (*word.blocks, *word.margins):
        if not isinstance(block, Paragraph):
            continue
        for note in block.notes:
            if note.code in messages and note.text:
                notes.add(NOTE_CODES.get(note.code, note.code), messages[note.code], fold(note.text))
