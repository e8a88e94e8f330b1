"""At which level an owner works, and at which level a task is done: what the cell says, else what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vpr_tracker.domain.words import Level, OwnerLevel
from vpr_tracker.owners.level_words import named_levels
from vpr_tracker.owners.model import Owner
from vpr_tracker.owners.tokens import Token, tidy, tokenise
from vpr_tracker.owners.wordlist import words

_MUNICIPAL_ACRONYMS: Final = words(
    "ммо рмо гмо омо имц римц гимц ммц рмц рмк нмц умц моуо моуоо роо уо руо гуо омсу омс мк цоко рцоко рцои цои "
    "фиоко аиро иро ирооо ипк цнппм мчс мвд омвд умвд овд ровд пдн опдн гибдд огибдд вдпо пч црб рб цгб фап цзн кцсон "
    "кдн ткдн кднизп тпмпк оив районо гороно облоно"
)
_MUNICIPAL: Final = tuple(
    words(
        "муниципал министерств минпросвещ минобр департамент управлени районн городск районо региональн федеральн "
        "краев областн рособрнадзор роспотребнадзор полици госавтоинспекц поликлиник больниц прокуратур"
    )
)
_SCHOOL_ACRONYMS: Final = words(
    "зувр звр здувр здвр зур здур знмр зднмр зд рш шмо ршмо шмс оо оу оуо доу доо сош оош нош мбоу мкоу маоу моу мбдоу "
    "мкдоу мадоу мдоу гбоу пдо ппк пмпк пс юид впр"
)
_SCHOOL: Final = tuple(
    words(
        "школ лице гимнази завуч учител педагог класс воспитател библиотекар психолог логопед дефектолог вожат "
        "родител обучающ учащ учени старшеклассник педсовет образовательн общеобразовательн предметник тьютор "
        "физрук соцпедагог директор преподавател медсестр завхоз детск педколлектив наставник"
    )
)
_DEPARTMENT_HEADS: Final = words("комитет отдел сектор")
_PUPILS_COMMITTEES: Final = ("родител", "ученич", "школьн", "общешкольн", "классн", "организац", "профсоюз")
_METHODIST: Final = ("методист", "специалист", "инспектор")
_MANY_SCHOOLS: Final = words("оо оу доу сош школ школах школам организаций организациях учреждений учреждениях")
_INFERRED: Final[dict[Level, str]] = {
    "municipality": "Уровень в плане не назван: по ответственным принят муниципальный.",
    "school": "Уровень в плане не назван: по ответственным принят уровень ОО.",
    "both": "Уровень в плане не назван: среди ответственных есть и муниципальные, и школьные, приняты оба.",
}
_BY_PERSONS: Final = (
    "Уровень в плане не назван, ответственные названы только по именам: принят муниципальный, "
    "потому что план утверждён на уровне муниципалитета."
)
_BY_NOTHING: Final = "Уровень в плане не назван и по ответственным не виден: принят муниципальный."


def inferred_level(owner: Owner) -> OwnerLevel | None:
    """The level of an owner: stated in the cell, else by the nature of the role; ``None`` for a bare person."""
    if owner.level:
        return owner.level
    text = owner.role if owner.kind == "person" else owner.name
    if not text:
        return None
    keys = _keys(text)
    if _municipal(keys):
        return "municipality"
    if any(key in _SCHOOL_ACRONYMS or key.startswith(_SCHOOL) for key in keys):
        return "school"
    if any(key.startswith("ответственн") for key in keys[:1]):
        return "school"
    if any(key.startswith(_METHODIST) for key in keys):
        return "municipality"
    if owner.kind == "organisation":
        return "municipality"
    return "school" if owner.kind == "body" and keys[:1] and keys[0].startswith("администрац") else None


def _keys(text: str) -> list[str]:
    return [part for token in _flat(text) for part in token.key.split("-") if token.kind == "word"]


def _flat(text: str) -> list[Token]:
    found: list[Token] = []
    for token in tokenise(tidy(text)):
        found += token.inner if token.kind == "group" else (token,)
    return found


def _municipal(keys: Sequence[str]) -> bool:
    if any(key in _MUNICIPAL_ACRONYMS or key.startswith(_MUNICIPAL) for key in keys):
        # «управляющий совет», «учреждения управления» are no matter of it; a school's board is.
        return not any(key.startswith("управляющ") for key in keys)
    stems = tuple(_DEPARTMENT_HEADS)
    return any(key.startswith(stems) for key in keys) and not any(key.startswith(_PUPILS_COMMITTEES) for key in keys)


def task_level(owners: Sequence[Owner], measure: str) -> tuple[Level, str | None]:
    """The level of a task, and why, in Russian, where it was inferred; ``None`` where it is stated.

    :param owners: the owners of the task, as ``parse_owners`` gives them.
    :param measure: the measure's text; «на муниципальном уровне», «на уровне ОО» in it decide.
    """
    stated = _said_in(measure)
    if stated:
        return _joined(stated), None
    said = {owner.level for owner in owners if owner.level}
    if said and all(owner.level for owner in owners):
        return _joined(said), None
    levels = {level for owner in owners if (level := inferred_level(owner))}
    bare = [owner for owner in owners if owner.kind == "person" and not owner.role and not owner.level]
    if bare and not _of_one_school(owners, levels):
        levels.add("municipality")
    if not levels:
        return "municipality", _BY_NOTHING
    together = _joined(levels)
    return together, _BY_PERSONS if len(bare) == len(owners) else _INFERRED[together]


def _said_in(measure: str) -> set[OwnerLevel]:
    """The levels that the measure names as such: «на муниципальном уровне»; «уровень обученности» names none."""
    tokens = [token for token in _flat(measure) if token.kind != "line"]
    found: set[OwnerLevel] = set()
    for place, token in enumerate(tokens):
        if token.kind == "word" and token.key == "на":
            named = named_levels(tokens, place)
            found |= named[1] if named else frozenset()
    return found


def _of_one_school(owners: Sequence[Owner], levels: set[OwnerLevel]) -> bool:
    """All who have a level work inside a school; «руководители ОО» speak of many schools, seen from outside."""
    if levels != {"school"}:
        return False
    named = [owner for owner in owners if inferred_level(owner) == "school"]
    return not any(_MANY_SCHOOLS & set(_keys(owner.role or owner.name)) for owner in named)


def _joined(levels: set[OwnerLevel]) -> Level:
    if len(levels) > 1:
        return "both"
    return "school" if "school" in levels else "municipality"
