"""Which task uses what another delivers, proposed from shared words: «на основании аналитических справок»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.plan.notebook import Notebook
from vpr_tracker_documents.plan.vocabulary import kind_of_word

if TYPE_CHECKING:
    from vpr_tracker import TaskDraft

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_USES: Final = re.compile(
    r"согласно|на основани|на основе|по (?:результат|итог|материал)|с учетом|анализ\w* |обобщени|изучени|в соответстви"
    r"|сбор |свод|рассмотрени|утвержден|с использовани",
)  # fmt: skip
_ISSUER: Final = re.compile(r"комитет|управлен|отдел|школ|директор|администрац|министер|департам|орган|учител|работы?$")
STEM: Final = 5
"""Letters of a word that are compared: endings are left out."""


def propose(tasks: Sequence[TaskDraft], notes: Notebook) -> None:
    """A remark for each task whose measure uses a document that an earlier row delivers first."""
    delivered: dict[tuple[str, str], tuple[str, str]] = {}
    for task in tasks:
        seen: set[str] = set()
        for text in (task.title, *task.details):
            low = text.lower().replace("ё", "е")
            use = _USES.search(low) if delivered else None
            if not use:
                continue
            for pair in _pairs(low[use.start() :]):
                source = delivered.get(pair)
                if source and source[0] != task.number and source[0] not in seen:
                    seen.add(source[0])
                    _remark(task, source, notes)
        for draft in task.deliverables:
            if draft.kind == "document" and draft.from_ == "result":
                for pair in _named_by(draft.title.lower().replace("ё", "е")):
                    delivered.setdefault(pair, (task.number, draft.title))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Neighbouring words as stems."""
    found = [word[:STEM] for word in _WORD.findall(text)]
    yield from pairwise(found)


@lru_cache(maxsize=4096)
def _named_by(title: str) -> tuple[tuple[str, str], ...]:
    """The pair of words that names a document; who issued it names nothing («приказ комитета»)."""
    found = _WORD.findall(title)[:4]
    return tuple(
        (first[:STEM], second[:STEM])
        for first, second in pairwise(found)
        if "document" in (kind_of_word(first), kind_of_word(second)) and not _ISSUER.match(second)
    )


def _remark(task: TaskDraft, source: tuple[str, str], notes: Notebook) -> None:
    notes.add(
        "dependency",
        f"Мероприятие {task.number}, судя по словам, опирается на результат мероприятия {source[0]}. "
        "Связь не записана.",
        source[1],
        table=task.source.table if task.source else None,
        row=task.source.row if task.source else None,
        task=task.number,
    )
