"""Names without initials: «Иванова Анна Борисовна», «Анна Борисовна Иванова», «Галимов Рустем Ильдар улы»."""

from __future__ import annotations

from collections.abc import Sequence

from vpr_tracker.owners.initials import initials_end, past_break
from vpr_tracker.owners.names import FATHERS
from vpr_tracker.owners.surnames import could_be_surname, is_given_name, is_patronymic, looks_like_surname
from vpr_tracker.owners.tokens import Token


def _run(tokens: Sequence[Token], at: int, limit: int) -> list[int]:
    """Places of the capitalised unknown words from ``at`` on, over single line breaks."""
    places: list[int] = []
    while len(places) < limit:
        at = past_break(tokens, at) if places else at
        if at >= len(tokens) or not tokens[at].capital or len(tokens[at].key) < 2:
            break
        if not could_be_surname(tokens[at]):
            break
        places.append(at)
        at += 1
    return places


def full_name(tokens: Sequence[Token], at: int) -> int:
    """Where a full name that begins at ``at`` ends; ``at`` if none does."""
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
    return initials_end(tokens, past_break(tokens, at + 1))[1] == 0


def _fathers_end(tokens: Sequence[Token], run: Sequence[int]) -> int:
    """«Галимов Рустем Ильдар улы»; 0 if it is not so."""
    for count in (3, 2):
        if len(run) < count:
            continue
        after = past_break(tokens, run[count - 1] + 1)
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
