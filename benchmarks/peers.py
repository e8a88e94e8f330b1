"""Other task programs beside ours, where they are installed: Taskwarrior and todoman, with as many tasks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import sample

Peer = tuple[str, Sequence[str], Mapping[str, str]]


def missing() -> Iterator[str]:
    """Names of the programs that are not installed."""
    if _taskwarrior() is None:
        yield "Taskwarrior"
    if shutil.which("todo") is None:
        yield "todoman"


def prepared(folder: Path, size: int) -> Iterator[Peer]:
    """Name, command and environment of each program that is installed, its data made in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    program = _taskwarrior()
    if program is not None:
        yield _with_taskwarrior(program, folder / f"taskwarrior-{size}", size)
    todoman = shutil.which("todo")
    if todoman is not None:
        yield _with_todoman(todoman, folder / f"todoman-{size}", size)


def _taskwarrior() -> str | None:
    """Taskwarrior's ``task``; another program of that name answers with words, not with a bare version."""
    program = shutil.which("task")
    if program is None:
        return None
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    return program if answer.strip()[:1].isdigit() else None


def _due_days(size: int) -> Iterator[tuple[int, date]]:
    length = (sample.PERIOD[1] - sample.PERIOD[0]).days + 1
    for number in range(size):
        yield number, sample.PERIOD[0] + timedelta(days=number % length)


def _with_taskwarrior(program: str, folder: Path, size: int) -> Peer:
    folder.mkdir()
    settings = folder / "taskrc"
    settings.write_text(f"data.location={folder}\nconfirmation=off\nverbose=nothing\n", encoding="utf-8")
    environment = {"TASKRC": str(settings), "TASKDATA": str(folder)}
    tasks = [
        {"description": f"Документ {number}", "status": "pending", "due": f"{day:%Y%m%d}T000000Z"}
        for number, day in _due_days(size)
    ]
    subprocess.run(
        [program, "import", "-"],
        input=json.dumps(tasks, ensure_ascii=False).encode(),
        env={**os.environ, **environment},
        capture_output=True,
        timeout=600,
        check=True,
    )
    return "task list", [program, "list"], environment


def _with_todoman(program: str, folder: Path, size: int) -> Peer:
    calendar = folder / "calendar"
    calendar.mkdir(parents=True)
    for number, day in _due_days(size):
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//vpr-tracker//benchmark//RU",
            "BEGIN:VTODO",
            f"UID:{number}@benchmark",
            "DTSTAMP:20230101T000000Z",
            f"SUMMARY:Документ {number}",
            f"DUE;VALUE=DATE:{day:%Y%m%d}",
            "END:VTODO",
            "END:VCALENDAR",
        ]
        (calendar / f"{number}.ics").write_text("\r\n".join([*lines, ""]), encoding="utf-8", newline="")
    settings = folder / "config.py"
    settings.write_text(f'path = "{folder}/*"\ncache_path = "{folder}/cache.sqlite3"\n', encoding="utf-8")
    return "todo list", [program, "--config", str(settings), "list"], {}
