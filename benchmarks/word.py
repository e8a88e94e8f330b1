"""Reading Word against the floor: parsing ``document.xml`` with lxml and walking its elements once.

    python benchmarks/word.py [ROWS …]

Prints, for tables of 1,000, 2,000 and 4,000 rows of six cells, the best time of several runs of the floor and of each
reader, the ratio between them, and the peak of memory that Python allocated (the tree that lxml builds, in C, not
counted). Ratios that stay the same from size to size mean that the reader is linear.

The first table is marked up about as richly as Word does it; its measures and days differ, its owners and results
recur, as in real plans. Two more say how far the ratio can go: «bare» has no markup at all beside the text, so that its
floor is the lowest there is, «apart» has in addition no two cells alike, owners included, which no plan has.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from vpr_tracker import read_plan
from vpr_tracker_documents.word.read import read_word

SIZES = (1_000, 2_000, 4_000)
LIMITS = {"read_word": 4.0, "read_plan": 15.0}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)
_MARKED_UP = (
    '<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="22"/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>'
)
_BARE = "<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
_OWNERS = (
    "Руководитель ОО",
    "Муниципальный координатор",
    "Заместитель директора по УВР",
    "Методисты",
    "Вересова И. К.",
)
_RESULTS = ("Справка", "Аналитическая справка", "Приказ", "Протокол совещания")
_HEADER = ("№", "Мероприятие", "Срок", "Ответственный", "Результат", "Примечание")


READERS: Final[dict[str, Callable[[Path], object]]] = {"read_word": read_word, "read_plan": read_plan}
"""What is measured: the raw table, and the whole plan on top of it."""


def main(sizes: tuple[int, ...]) -> None:
    """Print a line per kind of table, size and reader."""
    print(f"{'table':<6} {'rows':>6} {'floor':>9} {'reader':<10} {'time':>9} {'ratio':>6} {'limit':>6} {'memory':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        for kind, rows in [("usual", rows) for rows in sizes] + [("bare", 2_000), ("apart", 2_000)]:
            write_plan(path, rows, bare=kind != "usual", apart=kind == "apart")
            for name, read in READERS.items():
                at_floor, time_taken = _best(partial(floor, path), partial(read, path))
                limit = f"{LIMITS[name]:>6.1f}" if kind == "usual" else ""
                print(
                    f"{kind:<6} {rows:>6} {at_floor * 1000:>6.0f} ms {name:<10} {time_taken * 1000:>6.0f} ms"
                    f" {time_taken / at_floor:>6.2f} {limit:>6} {_peak(read, path) / 1e6:>5.0f} MB"
                )


def floor(path: Path) -> int:
    """Parse the main part and walk its elements once; gives their number."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        data = archive.read("word/document.xml")
    return sum(1 for _ in etree.fromstring(data).iter())


def write_plan(path: Path, rows: int, *, bare: bool = False, apart: bool = False) -> None:
    """Write a plan of ``rows`` measures, marked up about as richly as Word does it, or not at all (``bare``)."""
    body = "".join(_row(cells, _BARE if bare else _MARKED_UP) for cells in _cells(rows, apart=apart))
    document = f'<w:document xmlns:w="{_W}"><w:body><w:tbl><w:tblPr/>{body}</w:tbl></w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("word/document.xml", document)


def _cells(rows: int, *, apart: bool) -> Iterator[tuple[str, ...]]:
    yield _HEADER
    for row in range(1, rows + 1):
        day = f"{row % 28 + 1:02d}.{row % 12 + 1:02d}.2023"
        owner, result = _OWNERS[row % len(_OWNERS)], _RESULTS[row % len(_RESULTS)]
        if apart:
            owner, result = f"{owner} школы № {row}", f"{result} № {row}"
        yield (str(row), f"Проверка готовности к работе № {row}", f"до {day}", owner, result, "—")


def _row(cells: tuple[str, ...], markup: str) -> str:
    return f"<w:tr>{''.join(markup.format(text=text) for text in cells)}</w:tr>"


def _best(*calls: Callable[[], object], runs: int = 7) -> list[float]:
    """The best time of each call, taken in turns so that a busy moment of the machine hits them alike."""
    best = [float("inf")] * len(calls)
    for _ in range(runs):
        for index, call in enumerate(calls):
            gc.collect()
            start = time.perf_counter()
            call()
            best[index] = min(best[index], time.perf_counter() - start)
    return best


def _peak(read: Callable[[Path], object], path: Path) -> int:
    tracemalloc.start()
    try:
        read(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    main(tuple(int(text) for text in sys.argv[1:]) or SIZES)
