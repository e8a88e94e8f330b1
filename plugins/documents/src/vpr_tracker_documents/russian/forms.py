"""Forms that a person has corrected once, before those that the libraries give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vpr_tracker_documents.russian.cases import Case, Inflected
from vpr_tracker_documents.russian.persons import person_in_case
from vpr_tracker_documents.russian.posts import post_in_case

_AFTER_DOT = re.compile(r"\. +")


@dataclass(frozen=True, slots=True)
class Unsure:
    """A form that was used and that a person has to look at: ``text`` in the nominative, what was written, and why."""

    text: str
    case: Case
    used: str
    reason: str


class NameForms:
    """Names and posts in a case: the corrected form where there is one, else what the libraries give.

    ``corrections`` maps ``(text in the nominative, case)`` to the form. What was used and is unsure is kept in
    :attr:`unsure`, each once, for the remarks of whoever makes the document.
    """

    def __init__(self, corrections: Mapping[tuple[str, Case], str] | None = None) -> None:
        self._corrections = {(folded_name(text), case): form for (text, case), form in (corrections or {}).items()}
        self._unsure: dict[tuple[str, Case], Unsure] = {}

    def person(self, name: str, case: Case | str) -> Inflected:
        """A person's name in a case."""
        return self._kept(name, Case(case), person_in_case)

    def post(self, text: str, case: Case | str) -> Inflected:
        """A post or role in a case."""
        return self._kept(text, Case(case), post_in_case)

    @property
    def unsure(self) -> tuple[Unsure, ...]:
        """What was asked for and is unsure, in the order of the first use."""
        return tuple(self._unsure.values())

    def _kept(self, text: str, case: Case, inflect: Callable[[str, Case], Inflected]) -> Inflected:
        corrected = self._corrections.get((folded_name(text), case))
        if corrected is not None:
            # «Директор школы» at the beginning of a line takes the form of «директор школы».
            return Inflected(corrected[:1].upper() + corrected[1:] if text[:1].isupper() else corrected)
        found = inflect(text, case)
        if not found.sure:
            self._unsure.setdefault((folded_name(text), case), Unsure(text, case, found.text, found.reason))
        return found


def folded_name(text: str) -> str:
    """A name or post by which its corrections are found: case, «ё» and spaces (also between initials) make no other."""
    return _AFTER_DOT.sub(".", " ".join(text.split())).casefold().replace("ё", "е")
