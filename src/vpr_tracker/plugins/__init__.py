"""Plugins: the hooks they may implement, what the hooks return, the registry that loads them and survives bad ones.

A plugin author needs only this module::

    from vpr_tracker.plugins import CommandSpec, hookimpl

    @hookimpl
    def vpr_commands():
        return [CommandSpec(name="hello", target="my_package.hello:command", summary="Greet.")]

A program that uses plugins gets them with ``load_registry()``. What an entry module seldom needs is loaded on first
use (PEP 562), so that entry modules stay light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vpr_tracker.plugins.hookspecs import hookimpl
from vpr_tracker.plugins.specs import (
    CalendarSpec,
    CommandSpec,
    DocumentKindSpec,
    ExporterSpec,
    ImporterSpec,
    RuleSpec,
    StorageSpec,
)

if TYPE_CHECKING:
    from vpr_tracker.plugins.facts import CalendarEntry, ChangeSpec
    from vpr_tracker.plugins.registry import Plugin, Registry, load_registry

_LAZY = {
    "CalendarEntry": "vpr_tracker.plugins.facts",
    "ChangeSpec": "vpr_tracker.plugins.facts",
    "Plugin": "vpr_tracker.plugins.registry",
    "Registry": "vpr_tracker.plugins.registry",
    "load_registry": "vpr_tracker.plugins.registry",
}

__all__ = [
    "CalendarEntry",
    "CalendarSpec",
    "ChangeSpec",
    "CommandSpec",
    "DocumentKindSpec",
    "ExporterSpec",
    "ImporterSpec",
    "Plugin",
    "Registry",
    "RuleSpec",
    "StorageSpec",
    "hookimpl",
    "load_registry",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- the attribute may be any public object
    try:
        module = _LAZY[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    from importlib import import_module

    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
