"""Surnames in a case: the class of a surname is told by its ending, its bearer's sex and the dictionary.

Three witnesses are heard: the rules of the grammars (ending by ending, below), the dictionary of words and surnames
(pymorphy3: which words lose a vowel, where the stress lies), and the rules of pytrovich. Where the ending leaves the
form open, and the dictionary does not know the word, the form is unsure unless pytrovich agrees.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian import paradigms
from vpr_tracker_documents.russian.cases import Case, Inflected
from vpr_tracker_documents.russian.second_opinion import pytrovich_surname
from vpr_tracker_documents.russian.words import (
    Reading,
    as_given_name,
    as_surname,
    common_noun,
    is_fixed_surname,
    known,
    put,
)

Gender: TypeAlias = Literal["masc", "femn"]

_UNCHANGED: Final = ("о", "е", "ё", "э", "и", "ы", "у", "ю", "ых", "аа", "оа", "уа", "еа", "эа", "иа")
_GENITIVE_PLURAL: Final = tuple(letter + "их" for letter in "гкхжшчщ")
_POSSESSIVE: Final = ("ов", "ев", "ёв", "ин", "ын")
_ADJECTIVE: Final = ("ский", "цкий", "ской", "цкой", "ый", "гий", "кий", "хий", "зкий", "ний")
_OBLIQUE: Final = tuple(
    stem + ending
    for stems, endings in (
        (("ов", "ев", "ёв", "ин", "ын"), ("у", "ым")),
        (("ск", "цк"), ("ую", "ого", "ому", "им")),
    )
    for stem in stems
    for ending in endings
)
"""No surname ends so in the nominative."""
_FOREIGN: Final = frozenset(["дарвин", "чаплин", "кронин", "бюлов", "флотов", "цеппелин", "гершвин"])

_KEPT_OR_LOST: Final = frozenset(["заяц", "козёл", "козел"])
"""Words whose vowel the language loses and many families keep: «Заяца» and «Зайца», «Козела» and «Козла»."""

_COMMON: Final = frozenset(("королева", "кузина"))
"""Feminines of common surnames, though the dictionary has them as nouns too."""


def surname_in_case(word: str, case: Case, gender: Gender | None) -> Inflected:
    """A surname (lower case) in a case; with an unknown sex, sure only where both sexes have one form."""
    if gender is not None:
        return _OF[gender](word, case)
    forms = [_OF[each](word, case) for each in _possible(word)]
    if _may_be_oblique(word):
        reason = _("the surname may already stand in another case than the nominative")
        return Inflected(forms[0].text, sure=False, reason=reason)
    texts = {form.text for form in forms}
    if len(texts) > 1:
        return Inflected(word, sure=False, reason=_("the name does not tell whether it is a man's or a woman's"))
    return next((form for form in forms if not form.sure), forms[0])


def _may_be_oblique(word: str) -> bool:
    """«сомову»: no nominative at all; «сомовой»: that of a man's surname (like «береговой»), or another case."""
    if word.endswith(_OBLIQUE):
        return as_surname(word, "masc") is None and common_noun(word) is None
    if not word.endswith(tuple(ending + "ой" for ending in _POSSESSIVE)):
        return False
    return _adjectival(word) is None and as_surname(word, "masc") is None and common_noun(word) is None


def gender_of(word: str) -> Gender | None:
    """Whose a surname (lower case) is by its own form: «сомов», «сомова»; ``None`` where it does not say."""
    possible = _possible(word)
    return possible[0] if len(possible) == 1 else None


def _possible(word: str) -> tuple[Gender, ...]:
    if _is_adjective(word) or (word.endswith(_POSSESSIVE) and _has_stem(word, 2)):
        return ("masc",)
    if _is_adjective_feminine(word):
        return ("femn",)
    if _is_possessive_feminine(word) and (common_noun(word) is None or word in _COMMON):
        return ("femn",)
    return ("masc", "femn")


def _has_stem(word: str, ending: int) -> bool:
    """Whether what is before the ending has a syllable: «сом-ов», not «гр-ин», «с-ова»."""
    return paradigms.syllables(word[:-ending]) > 0


def _is_possessive_feminine(word: str) -> bool:
    return word.endswith(tuple(ending + "а" for ending in _POSSESSIVE)) and _has_stem(word, 3)


def _is_adjective(word: str) -> bool:
    """Whether a surname in «-ый», «-ий», «-ой» changes like an adjective."""
    if not word.endswith(("ый", "ий", "ой")) or not _has_stem(word, 2):
        return False
    if common_noun(word) is not None and _adjectival(word) is None:
        return False
    if word.endswith(_ADJECTIVE) or _adjectival(word) is not None:
        return True
    surname = as_surname(word, "masc")
    return word.endswith("ой") and (surname is None or _declined_as_adjective(surname))


def _declined_as_adjective(surname: Reading) -> bool:
    return str(put(surname, Case.GENITIVE)).endswith("ого")


def _is_adjective_feminine(word: str) -> bool:
    """Whether a surname in «-ая», «-яя», «-ья» changes like an adjective."""
    if not word.endswith(("ая", "яя", "ья")) or not _has_stem(word, 2):
        return False
    if _adjectival(word, "femn") is not None:
        return True
    return not word.endswith("ья") and common_noun(word) is None


def _adjectival(word: str, gender: Gender = "masc") -> Reading | None:
    """The reading of a surname as an adjective or participle that the dictionary has: «рыжий», «лисья»."""
    for reading in known(word):
        tag = reading.tag
        if tag.POS in ("ADJF", "PRTF") and "nomn" in tag and "sing" in tag and gender in tag:
            return reading
    return None


def _like_adjective(reading: Reading, case: Case, gender: Gender) -> str | None:
    asked = Case.GENITIVE if gender == "masc" and case is Case.ACCUSATIVE else case
    return put(reading, asked, "sing", gender)


def _masculine(word: str, case: Case) -> Inflected:
    if word.endswith(_UNCHANGED) or (word.endswith(_GENITIVE_PLURAL) and _has_stem(word, 2)):
        return Inflected(word)
    if word[-1] in "ая":
        return _first(word, case, "masc")
    if _is_adjective(word):
        return _masculine_adjective(word, case)
    if word.endswith(_POSSESSIVE) and _has_stem(word, 2):
        return _possessive(word, case)
    if word[-1] in paradigms.VOWELS or word[-1] == "ъ":
        return Inflected(word)
    return _second(word, case)


def _masculine_adjective(word: str, case: Case) -> Inflected:
    reading = _adjectival(word)
    told = _like_adjective(reading, case, "masc") if reading is not None else None
    if told is not None:
        if word.endswith("ий") and told.endswith(("ьего", "ьему", "ьим", "ьем")) and word != "третий":
            # «Волчий», «Бабий»: an adjective for some families, a noun («Бабия») for others.
            return Inflected(told, sure=False, reason=_("the ending of the surname does not tell how it changes"))
        return Inflected(told)
    form = paradigms.adjective(word, case)
    surname = as_surname(word, "masc")
    settled = word.endswith(_ADJECTIVE) or surname is not None
    return _agreed(word, case, form, "masc") if not settled else Inflected(form)


def _possessive(word: str, case: Case) -> Inflected:
    noun = paradigms.masculine(word, case)
    if word in _FOREIGN:
        return Inflected(noun)
    form = paradigms.possessive(word, case)
    if case is Case.INSTRUMENTAL:
        surname = as_surname(word, "masc")
        spoken = put(surname, case) if surname is not None else None
        if spoken is None and (common_noun(word) is not None or as_given_name(word)):
            spoken = noun
        if spoken == noun:
            return Inflected(noun, sure=False, reason=_open_ending())
    return Inflected(form)


def _first(word: str, case: Case, gender: Gender) -> Inflected:
    surname, noun = as_surname(word, gender), common_noun(word)
    form = paradigms.first(word, case)
    if noun is None and is_fixed_surname(word):
        return Inflected(word)
    if word.endswith("йя") and noun is None:
        return Inflected(form, sure=False, reason=_open_ending())
    if gender == "masc" and noun is None and surname is None and _is_possessive_feminine(word):
        return Inflected(form, sure=False, reason=_("the surname looks like a woman's, the name does not"))
    if case is Case.INSTRUMENTAL:
        told = put(noun, case) if noun is not None else None
        if told is not None:
            return Inflected(told)
        # The dictionary knows where its nouns are stressed; its surnames are all stressed alike, so they tell nothing.
        if word[-2:-1] in paradigms.HISSING + "ц" and not word.endswith("ица"):
            return Inflected(form, sure=False, reason=_open_ending())
    if noun is None and surname is None and pytrovich_surname(word, case, gender) == word:
        return Inflected(form, sure=False, reason=_("it is not certain that the surname changes by case"))
    return Inflected(form)


def _second(word: str, case: Case) -> Inflected:
    """A masculine surname in a consonant, «ь» or «й», like a noun."""
    noun, surname = common_noun(word), as_surname(word, "masc")
    if noun is not None and "masc" in noun.tag:
        return _like_noun(word, case, put(noun, Case.GENITIVE), put(noun, Case.INSTRUMENTAL))
    if surname is not None and "Fixd" not in surname.tag:
        return _like_surname(word, case, surname)
    if noun is not None and word[-2] in paradigms.HISSING:
        return Inflected(paradigms.masculine(word, case), sure=False, reason=_open_ending())
    return _unknown(word, case)


def _like_noun(word: str, case: Case, genitive: str | None, instrumental: str | None) -> Inflected:
    """As the dictionary has it: its genitive shows whether a vowel is lost, its instrumental where the stress lies."""
    if genitive is None or instrumental is None or genitive[-1:] not in "ая":
        return _unknown(word, case)
    form = instrumental if case is Case.INSTRUMENTAL else paradigms.masculine(word, case, stem=genitive[:-1])
    lost = genitive[:-1].replace("ё", "е") != word.rstrip("ьй").replace("ё", "е")
    if lost and (paradigms.syllables(word) == 1 or word in _KEPT_OR_LOST):
        return Inflected(form, sure=False, reason=_("families differ in whether the vowel of this surname is kept"))
    return Inflected(form)


def _like_surname(word: str, case: Case, surname: Reading) -> Inflected:
    """As the dictionary has it; but it stresses all surnames in a hissing sound or «ц» alike, so it is no witness."""
    form = _like_noun(word, case, put(surname, Case.GENITIVE), put(surname, Case.INSTRUMENTAL))
    if case is Case.INSTRUMENTAL and word[-1] in paradigms.HISSING + "ц" and form.sure:
        theirs = pytrovich_surname(word, case, "masc")
        if theirs != form.text:
            return Inflected(theirs, sure=False, reason=_open_ending())
        return Inflected(form.text) if _unstressed(word) else Inflected(form.text, sure=False, reason=_open_ending())
    return form


def _unstressed(word: str) -> bool:
    """Whether a surname in a hissing sound or «ц» is known to keep its stress off the ending."""
    return word.endswith(("ич", "иец", "аец", "оец")) or (
        paradigms.syllables(word) == 1 and not word.endswith(("ч", "щ"))
    )


def _unknown(word: str, case: Case) -> Inflected:
    """A word that the dictionary does not know: what its ending settles, and what it leaves open."""
    last, polysyllabic = word[-1], paradigms.syllables(word) > 1
    if word.endswith(("енок", "ёнок", "онок")) and polysyllabic:
        return Inflected(paradigms.masculine(word, case, stem=word[:-2] + "к"))
    if word.endswith("ец") and polysyllabic:
        return _in_ets(word, case)
    if word.endswith(("ок", "ёк")) and polysyllabic:
        return _agreed(word, case, paradigms.masculine(word, case, stem=word[:-2] + "к"), "masc", trusted=False)
    if word.endswith("их") and word[-3:-2] in "нвм":
        return Inflected(
            paradigms.masculine(word, case), sure=False, reason=_("it is not certain that the surname changes by case")
        )
    form = paradigms.masculine(word, case)
    if case is Case.INSTRUMENTAL and last in paradigms.HISSING and not word.endswith(("ич", "евич", "ович")):
        return Inflected(form, sure=not polysyllabic and last != "ч", reason=_open_ending() if polysyllabic else "")
    if word.endswith(("ек", "ий")) or (word.endswith("ой") and polysyllabic):
        return _agreed(word, case, form, "masc")
    return Inflected(form)


def _in_ets(word: str, case: Case) -> Inflected:
    before = word[-3:-2]
    if before in paradigms.VOWELS:
        stem = word[:-2] + "йц"
    elif before == "л":
        stem = word[:-2] + "ьц"
    else:
        stem = word[:-2] + "ц"
    form = paradigms.masculine(word, case, stem=stem)
    crowded = before not in paradigms.VOWELS and word[-4:-3] not in paradigms.VOWELS + "ь"
    if crowded:
        return Inflected(
            paradigms.masculine(word, case),
            sure=False,
            reason=_("families differ in whether the vowel of this surname is kept"),
        )
    if case is Case.INSTRUMENTAL and before not in paradigms.VOWELS:
        return Inflected(form, sure=False, reason=_open_ending())
    return Inflected(form)


def _feminine(word: str, case: Case) -> Inflected:
    if word[-1] not in "ая" or word.endswith(_UNCHANGED):
        if word.endswith(_POSSESSIVE) and _has_stem(word, 2) and word not in _FOREIGN:
            return Inflected(word, sure=False, reason=_("the surname looks like a man's, the name does not"))
        return Inflected(word)
    if _is_adjective_feminine(word):
        reading = _adjectival(word, "femn")
        told = _like_adjective(reading, case, "femn") if reading is not None else None
        return Inflected(told if told is not None else paradigms.adjective_feminine(word, case))
    if _is_possessive_feminine(word):
        return _possessive_feminine(word, case)
    return _first(word, case, "femn")


def _possessive_feminine(word: str, case: Case) -> Inflected:
    form = paradigms.possessive_feminine(word, case)
    if common_noun(word) is None or word in _COMMON:
        return Inflected(form)
    like_noun = paradigms.first(word, case)
    if as_surname(word[:-1], "masc") is None:
        form = like_noun
    if form == like_noun == paradigms.possessive_feminine(word, case):
        return Inflected(form)
    return Inflected(form, sure=False, reason=_("the surname may be a word of its own or the feminine of a man's"))


def _agreed(word: str, case: Case, form: str, gender: Gender, *, trusted: bool = True) -> Inflected:
    """Sure where pytrovich gives the same form."""
    if trusted and pytrovich_surname(word, case, gender) == form:
        return Inflected(form)
    return Inflected(form, sure=False, reason=_("the ending of the surname does not tell how it changes"))


def _open_ending() -> str:
    return _("the ending depends on where the surname is stressed")


_OF: Final = {"masc": _masculine, "femn": _feminine}
