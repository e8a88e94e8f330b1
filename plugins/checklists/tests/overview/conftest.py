"""Overviews over databases of both kinds."""

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

from overview_world import Seen  # noqa: E402
from tests.conftest import both, postgres  # noqa: E402, F401 -- a fixture


@pytest.fixture(scope="session")
def _seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database of a committee, to be copied."""
    folder = tmp_path_factory.mktemp("seen")
    Seen(folder).fill_up().close()
    return folder


@pytest.fixture
def seen(_seen: Path, tmp_path: Path) -> Iterator[Seen]:
    """A committee on SQLite."""
    shutil.copytree(_seen, tmp_path / "seen")
    made = Seen(tmp_path / "seen")
    yield made
    made.close()


@both
def any_seen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Seen]:
    """A committee; the test runs once on each kind of database."""
    url = None if request.param == "sqlite" else request.getfixturevalue("postgres")()
    made = Seen(tmp_path, url).fill_up()
    yield made
    made.close()
