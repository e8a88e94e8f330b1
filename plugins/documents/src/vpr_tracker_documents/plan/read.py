"""``read_docx``: an approved plan in a Word file as a draft."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from vpr_tracker import BadInput, without_refused
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.plan.assemble import Assembler
from vpr_tracker_documents.plan.cleaning import readable
from vpr_tracker_documents.plan.dependencies import propose
from vpr_tracker_documents.plan.findings import levels, remark_on, spelling
from vpr_tracker_documents.plan.frame import Frame, frame_of
from vpr_tracker_documents.plan.months import before_september
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.numbering import number_all
from vpr_tracker_documents.plan.records import Record
from vpr_tracker_documents.plan.splitting import split
from vpr_tracker_documents.plan.tables import PlanTable, plan_tables
from vpr_tracker_documents.plan.terms import Deadlines
from vpr_tracker_documents.plan.text import Known
from vpr_tracker_documents.plan.walk import Walk
from vpr_tracker_documents.word.collector import collector_paused
from vpr_tracker_documents.word.model import Table, WordFile

if TYPE_CHECKING:
    from vpr_tracker import PlanDraft, TaskDraft

Period = tuple[dt.date, dt.date]


def read_docx(path: Path | str, *, period: Period | None = None) -> PlanDraft:
    """The plan in a Word file (.docx, .docm, .dotx), with a remark on everything that was assumed.

    :param period: the plan's first and last day (inclusive); without it, what the title says.
    :raises BadInput: the file is no Word file, is damaged or too big, or has no table of measures.
    """
    from vpr_tracker_documents.word.read import read_word

    source = Path(path)
    with collector_paused():
        return draft_of(read_word(source), name=source.name, period=period)


def draft_of(word: WordFile, *, name: str, period: Period | None = None) -> PlanDraft:
    """The plan in what a Word file shows; ``name`` is the file's name without folders.

    :raises BadInput: no table has a header, or rows, of a plan of measures.
    """
    from vpr_tracker import PlanDraft

    notes, name = Notebook(), without_refused(name)
    word = readable(word, notes)
    plans = plan_tables(word.blocks)
    if not plans:
        raise BadInput(
            _("«{name}» has no table of measures").format(name=name),
            hint=_(
                "such a table has a header that names the measure («Мероприятие», «Содержание работы» …) and its "
                "deadline or owner («Срок», «Дата», «Ответственный» …)"
            ),
            where=name,
        )
    frame = frame_of(word, plans, period, notes)
    deadlines = Deadlines(frame.period)
    tasks = _tasks(word, plans, frame, deadlines, notes)
    if not tasks:
        raise BadInput(
            _("the table of measures in «{name}» has no row with a measure").format(name=name),
            hint=_("check that there are rows under its header"),
            where=name,
        )
    return PlanDraft(plan=frame.info(name, word.sha256), tasks=tuple(tasks), remarks=notes.sorted())


def _tasks(
    word: WordFile, plans: dict[int, PlanTable], frame: Frame, deadlines: Deadlines, notes: Notebook
) -> list[TaskDraft]:
    known, records = records_of(word, plans, frame, deadlines, notes)
    records = [part for record in records for part in split(record, known)]
    number_all(records, notes)
    assembler = Assembler(deadlines, known, notes, one_school=frame.one_school)
    tasks = []
    for record in records:
        since = notes.count()
        task = assembler.task(record)
        remark_on(record, task, known, notes, since)
        tasks.append(task)
    levels(assembler.assumed_levels, notes)
    spelling(tasks, notes)
    propose(tasks, notes)
    return tasks


def records_of(
    word: WordFile, plans: dict[int, PlanTable], frame: Frame, deadlines: Deadlines, notes: Notebook
) -> tuple[Known, list[Record]]:
    """The plan's rows as records, torn rows joined, and the words that the plan knows."""
    known = Known(lambda: (cell.text for plan in plans.values() for row in plan.table.rows for cell in row.cells))
    walk = Walk(known, deadlines.terms, notes, title=frame.title or "", skipped=frame.read)
    for block in word.blocks:
        if isinstance(block, Table) and block.number in plans:
            for text, level in frame.headings.get(block.number, ()):
                walk.joinable = False
                walk.sections.open(text, level=level)
            walk.table(plans[block.number])
    before_september(walk.records, frame.period)
    return known, walk.records
