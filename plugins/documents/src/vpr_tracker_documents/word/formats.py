"""How Word writes the numbers of a list: 7 → «7», «VII», «ж», «g», «07»."""

from __future__ import annotations

from typing import Final

_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщыэюя"
"""ISO 29500-1, 17.18.59: without ё, й, ъ and ь."""
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_CHICAGO: Final = "*†‡§"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_ROMAN: Final = 32_767
_MAX_LETTER: Final = 780
_CIRCLES: Final = 20


def written(number: int, form: str, *, language: str = "") -> str:
    """``number`` in the numbering format ``form`` (a value of ``w:numFmt``); unknown formats give digits."""
    if form in ("none", "bullet"):
        return ""
    if form.startswith("russian") and 1 <= number <= _MAX_LETTER:
        return _cased(_letters(number, _RUSSIAN), form)
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= _MAX_LETTER:
        return _cased(_letters(number, _LATIN), form)
    if form in ("upperRoman", "lowerRoman") and 1 <= number <= _MAX_ROMAN:
        return _cased(_roman(number), form)
    if form == "chicago" and 1 <= number <= _MAX_LETTER:
        return _letters(number, _CHICAGO)
    if form == "decimalEnclosedCircle" and 1 <= number <= _CIRCLES:
        return chr(ord("①") + number - 1)
    if form == "ordinal":
        return _ordinal(number, language)
    return _digits(number, form)


def _digits(number: int, form: str) -> str:
    match form:
        case "decimalZero":
            return f"{number:02d}"
        case "numberInDash":
            return f"- {number} -"
        case "decimalEnclosedParen":
            return f"({number})"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case "hex":
            return f"{number:X}"
        case _ if form.startswith("custom:"):
            # «custom:001, 002, 003, ...»: the first sample shows how many digits there are at least.
            return str(number).zfill(len(form[7:].partition(",")[0].strip()))
        case _:
            return str(number)


def _cased(text: str, form: str) -> str:
    return text.upper() if "upper" in form.lower() else text


def _letters(number: int, alphabet: str) -> str:
    """а, б … я, аа, бб … as Word does (not аа, аб)."""
    times, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (times + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def _ordinal(number: int, language: str) -> str:
    if language.lower().startswith("ru"):
        return f"{number}-й"
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ends.get(number % 10, 'th')}"
