"""The kind «marked-plan»: the original Word file with the marks of a day in its column of execution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vpr_tracker import UsageError
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.making.facts import gather
from vpr_tracker_documents.making.kinds import MadeDocument
from vpr_tracker_documents.marking.addresses import Address, addresses
from vpr_tracker_documents.marking.facts import duty
from vpr_tracker_documents.marking.original import open_original
from vpr_tracker_documents.marking.words import mark
from vpr_tracker_documents.marking.writing import write_marks

if TYPE_CHECKING:
    from vpr_tracker import DatedObligation, PlanDraft
    from vpr_tracker_documents.making.kinds import Context


def make(context: Context) -> Iterator[MadeDocument]:
    """The marked plan.

    :raises UsageError: no original is named. :raises BadInput: the file is not the one that the plan was read from.
    """
    path = context.options.source
    facts = gather(context)
    plan = facts.plan
    if path is None:
        named = (plan.plan.source or {}).get("file")
        raise UsageError(
            _("the original Word file is not named: --source FILE"),
            hint=_("the plan was read from «{file}»").format(file=named) if named else None,
        )
    data = _bytes_of(path)
    placed, remarks = addresses(plan, path, data, any_source=context.options.any_source)
    marks, unasked = _marks(plan, placed, facts.of_task)
    written = write_marks(path, data, marks, replace=context.options.replace)
    for line in (*remarks, *unasked, *written.remarks):
        context.remark(line)
    name = f"{path.stem} – отметки на {context.on:%d.%m.%Y}{path.suffix}"
    yield MadeDocument(name=name, title=plan.plan.title, data=written.data)


def _marks(
    plan: PlanDraft, placed: Mapping[int, Address], obligations: Mapping[str, Sequence[DatedObligation]]
) -> tuple[dict[Address, list[tuple[str, str]]], list[str]]:
    """The marks by row, and a remark on every measure that asks nothing of anybody yet."""
    marks: dict[Address, list[tuple[str, str]]] = defaultdict(list)
    unasked = []
    for at, task in enumerate(plan.tasks):
        text = mark([duty(each) for each in obligations.get(task.uid or "", ())])
        if not text:
            unasked.append(
                _("measure {number} asks nothing of anybody yet (no schools are listed?): it is not marked").format(
                    number=task.number
                )
            )
        elif at in placed:
            marks[placed[at]].append((task.number, text))
    return marks, unasked


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file.

    :raises NotFound: there is no such file. :raises BadInput: it cannot be read, or is no Word file.
    """
    with open_original(path):  # the reader's own checks of what is opened
        return path.read_bytes()
