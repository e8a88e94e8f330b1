"""From records to tasks: title, deadline, owners, deliverables, extras, and the remarks on each."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from vpr_tracker import Deadline, Owner
from vpr_tracker_documents.plan.deliverables import Results, read_results, with_quantities
from vpr_tracker_documents.plan.measure import Measure, read_measure
from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.records import Part, Record
from vpr_tracker_documents.plan.terms import Context, Deadlines, holdable
from vpr_tracker_documents.plan.text import Piece, fold, join_lines, plain
from vpr_tracker_documents.plan.values import Level

if TYPE_CHECKING:
    from vpr_tracker import DeadlineDraft, OwnerDraft, TaskDraft

_MARK: Final = re.compile(r"[хx+*vх✓✔✗■●•√]|да", re.IGNORECASE)
_WEEKS: Final = re.compile(r"[\dIVXІ][\dIVXІ,;и\s\-–—]*", re.IGNORECASE)
"""Numbers alone, as a column of weeks holds them."""
_BREAK: Final = re.compile(r"\s*\n\s*")
_SPACES: Final = re.compile(r"[^\S\n]+")
_SCHOOL: Final = re.compile(r"школ|\bоо\b|\bоу\b|образовательн\w+ организаци", re.IGNORECASE)
_TOWN: Final = re.compile(r"муниципал|район|комитет|управлени|город", re.IGNORECASE)


class _Owners(NamedTuple):
    """What the owner cells of a row say, by their words."""

    printed: tuple[str, ...]
    found: tuple[Owner, ...]
    drafts: tuple[OwnerDraft, ...]
    doubtful: tuple[str, ...]


@dataclass(slots=True)
class Assembler:
    """Makes tasks of records; every distinct cell text is read once."""

    deadlines: Deadlines
    known: Container[str]
    notes: Notebook
    one_school: bool = False
    """The plan is one school's own: its tasks are at the level of the school."""
    assumed_levels: dict[str, list[Record]] = field(default_factory=dict)
    """Why levels were inferred, and of which tasks."""
    _levels: dict[tuple[tuple[str, ...], str], tuple[Level, str | None]] = field(default_factory=dict)
    _owners: dict[tuple[str, ...], _Owners] = field(default_factory=dict)
    _read_results: dict[tuple[Piece, ...], Results] = field(default_factory=dict)
    _drafts: dict[int, DeadlineDraft] = field(default_factory=dict)
    _kept: list[Deadline] = field(default_factory=list)

    def task(self, record: Record) -> TaskDraft:
        """One task, with its remarks written down."""
        from vpr_tracker import TaskDraft

        measure = read_measure(record.part("title"), self.known, listed=record.list_in_cell)
        deadline = self._deadline(record)
        owners = self._owners_of(record)
        results = self._results(record, measure)
        level = self._level(record, owners, measure)
        extras = self._extras(record, deadline)
        return TaskDraft.model_validate(  # one call for all parts: the draft is checked inside pydantic's core
            {
                "number": record.number,
                "title": measure.title,
                "details": measure.details,
                "section": record.section,
                "level": level,
                "deadline": self._deadline_draft(deadline),
                "owners": owners.drafts,
                "deliverables": tuple(results.drafts),
                "extras": extras,
                "source": {
                    "table": record.table,
                    "row": record.row,
                    "cells": tuple(record.places),
                },
            }
        )

    def _level(self, record: Record, owners: _Owners, measure: Measure) -> Level:
        from vpr_tracker import task_level

        if self.one_school and not any(owner.level == "municipality" for owner in owners.found):
            return "school"
        words = " ".join(measure.lines)
        key = (owners.printed, words if "уровн" in words.lower() else "")
        known = self._levels.get(key)
        if known is None:
            known = self._levels[key] = task_level(owners.found, key[1])
        level, reason = known
        if reason:
            self.assumed_levels.setdefault(reason, []).append(record)
        return level

    def _note(self, record: Record, code: str, message: str, text: str = "") -> None:
        self.notes.add(
            code, message, text, table=record.table, row=record.row, task=record.number,
        )  # fmt: skip

    # deadlines

    def _deadline(self, record: Record) -> Deadline:
        marked = self._marked(record)
        if marked is not None:
            return marked
        part, end = record.part("deadline"), record.part("deadline_end")
        printed = _lined(part)
        if end is not None and not end.empty and printed:
            both = f"{printed} – {_lined(end)}"
            return self.deadlines.said(fold(both), fold(both), "")
        if end is not None and not printed:
            printed = _lined(end)
        month = record.month
        if part is not None and _WEEKS.fullmatch(printed) and plain(part.column.header).startswith("недел"):
            return self.deadlines.week(printed, Context(month, record.period_heading))
        column = record.part("month")
        if not printed and column is not None:
            printed = _lined(column)
        return self.deadlines.read(printed, Context(month, record.period_heading))

    def _marked(self, record: Record) -> Deadline | None:
        """The deadline of a schedule: the headers of the marked columns, or what is written in them."""
        marks = [part for part in record.with_role("mark") if not part.empty]
        if not marks:
            return None
        texts = [fold(part.text) for part in marks]
        phrases = [
            part.column.phrase if _MARK.fullmatch(text) else text for part, text in zip(marks, texts, strict=True)
        ]
        phrase = ", ".join(phrases)
        return self.deadlines.said(phrase, phrase, "Срок взят из отмеченных столбцов таблицы.")

    def _deadline_draft(self, deadline: Deadline) -> DeadlineDraft:

        known = self._drafts.get(id(deadline))
        if known is None:
            known = holdable(deadline).model_copy(update={"printed": fold(deadline.printed)})
            self._kept.append(deadline)
            self._drafts[id(deadline)] = known
        return known

    # owners

    def _owners_of(self, record: Record) -> _Owners:
        parts = [*record.with_role("owners"), *record.with_role("coowners")]
        filled = [part for part in parts if not part.empty]
        printed = tuple([_owner_text(part, several=len(parts) > 1) for part in filled])
        known = self._owners.get(printed)
        if known is None:
            known = self._owners[printed] = _read_owners(printed)
        if known.doubtful or (parts and not known.found):
            text = fold("\n".join(part.text for part in filled))
            for name in known.doubtful:
                self._note(record, "owner_review", f"Ответственный прочитан как «{name}», проверьте.", text)
            if not known.found:
                self._note(record, "owner_missing", "Ответственный не указан.", text)
        return known

    # results and the rest

    def _results(self, record: Record, measure: Measure) -> Results:
        part = record.part("deliverables")
        pieces = tuple(part.pieces) if part is not None and not part.empty else ()
        results = self._read_results.get(pieces)
        if results is None:
            results = self._read_results[pieces] = read_results(pieces, self.known)
        for text in results.introductions:
            self._note(record, "list_in_cell", "Слова перед перечнем результатов – сами не результат.", text)
        for text in results.levels:
            self._note(record, "deliverable_level", "Результаты под этими словами отнесены к названному уровню.", text)
        results = with_quantities(results, measure.lines)
        for text in results.limits:
            self._note(record, "quantity", "Верхняя граница; отдельным результатом не считается.", text)
        for text in results.unsettled:
            message = "Число прочитать не удалось: их несколько или оно слишком велико; количество не записано."
            self._note(record, "quantity", message, text)
        for draft in results.drafts:
            if draft.from_ == "measure":
                message = f"Количество в мероприятии прочитано как отдельный результат: {draft.quantity}."
                self._note(record, "quantity", message, draft.title)
        return results

    def _extras(self, record: Record, deadline: Deadline) -> dict[str, object]:
        extras: dict[str, object] = {}
        for index in record.layout.beside:
            part = record.parts.get(index)
            if part is None or part.empty:
                continue
            if part.column.role == "month" and fold(part.text) == fold(deadline.printed):
                continue
            name = part.column.name
            if name in extras:
                name = f"{name} ({part.column.start})"
            extras[name] = "\n".join(piece.whole for piece in join_lines(part.pieces, self.known))
        return extras


def _lined(part: Part | None) -> str:
    """The text of a cell with single spaces, line breaks kept; a dash alone is no text."""
    if part is None or part.empty:
        return ""
    return _BREAK.sub("\n", _SPACES.sub(" ", part.text)).strip()


def _owner_text(part: Part, *, several: bool) -> str:
    """The lines of an owner cell; a column that is headed by a level says so over them."""
    if len(part.pieces) == 1 and not part.pieces[0].mark and not several:
        return part.pieces[0].text
    text = "\n".join(piece.text if piece.mark in "-–—•" else piece.whole for piece in part.pieces if piece.text)
    if several and _SCHOOL.search(part.column.header) and not _TOWN.search(part.column.header):
        return f"Уровень ОО:\n{text}"
    if several and _TOWN.search(part.column.header) and not _SCHOOL.search(part.column.header):
        return f"Уровень муниципалитета:\n{text}"
    return text


def _read_owners(printed: tuple[str, ...]) -> _Owners:
    from vpr_tracker import OwnerDraft, parse_owners

    owners = tuple(owner for text in printed if text for owner in parse_owners(text))
    drafts = tuple(
        OwnerDraft(name=owner.name, kind=owner.kind, level=owner.level, duty=owner.duty, role=owner.role)
        for owner in owners
    )
    return _Owners(printed, owners, drafts, tuple(owner.name for owner in owners if owner.needs_review))
