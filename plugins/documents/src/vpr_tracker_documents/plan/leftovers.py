"""Remarks on the text round the tables: what it was read from, and what found no place."""

from __future__ import annotations

from collections.abc import Iterable

from vpr_tracker_documents.plan.approval import Approval
from vpr_tracker_documents.plan.findings import NOTE_CODES
from vpr_tracker_documents.plan.gaps import Gap
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.people import Executor
from vpr_tracker_documents.plan.records import row_text
from vpr_tracker_documents.plan.text import fold
from vpr_tracker_documents.word.model import Paragraph, WordFile


def unplaced(gap: Gap, taken: set[int], notes: Notebook) -> None:
    """Lines and tables of a gap that were read as nothing."""
    left = [text for index, text in gap.lines if text and index not in taken]
    if left:
        notes.add("unplaced", "Текст вне таблицы плана не отнесён ни к чему.", "\n".join(left))
    for table, groups in gap.tables:
        lines = [(index, line) for group in groups for index, line in group if line]
        left = [line for index, line in lines if index not in taken]
        text = "\n".join(left if len(left) < len(lines) else filter(None, map(row_text, table.rows)))
        if text:
            notes.add("unplaced", "Таблица не похожа на план и не прочитана.", text, table=table.number)


def sources(lines: Iterable[tuple[int, str]], approval: Approval, executor: Executor, notes: Notebook) -> None:
    """Quote the lines that the approving act and the executor were read from."""
    printed = dict(lines)
    for found, message in (
        (approval.lines, "Утверждающий акт прочитан из этих строк."),
        (executor.lines, "Исполнитель прочитан из этих строк."),
    ):
        text = "\n".join(printed[index] for index in sorted(found, key=abs) if printed.get(index))
        if text:
            notes.add("read", message, text)


def paragraph_notes(word: WordFile, notes: Notebook) -> None:
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
