"""Which tables of a file are the plan: those with a header of their own, and those that go on without one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from vpr_tracker_documents.plan.columns import EXECUTION, Role, reads_as_mark
from vpr_tracker_documents.plan.layout import Column, Layout, find_layout
from vpr_tracker_documents.plan.text import blank, fold
from vpr_tracker_documents.word.model import Block, Cell, Row, Table

TIMELY: Final = re.compile(
    r"\d{1,2}[./]\s?\d{1,2}|январ|феврал|\bмарт|апрел|\bма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|\bтеч\w*|постоянно|еже"
    r"|\bраз(?:а)? в|квартал|четверт|полугоди|недел|по график|по плану|по мере|^до\b|\bгод|декад"
    r"|весь период|круглогод|20\d\d|^\d{1,2}$"
    r"|согласно",
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(
    r"[А-ЯЁ]\. ?[А-ЯЁ]\.?|учител|директор|\bзам|руковод|завуч|классн|педагог|психолог|специалист|методист"
    r"|администрац|шмо|ммо|\bмо\b|\bоо\b|\bоу\b"
    r"|зувр|координатор|комитет|библиотекар|социальн|логопед|воспитател|ответственн|учреждени|организаци|школ",
    re.IGNORECASE,
)  # fmt: skip
_LONGEST_LABEL: Final = 12
_LABEL: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5})[.)]?")


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of the plan with its columns."""

    table: Table
    layout: Layout


def plan_tables(blocks: Sequence[Block]) -> dict[int, PlanTable]:
    """The plan's tables by their number; empty where no table is a plan."""
    tables = [block for block in blocks if isinstance(block, Table)]
    headed = {table.number: layout for table in tables if (layout := find_layout(table))}
    names = {label for layout in headed.values() for key in layout.labels for label in key}
    for table in tables:
        layout = None if table.number in headed else find_layout(table, least=1)
        if layout and (not names or all(label in names for key in layout.labels for label in key)):
            headed[table.number] = layout
    found: dict[int, PlanTable] = {}
    known: list[Layout] = []
    for table in tables:
        layout = headed.get(table.number) or _headless(table, known, any_headed=bool(headed))
        if layout is None:
            continue
        found[table.number] = PlanTable(table, layout)
        known.append(layout)
    return found


def _headless(table: Table, known: Sequence[Layout], *, any_headed: bool) -> Layout | None:
    """The columns of a table without header: those of an earlier one where the cells agree, else by their content."""
    if any_headed and not known:
        return None
    rows = [row for row in table.rows if _is_data(row)]
    if not rows:
        return None
    widths, usual_ones = Counter(len(row.cells) for row in rows), {len(layout.columns) for layout in known}
    width = max(widths, key=lambda each: (widths[each], each in usual_ones))
    if width < 3:
        return None
    usual = [row for row in rows if len(row.cells) == width][:60]
    marks = _columns_of_marks(usual, width) | {
        layout.execution for layout in known if len(layout.columns) == width and layout.execution is not None
    }
    guess = _roles_by_content(usual, width, marks)
    for layout in reversed(known):
        if len(layout.columns) == width and _agrees(layout, guess):
            return _inherit(layout, usual[0])
    timed = guess.get("deadline")
    if "title" not in guess or timed is None or not ({"owners", "number"} & guess.keys()):
        return None
    if len(rows) < 2 and not known:
        return None
    return _guessed(usual[0], guess, known, marks)


def _is_data(row: Row) -> bool:
    return sum(not blank(cell.text) for cell in row.cells) >= 2


def _columns_of_marks(rows: Sequence[Row], width: int) -> frozenset[int]:
    """The cells (from 0) that say what became of the measures: their dates are no deadlines."""
    columns = [[fold(row.cells[index].text) for row in rows] for index in range(width)]
    return frozenset(
        index for index, column in enumerate(columns) if _share([text for text in column if text], reads_as_mark) >= 0.5
    )


def _roles_by_content(rows: Sequence[Row], width: int, marks: frozenset[int]) -> dict[Role, int]:
    """Which of the cells (from 0) holds numbers, deadlines, owners and the measure, as their texts look."""
    columns = [[fold(row.cells[index].text) for row in rows] for index in range(width)]
    filled = [[text for text in column if text] for column in columns]
    guess: dict[Role, int] = {}
    labels = [_share(texts, lambda text: _LABEL.fullmatch(text) is not None) for texts in filled]
    if labels[0] >= 0.6:
        guess["number"] = 0
    free = [index for index in range(width) if index not in {*guess.values(), *marks} and filled[index]]
    timely = {
        index: _share(filled[index], lambda text: len(text) < 90 and TIMELY.search(text) is not None) for index in free
    }
    _take_best(guess, "deadline", timely, 0.6)
    free = [index for index in free if index not in guess.values()]
    longest = max(free, key=lambda index: sum(map(len, filled[index])) / len(filled[index]), default=None)
    people = {
        index: _share(filled[index], lambda text: len(text) < 160 and _PEOPLE.search(text) is not None)
        for index in free
    }
    first_text = next(
        (index for index in free if _mean(filled[index]) >= 0.6 * _mean(filled[longest or free[0]])), None
    )
    if first_text is not None:
        guess["title"] = first_text
        people.pop(first_text, None)
    _take_best(guess, "owners", people, 0.5)
    return guess


def _mean(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts) if texts else 0.0


def _take_best(guess: dict[Role, int], role: Role, shares: dict[int, float], least: float) -> None:
    if shares:
        best = max(shares, key=lambda index: shares[index])
        if shares[best] >= least:
            guess[role] = best


def _agrees(layout: Layout, guess: dict[Role, int]) -> bool:
    """Whether an earlier table's columns fit the content: numbers and deadlines lie where it has them."""
    for role in ("number", "deadline"):
        place = next((index for index, column in enumerate(layout.columns) if column.role == role), None)
        seen = guess.get(role)
        if seen is not None and place is not None and seen != place:
            return False
        if role == "number" and place is not None and seen is None and "deadline" not in guess:
            return False
    return True


def _inherit(layout: Layout, row: Row) -> Layout:
    columns = tuple(
        replace(column, start=cell.column, end=cell.column + cell.span - 1)
        for column, cell in zip(layout.columns, row.cells, strict=True)
    )
    return replace(layout, columns=columns, first_row=0, header_row=-1, inherited=True)


def _guessed(row: Row, guess: dict[Role, int], known: Sequence[Layout], marks: frozenset[int]) -> Layout:
    names: dict[Role, str] = {
        column.role: column.header for layout in known for column in layout.columns if column.role != "extra"
    }
    roles = {index: role for role, index in guess.items()}
    if known and any(layout.has("deliverables") for layout in known):
        rest = [index for index in range(len(row.cells)) if index not in roles and index not in marks]
        if len(rest) == 1:
            roles[rest[0]] = "deliverables"
    columns = tuple(_column(cell, roles.get(index, "extra"), names) for index, cell in enumerate(row.cells))
    marked = next((layout.columns[at].header for layout in known if (at := layout.execution) is not None), EXECUTION)
    columns = tuple(replace(column, header=marked) if at in marks else column for at, column in enumerate(columns))
    labels = known[-1].labels if known else frozenset()
    return Layout(columns=columns, first_row=0, labels=labels, inherited=True)


def _column(cell: Cell, role: Role, names: Mapping[Role, str]) -> Column:
    return Column(start=cell.column, end=cell.column + cell.span - 1, role=role, header=names.get(role, ""))


@lru_cache(maxsize=4096)
def number_text(text: str) -> str:
    """A printed label without its dot or bracket; empty where the cell holds no label."""
    if text.isdecimal() and len(text) <= _LONGEST_LABEL:
        return text
    folded = fold(text).rstrip(" .)").lstrip("№ (")
    if (
        folded
        and len(folded) <= _LONGEST_LABEL
        and re.fullmatch(r"[\wІіХх]+(?:[.\-][\wІіХх]+)*\*?", folded)
        and (any(letter.isdigit() for letter in folded) or re.fullmatch(r"[IVXLІХ]+|[а-яa-z]", folded, re.IGNORECASE))
    ):
        return re.sub(r"\s", "", folded)
    return ""


def leading_number(text: str) -> tuple[str, str]:
    """A number typed at the start of a measure («1.1. Провести …») and the rest."""
    match = re.match(r"(\d{1,3}(?:\.\d{1,3}){0,3})[.)]\s*(?=\D)|(\d{1,3}(?:\.\d{1,3}){1,3})\s+(?=[^\W\d_])", text)
    if not match:
        return "", text
    return match.group(1) or match.group(2), text[match.end() :]
