"""The plugins of one run: which are installed, what they offer, which failed and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from vpr_tracker.errors import PluginError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.discovery import Found, find
from vpr_tracker.plugins.lifecycle import Lifecycle, leave_out
from vpr_tracker.plugins.loading import OFFERS, Failure, Loaded, load
from vpr_tracker.plugins.specs import (
    CalendarSpec,
    CommandSpec,
    DocumentKindSpec,
    ExporterSpec,
    ImporterSpec,
    RuleSpec,
    StorageSpec,
)


class Plugin(NamedTuple):
    """An installed plugin.

    ``status`` is ``loaded``, ``partly`` (something it offers was dropped), ``failed`` or ``not_selected``. ``adds``
    lists what is used of it: kind of thing («command», «importer» …) → names. ``errors`` are lines for people.
    """

    name: str
    version: str
    distribution: str
    status: str
    adds: dict[str, list[str]]
    hooks: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    details: str = ""


class Registry(Lifecycle):
    """What plugins offer, by kind, sorted by name; names that two plugins claim, or the core has, are in no list."""

    def __init__(
        self,
        loaded: Sequence[Loaded] = (),
        failures: Sequence[Failure] = (),
        not_selected: Sequence[Found] = (),
        warnings: Sequence[str] = (),
        reserved: Mapping[str, Collection[str]] | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._loaded = tuple(sorted(loaded, key=lambda plugin: plugin.found))
        self._not_selected = tuple(not_selected)
        self.warnings = tuple(warnings)
        self._offers, clashes = _without_clashes(self._loaded, reserved or {})
        self.failures: tuple[Failure, ...] = (*sorted(failures), *clashes)
        super().__init__(
            self._loaded, self.failures, self._offers["vpr_rules"], self._offers["vpr_calendar_entries"], tell or _log
        )

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """All installed plugins, also those that failed or were not selected, sorted by name."""
        rows = [self._loaded_row(plugin) for plugin in self._loaded]
        for failure in self.failures:
            if failure.whole:
                rows.append(
                    Plugin(
                        failure.name,
                        failure.version,
                        failure.distribution,
                        "failed",
                        {},
                        (),
                        (failure.reason,),
                        failure.details,
                    )
                )
        rows += [
            Plugin(found.name, found.version, found.distribution, "not_selected", {}) for found in self._not_selected
        ]
        return tuple(sorted(rows, key=lambda row: (row.name, row.distribution)))

    def _loaded_row(self, plugin: Loaded) -> Plugin:
        found = plugin.found
        errors = tuple(
            failure.reason
            for failure in self.failures
            if not failure.whole and (failure.name, failure.distribution) == (found.name, found.distribution)
        )
        adds = {
            kind.kind: [spec.name for provider, spec in self._offers[hook] if provider is plugin]
            for hook, kind in OFFERS.items()
        }
        return Plugin(
            found.name,
            found.version,
            found.distribution,
            "partly" if errors else "loaded",
            {kind: names for kind, names in adds.items() if names},
            plugin.hooks,
            errors,
        )

    def _specs(self, hook: str) -> tuple[Any, ...]:
        return tuple(sorted((spec for _provider, spec in self._offers[hook]), key=lambda spec: str(spec.name)))

    def commands(self) -> tuple[CommandSpec, ...]:
        """Commands of plugins."""
        return self._specs("vpr_commands")

    def importers(self) -> tuple[ImporterSpec, ...]:
        """Readers of plans."""
        return self._specs("vpr_importers")

    def exporters(self) -> tuple[ExporterSpec, ...]:
        """Writers of plans."""
        return self._specs("vpr_exporters")

    def rules(self) -> tuple[RuleSpec, ...]:
        """What must hold before a state change; :meth:`problems` asks them."""
        return self._specs("vpr_rules")

    def storage(self) -> tuple[StorageSpec, ...]:
        """Tables of plugins."""
        return self._specs("vpr_storage")

    def actions(self) -> dict[str, str]:
        """What the words of plugins in the journal are called on screen."""
        return {word: name for spec in self.storage() for word, name in spec.actions.items()}

    def document_kinds(self) -> tuple[DocumentKindSpec, ...]:
        """Documents that can be made."""
        return self._specs("vpr_document_kinds")

    def calendars(self) -> tuple[CalendarSpec, ...]:
        """Sources of calendar entries."""
        return self._specs("vpr_calendar_entries")

    def provider(self, spec: object) -> str:
        """The name of the plugin that offers a spec."""
        for offers in self._offers.values():
            for plugin, offered in offers:
                if offered is spec:
                    return plugin.found.name
        raise KeyError(spec)

    def load(self, spec: Any) -> Any:  # noqa: ANN401 -- any spec with a target, whatever it names
        """The object behind a spec.

        :raises PluginError: names the plugin where its target cannot be imported.
        """
        try:
            return spec.load()
        except PluginError as error:
            name = self.provider(spec)
            raise PluginError(
                _("plugin «{name}» failed: {reason}").format(name=name, reason=error.message),
                hint=leave_out(name),
                where=spec.target,
            ) from error

    def command(self, name: str) -> Any:  # noqa: ANN401 -- click is not imported here
        """The Click command of that name, or ``None`` where no plugin offers it.

        :raises PluginError: where the plugin's command cannot be imported, or is none.
        """
        for spec in self.commands():
            if spec.name == name:
                command = self.load(spec)
                if not hasattr(command, "make_context"):
                    raise PluginError(
                        _("plugin «{name}» failed: {reason}").format(
                            name=self.provider(spec),
                            reason=_("«{target}» is not a Click command").format(target=spec.target),
                        ),
                        hint=leave_out(self.provider(spec)),
                        where=spec.target,
                    )
                return command
        return None

    @property
    def hooks(self) -> frozenset[str]:
        """Hooks that at least one plugin implements."""
        return frozenset(hook for plugin in self._loaded for hook in plugin.hooks)


def load_registry(
    selection: Sequence[str] | None = None,
    *,
    found: Sequence[Found] | None = None,
    reserved: Mapping[str, Collection[str]] | None = None,
    tell: Callable[[str], None] | None = None,
) -> Registry:
    """Load the plugins that are installed.

    :param selection: names to load, ``-name`` to leave one out; ``()`` none; ``None`` what the settings say.
    :param found: the entry points to choose from (default: those installed).
    :param reserved: by hook the names that no plugin may take (``{"vpr_commands": …}``).
    :param tell: takes a line about a plugin that failed after a commit (default: the log).
    """
    if selection is None:
        from vpr_tracker.settings import plugin_selection

        selection = plugin_selection()
    available = list(find() if found is None else found)
    chosen = [point for point in available if _wanted(point.name, selection)]
    known = {point.name for point in available}
    loaded, failures = _load_all(chosen)
    return Registry(
        loaded,
        failures,
        [point for point in available if point not in chosen],
        [
            _("VPR_PLUGINS names «{name}», which is not installed").format(name=name.removeprefix("-"))
            for name in selection or ()
            if name.removeprefix("-") not in known
        ],
        reserved,
        tell,
    )


def _log(line: str) -> None:
    import logging

    logging.getLogger("vpr_tracker.plugins").warning(line)


def _wanted(name: str, selection: Sequence[str] | None) -> bool:
    if selection is None:
        return True
    if f"-{name}" in selection:
        return False
    only_left_out = bool(selection) and all(other.startswith("-") for other in selection)
    return only_left_out or name in selection


def _load_all(chosen: Sequence[Found]) -> tuple[list[Loaded], list[Failure]]:
    loaded: list[Loaded] = []
    failures: list[Failure] = []
    by_name: dict[str, list[Found]] = defaultdict(list)
    for point in chosen:
        by_name[point.name].append(point)
    for name, points in sorted(by_name.items()):
        if len(points) > 1:
            reason = _("the name «{name}» is claimed by {providers}; none of them is used").format(
                name=name, providers=_both(f"{point.distribution} {point.version}" for point in points)
            )
            failures += [Failure(point.name, point.distribution, point.version, reason) for point in points]
            continue
        result = load(points[0])
        if isinstance(result, Loaded):
            loaded.append(result)
        else:
            failures.append(result)
    return loaded, failures


def _both(providers: Iterable[str]) -> str:
    return ", ".join(sorted(providers))


def _without_clashes(
    loaded: Sequence[Loaded], reserved: Mapping[str, Collection[str]]
) -> tuple[dict[str, list[tuple[Loaded, Any]]], list[Failure]]:
    """What is offered by hook, without what two plugins claim and what the core has; a failure for each drop."""
    offers: dict[str, list[tuple[Loaded, Any]]] = {}
    failures: list[Failure] = []
    for hook, kind in OFFERS.items():
        claims: dict[str, list[tuple[Loaded, Any]]] = defaultdict(list)
        for plugin in loaded:
            for spec in plugin.offers.get(hook, ()):
                claims[spec.name].append((plugin, spec))
        offers[hook] = []
        for name, claimants in claims.items():
            reason = _objection(kind.kind, name, claimants, reserved.get(hook, ()))
            if reason is None:
                offers[hook] += claimants
            else:
                failures += [_partial(plugin, reason) for plugin, _spec in claimants]
    return offers, failures


def _objection(kind: str, name: str, claimants: Sequence[tuple[Loaded, Any]], reserved: Collection[str]) -> str | None:
    providers = _both(f"{plugin.found.distribution} {plugin.found.version}" for plugin, _spec in claimants)
    if name in reserved:
        return _("the {kind} «{name}» of {providers} was dropped: the name is the core's").format(
            kind=kind, name=name, providers=providers
        )
    if len(claimants) > 1:
        return _("the {kind} «{name}» is claimed by {providers}; none of them is used").format(
            kind=kind, name=name, providers=providers
        )
    return None


def _partial(plugin: Loaded, reason: str) -> Failure:
    found = plugin.found
    return Failure(found.name, found.distribution, found.version, reason, whole=False)
