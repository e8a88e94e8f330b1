"""A committee whose schools were visited: runs are put straight into the table, in whatever state a test wants."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import delete
from tests.factories import make_draft, standard_tasks

from vpr_tracker import Tracker
from vpr_tracker.plugins import load_registry
from vpr_tracker_checklists.tables import RunRow, TemplateRow
from vpr_tracker_checklists.templates.model import Template
from vpr_tracker_checklists.templates.shelf import template_of

NOW = datetime(2023, 4, 10, 5, tzinfo=UTC)
DAY = date(2023, 3, 20)
SCHOOLS = ("12", "1", "7", "4")
"""In the registry's order, which is that of no number and of no name."""
NAMES = {"12": "Лицей", "1": "Начальная", "7": "Средняя", "4": "Гимназия"}
_HEAD = """\
schema = "vpr-tracker/checklist-template/1"
name = "kabinet"
title = "Готовность кабинетов"
description = "Что посмотреть в кабинетах."
version = {version}
per = "{per}"
by = "inspector"
tasks = ["8"]

[[sections]]
name = "rooms"
label = "Кабинеты"
"""
_ITEMS = {
    "intro": 'type = "note"\nlabel = "Посмотреть до начала"',
    "ready": 'type = "yes_no_na"\nlabel = "Кабинеты готовы"\nfinding = "Кабинеты не готовы"',
    "why": 'type = "text"\nlabel = "Что не готово"\nrelevant = "${ready} = \'no\'"',
    "ordered": 'type = "select_one"\nlabel = "Видеонаблюдение назначено"\n'
    'choices = [{ name = "y", label = "назначено" }, { name = "n", label = "нет" }]',
    "video": 'type = "yes_no"\nlabel = "Видеонаблюдение ведётся"\nrelevant = "${ordered} = \'y\'"',
    "observers": 'type = "integer"\nlabel = "Наблюдателей"\nunit = "чел."\nthreshold = ". >= 2"\ntotal = true',
    "stock": 'type = "select_one"\nlabel = "Запас бумаги"\nchoices = [{ name = "enough", label = "хватает" }, '
    '{ name = "little", label = "мало", finding = true }]',
    "lacks": 'type = "select_multiple"\nlabel = "Чего нет"\nchoices = [{ name = "clock", label = "часов", '
    'finding = true }, { name = "sign", label = "таблички", finding = true }, { name = "tea", label = "чая" }]',
    "share": 'type = "decimal"\nlabel = "Доля"\nthreshold = ". * 2 >= ${observers}"',
    "checked": 'type = "date"\nlabel = "Проверено"\nthreshold = ". >= today() - 30"',
    "gone": 'type = "yes_no"\nlabel = "Что спрашивали раньше"',
}
_FORMERLY = {
    **_ITEMS,
    "share": 'type = "yes_no"\nlabel = "Доля посчитана"',
    "stock": 'type = "select_one"\nlabel = "Запас бумаги"\nchoices = [{ name = "none", label = "нет совсем", '
    'finding = true }, { name = "much", label = "хватает" }, { name = "little", label = "немного" }]',
    "checked": 'type = "note"\nlabel = "Проверьте сами"',
}
"""As it was asked once: what is a number now by yes and no, with other choices, not at all."""
NEW = tuple(name for name in _ITEMS if name != "gone")
OLD = ("intro", "ready", "observers", "stock", "share", "checked", "gone")
OLD_ASKED = ("ready", "observers", "stock", "share", "gone")
ASKED = NEW[1:]


def template(names: tuple[str, ...] = NEW, *, version: int = 2, per: str = "day") -> Template:
    """The template with these items; of version 1 as they were asked once."""
    ways = _FORMERLY if version == 1 else _ITEMS
    items = "".join(f'\n[[sections.items]]\nname = "{name}"\n{ways[name]}\n' for name in names)
    return template_of(_HEAD.format(version=version, per=per) + items, "kabinet.toml")


PRESENT, FORMER = template(), template(OLD, version=1)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A run as a test wants it."""

    school: str
    held_on: date = DAY
    answers: dict[str, Any] = field(default_factory=dict)
    status: str = "finished"
    template: Template = PRESENT
    version: int = 1
    number: int | None = None


class Seen:
    """The committee, opened with the plugin."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder = folder
        self.url = url or str(folder / "plans.sqlite3")
        self.tracker = Tracker.open(
            self.url, actor="Муравлёва К. Д.", clock=lambda: NOW, registry=load_registry(("checklists",))
        )

    def fill_up(self) -> Seen:
        """The plan, its schools, both texts of the template."""
        self.tracker.import_plan(make_draft(standard_tasks()))
        self.tracker.import_schools([{"number": number, "name": NAMES[number]} for number in SCHOOLS])
        with self.tracker.unit() as unit, unit.entry("checklist_start"):
            unit.writer.insert(TemplateRow, [self._template_row(each) for each in (PRESENT, FORMER)])
        return self

    @staticmethod
    def _template_row(each: Template) -> dict[str, Any]:
        return {"id": each.digest, "name": each.name, "title": each.title, "body": each.body, "added_at": NOW}

    def school_id(self, number: str) -> str:
        return next(each.organisation_id for each in self.tracker.schools() if each.number == number)

    def put(self, *runs: Made) -> None:
        """Let these be the runs, and no others; each has a later number than those before it."""
        plan, schools = self.tracker.resolve_plan(), {each: self.school_id(each) for each in SCHOOLS}
        numbers = count(1)
        rows = [
            {
                "id": f"run-{place}",
                "number": made.number or next(numbers),
                "series": f"series-{made.number or place}",
                "version": made.version,
                "plan_id": plan,
                "organisation_id": schools.get(made.school, made.school),
                "template": made.template.name,
                "template_id": made.template.digest,
                "held_on": made.held_on,
                "inspector": "Гордеева Т. Н.",
                "status": made.status,
                "answers": made.answers,
                "started_at": NOW,
                "started_by": "x",
            }
            for place, made in enumerate(runs)
        ]
        with self.tracker.engine.begin() as connection:
            connection.execute(delete(RunRow.__table__))
        with self.tracker.unit() as unit, unit.entry("checklist_start"):
            unit.writer.insert(RunRow, rows)

    def close(self) -> None:
        self.tracker.close()
