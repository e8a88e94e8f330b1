"""Makes ``browser`` importable, and skips what needs one where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

for _folder in (Path(__file__).parent, Path(__file__).parent.parent):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))

from browser import NAMES, program  # noqa: E402 -- the path above makes it importable


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say what is not installed."""
    if program() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=f"no browser is installed ({', '.join(NAMES)})"))
