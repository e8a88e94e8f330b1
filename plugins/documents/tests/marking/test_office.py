"""LibreOffice opens the marked files and shows every mark."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from build import change, docx, p, sdt, table, tc, tr
from marking_facts import TEXTS, mark_all

from vpr_tracker_documents.plan.read import read_docx

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) is not installed"),
]
SAMPLES = Path(__file__).parents[4] / "sample_plans"
HEADER = ["№", "Мероприятие", "Срок", "Ответственный", "Результат"]
DOWN = tc("", merge="continue")
ROWS = [["1", "Провести семинар", "до 25.01.2023", "Методист", "Справка"],
        ["2", "Собрать отчёты", "март 2023", "Директор", "Отчёт"]]  # fmt: skip
MADE = {
    "sections": [HEADER, [tc("Раздел I. Организация", span=5)], ROWS[0], ROWS[1]],
    "merged": [HEADER, [tc("1", merge="restart"), tc("Семинар", merge="restart"), *ROWS[0][2:]],
               [DOWN, DOWN, *ROWS[1][2:]], ["3", *ROWS[1][1:]]],
    "controls": [HEADER, sdt(tr(*ROWS[0])), [*ROWS[1][:4], sdt(tc("Отчёт"))]],
    "changes": [HEADER, tr(*ROWS[0], props=change("ins")), tr("9", *ROWS[1][1:], props=change("del")), ROWS[1]],
    "filled": [[*HEADER, "Исполнение"], [*ROWS[0], sdt(tc("Введите"), "<w:showingPlcHdr/>")], [*ROWS[1], "Протокол"]],
    "gap": [HEADER, tr(*ROWS[0][:4], props='<w:gridAfter w:val="1"/>'), ROWS[1]],
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The words of each marked file as LibreOffice writes them out, and how many marks it has."""
    folder = tmp_path_factory.mktemp("office")
    paths = [
        docx(folder / f"{name}.docx", p("План на 2023 год"), table(body, columns=5)) for name, body in MADE.items()
    ]
    paths += [Path(shutil.copy(each, folder)) for each in sorted(SAMPLES.glob("*.docx"))]
    marked = [mark_all(path)[0] for path in paths]
    command = [
        str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
        "txt:Text (encoded):UTF8", "--outdir", str(folder), *map(str, marked),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {
        path.stem: ((folder / f"{each.stem}.txt").read_text(encoding="utf-8-sig"), len(read_docx(path).tasks))
        for path, each in zip(paths, marked, strict=True)
    }


@pytest.mark.parametrize("name", [*MADE, "gia-2026", "vpr-2023"])
def test_libreoffice_shows_every_mark(name, shown):
    text, tasks = shown[name]
    found = sum(" ".join(text.split()).count(" ".join(mark.split())) for mark in TEXTS)
    # «Исполнено 25.01.2023» is no part of any other mark, nor is one of them of another.
    assert found == tasks
