"""Twenty people at once, some of whose machines are switched off: nothing is lost, nobody is locked out.

As a rule few of them and briefly. The full size: ``KEEPING_WRITERS=20x200`` in the environment (processes ×
operations); then ``-s`` shows the figures.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.factories import by, deadline, deliverable, make_draft, make_task, relative
from tests.tracker.write_much import EVENT, FIRST_DAY, RESULTS

from vpr_tracker.storage.changes import unbatch
from vpr_tracker.tracker import Tracker

WRITERS, EACH = map(int, os.environ.get("KEEPING_WRITERS", "3x12").split("x"))
SEED = int(os.environ.get("KEEPING_SEED", "1"))
PATIENCE = 120 + WRITERS * EACH
"""Seconds after which a run hangs."""
PROGRAM = Path(__file__).with_name("write_much.py")


@dataclass
class Writer:
    """One school's process, started again where it was killed, and the file of what it said."""

    url: str
    name: str
    place: int
    said: Path
    process: subprocess.Popen[bytes] = field(init=False)
    killed: int = 0

    def start(self) -> None:
        """Go on after the last operation that was begun."""
        first = max((int(line[1]) for line in self.lines()), default=0) + 1
        arguments = [self.url, self.name, str(self.place), str(first), str(EACH), str(SEED)]
        with self.said.open("ab") as out, self.said.with_suffix(".err").open("ab") as errors:
            self.process = subprocess.Popen([sys.executable, str(PROGRAM), *arguments], stdout=out, stderr=errors)

    def kill(self) -> None:
        """Switch it off as a power cut would, and on again."""
        self.process.kill()
        self.process.wait(30)
        self.killed += 1
        self.start()

    def lines(self) -> list[list[str]]:
        if not self.said.exists():
            return []
        whole = self.said.read_text(encoding="utf-8").splitlines(keepends=True)
        return [line.rstrip("\n").split("\t") for line in whole if line.endswith("\n")]


def plan(tracker: Tracker) -> list[str]:
    """What belongs to each school, and what all of them change."""
    due = deadline("До 01.03.2023", by(FIRST_DAY))
    after = deadline("По мере проведения ВПР 2023", relative("проведения ВПР 2023"))
    tasks = [
        make_task("1", level="school", due=due, results=RESULTS),
        make_task("2", level="school", due=due, results=RESULTS),
        make_task("3", due=due, results=(deliverable("Наблюдатели", quantity=10 * EACH),)),
        make_task("4", level="school", due=after),
    ]
    tracker.import_plan(make_draft(tasks))
    names = [str(number) for number in range(1, WRITERS + 1)]
    tracker.import_schools([{"number": name} for name in names])
    tracker.set_event(EVENT, FIRST_DAY, FIRST_DAY)
    tracker.link_event("4", None, EVENT)
    return names


def run_all(writers: list[Writer], kills: int) -> float:
    """Let all of them run to the end; ``kills`` times one of them is switched off on the way. Gives the seconds."""
    chance, began = random.Random(SEED), time.monotonic()
    for writer in writers:
        writer.start()
    try:
        while running := [writer for writer in writers if writer.process.poll() is None]:
            assert time.monotonic() - began < PATIENCE, f"still running: {[writer.name for writer in running]}"
            time.sleep(chance.uniform(0.02, 0.5))  # the moment of the kill is what is tried here
            # One that has not yet begun anything has nothing to lose.
            busy = [writer for writer in running if writer.lines() and writer.process.poll() is None]
            if kills and busy:
                chance.choice(busy).kill()
                kills -= 1
    finally:
        for writer in writers:
            writer.process.kill()
            writer.process.wait(30)
    return time.monotonic() - began


def marks(tracker: Tracker) -> dict[str, str]:
    """By who acted, all that the journal says of it: notes and what was changed."""
    found: dict[str, str] = {}
    for entry in tracker.log():
        if entry.action != "undo" or entry.note:
            found[entry.actor] = f"{found.get(entry.actor, '')}\n{entry.note} {entry.changes}"
    return found


def assert_nothing_overwritten(tracker: Tracker) -> None:
    """Every change began from what the one before it left: nobody wrote over what he had not seen."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for entry in tracker.log():
        for table, identifier, before, after in entry.changes:
            gone = list(unbatch(before)) if identifier is None and before else []
            come = list(unbatch(after)) if identifier is None and after else []
            if identifier is not None:
                held = rows.get((table, identifier), {})
                for name, value in (before or {}).items():
                    assert held.get(name) == value, f"entry {entry.seq}: {table} {identifier} {name}"
                rows[table, identifier] = {**held, **(after or {})}
                if after is None:
                    del rows[table, identifier]
            for row in gone:
                assert rows.pop((table, row["id"])) == row, f"entry {entry.seq}: {table} {row['id']}"
            for row in come:
                assert rows.setdefault((table, row["id"]), row) is row, f"entry {entry.seq}: {table} {row['id']}"


@pytest.mark.slow
@pytest.mark.parametrize("kills", [0, max(2, WRITERS * EACH // 100)], ids=["to the end", "killed"])
def test_many_at_once_lose_nothing_and_lock_nobody_out(tracker, tmp_path, monkeypatch, kills):
    monkeypatch.setenv("VPR_TODAY", "2023-02-10")
    names = plan(tracker)
    writers = [Writer(tracker.url, name, place, tmp_path / f"{name}.txt") for place, name in enumerate(names)]

    took = run_all(writers, kills)

    assert sum(writer.killed for writer in writers) == kills
    ended: list[list[str]] = []
    written = marks(tracker)
    for writer in writers:
        errors = writer.said.with_suffix(".err").read_text(encoding="utf-8")
        assert writer.process.returncode == 0, f"{writer.name}: {errors}"
        begun = {line[1]: line for line in writer.lines() if line[0] == "begin"}
        ends = {line[1]: line for line in writer.lines() if line[0] == "end"}
        assert list(begun) == [str(number) for number in range(1, EACH + 1)]
        assert len(begun) - len(ends) <= writer.killed
        for number, (_begin, _number, name, mark) in begun.items():
            is_there = bool(mark) and mark in written.get(writer.name, "")
            if number in ends:
                assert ends[number][2] in ("done", "refused"), f"{writer.name}, {name}: {ends[number]}"
                # What somebody was told is so.
                assert is_there == (bool(mark) and ends[number][2] == "done"), f"{writer.name}, {name} {mark}"
        ended += ends.values()
    assert_nothing_overwritten(tracker)
    report = tracker.verify_journal(state=True)
    assert report.ok, (report.problems, report.rows)
    tracker.replay_journal(tmp_path / "again.sqlite3")
    with Tracker.open(tmp_path / "again.sqlite3", actor="К") as again:
        assert list(again.dump()) == list(tracker.dump())
    waits = sorted(float(line[4]) for line in ended)
    print(
        f"\n{tracker.engine.dialect.name}: {WRITERS} × {EACH}, {kills} killed, {took:.0f} s, "
        f"{len(ended)} ended ({sum(line[2] == 'done' for line in ended)} done), {report.entries} entries, "
        f"{sum(int(line[3]) for line in ended)} conflicts tried again, "
        f"waited: median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s"
    )
