"""The answer to a school that sent a kit: what was taken, what to mend, what is still missing. Russian.

What was once told to a school stays: an answer that another takes the place of goes into a folder of older ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vpr_tracker.cli.plain import format_day
from vpr_tracker.files import keep_older, write_whole
from vpr_tracker.i18n import speaking

if TYPE_CHECKING:
    from vpr_tracker.sheets.kit_form import KitRow
    from vpr_tracker.tracker.kit_views import CollectResult, KitResult, SchoolLeft
    from vpr_tracker.tracker.views import ChangeView

_SHOWN: Final = 200
"""Lines of each list."""
OLDER_FOLDER: Final = "Прежние"
"""In the folder of the answers: those that others took the place of."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer that was written, and where the one before it was kept; ``None`` where there was none, or the same."""

    file: Path
    kept: Path | None


def write_letters(
    result: CollectResult, names: Mapping[str, str], folder: Path, plan: str, today: date
) -> dict[str, Written]:
    """Write an answer for each school that sent something; by the school's identifier.

    :param names: what the file of each school is called, without its ending.
    """
    by_school: dict[str, list[KitResult]] = defaultdict(list)
    for each in result.kits:
        if each.school_id is not None:
            by_school[each.school_id].append(each)
    written = {}
    for left in result.left:
        with speaking("ru"):
            data = letter(left, by_school[left.school_id], plan, today).encode("utf-8-sig")
        path = folder / f"{names[left.school_id]}.txt"
        kept = keep_older(path, folder / OLDER_FOLDER, new=data)
        write_whole(path, data)
        written[left.school_id] = Written(path, kept)
    return written


def letter(left: SchoolLeft, results: Sequence[KitResult], plan: str, today: date) -> str:
    """The whole text, with the line ends that Notepad expects."""
    lines = [left.school, " ".join(plan.split()), f"Ответ на бланк, {format_day(today)}", ""]
    lines += _section("Принято на проверку:", [_taken(change) for each in results for change in each.taken])
    doubts = [f"{each.file}{_cell(doubt.cell)}: {doubt.message}" for each in results for doubt in each.doubts]
    lines += _section("Не принято, исправьте и пришлите ещё раз:", doubts)
    older = sum(each.older for each in results)
    if older:
        lines += [f"Ответов из более старых бланков, которые ничего не изменили: {older}.", ""]
    if not any(each.taken for each in results) and not doubts:
        lines += ["Нового в бланке нет.", ""]
    missing = [_missing(row, today) for row in left.rows]
    lines += _section("Ещё не сдано:", missing) if missing else ["Всё сдано.", ""]
    return "\r\n".join(lines)


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    rest = [f"  … и ещё {len(lines) - _SHOWN}"] if len(lines) > _SHOWN else []
    return [heading, *(f"  – {line}" for line in lines[:_SHOWN]), *rest, ""]


def _cell(cell: str) -> str:
    return f", ячейка {cell}" if cell else ""


def _taken(change: ChangeView) -> str:
    text = f"{change.task}. {change.deliverable or 'исполнение'}"
    if change.quantity is not None and change.progress is not None:
        text += f": {change.progress} из {change.quantity}"
    return text + (f" (файлов: {len(change.evidence)})" if change.evidence else "")


def _missing(row: KitRow, today: date) -> str:
    text = f"{row.task}. {row.result} — {row.due}"
    if row.quantity is not None and row.progress:
        text += f", есть {row.progress} из {row.quantity}"
    if row.state == "returned":
        text += f", возвращено: {row.note}" if row.note else ", возвращено"
    elif row.due_on is not None and row.due_on < today:
        text += ", срок прошёл"
    return text
