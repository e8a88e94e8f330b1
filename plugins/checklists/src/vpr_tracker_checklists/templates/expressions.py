"""Expressions of a template (``relevant``, ``constraint``, ``threshold``): the part of XLSForm's XPath that checklists
need, read by a parser of our own into frozen nodes. Nothing is ever handed to ``eval``.

``.`` is the answer itself, ``${name}`` that of another item; ``= != < <= > >=``, ``and``, ``or``, ``+ - * div``,
numbers, ``'texts'``, and the functions of :data:`FUNCTIONS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from vpr_tracker_checklists.i18n import _

LONGEST: Final = 1000
DEEPEST: Final = 40
FUNCTIONS: Final = {"not": 1, "selected": 2, "today": 0, "count-selected": 1, "string-length": 1}
"""Functions by name, with how many arguments they take."""
LEVELS: Final = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div"))
"""Operators from the loosest to the closest; those of one level count from the left."""


class ExpressionError(ValueError):
    """What was written is no expression; ``position`` counts characters from 1."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was written, never negative."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was written, without its quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``.``: the answer to the item that the expression belongs to."""


@dataclass(frozen=True, slots=True)
class Reference:
    """``${name}``: the answer to another item."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus before something."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Operation:
    """Two things with an operator of :data:`LEVELS` between them."""

    operator: str
    left: Node
    right: Node


Node = Number | Text | Answer | Reference | Call | Negative | Operation


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The nodes of an expression.

    :raises ExpressionError: it is none; with the position.
    """
    if len(text) > LONGEST:
        raise ExpressionError(_("longer than {limit} characters").format(limit=LONGEST), LONGEST + 1)
    return _Parser(text).whole()


def parts(node: Node) -> Iterator[Node]:
    """A node and everything below it."""
    yield node
    match node:
        case Call():
            for argument in node.arguments:
                yield from parts(argument)
        case Negative():
            yield from parts(node.operand)
        case Operation():
            yield from parts(node.left)
            yield from parts(node.right)
        case _:
            pass


def references(node: Node) -> list[str]:
    """Names of the items that an expression looks at, each once, in the order of their coming."""
    return list(dict.fromkeys(part.name for part in parts(node) if isinstance(part, Reference)))


def looks_at_answer(node: Node) -> bool:
    """Whether ``.`` stands in it."""
    return any(isinstance(part, Answer) for part in parts(node))


def printed(node: Node) -> str:
    """The expression as text that :func:`parse` reads as the same nodes."""
    return _printed(node, 0)


def _printed(node: Node, level: int) -> str:
    match node:
        case Number():
            return format(Decimal(repr(node.value)), "f")
        case Text():
            return f'"{node.value}"' if "'" in node.value else f"'{node.value}'"
        case Answer():
            return "."
        case Reference():
            return f"${{{node.name}}}"
        case Call():
            return f"{node.name}({', '.join(_printed(each, 0) for each in node.arguments)})"
        case Negative():
            return f"-{_printed(node.operand, len(LEVELS))}"
        case Operation():
            own = _level(node.operator)
            text = f"{_printed(node.left, own)} {node.operator} {_printed(node.right, own + 1)}"
            return f"({text})" if own < level else text


def _level(operator: str) -> int:
    return next(position for position, level in enumerate(LEVELS) if operator in level)


_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<text>'[^']*'|"[^"]*")
    | \$\{\s*(?P<reference>[^\s{}$]+)\s*\}
    | (?P<word>[A-Za-z][A-Za-z_-]*)
    | (?P<sign><=|>=|!=|[=<>+*(),.-])
    | (?P<end>$)
    )""",
    re.VERBOSE,
)


class _Token:
    __slots__ = ("kind", "position", "text")

    def __init__(self, kind: str, text: str, position: int) -> None:
        self.kind, self.text, self.position = kind, text, position


class _Parser:
    """A descent through :data:`LEVELS`; ``_depth`` keeps hostile brackets from exhausting the stack."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._level(0)
        if self._token.kind != "end":
            raise self._unexpected()
        return node

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _taken(self, *texts: str) -> str | None:
        token = self._token
        if token.kind in ("sign", "word") and token.text in texts:
            self._next += 1
            return token.text
        return None

    def _level(self, level: int) -> Node:
        if level == len(LEVELS):
            return self._single()
        node = self._level(level + 1)
        chain = 0
        while operator := self._taken(*LEVELS[level]):
            chain += 1
            if chain > DEEPEST:
                raise self._too_deep()
            node = Operation(operator, node, self._level(level + 1))
        return node

    def _single(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._too_deep()
        try:
            return self._atom()
        finally:
            self._depth -= 1

    def _atom(self) -> Node:
        if self._taken("-"):
            return Negative(self._single())
        if self._taken("("):
            node = self._level(0)
            self._expect(")")
            return node
        if self._taken("."):
            return Answer()
        token = self._token
        if token.kind == "word":
            return self._call()
        self._next += 1
        if token.kind == "number":
            return self._number(token)
        if token.kind == "text":
            return Text(token.text[1:-1])
        if token.kind == "reference":
            return Reference(token.text)
        self._next -= 1
        raise self._unexpected()

    def _number(self, token: _Token) -> Number:
        if len(token.text) > 20:
            raise ExpressionError(_("the number is too long"), token.position)
        return Number(float(token.text))

    def _call(self) -> Node:
        token = self._token
        if token.text not in FUNCTIONS:
            if token.text in ("and", "or", "div"):
                raise self._unexpected()
            message = _("there is no «{name}»; functions are {names}; a text stands in 'quotes', an item in ${{…}}")
            names = ", ".join(f"{name}()" for name in FUNCTIONS)
            raise ExpressionError(message.format(name=token.text, names=names), token.position)
        self._next += 1
        self._expect("(")
        arguments: list[Node] = []
        if not self._taken(")"):
            arguments.append(self._level(0))
            while self._taken(","):
                arguments.append(self._level(0))
            self._expect(")")
        wanted = FUNCTIONS[token.text]
        if len(arguments) != wanted:
            message = _("{name}() takes {wanted} arguments, not {given}")
            raise ExpressionError(message.format(name=token.text, wanted=wanted, given=len(arguments)), token.position)
        return Call(token.text, tuple(arguments))

    def _expect(self, sign: str) -> None:
        if not self._taken(sign):
            found = self._token
            if found.kind == "end":
                raise ExpressionError(_("«{sign}» is missing at the end").format(sign=sign), found.position)
            message = _("«{sign}» is missing before «{found}»").format(sign=sign, found=found.text)
            raise ExpressionError(message, found.position)

    def _unexpected(self) -> ExpressionError:
        token = self._token
        if token.kind == "end":
            return ExpressionError(_("something is missing at the end"), token.position)
        return ExpressionError(_("«{found}» does not belong here").format(found=token.text), token.position)

    def _too_deep(self) -> ExpressionError:
        return ExpressionError(_("too much inside each other: make it simpler"), self._token.position)


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while True:
        found = _TOKEN.match(text, position)
        if found is None:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            raise ExpressionError(_("«{found}» cannot be read").format(found=text[start : start + 12]), start + 1)
        kind = found.lastgroup or "end"
        yield _Token(kind, found.group(kind), found.start(kind) + 1)
        if kind == "end":
            return
        position = found.end()
