"""The statistics of marks as a table: «Статистика по отметкам» of ФИС ОКО, by subject, grade and group of schools."""

from __future__ import annotations

from typing import Final

from vpr_tracker_documents.tables.columns import Columns

MARKS: Final = Columns(
    {
        "subject": ("Предмет", "Учебный предмет"),
        "grade": ("Класс", "Параллель"),
        "group": (
            "Группы участников", "Группа участников", "ОО", "Школа", "Название ОО", "Образовательная организация",
        ),
        "pupils": ("Кол-во участников", "Количество участников", "Участников", "Число участников"),
        "two": ("2", "Отметка 2", "«2», %", "% «2»"),
        "three": ("3", "Отметка 3", "«3», %", "% «3»"),
        "four": ("4", "Отметка 4", "«4», %", "% «4»"),
        "five": ("5", "Отметка 5", "«5», %", "% «5»"),
    },
    needed=("pupils", "two", "three", "four", "five"),
)  # fmt: skip
