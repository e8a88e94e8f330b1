"""The sandbox of Jinja with bounds: loops counted, signs, filters and methods measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from jinja2 import nodes
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from vpr_tracker_documents.filling import growth
from vpr_tracker_documents.filling.bounds import DEPTH, OUTPUT, Bounds, TooMuch, fits, number, size
from vpr_tracker_documents.i18n import _

_RANGE: Final = 100_000
_CALL: Final = 20
"""Steps that a call counts for."""
_PIECE: Final = 8
"""Characters that a piece counts for besides its own, so that empty ones are counted too."""
_THERE: Final = frozenset({"defined", "undefined"})
_BLOCKS: Final = (nodes.For, nodes.If)


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja that makes no more of a template than a document may take.

    ``bounds`` are those of the document that is being made; :meth:`Bounds.start` begins one.
    """

    intercepted_binops = frozenset({"+", "-", "*", "**", "/", "//", "%"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- those of Jinja
        super().__init__(**options)
        self.bounds = Bounds()

    def bound(self) -> None:
        """Put bounds on the filters that there are by now, and on ``range``."""
        for name in growth.LEFT_OUT:
            self.filters.pop(name, None)
        self.filters["join"] = growth.joining(self.filters["join"])
        self.filters.update({name: growth.guarded(name, each, self.bounds) for name, each in self.filters.items()})
        self.globals["range"] = short_range

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 -- any values
        """A sign between two values."""
        growth.sign(operator, left, right)
        for value in (left, right):
            self.bounds.weighed(value)
        return self.bounds.made(super().call_binop(context, operator, left, right))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- as there
        """A call of a function or method."""
        if getattr(__obj, "__self__", None) is __self:
            return __obj(*args)
        values, words = growth.method(__obj, args, kwargs)
        __self.bounds.spend(_CALL)
        for value in (getattr(__obj, "__self__", None), *values, *words.values()):
            __self.bounds.weighed(value)
        return __self.bounds.made(super().call(__context, __obj, *values, **words))

    def looped(self, iterable: Any, weight: int) -> Any:  # noqa: ANN401 -- whatever a loop is given
        """What a loop goes through, and how much stands in it."""
        return self.bounds.looped(iterable, weight)

    def listed(self, value: Any) -> Any:  # noqa: ANN401 -- a list, a tuple or a group
        """A list that a template writes down."""
        fits(size(self.bounds.weighed(value)))
        return value

    def joined(self, *values: Any) -> Any:  # noqa: ANN401 -- any values
        """What stands between «~»."""
        fits(sum(size(self.bounds.weighed(each)) for each in values))
        return self.bounds.made(markup_join(values))

    def weighed(self, value: Any) -> Any:  # noqa: ANN401 -- any value
        """What is compared or searched."""
        return self.bounds.weighed(value)

    def cut(self, value: Any) -> Any:  # noqa: ANN401 -- any value
        """A part that was taken out of a value."""
        return self.bounds.made(value)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        _see_depth(source, 0)
        _Bounding().visit(source)
        return super()._generate(source, name, filename, defer_init=defer_init)


def short_range(*numbers: int) -> range:
    """The numbers from one to another, if they are not too many.

    :raises TooMuch: they are.
    """
    made = range(*numbers)
    try:
        count = len(made)
    except OverflowError:
        count = _RANGE + 1
    if count > _RANGE:
        raise TooMuch(
            _("«range» gives more than {limit} numbers").format(limit=number(_RANGE)),
            _("make its numbers smaller, or loop over a list of the data"),
        )
    return made


def output(pieces: Iterator[str]) -> str:
    """What a template gives, piece by piece.

    :raises TooMuch: it is more than a document may be.
    """
    found: list[str] = []
    total = 0
    for piece in pieces:
        total += len(piece) + _PIECE
        found.append(piece)
        if total > OUTPUT:
            # Thrown in where the template stands, so that the tag can be named.
            pieces.throw(  # type: ignore[attr-defined]  # it is a generator
                TooMuch(
                    _("the document becomes longer than {limit} characters").format(limit=number(OUTPUT)),
                    _("let its loops turn less often, or less stand within them"),
                )
            )
    return "".join(found)


def _see_depth(node: nodes.Node, depth: int) -> None:
    if isinstance(node, _BLOCKS):
        depth += 1
        if depth > DEPTH:
            raise growth.too_deep(node.lineno)
        if isinstance(node, nodes.For) and node.recursive:
            raise TooMuch(_("a loop calls itself"), _("leave out the word «recursive»"), node.lineno)
    for child in node.iter_child_nodes():
        _see_depth(child, depth)


class _Bounding(NodeTransformer):
    """Leads through the environment what loops go through, what «~» joins, and lists of what is not yet known."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        over: Any = node.iter
        weight = nodes.Const(sum(1 for _node in node.find_all(nodes.Node)), lineno=node.lineno)
        node.iter = _through("looped", [over, weight], node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:
        self.generic_visit(node)
        return _through("joined", node.nodes, node.lineno)

    def visit_List(self, node: nodes.List) -> nodes.Expr:
        return self._listed(node)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Expr:
        return self._listed(node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:
        return self._listed(node) if node.ctx == "load" else node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:
        self.generic_visit(node)
        return _through("cut", [node], node.lineno) if isinstance(node.arg, nodes.Slice) else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:
        self.generic_visit(node)
        node.expr = _weighed(node.expr)
        for operand in node.ops:
            operand.expr = _weighed(operand.expr)
        return node

    def visit_Test(self, node: nodes.Test) -> nodes.Test:
        self.generic_visit(node)
        if node.name not in _THERE:
            node.node, node.args = _weighed(node.node), [_weighed(each) for each in node.args]
        return node

    def _listed(self, node: nodes.Literal) -> nodes.Expr:
        self.generic_visit(node)
        return _through("listed", [node], node.lineno)


def _weighed(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _through("weighed", [node], node.lineno)


def _through(name: str, values: list[nodes.Expr], lineno: int) -> nodes.Call:
    way = nodes.EnvironmentAttribute(name, lineno=lineno)
    return nodes.Call(way, values, [], None, None, lineno=lineno)
