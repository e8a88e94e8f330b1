"""Feeds on databases of both kinds."""

from __future__ import annotations

import pytest
from feed_world import World
from tests.conftest import both, postgres  # noqa: F401 -- a fixture

__all__ = ["both"]


@both
def world(request: pytest.FixtureRequest, tmp_path):
    """A committee; the test runs once on each kind of database."""
    url = None if request.param == "sqlite" else request.getfixturevalue("postgres")()
    made = World.make(tmp_path, url)
    yield made
    made.close()
