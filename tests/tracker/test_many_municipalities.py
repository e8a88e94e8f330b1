"""A coordinator in each of many municipalities at once, in one database: every one keeps a plan of its own.

As a rule few of them. The full size: ``KEEPING_MUNICIPALITIES=60`` in the environment; then ``-s`` shows the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.tracker.keep_municipality import CONDITIONS, SCHOOLS, title

from vpr_tracker.tracker import Tracker

MUNICIPALITIES = int(os.environ.get("KEEPING_MUNICIPALITIES", "4"))
PATIENCE = 120 + 20 * MUNICIPALITIES
"""Seconds after which a run hangs."""
PROGRAM = Path(__file__).with_name("keep_municipality.py")


def run_all(url: str, folder: Path) -> tuple[float, dict[int, str]]:
    """Start all of them and wait; gives the seconds, and by municipality what it said."""
    began, running = time.monotonic(), {}
    try:
        for place in range(MUNICIPALITIES):
            with (folder / f"{place}.out").open("wb") as out:
                command = [sys.executable, str(PROGRAM), url, str(place)]
                running[place] = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        for process in running.values():
            process.wait(max(1.0, PATIENCE - (time.monotonic() - began)))
    finally:
        for process in running.values():
            process.kill()
            process.wait(30)
    said = {place: (folder / f"{place}.out").read_text(encoding="utf-8") for place in running}
    failed = {place: said[place] for place, process in running.items() if process.returncode != 0}
    assert failed == {}
    return time.monotonic() - began, said


@pytest.mark.slow
@pytest.mark.postgres
def test_a_coordinator_in_each_municipality_at_once_loses_nothing(postgres_with_tables, tmp_path):
    url = postgres_with_tables()

    took, said = run_all(url, tmp_path)

    with Tracker.open(url, actor="К") as tracker:
        plans = {each.title: each.plan_id for each in tracker.plans()}
        assert set(plans) == {title(place) for place in range(MUNICIPALITIES)}
        for place in range(MUNICIPALITIES):
            plan = plans[title(place)]
            assert [each.number for each in tracker.schools(plan)] == [str(number) for number in range(1, SCHOOLS + 1)]
            states = {each.school: each.state for each in tracker.show("1", plan=plan).obligations}
            assert states == {str(number): CONDITIONS[number % len(CONDITIONS)] for number in range(1, SCHOOLS + 1)}, (
                said[place]
            )
            assert {entry.actor for entry in tracker.log(plan=plan)} == {title(place)}
        report = tracker.verify_journal(state=True)
        assert report.ok, (report.problems, report.rows)
        waits = sorted(float(line) for text in said.values() for line in text.split())
        print(
            f"\n{MUNICIPALITIES} municipalities, {took:.0f} s, {report.entries} entries, "
            f"one operation: median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s"
        )
