"""An import that is killed leaves the old state or the new one, never a half."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.factories import make_draft

from vpr_tracker.tracker import Tracker

PROGRAM = Path(__file__).with_name("import_once.py")


def start(url: str, number: int) -> subprocess.Popen[str]:
    """Start the program; gives it when it is about to import."""
    process = subprocess.Popen([sys.executable, str(PROGRAM), url, str(number)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def finish(process: subprocess.Popen[str]) -> None:
    process.wait(60)
    assert process.stdout is not None
    process.stdout.close()


def obligations(tracker: Tracker) -> dict[str, tuple[int, int]]:
    """By title of the plan, how many tasks and obligations it has."""
    with tracker.reading() as connection:
        rows = connection.execute(
            text(
                "SELECT p.title, (SELECT count(*) FROM v_task t WHERE t.plan_id = p.plan_id), "
                "(SELECT count(*) FROM v_obligation o WHERE o.plan_id = p.plan_id) FROM v_plan p"
            )
        )
        return {row[0]: (row[1], row[2]) for row in rows}


@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.slow)])
def test_a_killed_import_leaves_the_old_state_or_the_new_one(tracker, kills):
    tracker.import_plan(make_draft(title="Старый"))
    old = obligations(tracker)
    began = time.monotonic()
    finish(start(tracker.url, 0))
    whole = obligations(tracker)["План 0"]
    lasts = time.monotonic() - began
    chance = random.Random(kills)

    for number in range(1, kills + 1):
        process = start(tracker.url, number)
        time.sleep(chance.uniform(0, min(lasts, 1.0)))  # the moment of the kill is what is tried here
        process.kill()
        finish(process)

        found = obligations(tracker)
        assert found["Старый"] == old["Старый"]
        assert found.get(f"План {number}", whole) == whole
        report = tracker.verify_journal()
        assert report.ok, report.problems

    tracker.import_plan(make_draft(title="После", source="after.docx"))
    if tracker.engine.dialect.name == "sqlite":
        with tracker.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
