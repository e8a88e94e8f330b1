"""What pytrovich (the rules of Petrovich) makes of a name; asked where the rules and the dictionary leave a doubt."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vpr_tracker_documents.russian.cases import Case

if TYPE_CHECKING:
    from pytrovich.maker import PetrovichDeclinationMaker


@cache
def _maker() -> PetrovichDeclinationMaker:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


def pytrovich_surname(word: str, case: Case, gender: str) -> str:
    """A surname as pytrovich has it."""
    return _made("LASTNAME", word, case, gender)


def pytrovich_given_name(word: str, case: Case, gender: str) -> str:
    """A given name as pytrovich has it."""
    return _made("FIRSTNAME", word, case, gender)


def pytrovich_patronymic(word: str, case: Case, gender: str) -> str:
    """A patronymic as pytrovich has it."""
    return _made("MIDDLENAME", word, case, gender)


def _made(part: str, word: str, case: Case, gender: str) -> str:
    from pytrovich.enums import Case as TheirCase
    from pytrovich.enums import Gender, NamePart

    sex = Gender.MALE if gender == "masc" else Gender.FEMALE
    return str(_maker().make(NamePart[part], sex, TheirCase[case.name], word))
