"""Where remarks are collected while a plan is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpr_tracker import RemarkDraft


class Notebook:
    """Remarks in the order of their finding; printed in the order of the document."""

    def __init__(self) -> None:
        self._remarks: list[RemarkDraft] = []

    def add(
        self,
        code: str,
        message: str,
        text: str = "",
        *,
        table: int | None = None,
        row: int | None = None,
        column: int | None = None,
        task: str | None = None,
    ) -> None:
        """One remark: ``message`` in Russian, ``text`` quotes the document."""
        from vpr_tracker import RemarkDraft, WhereDraft

        where = WhereDraft(table=table, row=row, column=column, task=task)
        self._remarks.append(
            RemarkDraft.model_validate({"code": code, "message": message, "text": text, "where": where})
        )

    def count(self) -> int:
        """How many remarks there are so far."""
        return len(self._remarks)

    def texts_since(self, count: int) -> list[str]:
        """The texts quoted by the remarks that came after the first ``count``."""
        return [remark.text for remark in self._remarks[count:]]

    def sorted(self) -> tuple[RemarkDraft, ...]:
        """All remarks: those without a table first, then by table, row and column, in order of finding."""
        return tuple(sorted(self._remarks, key=lambda r: (r.where.table or 0, r.where.row or 0, r.where.column or 0)))
