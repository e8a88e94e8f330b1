"""A Tracker with a clock that tests move, on a database of its own, and the plans of ``tests.factories``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from vpr_tracker import Tracker

ROOT = Path(__file__).resolve().parents[3]
for _folder in (ROOT, Path(__file__).parent):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))

NOW = datetime(2023, 2, 10, 5, tzinfo=UTC)


class Clock:
    """A clock that goes on by an hour with each look, so that no two changes fall on one instant."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        self.moment += timedelta(hours=1)
        return self.moment


@pytest.fixture
def clock() -> Clock:
    """The clock of the Tracker."""
    return Clock()


@pytest.fixture
def tracker(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Tracker]:
    """A Tracker on an empty database."""
    with Tracker.open(tmp_path / "plans.sqlite3", actor="Координатор", clock=clock) as opened:
        yield opened


def _an_hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture(scope="session")
def _committee(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database and the key of a committee, to be copied."""
    from feed_world import World

    folder = tmp_path_factory.mktemp("committee")
    World.make(folder, clock=_an_hour_ago).close()
    return folder


@pytest.fixture
def place(_committee: Path, tmp_path: Path) -> Iterator[Any]:
    """A committee with feeds, on SQLite; what is recorded was recorded an hour ago."""
    from feed_world import World

    shutil.copytree(_committee, tmp_path, dirs_exist_ok=True)
    made = World.open(tmp_path, clock=_an_hour_ago)
    yield made
    made.close()
