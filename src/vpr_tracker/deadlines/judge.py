"""Whether a careful clerk would want to look: what was left over, what stands beside, what contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from vpr_tracker.deadlines.drafts import Draft
from vpr_tracker.deadlines.scan import Step
from vpr_tracker.deadlines.vocabulary import vocabulary

_NUMBERS: Final = ("ч0", "ч12", "ч31", "ч99", "ч", "год4", "порч", "рим", "римп", "битая")
_RISKY: Final = (
    *_NUMBERS, "дата", "месяцок", "окно", "школьное", "длит", "мес", "не", "до", "с", "от", "между", "неуверенно",
    "после", "перед", "через", "спустя", "накануне", "начало", "конец", "середина", "половина", "каждый", "раз",
    "неделя", "недели", "нед", "месяц", "квартал", "четверть", "триместр", "полугодие", "год", "декада", "текущий",
    "будущий", "следующий", "число",
    "числах", "последний", "порм", "новый", "сделано", "выходные", "или", "течение", "втечение", "пор", "годок",
    "вплоть", "начиная",
    "каникулы", "сезон", "будни", "ранее", "позднее",
)  # fmt: skip
_CALENDAR: Final = (
    "дата", "месяцок", "окно", "школьное", "годок", "каникулы", "деньнед", "будни", "выходные", "день", "неделя",
    "сезон", "мес",
)  # fmt: skip


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    letters = vocabulary().letters

    def of(names: Sequence[str]) -> frozenset[str]:
        return frozenset(letters[name] for name in names)

    return {
        "risky": of(_RISKY),
        "numbers": of(_NUMBERS),
        "calendar": of(_CALENDAR),
        "words": of(("слово", "прил", "кавычки")),
        "places": of(("слово", "кавычки")),
        "ranges": of(("-", "по", "до", "и")),
        "exception": of(("исключение",)),
        "sign": of(("знак",)),
        "comma": of((",",)),
        "goes on": of(("далее",)),
        "closing": of((";", ".", ")", ",")),
        "dot": of((".",)),
        "dated": of(("дата", "знак")) | {""},
        "begins": of((";", ".")),
        "where": of(("в", "на")),
        "which": of(("слово", "прил")),
    }


class Doubts(NamedTuple):
    """What in a shape may need a person's eye: unread words that may change a term, unknown signs, unclear events."""

    unread: bool
    signs: tuple[int, ...]
    event: bool


def doubts(shape: str, steps: Sequence[Step], leftovers: Sequence[int]) -> Doubts:
    """Look over what no rule took."""
    sets = _sets()
    return Doubts(
        any(_doubtful(at, shape) for at in leftovers) or shape.rstrip("".join(sets["closing"]))[-1:] in sets["goes on"],
        tuple(at for at in leftovers if shape[at] in sets["sign"]),
        any(shape[at] in sets["words"] for at in leftovers) or _second_place(steps, shape),
    )


def judge(drafts: Sequence[Draft], found: Doubts, signs: Sequence[str], notes: list[str]) -> bool:
    """Whether the reading needs a person's eye; says why in the notes."""
    forms = {draft.form for draft in drafts}
    if forms <= {None}:
        notes.append("Срока в тексте не видно.")
        return True
    if None in forms and (doubts := [draft for draft in drafts if draft.form is None and draft.review]):
        notes += [note for draft in doubts for note in draft.notes]
        return True
    if found.unread or any(sign in _SIGNS for sign in signs):
        notes.append("Часть текста не понята и может менять срок.")
        return True
    if found.event and forms == {"relative"}:
        notes.append("Событие, от которого зависит срок, названо не вполне ясно.")
        return True
    return False


_SIGNS: Final = "?_…<>≈±"


def _doubtful(at: int, shape: str) -> bool:
    """Whether a token that no rule took may change what the others say."""
    sets = _sets()
    letter = shape[at]
    if letter in sets["exception"]:
        return bool(sets["calendar"].intersection(shape[at + 1 : at + 5]))
    if letter in sets["numbers"]:
        if shape[at + 1 : at + 2] in sets["dot"] and shape[at + 2 : at + 3] not in sets["dated"] and _begins(at, shape):
            return False
        before = shape[at - 1] if at else ""
        if before and before in sets["comma"]:
            before = shape[at - 2] if at > 1 else ""
        after = shape[at + 1] if at + 1 < len(shape) else ""
        return not (before and before in sets["places"]) or (bool(after) and after in sets["ranges"])
    return letter in sets["risky"]


def _begins(at: int, shape: str) -> bool:
    """Whether an item of a list («1. до 15.09; 2. до 20.10») may begin here."""
    return not at or shape[at - 1] in _sets()["begins"]


def _second_place(steps: Sequence[Step], shape: str) -> bool:
    """Whether an event's words go on with «…, на занятиях»: two events, or one with its place."""
    sets = _sets()
    for step in steps:
        for at in range(step.last, step.end - 2):
            if shape[at] in sets["comma"] and shape[at + 1] in sets["where"] and shape[at + 2] in sets["which"]:
                return True
    return False
