"""Names with initials: «Иванова А. Б.», «ИвановаА.Б», «Иванова АБ», «А. Б. Иванова», «иванова а. б.».

Every function takes the tokens and a place, and gives the place after what it found, or the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vpr_tracker.owners import morphology
from vpr_tracker.owners.names import PLAIN_SURNAME_ENDINGS
from vpr_tracker.owners.surnames import could_be_surname, looks_like_surname
from vpr_tracker.owners.tokens import Token
from vpr_tracker.owners.vocabulary import SUBJECTS

_LONG_INITIALS: Final = frozenset(("дж", "дз"))


def skip(tokens: Sequence[Token], at: int, *kinds: str) -> int:
    """Past all tokens of the kinds."""
    while at < len(tokens) and tokens[at].kind in kinds:
        at += 1
    return at


def past_break(tokens: Sequence[Token], at: int) -> int:
    """Past one line break: names run over it, but not over an empty line."""
    if at + 1 < len(tokens) and tokens[at].kind == "line" and tokens[at + 1].kind == "word":
        return at + 1
    return at


def could_be_initial(token: Token) -> bool:
    """Whether the word is as short as an initial: «А», «Дж»."""
    return len(token.text) == 1 or token.key in _LONG_INITIALS


def _initial_end(tokens: Sequence[Token], at: int, *, lower: bool) -> int:
    """Past one initial, with its dot if it has one: «А.», «А», «Б.-М.», «Дж.»."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return at
    token = tokens[at]
    if not could_be_initial(token):
        return at
    dotted = at + 1 < len(tokens) and tokens[at + 1].kind == "dot"
    short = dotted or len(token.text) == 1
    if not short or not (token.capital or (lower and dotted)):
        return at
    end = skip(tokens, at + 1, "dot")
    if dotted and end + 1 < len(tokens) and tokens[end].kind == "dash" and not tokens[end].gap:
        second = tokens[end + 1]
        if len(second.text) == 1 and second.capital and not second.gap:
            return skip(tokens, end + 2, "dot")
    return end


def initials_end(tokens: Sequence[Token], at: int, *, lower: bool = False) -> tuple[int, int]:
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
    following = past_break(tokens, following)
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
    """Past a surname, a double one included: «Сомова - Рябых»."""
    if at >= len(tokens) or not could_be_surname(tokens[at]) or not (tokens[at].capital or lower):
        return at
    end = at + 1
    if end + 1 < len(tokens) and tokens[end].kind == "dash":
        second = past_break(tokens, end + 1)
        if second < len(tokens) and looks_like_surname(tokens[second]) and looks_like_surname(tokens[at]):
            return second + 1
    return end


def surname_first(tokens: Sequence[Token], at: int) -> int:
    """«Иванова А. Б.» and its kin."""
    lower = not tokens[at].capital
    if lower and (len(tokens[at].key) < 3 or morphology.abbreviation(tokens[at].key)):
        return at
    surname = _surname_end(tokens, at, lower=lower)
    if surname == at or (len(tokens[at].text) == 2 and tokens[at].text.isupper()):
        return at
    begin = surname
    if begin + 1 < len(tokens) and tokens[begin].kind == "dot" and _dotted(tokens, begin + 1):
        begin += 1  # «Иванова.А.Б.»
    begin = past_break(tokens, begin)
    end, count = initials_end(tokens, begin, lower=lower)
    if lower and count < 2:
        return _bare_letters_end(tokens, at, begin)
    if count == 2 or (count == 1 and _ends_name(tokens, begin, end)):
        return at if _initials_of_next(tokens, at, begin, end) else end
    if begin < len(tokens) and _two_letters(tokens[begin]):
        return skip(tokens, begin + 1, "dot")
    return at


def _initials_of_next(tokens: Sequence[Token], at: int, begin: int, end: int) -> bool:
    """«просвещения К. Л. Рябых»: the initials belong to the surname after them."""
    token = tokens[at]
    if token.capital:
        if looks_like_surname(token) or "-" in token.key:
            return False
    elif not token.key.endswith(PLAIN_SURNAME_ENDINGS) and tokens[begin].capital:
        return True
    if end >= len(tokens) or not looks_like_surname(tokens[end]):
        return False
    return initials_end(tokens, past_break(tokens, end + 1))[1] == 0


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


def initials_first(tokens: Sequence[Token], at: int) -> int:
    """«А. Б. Иванова»."""
    lower = not tokens[at].capital
    end, count = initials_end(tokens, at, lower=lower)
    if count == 0 or (lower and count < 2):
        return at
    if count == 1 and tokens[end - 1].kind != "dot":
        return at
    surname_at = past_break(tokens, end)
    surname = _surname_end(tokens, surname_at, lower=lower)
    if surname == surname_at or len(tokens[surname_at].key) < 2:
        return at
    if count == 1 and not looks_like_surname(tokens[surname_at]):
        return at
    return surname
