"""How many of a thing a text asks for: «не менее 50 человек», «двух статей», «3 публикации», and for whom each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.plan.values import Per

_WORDS: Final = {
    "од(?:ин|на|но|ного|ной|ну)": 1, "дв(?:а|е|ух|ум|умя)": 2, "тр(?:и|ех|ем|емя)": 3, "четыр(?:е|ех|ем|ьмя)": 4,
    "пят(?:ь|и|ью)": 5, "шест(?:ь|и|ью)": 6, "сем(?:ь|и|ью)": 7, "вос[еь]м(?:ь|и|ью)": 8, "девят(?:ь|и|ью)": 9,
    "десят(?:ь|и|ью)": 10, "двенадцат(?:ь|и)": 12, "пятнадцат(?:ь|и)": 15, "двадцат(?:ь|и)": 20, "тридцат(?:ь|и)": 30,
    "сорока?": 40, "пят(?:ьдесят|идесяти)": 50, "ст(?:о|а)": 100,
}  # fmt: skip
_NUMBER: Final = rf"(?:\d{{1,5}}(?![\d.,/]*\d)|{'|'.join(_WORDS)})(?![\w])"
_AT_LEAST: Final = r"не (?:менее|меньше|ниже)(?:,? чем)?|минимум|как минимум|по крайней мере|более|больше|свыше|от"
_ADJ: Final = r"(?:[а-я-]+(?:ых|их|ые|ие|ый|[кгхчшщ]ий|ого|его|ая|ое|ую)(?:,? и | ))"
_QUANTITY: Final = re.compile(
    rf"(?<![\w№-])(?:(?P<least>{_AT_LEAST})(?:-?х)? (?P<each>по )?|(?P<dist>по ))?(?P<number>{_NUMBER})"
    rf"(?:-?(?:х|ти|и|мя))?(?P<range> ?[-–—] ?\d{{1,5}})? ?(?P<noun>(?:\([а-я]+\) )?{_ADJ}{{0,3}}[а-я-]+)"
)
_MAYBE: Final = re.compile(
    r"\d|\b(?:од[ин]|дв[аеуе]|тр[ие]|четыр|пят|шест|сем[ьи]|вос|девя|деся|двен|двад|трид|сорок|ст[оа]\b)"
)
"""A quick look for anything that may be a number."""
_LIMIT: Final = re.compile(rf"(?:до|не более(?: чем)?) (?:{_NUMBER}) (?:{_ADJ}{{0,2}})(?:[а-я]+)")
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
    r"|руководител|методист|психолог|волонтер|дет|экземпляр|комплект|набор|фото|видео|ролик|сценари|кейс|бланк|книг)"
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


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a thing; ``noun`` is the counted word's phrase in lower case, ``start`` where it begins."""

    number: int
    noun: str
    per: Per
    start: int
    text: str


def in_measure(text: str) -> Quantity | None:
    """The quantity of things to hand in or people to bring that a measure's line names."""
    return _find(text)


def in_result(text: str) -> Quantity | None:
    """The quantity that belongs to a result."""
    return _find(text, in_front=True) or _bracketed(text)


def upper_limit(text: str) -> str | None:
    """A limit that is not a thing owed («до 30 человек», «не более 5 работ»), quoted."""
    if "до " not in text and "е более" not in text:
        return None
    match = _LIMIT.search(text.lower())
    if not match or _NEVER.match(match.group().split(" ")[-1]) or not _COUNTED.match(match.group().split(" ")[-1]):
        return None
    return text[match.start() : match.end()]


def per_of(text: str) -> Per:
    """For whom or when each is due, by the words of the text; the whole plan where they say nothing."""
    low = text.lower().replace("ё", "е")
    return next((per for pattern, per in _PER if pattern.search(low)), "plan")


def _find(text: str, *, in_front: bool = False) -> Quantity | None:
    low = text.lower().replace("ё", "е")
    if not _MAYBE.search(low):
        return None
    for match in _QUANTITY.finditer(low):
        if _counts(low, match, in_front=in_front):
            number = _value(match.group("number"))
            return Quantity(number, match.group("noun"), _per_near(low, match), match.start(), match.group())
    return None


def _counts(low: str, match: re.Match[str], *, in_front: bool) -> bool:
    noun = match.group("noun").split(" ")[-1]
    if match.group("range") or _NEVER.match(noun) or low[match.end() : match.end() + 2].strip().startswith("%"):
        return False
    if match.group("least"):
        return not (match.group("least") == "от" and not _COUNTED.match(noun))
    if not match.group("dist") and _BEFORE.search(low[: match.start()]):
        return False
    if _value(match.group("number")) == 1 and not match.group("number").isdigit():
        return False
    if _PEOPLE_OR_PLACE.match(noun):
        return False
    return _COUNTED.match(noun) is not None or (in_front and match.start() == 0)


def _per_near(low: str, match: re.Match[str]) -> Per:
    """What stands behind the quantity decides before what stands in front of it."""
    after = per_of(low[match.start() :])
    return after if after != "plan" else per_of(low)


def _bracketed(text: str) -> Quantity | None:
    """«Протоколы (3)», «отчёты – 2 шт.»."""
    match = re.search(r"(?:\((\d{1,4})(?: ?шт\.?)?\)|[-–—:] ?(\d{1,4}) ?(?:шт|экз)\w*\.?)", text)
    if not match:
        return None
    number = int(match.group(1) or match.group(2))
    return Quantity(number, "", per_of(text), match.start(), match.group()) if 0 < number < 1900 else None


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(value for pattern, value in _WORDS.items() if re.fullmatch(pattern, text))
