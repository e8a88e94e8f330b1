"""Runs on a database of their own, of either kind where a test says so."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
for _folder in (ROOT, Path(__file__).parent):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))

from run_world import World  # noqa: E402
from tests.conftest import both, postgres  # noqa: E402, F401 -- a fixture


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are compared in English."""
    monkeypatch.setenv("VPR_LANG", "en")


@pytest.fixture(scope="session")
def committee(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database of a committee, to be copied."""
    folder = tmp_path_factory.mktemp("committee")
    World(folder).fill_up().close()
    return folder


@pytest.fixture
def world(committee: Path, tmp_path: Path) -> Iterator[World]:
    """A committee on SQLite."""
    shutil.copytree(committee, tmp_path / "world")
    made = World(tmp_path / "world")
    yield made
    made.close()


@both
def any_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A committee; the test runs once on each kind of database."""
    url = None if request.param == "sqlite" else request.getfixturevalue("postgres")()
    made = World(tmp_path, url).fill_up()
    yield made
    made.close()
