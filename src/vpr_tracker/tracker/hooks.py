"""What the Tracker needs of the plugins; ``vpr_tracker.plugins.registry.Registry`` has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from vpr_tracker.plugins.specs import RuleSpec


class Hooks(Protocol):
    """The plugins of one run, as far as changes concern them."""

    @property
    def hooks(self) -> frozenset[str]:
        """Hooks that at least one plugin implements."""

    def require_rules(self) -> None:
        """Refuse where a plugin that holds rules does not work."""

    def rules(self) -> Sequence[RuleSpec]:
        """What must hold before a state change."""

    def load(self, spec: RuleSpec) -> Any:  # noqa: ANN401 -- the function that the rule names
        """The function behind a rule."""

    def call(self, hook: str, **arguments: Any) -> Sequence[tuple[str, Any]]:  # noqa: ANN401 -- the hook's own
        """Call a hook of every plugin: names and what they returned. The first exception goes up."""

    def call_isolated(self, hook: str, **arguments: Any) -> Sequence[str]:  # noqa: ANN401 -- the hook's own
        """Call a hook of every plugin, each by itself; gives a line for each one that failed."""
