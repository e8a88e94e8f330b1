"""What the second pass leaves behind: terms without days, that may still lend each other a year or a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from vpr_tracker.deadlines.model import Every, Offset
from vpr_tracker.deadlines.pieces import Duration, Piece, Times
from vpr_tracker.deadlines.tokens import Tokens
from vpr_tracker.deadlines.vocabulary import Value, vocabulary
from vpr_tracker.domain.words import Form, OwnerLevel

Side = Literal["both", "start", "end"]
Tag = Literal["", "days of month", "weekdays", "nth weekday", "weekday beside", "part of month"]
Item = Value | Piece | Duration | Times


class Span(Protocol):
    """Tokens ``first:last``."""

    @property
    def first(self) -> int:
        """The first token."""

    @property
    def last(self) -> int:
        """The token after the last one."""


@dataclass(slots=True)
class Hit:
    """What a rule covered: the values of its words in order, their meanings, and the printed text around them."""

    values: list[Item]
    all_values: Sequence[Item]
    shape: str
    tokens: Tokens
    points: Sequence[Span]
    first: int
    last: int
    end: int

    def has(self, *meanings: str) -> bool:
        """Whether one of these words is among the rule's own."""
        letters = vocabulary().letters
        return any(letters[meaning] in self.shape for meaning in meanings)

    def words(self, begin: int = 0) -> str:
        """The printed words of the rule itself, from its item ``begin`` on (negative: from the end)."""
        first = self.first + begin if begin >= 0 else self.last + begin
        return self._text(first, self.last)

    def word(self, at: int) -> str:
        """The printed words of the rule's own item ``at``."""
        return self._text(self.first + at, self.first + at + 1)

    def event(self, begin: int | None = None) -> str:
        """The printed words of the event or document; from the rule's own item ``begin`` on, where that is given."""
        if begin is None:
            return self._text(self.last, self.end) if self.last < self.end else ""
        return self._text(self.first + begin if begin >= 0 else self.last + begin, self.end)

    def _text(self, first: int, end: int) -> str:
        return self.tokens.text(self.points[first].first, self.points[end - 1].last - 1)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A term before its days are known.

    ``side`` says which end of the piece counts («до …» has an end, «с …» a start); ``tag`` marks what only adds to a
    neighbour («до 5 числа», «по средам»); ``numbers`` are its days of the month or weekdays.
    """

    form: Form | None
    piece: Piece | None = None
    side: Side = "both"
    every: Every | None = None
    anchor: str | None = None
    offset: Offset | None = None
    review: bool = False
    notes: tuple[str, ...] = ()
    tag: Tag = ""
    numbers: tuple[int, ...] = ()
    unit: str = ""
    window: Piece | None = None
    weekday: int | None = None
    shared_year: bool = False
    not_before: tuple[int, int] | None = None
    first: int = 0
    last: int = 0
    first_item: int = 0
    last_item: int = 0
    level: OwnerLevel | None = None
    aside: bool = False
    after_that: bool = False
    dropped: bool = False
