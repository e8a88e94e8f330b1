"""Plugins made for the tests: a folder on the path with a module and the metadata of its distribution."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

Install = Callable[..., None]
Vpr = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that stands on the path of the program under test."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def install(site: Path) -> Install:
    """Install a distribution with one plugin: its entry-point name and the text of its module."""

    def make(name: str, source: str, *, version: str = "1.0", distribution: str | None = None) -> None:
        label = (distribution or f"vpr-{name}").replace("-", "_")
        module = f"{label}_plugin"
        (site / f"{module}.py").write_text(dedent(source), encoding="utf-8")
        info = site / f"{label}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {label.replace('_', '-')}\nVersion: {version}\n", encoding="utf-8"
        )
        (info / "entry_points.txt").write_text(f"[vpr_tracker]\n{name} = {module}\n", encoding="utf-8")

    return make


@pytest.fixture
def vpr(site: Path, tmp_path: Path) -> Vpr:
    """Run ``vpr`` as a program of its own, with the folder ``site`` on its path and an empty home."""

    def run(*args: str, **environ: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("VPR_", "XDG_", "LC_"))}
        paths = [str(site), *filter(None, [kept.get("PYTHONPATH", "")])]
        return subprocess.run(
            [sys.executable, "-m", "vpr_tracker", *args],
            cwd=tmp_path,
            env={
                **kept,
                "HOME": str(tmp_path),
                "PYTHONPATH": os.pathsep.join(paths),
                "VPR_LANG": "en",
                "VPR_DB": str(tmp_path / "plan.sqlite3"),
                **environ,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run
