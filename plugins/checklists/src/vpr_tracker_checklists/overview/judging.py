"""What each answer of many sheets comes to, thousands at a time.

The same as ``asked`` and ``wanting`` of :mod:`vpr_tracker_checklists.templates.answers` say of one sheet (a test holds
them equal), but what a choice means is looked up, and an expression is gone through once for each combination of the
answers that it looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, Final

from vpr_tracker_checklists.templates.answers import silent_answers
from vpr_tracker_checklists.templates.evaluating import holds
from vpr_tracker_checklists.templates.expressions import Call, looks_at_answer, parse, parts, references
from vpr_tracker_checklists.templates.model import Template

_MANY: Final = 10_000
"""So many combinations of answers to one expression are kept."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One sheet: items that were not asked, and answered items that are findings.

    Not asked: with these answers they are not, or the text of the template does not have them.
    """

    unasked: frozenset[str]
    wanting: tuple[str, ...]


class Judge:
    """Goes through sheets of one text of a template.

    :param columns: names of items that are told of; those that this text cannot ask are never asked.
    """

    def __init__(self, template: Template, columns: Iterable[str] = ()) -> None:
        self.items = {item.name: item for item in template.items}
        self._absent = frozenset(columns) - {item.name for item in template.items if item.type != "note"}
        self._places = {name: place for place, name in enumerate(self.items)}
        self._conditions = [(item.name, _Memo(item.relevant, item.name)) for item in template.items if item.relevant]
        self.silent = {item.name: silent for item in template.items if (silent := silent_answers(item)) is not None}
        self._looked_at = tuple(dict.fromkeys(name for _item, memo in self._conditions for name in memo.looks_at))
        self._look_at = itemgetter(*self._looked_at) if self._looked_at else _nothing
        self._fixed = all(memo.is_fixed for _item, memo in self._conditions)
        self._unasked: dict[object, frozenset[str]] = {}
        self._thresholds = [(item.name, _Memo(item.threshold, item.name)) for item in template.items if item.threshold]
        bad = [
            (item, frozenset(choice.name for choice in item.choices if choice.finding))
            for item in template.items
            if not item.threshold and any(choice.finding for choice in item.choices)
        ]
        self._one = [(item.name, names) for item, names in bad if item.type != "select_multiple"]
        self._many = [(item.name, names) for item, names in bad if item.type == "select_multiple"]

    def judge(self, answers: Mapping[str, Any], on: date) -> Judged:
        """What the answers of one sheet come to.

        :param on: the day of the run, which expressions may look at.
        """
        unasked = self._absent
        if self._conditions:
            unasked, answers = self._counting(answers, on)
        get = answers.get
        wanting = [name for name, bad in self._one if get(name) in bad]
        wanting += [name for name, bad in self._many if name in answers and not bad.isdisjoint(answers[name])]
        wanting += [name for name, memo in self._thresholds if name in answers and not memo.holds(answers, on)]
        if len(wanting) > 1:
            wanting.sort(key=self._places.__getitem__)
        return Judged(unasked, tuple(wanting))

    def _counting(self, answers: Mapping[str, Any], on: date) -> tuple[frozenset[str], Mapping[str, Any]]:
        """Items that are not asked, and the answers to the others."""
        try:
            key = self._look_at(answers)
        except KeyError:
            key = tuple([answers.get(name) for name in self._looked_at])
        try:
            unasked = self._unasked.get(key) if self._fixed else None
        except TypeError:  # one of them has several choices: seldom
            return self._gone_through(answers, on)
        if unasked is None:
            unasked, counting = self._gone_through(answers, on)
            if self._fixed and len(self._unasked) < _MANY:
                self._unasked[key] = unasked
            return unasked, counting
        if unasked.isdisjoint(answers):
            return unasked, answers
        return unasked, {name: answer for name, answer in answers.items() if name not in unasked}

    def _gone_through(self, answers: Mapping[str, Any], on: date) -> tuple[frozenset[str], Mapping[str, Any]]:
        """The same, condition by condition: each looks only at items before its own that are asked."""
        counting, unasked = answers, self._absent
        for name, relevant in self._conditions:
            if not relevant.holds(counting, on):
                unasked |= {name}
                if name in counting:
                    counting = {other: answer for other, answer in counting.items() if other != name}
        return unasked, counting


class _Memo:
    """An expression with what it came to for the answers that it was asked about; ``own`` is the item it belongs to."""

    __slots__ = ("_expression", "_looks_at", "_own", "_results", "is_fixed", "looks_at")

    def __init__(self, expression: str, own: str) -> None:
        node = parse(expression)
        self._expression, self._own = expression, own
        self.looks_at = references(node) + ([own] if looks_at_answer(node) else [])
        self._results: dict[object, bool] = {}
        # What comes to the same on all days is kept by one answer or by several; what does not is not kept.
        self.is_fixed = not any(isinstance(part, Call) and part.name == "today" for part in parts(node))
        self._looks_at = None if not self.is_fixed else itemgetter(*self.looks_at) if self.looks_at else _nothing

    def holds(self, answers: Mapping[str, Any], on: date) -> bool:
        """Whether it is true; ``.`` is the answer to its own item."""
        if self._looks_at is None:
            return holds(self._expression, answers, answers.get(self._own), on=on)
        try:
            key = self._looks_at(answers)
            known = self._results.get(key)
        except (KeyError, TypeError):  # something is not answered, or with several choices: seldom
            return holds(self._expression, answers, answers.get(self._own), on=on)
        if known is None:
            known = holds(self._expression, answers, answers.get(self._own), on=on)
            if len(self._results) < _MANY:
                self._results[key] = known
        return known


def _nothing(_answers: Mapping[str, Any]) -> object:
    return None
