"""A tracked plan with schools, and documents made of it, for the tests of making: names invented, days fixed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from vpr_tracker import PlanDraft, Tracker, read_plan
from vpr_tracker_documents.making.kinds import KINDS, Context, Kind, MadeDocument, Options
from vpr_tracker_documents.making.make import Making
from vpr_tracker_documents.russian import NameForms

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = {"vpr": ROOT / "sample_plans" / "vpr-2023.docx", "gia": ROOT / "sample_plans" / "gia-2026.docx"}
DAYS = {"vpr": date(2023, 2, 10), "gia": date(2025, 12, 10)}
FILLED = tuple(kind for kind in KINDS if kind.template is not None)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAID = """
[meeting]
title = "совещания руководителей школ"
date = 2023-02-17
chair = "Вересова И. К."
secretary = "Лебединская Т. Р."
present = ["Кедрова А. Б.", "Рябинин В. Г."]

[[items]]
topic = "О подготовке"
speaker = "Лебединская Т. Р."
heard = "Доложено о готовности."
decided = [{ who = "Руководители школ", what = "завершить подготовку", by = 2023-03-10 }]

[[items.spoke]]
who = "Кедрова А. Б."
said = "Всё готово."
"""
DIFFICULTIES = """Предмет;Класс;№ задания;Уровень;Умение;% ОО;Мера;ФИО ученика;ОО
Русский язык;5;4К1;Б;Списывать текст;54,2;повторение;Ольхин;4
Математика;5;7;П;Решать задачи;31;занятия;Ясенев;1
"""


class Clock:
    """A clock that a test sets; it stands at noon UTC of a day."""

    def __init__(self, day: date) -> None:
        self.moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def go(self, days: int) -> None:
        """Let days pass."""
        self.moment += timedelta(days=days)


@dataclass
class World:
    """A tracker over one plan, and the day of the documents."""

    tracker: Tracker
    plan_id: str
    on: date
    clock: Clock
    folder: Path
    remarks: list[str] = field(default_factory=list)

    def context(
        self, *, dated: date | None = None, on: date | None = None, settings: Any = None, **options: Any
    ) -> Context:
        """What a document is made from."""
        return Context(
            tracker=self.tracker,
            plan_id=self.plan_id,
            on=on or self.on,
            dated=dated or on or self.on,
            forms=NameForms(),
            options=Options(**options),
            settings=settings or {},
            remark=self.remarks.append,
        )

    def make(self, name: str, *, template: Path | None = None, **asked: Any) -> list[MadeDocument]:
        """The documents of a kind."""
        return list(self.making(name, template=template, **asked).documents())

    def making(self, name: str, *, template: Path | None = None, **asked: Any) -> Making:
        """The making of documents of a kind."""
        return Making(kind_of(name), self.context(**asked), template)

    def options_for(self, kind: Kind) -> dict[str, Any]:
        """Options with which a kind makes something of any plan."""
        numbers = tuple(task.number for task in self.tracker.plan(self.plan_id).tasks)
        return {
            "order": {"tasks": numbers[:4]},
            "protocol": {"tasks": numbers[:2]},
            "note": {"tasks": numbers[:2]},
        }.get(kind.name, {})

    def file(self, name: str, text: str | bytes) -> Path:
        """A file beside the database."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


def kind_of(name: str) -> Kind:
    """Our kind of that name."""
    return next(kind for kind in KINDS if kind.name == name)


@contextmanager
def world(plan: str | PlanDraft, folder: Path, *, on: date | None = None) -> Iterator[World]:
    """A world of a sample plan, or of a draft, with the schools 1, 2, 4 and a gymnasium without a number."""
    day = on or (DAYS[plan] if isinstance(plan, str) else date(2023, 2, 10))
    clock = Clock(day)
    with Tracker.open(folder / "plan.sqlite3", actor="Координатор", clock=clock) as tracker:
        draft = read_plan(SAMPLES[plan]) if isinstance(plan, str) else plan
        plan_id = tracker.import_plan(draft).plan_id
        for number, name in (("1", None), ("2", None), ("4", None), ("", "Гимназия «Росток»")):
            tracker.add_school(number, name, plan=plan_id)
        yield World(tracker, plan_id, day, clock, folder)


def parts(document: MadeDocument | bytes) -> dict[str, bytes]:
    """The parts of a Word file."""
    data = document if isinstance(document, bytes) else document.data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(document: MadeDocument | bytes, part: str = "word/document.xml") -> etree._Element:
    """The XML of a part."""
    return etree.fromstring(parts(document)[part], etree.XMLParser(huge_tree=True))


def paragraphs(document: MadeDocument | bytes) -> list[str]:
    """The texts of the paragraphs, breaks as «\\n», tabs as «\\t», no-break spaces as spaces."""
    return [_text(each) for each in root(document).iter(W + "p")]


def text(document: MadeDocument | bytes) -> str:
    """All of it."""
    return "\n".join(paragraphs(document))


def rows(document: MadeDocument | bytes, table: int) -> list[list[str]]:
    """The rows of a table as texts of cells."""
    found = list(root(document).iter(W + "tbl"))[table]
    return [
        ["\n".join(_text(each) for each in cell.iter(W + "p")) for cell in row.iter(W + "tc")]
        for row in found.iter(W + "tr")
    ]


def _text(paragraph: etree._Element) -> str:
    signs = {W + "br": "\n", W + "tab": "\t"}
    found = (each.text or "" if each.tag == W + "t" else signs.get(each.tag, "") for each in paragraph.iter())
    return "".join(found).replace("\u00a0", " ")


Change = Callable[[str], str]


def changed(template: Path, target: Path, change: Change, part: str = "word/document.xml") -> Path:
    """A template with the XML of a part changed; a change that changes nothing is a mistake of the test."""
    with zipfile.ZipFile(template) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    before = held[part].decode()
    after = change(before)
    assert after != before
    held[part] = after.encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return target
