"""What the tests of marked plans look at: what differs between two packages, and whether they read as one plan."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from vpr_tracker import PlanDraft, TaskDraft
from vpr_tracker_documents.marking.writing import Written, write_marks
from vpr_tracker_documents.plan.read import read_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
TEXTS = (
    "Исполнено 25.01.2023",
    "Исполнено частично: 32 из 52 (школы № 1, 4)",
    "На проверке",
    "Не исполнено, срок истёк 25.01.2023",
    "Срок не наступил",
    "Исполняется постоянно",
)


def mark_all(path: Path, *, replace: bool = False, texts: Sequence[str] = TEXTS) -> tuple[Path, Written]:
    """Mark every task of a file; the marked file has its name, in a folder below (a plan may be called after it)."""
    marks: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for index, task in enumerate(read_docx(path).tasks):
        assert task.source is not None
        marks.setdefault((task.source.table, task.source.row), []).append((task.number, texts[index % len(texts)]))
    written = write_marks(path, path.read_bytes(), marks, replace=replace)
    marked = path.parent / "marked" / path.name
    marked.parent.mkdir(exist_ok=True)
    marked.write_bytes(written.data)
    return marked, written


def plan_of(draft: PlanDraft) -> tuple[Any, ...]:
    """All that a plan says, but its marks and places."""
    return draft.plan.model_dump(exclude={"source"}), [
        task.model_dump(exclude={"source", "extras"}) for task in draft.tasks
    ]


def marks_of(draft: PlanDraft) -> list[str]:
    """The marks of the tasks, in their order, no-break spaces as spaces."""
    return [_mark(task) for task in draft.tasks]


def _mark(task: TaskDraft) -> str:
    found = [
        str(value) for name, value in task.extras.items() if name.lower().startswith(("отметка", "исполн", "выполн"))
    ]
    return "\n".join(found).replace("\u00a0", " ")


def entries(path: Path) -> list[tuple[str, bytes]]:
    """The entries of a package in their order."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def raw_entries(path: Path) -> dict[str, tuple[Any, ...]]:
    """What the zip file says of each entry: time, sizes as stored, attributes, extra field."""
    with zipfile.ZipFile(path) as archive:
        return {
            info.filename: (
                info.date_time,
                info.compress_type,
                info.compress_size,
                info.CRC,
                info.external_attr,
                info.extra,
            )
            for info in archive.infolist()
        }


def same_but_main(before: Path, after: Path) -> None:
    """Every part but the main one is there in the same order with the same bytes, stored in the same way."""
    old, new = entries(before), entries(after)
    assert [name for name, _data in old] == [name for name, _data in new]
    assert [pair for pair in old if pair[0] != MAIN] == [pair for pair in new if pair[0] != MAIN]
    stored, now = raw_entries(before), raw_entries(after)
    assert {name: what for name, what in stored.items() if name != MAIN} == {
        name: what for name, what in now.items() if name != MAIN
    }


def root(path: Path) -> etree._Element:
    """The main part's XML."""
    return etree.fromstring(dict(entries(path))[MAIN])


def canonical(element: etree._Element) -> bytes:
    """An element's XML in canonical form."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def without(element: etree._Element, *tags: str) -> etree._Element:
    """A copy of an element without the children, at any depth, that have these tags."""
    copy = etree.fromstring(canonical(element))
    for each in list(copy.iter(*(W + tag for tag in tags))):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    return copy


def own(element: etree._Element, tag: str, owner: str) -> list[etree._Element]:
    """Descendants with a tag that belong to this element and to no other ``owner`` inside it."""
    return [
        each for each in element.iter(W + tag) if each is not element and next(each.iterancestors(W + owner)) is element
    ]


def rows(tree: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """The rows of all tables outside of other tables, each with its cells."""
    for table in tree.iter(W + "tbl"):
        if next(table.iterancestors(W + "tbl"), None) is None:
            for row in own(table, "tr", "tbl"):
                yield row, own(row, "tc", "tr")


def text_of(element: etree._Element) -> str:
    """The text of an element, paragraphs as lines."""
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in element.iter(W + "p"))


def only_the_column_is_new(path: Path, marked: Path) -> None:
    """Each row has one cell more at its end, or a wider last one; all else is the same, but widths."""
    old, new = root(path), root(marked)
    for (old_row, old_cells), (new_row, new_cells) in zip(rows(old), rows(new), strict=True):
        assert canonical(without(old_row, "tc", "sdt", "gridAfter", "wAfter")) == canonical(
            without(new_row, "tc", "sdt", "gridAfter", "wAfter")
        )
        if len(new_cells) == len(old_cells):
            pairs = list(zip(old_cells, new_cells, strict=True))
            assert canonical(without(pairs[-1][0], "tcPr")) == canonical(without(pairs[-1][1], "tcPr"))
            pairs.pop()
        else:
            pairs = list(zip(old_cells, new_cells[: len(old_cells)], strict=True))
            assert len(new_cells) - len(old_cells) in (1, 2)
        for one, other in pairs:
            assert canonical(without(one, "tcW")) == canonical(without(other, "tcW"))
    around = without(old, "tbl"), without(new, "tbl")
    assert canonical(around[0]) == canonical(around[1])
