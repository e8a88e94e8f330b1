"""The words of a cell that are no owners but say something about them.

Headings of level («Уровень ОО:»), duty words («Контроль –», «под контролем», «– контроль»), labels («Отв.»,
«Исполнители:»), agreement («по согласованию с …»), «и др.», and words that join owners («совместно с»).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from vpr_tracker.domain.words import Duty, OwnerLevel
from vpr_tracker.owners import morphology
from vpr_tracker.owners.level_words import SCHOOL_ADJECTIVES, level_of, named_levels
from vpr_tracker.owners.phrases import dotted, phrase_at
from vpr_tracker.owners.tokens import Token, key_at
from vpr_tracker.owners.vocabulary import (
    ACTIVITIES,
    CONNECTORS,
    DUTIES,
    EXECUTION,
    LEVEL_NOUNS,
    NO_DUTY,
)
from vpr_tracker.owners.wordlist import words

MarkerKind: TypeAlias = Literal["level", "duty_before", "duty_after", "label", "agreed", "others", "with"]


class Marker(NamedTuple):
    """A marker that ends before token ``end``; ``level``, ``duty`` or ``case`` as its kind needs."""

    kind: MarkerKind
    end: int
    level: OwnerLevel | None = None
    duty: Duty = "executes"
    case: str = "nom"


_ENDS: Final = ("line", "semi", "comma")
_HEADING_NOUNS: Final = words(
    "муниципалитет муниципалитете муниципалитеты район районе город городе округ округе мо оо оу доу сош школа школе "
    "школы школах школам организация организации организациях учреждение учреждения учреждениях регион"
)
_AUTHORITIES: Final = words("уо роо руо муо гуо моуо омсу комитет управление отдел")
_OF_EDUCATION: Final = words("по образования образованию")
_CARRIES_OUT: Final = ("осуществл", "провод", "провед", "ведет", "ведут", "обеспечива", "возлаг", "возлож", "выполня")
_ANSWERS: Final = ("ответственн", "отвеча")
_LABELS: Final = ("ответственн", "исполнител", "соисполнител")
_OFFICES: Final = words("организатор секретарь исполнитель")
_SHORT_LABELS: Final = words("отв исп испол отве ответств исполн")
_OTHERS: Final = words("др пр другие прочие другими другим других иные")
_PEOPLE: Final = words("лица лицо исполнители исполнитель сотрудники работники")
_CONNECTORS: Final = frozenset(phrase[0] for phrase, _case in CONNECTORS)
_DUTIES: Final = tuple(DUTIES)
_STARTS: Final = tuple(
    words(
        "уров ур на в во по для муницип район город округ школ шк общешк внутришк институ регион област краев респуб "
        "федерал оо оу доу сош мо образоват общеобразоват организац учрежден "
        "уо роо руо гуо моуо омсу комитет управлени отдел"
    )
)


def marker_at(tokens: Sequence[Token], at: int, *, fresh: bool, anything: bool) -> Marker | None:
    """The marker that begins at ``at``.

    :param fresh: an owner could begin here (start, line, semicolon, comma).
    :param anything: an owner has been begun and could take a duty said after it.
    """
    token = tokens[at]
    if token.kind != "word" or not _may_open(token.key, key_at(tokens, at + 1)):
        return None
    sentence = token.capital and at > 0 and tokens[at - 1].text.endswith(".")
    return (
        _others(tokens, at)
        or _agreed(tokens, at)
        or _connector(tokens, at)
        or _members(tokens, at)
        or _under(tokens, at)
        or _level(tokens, at, fresh=fresh)
        or _duty(tokens, at, fresh=fresh or sentence, anything=anything)
        or (_label(tokens, at) if fresh or sentence else None)
    )


def _may_open(key: str, following: str) -> bool:
    """Whether a marker may begin with these two words; a quick look, as nearly all words begin none."""
    return _opens(key) or (duty_of(following) is not None and bool(morphology.adjective(key)))


@lru_cache(maxsize=morphology.WORDS)
def may_open_marker(key: str) -> bool:
    """Whether a marker or a list mark («а)») may begin with the word, whatever follows it; a quick look."""
    return len(key) < 4 or _opens(key) or bool(morphology.adjective(key))


@lru_cache(maxsize=morphology.WORDS)
def _opens(key: str) -> bool:
    return (
        key in ("и", "т", "по", "за", "под", "при")
        or key in _OTHERS
        or key in _CONNECTORS
        or key in _SHORT_LABELS
        or key in EXECUTION
        or key in ACTIVITIES
        or key.startswith(("посогласов", *_STARTS, *_ANSWERS, *_CARRIES_OUT, *_LABELS))
        or duty_of(key) is not None
    )


@lru_cache(maxsize=morphology.WORDS)
def duty_of(key: str) -> Duty | None:
    """The duty that a word names, if it does: «контролем» → controls."""
    if not key.startswith(_DUTIES) or key.startswith(NO_DUTY):
        return None
    return next((duty for stem, duty in DUTIES.items() if key.startswith(stem)), None)


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else "line"


def _past(tokens: Sequence[Token], at: int, *kinds: str) -> int:
    while at < len(tokens) and tokens[at].kind in kinds:
        at += 1
    return at


def _others(tokens: Sequence[Token], at: int) -> Marker | None:
    """«и др.», «и т. д.», «и прочие» at the end of an owner."""
    start = at + 1 if tokens[at].key == "и" else at
    first = key_at(tokens, start)
    if first == "т" and _kind(tokens, start + 1) == "dot" and key_at(tokens, start + 2) in ("д", "п"):
        return Marker("others", _past(tokens, start + 3, "dot"))
    if first in ("тд", "тп") and start > at:
        return Marker("others", _past(tokens, start + 1, "dot"))
    if first in _OTHERS and (start > at or dotted(tokens, start)):
        end = _past(tokens, start + 1, "dot")
        if _kind(tokens, end) in (*_ENDS, "group"):
            return Marker("others", end)
    return None


def _agreed(tokens: Sequence[Token], at: int) -> Marker | None:
    """«по согласованию», and whom something is agreed with."""
    key = tokens[at].key
    if key == "по" and key_at(tokens, at + 1).startswith("согласов"):
        end = at + 2
    elif key.startswith("посогласов"):
        end = at + 1
    else:
        return None
    end = _past(tokens, end, "dot")
    if key_at(tokens, end) in ("с", "со"):
        while end < len(tokens) and tokens[end].kind not in _ENDS:
            end += 1
    return Marker("agreed", end)


def _connector(tokens: Sequence[Token], at: int) -> Marker | None:
    if tokens[at].key not in _CONNECTORS:
        return None
    for phrase, case in CONNECTORS:
        if tokens[at].key != phrase[0]:
            continue
        place = at
        for word in phrase:
            place = _past(tokens, place, "line") if place > at else place
            if key_at(tokens, place) != word:
                break
            place += 1
        else:
            return Marker("with", place, case=case)
    return None


def _members(tokens: Sequence[Token], at: int) -> Marker | None:
    """«комиссия в составе: …»: the members are named, each an owner."""
    if tokens[at].key != "в" or key_at(tokens, at + 1) != "составе":
        return None
    named = _past(tokens, at + 2, "line", "colon", "dash")
    listed = named > at + 2 and _kind(tokens, named - 1) != "line"
    return Marker("with", named, case="gen") if listed or _kind(tokens, named) == "person" else None


def _under(tokens: Sequence[Token], at: int) -> Marker | None:
    """«под контролем завуча», «под наблюдением …»."""
    if tokens[at].key not in ("под", "при"):
        return None
    place = at + 1
    if duty_of(key_at(tokens, place)) is None and morphology.adjective(key_at(tokens, place)):
        place += 1
    duty = duty_of(key_at(tokens, place))
    return Marker("duty_before", place + 1, duty=duty, case="gen") if duty else None


def _level(tokens: Sequence[Token], at: int, *, fresh: bool) -> Marker | None:
    if not tokens[at].key.startswith(_STARTS):
        return None
    named = named_levels(tokens, at)
    if named:
        end, levels = named
        introduces = _kind(tokens, end) in ("colon", "dash")
        if fresh or introduces or tokens[at].capital:
            level = next(iter(levels)) if len(levels) == 1 else None
            return Marker("level", _past(tokens, end, "colon", "dash", "dot"), level=level)
        return None
    return _bare_level(tokens, at) if fresh else None


def _bare_level(tokens: Sequence[Token], at: int) -> Marker | None:
    """«Муниципалитет:», «ОО –», «В школе:», «Школьный:»."""
    place = at + 1 if tokens[at].key in ("в", "во", "по", "для") else at
    while key_at(tokens, place).startswith(SCHOOL_ADJECTIVES):
        place += 1
    key = key_at(tokens, place)
    known, level = level_of(key)
    if not known or (key in LEVEL_NOUNS and key not in _HEADING_NOUNS):
        return _authority(tokens, at)
    after = _kind(tokens, place + 1)
    if after == "colon" or (after == "dash" and key in LEVEL_NOUNS and place + 2 < len(tokens)):
        if after == "dash" and duty_of(key_at(tokens, place + 2)):
            return None
        return Marker("level", _past(tokens, place + 1, "colon", "dash"), level=level)
    return None


def _authority(tokens: Sequence[Token], at: int) -> Marker | None:
    """«УО: методисты» where the same cell has «ОО: директора»: a level as well; alone it is an owner."""
    if tokens[at].key not in _AUTHORITIES:
        return None
    end = at + 1
    while key_at(tokens, end) in _OF_EDUCATION:
        end += 1
    if _kind(tokens, end) not in ("colon", "dash") or _kind(tokens, end + 1) in _ENDS:
        return None
    if duty_of(key_at(tokens, end + 1)) or not _heads_school(tokens):
        return None
    return Marker("level", _past(tokens, end, "colon", "dash"), level="municipality")


def _heads_school(tokens: Sequence[Token]) -> bool:
    """Whether a part of the cell is headed «ОО:», «Школы –»."""
    for at, token in enumerate(tokens[:-1]):
        if token.key in _HEADING_NOUNS and level_of(token.key)[1] == "school":
            begins = at == 0 or tokens[at - 1].kind in (*_ENDS, "dot")
            if begins and tokens[at + 1].kind in ("colon", "dash"):
                return True
    return False


def _duty(tokens: Sequence[Token], at: int, *, fresh: bool, anything: bool) -> Marker | None:
    place = at
    if key_at(tokens, place).startswith(_ANSWERS) or (key_at(tokens, place) == "отв"):
        place = place + 1 + dotted(tokens, place)
        if key_at(tokens, place) != "за":
            return None
        place += 1
    elif key_at(tokens, place).startswith(_CARRIES_OUT) or (fresh and key_at(tokens, place) == "за"):
        place += 1
    if morphology.adjective(key_at(tokens, place)) and duty_of(key_at(tokens, place + 1)):
        place += 1
    duty = duty_of(key_at(tokens, place))
    if duty is None:
        return _executed(tokens, at) if anything else None
    return _duty_said(tokens, at, place, duty, fresh=fresh, anything=anything)


def _executed(tokens: Sequence[Token], at: int) -> Marker | None:
    """«кл. руководители – исполнение»."""
    before = tokens[at - 1].kind if at else ""
    said = tokens[at].key in EXECUTION or (tokens[at].key in ACTIVITIES and before != "comma")
    if before in ("dash", "comma", "colon") and said and _kind(tokens, at + 1) in _ENDS:
        return Marker("duty_after", at + 1)
    return None


def _duty_said(
    tokens: Sequence[Token], at: int, place: int, duty: Duty, *, fresh: bool, anything: bool
) -> Marker | None:
    """The marker of the duty word at ``place``: before the owners it is of, or after one."""
    introduced = _introduction_end(tokens, place + 1)
    parted = at > 0 and tokens[at - 1].kind in ("dash", "comma", "colon")
    verb = tokens[place].key.endswith(("ет", "ют"))
    if parted and (verb or tokens[at - 1].kind == "comma") and _owner_follows(tokens, place + 1):
        return Marker("duty_before", place + 1, duty=duty)
    if introduced and (fresh or parted or tokens[place].capital or not anything):
        return Marker("duty_before", introduced, duty=duty)
    if anything and (parted or verb or at < place):
        end = place + 1
        while end < len(tokens) and tokens[end].kind not in (*_ENDS, "group"):
            end += 1
        return Marker("duty_after", end, duty=duty)
    alone = _kind(tokens, place + 1) == "line" and place + 1 < len(tokens)
    if fresh and (alone or _owner_follows(tokens, place + 1)) and at + 1 >= place:
        return Marker("duty_before", _past(tokens, place + 1, "line"), duty=duty)
    return None


def _owner_follows(tokens: Sequence[Token], at: int) -> bool:
    return _kind(tokens, at) == "person" or (at < len(tokens) and phrase_at(tokens, at) is not None)


def _introduction_end(tokens: Sequence[Token], at: int) -> int:
    """Past «за проведением ВПР –», «:», «осуществляет»; 0 if the duty word introduces nothing."""
    for place in range(at, min(len(tokens), at + 10)):
        kind, key = tokens[place].kind, tokens[place].key
        if kind in ("colon", "dash"):
            return _past(tokens, place + 1, "colon", "dash", "line")
        if key.startswith(_CARRIES_OUT) and key.endswith(("ет", "ют", "ит", "ят", "ется", "ются", "ен")):
            end = place + 1
            return end + 1 if key_at(tokens, end) == "на" else end
        if kind not in ("word", "quote", "num", "group", "dot"):
            return 0
    return 0


def _label(tokens: Sequence[Token], at: int) -> Marker | None:
    """«Отв.», «Исполнители:», «Ответственные –»: a label, no part of any name."""
    key = tokens[at].key
    short = key in _SHORT_LABELS
    if key.startswith("ответственн") and key_at(tokens, at + 1) == "за":
        end = _introduction_end(tokens, at + 2)
        return Marker("label", end) if end and end < len(tokens) and phrase_at(tokens, end) else None
    if key in ACTIVITIES:
        end = _introduction_end(tokens, at + 1)
        return Marker("label", end) if end and _owner_follows(tokens, end) else None
    if not (short or key.startswith(_LABELS) or key in EXECUTION):
        return None
    place = at + 1 + dotted(tokens, at)
    if key_at(tokens, place) in _PEOPLE:
        place += 1
    kind = _kind(tokens, place)
    if kind in ("colon", "dash"):
        return Marker("label", _past(tokens, place, "colon", "dash", "dot"))
    if kind == "person" and (short or key.startswith(_LABELS) or key in EXECUTION):
        return Marker("label", place)
    if kind == "line" and place + 1 < len(tokens) and key.startswith("исполнители"):
        return Marker("label", place)
    if short and kind == "word":
        following = phrase_at(tokens, place)
        if following and following.head.lemma not in _OFFICES:
            return Marker("label", place)
    return None
