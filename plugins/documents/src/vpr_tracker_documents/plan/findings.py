"""Remarks on tasks: torn rows, deadlines, words left over, notes of cells, papers asked of teachers."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.plan.items import items_of
from vpr_tracker_documents.plan.measure import deadline_inside
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.records import Part, Record
from vpr_tracker_documents.plan.text import fold, join_lines, words

if TYPE_CHECKING:
    from vpr_tracker import TaskDraft

_TEACHER: Final = re.compile(r"учител|педагог|классн\w+ руков|кл\. ?рук|предметник|воспитател", re.IGNORECASE)
_NO_TEACHER: Final = re.compile(r"психолог|организатор|библиотек|логопед|дефектолог|социальн", re.IGNORECASE)
_LEVEL_WORDS: Final = (
    r"на|в|ур|уров\w*|мо|муницип\w*|район\w*|город\w*|округ\w*|оо|оу|доу|сош|школ\w*|внутришкольн\w*|общешкольн\w*"
    r"|(?:обще)?образовательн\w*|организаци\w*|учреждени\w*|институциональн\w*"
)
_DUTY_WORDS: Final = {
    "controls": r"контрол\w*|под|осуществля\w*",
    "observes": r"наблюд\w*|под|осуществля\w*",
    "monitors": r"мониторинг\w*|проводит|осуществля\w*",
}
_ALLOWED: Final = re.compile(
    r"рабоч\w+ программ|журнал|план\w* воспитательн\w+ работ|характеристик",
    re.IGNORECASE,
)
_BY_TEACHERS: Final = re.compile(
    r"план\w* работ\w* учител|маршрут|\bиом\b|технологическ\w+ карт|портфолио|самоанализ", re.IGNORECASE
)
_TAIL: Final = " ;,:.–—-"
_NOTE_MESSAGES: Final = {
    "struck": "Зачёркнутый текст не прочитан как действующий.",
    "hidden": "Скрытый текст не прочитан как действующий.",
    "nested_table": "Внутри ячейки таблица; её текст прочитан по порядку ячеек.",
    "footnote": "Сноска к ячейке.",
    "comment": "Примечание рецензента к ячейке.",
    "text_box": "Текст надписи прочитан вместе с ячейкой.",
    "picture": "В ячейке рисунок; прочитано только его описание.",
    "placeholder": "Подсказка незаполненного поля; как текст не прочитана.",
    "unread": "В ячейке показано содержимое вложенного файла; оно не прочитано.",
}
NOTE_CODES: Final = {"comment": "footnote", "text_box": "read", "placeholder": "hidden", "unread": "unplaced"}
"""Codes of remarks for the codes of notes that have another name."""


def remark_on(record: Record, task: TaskDraft, known: Container[str], notes: Notebook, since: int) -> None:
    """Everything a person should see about one task.

    :param since: how many remarks there were before this task was read.
    """
    _torn(record, notes)
    _deadline(record, task, notes)
    _cell_notes(record, notes)
    _teacher_papers(record, task, notes)
    if record.list_in_cell:
        _note(
            record,
            "list_in_cell",
            "В ячейке несколько пунктов; сроки с ними не сопоставлены, мероприятие одно.",
            task.title,
            notes,
        )
    if record.given in ("item", "block"):
        _note(record, "sub_task", "Мероприятие выделено из ячейки с несколькими мероприятиями.", task.title, notes)
    left = _left_over(record, task, known, notes.texts_since(since))
    if left:
        _note(record, "read", "Слова ячеек, которые не вошли в поля мероприятия.", left, notes)


def _note(record: Record, code: str, message: str, text: str, notes: Notebook, row: int | None = None) -> None:
    notes.add(
        code, message, text, table=record.table, row=row or record.row, task=record.number,
    )  # fmt: skip


def _torn(record: Record, notes: Notebook) -> None:
    for row, text in record.joined:
        message = f"Строка без номера продолжает строку {record.row}; ячейки соединены."
        _note(record, "torn_row", message, text, notes, row)


def _deadline(record: Record, task: TaskDraft, notes: Notebook) -> None:
    deadline = task.deadline
    for assumption in deadline.assumptions if deadline.printed or deadline.terms else ():
        _note(record, "deadline_assumed", assumption, deadline.printed, notes)
    if deadline.needs_review and (deadline.printed or deadline.terms):
        _note(
            record, "deadline_review", "Срок нужно проверить: слова допускают разное чтение.", deadline.printed, notes
        )
    if not deadline.printed and not deadline.terms:
        _note(record, "deadline_missing", "Срок не указан.", task.title, notes)
    for line in (task.title, *task.details):
        inside = deadline_inside(line)
        if inside:
            _note(
                record, "deadline_review", "В мероприятии есть слова о сроке; действует столбец срока.", inside, notes
            )


def _cell_notes(record: Record, notes: Notebook) -> None:
    for row, column, note in record.notes:
        code = NOTE_CODES.get(note.code, note.code)
        notes.add(
            code, _NOTE_MESSAGES[note.code], fold(note.text),
            table=record.table, row=row, column=column, task=record.number,
        )  # fmt: skip


@lru_cache(maxsize=2048)
def _is_teacher(name: str) -> bool:
    return _TEACHER.search(name) is not None and _NO_TEACHER.search(name) is None


def _teacher_papers(record: Record, task: TaskDraft, notes: Notebook) -> None:
    """Papers that a row puts on teachers beyond the kinds that the law allows."""
    owners = [owner for owner in task.owners if owner.duty == "executes"]
    teachers = [owner for owner in owners if _is_teacher(owner.name)]
    if not teachers:
        return
    only = len(teachers) == len(owners)
    for draft in task.deliverables:
        if _ALLOWED.search(draft.title):
            continue
        named = _BY_TEACHERS.search(draft.title)
        if named or (only and draft.kind == "document"):
            message = (
                "Документ требуется от учителя, но не входит в пять видов, которые закон разрешает требовать "
                "(273-ФЗ, ст. 47, ч. 6.1)."
            )
            _note(record, "teacher_paper", message, draft.title, notes)


def _left_over(record: Record, task: TaskDraft, known: Container[str], quoted: list[str]) -> str:
    """Words of the record's cells that no field of the task and no remark on it has, in printed order."""
    blob = "\n".join([*_field_texts(record, task), *quoted])
    left: list[str] = []
    for part in record.parts.values():
        if part.column.role == "mark":
            continue
        for piece in part.pieces if len(part.pieces) == 1 else join_lines(part.pieces, known):
            if piece.text.rstrip(_TAIL) in blob:
                continue
            items = items_of(piece) if part.column.role == "deliverables" else (piece,)
            missing = [item.text for item in items if item.text.rstrip(_TAIL) not in blob]
            left.extend(_missing_words(missing, blob, part, task))
    return " ".join(dict.fromkeys(left))


def _missing_words(texts: Iterable[str], blob: str, part: Part, task: TaskDraft) -> Iterable[str]:
    """Words that stand nowhere else; in a cell of owners without those that became a level or duty."""
    have = set(words(blob))
    marks = _owner_marks(task) if part.column.role in ("owners", "coowners") else None
    return [
        word for text in texts for word in words(text) if word not in have and not (marks and marks.fullmatch(word))
    ]


def _owner_marks(task: TaskDraft) -> re.Pattern[str] | None:
    """The words of an owner cell that are in no name because they became an owner's level or duty."""
    marks = [
        *([_LEVEL_WORDS] if any(owner.level for owner in task.owners) else []),
        *(_DUTY_WORDS[duty] for duty in sorted({owner.duty for owner in task.owners} & _DUTY_WORDS.keys())),
    ]
    return _pattern("|".join(marks)) if marks else None


_pattern = lru_cache(maxsize=16)(re.compile)


def _field_texts(record: Record, task: TaskDraft) -> Iterable[str]:
    yield from (task.number, task.title, task.deadline.printed, record.section or "")
    yield from task.details
    for owner in task.owners:
        yield owner.name
        if owner.role:
            yield owner.role
    for draft in task.deliverables:
        yield draft.title
    for name, value in task.extras.items():
        yield f"{name} {value}"


def levels(assumed: Mapping[str, Sequence[Record]], notes: Notebook) -> None:
    """The levels that the plan does not state: one remark a reason, with the tasks it holds for."""
    for reason, records in assumed.items():
        first = records[0]
        numbers = ", ".join(record.number for record in records)
        message = reason if len(records) == 1 else f"{reason} Так у мероприятий: {numbers}."
        notes.add(
            "level_assumed", message, numbers, table=first.table, row=first.row,
            task=first.number if len(records) == 1 else None,
        )  # fmt: skip


def spelling(tasks: Sequence[TaskDraft], notes: Notebook) -> None:
    """Surnames spelt in two ways: remarked on, never merged."""
    from vpr_tracker import similar_persons

    first: dict[str, TaskDraft] = {}
    for task in tasks:
        for owner in task.owners:
            if owner.kind == "person":
                first.setdefault(owner.name, task)
    for one, other in similar_persons(list(first)):
        task = first[other]
        notes.add(
            "spelling",
            f"Похоже на одного человека в двух написаниях: «{one}» (мероприятие {first[one].number}) и «{other}» "
            f"(мероприятие {task.number}). Не объединены.",
            f"{one} / {other}",
            table=task.source.table if task.source else None,
            row=task.source.row if task.source else None,
            task=task.number,
        )
