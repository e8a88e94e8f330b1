"""What stands round the plan's tables: the approving act, the title, who prepared it and the telephone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from vpr_tracker_documents.plan.months import GENITIVE, heading_month
from vpr_tracker_documents.plan.sections import looks_titled
from vpr_tracker_documents.plan.text import fold

_ACTS: Final = ("приказ", "распоряжение", "постановление", "решение", "протокол")
_ACT: Final = re.compile(r"\b(приказ|распоряжени|постановлени|решени|протокол)\w*", re.IGNORECASE)
_MONTH_DATE: Final = rf"[«\"“]?\s?(\d{{1,2}})\s?[»\"”]?\s*({'|'.join(GENITIVE)})\s*(20\d\d)"
_DATE: Final = re.compile(rf"(?:(\d{{1,2}})[./](\d{{1,2}})[./](20\d\d|\d\d)(?!\d)|{_MONTH_DATE})", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:№|\bN)\s*([\w/–—-]{0,20}\d[\w/–—-]{0,20})", re.IGNORECASE)
_TOGETHER: Final = re.compile(
    rf"(?:\bот\s*)?{_DATE.pattern}\s*(?:г(?:ода|\.)?)?,?\s*{_NUMBER.pattern}|{_NUMBER.pattern}\s*от\s*{_DATE.pattern}",
    re.IGNORECASE,
)
"""Date and number side by side; a number elsewhere may be a school's."""
_APPROVED: Final = re.compile(r"\s*[«\"]?утвержд", re.IGNORECASE)
_ANNEX: Final = re.compile(r"\s*приложение\b", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"(?:[\w-]+(?:ый|ий|ая|ой|ое)(?: \([\w ]+\))?,? (?:и )?){0,3}[«\"]?"
    r"(?:план|дорожн\w+ карт|программ|комплекс мер|график|циклограмм"
    r"|перечень мер|мероприятия|план-график|система мер)", re.IGNORECASE,
)  # fmt: skip
_NOT_TITLE: Final = re.compile(
    r"(?:цел[ьи]|задачи|основани|директор|начальник|заведующ|исполнител|ответственн|срок|раздел|примечан|№|"
    r"утвержд|согласован|принят|рассмотрен|приложени|к приказ|в соответстви|в целях|настоящ|от \d|председател"
    r"|пояснительн|введени|содержани|аннотаци|структур|данн|паспорт)",
    re.IGNORECASE,
)  # fmt: skip
_YEAR: Final = re.compile(r"20\d\d")
_PHONE: Final = re.compile(r"(?:\+7|\b8|\(\d{3,5}\)|\b\d{1,3})[\d\s()\-–]{4,18}\d")
_SCHOOL: Final = re.compile(
    r"\bшкол[аы]\b|\bсош\b|\bоош\b|гимнази|лице[йя]|м[бка]оу|гбоу|внутришкольн|детск\w+ сад|\bдоу\b"
    r"|директор\b(?! центра)",
    re.IGNORECASE,
)
_AUTHORITY: Final = re.compile(
    r"комитет|управлени|отдел|департамент|министерств|администраци|муниципалитет|район|округ|методическ\w+ центр",
    re.IGNORECASE,
)
_EXECUTOR: Final = re.compile(
    r"\s*(?:исполнитель|исп\.|исполнил[аи]?|подготовил[аи]?|составил[аи]?|составитель|контактное лицо)\s*[:\-–—]?\s*",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ]\. ?[А-ЯЁ]\.?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?: [А-ЯЁ][а-яё]+){1,2})"
)
LONGEST_BODY: Final = 300
"""Characters: no body that approves has a longer name."""
_HEADS: Final = {
    "комитета": "комитет", "комитетом": "комитет", "управления": "управление", "управлением": "управление",
    "отдела": "отдел", "отделом": "отдел", "департамента": "департамент", "департаментом": "департамент",
    "министерства": "министерство", "министерством": "министерство", "администрации": "администрация",
    "администрацией": "администрация", "директора": "директор", "директором": "директор", "школы": "школа",
    "центра": "центр", "главы": "глава", "начальника": "начальник", "заведующего": "заведующий",
    "заведующей": "заведующая", "правительства": "правительство", "совета": "совет", "гимназии": "гимназия",
    "лицея": "лицей", "учреждения": "учреждение", "председателя": "председатель",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The approving act as far as it is printed, and the lines it was read from."""

    body: str | None = None
    act: str | None = None
    date: dt.date | None = None
    number: str | None = None
    lines: frozenset[int] = frozenset()


def find_approval(groups: Sequence[Sequence[tuple[int, str]]]) -> Approval:
    """The approving act among groups of lines (a run of paragraphs, or a cell), each line with its index."""
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
    for index, text in group[start : start + 9]:
        if taken and (_TITLE.match(text) and not _ACT.match(text)):
            break
        if taken and re.match(r"согласован|принят|рассмотрен", text, re.IGNORECASE):
            break
        taken.append((index, text))
        if _NUMBER.search(text) and _DATE.search(" ".join(line for _i, line in taken)) and _has_act(taken):
            break
    return _approval([(index, text) for index, text in taken if text])


def _has_act(taken: list[tuple[int, str]]) -> bool:
    return any(_ACT.search(line) for _i, line in taken)


def _approval(taken: list[tuple[int, str]]) -> Approval:
    text = fold(" ".join(line for _index, line in taken))
    act = _ACT.search(text)
    tail = text[act.end() :] if act else text
    together = _TOGETHER.search(tail)
    date = _DATE.search(together.group() if together else tail) or _DATE.search(text)
    number = _NUMBER.search(together.group() if together else tail)
    return Approval(
        body=_body(taken, _words_of_body(tail, together) if act else ""),
        act=next(name for name in _ACTS if name[:5] == act.group(1).lower()[:5]) if act else None,
        date=_date(date) if date else None,
        number=number.group(1) if number else None,
        lines=frozenset(index for index, _line in taken),
    )


def _words_of_body(tail: str, together: re.Match[str] | None) -> str:
    """The words between the act and its date and number."""
    if together:
        return tail[: together.start()]
    return re.split(r"\bот\b|№|\bN\b|«?\d{1,2}[»./]|_{2,}", tail, maxsplit=1)[0]


def _body(taken: list[tuple[int, str]], between: str) -> str | None:
    """The words between the act and its date or number; else the line under «УТВЕРЖДАЮ»."""
    words = fold(between).strip(" ,._")
    if words and len(words) <= LONGEST_BODY:
        return _nominative(words)
    for _index, line in taken[1:]:
        office = fold(re.split(r"_{2,}|\d{1,2}[./]\d", line)[0])
        office = _NAME.sub("", office).strip(' ,."«/') if not office.isupper() else office
        if 3 < len(office) <= LONGEST_BODY and not _ACT.match(office) and not _DATE.search(line):
            return office
    return None


def _nominative(words: str) -> str:
    """The body in its basic form where its first word is known («комитета по образованию»), else as printed."""
    first, _space, rest = words.partition(" ")
    head = _HEADS.get(first.lower())
    if head:
        return f"{head if first.islower() else head.capitalize()} {rest}".strip()
    return words


def _date(match: re.Match[str]) -> dt.date | None:
    day, month, year, word_day, word_month, word_year = match.groups()
    try:
        if day:
            return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        return dt.date(int(word_year), GENITIVE.index(word_month.lower()) + 1, int(word_day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Title:
    """The plan's title on one line, and the lines it was read from."""

    text: str
    lines: frozenset[int]


def find_title(
    lines: Sequence[tuple[int, str]], taken: frozenset[int], levels: Mapping[int, int] | None = None
) -> Title | None:
    """The last «План …», «Дорожная карта …» before the table and the lines that go on with it.

    :param levels: the outline levels of lines that are headings: one of another level ends the title.
    """
    free = [(index, fold(text)) for index, text in lines if index not in taken]
    starts = [place for place, (_index, text) in enumerate(free) if _begins_title(text)]
    if not starts:
        return None
    start = starts[-1]
    while start > 0 and start - 1 in starts and free[start - 1][0] == free[start][0] - 1:
        start -= 1
    found = [free[start]]
    for place in range(start + 1, min(len(free), start + 10)):
        index, text = free[place]
        if not text:
            if _goes_on(found, free, place + 1):
                continue
            break
        complete = _YEAR.search(found[-1][1]) is not None and not re.match(r"[а-яё(\d]", text)
        if (
            complete
            or not _is_title_line(text)
            or (levels or {}).get(index, 0) not in (0, (levels or {}).get(free[start][0], 0))
        ):
            break
        found.append((index, text))
    return Title(" ".join(text for _index, text in found), frozenset(index for index, _text in found))


def _begins_title(text: str) -> bool:
    sentence = text.endswith((".", ";")) and len(text) > 60
    return len(text) < 400 and _TITLE.match(text) is not None and not _NOT_TITLE.match(text) and not sentence


def _goes_on(found: list[tuple[int, str]], free: list[tuple[int, str]], place: int) -> bool:
    if place >= len(free) or not free[place][1]:
        return False
    text = free[place][1]
    return (
        (len(found) == 1 and len(found[0][1].split()) <= 2)
        or text[0].islower()
        or re.match(r"(?:на )?20\d\d", text) is not None
    )


def _is_title_line(text: str) -> bool:
    if heading_month(text) or re.match(r"\d{1,2}[.)] ?\D", text):
        return False
    if re.match(r"(?:на )?(?:период )?(?:с )?(?:20\d\d|\d\d\.\d\d|[«\"(])", text):
        return len(text) < 120
    if len(text) > 250 or _NOT_TITLE.match(text) or text.endswith((".", ":", ";")):
        return False
    return not (looks_titled(text) and not (text.isupper() and not re.match(r"[IVX]+[. ]", text)))


@dataclass(frozen=True, slots=True)
class Executor:
    """Who prepared the plan."""

    name: str | None
    phone: str | None
    lines: frozenset[int]


def find_executor(lines: Sequence[tuple[int, str]]) -> Executor:
    """Name and telephone at the foot, after «Исполнитель:» or alone on two lines."""
    for place, (_index, text) in enumerate(lines):
        lead = _EXECUTOR.match(text)
        if not lead:
            continue
        taken = list(lines[place : place + 5])
        body = [text[lead.end() :], *(line for _i, line in taken[1:])]
        joined = fold(" ".join(body))
        phone = _PHONE.search(joined)
        name = _NAME.search(joined[: phone.start()] if phone else joined)
        if name or phone:
            return Executor(
                name.group().strip(" ,") if name else None,
                fold(phone.group()) if phone else None,
                frozenset(index for index, line in taken if _used(line, name, phone) or index == taken[0][0]),
            )
    return _name_over_phone(lines)


def _name_over_phone(lines: Sequence[tuple[int, str]]) -> Executor:
    """A name alone and, on the next line, a telephone alone: how letters end where nothing says «Исполнитель»."""
    filled = [(index, fold(text)) for index, text in lines if text]
    for (first, name), (second, phone) in pairwise(filled):
        if _NAME.fullmatch(name.strip(" ,")) and _PHONE.fullmatch(re.sub(r"^т(?:ел)?\.? ?:? ?", "", phone).strip()):
            return Executor(name.strip(" ,"), re.sub(r"^т(?:ел)?\.? ?:? ?", "", phone), frozenset((first, second)))
    return Executor(None, None, frozenset())


def _used(line: str, name: re.Match[str] | None, phone: re.Match[str] | None) -> bool:
    text = fold(line)
    return bool(text) and any(
        found is not None and (found.group() in text or text in found.group()) for found in (name, phone)
    )


def is_one_school(title: str, body: str) -> bool:
    """Whether a plan is one school's own, by its title and by who approved it."""
    if _AUTHORITY.search(body):
        return False
    return _SCHOOL.search(f"{body} {title}") is not None and not (_AUTHORITY.search(title) and not body)
