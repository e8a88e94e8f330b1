"""The cases, and what putting a text into one gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Case(StrEnum):
    """A case other than the nominative; everything here takes the word as well: ``"dative"``."""

    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    PREPOSITIONAL = "prepositional"

    @property
    def question(self) -> str:
        """The question that the case answers, as a school teaches it: «кому?»."""
        return _QUESTIONS[self]


_QUESTIONS = {
    Case.GENITIVE: "кого?",
    Case.DATIVE: "кому?",
    Case.ACCUSATIVE: "кого?",
    Case.INSTRUMENTAL: "кем?",
    Case.PREPOSITIONAL: "о ком?",
}


@dataclass(frozen=True, slots=True)
class Inflected:
    """A text in a case.

    ``sure`` is false where the form has to be looked at by a person; ``text`` is then the best that is known, and
    ``reason`` says in Russian what is not (empty where ``sure``).
    """

    text: str
    sure: bool = True
    reason: str = ""

    def __str__(self) -> str:
        return self.text
