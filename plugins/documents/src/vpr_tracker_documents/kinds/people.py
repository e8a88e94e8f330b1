"""Owners of tasks in the sentences of a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vpr_tracker_documents.making.wording import capitalised, small, unbroken

if TYPE_CHECKING:
    from vpr_tracker import OwnerDraft, TaskDraft
    from vpr_tracker_documents.russian import NameForms


def who_does(task: TaskDraft) -> list[OwnerDraft]:
    """The owners that carry a task out; all of them where none is said to."""
    return [owner for owner in task.owners if owner.duty == "executes"] or list(task.owners)


def in_case(owners: Iterable[OwnerDraft], case: str, forms: NameForms) -> str:
    """«Ответственным за проведение ВПР, Вересовой И. К.»: each in the case, roles beginning small but the first."""
    written = []
    for owner in owners:
        if owner.kind == "person":
            written.append(forms.person(owner.name, case).text)
        else:
            written.append(small(forms.post(owner.name, case).text))
    return unbroken(capitalised(", ".join(written)))


def listed(owners: Iterable[OwnerDraft], *, within: bool = False) -> str:
    """«Руководители ММО, методист, Вересова И. К.»: roles begin small but the first, and that too within a sentence."""
    names = [
        small(owner.name) if owner.kind == "role" and (place or within) else owner.name
        for place, owner in enumerate(owners)
    ]
    return ", ".join(names)
