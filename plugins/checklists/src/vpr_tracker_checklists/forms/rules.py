"""What a cell takes and when it is asked, said so that Excel and LibreOffice understand: stop rules, greying."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

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
from vpr_tracker_checklists.templates.model import Item

MOST: Final = 10**9
_LONGEST_LIST: Final = 250
"""Letters that Excel takes for the choices of a drop-down within the rule itself."""
_LOGIC: Final = {"and": "AND", "or": "OR"}
_COMPARED: Final = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


@dataclass(frozen=True, slots=True)
class Range:
    """What a number may be, both ends included."""

    least: float
    most: float


def number_range(item: Item) -> Range:
    """The range that a constraint of plain comparisons gives; wider where it says more than that."""
    least, most = -float(MOST), float(MOST)
    step = 1.0 if item.type == "integer" else 0.0
    for operator, value in _bounds(parse(item.constraint)) if item.constraint else ():
        if operator in (">", ">=", "="):
            least = max(least, value + (step if operator == ">" and value.is_integer() else 0))
        if operator in ("<", "<=", "="):
            most = min(most, value - (step if operator == "<" and value.is_integer() else 0))
    if item.type == "integer":
        least, most = math.ceil(least), math.floor(most)
    return Range(least, most) if least <= most else Range(-float(MOST), float(MOST))


def _bounds(node: Node) -> list[tuple[str, float]]:
    """The comparisons of the answer with a number that all have to hold."""
    if not isinstance(node, Operation):
        return []
    if node.operator == "and":
        return [*_bounds(node.left), *_bounds(node.right)]
    left, right = _constant(node.left), _constant(node.right)
    if isinstance(node.left, Answer) and right is not None and node.operator in _TURNED:
        return [(node.operator, right)]
    if isinstance(node.right, Answer) and left is not None and node.operator in _TURNED:
        return [(_TURNED[node.operator], left)]
    return []


def _constant(node: Node) -> float | None:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Negative) and isinstance(node.operand, Number):
        return -node.operand.value
    return None


def inline_list(labels: list[str]) -> str | None:
    """The choices of a drop-down as they may stand in the rule; ``None`` where they need cells of their own."""
    joined = ",".join(labels)
    plain = not any("," in label or '"' in label or label != label.strip() for label in labels)
    return f'"{joined}"' if plain and len(joined) <= _LONGEST_LIST else None


def relevance(item: Item, cells: Mapping[str, str], items: Mapping[str, Item]) -> str | None:
    """A formula that is true where the item is asked; ``None`` where it always is, or no simple formula says it.

    :param cells: item → the cell of its answer («$D$12»).
    """
    try:
        return _logic(parse(item.relevant), cells, items) if item.relevant else None
    except _NotSimpleError:
        return None


class _NotSimpleError(Exception):
    """There is no simple formula."""


def _logic(node: Node, cells: Mapping[str, str], items: Mapping[str, Item]) -> str:
    match node:
        case Operation() if node.operator in _LOGIC:
            parts = f"{_logic(node.left, cells, items)},{_logic(node.right, cells, items)}"
            return f"{_LOGIC[node.operator]}({parts})"
        case Operation() if node.operator in _COMPARED:
            return _comparison(node, cells, items)
        case Call(name="not"):
            return f"NOT({_logic(node.arguments[0], cells, items)})"
        case Call(name="selected", arguments=(Reference() as of, Text() as choice)):
            return f"ISNUMBER(SEARCH({_quoted(_label(items[of.name], choice.value))},{_cell(of, cells)}))"
        case _:
            raise _NotSimpleError


def _comparison(node: Operation, cells: Mapping[str, str], items: Mapping[str, Item]) -> str:
    match node.left, node.right:
        case Reference() as of, Text() as text if node.operator in ("=", "!="):
            cell = _cell(of, cells)
            if not text.value:
                return f'{cell}{_COMPARED[node.operator]}""'
            item = items[of.name]
            if item.type != "select_one":
                raise _NotSimpleError
            # What is not answered differs from every choice, as it does for the program.
            return f"{cell}{_COMPARED[node.operator]}{_quoted(_label(item, text.value))}"
        case Reference() as of, right if node.operator != "!=" and (number := _constant(right)) is not None:
            cell = _cell(of, cells)
            return f"AND(ISNUMBER({cell}),{cell}{_COMPARED[node.operator]}{number:g})"
        case _:
            raise _NotSimpleError


def _cell(of: Reference, cells: Mapping[str, str]) -> str:
    if of.name not in cells:
        raise _NotSimpleError
    return cells[of.name]


def _label(item: Item, choice: str) -> str:
    for each in item.choices:
        if each.name == choice:
            return each.label
    raise _NotSimpleError


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
