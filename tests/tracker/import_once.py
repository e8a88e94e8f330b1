"""A program to be killed: imports one plan of some thousand obligations. Arguments: database, number of the plan."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.factories import deadline, deliverable, every, make_draft, make_task

from vpr_tracker.tracker import Tracker

TASKS = 20


def big_draft(number: str):
    """A plan that takes a moment to import: 20 tasks, weekly, with four results each."""
    tasks = [
        make_task(
            str(place),
            due=deadline("Еженедельно", every("week")),
            results=[deliverable(f"Отчёт {each}") for each in range(4)],
        )
        for place in range(1, TASKS + 1)
    ]
    return make_draft(tasks, title=f"План {number}", source=f"{number}.docx")


def main() -> None:
    url, number = sys.argv[1:]
    draft = big_draft(number)
    with Tracker.open(url, actor="Импорт") as tracker:
        print("ready", flush=True)
        tracker.import_plan(draft)
    print("done", flush=True)


if __name__ == "__main__":
    main()
