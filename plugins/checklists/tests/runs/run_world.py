"""A committee with a plan, four schools and a template of its own; copies of a form as they come back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.factories import make_draft, standard_tasks

from vpr_tracker import Tracker
from vpr_tracker.plugins import load_registry
from vpr_tracker_checklists.runs.book import RunBook
from vpr_tracker_checklists.runs.model import FormReturn, Run
from vpr_tracker_checklists.templates.answers import Sheet
from vpr_tracker_checklists.templates.shelf import Shelf, template_of

DAY = date(2023, 3, 20)
NOW = datetime(2023, 4, 10, 5, tzinfo=UTC)
SCHOOLS = ("1", "4", "7", "12")
BODY = """\
schema = "vpr-tracker/checklist-template/1"
name = "kabinet"
title = "Готовность кабинетов"
description = "Что посмотреть в кабинетах перед работой."
version = 1
per = "day"
by = "inspector"
tasks = ["8"]

[[sections]]
name = "rooms"
label = "Кабинеты"

[[sections.items]]
type = "yes_no"
name = "ready"
label = "Кабинеты готовы"
hint = "Посмотреть каждый кабинет из приказа."
required = true
finding = "Кабинеты не готовы"

[[sections.items]]
type = "text"
name = "why"
label = "Что не готово"
required = true
relevant = "${ready} = 'no'"

[[sections.items]]
type = "integer"
name = "observers"
label = "Наблюдателей в день работы"
required = true
unit = "чел."
constraint = ". >= 0 and . <= 50"
constraint_message = "от 0 до 50"
threshold = ". >= 2"

[[sections]]
name = "paper"
label = "Бумага"

[[sections.items]]
type = "select_one"
name = "stock"
label = "Запас бумаги"
choices = [
    { name = "enough", label = "хватает" },
    { name = "little", label = "мало", finding = true },
    { name = "none", label = "нет совсем", finding = true },
]

[[sections.items]]
type = "text"
name = "remark"
label = "Замечания"
"""
FULL = {"ready": "да", "observers": "3"}


class Clock:
    """Goes on by a minute with each look, so that no two changes fall on one instant."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


class World:
    """The committee, opened with the plugin."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder = folder
        self.shelf_folder = folder / "templates"
        self.shelf_folder.mkdir(parents=True, exist_ok=True)
        (self.shelf_folder / "kabinet.toml").write_text(BODY, encoding="utf-8")
        self.url = url or str(folder / "plans.sqlite3")
        self.tracker = Tracker.open(
            self.url, actor="Муравлёва К. Д.", clock=Clock(), registry=load_registry(("checklists",))
        )

    def fill_up(self) -> World:
        """The plan and its schools."""
        self.tracker.import_plan(make_draft(standard_tasks()))
        self.tracker.import_schools([{"number": number} for number in SCHOOLS])
        return self

    @property
    def book(self) -> RunBook:
        return RunBook(self.tracker, Shelf([self.shelf_folder]))

    @property
    def plan_id(self) -> str:
        return self.tracker.resolve_plan()

    def school_id(self, number: str) -> str:
        return next(each.organisation_id for each in self.tracker.schools() if each.number == number)

    def start(self, school: str = "4", on: date = DAY, **options: Any) -> Run:
        return self.book.start("kabinet", school=school, on=on, **options)

    def finished(self, school: str = "4", on: date = DAY, answers: Any = FULL, **options: Any) -> Run:
        run = self.start(school, on, **options)
        self.book.fill(run.number, answers=answers)
        return self.book.finish(run.number).run

    def back(self, stamp: int, answers: Any, *, form: str = "форма-1", school: str = "4", **more: Any) -> FormReturn:
        """A copy of a form; answers as they are kept."""
        fields: dict[str, Any] = {"held_on": DAY, "inspector": "Гордеева Т. Н.", "source": f"{form}.xlsx", **more}
        return FormReturn(
            form_id=form,
            template=template_of(BODY, "kabinet.toml"),
            plan_id=self.plan_id,
            organisation_id=self.school_id(school),
            stamp=f"{stamp:06}",
            sheet=Sheet(answers=answers),
            **fields,
        )

    def close(self) -> None:
        self.tracker.close()


def state(book: RunBook) -> list[tuple[Any, ...]]:
    """What stands of all runs, without what tells how it came about."""
    return sorted(
        (run.form_id or "", run.school, run.status, run.held_on, run.inspector, str(run.stamp), repr(run.sheet))
        for run in book.list()
    )
