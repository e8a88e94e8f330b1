"""Runs on a database of their own, of either kind where a test says so."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
for _folder in (ROOT, Path(__file__).parent):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))

from run_world import World  # noqa: E402
from tests.conftest import both, postgres  # noqa: E402, F401 -- a fixture

from vpr_tracker.cli import main  # noqa: E402
from vpr_tracker_checklists.runs.model import Run  # noqa: E402
from vpr_tracker_checklists.templates.answers import Sheet  # noqa: E402


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


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A draft, number 1, and the command line on its database."""
    for name in [name for name in os.environ if name.startswith(("VPR_", "XDG_", "LC_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(world.folder),
        "VPR_LANG": "en",
        "LANGUAGE": "en",
        "COLUMNS": "80",
        "VPR_DB": world.url,
        "VPR_PLUGINS": "checklists",
        "VPR_TODAY": "2023-04-10",
        "VPR_ACTOR": "Гордеева Т. Н.",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(world.folder)
    return world.start()


@pytest.fixture
def vpr(run: Run, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command: exit code, what it printed, what it said on stderr."""
    assert run.number == 1

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(arguments)
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def sheet(world: World, run: Run) -> Callable[[], Sheet]:
    """What is kept of the draft."""
    return lambda: world.book.find(run.id).sheet
