"""How long commands take from nothing, as multiples of starting Python itself.

    python benchmarks/cold_start.py [--runs 21] [--strict]

Every subject is a fresh process. They take turns, so that a busy moment of the machine hits all of them; a row shows
the median of the runs and its ratio to ``python -c pass`` of the same interpreter. Bytecode is compiled by the runs
that warm up, all installed plugins are there, and the home folder is an empty one. ``--strict`` exits with 1 where a
limit is passed. Taskwarrior and todoman, with as many tasks, are measured beside where they are installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import peers
import sample

SIZES = (10_000, 100_000)
LIMITS = {10_000: 6.0, 100_000: 9.0}
WARM_UP = 3
LEAST_RUNS = 15
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONPROFILEIMPORTTIME", "PYTHONOPTIMIZE")


@dataclass(frozen=True)
class Subject:
    """A command that is measured; ``limit`` is the ratio that it must not pass."""

    name: str
    command: Sequence[str]
    limit: float | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


def main() -> int:
    """Measure and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        subjects = [*_ours(home), *_peers(home)]
        times = measure(subjects, _environment(home), options.runs)
    print(f"{'subject':<38} {'median':>9} {'ratio':>6} {'limit':>6}")
    floor = statistics.median(times[subjects[0].name])
    passed = []
    for subject in subjects:
        median = statistics.median(times[subject.name])
        ratio = median / floor
        limit = "" if subject.limit is None else f"{subject.limit:.1f}"
        print(f"{subject.name:<38} {median * 1000:>6.1f} ms {ratio:>6.2f} {limit:>6}")
        if subject.limit is not None and ratio > subject.limit:
            passed.append(subject.name)
    for name in peers.missing():
        print(f"{name:<38} {'not installed':>9}")
    for name in passed:
        print(f"over its limit: {name}", file=sys.stderr)
    return 1 if passed and options.strict else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=21, help=f"runs of each subject, at least {LEAST_RUNS}")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a limit is passed")
    options = parser.parse_args()
    options.runs = max(options.runs, LEAST_RUNS)
    return options


def _ours(home: Path) -> Iterator[Subject]:
    vpr = str(_script())
    yield Subject("python -c pass", [sys.executable, "-c", "pass"])
    yield Subject("python -c 'import vpr_tracker'", [sys.executable, "-c", "import vpr_tracker"], 1.8)
    yield Subject("vpr --help", [vpr, "--help"], 8.0)
    for size in SIZES:
        database = sample.make(home / f"{size}.sqlite3", size)
        where = {"VPR_DB": str(database)}
        on = sample.ON.isoformat()
        yield Subject(f"vpr status, {size:,} obligations", [vpr, "status", "--on", on], LIMITS[size], where)
        yield Subject(f"vpr status, {size:,}, today", [vpr, "status"], LIMITS[size], where)
        yield Subject(f"vpr status --json, {size:,}", [vpr, "status", "--json", "--on", on], LIMITS[size], where)
        yield Subject(f"vpr check, {size:,}", [vpr, "check", "--on", on], None, where)


def _script() -> Path:
    """The installed console script: what people run, so what is measured."""
    found = shutil.which("vpr", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit(f"vpr is not installed beside {sys.executable}")
    return Path(found)


def _peers(home: Path) -> Iterator[Subject]:
    """The other programs, with the smaller size only: todoman takes seconds for it, and minutes for the other."""
    size = SIZES[0]
    for name, command, environment in peers.prepared(home / "peers", size):
        yield Subject(f"{name}, {size:,} tasks", command, None, environment)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED and not name.startswith("VPR_")}
    folders = {"HOME": home, "XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data", "APPDATA": home}
    return {**kept, **{name: str(path) for name, path in folders.items()}, "VPR_LANG": "ru"}


def measure(subjects: Sequence[Subject], environment: Mapping[str, str], runs: int) -> dict[str, list[float]]:
    """Seconds of every run of every subject, in turns, after runs that warm up."""
    times: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for number in range(WARM_UP + runs):
        for subject in subjects:
            taken = _seconds(subject, {**environment, **subject.environment})
            if number >= WARM_UP:
                times[subject.name].append(taken)
    return times


def _seconds(subject: Subject, environment: Mapping[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(subject.command, env=environment, capture_output=True, timeout=120, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 10, 11):
        raise SystemExit(f"{subject.name} failed: {done.stderr.decode(errors='replace')}")
    return taken


if __name__ == "__main__":
    sys.exit(main())
