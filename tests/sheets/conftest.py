"""A plan with three schools that kits are made for, and the program called on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.sheets.kit_world import start


@pytest.fixture
def world(tmp_path: Path) -> Path:
    path = tmp_path / "plan.sqlite3"
    start(path, 3)
    return path


@pytest.fixture
def vpr_in(monkeypatch, capsys):
    """Call the program on a database and give its JSON."""
    from vpr_tracker.cli import main

    def run(path: Path, *arguments: str):
        monkeypatch.setenv("VPR_DB", str(path))
        monkeypatch.setenv("VPR_PLUGINS", "")
        monkeypatch.setenv("VPR_ACTOR", "Координатор")
        capsys.readouterr()
        assert main(arguments) in (0, 9)
        return json.loads(capsys.readouterr().out)

    return run
