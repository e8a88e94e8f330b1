"""At which level an owner works, and at which level a task is done: what the cell says, else what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from vpr_tracker.domain.words import Level, OwnerKind, OwnerLevel
from vpr_tracker.owners.level_words import named_levels
from vpr_tracker.owners.model import Owner
from vpr_tracker.owners.morphology import abbreviation, head
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
        "физрук соцпедагог преподавател медсестр завхоз детск педколлектив наставник"
    )
)
_DIRECTORS: Final = ("директор", "замдиректор")
_NO_SCHOOLS: Final = tuple(
    words(
        "центр дворец дворц музе библиотек клуб театр станци фонд институт техникум колледж университет училищ академи "
        "предприяти филиал кванториум технопарк бассейн стадион архив завод диспансер"
    )
)
_NO_SCHOOL_FORMS: Final = words("дом дома мку мбу мау му гбу гку гау огбу огку кгбу кгку кгау ано")
"""What else may have a director, and the legal forms that no school has."""
_STAFF: Final = tuple(
    words(
        "бухгалтер повар медработник медик вахтер сторож дворник уборщиц гардеробщик кладовщик техничк техслужащ "
        "водител лаборант хореограф хормейстер концертмейстер аккомпаниатор музрук музыкальн военрук трудовик "
        "завбиблиотек дежурн профком местком кружк старост"
    )
)
_RURAL: Final = ("сельск", "посел", "центральн")
_STAFF_SHORT: Final = words("кл мед муз")
"""Who works in a school where nothing says otherwise; no words for bodies and organisations."""
_LEVEL_STEM: Final = "уров"
_LEADERS: Final = words("рук руководитель председатель член секретарь")
_DEPUTIES: Final = words("увр вр ур нмр умр мр ахч ахр ввр пвр бж")
_DEPARTMENT_HEADS: Final = ("комитет", "отдел", "сектор")
_PUPILS_COMMITTEES: Final = ("родител", "ученич", "школьн", "общешкольн", "классн", "организац", "профсоюз")
_SCHOOL_BODIES: Final = ("администрац", "управляющ")
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
    if owner.kind == "person":
        return _by_nature(owner.role, "role") if owner.role else None
    return _by_nature(owner.name, owner.kind)


@lru_cache(maxsize=2048)
def _by_nature(text: str, kind: OwnerKind) -> OwnerLevel | None:
    keys = _keys(text)
    if _municipal(keys):
        return "municipality"
    if any(key in _SCHOOL_ACRONYMS or key.startswith(_SCHOOL) for key in keys):
        return "school"
    if _any(keys, _DIRECTORS):
        return _of_director(keys)
    if keys and keys[0].startswith("ответственн"):
        return "school"
    if _any(keys, _METHODIST):
        return "municipality"
    if kind == "organisation":
        return "municipality"
    if kind == "role":
        return "school" if _is_staff(keys) else None
    return "school" if keys and (keys[0] == "мо" or keys[0].startswith(_SCHOOL_BODIES)) else None


def _of_director(keys: Sequence[str]) -> OwnerLevel | None:
    """«директор» is a school's, but «директор методического центра» is not."""
    if not (_any(keys, _NO_SCHOOLS) or _NO_SCHOOL_FORMS.intersection(keys)):
        return "school"
    return "municipality" if _any(keys, ("методическ",)) else None


def _is_staff(keys: Sequence[str]) -> bool:
    """«Бухгалтер», «Кл. рук.», «Рук. МО», «Зам. по УВР», «Зав. хозяйством»: school roles by their nature."""
    if _any(keys, ("зам",)) and any(key in _DEPUTIES for key in keys):
        return True
    if "мо" in keys and any(_lemma(key) in _LEADERS for key in keys):
        return True
    if _any(keys, ("зав",)) and _any(keys, ("хозяйств", "библиотек")) and not _any(keys, _RURAL):
        return True
    if _any(keys, _STAFF) or _STAFF_SHORT.intersection(keys):
        return True
    return _any(keys, ("советник",)) and _any(keys, ("воспитан",))


def _lemma(key: str) -> str:
    known = head(key) or abbreviation(key)
    return known.lemma if known else key


def _any(keys: Sequence[str], stems: tuple[str, ...]) -> bool:
    return any(key.startswith(stems) for key in keys)


@lru_cache(maxsize=2048)
def _keys(text: str) -> tuple[str, ...]:
    return tuple(part for token in _flat(text) for part in token.key.split("-") if token.kind == "word")


def _flat(text: str) -> list[Token]:
    found: list[Token] = []
    for token in tokenise(tidy(text)):
        found += token.inner if token.kind == "group" else (token,)
    return found


def _municipal(keys: Sequence[str]) -> bool:
    if any(key in _MUNICIPAL_ACRONYMS or key.startswith(_MUNICIPAL) for key in keys):
        # «управляющий совет», «учреждения управления» are no matter of it; a school's board is.
        return not any(key.startswith("управляющ") for key in keys)
    return _any(keys, _DEPARTMENT_HEADS) and not _any(keys, _PUPILS_COMMITTEES)


def task_level(owners: Sequence[Owner], measure: str) -> tuple[Level, str | None]:
    """The level of a task, and why, in Russian, where it was inferred; ``None`` where it is stated.

    :param owners: the owners of the task, as ``parse_owners`` gives them.
    :param measure: the measure's text; «на муниципальном уровне», «на уровне ОО» in it decide.
    """
    stated = _said_in(measure) if _LEVEL_STEM in measure.casefold() else None
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
