"""No-break spaces and dashes, where Russian typography wants them."""

from __future__ import annotations

import re
from typing import Final

NO_BREAK_SPACE: Final = "\u00a0"

_SPACE: Final = "[ \u00a0]"
_MONTHS: Final = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_UNITS: Final = (
    "г|гг|ч|мин|сек|с|руб|коп|тыс|млн|млрд|экз|чел|шт|л|стр|кл|класс|класса|классов|классе|классы|"
    "%|км|м|см|мм|кг|т|часов|часа|час|минут|минуты|дней|дня|день|рублей|рубля|рубль"
)
_BEFORE: Final = "ст|п|пп|ч|гл|разд|абз|прил|стр|с|рис|табл|кл|д|кв|каб|ул|пер|пр|пос|с|г|р|обл|оф|корп|стр|тел|им|тов"
_LETTER: Final = "А-ЯЁа-яёA-Za-z"
_RULES: Final = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        # «№13», «№  13» → «№ 13»; «§ 2».
        (rf"([№§]){_SPACE}*(?=[0-9{_LETTER}])", "\\1\u00a0"),
        # Initials stay together and with their surname: «И. О. Фамилия», «Фамилия И. О.», «И.О. Фамилия».
        (rf"\b([А-ЯЁA-Z]\.){_SPACE}+(?=[А-ЯЁA-Z]\.)", "\\1\u00a0"),
        (rf"(?<![{_LETTER}])([А-ЯЁA-Z]\.){_SPACE}+(?=[А-ЯЁA-Z][а-яёa-z-])", "\\1\u00a0"),
        (rf"([А-ЯЁ][а-яё]+){_SPACE}+(?=[А-ЯЁ]\.(?:{_SPACE}?[А-ЯЁ]\.))", "\\1\u00a0"),
        # «и. о. директора», «и т. д.», «т. е.»
        (rf"\b([Ии])\.{_SPACE}*о\.{_SPACE}+(?=[а-яё])", "\\1.\u00a0о.\u00a0"),
        (rf"\b(и){_SPACE}+(т)\.{_SPACE}*([дп])\.", "\\1\u00a0\\2.\u00a0\\3."),
        (rf"\b([Тт])\.{_SPACE}*(е|к|н)\.", "\\1.\u00a0\\2."),
        # A day with its month, a month with its year, a year with «г.».
        (rf"\b([0-3]?[0-9]){_SPACE}+(?=(?:{_MONTHS})\b)", "\\1\u00a0"),
        (rf"\b({_MONTHS}){_SPACE}+(?=[12][0-9]{{3}}\b)", "\\1\u00a0"),
        # A number with its unit, and what stands before a number.
        (rf"([0-9]){_SPACE}+(?=(?:{_UNITS})(?![{_LETTER}]))", "\\1\u00a0"),
        (rf"(?<![{_LETTER}])((?:{_BEFORE})\.){_SPACE}*(?=[0-9])", "\\1\u00a0"),
        (rf"(?<![{_LETTER}])((?:г|с|ул|пос|пер|им|тов|обл)\.){_SPACE}*(?=[А-ЯЁ])", "\\1\u00a0"),
        # A dash between words stays at the end of a line, never at its start.
        (rf"(?<=[^\s\u00a0]){_SPACE}+[-–—]{_SPACE}+(?=\S)", "\u00a0– "),
        # Words of one or two letters do not end a line.
        (
            rf"(?<![{_LETTER}0-9])((?:[вкосуияа]|[Нн]а|[Вв]о|[Зз]а|[Дд]о|[Пп]о|[Ии]з|[Оо]т|[Оо]б|[Кк]о|[Нн]е|[Нн]и|[Сс]о|[ВКОСУИЯА]))"
            rf"{_SPACE}+(?=\S)",
            "\\1\u00a0",
        ),
    )
)


def typography(text: str) -> str:
    """The text with no-break spaces and dashes where Russian typography wants them; nothing else changes.

    After «№» and before «г.», between initials and surname, a day and its month, a number and its unit, after words of
    one or two letters, before a dash. Doing it twice changes nothing more.
    """
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    return text
