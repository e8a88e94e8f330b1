"""Databases with made-up plans, and the reports' own way into them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from tests.reports.worlds import World

from vpr_tracker.reports.database import Database, connect
from vpr_tracker.storage.engine import open_engine
from vpr_tracker.storage.migrate import upgrade


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database without a plan, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def file(empty_file: Path, tmp_path: Path) -> Path:
    """A migrated SQLite database of this test alone."""
    return Path(shutil.copy(empty_file, tmp_path / "vpr.sqlite3"))


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    """The way in for writing."""
    engine = open_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def opened(file: Path, engine: Engine) -> Iterator[Callable[[World], Database]]:
    """Saves a world and opens it for reading."""
    databases: list[Database] = []

    def save_and_open(world: World) -> Database:
        world.save(engine)
        databases.append(connect(file))
        return databases[-1]

    yield save_and_open
    for database in databases:
        database.close()


@pytest.fixture(scope="session")
def postgres_world(postgres: Callable[..., str]) -> Iterator[Callable[[World], Database]]:
    """The same on a real PostgreSQL server."""
    url = postgres("vpr_reports")  # named: one without a name lasts only until the next is made
    engine = open_engine(url)
    upgrade(engine)

    def save_and_open(world: World) -> Database:
        world.save(engine)
        return connect(url)

    yield save_and_open
    engine.dispose()
