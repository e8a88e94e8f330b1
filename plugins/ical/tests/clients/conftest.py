"""Makes ``rig`` importable, and skips what needs programs that are not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

_HERE = str(Path(__file__).parent)
if _HERE not in sys.path:
    sys.path.insert(0, _HERE)

from rig import missing  # noqa: E402 -- the path above makes it importable


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say what is not installed."""
    absent = missing()
    if absent:
        reason = f"not installed (dependency group «clients»): {', '.join(absent)}"
        for item in items:
            if item.get_closest_marker("clients"):
                item.add_marker(pytest.mark.skip(reason=reason))
