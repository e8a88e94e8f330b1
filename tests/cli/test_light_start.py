"""What runs every minute somewhere must start light: no heavy module, no plugin."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "alembic",
    "docx",
    "importlib.metadata",
    "lxml",
    "pathlib",
    "platformdirs",
    "pluggy",
    "psycopg",
    "pydantic",
    "shutil",
    "sqlalchemy",
    "sqlmodel",
    "tomlkit",
}
"""``pathlib`` and ``shutil`` are light to write and slow to import."""


def imported(home, code):
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys, json; print('\\n' + json.dumps(sorted(sys.modules)))"],
        cwd=home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


RUN = "from vpr_tracker.cli import main\nmain({args!r})"


@pytest.mark.parametrize("command", ["status", "due", "matrix", "check"])
def test_the_commands_that_run_every_minute_load_no_plugin_and_nothing_heavy(command, home):
    modules = imported(home, RUN.format(args=[command, "--json"]))

    assert modules & HEAVY == set()
    assert not any(name.startswith("vpr_tracker.plugins") for name in modules)
    assert f"vpr_tracker.cli.reports.{command}" in modules
    assert command == "matrix" or "click" not in modules


def test_help_lists_plugins_without_importing_what_they_offer(home, monkeypatch):
    monkeypatch.delenv("VPR_PLUGINS")

    modules = imported(home, RUN.format(args=["--help"]))

    assert modules & (HEAVY - {"pluggy"}) == set()
    assert not any(name.startswith("vpr_tracker.cli.commands.") for name in modules)
    assert "vpr_tracker_documents.plugin" in modules
    assert not any(name.startswith("vpr_tracker_documents.plan") for name in modules)


@pytest.mark.parametrize("args", [["--version"], ["deadline", "до 25.01"], ["completion", "bash"]])
def test_commands_that_need_no_plugin_load_none(args, home, monkeypatch):
    monkeypatch.delenv("VPR_PLUGINS")

    modules = imported(home, RUN.format(args=args))

    assert not any(name.startswith("vpr_tracker.plugins") for name in modules)
    assert not modules & {"pydantic", "sqlalchemy", "sqlmodel", "alembic"}


def test_the_package_imports_nothing_of_its_own(home):
    modules = imported(home, "import vpr_tracker")

    assert {name for name in modules if name.startswith("vpr_tracker")} == {"vpr_tracker"}
    assert not modules & {*HEAVY, "click", "dataclasses", "inspect"}
