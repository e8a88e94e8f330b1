"""Draw the first page of every document for the docs: ``python tools/picture_documents.py`` (soffice and pdftoppm).

The sample plan is tracked in a folder of its own, a few things are recorded on a fixed day, and the pages become
``docs/how-to/pictures/KIND.png``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from vpr_tracker import Tracker, read_plan
from vpr_tracker_documents.making.delivery import deliver
from vpr_tracker_documents.making.kinds import KINDS, Context, Options
from vpr_tracker_documents.making.make import Making
from vpr_tracker_documents.russian import NameForms

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "sample_plans" / "vpr-2023.docx"
PICTURES = ROOT / "docs" / "how-to" / "pictures"
ON = date(2023, 2, 10)
SETTINGS = {
    "organisation": "Комитет по образованию города Заозёрска",
    "address": "ул. Луговая, д. 1, г. Заозёрск",
    "phone": "8 (000) 00-00-00",
    "place": "г. Заозёрск",
    "signer_post": "Председатель комитета",
    "signer_name": "Вересова И. К.",
}
TABLE = """Предмет;Класс;№ задания;Уровень;Умение;% ОО;% города;Группа;Мера;Срок;Ответственный
Русский язык;5;4К1;Б;Списывать текст с пропусками;54,2;61;получившие «3»;повторение;01.03.2023;руководитель ШМО
Русский язык;5;7;Б;Находить главную мысль текста;58;63;все;уроки чтения;15.03.2023;руководитель ШМО
Математика;5;7;П;Решать текстовые задачи в три действия;31;28;все;занятия;01.03.2023;заместитель директора
"""
SAID = """[meeting]
title = "совещания руководителей школ"
date = 2023-02-17
number = "2"
chair = "Вересова И. К."
secretary = "Лебединская Т. Р."
present = ["Кедрова А. Б.", "Рябинин В. Г.", "Ольхина М. Д."]

[[items]]
task = "3"
topic = "О подготовке к ВПР"
speaker = "Лебединская Т. Р."
heard = "Доложено о готовности школ и о материалах, которые не поступили."
decided = [{ who = "Руководители школ", what = "завершить подготовку аудиторий", by = 2023-03-10 }]
"""


def record(tracker: Tracker) -> None:
    """Four schools; one has done all of the first task, another a part, one result was returned."""
    for number in ("1", "2", "4", "7"):
        tracker.add_school(number)
    tracker.assign("Директор", "Кедрова А. Б.", school="4")
    tracker.submit("1", school="7")
    tracker.accept("1", school="7")
    for result in ("1", "2", "3"):
        tracker.submit("1", school="4", deliverable=result)
    tracker.return_("1", school="4", deliverable="1", note="нет подписи")


def options(folder: Path) -> dict[str, dict[str, Any]]:
    """What each kind is made of."""
    (folder / "table.csv").write_text(TABLE, "utf-8")
    (folder / "said.toml").write_text(SAID, "utf-8")
    return {
        "order": {"tasks": ("1", "2", "3", "14"), "number": "21"},
        "letter": {"school": "4", "until": date(2023, 2, 17), "number": "45"},
        "note": {"school": "4", "table": folder / "table.csv", "tasks": ("1",)},
        "register": {"school": "4", "table": folder / "table.csv"},
        "protocol": {"said": folder / "said.toml", "tasks": ("2",)},
    }


def draw(pdf: Path, name: str, page: str) -> None:
    """A page of a PDF as a small grey picture."""
    command = ["pdftoppm", "-r", "60", "-f", page, "-l", page, "-png", "-singlefile", "-gray"]
    subprocess.run([*command, str(pdf), str(PICTURES / name)], check=True)


def main() -> int:
    """Draw all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = datetime(2023, 2, 9, 5, tzinfo=UTC)
        made: list[Path] = []
        with Tracker.open(folder / "plan.sqlite3", actor="Координатор", clock=lambda: clock) as tracker:
            plan = tracker.import_plan(read_plan(SOURCE)).plan_id
            record(tracker)
            asked = options(folder)
            for kind in (each for each in KINDS if each.template is not None):
                context = Context(
                    tracker=tracker, plan_id=plan, on=ON, dated=ON, forms=NameForms(), settings=SETTINGS,
                    options=Options(**asked.get(kind.name, {})),
                )  # fmt: skip
                made += deliver(Making(kind, context), folder / f"{kind.name}.docx")
        profile = (folder / "profile").as_uri()
        office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*office, str(folder), *map(str, made)], check=True, capture_output=True)
        for path in made:
            draw(path.with_suffix(".pdf"), path.stem, "1")
        draw(folder / "report.pdf", "report-timeline", "4")
        draw(folder / "report.pdf", "report-grid", "5")
    return 0


if __name__ == "__main__":
    sys.exit(main())
