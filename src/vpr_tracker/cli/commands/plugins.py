"""``vpr plugins``: what is installed, what it adds, what failed and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vpr_tracker.cli import kit
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.plugins.registry import Plugin

SCHEMA = "vpr-tracker/plugins/1"
STATUSES = {
    "loaded": N_("works"),
    "partly": N_("works in part"),
    "failed": N_("failed"),
    "not_selected": N_("not selected (VPR_PLUGINS)"),
}
COLOURS = {"partly": "yellow", "failed": "red"}
KINDS = {
    "command": N_("commands"),
    "importer": N_("readers"),
    "exporter": N_("writers"),
    "storage": N_("tables"),
    "rule": N_("rules"),
    "document": N_("documents"),
    "calendar": N_("calendars"),
}


@kit.command(
    help=N_("List the installed plugins: what they add, and what failed and why."),
    examples=["vpr plugins", "vpr plugins --json", "VPR_PLUGINS=-checklists vpr plugins"],
)
@kit.json_option
def command(as_json: bool) -> None:
    """List the plugins."""
    registry = kit.app().registry
    if as_json:
        kit.emit_json(SCHEMA, {"plugins": [_as_data(plugin) for plugin in registry.plugins]})
        return
    if not registry.plugins:
        kit.echo(_("No plugins are installed."))
        return
    rows: list[list[str | kit.Cell]] = [
        [plugin.name, plugin.version, kit.Cell(_(STATUSES[plugin.status]), COLOURS.get(plugin.status)), _adds(plugin)]
        for plugin in registry.plugins
    ]
    kit.print_table([_("Plugin"), kit.Column(_("Version"), wrap=False), _("Status"), _("Adds")], rows)
    for plugin in registry.plugins:
        for error in plugin.errors:
            kit.echo()
            kit.paragraph(f"{plugin.name} ({plugin.distribution} {plugin.version}): {error}")
            if kit.app().verbose:
                kit.echo(plugin.details)


def _adds(plugin: Plugin) -> str:
    return "\n".join(f"{_(KINDS[kind])}: {', '.join(names)}" for kind, names in plugin.adds.items()) or "–"


def _as_data(plugin: Plugin) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "version": plugin.version,
        "distribution": plugin.distribution,
        "status": plugin.status,
        "adds": {kind: plugin.adds.get(kind, []) for kind in KINDS},
        "hooks": list(plugin.hooks),
        "errors": list(plugin.errors),
        "error": "; ".join(plugin.errors) or None,
    }
