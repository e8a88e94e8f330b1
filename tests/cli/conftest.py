"""The command line as a person sees it: ``vpr`` in this process, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vpr_tracker.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and folder, English, a database that does not exist yet, no plugins."""
    for name in [name for name in os.environ if name.startswith(("VPR_", "XDG_", "LC_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(tmp_path),
        "VPR_LANG": "en",
        "VPR_DB": str(tmp_path / "plan.sqlite3"),
        "VPR_ACTOR": "Coordinator",
        "VPR_PLUGINS": "",
        # main() sets it for Click; restored afterwards.
        "LANGUAGE": "en",
        "COLUMNS": "80",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def vpr(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call ``main`` in this process."""
    assert home.is_dir()

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        code = main(args)
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(args, code, out, err)

    return run


@pytest.fixture
def program(home: Path) -> Run:
    """Run ``vpr`` as a program of its own; ``environ`` is added to the environment of the test."""

    def run(*args: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "vpr_tracker", *args],
            cwd=home,
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run
