"""The worlds that the tests of making share. Making a document changes nothing, so most tests read from one world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import SAMPLES, World, world


@pytest.fixture(scope="session", params=sorted(SAMPLES))
def _sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(request.param, tmp_path_factory.mktemp("sample")) as made:
        yield made


@pytest.fixture
def sample(_sample: World) -> World:
    """A world of each sample plan, only to be read."""
    _sample.remarks.clear()
    return _sample


@pytest.fixture(scope="session")
def _vpr(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world("vpr", tmp_path_factory.mktemp("vpr")) as made:
        yield made


@pytest.fixture
def vpr(_vpr: World) -> World:
    """The world of the plan of 2023, only to be read."""
    _vpr.remarks.clear()
    return _vpr


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[World]:
    """A world of the plan of 2023 of this test's own, to be written to."""
    with world("vpr", tmp_path) as made:
        yield made
