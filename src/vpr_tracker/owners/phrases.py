"""Recognises the beginning of an owner that is no person: determiners, adjectives, then the main word.

«Все классные руководители», «Кл. рук.», «Рук-ль ШМО», «учит.- предм.», «3,6 классы».
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from vpr_tracker.domain.words import OwnerKind
from vpr_tracker.owners import morphology
from vpr_tracker.owners.morphology import ANY_FORM, SINGULAR, Forms, Head
from vpr_tracker.owners.tokens import Token
from vpr_tracker.owners.vocabulary import (
    APPOSITIONS,
    CLASSES,
    DETERMINERS,
    PAIRS,
    PREPOSITIONS,
    SHORT_ADJECTIVES,
    SUBJECTS,
    UNFINISHED,
)
from vpr_tracker.owners.wordlist import words

_LONGEST: Final = 9
_ROMAN: Final = frozenset("IVXLivxlХх")
_ADJECTIVAL: Final = words("рабочий ответственный дежурный ученый участковый управляющий председательствующий")
_LONG_ACRONYMS: Final = frozenset(("кдн", "ткдн"))
"""«КДН и ЗП»: the second half is no owner of its own."""
_HARDLY_ALONE: Final = frozenset(("мед", "метод", "пед"))
"""Short for an owner, but on a line of its own they begin what goes on in the next."""
_DOTLESS: Final = frozenset(("зам", "зав", "рук"))
"""So common that the dot is left out: «кл рук»."""
_ACTING: Final = frozenset(("и.о", "ио"))


class Phrase(NamedTuple):
    """The beginning of an owner: main word at ``head_at``, words by it end before ``end``."""

    start: int
    head_at: int
    end: int
    head: Head
    forms: Forms

    @property
    def kind(self) -> OwnerKind:
        """What the main word names."""
        return self.head.kind

    @property
    def cases(self) -> frozenset[str]:
        """The cases that it may stand in."""
        return cases_of(self.forms)

    @property
    def numbers(self) -> frozenset[str]:
        """«sg», «pl» or both; a nominative is taken for one: «учителя» are several, though «(нет) учителя» is one."""
        return _numbers_of(self.forms)

    @property
    def singular(self) -> bool:
        """Whether it may name one person."""
        return "sg" in self.numbers

    @property
    def unfinished(self) -> bool:
        """Whether the main word waits for another: «заместитель …»."""
        return self.head.lemma in UNFINISHED


@lru_cache(maxsize=512)
def cases_of(forms: Forms) -> frozenset[str]:
    """The cases among the forms."""
    return frozenset(case for _, case in forms)


@lru_cache(maxsize=512)
def _numbers_of(forms: Forms) -> frozenset[str]:
    nominative = {number for number, case in forms if case == "nom"}
    return frozenset(nominative or {number for number, _ in forms})


def phrase_at(tokens: Sequence[Token], at: int) -> Phrase | None:
    """The owner that begins at ``at``, or ``None``; looks at most nine tokens ahead."""
    forms = ANY_FORM
    place = at
    described = False
    while place < min(len(tokens), at + _LONGEST):
        token = tokens[place]
        if token.kind == "line" and place > at:
            place += 1
            continue
        if token.kind != "word":
            return None
        own = head_at(tokens, place)
        step = _before_head(tokens, place, own, forms, described)
        if step:
            place, forms = step
            described = True
            continue
        return _with_head(tokens, at, place, own, forms)
    return None


def may_describe(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word may stand before a main word; a quick look."""
    return _describes(tokens[at].key) or dotted(tokens, at)


@lru_cache(maxsize=morphology.WORDS)
def _describes(key: str) -> bool:
    return key in DETERMINERS or key in SHORT_ADJECTIVES or bool(morphology.adjective(key))


def _before_head(
    tokens: Sequence[Token], place: int, own: Head | None, forms: Forms, described: bool
) -> tuple[int, Forms] | None:
    """Past a word that stands before the main word, with the forms left possible; ``own`` is what it names itself."""
    token = tokens[place]
    if token.key in DETERMINERS:
        return place + 1, forms
    if token.key in ("и", "или") and described and place + 1 < len(tokens):
        # «муниципальные и школьные координаторы»
        return (place + 1, forms) if morphology.adjective(tokens[place + 1].key) & forms else None
    dot = dotted(tokens, place)
    if (dot or token.key in SHORT_ADJECTIVES) and _shortened_adjective(tokens, place, own, dot):
        return place + 1 + dot, forms
    adjective = morphology.adjective(token.key)
    if not adjective:
        return None
    adjective &= forms
    if adjective and (own is None or own.guessed):
        return place + 1, adjective
    if own and own.lemma in _ADJECTIVAL and adjective:
        following = head_at(tokens, place + 1)
        if following and not following.guessed and following.forms & adjective:
            return place + 1, adjective
    return None


def _shortened_adjective(tokens: Sequence[Token], place: int, own: Head | None, dot: bool) -> bool:
    """«кл.» of «кл. рук.»: a shortened word right before a main word."""
    token = tokens[place]
    if own and token.key not in SHORT_ADJECTIVES:
        return False
    following = place + 1 + dot
    if own is None or token.key in _HARDLY_ALONE:
        following = _past_break(tokens, following)
    if following >= len(tokens) or tokens[following].kind != "word":
        return False
    if own and not dot:
        return False
    main = head_at(tokens, following)
    return main is not None and not main.guessed and (own is None or bool(main.forms & _NOMINATIVE))


def _past_break(tokens: Sequence[Token], at: int) -> int:
    """Past a line break before a small letter: «Кл. / рук.»."""
    broken = at + 1 < len(tokens) and tokens[at].kind == "line" and tokens[at + 1].kind == "word"
    return at + 1 if broken and not tokens[at + 1].capital else at


_NOMINATIVE: Final[Forms] = frozenset((("sg", "nom"), ("pl", "nom")))


def _with_head(tokens: Sequence[Token], at: int, place: int, own: Head | None, forms: Forms) -> Phrase | None:
    left = own.forms & forms if own else None
    if own is None or not left:
        return None
    end = _apposition_end(tokens, _head_end(tokens, place), own)
    return Phrase(at, place, end, own, left)


def dotted(tokens: Sequence[Token], place: int) -> bool:
    """Whether a dot follows right after the word."""
    return place + 1 < len(tokens) and tokens[place + 1].kind == "dot" and not tokens[place + 1].gap


def head_at(tokens: Sequence[Token], place: int) -> Head | None:
    """What the word at ``place`` names, spelt out or abbreviated; ``None`` if it names no owner."""
    if place >= len(tokens) or tokens[place].kind != "word":
        return None
    token = tokens[place]
    return (
        _with_next(tokens, place)
        or _spelt_out(token.text, token.key)
        or _spaced_contraction(tokens, place)
        or (_shortened(token.key) if dotted(tokens, place) or token.key in _DOTLESS else None)
        or _guessed(token.text, token.key)
    )


def _with_next(tokens: Sequence[Token], place: int) -> Head | None:
    """«МО МВД», «р ШМО»: two words that mean something else than each alone."""
    key = tokens[place].key
    if key not in ("мо", "р") or place + 1 >= len(tokens):
        return None
    following = tokens[place + 1].key
    if key == "мо":
        return Head("отдел", "organisation", ANY_FORM) if following == "мвд" else None
    known = morphology.acronym(following)
    return Head("руководитель", "role", SINGULAR) if known and known.kind == "body" else None


@lru_cache(maxsize=morphology.WORDS)
def _spelt_out(text: str, key: str) -> Head | None:
    """What a word names without regard to what stands beside it: an acronym, a whole word or a contraction."""
    if key in _ACTING:
        return Head("ио", "role", SINGULAR)
    if _is_subject(key):
        return None
    known = None if key in PREPOSITIONS else morphology.acronym(key)
    if known and (text[:2].isupper() or (known.kind == "role" and len(key) > 3)):
        return known
    return morphology.head(key) or morphology.contraction(key)


def _shortened(key: str) -> Head | None:
    return None if _is_subject(key) else morphology.abbreviation(key)


@lru_cache(maxsize=morphology.WORDS)
def _guessed(text: str, key: str) -> Head | None:
    """What an unknown word seems to name: an organisation in capital letters, or somebody by his calling."""
    if _is_subject(key):
        return None
    if _is_acronym(text, key):
        return Head(text, "organisation", ANY_FORM, guessed=True)
    return morphology.agent(key)


def _is_subject(key: str) -> bool:
    return key in SUBJECTS and key != "уп"


def is_acronym(token: Token) -> bool:
    """An unknown word of two to six capital letters that is no Roman number and no subject."""
    return token.kind == "word" and _is_acronym(token.text, token.key)


def _is_acronym(text: str, key: str) -> bool:
    return 2 <= len(text) <= 6 and text.isupper() and key not in SUBJECTS and not set(text) <= _ROMAN


def _spaced_contraction(tokens: Sequence[Token], place: int) -> Head | None:
    """«Рук – ли», «Кл.рук – ли»."""
    if place + 2 >= len(tokens) or tokens[place + 1].kind != "dash" or tokens[place + 2].kind != "word":
        return None
    ending = tokens[place + 2]
    if len(ending.key) > 4 or ending.capital or _is_subject(tokens[place].key):
        return None
    return morphology.contraction(f"{tokens[place].key}-{ending.key}")


def _head_end(tokens: Sequence[Token], place: int) -> int:
    end = place + 1
    if morphology.head(tokens[place].key) is None and _spaced_contraction(tokens, place):
        end = place + 3
    elif tokens[place].key == "р":
        end = place + 2
    elif tokens[place].key in _LONG_ACRONYMS and [t.key for t in tokens[end : end + 2]] == ["и", "зп"]:
        end += 2
    if end < len(tokens) and tokens[end].kind == "dot" and not tokens[end].gap:
        end += 1
    return end


def _apposition_end(tokens: Sequence[Token], end: int, main: Head) -> int:
    """Past «предметники» of «учителя – предметники», «учит. предм.»."""
    fitting = PAIRS.get(main.lemma)
    if not fitting or "-" in tokens[end - 1].text:
        return end
    place = end
    while place < len(tokens) and tokens[place].kind in ("dash", "line", "dot") and place < end + 3:
        place += 1
    marks = {token.kind for token in tokens[end:place]}
    if "line" in marks and "dash" not in marks:
        return end
    if place >= len(tokens) or tokens[place].kind != "word":
        return end
    word = tokens[place]
    found = morphology.head(word.key) or morphology.abbreviation(word.key)
    if found is None or found.lemma not in APPOSITIONS or found.lemma not in fitting:
        return end
    if not {number for number, _ in found.forms} & {number for number, _ in main.forms}:
        return end
    return place + 2 if dotted(tokens, place) else place + 1


def class_end(tokens: Sequence[Token], at: int) -> int:
    """Where «8 б класс», «3,6 классы» ends; ``at`` if no class is named there."""
    if at >= len(tokens) or not (tokens[at].kind == "num" or set(tokens[at].text) <= _ROMAN):
        return at
    for place in range(at + 1, min(len(tokens), at + 16)):
        token = tokens[place]
        if token.kind == "word" and token.key in CLASSES:
            return place + 1
        small = token.kind == "word" and (len(token.key) <= 2 or set(token.text) <= _ROMAN)
        if not small and token.kind not in ("num", "comma", "dash", "quote", "group"):
            return at
    return at
