"""A program that is run many times at once: the coordinator of one municipality. See ``test_many_municipalities``.

Arguments: database, place of the municipality. How long each operation took stands on its standard output; what does
not go as it should ends it with an error.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.factories import by, deadline, make_draft, make_task

from vpr_tracker.tracker import Tracker

SCHOOLS = 6
CONDITIONS = ("accepted", "submitted", "expected")
"""What the obligation of a school ends as, by its number."""


def title(place: int) -> str:
    """What the plan of a municipality is called, and who keeps it."""
    return f"План муниципалитета {place:02} на 2023 год"


def steps(tracker: Tracker, plan: str) -> list[Callable[[], object]]:
    """What a coordinator does with the schools; each is a transaction of its own."""
    found: list[Callable[[], object]] = []
    for number in range(1, SCHOOLS + 1):
        about = {"task": "1", "school": str(number), "plan": plan}
        found.append(lambda about=about: tracker.submit(**about))
        found.append(lambda: tracker.status(plan=plan))
        if CONDITIONS[number % len(CONDITIONS)] == "accepted":
            found.append(lambda about=about: tracker.accept(**about))
        elif CONDITIONS[number % len(CONDITIONS)] == "expected":
            found.append(lambda: tracker.undo())
        found.append(lambda: tracker.due(plan=plan))
    return found


def timed(call: Callable[[], object]) -> None:
    began = time.monotonic()
    call()
    print(f"{time.monotonic() - began:.3f}", flush=True)


def main() -> None:
    url, place = sys.argv[1], int(sys.argv[2])
    due = deadline("До 01.03.2023", by(date(2023, 3, 1)))
    tasks = [make_task("1", level="school", due=due), make_task("2", due=due), make_task("3", level="both", due=due)]
    draft = make_draft(tasks, title=title(place), source=f"plan-{place}.docx")
    with Tracker.open(url, actor=title(place)) as tracker:
        timed(lambda: tracker.import_plan(draft))
        (plan,) = [each.plan_id for each in tracker.plans() if each.title == title(place)]
        for number in range(1, SCHOOLS + 1):
            timed(lambda number=number: tracker.add_school(str(number), plan=plan))
        for step in steps(tracker, plan):
            timed(step)


if __name__ == "__main__":
    main()
