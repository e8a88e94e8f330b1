"""Names of persons in a case: which word is the surname, whose name it is, and each word by its own rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian import given, surnames
from vpr_tracker_documents.russian.cases import Case, Inflected
from vpr_tracker_documents.russian.surnames import Gender
from vpr_tracker_documents.russian.words import as_surname, in_shape_of

_PIECE: Final = re.compile(r"[^\s\u00a0.,]+\.?|[\s\u00a0]+|.")
_INITIAL: Final = re.compile(r"(?:[А-ЯЁA-Z]|Дж|Дз)(?:\.|\.?-[А-ЯЁA-Z]\.)?|[А-ЯЁ]{2}")
_WORD: Final = re.compile(r"[А-Яа-яЁё]+(?:[-‑][А-Яа-яЁё]+)*")
_PARTICLES: Final = frozenset(
    ["фон", "ван", "де", "дер", "ди", "да", "ла", "ле", "дю", "дос", "аль", "эль", "бен", "ибн"]
)
_FIRST_PARTS: Final = frozenset(
    ["бонч", "тер", "мелик", "грум", "гулак", "шах", "бен", "аль", "ван", "фон", "мак", "ново", "старо", "сан", "сен"]
)

_Part = Literal["surname", "given", "patronymic", "kept"]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    part: _Part


def person_in_case(name: str, case: Case | str, *, gender: Gender | None = None) -> Inflected:
    """A name in a case: «Сомова Анна Ивановна» → «Сомовой Анне Ивановне»; initials stay as they are.

    :param name: in the nominative: «Фамилия И. О.», «И. О. Фамилия», «Фамилия Имя Отчество», any part alone.
    :param case: one of :class:`Case`.
    :param gender: ``masc`` or ``femn`` where the sex is known from elsewhere; else the name itself has to tell.
    :returns: the same name where nothing can be said, and not sure.
    """
    return _person_in_case(name, Case(case), gender)


@lru_cache(maxsize=4096)
def _person_in_case(name: str, case: Case, gender: Gender | None) -> Inflected:
    found = [_in_case(pieces, case, gender) for pieces in _divisions(name)]
    if not found:
        return Inflected(name, sure=False, reason=_("no surname is found in the name"))
    if len({each.text for each in found}) > 1:
        return replace(found[0], sure=False, reason=_("it is not certain which word is the surname"))
    return min(found, key=lambda each: each.sure)


def _in_case(pieces: Sequence[_Piece], case: Case, gender: Gender | None) -> Inflected:
    sex, clash = _sex(pieces) if gender is None else (gender, False)
    if not clash and gender is None and not any(piece.part in ("patronymic", "given") for piece in pieces):
        sex = None  # Only the surname itself can tell, and it is asked below.
    done = [_piece_in_case(piece, case, sex) for piece in pieces]
    reason = next((each.reason for each in done if not each.sure), "")
    if clash:
        reason = _("one word of the name is a man's, another a woman's")
    return Inflected("".join(each.text for each in done), sure=not reason, reason=reason)


def _piece_in_case(piece: _Piece, case: Case, sex: Gender | None) -> Inflected:
    word = piece.text.lower().replace("‑", "-")
    match piece.part:
        case "kept":
            return Inflected(piece.text)
        case "patronymic":
            form = given.patronymic_in_case(word, case, sex or "masc")
        case "given":
            form = given.given_in_case(word, case, sex)
        case "surname":
            form = _surname(word, case, sex)
    return replace(form, text=_shaped(piece.text, form.text))


def _shaped(original: str, word: str) -> str:
    """Each part of a double word in the capitals of the original's part."""
    hyphen = "‑" if "‑" in original else "-"
    olds, news = re.split("[-‑]", original), word.split("-")
    return hyphen.join(in_shape_of(old, new) for old, new in zip(olds, news, strict=True))


def _surname(word: str, case: Case, sex: Gender | None) -> Inflected:
    first, hyphen, last = word.rpartition("-")
    if not hyphen:
        return surnames.surname_in_case(last, case, sex)
    sex = sex if sex is not None else _sex_of_surname(word)
    changed = surnames.surname_in_case(last, case, sex)
    before = _first_part(first, case, sex)
    return Inflected(
        f"{before.text}-{changed.text}",
        before.sure and changed.sure,
        before.reason if not before.sure else changed.reason,
    )


def _first_part(word: str, case: Case, sex: Gender | None) -> Inflected:
    """The first part of a double surname changes where it is a surname of its own."""
    if "-" in word or word in _FIRST_PARTS:
        return Inflected(
            word, sure="-" not in word, reason=_("the surname has more than two parts") if "-" in word else ""
        )
    form = surnames.surname_in_case(word, case, sex)
    own = surnames.gender_of(word) is not None or any(as_surname(word, each) for each in ("masc", "femn"))
    if form.text == word or own:
        return form
    return replace(form, sure=False, reason=_("it is not certain that the first part of the surname changes by case"))


def _sex(pieces: Sequence[_Piece]) -> tuple[Gender | None, bool]:
    """Whose name it is, and whether its words say different things.

    A patronymic outweighs the given name, of which the dictionary may know another sex; the surname speaks last.
    """
    told: dict[_Part, set[Gender]] = {"patronymic": set(), "given": set(), "surname": set()}
    for piece in pieces:
        word = piece.text.lower().replace("‑", "-")
        sex: Gender | None = None
        part = piece.part
        if part == "patronymic":
            sex = given.gender_of_patronymic(word)
        elif part == "kept" and word in given.FATHERS:
            part, sex = "patronymic", given.FATHERS[word]
        elif part == "given":
            sex = given.gender_of_given_name(word)
        elif part == "surname":
            sex = _sex_of_surname(word)
        if sex is not None:
            told[part].add(sex)
    heard = (told["patronymic"] or told["given"]) | told["surname"]
    return (next(iter(heard)) if len(heard) == 1 else None), len(heard) > 1


def _sex_of_surname(word: str) -> Gender | None:
    """What a surname tells; of a double one the last part, and where that is silent the first: «Сомова-Шульц»."""
    first, hyphen, last = word.rpartition("-")
    told = surnames.gender_of(last)
    return surnames.gender_of(first) if told is None and hyphen and first not in _FIRST_PARTS else told


def _divisions(name: str) -> list[list[_Piece]]:
    """The ways in which a name may be divided into surname, given name and patronymic; more than one where unclear."""
    texts = _PIECE.findall(name.strip())
    places = [at for at, text in enumerate(texts) if _is_name_word(text)]
    if not places or any(_foreign(text) for text in texts):
        return []
    words = [texts[at].lower() for at in places]
    initials = any(_INITIAL.fullmatch(text) for text in texts)
    divisions = _parts(words, initials=initials)
    return [
        [_Piece(text, parts[places.index(at)] if at in places else "kept") for at, text in enumerate(texts)]
        for parts in divisions
    ]


def _is_name_word(text: str) -> bool:
    return bool(_WORD.fullmatch(text)) and not _INITIAL.fullmatch(text) and text.lower() not in _PARTICLES


def _foreign(text: str) -> bool:
    """Whether a piece is no part of a Russian name: Latin letters, digits, brackets."""
    return not (_WORD.fullmatch(text) or _INITIAL.fullmatch(text) or text.isspace() or text in ".,")


def _parts(words: Sequence[str], *, initials: bool) -> list[tuple[_Part, ...]]:
    fathers = next((at for at, word in enumerate(words) if word in given.FATHERS), None)
    if fathers is not None and fathers >= 1:
        before: list[tuple[_Part, ...]] = [()]
        if fathers > 1:
            before = _parts(words[: fathers - 1], initials=fathers == 2 and initials)
        after: list[_Part] = ["surname"] * (len(words) - fathers - 1)
        return [(*parts, "kept", "kept", *after) for parts in before]
    patronymics = [given.gender_of_patronymic(word) is not None for word in words]
    match len(words):
        case 1:
            return _alone(words[0], initials=initials)
        case 2 if initials:
            return [("surname", "surname")]
        case 2 if patronymics[1] and not patronymics[0]:
            return [("given", "patronymic")]
        case 2:
            return _two(words)
        case 3 if patronymics[2]:
            return [("surname", "given", "patronymic")]
        case 3 if patronymics[1]:
            return [("given", "patronymic", "surname")]
        case 4 if patronymics[3]:
            return [("surname", "surname", "given", "patronymic")]
    return []


def _alone(word: str, *, initials: bool) -> list[tuple[_Part, ...]]:
    if initials or not given.is_given_name(word):
        return [("surname",)]
    return [("surname",), ("given",)] if any(as_surname(word, each) for each in ("masc", "femn")) else [("given",)]


def _two(words: Sequence[str]) -> list[tuple[_Part, ...]]:
    """«Сомова Анна» or «Анна Сомова»."""
    first, second = (given.is_given_name(word) for word in words)
    if first and not second:
        return [("given", "surname")]
    if second and not first:
        return [("surname", "given")]
    telling = [surnames.gender_of(word.rpartition("-")[2]) is not None for word in words]
    if not first and telling[0] != telling[1]:
        return [("surname", "given") if telling[0] else ("given", "surname")]
    return [("surname", "given"), ("given", "surname")]
