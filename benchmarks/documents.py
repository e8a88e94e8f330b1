"""Documents against the floor: copying a package and replacing its XML; writing the XML of a table directly.

    python benchmarks/documents.py [LETTERS]

Prints, for letters (1,000 unless said otherwise), the time of each in proportion to the floor, and the memory that
Python allocated after a tenth of them and at the end: it must not grow. Then, for plan tables of 500, 1,000 and 2,000
rows, the time of filling the template in proportion to writing the same XML and package by hand, and how many times
longer twice as many rows take: 2 is linear.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from vpr_tracker_documents.filling.package import read_package, write_package
from vpr_tracker_documents.filling.template import Template
from vpr_tracker_documents.kinds.letter import NAMES as LETTER_NAMES
from vpr_tracker_documents.kinds.plan import NAMES as PLAN_NAMES
from vpr_tracker_documents.making.names import sample

LETTERS = 1_000
ROWS = (500, 1_000, 2_000)
LIMITS = {"letter": 4.0, "plan": 5.0}
DAY = date(2026, 1, 15)
FOLDER = Path(str(files("vpr_tracker_documents"))) / "templates" / "gost-2025"
MAIN = "word/document.xml"


def main(letters: int) -> int:
    """Measure and print; the exit code says whether a limit was passed."""
    with tempfile.TemporaryDirectory() as folder:
        passed = [_letters(Path(folder), letters), *_plans(Path(folder))]
    return 0 if all(passed) else 1


def _letters(folder: Path, count: int) -> bool:
    data = [_letter(number) for number in range(count)]
    template = Template(read_package(FOLDER / "letter.docx"))
    xml = [template.fill(each, title="", author="", dated=DAY).parts[MAIN].encode() for each in data[:1]] * count
    floor, ours = _best(
        lambda: [_copied(folder / "floor.docx", each) for each in xml],
        lambda: [_made(template, each, folder / "letter.docx") for each in data],
        runs=3,
    )
    early, late = _memory(template, data, folder)
    print(
        f"{count} letters: {ours / count * 1000:.2f} ms each, {ours / floor:.2f} × the floor (limit {LIMITS['letter']})"
    )
    print(f"memory after {len(data) // 10} letters {early / 1e6:.1f} MB, after all {late / 1e6:.1f} MB")
    return ours / floor <= LIMITS["letter"] and late < early * 1.2 + 500_000


def _letter(number: int) -> dict[str, Any]:
    values = sample(LETTER_NAMES)
    values["recipient"]["to"] = f"Директору школы № {number}"
    values["items"] = [
        {**values["items"][0], "number": row, "title": f"Документ {row} школы {number}"} for row in range(8)
    ]
    return values


def _made(template: Template, values: dict[str, Any], path: Path) -> None:
    filled = template.fill(values, title="Напоминание", author="Комитет", dated=DAY)
    template.check_xml(filled)
    path.write_bytes(write_package(template.complete(filled)))


def _copied(path: Path, xml: bytes) -> None:
    """The floor: every entry read and written again, the main part replaced."""
    with (
        zipfile.ZipFile(FOLDER / "letter.docx") as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            target.writestr(info.filename, xml if info.filename == MAIN else source.read(info))


def _memory(template: Template, data: list[dict[str, Any]], folder: Path) -> tuple[int, int]:
    tracemalloc.start()
    tenth = max(len(data) // 10, 1)
    early = 0
    for number, each in enumerate(data, 1):
        _made(template, each, folder / "memory.docx")
        if number == tenth:
            gc.collect()
            early = tracemalloc.get_traced_memory()[0]
    gc.collect()
    late = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return early, late


def _plans(folder: Path) -> Iterator[bool]:
    template = Template(read_package(FOLDER / "plan.docx"))
    before = 0.0
    for rows in ROWS:
        values = _plan(rows)
        floor, ours = _best(
            lambda values=values: _written(values, template, folder / "floor.docx"),
            lambda values=values: _made(template, values, folder / "plan.docx"),
            runs=5,
        )
        grown = f", {ours / before:.2f} × the half" if before else ""
        print(
            f"plan of {rows} rows: {ours * 1000:.0f} ms, {ours / floor:.2f} × the floor (limit {LIMITS['plan']}){grown}"
        )
        yield ours / floor <= LIMITS["plan"] and (not before or ours / before < 2.6)
        before = ours


def _plan(rows: int) -> dict[str, Any]:
    values = sample(PLAN_NAMES)
    task = {"details": ["раздел «ВСОКО»", "раздел «ВПР»"], "owners": ["Вересова И. К.", "Руководители школ"]}
    values["sections"] = [
        {
            "title": "",
            "has_title": False,
            "tasks": [
                {**task, "number": str(row), "title": f"Проверить сайт школы № {row}", "deadline": "до 25.01.2023",
                 "results": [f"Справка {row}", "Приказ"], "is_last": row == rows - 1}
                for row in range(rows)
            ],
        }
    ]  # fmt: skip
    return values


def _written(values: dict[str, Any], template: Template, path: Path) -> None:
    """The floor: the same table, written as text, in the same package."""
    rows = [
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + _cell(624, "TableNumber", [task["number"]])
        + _cell(5100, "TableText", [task["title"], *task["details"]])
        + _cell(2186, "TableText", [task["deadline"]])
        + _cell(2914, "TableItem", task["owners"])
        + _cell(3643, "TableItem", task["results"])
        + "</w:tr>"
        for task in values["sections"][0]["tasks"]
    ]
    head = f'<w:document xmlns:w="{_W}"><w:body><w:tbl><w:tblPr/><w:tblGrid/>'
    xml = head + "".join(rows) + "</w:tbl></w:body></w:document>"
    path.write_bytes(write_package({**template.package.parts, MAIN: xml.encode()}))


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _cell(width: int, style: str, lines: list[str]) -> str:
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in lines
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _best(*calls: Callable[[], object], runs: int) -> list[float]:
    """The best processor time of each call, taken in turns so that a busy moment of the machine hits them alike."""
    best = [float("inf")] * len(calls)
    for _ in range(runs):
        for index, call in enumerate(calls):
            gc.collect()
            start = time.process_time()
            call()
            best[index] = min(best[index], time.process_time() - start)
    return best


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS))
