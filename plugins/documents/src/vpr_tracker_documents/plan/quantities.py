"""How many of a thing a text asks for: «не менее 50 человек», «двух статей», «3 публикации», and for whom each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vpr_tracker_documents.plan.numerals import LARGEST, MAYBE, NUMBER, too_large, value
from vpr_tracker_documents.plan.values import Per
from vpr_tracker_documents.plan.vocabulary import begins_document

_AT_LEAST: Final = r"не (?:менее|меньше|ниже)(?:,? чем)?|минимум|как минимум|по крайней мере|более|больше|свыше|от"
_ADJ: Final = r"(?:[а-я][а-я-]*(?:ых|их|ые|ие|ый|[кгхчшщ]ий|ого|его|ая|ое|ую)(?:,? и | ))"
_QUANTITY: Final = re.compile(
    rf"(?<![\w№-])(?<!\d[.,/])(?:(?P<least>{_AT_LEAST})(?:-?х)? (?P<each>по )?|(?P<dist>по ))?(?P<number>{NUMBER})"
    rf"(?:-?(?:х|ти|и|мя))?(?: ?\({NUMBER}(?:-?(?:х|ти|и|мя))?\))?(?P<range> ?[-–—] ?\d{{1,5}})?"
    rf" ?(?P<noun>(?:\([а-я]+\) )?{_ADJ}{{0,3}}[а-я][а-я-]*)"
)
_LIMIT: Final = re.compile(rf"(?:до|не более(?: чем)?) (?:{NUMBER}) (?:{_ADJ}{{0,2}})(?:[а-я]+)")
_NEVER: Final = re.compile(
    r"(?:класс(?!н)|(?:год|раз|дн|час|балл|курс|пункт|минут|процент)(?:а|у|ы|и|я|е|ов|ей|ам|ах|ный)?$|лет$|мин$|квартал"
    r"|четверт|полугоди|день$|недел|месяц|уров|смен|триместр|декад|январ|феврал|март|апрел|ма[йя]$|июн|июл|август|сентябр"
    r"|октябр|ноябр|декабр|г$|гг$|руб|тыс|млн|числ|и$|или$|по$|на$|в$|до$|с$|к$|этап|групп|параллел|ст$|ч$|глав|част|ступен)"
)
_COUNTED: Final = re.compile(
    r"(?:человек|чел|педагог|учител|специалист|наблюдател|эксперт|участник|представител|родител|обучающ|учащ|ученик"
    r"|школ|организац|стат|публикац|отчет|справ|протокол|приказ|семинар|вебинар|консультац|совещан|мероприят|заседан"
    r"|собран|урок|заняти|мастер|материал|документ|план|програм|презентац|выступлен|памятк|буклет|инструкц|посещен|проверк"
    r"|тренинг|встреч|лекц|конкурс|акци|рейд|работ|задани|вариант|сборник|методич|разработ|рекомендац|доклад|список|реестр"
    r"|карт|акт|анкет|опрос|тест|журнал|стенд|сайт|пост|новост|информац|выезд|бесед|экскурс|олимпиад|проект|роди|команд|сотрудник"
    r"|руководител|методист|психолог|волонтер|дет|экземпляр|комплект|набор|фото|видео|ролик|сценари|кейс|бланк|книг"
    r"|кружк|секци|площадк|экз$|шт$|штук|сертификат|стажировк|игр|викторин|диктант|марафон|слет|форум)"
)
_PEOPLE_OR_PLACE: Final = re.compile(r"(?:школ|организац|учрежден|оо\b|оу\b)")
_BEFORE: Final = re.compile(
    r"(?:^|\s)(?:в|во|из|для|на|с|со|к|у|о|об|при|№|после|через|до|не более|не более чем|класс\w*)\s*$"
)
_PER_WORDS: Final[tuple[tuple[str, Per], ...]] = (
    (r"(?:в|за|на) (?:каждый )?(?:день|неделю|месяц|четверть|квартал|полугодие|год|триместр|смену)\b"
     r"|еже(?:дневно|недельно|месячно|квартально|годно)"
     r"|на кажд\w+ (?:экзамен|работ|заседани|заняти)", "occurrence"),
    (r"(?:в|на|от|по|из|для|с) (?:кажд\w+ |одной |всех )?(?:класса?\b|классе\b|классах|классу|классов\b)", "class"),
    (r"(?:во всех |в кажд\w+ |от кажд\w+ |для кажд\w+ |на кажд\w+ |кажд\w+ |от |по |из кажд\w+ |в )"
     r"(?:школ[аеуыой]*|оо|оу|(?:обще)?образовательн\w+ организаци\w*|учреждени\w*)\b", "school"),
    (r"(?:кажд\w+ |на одного |от )(?:учител[а-я]*|педагог[а-я]*|классн\w+ руководител\w+)", "teacher"),
)  # fmt: skip
_PER: Final = tuple((re.compile(pattern), per) for pattern, per in _PER_WORDS)
_SPACE: Final = re.compile(r"[^\S ]")
_LEAD: Final = 40
"""Characters: the words that belong to a quantity before its number are no longer («по крайней мере, чем по»)."""
_TEXTS: Final = 256
"""Texts whose numbers are remembered: several questions are asked about each."""
_MAKING: Final = re.compile(r"(?:^|[\s(])(?:[а-я-]+(?:ние|тие|ция|[вткпрс]ка|пуск)|(?P<verb>[а-я-]+(?<!ос)т[ьи]))\s*$")
"""What is done to so many things: «открытие», «закупка», «провести»; «готовность» is no verb."""
_GENITIVE_PLURAL: Final = re.compile(r"[а-я-]*[бвгджзйклмнпрстфхцчшщ]|[а-я-]*[^с]ей")
_GENITIVE: Final = re.compile(r"[а-я-]*(?:[аяыи]|[бвгджзклмнпрстфхцчшщ])")
_COPIES: Final = re.compile(
    rf"\((?P<bare>{NUMBER})\)|(?<![\w№.,/-])(?<!\bв )(?P<number>{NUMBER}) ?(?:шт|экз)(?:ук\w*|емпляр\w*|\.|\b)"
)
"""«Протоколы (3)», «отчёты – 2 шт.», «буклеты (1 000 экз.)»."""
NEAR: Final = 300
"""Characters round a number that bear on it."""
_FIRST_YEAR: Final = 1900
"""A bare number in brackets from here on is a year."""
_AND: Final = re.compile(r"(?:[,;]|(?:^|[\s,;])и)\s*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a thing; ``noun`` is the counted word's phrase in lower case, ``start`` where ``text`` begins."""

    number: int
    noun: str
    per: Per
    start: int
    text: str


def may_count(text: str) -> bool:
    """A quick look: whether a text has anything that may be a number."""
    return MAYBE.search(_lowered(text)) is not None


def in_measure(text: str) -> list[Quantity]:
    """The quantities of things to hand in or people to bring that a measure's line names.

    More than one only where they are listed («2 семинара и 3 вебинара»); of others the first is meant.
    """
    low = _lowered(text)
    found = _found(text)
    return [item for index, item in enumerate(found) if index == 0 or _AND.search(_before(low, item.start))]


def in_result(text: str) -> Quantity | None:
    """The quantity that belongs to a result; ``None`` also where it names several."""
    if len(_listed(text)) > 1:
        return None
    return next(iter(_found(text, in_front=True)), None) or _copies(text)


def parts_of(text: str) -> list[str]:
    """A result that lists counted things as one text each («1 приказ, 2 справки»), else the text alone."""
    found = _listed(text)
    if len(found) < 2 or found[0].start > 0:
        return [text]
    ends = [item.start for item in found[1:]] + [len(text)]
    parts = [text[item.start : end].rstrip(" ,;") for item, end in zip(found, ends, strict=True)]
    return [part.removesuffix(" и").rstrip(" ,;") for part in parts]


def unsettled(text: str) -> bool:
    """Whether a text has a number that should be a quantity, but which cannot be told: several, or too large."""
    if not may_count(text):
        return False
    low = _lowered(text)
    large = any(too_large(match.group("number")) and _counts(low, match) for match in _matches(low))
    if large or len(_listed(text)) > 1:
        return True
    if _found(text, in_front=True):
        return False
    copies = _all_copies(text)
    return len(copies) > 1 or (len(copies) == 1 and _another_follows(text, copies[0]))


def upper_limit(text: str) -> str | None:
    """A limit that is not a thing owed («до 30 человек», «не более 5 работ»), quoted."""
    if "до " not in text and "е более" not in text:
        return None
    match = _LIMIT.search(_lowered(text))
    if not match or _NEVER.match(match.group().split(" ")[-1]) or not _COUNTED.match(match.group().split(" ")[-1]):
        return None
    return text[match.start() : match.end()]


def per_of(text: str) -> Per:
    """For whom or when each is due, by the words of the text; the whole plan where they say nothing."""
    low = _lowered(text)
    return next((per for pattern, per in _PER if pattern.search(low)), "plan")


def _before(low: str, start: int) -> str:
    return low[max(0, start - NEAR) : start]


@lru_cache(maxsize=_TEXTS)
def _lowered(text: str) -> str:
    """Small letters, «ё» as «е», plain spaces; every character in its place (a few grow in lower case)."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(letter.lower()[:1] for letter in text)
    return _SPACE.sub(" ", low.replace("ё", "е"))


@lru_cache(maxsize=_TEXTS)
def _matches(low: str) -> tuple[re.Match[str], ...]:
    """Whatever looks like a number and what it counts, in a text in small letters."""
    first = MAYBE.search(low)
    return tuple(_QUANTITY.finditer(low, max(0, first.start() - _LEAD))) if first else ()


@lru_cache(maxsize=_TEXTS)
def _found(text: str, *, in_front: bool = False) -> tuple[Quantity, ...]:
    """The quantities of a text; ``in_front`` where a number that begins it counts whatever follows."""
    low = _lowered(text)
    return tuple(
        Quantity(number, match.group("noun"), _per_near(low, match), match.start(), text[match.start() : match.end()])
        for match in _matches(low)
        if (number := value(match.group("number"))) is not None and _counts(low, match, in_front=in_front)
    )


@lru_cache(maxsize=_TEXTS)
def _listed(text: str) -> tuple[Quantity, ...]:
    """The first quantity of a result and those that are listed with it after «,», «;» or «и»."""
    low = _lowered(text)
    found = _found(text, in_front=True)
    return tuple(item for index, item in enumerate(found) if index == 0 or _apart(_before(low, item.start)))


def _apart(before: str) -> bool:
    return _AND.search(before) is not None and before.count("(") <= before.count(")")


def _counts(low: str, match: re.Match[str], *, in_front: bool = False) -> bool:
    noun = match.group("noun").split(" ")[-1]
    if match.group("range") or _NEVER.match(noun) or low[match.end() : match.end() + 2].strip().startswith("%"):
        return False
    if match.group("least"):
        return not (match.group("least") == "от" and not _COUNTED.match(noun))
    before = _before(low, match.start())
    if not match.group("dist") and _BEFORE.search(before):
        return False
    number = value(match.group("number"))
    if number == 1 and not match.group("number").isdecimal():
        return False
    if _PEOPLE_OR_PLACE.match(noun):
        return False
    if _COUNTED.match(noun) or (in_front and (match.start() == 0 or _AND.search(before))):
        return True
    return _is_made(before, match.group("noun"), number or LARGEST)


def _is_made(before: str, phrase: str, number: int) -> bool:
    """Whether so many things are made or held: «открытие 3 кружков», «закупить 12 ноутбуков»."""
    making = _MAKING.search(before)
    if not making or number == 1:
        return False
    few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
    form = _GENITIVE if few and making.group("verb") else _GENITIVE_PLURAL
    return form.fullmatch(phrase.split(" ")[-1]) is not None


def _per_near(low: str, match: re.Match[str]) -> Per:
    """What stands behind the quantity decides before what stands in front of it."""
    after = per_of(low[match.start() : match.end() + NEAR])
    return after if after != "plan" else per_of(_before(low, match.start()) + low[match.start() : match.end() + NEAR])


def _copies(text: str) -> Quantity | None:
    found = _all_copies(text)
    return found[0] if len(found) == 1 and not _another_follows(text, found[0]) else None


def _all_copies(text: str) -> list[Quantity]:
    low = _lowered(text)
    if not ("(" in low or "шт" in low or "экз" in low):
        return []
    found = []
    for match in _COPIES.finditer(low):
        number = value(match.group("bare") or match.group("number"))
        if number is not None and (match.group("number") or number < _FIRST_YEAR):
            found.append(Quantity(number, "", per_of(text), match.start(), text[match.start() : match.end()]))
    return found


def _another_follows(text: str, item: Quantity) -> bool:
    """«Справки (2), приказ»: the number is not the whole text's."""
    rest = re.match(r"[).\s]*(?:[,;]| и )\s*(?=[^\W\d_])(.*)", text[item.start + len(item.text) :][:NEAR], re.DOTALL)
    return rest is not None and begins_document(rest.group(1))
