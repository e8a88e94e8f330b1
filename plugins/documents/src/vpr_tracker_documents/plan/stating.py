"""Which period the text round the tables states, and how surely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from vpr_tracker_documents.plan.approval import Approval
from vpr_tracker_documents.plan.columns import Role
from vpr_tracker_documents.plan.exams import named_year, period_of
from vpr_tracker_documents.plan.gaps import Gap
from vpr_tracker_documents.plan.months import heading_month
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.period import Stated, stated_period
from vpr_tracker_documents.plan.tables import PlanTable
from vpr_tracker_documents.plan.titles import Title

Period = tuple[dt.date, dt.date]
TIMES: frozenset[Role] = frozenset({"deadline", "deadline_end", "month"})


def period_stated(
    title: Title | None, gaps: Sequence[Gap], plans: Mapping[int, PlanTable], approval: Approval, notes: Notebook
) -> Period | None:
    """The period by the title, else by another line before the table; remarked where it is not certain."""
    named = named_year(title.rows) if title else None
    stated = stated_period(title.text) if title and not named else None
    if stated is None:
        stated = _nearby(gaps[0], title, sure=named is not None) or _of_months(gaps)
        if stated is not None:
            notes.add("period_assumed", "Период взят не из названия плана, а из строк над таблицами.", stated.words)
    elif stated.assumed:
        notes.add("period_assumed", stated.assumed, stated.words)
    if stated is None and named is not None:
        guess = period_of(named, approval.date, list(_times(gaps, plans)))
        if guess is not None:
            message = f"Год в «{named.words}» – часть имени, а не период плана. Принят {guess.reason}."
            notes.add("period_assumed", message, named.words)
            return guess.start, guess.end
    if stated is None:
        notes.add(
            "period_missing",
            "Период плана нигде не назван; сроки без года останутся без дат, пока период не задан.",
            title.text if title else "",
        )
        return None
    return stated.start, stated.end


def _nearby(gap: Gap, title: Title | None, *, sure: bool) -> Stated | None:
    """From a line over the table.

    :param sure: only from one that says what the year is for («на 2026 год», «2025/2026 учебный год»).
    """
    for index, text in gap.lines:
        if title is not None and index in title.lines:
            continue
        bare = text.strip().isdecimal() and not sure
        if len(text) < 160 and ("год" in text.lower() or bare) and "утвержд" not in text.lower():
            stated = stated_period(text)
            if stated is not None and (bare or "на " in text.lower() or "уч" in text.lower()):
                return stated
    return None


def _of_months(gaps: Sequence[Gap]) -> Stated | None:
    """From the first to the last month that headings over the tables name with a year."""
    named = [heading_month(text) for gap in gaps for _index, text in gap.lines if text]
    months = [month for month in named if month is not None and month.year is not None]
    if not months:
        return None
    words = ", ".join(month.printed for month in months)
    return Stated(min(month.first for month in months), max(month.last for month in months), words)


def _times(gaps: Sequence[Gap], plans: Mapping[int, PlanTable]) -> Iterator[str]:
    """The deadline cells of the plan, and the months that head its tables, in order."""
    for gap, plan in zip(gaps, plans.values(), strict=False):
        yield from (text for _index, text in gap.lines if heading_month(text))
        layout = plan.layout
        for row in plan.table.rows[layout.first_row :]:
            for cell in row.cells:
                text = cell.text
                if layout.columns[layout.column_of(cell)].role in TIMES or heading_month(text):
                    yield text
