"""Given names and patronymics in a case, and the sex that they tell."""

from __future__ import annotations

from typing import Final

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian import paradigms
from vpr_tracker_documents.russian.cases import Case, Inflected
from vpr_tracker_documents.russian.second_opinion import pytrovich_given_name, pytrovich_patronymic
from vpr_tracker_documents.russian.surnames import Gender
from vpr_tracker_documents.russian.words import Reading, as_given_name, put

FATHERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(("оглы", "оглу", "улы", "уулу", "оол", "угли", "углы"), "masc"),
    **dict.fromkeys(("кызы", "гызы", "кзы", "кыс", "кизи", "гизи"), "femn"),
}
"""«Рашид оглы»: child of. Neither word changes."""
_GLUED: Final = ("оглы", "оглу", "уулу", "улы", "кызы", "гызы")
"""The same written together with the father's name: «Маратулы»."""
_BOTH_SEXES: Final = frozenset(
    ["айнур", "женя", "саша", "валя", "шура", "слава", "паша", "миша", "никки", "алмаз", "нур", "амина-нур"]
)
_THIRD: Final = frozenset(["любовь", "нинель", "адель", "рашель", "жизель", "юдифь", "эсфирь", "руфь", "суламифь"])
_STRESSED_IYA: Final = frozenset(["алия", "зия", "зульфия", "альфия", "гульфия"])
"""The academy's rules of 2006 (§ 71) have «к Зульфие», «об Алие», «о Зие»."""
_TURKIC_IYA: Final = frozenset(
    ["асия", "бадрия", "галия", "дания", "закия", "марзия", "нажия", "назия", "нурия", "равия", "разия", "рамзия"]
) | frozenset(
    ["рания", "рузия", "рушания", "сания", "сафия", "фания", "фаузия", "хадия", "хания", "ханифия", "гульсия"]
)
"""Names whose stress wanders between the language they come from and Russian."""
_MALE_PATRONYMICS: Final = ("ович", "евич", "ьич", "мич", "кич", "тич", "вич")
_FEMALE_PATRONYMICS: Final = ("овна", "евна", "ична", "инична")


def gender_of_patronymic(word: str) -> Gender | None:
    """``masc`` for «иванович», ``femn`` for «ивановна», ``None`` for what is no patronymic."""
    if len(word) < 5:
        return None
    if word.endswith(_GLUED):
        return FATHERS[next(father for father in _GLUED if word.endswith(father))]
    if word.endswith(_MALE_PATRONYMICS):
        return "masc"
    return "femn" if word.endswith(_FEMALE_PATRONYMICS) else None


def gender_of_given_name(word: str) -> Gender | None:
    """Whose a given name (lower case) is; ``None`` for one that the dictionary does not know or both sexes bear."""
    if word in _BOTH_SEXES:
        return None
    told: set[Gender] = set()
    for reading in as_given_name(word.rpartition("-")[2]):
        if "ms-f" in reading.tag:
            return None
        told.add("femn" if "femn" in reading.tag else "masc")
    return told.pop() if len(told) == 1 else None


def is_given_name(word: str) -> bool:
    """Whether the dictionary has the word (lower case) as a given name."""
    return bool(as_given_name(word.rpartition("-")[2]))


def patronymic_in_case(word: str, case: Case, gender: Gender) -> Inflected:
    """A patronymic (lower case) in a case."""
    if word.endswith(_GLUED):
        return Inflected(word)
    return Inflected(pytrovich_patronymic(word, case, gender))


def given_in_case(word: str, case: Case, gender: Gender | None) -> Inflected:
    """A given name (lower case) in a case."""
    if "-" in word:
        return _double(word, case, gender)
    if gender is None:
        both = {_OF[each](word, case).text for each in _OF}
        if len(both) > 1:
            return Inflected(word, sure=False, reason=_("the name does not tell whether it is a man's or a woman's"))
        return Inflected(both.pop())
    return _OF[gender](word, case)


def _double(word: str, case: Case, gender: Gender | None) -> Inflected:
    """«Анна-Мария»: both parts change; of a man's name only the last is certain to."""
    first, _hyphen, last = word.partition("-")
    changed = given_in_case(last, case, gender)
    if gender == "femn" or (first[-1] in "ая" and gender is None):
        before = given_in_case(first, case, gender)
        return Inflected(f"{before.text}-{changed.text}", before.sure and changed.sure, before.reason or changed.reason)
    return Inflected(
        f"{first}-{changed.text}", sure=False, reason=_("it is not certain that both parts of the name change by case")
    )


def _reading(word: str, gender: Gender) -> Reading | None:
    return next((each for each in as_given_name(word) if gender in each.tag or "ms-f" in each.tag), None)


def _masculine(word: str, case: Case) -> Inflected:
    if word[-1] in "оеэиыуюё":
        return Inflected(word)
    if word[-1] in "ая":
        return _first(word, case, "masc")
    reading = _reading(word, "masc")
    genitive = put(reading, Case.GENITIVE) if reading is not None else None
    stem = genitive[:-1] if genitive is not None and genitive[-1] in "ая" else None
    return Inflected(paradigms.masculine(word, case, stem=stem))


def _feminine(word: str, case: Case) -> Inflected:
    if word[-1] in "ая":
        return _first(word, case, "femn")
    if word[-1] == "ь":
        return _third(word, case)
    return Inflected(word)


def _first(word: str, case: Case, gender: Gender) -> Inflected:
    if word.endswith(("аа", "уа", "оа")):
        return Inflected(word)
    if word.endswith("ия") and case in (Case.DATIVE, Case.PREPOSITIONAL):
        return _in_iya(word, case)
    reading = _reading(word, gender)
    if reading is not None and "Fixd" in reading.tag:
        return Inflected(word, sure=False, reason=_("it is not certain that the name changes by case"))
    if reading is not None and case is Case.INSTRUMENTAL:
        told = put(reading, case)
        return Inflected(told if told is not None else paradigms.first(word, case))
    return Inflected(paradigms.first(word, case))


def _in_iya(word: str, case: Case) -> Inflected:
    """«Марии», but «Зульфие»: the stressed ending has its «е». Of «Лия» and «Ия» grammars say the one and the other."""
    if word in _STRESSED_IYA:
        return Inflected(word[:-1] + "е")
    if word in _TURKIC_IYA or paradigms.syllables(word) == 2:
        return Inflected(word[:-1] + "е", sure=False, reason=_("the grammars do not agree on this case of the name"))
    return Inflected(paradigms.first(word, case))


def _third(word: str, case: Case) -> Inflected:
    """«Любовь», «Нинель» change; of «Айгуль», «Гузель» grammars allow both, so a person has to say."""
    reading = _reading(word, "femn")
    theirs = pytrovich_given_name(word, case, "femn")
    if word in _THIRD or (reading is not None and "Fixd" not in reading.tag):
        return Inflected(paradigms.third(word, case))
    if theirs == paradigms.third(word, case):
        return Inflected(theirs)
    return Inflected(word, sure=False, reason=_("it is not certain that the name changes by case"))


_OF: Final = {"masc": _masculine, "femn": _feminine}
