"""A program that is run many times at once: mixed operations of one school. See ``test_many_writers``.

Arguments: database, school, its place, first and last operation, seed. What it begins and what it has done stands in
lines on its standard output, a file; what such a line says stays there when the program is killed.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from vpr_tracker.cli import main as vpr
from vpr_tracker.errors import BadInput, Conflict, NotFound, RuleBroken
from vpr_tracker.tracker import Tracker

EVENT = "Проведение ВПР 2023"
FIRST_DAY = date(2023, 3, 1)
RESULTS = ("А", "Б", "В")
TRIES = 5
"""How often a conflict (exit code 8) is tried again; a conflict after that is somebody locked out."""

Operation = tuple[str, str, Callable[[Tracker], object]]
"""Its name, what marks its entry in the journal (nothing where it only reads), and the call."""


def operation(school: str, place: int, number: int, seed: int) -> Operation:
    """One operation; the same for the same arguments."""
    chance = random.Random(f"{seed}/{school}/{number}")
    mark = f"({school}, {number})"
    mine = {"school": school, "deliverable": chance.choice(RESULTS), "note": mark}
    day = FIRST_DAY + timedelta(days=place + 100 * number)
    acts: list[Operation] = [
        ("submit", mark, partial(Tracker.submit, task="1", **mine, urls=[f"https://example.org/{school}/{number}"])),
        ("submit", mark, partial(Tracker.submit, task="1", **mine)),
        ("submit", mark, partial(Tracker.submit, task="2", **mine)),
        ("accept", mark, partial(Tracker.accept, task="1", **mine)),
        ("accept", mark, partial(Tracker.accept, task="2", **mine)),
        ("return", mark, partial(Tracker.return_, task="1", **mine)),
        ("waive", mark, partial(Tracker.waive, task="2", **mine)),
        ("restore", mark, partial(Tracker.restore, task="2", **mine)),
        ("withdraw", mark, partial(Tracker.withdraw, task="1", **mine)),
        ("undo", mark, partial(Tracker.undo, note=mark)),
        ("postpone", mark, partial(Tracker.postpone, task="2", to=day, school=school, reason=mark)),
        # What everybody does to the same rows.
        ("progress", mark, partial(Tracker.submit, task="3", progress=place + number, note=mark)),
        ("finish", mark, partial(Tracker.submit, task="3", note=mark)),
        ("take back", mark, partial(Tracker.withdraw, task="3", note=mark)),
        ("event", day.isoformat(), lambda tracker: tracker.set_event(EVENT, day, day)),
    ]
    looks: list[Operation] = [
        ("vpr status", "", partial(run, "status")),
        ("vpr due", "", partial(run, "due", "--json")),
        ("vpr matrix", "", partial(run, "matrix", "--task", "1")),
        ("vpr show", "", partial(run, "show", "2")),
        ("vpr log", "", partial(run, "log", "--school", school)),
    ]
    return chance.choice(acts if chance.random() < 0.6 else looks)


def run(*words: str | Tracker) -> None:
    """A command, as a person would give it; it has to work."""
    *arguments, tracker = words
    assert isinstance(tracker, Tracker)
    out = io.StringIO()
    with redirect_stdout(out):
        code = vpr(["--db", tracker.url, *map(str, arguments)])
    if code != 0 or not out.getvalue():
        raise AssertionError(f"vpr {arguments} ended with {code}")


def outcome(url: str, school: str, call: Callable[[Tracker], object]) -> str:
    """Do one operation as a program of its own would: done, or refused by the rules; what was in the way."""
    for tries in range(TRIES):
        try:
            with Tracker.open(url, actor=school) as tracker:
                call(tracker)
            return f"done {tries}"
        except (RuleBroken, NotFound, BadInput):
            return f"refused {tries}"
        except Conflict:
            continue
    return f"locked out {TRIES}"


def main() -> None:
    url, school, *numbers = sys.argv[1:]
    place, first, last, seed = map(int, numbers)
    for number in range(first, last + 1):
        name, mark, call = operation(school, place, number, seed)
        print("begin", number, name, mark, sep="\t", flush=True)
        began = time.monotonic()
        said, tries = outcome(url, school, call).rsplit(" ", 1)
        print("end", number, said, tries, f"{time.monotonic() - began:.3f}", sep="\t", flush=True)


if __name__ == "__main__":
    main()
