"""What the tests of whole plans look at: the facts of a draft in short, and whether a word was lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from vpr_tracker.plans.draft import PlanDraft, TaskDraft
from vpr_tracker_documents.plan.read import read_docx
from vpr_tracker_documents.word.model import Table, WordFile
from vpr_tracker_documents.word.read import read_word


def terms(task: TaskDraft) -> list[str]:
    """Each term as «form start..end» («by ..2024-09-01», «every month», «relative проведения ВПР»)."""
    found = []
    for term in task.deadline.terms:
        dates = f"{term.start or ''}..{term.end or ''}" if term.start or term.end else ""
        unit = term.every.unit if term.every else ""
        found.append(" ".join(filter(None, (term.form, unit, dates, term.anchor or ""))))
    return found


def owners(task: TaskDraft) -> list[str]:
    """The names of the owners."""
    return [owner.name for owner in task.owners]


def results(task: TaskDraft) -> list[str]:
    """The titles of what the result column promises."""
    return [draft.title for draft in task.deliverables if draft.from_ == "result"]


def quantities(task: TaskDraft) -> list[tuple[int | None, str]]:
    """What the measure itself asks for: how many, and per what."""
    return [(draft.quantity, draft.per) for draft in task.deliverables if draft.from_ == "measure"]


def codes(draft: PlanDraft, task: str | None = None) -> list[str]:
    """The codes of the remarks, of one task or of all."""
    return [remark.code for remark in draft.remarks if task is None or remark.where.task == task]


def numbers(draft: PlanDraft) -> list[str]:
    """The numbers of the tasks in order."""
    return [task.number for task in draft.tasks]


def task(draft: PlanDraft, number: str) -> TaskDraft:
    """The only task with this number."""
    (found,) = [one for one in draft.tasks if one.number == number]
    return found


def lost_words(path: Path) -> set[str]:
    """Words of the file that are neither in a field of a task nor of the plan nor in a remark.

    The quoted cells of ``source`` do not count: they hold every word anyway.
    """
    return lost_of(read_word(path), read_docx(path))


def lost_of(word: WordFile, draft: PlanDraft) -> set[str]:
    """The same for what a Word file shows."""
    have = set(_words(_kept(draft)))
    # A word that a hyphen breaks at the end of a line may be kept joined.
    joined = have.intersection(_words(re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "", text) for text in _printed(word)))
    lost = {found for found in _words(_printed(word)) if found not in have}
    return {found for found in lost if not any(found in whole for whole in joined)}


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in re.findall(r"[^\W\d_]{2,}|\d{2,}", text.lower())]


def _printed(word: WordFile) -> Iterable[str]:
    for block in word.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield cell.text
                    yield from (note.text for note in cell.notes)
        else:
            yield block.text


def _kept(draft: PlanDraft) -> Iterable[str]:
    plan = draft.plan
    yield from (plan.title, plan.approval.body or "", plan.approval.act or "", plan.approval.number or "")
    yield from (str(plan.approval.date or ""), plan.executor.name or "", plan.executor.phone or "")
    for one in draft.tasks:
        yield from (one.number, one.title, *one.details, one.section or "", one.deadline.printed)
        yield from (text for owner in one.owners for text in (owner.name, owner.role or ""))
        yield from (result.title for result in one.deliverables)
        yield from (f"{name} {value}" for name, value in one.extras.items())
    for remark in draft.remarks:
        yield from (remark.text, remark.message)
