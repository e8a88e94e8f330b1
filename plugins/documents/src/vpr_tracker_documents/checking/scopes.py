"""Which names are known at a place of a template, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from jinja2 import nodes

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.making.names import Anything, Flag, Group, Many, Name, Number, Text

_LOOP: Final = Group(
    "",
    {
        **{name: Number("") for name in ("index", "index0", "revindex", "revindex0", "length", "depth", "depth0")},
        **{name: Flag("") for name in ("first", "last")},
        **{name: Anything() for name in ("previtem", "nextitem", "cycle", "changed")},
    },
)
_SAME_LIST: Final = frozenset({"sort", "reverse", "list", "select", "reject", "selectattr", "rejectattr", "unique"})
_ONE_OF: Final = frozenset({"first", "last", "min", "max"})
_TESTABLE: Final = frozenset({"defined", "undefined"})
_GIVEN: Final = frozenset({"range"})


@dataclass(slots=True)
class Scope:
    """The names that a loop or a ``set`` brings; ``about`` tells of the loop, for who uses its name outside."""

    names: dict[str, Name] = field(default_factory=dict)
    about: str = ""


@dataclass(slots=True)
class Scopes:
    """Scopes within each other, the outermost first; ``closed`` remembers the names of loops that have ended."""

    stack: list[Scope]
    closed: dict[str, str] = field(default_factory=dict)

    def open(self, names: dict[str, Name], about: str) -> None:
        """Enter a loop."""
        self.stack.append(Scope(names, about))

    def close(self) -> None:
        """Leave a loop."""
        scope = self.stack.pop()
        self.closed.update(dict.fromkeys(scope.names, scope.about))

    def find(self, name: str) -> Name | None:
        """What a name is here; ``None`` where it is not known."""
        for scope in reversed(self.stack):
            if name in scope.names:
                return scope.names[name]
        return None

    def known(self) -> list[str]:
        """All names that are known here."""
        return sorted({name for scope in self.stack for name in scope.names} - {"loop"})


def loop_names(target: nodes.Node, one: Name) -> dict[str, Name]:
    """The names of ``for NAME in …``."""
    names: dict[str, Name] = {"loop": _LOOP}
    if isinstance(target, nodes.Name):
        names[target.name] = one
    else:
        names.update({each.name: Anything() for each in target.find_all(nodes.Name)})
    return names


def kind_of(node: nodes.Node, scopes: Scopes) -> Name:
    """What an expression is; :class:`Anything` where that cannot be told."""
    match node:
        case nodes.Name():
            return scopes.find(node.name) or Anything()
        case nodes.Getattr() | nodes.Getitem():
            owner = kind_of(node.node, scopes)
            key = _key(node)
            if isinstance(owner, Group) and key is not None:
                return owner.fields.get(key, Anything())
            return owner.one if isinstance(owner, Many) and key is None else Anything()
        case nodes.Filter() if node.node is not None:
            below = kind_of(node.node, scopes)
            if isinstance(below, Many):
                return below if node.name in _SAME_LIST else below.one if node.name in _ONE_OF else Anything()
            return Anything()
        case nodes.CondExpr():
            return kind_of(node.expr1, scopes)
        case _:
            return Anything()


def _key(node: nodes.Getattr | nodes.Getitem) -> str | None:
    """The name that is asked for, of ``a.name`` and ``a["name"]``."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) else None


def unknown(node: nodes.Node, scopes: Scopes) -> Iterator[tuple[str, str]]:
    """The unknown names of an expression, each as it is written, with its cure."""
    if isinstance(node, nodes.Test) and node.name in _TESTABLE:
        return
    if isinstance(node, nodes.Filter) and node.name in ("default", "d"):
        for argument in node.args:
            yield from unknown(argument, scopes)
        return
    if isinstance(node, nodes.Name):
        if node.ctx == "load" and scopes.find(node.name) is None and node.name not in _GIVEN:
            yield node.name, _cure(node.name, scopes)
        return
    if isinstance(node, (nodes.Getattr, nodes.Getitem)):
        missing = _missing_field(node, scopes)
        if missing is not None:
            yield missing
            return
    for child in node.iter_child_nodes():
        yield from unknown(child, scopes)


def _missing_field(node: nodes.Getattr | nodes.Getitem, scopes: Scopes) -> tuple[str, str] | None:
    owner, key = kind_of(node.node, scopes), _key(node)
    if key is None:
        return None
    written = f"{spelt(node.node)}.{key}"
    if isinstance(owner, Group) and key not in owner.fields:
        return written, _like(key, list(owner.fields), f"{spelt(node.node)}.")
    if isinstance(owner, Many):
        return written, _("«{name}» is a list: go through it with a loop «for one in {name}»").format(
            name=spelt(node.node)
        )
    if isinstance(owner, (Text, Number, Flag)) and not (isinstance(owner, Text) and hasattr(str, key)):
        return written, _("«{name}» has no parts: print it as it is").format(name=spelt(node.node))
    return None


def spelt(node: nodes.Node) -> str:
    """An expression as it was written, of names alone."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, (nodes.Getattr, nodes.Getitem)):
        return f"{spelt(node.node)}.{_key(node) or '…'}"
    return "…"


def _cure(name: str, scopes: Scopes) -> str:
    if name in scopes.closed:
        return _("this name lives only inside the loop «{loop}»: move the tag between «for» and «endfor»").format(
            loop=scopes.closed[name]
        )
    return _like(name, scopes.known())


def _like(name: str, known: list[str], prefix: str = "") -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return _("did you mean «{name}»?").format(name=f"{prefix}{close[0]}")
    return _("names here are: {names}").format(names=", ".join(f"{prefix}{each}" for each in sorted(known)))
