"""Plugins: the hooks they may implement, what the hooks return, the registry that loads them and survives bad ones.

A plugin author needs only this module::

    from vpr_tracker.plugins import CommandSpec, hookimpl

    @hookimpl
    def vpr_commands():
        return [CommandSpec(name="hello", target="my_package.hello:command", summary="Greet.")]
"""

from __future__ import annotations

from vpr_tracker.plugins.hookspecs import hookimpl
from vpr_tracker.plugins.specs import (
    CalendarEntry,
    CalendarSpec,
    ChangeSpec,
    CommandSpec,
    DocumentKindSpec,
    ExporterSpec,
    ImporterSpec,
    RuleSpec,
    StorageSpec,
)

__all__ = [
    "CalendarEntry",
    "CalendarSpec",
    "ChangeSpec",
    "CommandSpec",
    "DocumentKindSpec",
    "ExporterSpec",
    "ImporterSpec",
    "RuleSpec",
    "StorageSpec",
    "hookimpl",
]
