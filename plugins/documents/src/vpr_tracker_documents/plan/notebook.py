"""Where remarks are collected while a plan is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vpr_tracker import RemarkDraft

LONGEST_TEXT: Final = 50_000
"""Characters quoted by one remark; pages of text round a table go into several."""
LONGEST_MESSAGE: Final = 2_000
"""Characters: a message that quotes names is cut here."""


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
        """One remark: ``message`` in Russian, ``text`` quotes the document; several where the quotation is too long."""
        from vpr_tracker import RemarkDraft

        where = {"table": table, "row": row, "column": column, "task": task}
        if len(message) > LONGEST_MESSAGE:
            message = f"{message[: LONGEST_MESSAGE - 1]}…"
        for start in range(0, max(len(text), 1), LONGEST_TEXT):
            quoted = text[start : start + LONGEST_TEXT]
            self._remarks.append(
                RemarkDraft.model_validate({"code": code, "message": message, "text": quoted, "where": where})
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
