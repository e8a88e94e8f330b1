"""Every hook explains itself with an example that runs, and the names that plugins may use are there."""

from __future__ import annotations

import inspect
from textwrap import dedent

import pluggy
import pytest

from vpr_tracker import plugins
from vpr_tracker.cli import kit
from vpr_tracker.plugins import hookspecs
from vpr_tracker.plugins.loading import OFFERS

HOOKS = {name: value for name, value in vars(hookspecs).items() if name.startswith("vpr_")}


def example(name):
    """The example of a hook, as a namespace that it was run in."""
    _words, _colons, code = inspect.getdoc(HOOKS[name]).partition("::\n")
    space = {}
    exec(dedent(code), space)
    return space[name]


@pytest.mark.parametrize("name", HOOKS)
def test_the_example_of_a_hook_is_an_implementation_that_is_accepted(name):
    implementation = example(name)
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)

    manager.register(type("Plugin", (), {name: staticmethod(implementation)}))
    manager.check_pending()

    given = set(inspect.signature(implementation).parameters)
    assert given <= set(inspect.signature(HOOKS[name]).parameters)


@pytest.mark.parametrize("name", OFFERS)
def test_the_example_of_a_hook_returns_what_the_hook_asks_for(name):
    assert [type(thing) for thing in example(name)()] == [OFFERS[name]]


def test_every_hook_that_offers_things_is_a_hook():
    assert set(OFFERS) < set(HOOKS)


@pytest.mark.parametrize("module", [plugins, kit])
def test_public_names_are_sorted_and_there(module):
    assert [name for name in module.__all__ if not hasattr(module, name)] == []
    assert len(set(module.__all__)) == len(module.__all__)


def test_all_that_hooks_return_is_public():
    assert {kind.__name__ for kind in OFFERS.values()} <= set(plugins.__all__)
    assert {"ChangeSpec", "CalendarEntry", "hookimpl"} <= set(plugins.__all__)
