"""What an expression comes to with given answers, by the rules of XPath 1.0.

A thing that is not answered is the text ``''`` and, as a number, none: comparisons with it are false. Several choices
are their names with spaces between. A day is, as a number, its count of days, so that days compare and subtract.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from vpr_tracker_checklists.templates.expressions import (
    Answer,
    Call,
    Negative,
    Node,
    Number,
    Operation,
    Reference,
    Text,
    parse,
)

Value = bool | float | str


def holds(expression: str, answers: Mapping[str, Any], answer: Any = None, *, on: date | None = None) -> bool:  # noqa: ANN401 -- a JSON value
    """Whether an expression is true.

    :param answers: item → JSON value; ``answer``: the one that ``.`` means.
    :param on: the day that ``today()`` gives; else the machine's.
    :raises ExpressionError: it is no expression.
    """
    return _truth(_Evaluation(answers, answer, on).value(parse(expression)))


class _Evaluation:
    def __init__(self, answers: Mapping[str, Any], answer: Any, on: date | None) -> None:  # noqa: ANN401
        self._answers, self._answer, self._on = answers, answer, on

    def value(self, node: Node) -> Value:
        match node:
            case Number() | Text():
                return node.value
            case Answer():
                return _from_json(self._answer)
            case Reference():
                return _from_json(self._answers.get(node.name))
            case Negative():
                return -_number(self.value(node.operand))
            case Call():
                return self._call(node)
            case Operation():
                return self._operation(node)

    def _call(self, node: Call) -> Value:
        values = [self.value(argument) for argument in node.arguments]
        match node.name:
            case "not":
                return not _truth(values[0])
            case "selected":
                return _text(values[1]) in _text(values[0]).split()
            case "count-selected":
                return float(len(_text(values[0]).split()))
            case "string-length":
                return float(len(_text(values[0])))
            case _:
                return (self._on or date.today()).isoformat()  # noqa: DTZ011 -- of the machine, as said

    def _operation(self, node: Operation) -> Value:
        left = self.value(node.left)
        if node.operator == "and":
            return _truth(left) and _truth(self.value(node.right))
        if node.operator == "or":
            return _truth(left) or _truth(self.value(node.right))
        right = self.value(node.right)
        if node.operator in ("=", "!="):
            return _equal(left, right) is (node.operator == "=")
        return _counted(node.operator, _number(left), _number(right))


def _counted(operator: str, left: float, right: float) -> Value:
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else math.nan


def _from_json(value: Any) -> Value:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        try:
            return float(value)
        except OverflowError:
            return math.nan
    return ""


def _truth(value: Value) -> bool:
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return bool(value)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value


def _number(value: Value) -> float:
    if not isinstance(value, str):
        return float(value)
    try:
        return float(date.fromisoformat(value).toordinal()) if "-" in value[1:] else float(value)
    except ValueError:
        return math.nan


def _equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return _truth(left) is _truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return _number(left) == _number(right)
    return left == right
