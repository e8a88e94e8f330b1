"""What the Tracker needs of the plugins; ``vpr_tracker.plugins.registry.Registry`` has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from vpr_tracker.plugins.facts import CalendarEntry, ChangeSpec
from vpr_tracker.plugins.specs import StorageSpec


class Hooks(Protocol):
    """The plugins of one run, as far as changes concern them. ``session`` is a SQLModel session."""

    def storage(self) -> Sequence[StorageSpec]:
        """Tables of plugins."""

    def actions(self) -> Mapping[str, str]:
        """What the journal's actions of plugins are called on screen."""

    def problems(self, change: ChangeSpec) -> Iterable[str]:
        """What the rules have against a state change that is about to happen; nothing where it may."""

    def on_change(self, session: Any, change: ChangeSpec) -> None:  # noqa: ANN401 -- plugins know it as a Session
        """Called inside the transaction; an exception rolls everything back."""

    def after_commit(self, changes: Sequence[ChangeSpec]) -> None:
        """Called once after a unit is stored; never raises."""

    def dump_extra(self, session: Any, plan_id: str) -> Mapping[str, Mapping[str, Any]]:  # noqa: ANN401 -- as above
        """What each plugin adds to a plan file, by plugin name."""

    def load_extra(self, session: Any, plan_id: str, extras: Mapping[str, Any]) -> None:  # noqa: ANN401 -- as above
        """Give each plugin its part of a plan file that is being imported, inside the transaction."""

    def calendar_entries(
        self,
        tracker: Any,  # noqa: ANN401 -- plugins know it as a Tracker
        *,
        plan_id: str,
        school: str | None,
        person: str | None,
    ) -> tuple[list[tuple[str, CalendarEntry]], list[str]]:
        """What plugins add to a calendar: pairs of plugin and entry, and a line for each plugin that failed."""
