"""Plans of a whole region: a hundred thousand obligations in seconds and in bounded memory."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from sqlalchemy import text
from tests.factories import deadline, deliverable, every, make_draft, make_task

from vpr_tracker.tracker import Tracker


def region(tasks: int, results: int):
    """Each task weekly through the year: 52 due times for each result and school."""
    return make_draft(
        [
            make_task(
                str(number),
                level="school",
                due=deadline("Еженедельно", every("week")),
                results=[deliverable(f"Отчёт {each}") for each in range(results)],
            )
            for number in range(1, tasks + 1)
        ]
    )


@pytest.mark.slow
def test_a_hundred_thousand_obligations_come_in_seconds(tmp_path):
    with Tracker.open(tmp_path / "plans.sqlite3", actor="К") as tracker:
        tracker.import_plan(region(20, 5))
        began = time.process_time()
        result = tracker.import_schools([{"number": str(number)} for number in range(1, 21)])
        took = time.process_time() - began
        began = time.process_time()
        assert sum(1 for _number in range(100_000)) == 100_000
        floor = time.process_time() - began

        assert result.obligations >= 100_000
        assert tracker.verify_journal().ok
        # A ratio to a bare loop of as many rounds, so that a slow machine does not matter.
        assert took / floor < 20_000, (took, floor)
        size = (tmp_path / "plans.sqlite3").stat().st_size
        with tracker.reading() as connection:
            written = connection.execute(text("SELECT sum(length(changes)) FROM journal")).scalar_one()
        assert written < size / 3


@pytest.mark.slow
def test_obligations_are_not_all_held_in_memory(tmp_path):
    peaks = []
    for tasks in (20, 60):
        with Tracker.open(tmp_path / f"{tasks}.sqlite3", actor="К") as tracker:
            tracker.import_plan(region(tasks, 5))
            tracemalloc.start()
            tracker.add_school("1")
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()

    more = 52 * 5 * (60 - 20)
    assert (peaks[1] - peaks[0]) / more < 400, peaks


def test_the_tally_is_read_from_its_index_alone(tmp_path):
    with Tracker.open(tmp_path / "plans.sqlite3", actor="К") as tracker:
        tracker.import_plan(region(2, 2))
        with tracker.reading() as connection:
            rows = connection.execute(
                text("EXPLAIN QUERY PLAN SELECT * FROM v_tally WHERE plan_id = :plan"), {"plan": "x"}
            ).all()
    steps = [str(row[3]) for row in rows]
    assert any("obligation USING COVERING INDEX ix_obligation_tally (plan_id=?" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
