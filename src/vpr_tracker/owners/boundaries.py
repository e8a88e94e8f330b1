"""Where one owner ends and the next begins.

The numbers in the comments are those of the rules that a clerk would give: separators, roles with a tail, scopes
and lists that stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from vpr_tracker.owners import morphology
from vpr_tracker.owners.phrases import Phrase, class_end, is_acronym, may_describe, phrase_at
from vpr_tracker.owners.surnames import looks_like_surname, stands_for_name
from vpr_tracker.owners.tokens import Token
from vpr_tracker.owners.vocabulary import CLASSES, LEGAL_FORMS, PREPOSITIONS, SUBJECTS, UNFINISHED
from vpr_tracker.owners.wordlist import words

Joint: TypeAlias = Literal["hard", "line", "comma", "and", "slash", "space", "dash", "colon"]

_ALLIED: Final = (
    words("оо оу доу оуо удо спо сош ооо доо"),
    words("шмо ммо рмо гмо мо"),
)
_GENITIVE_ENDINGS: Final = tuple(words("ы и ов ев ей ого его ой ых их у ю ом ем ам ям ами ями ах ях ии ства ия"))


class Ahead:
    """The tokens of a cell, and the phrases that begin at them, each looked for once."""

    __slots__ = ("_phrases", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._phrases: dict[int, Phrase | None] = {}

    def at(self, place: int) -> Phrase | None:
        """The phrase that begins at a place, if one does."""
        if place not in self._phrases:
            self._phrases[place] = phrase_at(self.tokens, place)
        return self._phrases[place]


class Open(NamedTuple):
    """The owner that is being read: its tokens so far (they grow), and the case that its place asks for."""

    tokens: list[Token]
    phrase: Phrase | None
    person: bool
    case: str

    @property
    def last(self) -> Token:
        """The last word or mark taken."""
        return self.tokens[-1]

    @property
    def ends_in_preposition(self) -> bool:
        """«Учителя по …» (but not «учителя ф/к»)."""
        slashed = len(self.tokens) > 1 and self.tokens[-2].kind == "slash"
        return self.last.key in PREPOSITIONS and not slashed

    @property
    def bare(self) -> bool:
        """Whether the main word still waits for what completes it: «Заместители …»."""
        phrase = self.phrase
        if phrase is None or not phrase.unfinished or len(self.tokens) > phrase.end - phrase.start:
            return False
        if phrase.kind != "role" and phrase.head_at > phrase.start:
            return False  # «педагогический совет» is whole
        return not (phrase.head.lemma == "руководитель" and self.tokens[0].key.startswith("кл"))


def begins_owner(current: Open, ahead: Ahead, at: int, joint: Joint) -> bool:
    """Whether the token after a joint begins a new owner."""
    tokens = ahead.tokens
    following = tokens[at]
    if following.kind == "person":
        return True
    if following.kind not in ("word", "num") or current.ends_in_preposition:
        return False
    if joint == "colon":
        return ahead.at(at) is not None or _surname_alone(tokens, at) or class_end(tokens, at) > at
    if joint == "dash":
        return _after_dash(current, ahead, at)
    if current.person:
        return _after_person(ahead, at, joint)
    if joint == "space":
        return _after_space(current, ahead, at)
    if joint == "line":
        return _after_line(current, ahead, at)
    return _after_mark(current, ahead, at, joint)


def may_hold_names(phrase: Phrase | None) -> bool:
    """Whether a surname alone may stand after it."""
    return phrase is not None and phrase.kind == "role"


def _after_person(ahead: Ahead, at: int, joint: Joint) -> bool:
    if joint != "space":
        return True
    tokens = ahead.tokens
    return ahead.at(at) is not None or class_end(tokens, at) > at or looks_like_surname(tokens[at])


def _after_dash(current: Open, ahead: Ahead, at: int) -> bool:
    """«Учителя – Иванова А. Б.», «Иванова А. Б. – завуч»; two roles joined by a dash stay one."""
    if current.person:
        return ahead.at(at) is not None
    return may_hold_names(current.phrase) and _surname_alone(ahead.tokens, at)


def _after_mark(current: Open, ahead: Ahead, at: int, joint: Joint) -> bool:
    """Rule 1 against rules 4 and 5: after a comma, «и» or a slash."""
    tokens = ahead.tokens
    following = tokens[at]
    phrase = ahead.at(at)
    if phrase is None:
        return _unknown_begins(current, ahead, at)
    if joint == "slash" and not following.gap and len(current.last.key) < 3:
        return False
    if phrase.head.guessed and is_acronym(tokens[phrase.head_at]) and current.last.key in SUBJECTS:
        return False
    if _allied(current, following, joint) or (current.bare and joint == "and" and _only_genitive(phrase)):
        return False
    if joint == "and" and _same_complement(current, phrase):
        return False
    return _agrees(current, phrase)


def _allied(current: Open, following: Token, joint: Joint) -> bool:
    """«Руководители ОО, ДОУ», «рук. ШМО и ММО»: one role, several places."""
    if current.phrase is None or current.phrase.kind != "role" or current.bare:
        return False
    if any(current.last.key in family and following.key in family for family in _ALLIED):
        return True
    both = morphology.acronym(current.last.key), morphology.acronym(following.key)
    named = all(known is not None and known.kind != "role" for known in both)
    return joint == "and" and named and not _one(current.phrase) and current.phrase.unfinished


def _one(phrase: Phrase) -> bool:
    return phrase.numbers == {"sg"}


def _same_complement(current: Open, phrase: Phrase) -> bool:
    """«Директора лицея и школы»: the second is a genitive too, though it could be a plural."""
    if current.phrase is None or not current.phrase.unfinished or current.bare:
        return False
    return _could_be_genitive(phrase) and phrase.kind != "role" and phrase.head_at == phrase.start


def _could_be_genitive(phrase: Phrase) -> bool:
    return ("sg", "gen") in phrase.forms and not (("sg", "nom") in phrase.forms and phrase.head.guessed)


def _only_genitive(phrase: Phrase) -> bool:
    return phrase.cases <= {"gen", "acc", "loc"}


def _agrees(current: Open, phrase: Phrase) -> bool:
    """Whether the new phrase stands in a case that an owner after the current one may have."""
    cases = {"nom", current.case}
    if current.phrase and "nom" not in current.phrase.cases:
        cases |= current.phrase.cases
    return bool(cases & phrase.cases)


def _unknown_begins(current: Open, ahead: Ahead, at: int) -> bool:
    """A class after a class, a surname after a role with names; other unknown words go on with the owner."""
    tokens = ahead.tokens
    following = tokens[at]
    if current.last.key in CLASSES and current.phrase is None:
        return class_end(tokens, at) > at
    if following.kind == "num":
        return False
    if current.phrase is None and following.capital and following.kind == "word":
        return not following.key.endswith(_GENITIVE_ENDINGS)
    return _surname_alone(tokens, at) and current.phrase is not None and _one(current.phrase)


def _surname_alone(tokens: Sequence[Token], at: int) -> bool:
    """A word in the place of a name, with nothing after it: «завуч Ким», «учителя: Дробот, Ким»."""
    if not stands_for_name(tokens[at]):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is None or following.kind not in ("word", "num", "quote", "name") or following.key == "и"


def _after_line(current: Open, ahead: Ahead, at: int) -> bool:
    """A line break parts owners unless the new line goes on with the phrase."""
    tokens = ahead.tokens
    following = tokens[at]
    phrase = ahead.at(at)
    if phrase is None:
        if class_end(tokens, at) > at and current.phrase is None:
            return True
        if not following.capital or current.last.kind in ("comma", "dash"):
            return False
        return not following.key.endswith(_GENITIVE_ENDINGS) or _surname_alone(tokens, at)
    goes_on = _goes_on(current, phrase) and not (following.capital and _stands_alone(current, tokens, phrase))
    return not goes_on and _agrees(current, phrase)


def _stands_alone(current: Open, tokens: Sequence[Token], phrase: Phrase) -> bool:
    """«Тьюторы / Школы с низкими результатами»: a capital, and neither a number nor an unfinished word beside it."""
    waiting = morphology.head(current.last.key)
    if current.bare or (waiting is not None and waiting.lemma in UNFINISHED):
        return False
    following = tokens[phrase.end].kind if phrase.end < len(tokens) else "line"
    return following not in ("num", "quote", "other", "name") and ("pl", "nom") in phrase.forms


def _goes_on(current: Open, phrase: Phrase) -> bool:
    """«Заместители / директора», «Администрация / школы», «Руководитель / ШМО»."""
    if current.phrase is None:
        return False
    genitive = "gen" in phrase.cases
    if current.bare:
        return genitive and not (phrase.kind == "role" and morphology.acronym(phrase.head.lemma.casefold()))
    lone = phrase.head_at == phrase.start and morphology.acronym(phrase.head.lemma.casefold()) is None
    return _could_be_genitive(phrase) and phrase.kind != "role" and lone and ("pl", "nom") in phrase.forms


def _after_space(current: Open, ahead: Ahead, at: int) -> bool:
    """Only a space: before a capital that begins a new role (rule 1)."""
    tokens = ahead.tokens
    following = tokens[at]
    if following.kind != "word":
        return False
    if not following.capital:
        if current.phrase is None or not may_describe(tokens, at) or current.bare:
            return False
        phrase = ahead.at(at)
        return phrase is not None and _plainly_new(phrase)
    phrase = ahead.at(at)
    if current.last.key in LEGAL_FORMS or (current.last.key == "мо" and following.key == "мвд"):
        return False
    if phrase is None:
        return (
            current.phrase is not None
            and current.phrase.kind == "role"
            and current.phrase.singular
            and _surname_alone(tokens, at)
        )
    if phrase.head.guessed and current.phrase is not None and phrase.head.kind == "organisation":
        return False
    known = morphology.acronym(following.key)
    if known and phrase.head_at == at and following.text[:2].isupper():
        if known.kind == "role":
            return True
        return _is_acronym_owner(current)
    return not _goes_on(current, phrase) and _agrees(current, phrase)


def _plainly_new(phrase: Phrase) -> bool:
    """«завуч классные руководители»: no capital, but an adjective and a main word that can only be a nominative."""
    described = phrase.head_at > phrase.start and not phrase.head.guessed
    return described and phrase.cases <= {"nom", "acc"}


def _is_acronym_owner(current: Open) -> bool:
    """«ДЮСШ РДДТ»: the owner being read is an acronym itself."""
    return (
        current.phrase is not None
        and current.phrase.kind != "role"
        and len(current.tokens) == 1
        and current.tokens[0].text.isupper()
    )
