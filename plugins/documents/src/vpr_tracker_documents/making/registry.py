"""All kinds of documents of a run: our own, and those that other plugins offer."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpr_tracker import NotFound, PluginError, VprError
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.making.kinds import KINDS, Context, DocumentData, Each, Kind, Options
from vpr_tracker_documents.making.names import Names, names_of

if TYPE_CHECKING:
    from vpr_tracker.plugins import DocumentKindSpec, Registry


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind that another plugin offers: its template and the data for it."""

    spec: DocumentKindSpec
    plugin: str

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.spec.name

    @property
    def template(self) -> Path:
        """The file of its template.

        :raises PluginError: its package has no such file.
        """
        from importlib.resources import files

        package, _colon, name = self.spec.template.partition(":")
        try:
            found = Path(str(files(package).joinpath(name)))
        except (ModuleNotFoundError, TypeError) as error:
            raise self._failed(str(error)) from error
        if not found.is_file():
            raise self._failed(_("it has no template «{name}»").format(name=self.spec.template))
        return found

    @property
    def options(self) -> tuple[str, ...]:
        """The options that its target takes, by its parameters.

        :raises PluginError: the plugin cannot be loaded.
        """
        known = [each.name for each in fields(Options) if each.name != "each"]
        taken = self._parameters()
        return tuple(name for name in known if taken is None or name in taken)

    @property
    def each(self) -> tuple[Each, ...]:
        """What it can be made for one by one: each school, where it can be made for one."""
        return ("school",) if "school" in self.options else ()

    def data(self, context: Context) -> Iterator[DocumentData]:
        """The document of the kind, or one for each school: what the plugin gives, and the names of every template.

        :raises PluginError: the plugin fails, or gives something else than names with values.
        """
        from vpr_tracker_documents.making.facts import gather
        from vpr_tracker_documents.making.shared import shared_values

        shared = shared_values(context, gather(context))
        if context.options.each is None or context.options.school is not None:
            yield DocumentData(
                name=self.name, title=self.spec.summary, values={**shared, **self._given(context, context.options)}
            )
            return
        for school in context.tracker.schools(context.plan_id):
            options = replace(context.options, each=None, school=school.number or school.name)
            yield DocumentData(
                name=f"{self.name} – {school.name}",
                title=f"{self.spec.summary} {school.name}",
                values={**shared, **self._given(context, options)},
            )

    def names(self, context: Context) -> Names:
        """The names that its template may use: those that its data have."""
        return names_of(next(self.data(context)).values)

    def _given(self, context: Context, options: Options) -> Mapping[str, Any]:
        arguments = {"plan_id": context.plan_id, "on": context.on, "dated": context.dated}
        arguments |= {name: getattr(options, name) for name in options.given()}
        taken = self._parameters()
        if taken is not None:
            arguments = {name: value for name, value in arguments.items() if name in taken}
        try:
            given = self.spec.load()(context.tracker, **arguments)
        except VprError:
            raise
        except Exception as error:  # the plugin boundary: anything may happen in foreign code
            raise self._failed(f"{type(error).__name__}: {error}") from error
        if not isinstance(given, Mapping):
            raise self._failed(_("its data are no mapping of names to values, but {value!r:.60}").format(value=given))
        return given

    def _parameters(self) -> AbstractSet[str] | None:
        """The names that its target takes; ``None``: all."""
        target = self.spec.load()
        try:
            taken = inspect.signature(target).parameters
        except (TypeError, ValueError) as error:
            raise self._failed(f"{type(error).__name__}: {error}") from error
        return None if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in taken.values()) else taken.keys()

    def _failed(self, reason: str) -> PluginError:
        return PluginError(
            _("plugin «{name}» failed with the document «{kind}»: {reason}").format(
                name=self.plugin, kind=self.name, reason=" ".join(reason.split())
            ),
            where=self.spec.target,
        )


AnyKind = Kind | Foreign


def kinds(registry: Registry) -> dict[str, AnyKind]:
    """The kinds by name: ours in our order, then those of other plugins; ours win."""
    found: dict[str, AnyKind] = {kind.name: kind for kind in KINDS}
    for spec in registry.document_kinds():
        found.setdefault(spec.name, Foreign(spec, registry.provider(spec)))
    return found


def find_kind(registry: Registry, name: str) -> AnyKind:
    """The kind of that name.

    :raises NotFound: there is none; the message lists those that there are.
    """
    known = kinds(registry)
    if name not in known:
        raise NotFound(
            _("there is no kind of document «{name}»").format(name=name),
            hint=_("kinds are: {names}").format(names=", ".join(known)),
            where="KIND",
        )
    return known[name]
