"""A kit: what one school owes, as a sheet to fill in and send back. What it holds, and where on the sheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from vpr_tracker.i18n import _

FORMAT: Final = "vpr-tracker/kit/1"
IDENTITY: Final = "kit"
"""The hidden sheet that says which kit it is."""
FORM: Final = "Бланк"
"""The sheet that is filled in."""

FIRST_ROW: Final = 7
"""The first row of the table; its titles are above."""
FILLED_BY: Final = "D5"
ID_COLUMN: Final = 1
"""The hidden column with what each row is about."""
QUANTITY, GIVEN, AMOUNT, FILES, NOTE = 7, 8, 9, 10, 11
"""The column of what is asked for, and those that are filled in, from 1."""
COLUMNS: Final = 11
TITLES: Final = {
    GIVEN: "Сдано?",
    AMOUNT: "Сколько",
    FILES: "Файлы (имена через точку с запятой) или ссылки",
    NOTE: "Примечание",
}
"""What stands over the columns that are filled in: by it a form whose columns were moved is known."""
MOST_ROWS: Final = 5_000
"""Rows that a kit may have."""

Given = Literal["done", "partly"]
DONE, PARTLY, NO = "сдано", "частично", "нет"
WORDS: Final[dict[str, Given | None]] = {
    DONE: "done",
    "сдан": "done",
    "сдана": "done",
    "сданы": "done",
    "да": "done",
    "+": "done",
    PARTLY: "partly",
    NO: None,
    "не сдано": None,
    "-": None,
    "–": None,
    "": None,
}
"""What may be written in «Сдано?», and what it means; no answer and «нет» say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitRow:
    """One thing that the school owes. ``state`` and ``note`` are how it stood when the kit was made."""

    obligation: str
    task: str
    title: str
    result: str
    due: str
    due_on: date | None
    quantity: int | None
    progress: int | None
    state: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What one school owes. ``kit`` names this making of it; ``made_at`` is aware UTC."""

    kit: str
    plan_id: str
    plan_title: str
    school_id: str
    school: str
    made_at: datetime
    made_on: date
    rows: Sequence[KitRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitIdentity:
    """What a returned workbook says it is."""

    kit: str
    plan_id: str
    school_id: str
    made_at: datetime
    states: dict[str, str]
    """By obligation: its state when the kit was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitAnswer:
    """What a row says: ``cell`` names its answer («H12»), for messages."""

    obligation: str
    cell: str
    files_cell: str
    given: Given
    amount: int | None
    files: tuple[str, ...]
    urls: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class CellDoubt:
    """What cannot be taken as it is: the cell («H12», or «» for the file as a whole) and what is wrong with it.

    ``text`` is a message id, so that a coordinator and the letter to a school may read it in their own languages.
    """

    cell: str
    text: str
    values: tuple[tuple[str, str | int], ...] = ()

    @property
    def message(self) -> str:
        """What is wrong, in the present language."""
        return _(self.text).format(**dict(self.values)) if self.values else _(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedKit:
    """A workbook that came back: what it is, what it says, and what is doubtful in it."""

    file: str
    identity: KitIdentity
    filled_at: datetime
    filled_by: str | None
    answers: tuple[KitAnswer, ...]
    doubts: tuple[CellDoubt, ...]

    @property
    def key(self) -> str:
        """What it says, as 32 hexadecimal digits: the same for copies, whatever they are called."""
        said = sorted(
            [each.obligation, each.given, each.amount, list(each.files), list(each.urls), each.note]
            for each in self.answers
        )
        text = json.dumps([self.identity.kit, said], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def seal(kit: str, plan: str, school: str, made_at: str, states: dict[str, str]) -> str:
    """A sum over what a kit says it is: tells a damaged one; it is no signature."""
    text = json.dumps([FORMAT, kit, plan, school, made_at, sorted(states.items())])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
