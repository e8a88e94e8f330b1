"""Collecting checklist forms against opening the same workbooks: it must grow with their number and cost little more.

    python benchmarks/checklists_collecting.py [FORMS] [--strict]

Forms (1,000 unless said otherwise) of the longest shipped template are made for as many schools, filled in, saved, and
collected into an empty database, a quarter of them and then all. Prints what a form takes in proportion to the floor,
opening the workbook with openpyxl and going once through its cells, and how many times longer a form takes among all
of them than among a quarter: 1 is linear. ``--strict`` exits with 1 where a limit is passed.
"""

from __future__ import annotations

import gc
import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl

from vpr_tracker import Tracker, read_plan
from vpr_tracker.plugins import load_registry
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.book import book_bytes
from vpr_tracker_checklists.forms.collecting import collect, known_templates
from vpr_tracker_checklists.forms.layout import Form
from vpr_tracker_checklists.forms.making import forms_for
from vpr_tracker_checklists.forms.reading import read_form
from vpr_tracker_checklists.templates.model import Item
from vpr_tracker_checklists.templates.shelf import Shelf

FORMS = 1_000
LIMIT, GROWTH = 3.0, 1.4
DAY = date(2023, 3, 20)
NOW = datetime(2023, 3, 21, 6, tzinfo=UTC)
PLAN = Path(__file__).resolve().parents[1] / "sample_plans" / "vpr-2023.toml"


def main(count: int, *, strict: bool) -> int:
    """Measure and print; the exit code says whether a limit was passed."""
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder), count)
        some = files[: count // 4]
        quarter = _best(lambda: _collected(Path(folder), some))
        whole = _best(lambda: _collected(Path(folder), files))
    floor = _best(lambda: [_opened(data) for data in files])
    ratio, growth = whole / floor, whole / len(files) / (quarter / len(some))
    print(f"{count} forms: {whole / count * 1000:.1f} ms each, {ratio:.2f} × opening them (limit {LIMIT})")
    print(f"a form among {count} takes {growth:.2f} × one among {len(some)} (limit {GROWTH})")
    return int(strict and (ratio > LIMIT or growth > GROWTH))


def _tracker(path: Path) -> Tracker:
    return Tracker.open(path, actor="К", clock=lambda: NOW, registry=load_registry(("checklists",)))


def _files(folder: Path, count: int) -> list[bytes]:
    shelf = Shelf()
    template = max((shelf.get(name) for name in shelf.names()), key=lambda each: len(list(each.items)))
    with _tracker(folder / "base.sqlite3") as tracker:
        tracker.import_plan(read_plan(PLAN))
        tracker.import_schools([{"number": str(number)} for number in range(1, count + 1)])
        forms = forms_for(tracker, template, on=DAY)
    return [_filled(form) for form in forms]


def _filled(form: Form) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(book_bytes(form)))
    sheet = book[layout.SHEET]
    items = {item.name: item for item in form.template.items}
    for row in sheet.iter_rows():
        if row[layout.CODE - 1].value in items:
            row[layout.ANSWER - 1].value = _answer(items[row[layout.CODE - 1].value])
            row[layout.NOTE - 1].value, row[layout.EVIDENCE - 1].value = "посмотрено", "приказ.pdf"
        elif row[layout.NUMBER - 1].value in layout.BY.values():
            row[layout.ANSWER - 1].value = "Лебедева Т. Р."
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _answer(item: Item) -> object:
    if item.choices:
        return item.choices[0].label
    return {"integer": 2, "decimal": 2.5, "date": DAY}.get(item.type, "слова")


def _collected(folder: Path, files: list[bytes]) -> None:
    path = folder / "collected.sqlite3"
    path.write_bytes((folder / "base.sqlite3").read_bytes())
    with _tracker(path) as tracker:
        known = known_templates(tracker, Shelf())
        forms = [read_form(data, f"{place}.xlsx", known) for place, data in enumerate(files)]
        done = collect(tracker, Shelf(), forms)
    if not all(each.taken is not None and each.taken.outcome == "finished" for each in done.forms):
        raise SystemExit("a form was not taken")


def _opened(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    count = sum(1 for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None)
    book.close()
    return count


def _best(call: Callable[[], object], runs: int = 2) -> float:
    """The best processor time."""
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    sys.exit(main(numbers[0] if numbers else FORMS, strict="--strict" in sys.argv))
