"""The register of difficulties as a table, and how a share of solved tasks is judged."""

from __future__ import annotations

import re
from typing import Final

from vpr_tracker_documents.tables.columns import Columns, Record

DIFFICULTIES: Final = Columns(
    {
        "subject": ("Предмет", "Учебный предмет"),
        "grade": ("Класс", "Параллель"),
        "task": ("№ задания", "Задание", "Номер задания", "№ КИМ", "Номер задания КИМ"),
        "level": ("Уровень", "Уровень сложности", "Уровень сложности задания"),
        "skill": (
            "Планируемый результат", "Умение", "Умения", "Проверяемые требования (умения)",
            "Проверяемые требования (умения) в соответствии с ФГОС", "Умение/планируемый результат",
            "Затруднение", "Умение, планируемый результат",
        ),
        "school": ("% ОО", "ОО, %", "Процент ОО", "% выполнения", "Процент выполнения", "% школы"),
        "city": (
            "% муниципалитета", "% муниципалитет", "Муниципалитет, %", "% города", "% город", "% района", "% район",
        ),
        "region": ("% региона", "% край", "% края", "Регион, %", "% регион", "% области", "% область"),
        "status": ("Статус", "Состояние"),
        "group": ("Группа", "Группа учащихся", "Группа обучающихся", "Группа участников"),
        "measure": ("Мера", "Меры", "Мероприятие", "Мера по устранению"),
        "due": ("Срок", "Сроки"),
        "owner": ("Ответственный", "Ответственные"),
        "lifted": ("Отметка о снятии", "Снято", "Отметка"),
        "organisation": ("ОО", "Школа", "Образовательная организация", "Название ОО"),
    },
    needed=("subject", "grade", "task"),
)  # fmt: skip
"""Headers of the register, as the field and the exports of ФИС ОКО spell them."""

_BASIC: Final = (60.0, 3.0)
_ADVANCED: Final = (30.0, 1.5)
"""Share of solved tasks that is enough, and the zone on both sides of it that is a border: ФИОКО's recommendations of
2026 on analysing the results of ВПР, for tasks of the basic level and of the two above it."""


def judged(record: Record) -> str:
    """The status of a row: as stated, else by level and share; nothing where they do not tell."""
    if record["status"]:
        return record["status"]
    share = number(record["school"])
    level = record["level"].strip().casefold()[:1]
    if share is None or level not in ("б", "п", "в"):
        return ""
    enough, zone = _BASIC if level == "б" else _ADVANCED
    if share < enough - zone:
        return "недостаточный"
    return "пограничный" if share < enough else "достаточный"


def number(text: str) -> float | None:
    """A number as people write it, «57,5 %»; ``None`` for anything else."""
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*%?", text.replace("\u00a0", " ").strip())
    return float(match[1].replace(",", ".")) if match else None
