"""Several people at once: nobody's change is lost, nobody is locked out."""

from __future__ import annotations

import multiprocessing
import threading
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from tests.factories import make_draft, make_task

from vpr_tracker.errors import Conflict, RuleBroken
from vpr_tracker.storage import reading
from vpr_tracker.storage.tables import Obligation
from vpr_tracker.tracker import Tracker

WRITERS, EACH = 4, 4


def write(url: str, name: str, failures) -> None:
    """Submit and accept what belongs to one school, looking at the plan in between."""
    try:
        with Tracker.open(url, actor=name) as tracker:
            for number in range(1, EACH + 1):
                tracker.submit("1", school=name, deliverable=str(number))
                tracker.remarks()
                tracker.accept("1", school=name, deliverable=str(number))
    except BaseException as error:
        failures.put(f"{name}: {error!r}")
        raise


@pytest.mark.slow
def test_writers_in_many_processes_lose_nothing(tracker):
    results = [f"Результат {number}" for number in range(1, EACH + 1)]
    tracker.import_plan(make_draft([make_task("1", level="school", results=results)]))
    names = [str(number) for number in range(1, WRITERS + 1)]
    tracker.import_schools([{"number": name} for name in names])
    context = multiprocessing.get_context("spawn")
    failures = context.Queue()

    processes = [context.Process(target=write, args=(tracker.url, name, failures)) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)

    assert [process.exitcode for process in processes] == [0] * WRITERS, failures.get(timeout=1)
    assert {each.state for each in tracker.show("1").obligations} == {"accepted"}
    assert tracker.verify_journal().ok
    assert len(tracker.log(task="1")) == WRITERS * EACH * 2


def test_of_two_who_accept_the_same_thing_one_is_told(tracker):
    tracker.import_plan(make_draft([make_task("1")]))
    tracker.submit("1")
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def accept(name: str) -> None:
        with Tracker.open(tracker.url, actor=name) as other:
            gate.wait(10)
            try:
                other.accept("1")
                outcomes.append(name)
            except RuleBroken as error:
                outcomes.append(error.code)

    threads = [threading.Thread(target=accept, args=(name,)) for name in ("А", "Б")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(outcomes) == 2
    assert outcomes.count("rule_broken") == 1
    assert len([entry for entry in tracker.log() if entry.action == "accept"]) == 1


def test_a_change_of_something_that_changed_since_it_was_read_is_a_conflict(tracker):
    tracker.import_plan(make_draft([make_task("1")]))
    identifier = tracker.show("1").obligations[0].obligation_id
    with tracker.reading() as connection:
        stale = reading.one(connection, Obligation, identifier)
    tracker.submit("1")

    with pytest.raises(Conflict) as raised, tracker.unit() as unit, unit.entry("accept"):
        unit.writer.change(Obligation, stale, state="waived")

    assert raised.value.exit_code == 8
    assert tracker.show("1").obligations[0].state == "submitted"


def test_the_longer_a_writer_waits_the_sooner_it_looks_again(tmp_path, monkeypatch):
    from vpr_tracker.storage import engine

    url = f"sqlite:///{tmp_path / 'plans.sqlite3'}"
    now, pauses = [0.0], []
    with Tracker.open(url, actor="А") as one, Tracker.open(url, actor="Б") as two:
        one.import_plan(make_draft([make_task("1")]))
        two.plans()
        with ExitStack() as other:
            unit = other.enter_context(one.unit())
            other.enter_context(unit.entry("test"))

            def pause(seconds: float) -> None:
                pauses.append(seconds)
                now[0] += 1
                if len(pauses) == 20:
                    other.close()

            monkeypatch.setattr(engine.time, "monotonic", lambda: now[0])
            monkeypatch.setattr(engine.time, "sleep", pause)
            assert len(two.submit("1")) == 1

    # Nobody who came later looks more often: of many writers none starves.
    assert max(pauses) <= 0.02
    assert max(pauses[10:]) < 0.002


def test_a_writer_that_waits_too_long_is_told_to_try_again(tmp_path, monkeypatch):
    from vpr_tracker.storage import engine

    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    url = f"sqlite:///{tmp_path / 'plans.sqlite3'}"
    clock = lambda: datetime(2023, 2, 10, tzinfo=UTC)  # noqa: E731 -- a clock that stands still
    with Tracker.open(url, actor="А", clock=clock) as one, Tracker.open(url, actor="Б", clock=clock) as two:
        one.import_plan(make_draft([make_task("1")]))
        two.plans()
        with one.unit() as unit, unit.entry("test"):
            with pytest.raises(Conflict, match="another writer"):
                two.submit("1")
            assert two.status()["totals"]["overdue"] == 1
        assert len(two.submit("1")) == 1
