"""What plugins take part in while the program works: rules before a change, hooks in and after the transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vpr_tracker.errors import PluginError, VprError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.guard import describe, foreign_code
from vpr_tracker.plugins.loading import Failure, Loaded
from vpr_tracker.plugins.specs import CalendarSpec, RuleSpec

if TYPE_CHECKING:
    from vpr_tracker.plugins.facts import CalendarEntry, ChangeSpec


def leave_out(name: str) -> str:
    """The hint that says how to go on without a plugin."""
    return _("mend the plugin, or leave it out by name: VPR_PLUGINS={names}").format(names=f"-{name}")


def check_entry(entry: object) -> None:
    """See that what a plugin gave is an entry that can stand in a calendar.

    :raises TypeError: it is something else, or a part of it is.
    :raises ValueError: it has no identifier, or ends before it begins.
    """
    from datetime import date, datetime

    from vpr_tracker.plugins.facts import CalendarEntry

    if not isinstance(entry, CalendarEntry):
        raise TypeError(f"{entry!r:.80} is not a CalendarEntry")
    for name in ("uid", "title", "description"):
        if not isinstance(getattr(entry, name), str):
            raise TypeError(f"{name} {getattr(entry, name)!r:.80} is not a text")
    for name in ("start", "end"):
        # A datetime is a date to isinstance, and would shift in another time zone.
        if type(getattr(entry, name)) is not date:
            raise TypeError(f"{name} {getattr(entry, name)!r:.80} is not a date")
    if not isinstance(entry.sequence, int) or entry.sequence < 0:
        raise ValueError(f"sequence {entry.sequence!r:.80} is not a number from 0 on")
    if entry.modified is not None and (not isinstance(entry.modified, datetime) or entry.modified.tzinfo is None):
        raise ValueError(f"modified {entry.modified!r:.80} is not an aware datetime")
    if not entry.uid.strip():
        raise ValueError("an entry has an empty uid")
    if entry.end < entry.start:
        raise ValueError(f"the entry {entry.uid!r:.80} ends before it begins")


class Lifecycle:
    """The hooks of the loaded plugins, called plugin by plugin, so that a failure has a name."""

    def __init__(
        self,
        loaded: Sequence[Loaded],
        failures: Sequence[Failure],
        rules: Sequence[tuple[Loaded, RuleSpec]],
        calendars: Sequence[tuple[Loaded, CalendarSpec]],
        tell: Callable[[str], None],
    ) -> None:
        self._plugins = tuple(loaded)
        self._failures = tuple(failures)
        self._rules = tuple(rules)
        self._calendars = tuple(calendars)
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

    def calendar_entries(
        self,
        tracker: Any,  # noqa: ANN401 -- a Tracker; that is another room
        *,
        plan_id: str,
        school: str | None,
        person: str | None,
    ) -> tuple[list[tuple[str, CalendarEntry]], list[str]]:
        """What plugins add to a calendar: pairs of plugin and entry, and a line for each plugin that failed.

        A plugin that fails adds nothing at all: half of its entries would look like the whole.
        """
        found: list[tuple[str, CalendarEntry]] = []
        problems: list[str] = []
        for plugin, spec in self._calendars:
            name = plugin.found.name
            try:
                with foreign_code():
                    entries = list(spec.load()(tracker, plan_id=plan_id, school=school, person=person) or ())
                for entry in entries:
                    check_entry(entry)
            except Exception as error:  # the plugin boundary: the calendar is made without it
                problems.append(
                    _("plugin «{name}» failed: {reason}").format(name=name, reason=f"{spec.target}: {describe(error)}")
                )
            else:
                found += [(name, entry) for entry in entries]
        return found, problems

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
