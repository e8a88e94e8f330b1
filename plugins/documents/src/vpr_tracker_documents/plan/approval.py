"""The approving act: which body, what kind of act, its date and number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.plan.months import GENITIVE
from vpr_tracker_documents.plan.people import NAME
from vpr_tracker_documents.plan.stamps import LONGEST
from vpr_tracker_documents.plan.text import fold
from vpr_tracker_documents.plan.titles import TITLE

_ACTS: Final = ("приказ", "распоряжение", "постановление", "решение", "протокол")
_ACT: Final = re.compile(
    r"\b(приказ|распоряжени|постановлени|решени|протокол)\w*|\b(пр|расп|пост|реш|прот)\.(?=\s*(?:№|от\b))",
    re.IGNORECASE,
)
_SHORT: Final = {"пр": "приказ", "прот": "протокол", "расп": "распоряжение", "пост": "постановление", "реш": "решение"}
_MONTH_DATE: Final = rf"[«\"“]?\s?(\d{{1,2}})\s?[»\"”]?\s*({'|'.join(GENITIVE)})\s*(20\d\d)"
_DATE: Final = re.compile(rf"(?:(\d{{1,2}})[./](\d{{1,2}})[./](20\d\d|\d\d)(?!\d)|{_MONTH_DATE})", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:№|\bN)\s*([\w/–—-]{0,20}\d[\w/–—-]{0,20})", re.IGNORECASE)
_DATE_NUMBER: Final = re.compile(
    rf"(?:\bот\s*)?{_DATE.pattern}\s*(?:г(?:ода|\.)?)?,?\s*{_NUMBER.pattern}", re.IGNORECASE
)
_NUMBER_DATE: Final = re.compile(rf"{_NUMBER.pattern}\s*от\s*{_DATE.pattern}", re.IGNORECASE)
_ACT_NUMBER: Final = re.compile(rf"\s*{_NUMBER.pattern}", re.IGNORECASE)
_OF_SCHOOL: Final = re.compile(
    r"(?:\w*школ\w*|\w?ош|гимнази\w*|лице\w*|сад\w*|\w*доу|дс|м[бка]?оу|гб?оу|центр\w*|корпус\w*|интернат\w*|колледж\w*"
    r"|техникум\w*|организаци\w*|учреждени\w*|филиал\w*)[»\"”]?\s*$",
    re.IGNORECASE,
)
"""What stands before the number of a school: it is no act's."""
_APPROVED: Final = re.compile(r"\s*[«\"]?утвержд\w*[»\":.,]*\s*", re.IGNORECASE)
_ANNEX: Final = re.compile(r"\s*приложение\b", re.IGNORECASE)
_OTHER: Final = re.compile(r"\s*(?:согласован|принят|рассмотрен|одобрен)", re.IGNORECASE)
LONGEST_BODY: Final = 300
"""Characters: no body that approves has a longer name."""
_HEADS: Final = {
    "комитета": "комитет", "комитетом": "комитет", "управления": "управление", "управлением": "управление",
    "отдела": "отдел", "отделом": "отдел", "департамента": "департамент", "департаментом": "департамент",
    "министерства": "министерство", "министерством": "министерство", "администрации": "администрация",
    "администрацией": "администрация", "директора": "директор", "директором": "директор", "школы": "школа",
    "центра": "центр", "главы": "глава", "начальника": "начальник", "заведующего": "заведующий",
    "заведующей": "заведующая", "правительства": "правительство", "гимназии": "гимназия", "педсовета": "педсовет",
    "педсовете": "педсовет", "лицея": "лицей", "учреждения": "учреждение", "председателя": "председатель",
}  # fmt: skip
_COUNCIL: Final = re.compile(
    r"(?P<lead>(?:[\w-]+(?:ого|его|ом|ем|ой|ей) ){0,2})"
    r"(?P<head>совет[аеу]|собрани[яие]|объединени[яие]|комисси[ией]|групп[ыеой]{1,2})(?![а-яё])",
    re.IGNORECASE,
)
_SITTING: Final = re.compile(r"(?:(?:на |в )?(?:заседани\w+|совещани\w+)|на|решением|протоколом)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The approving act as far as it is printed, and the lines it was read from."""

    body: str | None = None
    act: str | None = None
    date: dt.date | None = None
    number: str | None = None
    lines: frozenset[int] = frozenset()


def find_approval(groups: Sequence[Sequence[tuple[int, str]]]) -> Approval:
    """The approving act among groups of lines (a run of paragraphs, a cell, a column), each line with its index."""
    best = Approval()
    for pattern in (_APPROVED, _ANNEX):
        for group in groups:
            found = _in_group(group, pattern)
            if found and _weight(found) > _weight(best):
                best = found
        if best.date or best.number:
            return best
    return best


def _weight(approval: Approval) -> int:
    return (
        2 * (approval.date is not None) + 2 * (approval.number is not None) + bool(approval.act) + bool(approval.body)
    )


def _in_group(group: Sequence[tuple[int, str]], pattern: re.Pattern[str]) -> Approval | None:
    start = next((place for place, (_index, text) in enumerate(group) if pattern.match(text)), None)
    if start is None:
        return None
    taken: list[tuple[int, str]] = []
    for index, text in group[start : start + LONGEST]:
        if taken and (TITLE.match(text) and not _ACT.match(text)):
            break
        if taken and _OTHER.match(text):
            break
        taken.append((index, text))
        joined = " ".join(line for _i, line in taken)
        if _NUMBER.search(text) and _DATE.search(joined) and _ACT.search(joined):
            break
    return _approval([(index, text) for index, text in taken if text])


def _approval(taken: list[tuple[int, str]]) -> Approval:
    text = fold(" ".join(line for _index, line in taken))
    together = next(_together(text), None)
    acts = list(_ACT.finditer(text))
    before = [match for match in acts if together is not None and match.end() <= together.start()]
    act = before[-1] if before else next(iter(acts), None)
    date = _DATE.search(together.group() if together else text[act.end() :] if act else text) or _DATE.search(text)
    return Approval(
        body=_body(taken, _between(text, acts, act, together)),
        act=_act_name(act) if act else None,
        date=_date(date) if date else None,
        number=_number(text, act, together),
        lines=frozenset(index for index, _line in taken),
    )


def _together(text: str) -> Iterator[re.Match[str]]:
    """Date and number side by side, the date first rather than last; a number of a school is passed over."""
    for pattern in (_DATE_NUMBER, _NUMBER_DATE):
        for match in pattern.finditer(text):
            if pattern is _DATE_NUMBER or not _OF_SCHOOL.search(text[: match.start()]):
                yield match


def _number(text: str, act: re.Match[str] | None, together: re.Match[str] | None) -> str | None:
    if together:
        found = _NUMBER.search(together.group())
        return found.group(1) if found else None
    if act is None:
        return None
    close = _ACT_NUMBER.match(text, act.end())
    if close:
        return close.group(1)
    for match in _NUMBER.finditer(text, act.end()):
        if not _OF_SCHOOL.search(text[: match.start()]):
            return match.group(1)
    return None


def _act_name(act: re.Match[str]) -> str:
    if act.group(2):
        return _SHORT[act.group(2).lower()]
    return next(name for name in _ACTS if name[:5] == act.group(1).lower()[:5])


def _between(text: str, acts: list[re.Match[str]], act: re.Match[str] | None, together: re.Match[str] | None) -> str:
    """The words between the act and its date and number, or between two acts («решением совета, протокол № 1»)."""
    if act is None:
        return ""
    tail = text[act.end() : together.start()] if together and together.start() >= act.end() else text[act.end() :]
    words = tail if together else re.split(r"\bот\b|№|\bN\b|«?\d{1,2}[»./]|_{2,}", tail, maxsplit=1)[0]
    if words.strip(" ,.:_") or act is acts[0]:
        return words
    return text[acts[0].end() : act.start()]


def _body(taken: list[tuple[int, str]], between: str) -> str | None:
    """The words between the act and its date or number; else the line under «УТВЕРЖДАЮ»."""
    words = fold(between).strip(" ,.:(_")
    if words and len(words) <= LONGEST_BODY:
        return _nominative(words)
    first = _APPROVED.sub("", taken[0][1], count=1) if _APPROVED.match(taken[0][1]) else ""
    for line in (first, *(text for _index, text in taken[1:])):
        office = fold(re.split(r"_{2,}|\s/|/\s|\d{1,2}[./]\d|[«\"“]\s?\d{1,2}\s?[»\"”]", line)[0])
        office = NAME.sub("", office).strip(' ,."«/:(') if not office.isupper() else office
        act = _ACT.search(office)
        office = office[: act.start()].strip(" ,.:(") if act else office
        if 3 < len(office) <= LONGEST_BODY and not _DATE.search(office) and any(map(str.isalpha, office)):
            return _nominative(office)
    return None


def _nominative(words: str) -> str:
    """The body in its basic form where its head is known («комитета по образованию»), else as printed."""
    sitting = _SITTING.match(words)
    words = words[sitting.end() :] if sitting else words
    council = _COUNCIL.match(words)
    if council:
        return _council(council) + words[council.end() :]
    first, _space, rest = words.partition(" ")
    head = _HEADS.get(first.lower())
    if head:
        return f"{head if first.islower() else head.capitalize()} {rest}".strip()
    return words


def _council(match: re.Match[str]) -> str:
    """«педагогического совета», «общем собрании» in the basic form."""
    head = match.group("head").lower()
    kind = next(index for index, stem in enumerate(("сов", "собр", "объ", "ком", "гр")) if head.startswith(stem))
    basic, gender = (("совет", 0), ("собрание", 1), ("объединение", 1), ("комиссия", 2), ("группа", 2))[kind]
    words = [_adjective(word, gender) for word in match.group("lead").split()]
    return " ".join([*words, basic])


def _adjective(word: str, gender: int) -> str:
    stem = re.sub(r"(?:ого|его|ом|ем|ой|ей)$", "", word)
    soft = stem[-1:].lower() in "гкхжшщчц" and gender == 0
    hushing = stem[-1:].lower() in "жшщчц"
    return stem + ("ий" if soft else "ый", "ее" if hushing else "ое", "ая")[gender]


def _date(match: re.Match[str]) -> dt.date | None:
    day, month, year, word_day, word_month, word_year = match.groups()[:6]
    try:
        if day:
            return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        return dt.date(int(word_year), GENITIVE.index(word_month.lower()) + 1, int(word_day))
    except ValueError:
        return None
