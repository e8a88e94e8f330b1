"""Texts of a calendar: what iCalendar and its transports can hold, on one line or several, and the Russian of it.

A calendar is Russian in whatever language the program runs, so its words are here and in no catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from vpr_tracker import without_refused

TITLE_LENGTH: Final = 250
"""Characters of a title; more is of no use in a month view, and some clients cut or refuse a longer one."""
WHOM_LENGTH: Final = 60
"""Characters of whom a title is for."""
_SPACES: Final = dict.fromkeys(map(ord, "\t\u2028\u2029"), " ")
_DROPPED: Final = {0xFEFF: None}
"""A mark of byte order inside a text: invisible, and taken for something else at a beginning."""
_NO_XML: Final = {0xFFFE: "\N{REPLACEMENT CHARACTER}", 0xFFFF: "\N{REPLACEMENT CHARACTER}"}
"""No XML document can hold these, and CalDAV answers in XML."""
_RARE: Final = frozenset(map(chr, (*_SPACES, *_DROPPED, *_NO_XML)))
_TABLE: Final = {**_SPACES, **_DROPPED, **_NO_XML}
_GAP: Final = r"[\s()\-‐‑–]*"
_NUMBER: Final = rf"\+?\(?\d(?:{_GAP}\d){{4,11}}(?!\d)"
_DIGITS: Final = re.compile(rf"\d(?:{_GAP}\d){{4}}")
"""What every telephone number has, and no day as plans print it."""
_PHONE: Final = re.compile(
    rf"(?:(?:№\s*)?(?<![^\W\d_])(?:тел(?:ефоны?)?\b\.?|(?:т|моб|сот|факс)\.)\s*:?\s*(?:№\s*)?{_NUMBER}(?:\s*[,;]\s*{_NUMBER})*"
    rf"|(?P<document>№\s*(?:\w{{1,20}}[/.\-]){{0,4}}\d{{11,}}(?!\d))"
    rf"|(?:№\s*)?(?<![\d+])(?:\+7|8){_GAP}\d{{3}}(?:{_GAP}\d){{7}}(?!\d)"
    rf"|(?<!\d)\(\d{{3,5}}\){_GAP}\d(?:{_GAP}\d){{4,6}}(?!\d))(?:,?\s*\(?доб\.?\s*\d+\)?)?",
    re.IGNORECASE,
)
"""After a word that says so, with all eleven digits, or with the code of a town in brackets.

A long number behind «№», in one piece, is that of a document («№ 80012345678»): it stays."""
_EMPTY: Final = re.compile(r"\s*\([\s,;]*\)|(?:\s*[,;])+(?=\s*(?:[,;)]|$))|\s+(?=[,;)])")
"""What stood around a number and has nothing in it any more."""

STATES: Final = {
    "expected": "ожидается",
    "submitted": "сдано, на проверке",
    "returned": "возвращено на доработку",
    "accepted": "принято",
    "waived": "снято",
}


def clean(text: str) -> str:
    """The text with all line ends as line feeds and without what no calendar can hold."""
    if text.isprintable() and "\\" not in text and _RARE.isdisjoint(text):
        return text
    cleaned = without_refused(text.replace("\r\n", "\n").replace("\r", "\n")).translate(_TABLE)
    # The icalendar library takes this pair for a line end that is escaped already.
    return cleaned.replace("\\N", "/N")


def without_phones(text: str) -> str:
    """A line without telephone numbers: calendars are shown to many, and plans print them beside names."""
    if _DIGITS.search(text) is None:
        return text
    shorter = _PHONE.sub(lambda found: found["document"] or "", text)
    return text if shorter == text else " ".join(_EMPTY.sub("", shorter).split()).strip(" ,;")


def one_line(text: str, limit: int | None = None) -> str:
    """The text on one line with single spaces and without telephone numbers; where it is longer than ``limit``, its
    beginning and «…»."""
    line = without_phones(" ".join(clean(text).split()))
    if limit is None or len(line) <= limit:
        return line
    cut = line[:limit].rsplit(" ", 1)[0] if " " in line[limit // 2 : limit] else line[:limit]
    return f"{cut.rstrip(' ,;:—-')}…"


def day(value: date) -> str:
    """«25.01.2023»."""
    return value.strftime("%d.%m.%Y")


def school_name(kind: str, number: str | None, name: str) -> str:
    """What an organisation is called in a title: «школа № 4», else its name."""
    return f"школа № {number}" if kind == "school" and number else name


def listed(names: Iterable[str], room: int) -> str:
    """The first names that have room, and how many more there are: «Иванова А. А., Петров Б. Б. и ещё 3»."""
    known = list(dict.fromkeys(line for name in names if (line := one_line(name))))
    shown = one_line(known[0], room) if known else ""
    count = min(len(known), 1)
    while count < len(known) and len(shown) + len(known[count]) + 2 <= room:
        shown += f", {known[count]}"
        count += 1
    return f"{shown} и ещё {len(known) - count}" if count < len(known) else shown


def ahead(minutes: int) -> str:
    """How long before, as a reminder says it: «Завтра», «Через 3 дня», «Через 2 нед.»."""
    days = -(-minutes // (24 * 60))
    if days <= 1:
        return "Завтра" if days else "Сегодня"
    return f"Через {days} {plural(days, 'день', 'дня', 'дней')}"


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a Russian word after a number."""
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many
