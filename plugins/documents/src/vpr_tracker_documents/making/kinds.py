"""What a kind of document is.

A kind either gives data for a template (``data``) or makes whole files by itself (``make``). Everything heavy is named
as ``"package.module:attribute"`` and loaded when a document is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from vpr_tracker_documents.i18n import N_

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_documents.russian import NameForms

Each: TypeAlias = Literal["school", "person", "section"]
"""What a document is made of, each, where there are many of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person said on the command line; each kind takes some of these and refuses the others."""

    tasks: tuple[str, ...] = ()
    school: str | None = None
    owner: str | None = None
    section: str | None = None
    each: Each | None = None
    number: str | None = None
    until: date | None = None
    controller: str | None = None
    table: Path | None = None
    said: Path | None = None
    source: Path | None = None
    any_source: bool = False
    replace: bool = False

    def given(self) -> tuple[str, ...]:
        """The names of those that were given."""
        return tuple(name for name in self.__dataclass_fields__ if getattr(self, name) not in (None, (), False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a document is made from.

    :param plan_id: the plan's identifier, already found.
    :param on: the day whose state the document tells. :param dated: the document's own date.
    :param forms: names and posts in cases, with the corrections that are stored.
    :param settings: ``[plugin.documents]`` of the settings.
    :param remark: takes a line that a person should see (it goes to stderr), never an error.
    """

    tracker: Tracker
    plan_id: str
    on: date
    dated: date
    forms: NameForms
    options: Options = field(default_factory=Options)
    settings: Mapping[str, Any] = field(default_factory=dict)
    remark: Callable[[str], None] = lambda _line: None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """The data of one document: ``name`` becomes its file's name, ``title`` its property, ``values`` fill it."""

    name: str
    title: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDocument:
    """A finished file: its name without folder, with suffix, and its bytes."""

    name: str
    title: str
    data: bytes


Make: TypeAlias = Callable[[Context], Iterable[MadeDocument]]
GiveData: TypeAlias = Callable[[Context], Iterable[DocumentData]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document.

    :param summary: one sentence, a message id of this package.
    :param options: names of :class:`Options` that it takes.
    :param each: what it can be made of, each («--each school»).
    :param data: ``"module:attribute"`` of a :data:`GiveData`; :param names: of the names that its template may use.
    :param make: ``"module:attribute"`` of a :data:`Make`, for a kind that fills no template.
    :param template: name of the built-in template in ``templates/<standard>/``.
    """

    name: str
    summary: str
    options: tuple[str, ...] = ()
    each: tuple[Each, ...] = ()
    data: str | None = None
    names: str | None = None
    template: str | None = None
    make: str | None = None


_OURS = "vpr_tracker_documents.kinds"

KINDS: tuple[Kind, ...] = (
    Kind(
        name="plan",
        summary=N_("The plan itself: approval, table with a repeated header, rows that no page tears."),
        options=("section",),
        data=f"{_OURS}.plan:data",
        names=f"{_OURS}.plan:NAMES",
        template="plan.docx",
    ),
    Kind(
        name="marked-plan",
        summary=N_("The approved Word file with the marks of execution written into it."),
        options=("source", "any_source", "replace"),
        make="vpr_tracker_documents.marking.make:make",
    ),
    Kind(
        name="report",
        summary=N_("How the plan is carried out on a day: summary, sections, schools, what is overdue, what is next."),
        options=("section", "number"),
        each=("section",),
        data=f"{_OURS}.report:data",
        names=f"{_OURS}.report_names:NAMES",
        template="report.docx",
    ),
    Kind(
        name="order",
        summary=N_("An order: who does what by when, from the chosen tasks, and who controls it."),
        options=("tasks", "section", "number", "controller"),
        data=f"{_OURS}.order:data",
        names=f"{_OURS}.order:NAMES",
        template="order.docx",
    ),
    Kind(
        name="letter",
        summary=N_("A reminder to each school or person that is late, with its own items only."),
        options=("school", "owner", "tasks", "section", "number", "until"),
        each=("school", "person"),
        data=f"{_OURS}.letter:data",
        names=f"{_OURS}.letter:NAMES",
        template="letter.docx",
    ),
    Kind(
        name="note",
        summary=N_("The skeleton of an analytical note on results, of a school or of the municipality."),
        options=("school", "tasks", "section", "number", "table"),
        each=("school",),
        data=f"{_OURS}.note:data",
        names=f"{_OURS}.note:NAMES",
        template="note.docx",
    ),
    Kind(
        name="register",
        summary=N_("The register of difficulties, empty or filled from a table."),
        options=("school", "table"),
        each=("school",),
        data=f"{_OURS}.register:data",
        names=f"{_OURS}.register:NAMES",
        template="register.docx",
    ),
    Kind(
        name="protocol",
        summary=N_("The protocol of a meeting: agenda, heard, decided, from the chosen tasks and what was said."),
        options=("tasks", "section", "number", "said"),
        data=f"{_OURS}.protocol:data",
        names=f"{_OURS}.protocol:NAMES",
        template="protocol.docx",
    ),
)
"""Our own kinds, in the order in which they are listed."""
