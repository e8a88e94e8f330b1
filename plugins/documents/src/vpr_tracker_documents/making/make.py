"""Making documents of a kind, one after the other; the template is read, checked and compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vpr_tracker import RuleBroken, UsageError
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.making.kinds import Context, DocumentData, Kind, MadeDocument
from vpr_tracker_documents.making.sources import chosen_template, give_data, is_builtin, load, names_for

if TYPE_CHECKING:
    from vpr_tracker_documents.filling.template import Filled, Template
    from vpr_tracker_documents.making.registry import AnyKind


class Watch(Protocol):
    """Shows how far the work is: a progress bar."""

    def __call__(self, items: list[DocumentData], /) -> AbstractContextManager[Iterable[DocumentData]]: ...


class Making:
    """The documents of one call, ready to be made.

    :raises BadInput: the template has faults; all of them are named, as ``vpr doc check`` names them.
    :raises RuleBroken: there is nothing to make.
    """

    def __init__(self, kind: AnyKind, context: Context, template: Path | None = None) -> None:
        check_options(kind, context)
        self.kind, self.context = kind, context
        self.template: Template | None = None
        self.made: list[MadeDocument] = []
        self.data: list[DocumentData] = []
        if isinstance(kind, Kind) and kind.make is not None:
            if template is not None:
                raise UsageError(_("documents of the kind «{name}» are made without a template").format(name=kind.name))
            self.made = list(load(kind.make)(context))
        else:
            path = chosen_template(kind, context.settings, context.dated, template)
            self.template = _checked(kind, context, path)
            self.data = list(give_data(kind, context))
        if not self.data and not self.made:
            raise _nothing(kind, context)

    def __len__(self) -> int:
        return len(self.data) or len(self.made)

    def documents(self, watch: Watch | None = None) -> Iterator[MadeDocument]:
        """The finished files, each made when it is asked for."""
        yield from self.made
        if self.template is None:
            return
        from vpr_tracker_documents.filling.package import write_package

        with watch(self.data) if watch else nullcontext(self.data) as watched:
            for each in watched:
                filled = self._filled(self.template, each)
                parts = self.template.complete(filled)
                yield MadeDocument(name=f"{each.name}.docx", title=each.title, data=write_package(parts))
        self._remark()

    def joined(self, watch: Watch | None = None) -> MadeDocument:
        """All of them as one file, each on a new page.

        :raises UsageError: these documents cannot be put into one.
        """
        from vpr_tracker_documents.filling.joining import join
        from vpr_tracker_documents.filling.package import write_package

        if self.template is None:
            raise UsageError(
                _("documents of the kind «{name}» cannot be put into one file").format(name=self.kind.name)
            )
        template = self.template
        with watch(self.data) if watch else nullcontext(self.data) as watched:
            parts = join(template, (self._filled(template, each) for each in watched))
        self._remark()
        return MadeDocument(name=f"{self.kind.name}.docx", title=self.data[0].title, data=write_package(parts))

    def _filled(self, template: Template, each: DocumentData) -> Filled:
        author = str(each.values["organisation"]["name"])
        filled = template.fill(each.values, title=each.title, author=author, dated=self.context.dated)
        template.check_xml(filled)
        return filled

    def _remark(self) -> None:
        for line in self.template.printing.remarks if self.template else ():
            self.context.remark(line)


def _nothing(kind: AnyKind, context: Context) -> RuleBroken:
    """Why there is nothing to make."""
    if kind.name == "letter" and context.options.each == "person":
        return RuleBroken(
            _("there is nothing to make: on that day nobody is late who is named by the plan or by a school"),
            hint=_("letters to schools are made without --each person; a school's people are named with: vpr assign"),
        )
    if kind.name == "letter":
        return RuleBroken(_("there is nothing to make: on that day nobody is late"))
    if context.options.each == "section":
        return RuleBroken(
            _("there is nothing to make: the plan has no sections"), hint=_("make one document, without --each section")
        )
    if context.options.each == "school":
        return RuleBroken(
            _("there is nothing to make: the plan has no schools"), hint=_("list them with: vpr school add")
        )
    return RuleBroken(_("there is nothing to make of what was chosen"))


def _checked(kind: AnyKind, context: Context, path: Path) -> Template:
    from vpr_tracker_documents.filling.package import read_package
    from vpr_tracker_documents.filling.template import Template

    template = Template(read_package(path), context.forms)
    if not is_builtin(kind, path):
        from vpr_tracker_documents.checking.check import check, refuse

        refuse(template, check(template, names_for(kind, context)))
    return template


def check_options(kind: AnyKind, context: Context) -> None:
    """See that the kind takes the options that were given.

    :raises UsageError: it does not take one; says which it takes.
    """
    wrong = [name for name in context.options.given() if name != "each" and name not in kind.options]
    if wrong:
        raise UsageError(
            _("documents of the kind «{kind}» take no {options}").format(
                kind=kind.name, options=", ".join(option_words(wrong))
            ),
            hint=_("they take: {options}").format(options=", ".join(option_words(kind.options)) or "–"),
        )
    each = context.options.each
    if each is not None and each not in kind.each:
        raise UsageError(
            _("documents of the kind «{kind}» are not made for each {what}").format(kind=kind.name, what=each),
            hint=_("--each takes: {values}").format(values=", ".join(kind.each) or "–"),
        )


def option_words(names: Iterable[str]) -> list[str]:
    """Options as they are typed."""
    return ["--task" if name == "tasks" else f"--{name.replace('_', '-')}" for name in names]
