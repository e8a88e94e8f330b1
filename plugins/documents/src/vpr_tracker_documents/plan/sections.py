"""Headings that stand over rows: section rows of a table and paragraphs before one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.plan.months import Month, heading_month, heading_period
from vpr_tracker_documents.plan.text import fold

LONGEST: Final = 220
"""Characters of the longest text that is taken for a heading."""

_ROMAN: Final = re.compile(r"[IVXІХ]{1,5}(?:[.):]|\s|$)")
_DECIMAL: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+\S")
_NAMED: Final = re.compile(
    r"(?:(?:раздел|блок|модуль|направление|этап|часть|глава|подраздел|приоритет|проект)\b(?: [ivxіх\d.«\"№]|[ :]|$)"
    r"|(?:задача|цель|тема|шаг|уровень) (?:№ ?)?\d)",
    re.IGNORECASE,
)
_NOT_ONE: Final = re.compile(
    r"(?:цель|цели|задачи|примечани|итого\b|всего\b|\*|срок|ответственн|исполнител|исп\.|контактн|тел\b|основани|директор"
    r"|начальник|заведующ|председатель|подпись|утвержд(?:аю|ен[оа]?)\b|согласован[оа]?\b|приложение"
    r"|рассмотрен[оа]?\b|принят[оа]?\b|протокол|продолжение|окончание табл|таблица|пояснительн|введение"
    r"|содержание$|аннотаци)",
    re.IGNORECASE,
)


def is_heading(text: str) -> bool:
    """Whether a text can head rows at all: not too long, no note, no list item, no sentence."""
    folded = fold(text)
    if not folded or len(folded) > LONGEST or folded[0] in "-–—•":
        return False
    if _NOT_ONE.match(folded) and not _NAMED.match(folded):
        return False
    return any(letter.isalpha() for letter in folded)


def looks_titled(text: str) -> bool:
    """Whether the words show a heading by themselves: «Раздел 2», «IV. …», capitals only, a month."""
    folded = fold(text)
    return bool(
        heading_month(folded)
        or heading_period(folded)
        or _NAMED.match(folded)
        or _ROMAN.match(folded)
        or (folded.isupper() and len(folded) > 3)
    )


def signature(text: str) -> str:
    """The kind of a heading; a heading of the same kind ends the one before."""
    folded = fold(text)
    if heading_month(folded) or heading_period(folded):
        return "month"
    named = _NAMED.match(folded)
    if named:
        return re.match(r"\w+", folded).group().lower()  # type: ignore[union-attr]
    if _ROMAN.match(folded):
        return "roman"
    decimal = _DECIMAL.match(folded)
    if decimal:
        return f"decimal{decimal.group(1).count('.')}"
    return "upper" if folded.isupper() else "plain"


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    kind: str
    level: int
    in_table: bool
    label: str = ""


class Sections:
    """The headings in force, outermost first."""

    def __init__(self) -> None:
        self._stack: list[_Heading] = []
        self._fresh = False

    def open(self, text: str, *, level: int = 0, in_table: bool = False, label: str = "") -> None:
        """A heading begins. It ends those of its own kind; one right under another, or a month, stands inside it.

        :param level: the outline level of a heading paragraph, 0 where there is none.
        :param in_table: a row of the table; it never ends a heading paragraph above the table.
        :param label: the number of a heading whose rows are numbered after it (1 over 1.1, 1.2).
        """
        new = _Heading(fold(text), signature(text), level, in_table, label)
        if not in_table:
            self._stack = [item for item in self._stack if not item.in_table]
        kept = self._outer(new)
        self._stack = [*kept, new]
        self._fresh = True

    def _outer(self, new: _Heading) -> list[_Heading]:
        same = next((i for i, item in enumerate(self._stack) if item.kind == new.kind), None)
        levelled = [item for item in self._stack if item.level]
        if new.level and levelled:
            return [item for item in levelled if item.level < new.level]
        if same is not None:
            return self._stack[:same]
        if self._fresh or new.kind == "month":
            return self._stack
        return [item for item in self._stack if item.kind == "month" or (new.in_table and not item.in_table)]

    def numbered(self, label: str) -> None:
        """A row with this number begins: headings whose rows are numbered otherwise end («2» under 1 over 1.1)."""
        self._stack = [item for item in self._stack if not item.label or label.startswith(f"{item.label}.")]

    def used(self) -> None:
        """A task stands under the headings: the next heading of another kind ends them."""
        self._fresh = False

    @property
    def name(self) -> str | None:
        """The section of the rows, outer headings first."""
        return " / ".join(item.text for item in self._stack) or None

    @property
    def month(self) -> Month | None:
        """The month that a heading in force names."""
        text = self._time()
        return heading_month(text) if text else None

    @property
    def period(self) -> str | None:
        """The words of a heading in force that name another time: «В течение года», «I полугодие»."""
        text = self._time()
        return text if text and heading_period(text) else None

    def _time(self) -> str | None:
        return next((item.text for item in reversed(self._stack) if item.kind == "month"), None)
