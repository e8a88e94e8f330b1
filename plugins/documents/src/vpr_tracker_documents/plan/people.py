"""Who prepared the plan, and the telephone: at the foot of the document, in a signature table, in the last row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.plan.text import fold

_SURNAME: Final = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
NAME: Final = re.compile(
    rf"(?:{_SURNAME} [А-ЯЁ]\. ?[А-ЯЁ]\.?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{_SURNAME}|{_SURNAME}(?: [А-ЯЁ][а-яё]+){{1,2}})"
)
_PHONE: Final = re.compile(r"(?:\+7|\b8|\([\d-]{3,7}\)|\b\d{1,3})[\d\s()\-–]{4,18}\d")
_TEL: Final = r"(?:(?:конт\w*\.? )?т(?:ел(?:ефон|\.)?|\.)? ?:? ?)"
_CALLED: Final = re.compile(rf"(?<!\w){_TEL}(?P<phone>[+(]?\d[\d\s()\-–]{{2,20}}\d)", re.IGNORECASE)
"""A telephone that says so may be short: «т. 21122»."""
_EXECUTOR: Final = re.compile(
    r"\s*(?:исполнитель|исп\.|исполнил[аи]?|подготовил[аи]?|составил[аи]?|составитель|контактное лицо)\s*[:\-–—]?\s*",
    re.IGNORECASE,
)
_FULL_NAME: Final = (
    rf"(?P<name>{_SURNAME} [А-ЯЁ]\. ?[А-ЯЁ]\.?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{_SURNAME}|{_SURNAME} [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+)"
)
_CLOSING: Final = re.compile(
    rf"{_FULL_NAME}[ ,;/]+(?P<post>[^\d(+]{{0,80}}?)[ ,;/]*(?P<phone>[+(]?\d[\d\s()\-–]{{3,20}}\d)"
    r"(?P<rest>[ ,;].{0,60})?"
)
"""A name, perhaps a post, and a telephone, and nothing else: how letters end where nothing says «Исполнитель»."""
_LAST_LINES: Final = 8
"""Lines from the end among which a name over a telephone is the executor's; above may be lists of contacts."""


@dataclass(frozen=True, slots=True)
class Executor:
    """Who prepared the plan."""

    name: str | None = None
    phone: str | None = None
    lines: frozenset[int] = frozenset()


def is_executor(text: str) -> bool:
    """Whether a line begins by naming who prepared the plan."""
    lead = _EXECUTOR.match(text)
    return lead is not None and (_named(text[lead.end() :]) is not None or _phone(text[lead.end() :]) is not None)


def closes_plan(text: str) -> bool:
    """Whether a line at the end of a table names who prepared the plan: it says so, or is a name with a telephone."""
    return is_executor(text) or _closes([(0, text)]) is not None


def find_executor(lines: Sequence[tuple[int, str]]) -> Executor:
    """Name and telephone after «Исполнитель:», else a name with a telephone among the last lines."""
    filled = [(index, fold(text)) for index, text in lines if fold(text)]
    for place, (_index, text) in enumerate(filled):
        lead = _EXECUTOR.match(text)
        found = _led(filled[place : place + 5], text[lead.end() :]) if lead else None
        if found:
            return found
    return _closing(filled[-_LAST_LINES:])


def _led(taken: list[tuple[int, str]], first: str) -> Executor | None:
    joined = fold(" ".join([first, *(line for _i, line in taken[1:])]))
    phone = _phone(joined)
    name = _named(joined[: phone.start("phone")] if phone else joined)
    if not name and not phone:
        return None
    used = [found.group() for found in (name, phone) if found]
    lines = {index for index, line in taken if any(words in line or line in words for words in used)}
    return Executor(
        name.group().strip(" ,") if name else None,
        fold(phone.group("phone")) if phone else None,
        frozenset(lines | {taken[0][0]}),
    )


def _named(text: str) -> re.Match[str] | None:
    return NAME.search(text)


def _phone(text: str) -> re.Match[str] | None:
    called = _CALLED.search(text)
    return called or re.search(rf"(?P<phone>{_PHONE.pattern})", text)


def _closing(lines: list[tuple[int, str]]) -> Executor:
    """The only name with a telephone, on one line or on up to three; where there are several, they are contacts."""
    found: list[Executor] = []
    place = 0
    while place < len(lines):
        taken = next((lines[place : place + count] for count in (1, 2, 3) if _closes(lines[place : place + count])), [])
        match = _closes(taken)
        if match:
            phone, used = fold(match.group("phone")), frozenset(index for index, _line in taken)
            found.append(Executor(match.group("name").strip(" ,"), phone, used))
        place += len(taken) or 1
    return found[0] if len(found) == 1 else Executor()


def _closes(taken: list[tuple[int, str]]) -> re.Match[str] | None:
    match = _CLOSING.fullmatch(" ".join(line for _index, line in taken))
    return match if match and _is_post(match.group("post")) and _is_rest(match.group("rest")) else None


def _is_post(text: str) -> bool:
    """Nothing, «тел.», or a post; another name or a sentence is none."""
    return not re.search(r"№|[.!?] +[А-ЯЁ]|_{2,}", text) and not NAME.search(text)


def _is_rest(text: str | None) -> bool:
    """Nothing, or an address of electronic mail."""
    return text is None or "@" in text or not re.search(r"\w{3,}", text)
