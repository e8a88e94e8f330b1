"""A table of who handed in what, in CSV: one row for each thing, with titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.cli.csv_file import cell, read_rows
from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _

if TYPE_CHECKING:
    from vpr_tracker.tracker.orders import Submission

TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "task": ("task", "мероприятие", "номер мероприятия", "№ мероприятия", "пункт", "№"),
    "school": ("school", "школа", "оо", "организация", "номер школы", "№ школы"),
    "deliverable": ("result", "deliverable", "результат", "документ"),
    "occurrence": ("occurrence", "key", "ключ", "срок", "период"),
    "progress": ("progress", "quantity", "количество", "сделано"),
    "files": ("file", "files", "файл", "файлы"),
    "urls": ("url", "link", "ссылка", "ссылки"),
    "note": ("note", "примечание", "замечание", "комментарий"),
}
"""The columns, each with the titles that it may have; the first one is for messages in English."""
_SEVERAL: Final = "|"
"""Stands between several files or links of one cell."""


def read_submissions(path: str) -> tuple[list[Submission], list[tuple[str, str]]]:
    """The submissions of a file, and (where, why) of rows that are none.

    Files are named from the folder of the table. The name of each submission for messages is its line.

    :raises NotFound: there is no such file.
    :raises BadInput: it is no table with the titles that are needed.
    """
    what = _("«{path}» is not a table of submissions in CSV").format(path=path)
    rows = read_rows(path, what=what, hint=_hint())
    if not rows:
        raise BadInput(_("«{path}» holds no submission").format(path=path), hint=_hint(), where=path)
    places = _places(rows[0][1], what, path)
    found: list[Submission] = []
    bad: list[tuple[str, str]] = []
    for line, row in rows[1:]:
        where = _("line {n}").format(n=line)
        values = {name: cell(row, place) for name, place in places.items()}
        try:
            found.append(_submission(values, where, Path(path).parent))
        except ValueError as error:
            bad.append((where, str(error)))
    if not found and not bad:
        raise BadInput(_("«{path}» holds no submission").format(path=path), hint=_hint(), where=path)
    return found, bad


def _hint() -> str:
    return _("the first row has titles: task;school;result;progress;file;note")


def _places(titles: Sequence[str], what: str, path: str) -> dict[str, int]:
    known = {title: name for name, names in TITLES.items() for title in names}
    places: dict[str, int] = {}
    strange = []
    for place, title in enumerate(titles):
        folded = " ".join(title.casefold().split())
        if folded in known and known[folded] not in places:
            places[known[folded]] = place
        elif folded:
            strange.append(title.strip())
    if "task" not in places or strange:
        problems = [_("the title «{title}» is not known, or there twice").format(title=title) for title in strange]
        if "task" not in places:
            problems.append(_("no column says which task"))
        raise BadInput(what, problems=problems, hint=_hint(), where=path)
    return places


def _submission(values: Mapping[str, str], where: str, folder: Path) -> Submission:
    from vpr_tracker.tracker.orders import Submission

    if not values["task"]:
        raise ValueError(_("no task is named"))
    named: dict[str, Any] = {
        name: values[name] for name in ("task", "school", "deliverable", "occurrence", "note") if values.get(name)
    }
    progress = values.get("progress")
    if progress:
        if not (progress.isascii() and progress.isdecimal() and len(progress) <= 10):
            raise ValueError(_("«{value}» is not a number").format(value=progress))
        named["progress"] = int(progress)
    return Submission(
        **named,
        # Not joined where the path is whole already; «..» is refused where the file is opened.
        files=tuple(str(folder / each) for each in _several(values.get("files", ""))),
        urls=tuple(_several(values.get("urls", ""))),
        where=where,
    )


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(_SEVERAL) if part.strip()]
