"""Whether what stands in a tag can be understood: its grammar, its names, its filters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, nodes

from vpr_tracker_documents.checking.blocks import MIDDLES, OPENERS, SINGLE
from vpr_tracker_documents.checking.faults import Fault
from vpr_tracker_documents.checking.growing import see_depth, too_deep, too_long, unbounded
from vpr_tracker_documents.checking.scopes import Scopes, kind_of, loop_names, spelt, unknown
from vpr_tracker_documents.filling.bounds import TAG
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.making.names import Anything, Group, Many, Name

if TYPE_CHECKING:
    from jinja2 import Environment

    from vpr_tracker_documents.filling.tags import Tag


class Reader:
    """Reads the tags of a part one after the other, keeping track of the names that loops bring."""

    def __init__(self, environment: Environment, scopes: Scopes) -> None:
        self._environment = environment
        self.scopes = scopes

    def read(self, tag: Tag, where: str) -> Iterator[Fault]:
        """The faults of one tag; enters the scope of a loop that it begins."""
        if tag.kind == "{#" or tag.word in (*OPENERS.values(), "else", "vm", "hm"):
            return
        try:
            yield from [too_long(tag, where)] if len(tag.body) > TAG else [*self._read(tag, where)]
            return
        except RecursionError:
            yield too_deep(tag, where)
        if tag.word == "for":
            self.scopes.open({}, tag.body)

    def _read(self, tag: Tag, where: str) -> Iterator[Fault]:
        tree = self._parsed(tag)
        if isinstance(tree, str):
            yield Fault(
                where,
                _("«{tag}» cannot be understood: {reason}").format(tag=tag.printed, reason=tree),
                _("correct the tag; «vpr doc template KIND -o FILE» writes a template to compare with"),
            )
            if tag.word == "for":
                self.scopes.open({}, tag.body)
            return
        see_depth(tree)
        yield from self._filters(tree, where)
        names = tree.find_all((nodes.For, nodes.If, nodes.Output, nodes.Assign))
        yield from self._statement(next(names, None), tag, where)
        yield from unbounded(self._environment, tree, tag, where)

    def _parsed(self, tag: Tag) -> nodes.Template | str:
        if tag.kind == "{{":
            source = "{{ " + tag.body + " }}"
        elif tag.word in ("colspan", "cellbg"):
            source = "{{ " + tag.body.removeprefix(tag.word) + " }}"
        elif tag.word in MIDDLES:
            source = "{% if " + tag.body.removeprefix("elif") + " %}{% endif %}"
        elif tag.word in OPENERS:
            source = "{% " + tag.body + " %}{% " + OPENERS[tag.word] + " %}"
        elif tag.word in SINGLE:
            source = "{% " + tag.body + " %}"
        else:
            return _("there is no statement «{word}» in templates").format(word=tag.word or tag.body)
        try:
            return self._environment.parse(source)
        except TemplateSyntaxError as error:
            return str(error.message)

    def _filters(self, tree: nodes.Template, where: str) -> Iterator[Fault]:
        for kind, known, what in (
            (nodes.Filter, self._environment.filters, _("there is no filter «{name}»")),
            (nodes.Test, self._environment.tests, _("there is no test «{name}»")),
        ):
            for node in tree.find_all(kind):
                if node.name not in known:
                    yield Fault(where, what.format(name=node.name), _one_of(node.name, list(known)))

    def _statement(self, node: nodes.Node | None, tag: Tag, where: str) -> Iterator[Fault]:
        if isinstance(node, nodes.For):
            yield from self._names(node.iter, where)
            if node.test is not None:
                self.scopes.open(loop_names(node.target, self._one(node.iter)), tag.body)
                yield from self._names(node.test, where)
                self.scopes.close()
            over = kind_of(node.iter, self.scopes)
            if not isinstance(over, (Many, Anything)):
                yield Fault(
                    where,
                    _("«{name}» is no list, so there is nothing to loop over").format(name=spelt(node.iter)),
                    _("lists are: {names}").format(names=", ".join(self._lists()) or "–"),
                )
            self.scopes.open(loop_names(node.target, self._one(node.iter)), tag.body)
        elif isinstance(node, nodes.If):
            yield from self._names(node.test, where)
        elif isinstance(node, nodes.Assign):
            yield from self._names(node.node, where)
            for each in node.target.find_all(nodes.Name) if not isinstance(node.target, nodes.Name) else [node.target]:
                self.scopes.stack[-1].names[each.name] = kind_of(node.node, self.scopes)
        elif isinstance(node, nodes.Output):
            yield from self._printed(node, where)

    def _printed(self, output: nodes.Output, where: str) -> Iterator[Fault]:
        for node in output.nodes:
            faults = list(self._names(node, where))
            yield from faults
            kind = kind_of(node, self.scopes)
            if not faults and isinstance(kind, Group):
                yield Fault(
                    where,
                    _("«{name}» is a group of names and cannot be printed").format(name=spelt(node)),
                    _("print one of them: {names}").format(
                        names=", ".join(f"{spelt(node)}.{name}" for name in kind.fields)
                    ),
                )
            elif not faults and isinstance(kind, Many):
                yield Fault(
                    where,
                    _("«{name}» is a list and cannot be printed").format(name=spelt(node)),
                    _("go through it with a loop «for one in {name}»").format(name=spelt(node)),
                )

    def _names(self, node: nodes.Node, where: str) -> Iterator[Fault]:
        for name, cure in dict(unknown(node, self.scopes)).items():
            yield Fault(where, _("the name «{name}» is not known here").format(name=name), cure)

    def _one(self, over: nodes.Node) -> Name:
        kind = kind_of(over, self.scopes)
        return kind.one if isinstance(kind, Many) else Anything()

    def _lists(self) -> list[str]:
        known = {name: self.scopes.find(name) for name in self.scopes.known()}
        return [name for name, kind in known.items() if isinstance(kind, Many)]


def _one_of(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return _("did you mean «{name}»?").format(name=close[0]) if close else _("leave it out")
