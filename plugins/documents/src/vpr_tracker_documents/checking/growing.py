"""Expressions that would make more than a document may take, found without data: whatever is written in them stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jinja2 import nodes

from vpr_tracker_documents.checking.faults import Fault
from vpr_tracker_documents.filling.bounded import output
from vpr_tracker_documents.filling.bounds import TAG, TooMuch, number
from vpr_tracker_documents.i18n import _

if TYPE_CHECKING:
    from jinja2 import Environment

    from vpr_tracker_documents.filling.tags import Tag

_SHOWN: Final = 60
_DEEP: Final = 100
_GROWING: Final = (nodes.BinExpr, nodes.Call, nodes.Concat, nodes.Filter)
_GIVEN: Final = frozenset({"range"})


def unbounded(environment: Environment, tree: nodes.Template, tag: Tag, where: str) -> Iterator[Fault]:
    """The faults of what a tag would make without any data; a condition may hide it from a trial.

    The tree is of no use afterwards.
    """
    if any(loop.recursive for loop in tree.find_all(nodes.For)):
        yield Fault(where, _("«{tag}»: a loop calls itself").format(tag=tag.printed), _("leave out «recursive»"))
        return
    for node in list(_constant(tree)):
        made = nodes.Template([nodes.Output([node], lineno=1)], lineno=1)
        try:
            output(environment.from_string(made).generate())
        except TooMuch as error:
            yield Fault(where, f"«{tag.printed}»: {error.message}", error.cure)
            return
        except Exception:  # what else is wrong with it, the trial with data tells
            continue


def _constant(node: nodes.Node) -> Iterator[nodes.Expr]:
    """The largest expressions without a name in them."""
    if isinstance(node, _GROWING) and all(name.name in _GIVEN for name in [*node.find_all(nodes.Name)]):
        yield node
        return
    for child in node.iter_child_nodes():
        yield from _constant(child)


def see_depth(tree: nodes.Template) -> None:
    """See that an expression is not so deeply nested that Python cannot follow.

    :raises RecursionError: it is.
    """
    level: list[nodes.Node] = [tree]
    for _depth in range(_DEEP):
        level = [child for node in level for child in node.iter_child_nodes()]
        if not level:
            return
    raise RecursionError


def too_long(tag: Tag, where: str) -> Fault:
    """A tag that nobody typed."""
    return Fault(
        where,
        _("the tag «{tag}…» is longer than {limit} characters").format(tag=tag.printed[:_SHOWN], limit=number(TAG)),
        _("make several tags of it"),
    )


def too_deep(tag: Tag, where: str) -> Fault:
    """A tag with too many brackets within each other."""
    return Fault(
        where, _("the tag «{tag}…» is too deeply nested").format(tag=tag.printed[:_SHOWN]), _("make it simpler")
    )
