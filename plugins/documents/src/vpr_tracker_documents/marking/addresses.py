"""Where each measure of a tracked plan stands in the Word file: by what was kept at the import, else by its words."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.plan.text import plain

if TYPE_CHECKING:
    from vpr_tracker import PlanDraft, TaskDraft

Address: TypeAlias = tuple[int, int]
"""Table and row, both from 1, as the reader counts them."""
Found: TypeAlias = tuple[dict[int, Address], list[str]]
"""By place of the task in the plan; and a remark on every task that has no row."""


def addresses(plan: PlanDraft, path: Path, data: bytes, *, any_source: bool) -> Found:
    """The rows of a plan's tasks in a file.

    :param any_source: take another file than the one that the plan was read from; its measures are then recognised by
        number and words.
    :raises BadInput: it is another file.
    """
    source = plan.plan.source or {}
    if hashlib.sha256(data).hexdigest() == source.get("sha256"):
        return _kept(plan.tasks)
    if any_source:
        return _recognised(plan.tasks, path)
    named = source.get("file")
    raise BadInput(
        _("«{name}» is not the document that the plan was read from, or it was changed since").format(name=path.name),
        hint=_("the plan was read from «{file}»; to mark another file by its measures' words: --any-source").format(
            file=named
        )
        if named
        else _("to mark it by its measures' words: --any-source"),
        where=str(path),
    )


def _kept(tasks: Sequence[TaskDraft]) -> Found:
    found = {at: (task.source.table, task.source.row) for at, task in enumerate(tasks) if task.source is not None}
    return found, [_lost(task) for at, task in enumerate(tasks) if at not in found]


def _recognised(tasks: Sequence[TaskDraft], path: Path) -> Found:
    from vpr_tracker_documents.plan.read import read_docx

    there: dict[tuple[str, str], list[Address]] = defaultdict(list)
    for each in read_docx(path).tasks:
        if each.source is not None:
            place = (each.source.table, each.source.row)
            for key in ((each.number, plain(each.title)), ("", plain(each.title))):
                there[key].append(place)
    found: dict[int, Address] = {}
    for at, task in enumerate(tasks):
        title = plain(task.title)
        whole, worded = there.get((task.number, title), []), there.get(("", title), [])
        if whole or len(worded) == 1:
            found[at] = (whole or worded)[0]
    return found, [_lost(task) for at, task in enumerate(tasks) if at not in found]


def _lost(task: TaskDraft) -> str:
    return _("measure {number} «{title}» has no row of its own in the file: it is not marked").format(
        number=task.number, title=task.title[:80]
    )
