"""What hooks return: frozen data, checked when made; code is named as ``"package.module:attribute"``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, ClassVar

from vpr_tracker.errors import PluginError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.guard import describe, foreign_code


def resolve(target: str) -> Any:  # noqa: ANN401 -- whatever the plugin put there
    """The object that ``"package.module:attribute"`` names; the attribute may be dotted.

    :raises PluginError: where it cannot be imported, whatever its module raised.
    """
    module, _colon, attribute = target.partition(":")
    try:
        with foreign_code():
            found: Any = import_module(module)
            for part in attribute.split("."):
                found = getattr(found, part)
    except Exception as error:  # the plugin boundary: anything may happen in foreign code
        raise PluginError(
            _("«{target}» cannot be loaded: {reason}").format(target=target, reason=describe(error)), where=target
        ) from error
    return found


def _check_target(target: object) -> None:
    module, colon, attribute = target.partition(":") if isinstance(target, str) else ("", "", "")
    parts = [*module.split("."), *attribute.split(".")]
    if not colon or not all(part.isidentifier() for part in parts):
        raise ValueError(f"target {target!r} is not of the form 'package.module:attribute'")


def _check_name(name: object) -> None:
    if not isinstance(name, str) or not name or not all(part.isalnum() for part in name.replace("_", "-").split("-")):
        raise ValueError(f"name {name!r} is not letters and digits with single hyphens between them")
    if name != name.lower():
        raise ValueError(f"name {name!r} has capital letters")


def _check_suffix(suffix: object) -> None:
    if not isinstance(suffix, str) or not suffix.startswith(".") or len(suffix) < 2 or suffix != suffix.lower():
        raise ValueError(f"suffix {suffix!r} is not like '.docx'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Base of what is offered by name: ``name`` (lower case), ``target``, and a ``summary`` of one sentence."""

    kind: ClassVar[str] = "thing"

    name: str
    target: str
    summary: str

    def __post_init__(self) -> None:
        _check_name(self.name)
        _check_target(self.target)
        if not isinstance(self.summary, str) or not self.summary.strip() or "\n" in self.summary:
            raise ValueError(f"summary {self.summary!r} is not one line of text")

    def load(self) -> Any:  # noqa: ANN401 -- what each kind of spec says
        """The object behind ``target``.

        :raises PluginError: where it cannot be imported.
        """
        return resolve(self.target)


class CommandSpec(Spec):
    """A command of ``vpr``; the target is a ``click.Command``, best made with :mod:`vpr_tracker.cli.kit`."""

    # Adds no field, so it is no dataclass of its own: each costs a millisecond of every «vpr --help».
    __slots__ = ()
    kind: ClassVar[str] = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImporterSpec(Spec):
    """A reader of plans: ``target(path: Path, *, period: tuple[date, date] | None) -> PlanDraft``.

    It reads the file, touches no database and raises :class:`vpr_tracker.errors.BadInput` for a file that it cannot
    understand. ``suffixes`` are lower case («.docx»).
    """

    kind: ClassVar[str] = "importer"

    suffixes: tuple[str, ...]

    def __post_init__(self) -> None:
        # Not super(): slots=True makes a second class, which the bare super() of a method does not know.
        Spec.__post_init__(self)
        if not isinstance(self.suffixes, tuple) or not self.suffixes:
            raise ValueError(f"suffixes {self.suffixes!r} is not a tuple of at least one suffix")
        for suffix in self.suffixes:
            _check_suffix(suffix)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExporterSpec(Spec):
    """A writer of plans: ``target(plan: PlanDraft, stream: BinaryIO, options: Mapping[str, str]) -> None``.

    ``vpr export --format NAME`` calls it; ``suffix`` also chooses it by the name of the file that is written.
    """

    kind: ClassVar[str] = "exporter"

    suffix: str
    media_type: str = "application/octet-stream"

    def __post_init__(self) -> None:
        Spec.__post_init__(self)
        _check_suffix(self.suffix)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSpec(Spec):
    """What must hold before a state change: ``target(change: ChangeSpec) -> Iterable[str]``, the problems found.

    ``actions`` names the changes it is asked about (``submit``, ``accept``, ``return``, ``waive``); empty is all.
    Where a plugin that holds a rule fails, these changes are refused until the plugin works or is left out by name.
    """

    kind: ClassVar[str] = "rule"

    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKindSpec(Spec):
    """A document that can be made: ``target(tracker, *, plan_id, **options) -> Mapping`` gives the template's data.

    Data are plain: texts, numbers, mappings, lists. The names that every template has (``document``, ``organisation``,
    ``signer``, ``plan`` …) are added to them. ``options`` are ``on`` and ``dated``, the days of the state and of the
    document, and what the person named (``school``, ``tasks``, ``section`` …); a target that takes fewer days gets
    fewer, and an option that it does not take is refused. One that takes ``school`` is also made for each.
    ``template`` is a file of a package, ``"package:path/file.docx"``; the documents plugin fills it.
    """

    kind: ClassVar[str] = "document"

    template: str

    def __post_init__(self) -> None:
        Spec.__post_init__(self)
        package, colon, path = self.template.partition(":")
        if not colon or not path or not all(part.isidentifier() for part in package.split(".")):
            raise ValueError(f"template {self.template!r} is not of the form 'package:path/file.docx'")


class CalendarSpec(Spec):
    """Entries for feeds: ``target(tracker, *, plan_id, school, person) -> Iterable[CalendarEntry]``.

    ``school`` and ``person`` say whose feed it is; both ``None`` is the whole plan's.
    """

    __slots__ = ()
    kind: ClassVar[str] = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSpec:
    """The tables of a plugin: ``tables`` and ``migrations`` are module names, ``prefix`` starts every table's name.

    ``tables`` defines SQLModel classes on the table base; ``migrations`` is a package of Alembic revisions. Which of
    them a database has is kept in the plugin's own version table, so that it can be removed again. ``actions`` says
    what the plugin's words in the journal are called on screen: word → name in the language of the run. ``postponing``
    names the commands that give work of the plugin another day, by its source: «vpr visits move NUMBER --to DATE».
    """

    kind: ClassVar[str] = "storage"

    tables: str
    migrations: str
    prefix: str
    actions: Mapping[str, str] = field(default_factory=dict)
    postponing: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for module in (self.tables, self.migrations):
            if not all(part.isidentifier() for part in module.split(".")):
                raise ValueError(f"{module!r} is not the name of a module")
        if not self.prefix.endswith("_") or not self.prefix.isidentifier() or self.prefix != self.prefix.lower():
            raise ValueError(f"prefix {self.prefix!r} is not like 'checklists_'")
        if self.prefix == "vpr_tracker_":
            raise ValueError("prefix 'vpr_tracker_' is the core's")

    @property
    def name(self) -> str:
        """The prefix without its underscore."""
        return self.prefix.removesuffix("_")

    @property
    def version_table(self) -> str:
        """The table that says which revision a database has."""
        return self.prefix + "version"
