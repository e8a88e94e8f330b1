"""One answer: from what a person wrote in a cell, a file or at the terminal, and back for people.

Tolerant of how things are written («да», «ДА.», «1,5», «20.03.2023», a day of Excel), never of what is meant: what
could mean two things is refused.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from vpr_tracker import without_refused
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.model import Choice, Item

LARGEST: Final = 10**12
PLACES: Final = 6
"""Places behind the comma that a number may have; more are refused, never rounded away."""
_NOISE: Final = (1e-9, 2.0**-50)
"""What the arithmetic of a workbook adds at most, and at most in relation to the number: 0.1 + 0.2 there is 0.3."""
LONGEST: Final = 5000
"""Characters of a text."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)
_SYNONYMS: Final = {
    "yes": ("да", "yes", "д", "y", "true", "истина", "+"),
    "no": ("нет", "no", "н", "n", "false", "ложь"),
    "na": ("не применимо", "неприменимо", "н.п", "нп", "n/a", "na", "не применяется"),
}
_NUMBER: Final = re.compile(r"([+-]?)((?:[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]{1,30}))(?:[.,]([0-9]{1,30}))?")
_RUSSIAN_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?:\s*(?:г\.?|года))?(?:\s+0?0:00(?::00)?)?")
"""Not 03/10/2023: an American program means another day by it."""
_ISO_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
_FORMULA: Final = re.compile(r"[=@]|[+-].*[|!]", re.DOTALL)
_EXCEL_FAULTS: Final = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


class AnswerError(ValueError):
    """What was written is no answer to the item; the message is a sentence in the current language."""


def read_answer(item: Item, written: object) -> Any | None:  # noqa: ANN401 -- a JSON value
    """The JSON value of what was written; ``None`` where nothing was.

    :param written: a text, number, truth value, day or instant, a list for several choices.
    :raises AnswerError: it is no answer to this item.
    """
    if isinstance(written, str):
        written = _clean(written)
        if written.upper() in _EXCEL_FAULTS:
            raise AnswerError(_("«{written}» is a fault of the workbook, not an answer").format(written=written))
    if written is None or written == "" or written == [] or written == () or item.type == "note":
        return None
    match item.type:
        case "select_one":
            return _choice(item, written).name
        case "select_multiple":
            return _choices(item, written)
        case "integer":
            return _integer(item, written)
        case "decimal":
            return _decimal(item, written)
        case "date":
            return _day(written).isoformat()
        case _:
            return _text(written)


def show_answer(item: Item, value: Any) -> str:  # noqa: ANN401 -- a JSON value
    """An answer for people: labels of choices, «12 чел.», «20.03.2023»; ``""`` where there is none."""
    if value is None:
        return ""
    labels = {choice.name: choice.label for choice in item.choices}
    if isinstance(value, list | tuple):
        return "; ".join(labels.get(str(name), str(name)) for name in value)
    if item.type == "select_one":
        return labels.get(str(value), str(value))
    if item.type == "date":
        return _shown_day(value)
    if item.type in ("integer", "decimal") and isinstance(value, int | float) and not isinstance(value, bool):
        number = format(Decimal(repr(value)).normalize(), "f").replace(".", ",")
        return f"{number} {item.unit}".rstrip()
    return str(value)


def is_formula(text: str) -> bool:
    """Whether a program would compute a cell of CSV that holds this; a number or a telephone is none."""
    return _FORMULA.match(text) is not None


def normal(text: str) -> str:
    """A label as it is compared: whatever its letters' case, «ё», blanks, quotes and a full stop at its end."""
    text = " ".join(unicodedata.normalize("NFC", text).casefold().replace("ё", "е").split())
    return text.strip("«»\"'").rstrip(".").strip()


def _clean(text: str) -> str:
    text = without_refused(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    return text.strip()


def _quoted(written: object) -> str:
    text = " ".join(str(written).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _choice(item: Item, written: object) -> Choice:
    names = {choice.name: choice for choice in item.choices}
    if isinstance(written, bool):
        written = "yes" if written else "no"
        if written in names:
            return names[written]
    text = normal(_plain(written))
    for choice in item.choices:
        if text in (normal(choice.name), normal(choice.label)):
            return choice
    for name, synonyms in _SYNONYMS.items():
        if name in names and text in synonyms:
            return names[name]
    numbered = re.fullmatch(r"([0-9]{1,3})[.)]?", text)
    if numbered and 1 <= int(numbered[1]) <= len(item.choices) and not _has_numeric(item.choices):
        return item.choices[int(numbered[1]) - 1]
    labels = ", ".join(f"«{choice.label}»" for choice in item.choices[:8]) + ("…" if len(item.choices) > 8 else "")
    raise AnswerError(_("«{written}» is none of the answers: {labels}").format(written=_quoted(written), labels=labels))


def _plain(written: object) -> str:
    if isinstance(written, float) and written.is_integer():
        return str(int(written))
    return str(written)


def _has_numeric(choices: Sequence[Choice]) -> bool:
    return any(text.isdecimal() for choice in choices for text in (choice.name, choice.label))


def _choices(item: Item, written: object) -> list[str] | None:
    if isinstance(written, list | tuple):
        chosen = {_choice(item, part).name for part in written}
    else:
        chosen = {choice.name for choice in _split(item, written)}
    return [choice.name for choice in item.choices if choice.name in chosen] or None


def _split(item: Item, written: object) -> list[Choice]:
    """Several choices in one text: by «;» and lines; else one whole label; else by commas; else names with blanks."""
    text = _plain(written)
    if ";" in text or "\n" in text:
        return [_choice(item, part) for part in re.split(r"[;\n]", text) if part.strip()]
    try:
        return [_choice(item, text)]
    except AnswerError:
        parts = [part for part in text.split(",") if part.strip()]
        if len(parts) < 2:
            names = {choice.name: choice for choice in item.choices}
            parts = text.split()
            if len(parts) < 2 or any(part not in names for part in parts):
                raise
        return [_choice(item, part) for part in parts]


def _number(item: Item, written: object) -> float:
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        raise AnswerError(_("«{written}» is no number").format(written=_shown(written)))
    number = _parsed_number(item, written) if isinstance(written, str) else _as_float(written)
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise AnswerError(_("«{written}» is too large a number").format(written=_quoted(written)))
    rounded, (least, relative) = round(number, PLACES) + 0.0, _NOISE
    return rounded if abs(number - rounded) <= max(least, abs(number) * relative) else number


def _as_float(written: float) -> float:
    try:
        return float(written)
    except OverflowError:
        return math.inf


def _parsed_number(item: Item, written: str) -> float:
    text = " ".join(written.split()).replace("\u2212", "-")
    if item.unit and text.casefold().rstrip(".").endswith(item.unit.casefold().rstrip(".")):
        text = text.rstrip(".")[: -len(item.unit.rstrip("."))].rstrip()
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise AnswerError(_("«{written}» is no number").format(written=_quoted(written)))
    sign, whole, places = found.groups()
    return float(f"{sign}{whole.replace(' ', '')}.{places or 0}")


def _integer(item: Item, written: object) -> int:
    number = _number(item, written)
    if not number.is_integer():
        raise AnswerError(_("«{written}» is no whole number").format(written=_quoted(written)))
    return int(number)


def _decimal(item: Item, written: object) -> float:
    number = _number(item, written)
    if number != round(number, PLACES):
        message = _("«{written}» has more than {limit} places behind the comma: round it")
        raise AnswerError(message.format(written=_quoted(written), limit=PLACES))
    return number


def _day(written: object) -> date:
    day = _read_day(written)
    if day is None:
        message = _("«{written}» is no day: write it as 20.03.2023")
        raise AnswerError(message.format(written=_quoted(written)))
    if not FIRST_DAY <= day <= LAST_DAY:
        message = _("«{written}» is no day between {first} and {last}")
        raise AnswerError(message.format(written=_quoted(written), first=FIRST_DAY.year, last=LAST_DAY.year))
    return day


def _read_day(written: object) -> date | None:
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    if isinstance(written, int | float) and not isinstance(written, bool):
        whole = math.isfinite(written) and 0 < written < 100_000
        return _EXCEL_DAY_ZERO + timedelta(days=int(written)) if whole else None
    text = str(written).strip()
    try:
        if found := _RUSSIAN_DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO_DAY.fullmatch(text):
            return date.fromisoformat(found[1])
    except ValueError:
        return None
    return None


def _shown_day(value: object) -> str:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{day.day:02}.{day.month:02}.{day.year}"


def _shown(written: object) -> str:
    if isinstance(written, datetime):
        written = written.date()
    return _shown_day(written) if isinstance(written, date) else _quoted(written)


def _text(written: object) -> str:
    if isinstance(written, bool):
        return "да" if written else "нет"
    text = _shown(written) if isinstance(written, date) else _plain(written)
    if len(text) > LONGEST:
        raise AnswerError(_("longer than {limit} characters").format(limit=LONGEST))
    return text
