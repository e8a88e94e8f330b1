"""What plugins take part in while the program works: rules before a change, hooks in and after the transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vpr_tracker.errors import PluginError, VprError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.guard import describe, foreign_code
from vpr_tracker.plugins.loading import Failure, Loaded
from vpr_tracker.plugins.specs import RuleSpec

if TYPE_CHECKING:
    from vpr_tracker.plugins.facts import ChangeSpec


def leave_out(name: str) -> str:
    """The hint that says how to go on without a plugin."""
    return _("mend the plugin, or leave it out by name: VPR_PLUGINS={names}").format(names=f"-{name}")


class Lifecycle:
    """The hooks of the loaded plugins, called plugin by plugin, so that a failure has a name."""

    def __init__(
        self,
        loaded: Sequence[Loaded],
        failures: Sequence[Failure],
        rules: Sequence[tuple[Loaded, RuleSpec]],
        tell: Callable[[str], None],
    ) -> None:
        self._plugins = tuple(loaded)
        self._failures = tuple(failures)
        self._rules = tuple(rules)
        self._tell = tell

    def problems(self, change: ChangeSpec) -> Iterator[str]:
        """What the rules have against a state change that is about to happen; nothing where it may.

        :raises PluginError: a rule failed, or a plugin that holds rules over it did: then the change is refused.
        """
        self.require_rules()
        for plugin, rule in self._rules:
            if rule.actions and change.action not in rule.actions:
                continue
            try:
                with foreign_code():
                    found = [str(problem) for problem in rule.load()(change) or ()]
            except VprError as error:
                raise self._failed(plugin, error.message) from error
            except Exception as error:  # the plugin boundary: a broken rule lets nothing pass
                raise self._failed(plugin, f"{rule.target}: {describe(error)}") from error
            yield from found

    def require_rules(self) -> None:
        """Refuse a state change while a plugin that holds rules does not work.

        :raises PluginError: names the plugins and how to leave them out.
        """
        broken = [failure for failure in self._failures if failure.holds_rules]
        if broken:
            raise PluginError(
                _("a plugin that holds rules over this change failed, so the change was refused"),
                problems=[f"{failure.name}: {failure.reason}" for failure in broken],
                hint=leave_out(",-".join(failure.name for failure in broken)),
            )

    def on_change(self, session: Any, change: ChangeSpec) -> None:  # noqa: ANN401 -- a Session; storage is another room
        """Inside the transaction.

        :raises PluginError: names the plugin that failed; a ``VprError`` of the plugin goes up as it is.
        """
        self._each("vpr_on_change", session=session, change=change)

    def after_commit(self, changes: Sequence[ChangeSpec]) -> None:
        """Once after a unit of work is stored. A failure is told and changes nothing."""
        for plugin in self._with("vpr_after_commit"):
            try:
                with foreign_code():
                    plugin.manager.hook.vpr_after_commit(changes=tuple(changes))
            except Exception as error:  # the plugin boundary: what was stored stands
                self._tell(
                    _("plugin «{name}» failed after the change was stored: {reason}").format(
                        name=plugin.found.name, reason=describe(error)
                    )
                )

    def dump_extra(self, session: Any, plan_id: str) -> dict[str, Mapping[str, Any]]:  # noqa: ANN401 -- a Session
        """What each plugin adds to a plan file, by plugin name."""
        parts = self._each("vpr_dump_extra", session=session, plan_id=plan_id)
        for name, part in parts:
            if not isinstance(part, Mapping):
                reason = _("{hook} returned {value!r:.80}, not a mapping").format(hook="vpr_dump_extra", value=part)
                raise PluginError(
                    _("plugin «{name}» failed: {reason}").format(name=name, reason=reason), hint=leave_out(name)
                )
        return {name: part for name, part in parts if part}

    def load_extra(self, session: Any, plan_id: str, extras: Mapping[str, Any]) -> None:  # noqa: ANN401 -- a Session
        """Give each plugin its part of a plan file that is being imported, inside the transaction."""
        for plugin in self._with("vpr_load_extra"):
            if plugin.found.name in extras:
                extra = extras[plugin.found.name]
                self._each("vpr_load_extra", [plugin], session=session, plan_id=plan_id, extra=extra)

    def _with(self, hook: str) -> Iterable[Loaded]:
        return [plugin for plugin in self._plugins if hook in plugin.hooks]

    def _each(
        self,
        hook: str,
        plugins: Iterable[Loaded] | None = None,
        **arguments: Any,  # noqa: ANN401 -- the hook's arguments
    ) -> list[tuple[str, Any]]:
        results: list[tuple[str, Any]] = []
        for plugin in self._with(hook) if plugins is None else plugins:
            try:
                with foreign_code():
                    found = getattr(plugin.manager.hook, hook)(**arguments)
            except VprError:
                raise
            except Exception as error:  # the plugin boundary: the transaction is rolled back
                raise self._failed(plugin, f"{hook}: {describe(error)}") from error
            results += [(plugin.found.name, result) for result in found]
        return results

    def _failed(self, plugin: Loaded, reason: str) -> PluginError:
        name = plugin.found.name
        return PluginError(_("plugin «{name}» failed: {reason}").format(name=name, reason=reason), hint=leave_out(name))
