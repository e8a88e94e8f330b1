"""The public names: one table, one list, and what type checkers see."""

from __future__ import annotations

import ast
import dataclasses
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import vpr_tracker
from vpr_tracker import plugins
from vpr_tracker.plans import draft
from vpr_tracker.tracker import amendment_views, kit_views, upkeep, views


def for_type_checkers(module):
    """Names that a module imports for type checkers alone, and from where."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    return {
        alias.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom) and node.module.startswith("vpr_tracker")
        for alias in node.names
    }


@pytest.mark.parametrize("module", [vpr_tracker, plugins], ids=lambda module: module.__name__)
def test_the_table_the_list_and_the_type_checkers_imports_agree(module):
    assert for_type_checkers(module) == module._LAZY
    assert set(module._LAZY) <= set(module.__all__)
    assert module.__all__ == sorted(module.__all__)
    assert set(module.__all__) <= set(dir(module))


@pytest.mark.parametrize("module", [vpr_tracker, plugins], ids=lambda module: module.__name__)
def test_every_lazy_name_is_there_and_is_the_one_of_its_module(module):
    for name, place in module._LAZY.items():
        assert getattr(module, name) is getattr(import_module(place), name)
    with pytest.raises(AttributeError, match="no_such_name"):
        module.no_such_name  # noqa: B018 -- asking is the test


def test_all_parts_of_a_draft_and_all_that_the_tracker_returns_are_public():
    parts = {name for name, kind in vars(draft).items() if isinstance(kind, type) and issubclass(kind, draft.Draft)}
    returned = {
        name
        for module in (views, upkeep, amendment_views, kit_views)
        for name, kind in vars(module).items()
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
    }

    assert parts - {"Draft"} <= set(vpr_tracker.__all__)
    assert returned <= set(vpr_tracker.__all__)


def test_an_entry_module_does_not_load_the_registry():
    code = "import sys; from vpr_tracker.plugins import CommandSpec, hookimpl; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    loaded = done.stdout.split()
    assert "vpr_tracker.plugins.specs" in loaded
    assert not {"vpr_tracker.plugins.registry", "vpr_tracker.plugins.facts", "click"} & set(loaded)
