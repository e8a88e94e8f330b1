"""Reading Word against the floor: parsing ``document.xml`` with lxml and walking its elements once.

    python benchmarks/word.py [ROWS …]

Prints, for tables of 1,000, 2,000 and 4,000 rows of six cells, the best time of several runs of the floor and of each
reader, the ratio between them, and the peak of memory that Python allocated (the tree that lxml builds, in C, not
counted). Ratios that stay the same from size to size mean that the reader is linear.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from vpr_tracker_documents.word.read import read_word

SIZES = (1_000, 2_000, 4_000)
LIMITS = {"read_word": 4.0, "read_plan": 15.0}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)
_HEADER = ("№", "Мероприятие", "Срок", "Ответственный", "Результат", "Примечание")


def readers() -> dict[str, Callable[[Path], object]]:
    """What is measured: the raw table, and the whole plan on top of it."""
    return {"read_word": read_word}


def main(sizes: tuple[int, ...]) -> None:
    """Print a line per reader and size."""
    print(f"{'rows':>6} {'floor':>9} {'reader':<10} {'time':>9} {'ratio':>6} {'limit':>6} {'memory':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / f"{rows}.docx"
            write_plan(path, rows)
            for name, read in readers().items():
                at_floor, time_taken = _best(lambda path=path: floor(path), lambda path=path, read=read: read(path))
                print(
                    f"{rows:>6} {at_floor * 1000:>6.0f} ms {name:<10} {time_taken * 1000:>6.0f} ms"
                    f" {time_taken / at_floor:>6.2f} {LIMITS[name]:>6.1f} {_peak(read, path) / 1e6:>5.0f} MB"
                )


def floor(path: Path) -> int:
    """Parse the main part and walk its elements once; gives their number."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        data = archive.read("word/document.xml")
    return sum(1 for _ in etree.fromstring(data).iter())


def write_plan(path: Path, rows: int) -> None:
    """Write a plan of ``rows`` measures, marked up about as richly as Word does it."""
    body = "".join(_row(cells) for cells in _cells(rows))
    document = f'<w:document xmlns:w="{_W}"><w:body><w:tbl><w:tblPr/>{body}</w:tbl></w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("word/document.xml", document)


def _cells(rows: int) -> Iterator[tuple[str, ...]]:
    yield _HEADER
    for row in range(1, rows + 1):
        day = f"{row % 28 + 1:02d}.{row % 12 + 1:02d}.2023"
        yield (str(row), f"Проверка готовности к работе № {row}", f"до {day}", "Руководитель ОО", "Справка", "—")


def _row(cells: tuple[str, ...]) -> str:
    return f"<w:tr>{''.join(_cell(text) for text in cells)}</w:tr>"


def _cell(text: str) -> str:
    return (
        '<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="22"/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>'
    )


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
