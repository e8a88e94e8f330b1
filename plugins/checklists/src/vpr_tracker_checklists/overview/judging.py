"""What each answer of many sheets comes to, thousands at a time.

The same as ``asked`` and ``wanting`` of :mod:`vpr_tracker_checklists.templates.answers` say of one sheet (a test holds
them equal), but what a choice means is looked up, and an expression is gone through once for each combination of the
answers that it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vpr_tracker_checklists.templates.evaluating import holds
from vpr_tracker_checklists.templates.expressions import Call, parse, parts, references
from vpr_tracker_checklists.templates.model import Item, Template

_MANY: Final = 10_000
"""So many combinations of answers to one expression are kept."""
_NOBODY: Final[frozenset[str]] = frozenset()

Verdict = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Judged:
    """One sheet: items that are not asked with its answers, and answered items that are findings."""

    unasked: frozenset[str]
    wanting: tuple[str, ...]


class Judge:
    """Goes through sheets of one template."""

    def __init__(self, template: Template) -> None:
        self.items = {item.name: item for item in template.items}
        self._conditions = [(item.name, _Memo(item.relevant)) for item in template.items if item.relevant]
        self._thresholds = {item.name: _Memo(item.threshold) for item in template.items if item.threshold}
        self._bad = {
            item.name: bad
            for item in template.items
            if not item.threshold and (bad := frozenset(each.name for each in item.choices if each.finding))
        }
        self._judged = [name for name in self.items if name in self._bad or name in self._thresholds]

    def judge(self, answers: Mapping[str, Any], on: date) -> Judged:
        """What the answers of one sheet come to.

        :param on: the day of the run, which expressions may look at.
        """
        unasked = _NOBODY
        if self._conditions:
            unasked, answers = self._counting(answers, on)
        wanting = [name for name in self._judged if name in answers and self._finding(name, answers, on)]
        return Judged(unasked, tuple(wanting))

    def _counting(self, answers: Mapping[str, Any], on: date) -> tuple[frozenset[str], Mapping[str, Any]]:
        """Items that are not asked, and the answers to the others; a condition looks only at items before its own."""
        counting, unasked = dict(answers), set()
        for name, relevant in self._conditions:
            if not relevant.holds(counting, None, on):
                unasked.add(name)
                counting.pop(name, None)
        return frozenset(unasked), counting

    def _finding(self, name: str, answers: Mapping[str, Any], on: date) -> bool:
        value = answers[name]
        if name in self._thresholds:
            return not self._thresholds[name].holds(answers, value, on)
        if isinstance(value, list):
            return not self._bad[name].isdisjoint(map(str, value))
        return value in self._bad[name]


class _Memo:
    """An expression with what it came to for the answers that it was asked about."""

    __slots__ = ("_expression", "_looks_at", "_results", "_today")

    def __init__(self, expression: str) -> None:
        node = parse(expression)
        self._expression = expression
        self._looks_at = tuple(references(node))
        self._today = any(isinstance(part, Call) and part.name == "today" for part in parts(node))
        self._results: dict[object, bool] = {}

    def holds(self, answers: Mapping[str, Any], answer: Any, on: date) -> bool:  # noqa: ANN401 -- a JSON value
        key = (
            _hashable(answer),
            tuple(_hashable(answers.get(name)) for name in self._looks_at),
            on if self._today else None,
        )
        known = self._results.get(key)
        if known is None:
            known = holds(self._expression, answers, answer, on=on)
            if len(self._results) < _MANY:
                self._results[key] = known
        return known


def _hashable(value: Any) -> object:  # noqa: ANN401 -- a JSON value
    if isinstance(value, list | tuple | dict):
        return repr(value)
    return (type(value), value)  # True is 1 to a dictionary, not to an expression


def mends(item: Item, value: Any) -> bool:  # noqa: ANN401 -- a JSON value
    """Whether an answer that is no finding says that all is well: «not applicable» says nothing."""
    return not (value == "na" and any(choice.name == "na" for choice in item.choices))
