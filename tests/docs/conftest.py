"""A folder of its own for each page, in which the commands of the page are run in this process."""

from __future__ import annotations

import io
import os
import runpy
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vpr_tracker.cli import main
from vpr_tracker.tracker.core import TrackerCore

ROOT = Path(__file__).resolve().parents[2]
NOW = TrackerCore.now
PRETENDED = "/home/me/plans"
"""What the pages call the folder."""


class Shell:
    """Runs what a reader would type: ``vpr …``, ``cat FILE``, ``echo $?``, ``python FILE``, ``python3 dev.py demo``."""

    def __init__(self, folder: Path, environ: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.environ = environ
        self.code = 0

    def run(self, line: str) -> str:
        """What a line prints, errors last."""
        words = shlex.split(line, comments=True)
        while "=" in words[0]:
            name, _equals, value = words.pop(0).partition("=")
            self.environ.setenv(name, value)
        match words:
            case ["echo", "$?"]:
                return str(self.code)
            case ["cat" | "type", name]:
                return (self.folder / name).read_text(encoding="utf-8-sig")
            case ["vpr", *arguments]:
                return self.vpr(*arguments)
            case ["python3" | "python", "dev.py", "demo"]:
                return self.vpr("demo")
            case ["python3" | "python", name]:  # a file that the page shows
                runpy.run_path(str(self.folder / name))
                return ""
        raise ValueError(f"the pages do not run such things: {line}")

    def set_day(self, day: str) -> None:
        """Let it be noon of a day, for the reports and in the journal."""
        noon = datetime.fromisoformat(f"{day}T12:00:00").astimezone(UTC)
        self.environ.setenv("VPR_TODAY", day)
        self.environ.setattr(TrackerCore, "now", lambda tracker: noon if tracker._clock is None else NOW(tracker))

    def vpr(self, *arguments: str) -> str:
        """Call the program."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            self.code = main(arguments)
        return (out.getvalue() + err.getvalue()).replace(str(self.folder), PRETENDED)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home that is the current folder, with the sample plan; English; no settings; all plugins."""
    for name in [name for name in os.environ if name.startswith(("VPR_", "XDG_", "LC_"))]:
        monkeypatch.delenv(name)
    for name, value in {"HOME": str(tmp_path), "VPR_LANG": "en", "LANGUAGE": "en", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "sample_plans" / "vpr-2023.docx", tmp_path)
    return tmp_path


@pytest.fixture
def shell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in that folder."""
    return Shell(folder, monkeypatch)
