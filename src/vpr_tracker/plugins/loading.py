"""Loading one plugin: import, check its hooks, take what it offers. Nothing it does can stop the program.

Except two things that cannot be isolated inside a process: a plugin that never returns (a hang), and one that ends
the process without an exception (``os._exit``, a crash of a C extension). ``VPR_PLUGINS=-NAME`` leaves such a one out.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from importlib import import_module
from types import FunctionType
from typing import Any, Final, NamedTuple

import pluggy

from vpr_tracker.i18n import _
from vpr_tracker.plugins import hookspecs
from vpr_tracker.plugins.discovery import Found
from vpr_tracker.plugins.guard import describe, foreign_code
from vpr_tracker.plugins.specs import (
    CalendarSpec,
    CommandSpec,
    DocumentKindSpec,
    ExporterSpec,
    ImporterSpec,
    RuleSpec,
    StorageSpec,
)

OFFERS: Final[dict[str, type[Any]]] = {
    "vpr_commands": CommandSpec,
    "vpr_importers": ImporterSpec,
    "vpr_exporters": ExporterSpec,
    "vpr_storage": StorageSpec,
    "vpr_rules": RuleSpec,
    "vpr_document_kinds": DocumentKindSpec,
    "vpr_calendar_entries": CalendarSpec,
}
"""The hooks that are called once, when a plugin is loaded, and the kind of thing that each returns."""


class Loaded(NamedTuple):
    """A plugin that works: its own hook caller, what it offers by hook, the hooks it implements."""

    found: Found
    manager: pluggy.PluginManager
    offers: dict[str, tuple[Any, ...]]
    hooks: tuple[str, ...]


class Failure(NamedTuple):
    """Why a plugin, or a part of one, is not there: ``reason`` in one line, ``details`` the traceback.

    ``whole`` is false where only one thing of the plugin was dropped (a command whose name is taken).
    ``holds_rules`` is true where the plugin, as far as can be seen, has rules over changes that now nobody checks.
    """

    name: str
    distribution: str
    version: str
    reason: str
    details: str = ""
    whole: bool = True
    holds_rules: bool = False


class _WrongPluginError(Exception):
    """A plugin that was imported, but is not written as the hooks ask."""


def load(found: Found) -> Loaded | Failure:
    """Load one plugin. Whatever it raises becomes a :class:`Failure`."""
    try:
        with foreign_code():
            plugin = _import(found.value)
            manager = _registered(plugin, found.name)
            hooks = tuple(sorted(caller.name for caller in manager.get_hookcallers(plugin) or ()))
            offers = {hook: _taken(manager, hook) for hook in hooks if hook in OFFERS}
    except Exception as error:  # the plugin boundary: import and hooks are foreign code
        return Failure(
            found.name,
            found.distribution,
            found.version,
            str(error) if isinstance(error, _WrongPluginError) else describe(error),
            details=_traceback(error),
            holds_rules=_seems_to_hold_rules(found),
        )
    return Loaded(found, manager, offers, hooks)


def _import(value: str) -> Any:  # noqa: ANN401 -- a module, or any object in one
    module, _colon, attribute = value.partition(":")
    plugin: Any = import_module(module.strip())
    for part in filter(None, attribute.strip().split(".")):
        plugin = getattr(plugin, part)
    return plugin


def _registered(plugin: Any, name: str) -> pluggy.PluginManager:  # noqa: ANN401 -- a module, or any object in one
    """A hook caller for this plugin alone, so that no other suffers from what it does."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for unmarked in _unmarked(plugin):
        raise _WrongPluginError(_("the function «{name}» is not marked with @hookimpl").format(name=unmarked))
    try:
        manager.register(plugin, name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise _WrongPluginError(" ".join(str(error).split())) from error
    return manager


def _unmarked(plugin: Any) -> list[str]:  # noqa: ANN401 -- a module, or any object in one
    # pluggy passes over them in silence: the author would wonder for hours.
    return [
        name
        for name, value in vars(plugin).items()
        if name.startswith("vpr_")
        and isinstance(value, FunctionType)
        and value.__module__ == getattr(plugin, "__name__", value.__module__)
        and not hasattr(value, f"{hookspecs.PROJECT}_impl")
    ]


def _taken(manager: pluggy.PluginManager, hook: str) -> tuple[Any, ...]:
    """Call a hook that offers things; generators are run here, inside the boundary."""
    wanted = OFFERS[hook]
    things: list[Any] = []
    for result in getattr(manager.hook, hook)():
        if not isinstance(result, Iterable) or isinstance(result, str | bytes | dict):
            raise _WrongPluginError(_("{hook} returned {value!r:.80}, not a list").format(hook=hook, value=result))
        things += result
    for thing in things:
        if not isinstance(thing, wanted):
            raise _WrongPluginError(
                _("{hook} returned {value!r:.80}, not a {kind}").format(hook=hook, value=thing, kind=wanted.__name__)
            )
    names = [thing.name for thing in things]
    for name in names:
        if names.count(name) > 1:
            raise _WrongPluginError(_("{hook} returned «{name}» twice").format(hook=hook, name=name))
    return tuple(sorted(things, key=lambda thing: str(thing.name)))


def _seems_to_hold_rules(found: Found) -> bool:
    """Whether a plugin that failed has rules: it cannot be asked any more, so its text is read."""
    parts = found.value.partition(":")[0].strip().split(".")
    for folder in sys.path:
        for path in (os.path.join(folder, *parts) + ".py", os.path.join(folder, *parts, "__init__.py")):
            if os.path.isfile(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    return re.search(r"^\s*(async\s+)?def\s+vpr_rules\b", file.read(), re.MULTILINE) is not None
    return False


def _traceback(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(error))
