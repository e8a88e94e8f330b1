"""Titles that a plan prints in capitals, as they stand within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[А-ЯЁа-яёA-Za-z]+(?:-[А-ЯЁа-яёA-Za-z]+)*")


def in_sentence_case(title: str, texts: Iterable[str]) -> str:
    """«ПЛАН МЕРОПРИЯТИЙ НА ОСНОВЕ ВПР» → «План мероприятий на основе ВПР».

    A title (or a part of it) in capitals is put in small letters but for words that ``texts``, the rest of the
    document, write in capitals too, or never without one (names).
    """
    words = _WORD.findall(title)
    shouted = [word for word in words if len(word) > 1 and word.isupper()]
    if not shouted or (len(shouted) == 1 and len(words) > 1):
        return title
    spelt: dict[str, set[str]] = {}
    for text in texts:
        if text.upper() == text:
            continue
        for match in _WORD.finditer(text):
            begins = (
                not text[: match.start()].rstrip(' «"(-–—').strip() or text[: match.start()].rstrip()[-1:] in ".:;\n"
            )
            if not (begins and match[0].istitle()):
                spelt.setdefault(match[0].casefold(), set()).add(match[0])
    first = True

    def put(match: re.Match[str]) -> str:
        nonlocal first
        word, was_first = match[0], first
        first = False
        if not word.isupper() or (len(word) == 1 and not was_first and word not in "АВИКОСУЯ"):
            return word
        seen = spelt.get(word.casefold(), set())
        if seen and all(each[0].isupper() for each in seen):
            return max(seen)
        if not seen and not re.search("[АЕЁИОУЫЭЮЯAEIOUY]", word) and len(word) > 1:
            return word
        return word.capitalize() if was_first else word.lower()

    return _WORD.sub(put, title)
