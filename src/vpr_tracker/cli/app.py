"""What one run of the command line holds: its settings, the plugins (loaded on first need), the way to the Tracker."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from vpr_tracker.domain.texts import spelt_out
from vpr_tracker.i18n import _
from vpr_tracker.settings import Settings

if TYPE_CHECKING:
    from vpr_tracker.plugins.registry import Registry
    from vpr_tracker.tracker import Tracker


class App:
    """The state of one run; Click carries it as ``ctx.obj``."""

    def __init__(self, settings: Settings | None = None, registry: Registry | None = None) -> None:
        self.settings = settings or Settings()
        self.verbose = False
        self._registry = registry

    @property
    def database_url(self) -> str:
        """The database of this run, as a URL."""
        return self.settings.database_url()

    @property
    def registry(self) -> Registry:
        """The plugins. Loaded when first asked for; each one that failed is named in a line on stderr."""
        if self._registry is None:
            from vpr_tracker.cli.table import RESERVED
            from vpr_tracker.plugins.registry import load_registry

            self._registry = load_registry(self.settings.plugin_selection(), reserved=RESERVED, tell=_warn)
            self._name_failures(self._registry)
        return self._registry

    def _name_failures(self, registry: Registry) -> None:
        for warning in registry.warnings:
            _warn(warning)
        for failure in registry.failures:
            text = _("plugin «{name}» was left out: {reason}") if failure.whole else _("plugin «{name}»: {reason}")
            _warn(text.format(name=failure.name, reason=failure.reason) + " " + _("(see «vpr plugins»)"))
            if self.verbose and failure.details:
                print(spelt_out(failure.details), file=sys.stderr)

    def tracker(self, actor: str | None = None) -> Tracker:
        """The Tracker on this run's database, with the plugins; a context manager."""
        from vpr_tracker.tracker import Tracker

        return Tracker.open(self.database_url, actor=actor or self.settings.actor(), registry=self.registry)


def _warn(text: str) -> None:
    print(spelt_out(_("Warning: {text}").format(text=text)), file=sys.stderr)
