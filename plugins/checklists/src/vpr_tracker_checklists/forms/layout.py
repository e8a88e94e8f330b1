"""Where things stand on a form, the same in a workbook and in CSV. Forms are Russian, whoever makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from vpr_tracker_checklists.forms.identity import Identity
from vpr_tracker_checklists.templates.model import Item, Section, Template

SHEET: Final = "Форма"
HIDDEN: Final = "form"
"""The sheet that says which form it is; Excel shows it to nobody."""
CODE, NUMBER, ASKED, ANSWER, NOTE, EVIDENCE, ALLOWED = 1, 2, 3, 4, 5, 6, 7
"""Columns from 1; the last one is only in CSV, which has no drop-downs."""
COLUMNS: Final = 6
TITLES: Final = {
    CODE: "Код",
    NUMBER: "№",
    ASKED: "Что посмотреть",
    ANSWER: "Ответ",
    NOTE: "Примечание",
    EVIDENCE: "Файлы или ссылки через точку с запятой",
    ALLOWED: "Что можно ответить",
}
DAY: Final = "Дата проверки"
BY: Final = {"inspector": "Проверил(а)", "school": "Заполнил(а)"}
VERSION: Final = "Версия формы"
VERSION_HELP: Final = "исправляете отправленную форму – поставьте следующее число"
LONGEST: Final = 2_000
"""Characters of a remark, and of a list of files."""
MOST_ROWS: Final = 5_000
MOST_VERSION: Final = 999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form to be filled in.

    :ivar inspector: who looks, where that is known already.
    """

    identity: Identity
    template: Template
    school: str
    plan_title: str
    made_on: date
    day: date | None
    inspector: str = ""


def numbered(template: Template) -> Iterator[tuple[str, Section | Item]]:
    """Sections and items with their numbers («2», «2.1»); a note has none."""
    for place, section in enumerate(template.sections, start=1):
        yield str(place), section
        count = 0
        for item in section.items:
            count += item.type != "note"
            yield "" if item.type == "note" else f"{place}.{count}", item


def explained(item: Item) -> str:
    """The small print below an item: hint, and what an answer has to bring along."""
    parts = [item.hint]
    if item.type == "select_multiple":
        parts.append("Можно несколько, через точку с запятой: " + "; ".join(each.label for each in item.choices))
    if item.evidence:
        parts.append("Нужен файл или ссылка")
    return ". ".join(part.rstrip(".") for part in parts if part)


def allowed(item: Item) -> str:
    """What may be answered, in a line."""
    if item.choices:
        return " / ".join(each.label for each in item.choices)
    words = {"integer": "целое число", "decimal": "число", "date": "дата, ДД.ММ.ГГГГ"}
    return ", ".join(part for part in (words.get(item.type, "текст"), item.unit) if part)


def asked(item: Item) -> str:
    """The label with its unit, and a star where an answer is required."""
    unit = f", {item.unit}" if item.unit else ""
    star = "\u00a0*" if item.required else ""
    return f"{item.label}{unit}{star}"
