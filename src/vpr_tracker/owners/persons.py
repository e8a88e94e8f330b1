"""Finds persons among the tokens of a cell, in every printed form, and makes one token of each.

Forms: «Иванова А. Б.», «ИвановаА.Б», «Иванова АБ», «А. Б. Иванова», «Иванова Анна Борисовна», «Анна Борисовна
Иванова», «Галимов Рустем Ильдар улы», «Иванова Анна», over line breaks too. A surname alone is decided by its
neighbours (``pieces.py``), not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from vpr_tracker.owners import morphology
from vpr_tracker.owners.names import (
    FATHERS,
    GIVEN_NAMES,
    NO_SURNAME_ENDINGS,
    PATRONYMICS,
    PLAIN_SURNAME_ENDINGS,
    SURNAME_ENDINGS,
)
from vpr_tracker.owners.tokens import Token, TokenKind
from vpr_tracker.owners.vocabulary import (
    CLASSES,
    DETERMINERS,
    DUTIES,
    EXECUTION,
    LEVEL_NOUNS,
    PREPOSITIONS,
    SUBJECTS,
)
from vpr_tracker.owners.wordlist import words

_LONG_INITIALS: Final = frozenset(("дж", "дз"))
_SHORTEST: Final = "ю"
"""The one surname of one letter that is met."""
_NAMED_AFTER: Final = frozenset(("им", "имени"))
_PLAIN_WORDS: Final = (
    words("и а или также уровень уровне уров совместно вместе согласованию др другие пр прочие")
    | PREPOSITIONS
    | CLASSES
    | DETERMINERS
    | EXECUTION
    | _NAMED_AFTER
)


def unglue(tokens: Iterable[Token]) -> Iterator[Token]:
    """«садминистрациями» as «с администрациями»: a preposition printed without its space."""
    for token in _acting(list(tokens)):
        rest = morphology.head(token.key[1:]) if token.kind == "word" and token.key[:1] == "с" else None
        if rest and "ins" in rest.cases and morphology.head(token.key) is None:
            cut = token.start + 1
            yield replace(token, text=token.text[:1], key="с", end=cut)
            yield replace(token, text=token.text[1:], key=token.key[1:], start=cut, gap=False)
        else:
            yield token


def _acting(tokens: Sequence[Token]) -> Iterator[Token]:
    """«И. о.» before a position as one word: «исполняющий обязанности», no initials."""
    at = 0
    while at < len(tokens):
        keys = [token.key for token in tokens[at : at + 5]]
        long = keys[:4] == ["и", ".", "о", "."]
        if (long or keys[:3] == ["и", ".", "о"]) and morphology.head("".join(keys[3 + long : 4 + long])):
            last = tokens[at + 2 + long]
            yield replace(tokens[at], text=tokens[at].text + ".о.", key="ио", end=last.end)
            at += 3 + long
        else:
            yield tokens[at]
            at += 1


def find_persons(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with every person folded into one; «им. А. М. Топорова» becomes a ``name``, no owner."""
    folded: list[Token] = []
    at = 0
    namesake = False
    while at < len(tokens):
        token = tokens[at]
        after_number = at > 0 and tokens[at - 1].kind == "num" and not (token.gap and len(token.key) > 1)
        end = at if after_number else _person_end(tokens, at)
        if end > at:
            kind: TokenKind = "name" if namesake else "person"
            folded.append(_joined(tokens[at:end], kind, text))
            at, namesake = end, False
            continue
        if token.kind == "word":
            namesake = namesake or token.key in _NAMED_AFTER
        elif token.kind != "dot":
            namesake = False
        folded.append(token)
        at += 1
    return folded


def _joined(tokens: Sequence[Token], kind: TokenKind, text: str) -> Token:
    first, last = tokens[0], tokens[-1]
    return replace(first, kind=kind, text=text[first.start : last.end], key="person", end=last.end, inner=tuple(tokens))


def _person_end(tokens: Sequence[Token], at: int) -> int:
    """Where the person that begins at ``at`` ends; ``at`` if none begins there."""
    if tokens[at].kind != "word":
        return at
    for form in (_initials_first, _surname_first, _full_name):
        end = form(tokens, at)
        if end > at:
            return end
    return at


def could_be_surname(token: Token) -> bool:
    """Whether the word itself may be a surname: no known word, and no ending that names things."""
    key = token.key
    return (
        token.kind == "word"
        and (len(key) >= 2 or key == _SHORTEST)
        and key not in _PLAIN_WORDS
        and key not in LEVEL_NOUNS
        and key not in SUBJECTS
        and not any(key.startswith(stem) for stem in DUTIES)
        and morphology.head(key) is None
        and not (morphology.acronym(key) and token.text[:2].isupper())
    )


def looks_like_surname(token: Token) -> bool:
    """Stronger: a capital and an ending that surnames have."""
    return (
        could_be_surname(token)
        and token.capital
        and not token.key.endswith(NO_SURNAME_ENDINGS)
        and token.key.endswith(SURNAME_ENDINGS)
    )


def stands_for_name(token: Token) -> bool:
    """Whether it is a surname where the place speaks for one: any unknown word in the nominative, «Дробот»."""
    if looks_like_surname(token):
        return True
    nominative = token.key[-1:] not in "аяыиуюеё"
    unknown = could_be_surname(token) and token.capital and not token.text[1:2].isupper()
    return unknown and nominative and not token.key.endswith(NO_SURNAME_ENDINGS)


def is_plain_surname(token: Token) -> bool:
    """Stronger still: a surname even where nothing beside it speaks for one."""
    return looks_like_surname(token) and len(token.key) > 3 and token.key.endswith(PLAIN_SURNAME_ENDINGS)


def is_patronymic(token: Token) -> bool:
    """«Сергеевна», «Ильичом»."""
    return token.kind == "word" and token.capital and len(token.key) > 4 and token.key.endswith(PATRONYMICS)


def is_given_name(token: Token) -> bool:
    """«Анна», «Анны», «Анне»: a known given name in some case."""
    key = token.key
    if token.kind != "word" or not token.capital:
        return False
    stems = (key, *(key[:-1] + end for end in ("а", "я", "й", "ь", "")), key[:-2] + "а", key[:-2] + "й", key[:-2])
    return any(stem in GIVEN_NAMES for stem in stems)


def _skip(tokens: Sequence[Token], at: int, *kinds: str) -> int:
    while at < len(tokens) and tokens[at].kind in kinds:
        at += 1
    return at


def _past_break(tokens: Sequence[Token], at: int) -> int:
    """Past one line break: names run over it, but not over an empty line."""
    if at + 1 < len(tokens) and tokens[at].kind == "line" and tokens[at + 1].kind == "word":
        return at + 1
    return at


def _initial_end(tokens: Sequence[Token], at: int, *, lower: bool) -> int:
    """Past one initial, with its dot if it has one: «А.», «А», «Б.-М.», «Дж.»."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return at
    token = tokens[at]
    dotted = at + 1 < len(tokens) and tokens[at + 1].kind == "dot"
    short = len(token.text) == 1 or (dotted and token.key in _LONG_INITIALS)
    if not short or not (token.capital or (lower and dotted)):
        return at
    end = _skip(tokens, at + 1, "dot")
    if dotted and end + 1 < len(tokens) and tokens[end].kind == "dash" and not tokens[end].gap:
        second = tokens[end + 1]
        if len(second.text) == 1 and second.capital and not second.gap:
            return _skip(tokens, end + 2, "dot")
    return end


def _initials_end(tokens: Sequence[Token], at: int, *, lower: bool = False) -> tuple[int, int]:
    """Past one or two initials, and how many they are."""
    first = _initial_end(tokens, at, lower=lower)
    if first == at:
        return at, 0
    following = first
    if following < len(tokens) and tokens[following].kind == "comma" and not tokens[following].gap:
        # «Иванова А,Б.»: a comma in the place of the dot.
        nearby = following + 1
        if nearby + 1 < len(tokens) and not tokens[nearby].gap and tokens[nearby + 1].kind == "dot":
            following = nearby
    following = _past_break(tokens, following)
    second = _initial_end(tokens, following, lower=lower)
    if second == following or _is_conjunction(tokens, following):
        return first, 1
    return second, 2


def _is_conjunction(tokens: Sequence[Token], at: int) -> bool:
    """«И» of a text in capitals, before another name."""
    return (
        tokens[at].key in ("и", "с", "в")
        and tokens[at].gap
        and at + 1 < len(tokens)
        and tokens[at + 1].kind == "word"
        and len(tokens[at + 1].key) > 1
    )


def _surname_end(tokens: Sequence[Token], at: int, *, lower: bool = False) -> int:
    """Past a surname, a double one included: «Мамонтова - Сибирцева», «Салчак Ооржак» only with a hyphen."""
    if at >= len(tokens) or not could_be_surname(tokens[at]) or not (tokens[at].capital or lower):
        return at
    end = at + 1
    if end + 1 < len(tokens) and tokens[end].kind == "dash":
        second = _past_break(tokens, end + 1)
        if second < len(tokens) and looks_like_surname(tokens[second]) and looks_like_surname(tokens[at]):
            return second + 1
    return end


def _surname_first(tokens: Sequence[Token], at: int) -> int:
    lower = not tokens[at].capital
    if lower and (len(tokens[at].key) < 3 or morphology.abbreviation(tokens[at].key)):
        return at
    surname = _surname_end(tokens, at, lower=lower)
    if surname == at or (len(tokens[at].text) == 2 and tokens[at].text.isupper()):
        return at
    begin = surname
    if begin + 1 < len(tokens) and tokens[begin].kind == "dot" and _dotted(tokens, begin + 1):
        begin += 1  # «Иванова.А.Б.»
    begin = _past_break(tokens, begin)
    end, count = _initials_end(tokens, begin, lower=lower)
    if lower and count < 2:
        return _bare_letters_end(tokens, at, begin)
    if count == 2 or (count == 1 and _ends_name(tokens, begin, end)):
        return at if _initials_of_next(tokens, at, begin, end) else end
    if begin < len(tokens) and _two_letters(tokens[begin]):
        return _skip(tokens, begin + 1, "dot")
    return at


def _initials_of_next(tokens: Sequence[Token], at: int, begin: int, end: int) -> bool:
    """«просвещения К. Л. Рябых»: the initials belong to the surname after them."""
    if tokens[at].capital:
        surname = looks_like_surname(tokens[at]) or "-" in tokens[at].key
    else:
        surname = tokens[at].key.endswith(PLAIN_SURNAME_ENDINGS)
    if surname and tokens[at].capital:
        return False
    if not surname and not tokens[at].capital and tokens[begin].capital:
        return True
    if end >= len(tokens) or not looks_like_surname(tokens[end]):
        return False
    return _initials_end(tokens, _past_break(tokens, end + 1))[1] == 0


def _bare_letters_end(tokens: Sequence[Token], at: int, begin: int) -> int:
    """«рябых а м»: no capital, no dot; only a surname's ending, two letters and nothing more."""
    letters = tokens[begin : begin + 2]
    following = tokens[begin + 2].kind if begin + 2 < len(tokens) else "line"
    plain = len(letters) == 2 and all(len(letter.text) == 1 and letter.kind == "word" for letter in letters)
    ends = following in ("comma", "semi", "line")
    return begin + 2 if plain and ends and tokens[at].key.endswith(PLAIN_SURNAME_ENDINGS) else at


def _dotted(tokens: Sequence[Token], at: int) -> bool:
    return (
        at + 1 < len(tokens)
        and tokens[at].kind == "word"
        and len(tokens[at].text) == 1
        and tokens[at + 1].kind == "dot"
    )


def _two_letters(token: Token) -> bool:
    """«АБ» of «Иванова АБ»."""
    return token.kind == "word" and len(token.text) == 2 and token.text.isupper() and token.key not in SUBJECTS


def _ends_name(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether one initial closes a name: a dot, or nothing that could go on."""
    if tokens[end - 1].kind == "dot":
        return True
    following = tokens[end] if end < len(tokens) else None
    return following is None or following.kind in ("comma", "semi", "line", "group", "colon", "dash")


def _initials_first(tokens: Sequence[Token], at: int) -> int:
    lower = not tokens[at].capital
    end, count = _initials_end(tokens, at, lower=lower)
    if count == 0 or (lower and count < 2):
        return at
    if count == 1 and tokens[end - 1].kind != "dot":
        return at
    surname_at = _past_break(tokens, end)
    surname = _surname_end(tokens, surname_at, lower=lower)
    if surname == surname_at or len(tokens[surname_at].key) < 2:
        return at
    if count == 1 and not looks_like_surname(tokens[surname_at]):
        return at
    return surname


def _run(tokens: Sequence[Token], at: int, limit: int) -> list[int]:
    """Places of the capitalised unknown words from ``at`` on, over single line breaks."""
    places: list[int] = []
    while len(places) < limit:
        at = _past_break(tokens, at) if places else at
        if at >= len(tokens) or not tokens[at].capital or len(tokens[at].key) < 2:
            break
        if not could_be_surname(tokens[at]):
            break
        places.append(at)
        at += 1
    return places


def _full_name(tokens: Sequence[Token], at: int) -> int:
    if not tokens[at].capital:
        return at
    run = _run(tokens, at, 6)
    fathers = _fathers_end(tokens, run)
    if fathers:
        return fathers
    words = [tokens[place] for place in run]
    patronymics = [is_patronymic(word) for word in words] + [False] * 6
    if len(run) >= 3 and patronymics[2] and not (patronymics[1] and not is_given_name(words[1])):
        return run[2] + 1
    if len(run) >= 2 and patronymics[1]:
        takes_next = len(run) >= 3 and not (patronymics[4] and not _begins_full(words, 3))
        return run[2] + 1 if takes_next and _followed_freely(tokens, run[2]) else run[1] + 1
    return _two_parts(tokens, run)


def _begins_full(words: Sequence[Token], at: int) -> bool:
    """Whether «given name, patronymic» begins there, so that the word before is the last one's surname."""
    return len(words) > at + 1 and is_given_name(words[at]) and not is_given_name(words[at - 1]) and len(words) > 5


def _followed_freely(tokens: Sequence[Token], at: int) -> bool:
    """The word is no surname of the next person: no initials after it."""
    return _initials_end(tokens, _past_break(tokens, at + 1))[1] == 0


def _fathers_end(tokens: Sequence[Token], run: Sequence[int]) -> int:
    """«Галимуллин Рустем Ильдар улы»; 0 if it is not so."""
    for count in (3, 2):
        if len(run) < count:
            continue
        after = _past_break(tokens, run[count - 1] + 1)
        if after < len(tokens) and tokens[after].key in FATHERS:
            return after + 1
        if tokens[run[count - 1]].key.rpartition("-")[2] in FATHERS and count == 3:
            return run[count - 1] + 1
    return 0


def _two_parts(tokens: Sequence[Token], run: Sequence[int]) -> int:
    """«Иванова Анна», «Анна Иванова»: with a known given name and a surname's ending."""
    if len(run) < 2:
        return run[0] if run else 0
    first, second = tokens[run[0]], tokens[run[1]]
    if is_given_name(second) and looks_like_surname(first) and not is_given_name(first):
        return run[1] + 1
    if is_given_name(first) and looks_like_surname(second):
        return run[1] + 1
    return run[0]
