"""Which side of an event a phrase means: before it, after it, or its own days.

An anchor holds the words that name the event, without the preposition; the preposition stands before it in the phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Direction: TypeAlias = Literal["before", "on_the_eve", "after", "within"]
Edge: TypeAlias = Literal["start", "end"]

_START: Final = r"начал\w*|старт\w*|открыти\w*"
_END: Final = r"окончани\w*|заверше\w*|кон(?:ец|ц\w*)|закрыти\w*|истечени\w*"
_FILLER: Final = r"(?:(?:проведени|реализаци|прохождени)\w*\s+)?"
_LEAD: Final = re.compile(
    rf"""(?:^|\W)(?:
          (?P<by>ко?|не\s+позднее)
        | (?P<before>до|перед|ранее)
        | (?P<after>после|по\s+(?:итогам|результатам|факту)|(?:с|со)\s+(?:дня|даты|момента)|вслед\s+за|с|со
            |по(?=\s+(?:{_END})))
        )\s+(?:дня\s+|даты\s+)?(?:(?P<start>{_START})\s+|(?P<end>{_END})\s+)?{_FILLER}$""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_WORD: Final = re.compile(rf"(?P<start>{_START})\b|(?P<end>{_END})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bearing:
    """The side of the event, and the edge that the words name, if any.

    ``before`` is not later than the day before, ``on_the_eve`` («к началу») not later than the day itself.
    """

    side: Direction = "within"
    edge: Edge | None = None


WITHIN: Final = Bearing()


def bearing_of(printed: str, anchor: str, start: int = 0) -> Bearing:
    """What ``printed`` says of ``anchor``, looked for from the character ``start`` on; within where it says nothing."""
    words = anchor.split()
    if not words:
        return WITHIN
    found = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE).search(printed, start)
    return bearing_before(printed[: found.start()], anchor) if found else WITHIN


def names_edge(words: str) -> bool:
    """Whether the words say «начало» or «конец» of something."""
    return any(_FIRST_WORD.match(word) for word in words.split())


def bearing_before(lead: str, anchor: str) -> Bearing:
    """What the words before an anchor, or its own first word («начала ВПР»), say."""
    found = _LEAD.search(lead[-80:])
    if not found:
        return WITHIN
    first = _FIRST_WORD.match(anchor.lstrip())
    edge: Edge | None = None
    if found["start"] or (first and first["start"]):
        edge = "start"
    elif found["end"] or (first and first["end"]):
        edge = "end"
    if found["after"]:
        return Bearing("after", edge)
    return Bearing("on_the_eve" if found["by"] else "before", edge)
